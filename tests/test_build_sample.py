"""Each record of the sample archive, as its pages show it to programs that are not ours."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path

import pytest

from building import Build
from songhe import (
    ISSUES,
    ITEMS,
    OUTLETS,
    PLACES,
    SOURCES,
    SUBJECTS,
    SUBSTITUTED,
    TOPICS,
    issue_of,
    items_of,
    page_of,
)
from website import Website, one, page_name, part_of_issue, text_of

# ---- items


@pytest.mark.parametrize("issue", ISSUES)
def test_items_stand_in_order_with_anchors_from_their_ids(sample_site: Website, issue: str) -> None:
    articles = sample_site.main(page_of(issue)).select("article.item")
    numbers = [item.rpartition("/")[2] for item in items_of(issue)]
    assert [article["id"] for article in articles] == [f"item-{number}" for number in numbers]
    for item, article in zip(items_of(issue), articles, strict=True):
        [(heading, target)] = sample_site.links(
            page_of(issue), one(article, f"#{article['id']}-title")
        )
        assert (heading, target) == (ITEMS[item], page_of(item))


def test_titles_make_no_anchors(archive_copy: Path, build: Build) -> None:
    path = archive_copy / "issues/2013/2013-05-10.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("## 一周简讯", "## Weekly news"), "utf-8")
    main = Website(build(archive_copy).output).main("issues/2013/2013-05-10")
    ids = [str(element["id"]) for element in main.find_all(id=True)]
    assert "item-3" in ids
    assert [key for key in ids if "week" in key] == []


def test_items_of_one_title_do_not_disturb_each_other(sample_site: Website) -> None:
    same = [item for item, title in ITEMS.items() if title == "一周简讯"]
    texts = [text_of(one(sample_site.main(page_of(item)), ".item-alone")) for item in same]
    for text, own in zip(texts, ("数据共享目录", "一体化大厅", "同题的第二条"), strict=True):
        assert text.startswith("一周简讯")
        assert [own in other for other in texts].count(True) == 1
        assert own in text


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_says_the_same_alone_and_in_its_issue(sample_site: Website, item: str) -> None:
    """But for its heading, and what is said of an abstract; footnotes are compared below."""
    alone = copy.copy(one(sample_site.main(page_of(item)), ".item-alone"))
    within = copy.copy(part_of_issue(sample_site, item))
    for part in (alone, within):
        for other in part.select(
            ":scope > h1, :scope > h2, :scope > h3, :scope > .lead, [role=doc-footnote]"
        ):
            other.decompose()
    assert text_of(alone) == text_of(within)
    assert len(text_of(alone)) > 20


@pytest.mark.parametrize("item", ITEMS)
def test_an_abstract_says_that_it_must_not_be_quoted(sample_site: Website, item: str) -> None:
    said = [text_of(each) for each in sample_site.main(page_of(item)).select(".item-alone > .lead")]
    abstract = issue_of(item) == "2014-03-07b"
    assert said == ["摘要版：正文为本库所写提要，不可当作原文引用。"] * abstract


@pytest.mark.parametrize("item", [item for item in ITEMS if item != SUBSTITUTED])
def test_the_title_is_the_same_wherever_it_stands(sample_site: Website, item: str) -> None:
    page = sample_site.page(page_of(item))
    assert text_of(one(page, "h1")) == ITEMS[item]
    assert text_of(one(page, "title")) == f"{ITEMS[item]} - 松河政务信息"
    issue = page_of(issue_of(item))
    contents = sample_site.links(issue, one(sample_site.main(issue), ".contents"))
    anchor = f"{issue}#item-{item.rpartition('/')[2]}"
    assert (ITEMS[item], anchor) in contents


def test_a_substitution_in_a_title_is_replaced_wherever_it_stands(sample_site: Website) -> None:
    page = sample_site.page(page_of(SUBSTITUTED))
    assert text_of(one(page, "h1")) == ITEMS[SUBSTITUTED]
    issue = page_of(issue_of(SUBSTITUTED))
    assert (ITEMS[SUBSTITUTED], f"{issue}#item-2") in sample_site.links(
        issue, sample_site.main(issue)
    )


def test_markup_in_titles_and_texts_is_shown_as_text(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        assert "&amp;" not in page.get_text(), file
        assert "&lt;" not in page.get_text(), file
    article = one(sample_site.main("issues/2014/2014-03-07/1"), ".item-alone")
    assert article.find_all("b") == []
    assert "残留 <b>、&nbsp; 一类标记" in text_of(article)
    assert "5 < 6 && 7 > 3" in text_of(article)
    assert "<script>" in text_of(article)


def test_rare_characters_come_through_as_they_are(sample_site: Website) -> None:
    for page in ("issues/2014/2014-03-07", "issues/2014/2014-03-07/3"):
        text = text_of(sample_site.main(page))
        for written in ("“𠮷”“𬭊”“𰻞”“䶮”“㐂”", "𠮷田、𬭎宇", "臺灣", "裏面", "山峯", "“\ufa19”"):
            assert written in text
    assert "５月６日" in text_of(sample_site.main("issues/2013/2013-05-10/1"))
    assert "３８个" in text_of(sample_site.main("issues/2013/2013-05-10"))


def test_a_substitution_in_a_text_is_replaced(sample_site: Website) -> None:
    for page in ("issues/2014/2014-03-07", "issues/2014/2014-03-07/2"):
        assert "松河省网上办事大厅3月3日起与云岭" in text_of(sample_site.main(page))


@pytest.mark.parametrize("item", ITEMS)
def test_the_source_stands_as_print_has_it(sample_site: Website, item: str) -> None:
    expected = SOURCES[item]
    for part in (
        one(sample_site.main(page_of(item)), ".item-alone"),
        part_of_issue(sample_site, item),
    ):
        lines = part.select("p.source")
        assert [text_of(line) for line in lines] == ([expected] if expected else [])
        if expected:
            paragraphs = part.find_all("p")
            assert paragraphs[-1] is lines[0] or part.select_one("[role=doc-footnote]")


@pytest.mark.parametrize("item", [item for item in ITEMS if SOURCES[item]])
def test_the_source_leads_to_its_record_and_from_there_to_the_outlet(
    sample_site: Website, item: str
) -> None:
    page = page_of(item)
    outlets = [f"outlets/{key}" for key, (_, items) in OUTLETS.items() if item in items]
    printed = sample_site.links(page, one(sample_site.main(page), "p.source"))
    in_issue = sample_site.links(page_of(issue_of(item)), part_of_issue(sample_site, item))
    found = []
    for name, target in printed:
        place, _, anchor = target.partition("#")
        assert place == page
        assert (name, target) in in_issue
        record = one(sample_site.main(page), f"#{anchor}")
        found.append(sample_site.links(page, record)[0][1])
    assert found == outlets


def test_the_record_of_an_item(sample_site: Website) -> None:
    first = dict(sample_site.record("issues/2013/2013-05-10/1"))
    assert first["署名"] == "王芳、欧阳松河"
    assert first["刊期"] == "2013年第9期，第1页"
    assert first["日期"] == "2013年5月10日"
    assert first["标识"] == "2013-05-10/1"
    second = sample_site.record("issues/2013/2013-05-10/2")
    assert ("刊期", "2013年第9期，第2-3页") in second
    [source] = [value for term, value in second if term == "来源"]
    assert source.startswith("云岭晚报")
    assert "雲嶺晚報(岚港版)" in source
    assert ("署名", "司马长风") in sample_site.record("issues/2014/2014-03-07/1")
    two = [
        value for term, value in sample_site.record("issues/2014/2014-03-07/2") if term == "来源"
    ]
    assert [value[:3] for value in two] == ["云岭晚", "青禾网"]
    assert "来源" not in dict(sample_site.record("issues/2013/2013-05-10/3"))
    assert "署名" not in dict(sample_site.record("issues/2013/2013-05-10/3"))


@pytest.mark.parametrize("item", ITEMS)
def test_the_record_names_topics_and_places(sample_site: Website, item: str) -> None:
    page = page_of(item)
    links = sample_site.links(page, one(sample_site.main(page), "dl"))
    for folder in ("topics", "places"):
        expected = {
            (name, subject)
            for subject, (name, items) in SUBJECTS.items()
            if item in items and subject.startswith(folder)
        }
        assert {link for link in links if link[1].startswith(folder)} == expected


def test_a_footnote_stands_with_its_item(sample_site: Website) -> None:
    for page in ("issues/2013/2013-05-10", "issues/2013/2013-05-10/1"):
        main = sample_site.main(page)
        [note] = main.select("[role=doc-footnote]")
        assert "事项数按“大项”统计，不含子项" in text_of(note)
        links = sample_site.links(page, note)
        assert ("另一期的说明", "issues/2016/2016-no01/1") in links
        [call] = main.select("[role=doc-noteref]")
        assert sample_site.follow(sample_site.names[page], str(call["href"])) == (
            sample_site.names[page],
            note["id"],
        )
        assert ("1", f"{page}#{call['id']}") in links


def test_a_footnote_stands_with_no_other_item(sample_site: Website) -> None:
    for item in ITEMS:
        if item != "2013-05-10/1":
            assert "不含子项" not in sample_site.main(page_of(item)).get_text(), item


def test_neighbours_of_items(sample_site: Website) -> None:
    for issue in ISSUES:
        for before, after in itertools.pairwise(items_of(issue)):
            assert relations(sample_site, page_of(before))["next"] == [page_of(after)] * 2
            assert relations(sample_site, page_of(after))["prev"] == [page_of(before)] * 2


def relations(site: Website, name: str) -> dict[str, list[str]]:
    """Map ``prev`` and ``next`` to the pages that the head and the text name so."""
    found: dict[str, list[str]] = {"prev": [], "next": []}
    for relation, pages in found.items():
        for link in site.page(name).select(f"[rel={relation}]"):
            pages.append(page_name(site.follow(site.names[name], str(link["href"]))[0]))
    return found


# ---- what stands in a text


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/2"])
def test_tables_are_tables(sample_site: Website, page: str) -> None:
    listed, piped = sample_site.main(page).find_all("table")
    assert text_of(one(listed, "caption")) == "互通事项统计"
    assert [text_of(cell) for cell in listed.select("thead th")] == ["市", "事项", "说明"]
    assert [text_of(cell) for cell in listed.select("tbody th[scope=row]")] == ["云岭", "青禾"]
    assert [text_of(cell) for cell in piped.select("th[scope=col]")] == ["月份", "办件量", "备注"]
    cells = [[text_of(cell) for cell in row.find_all("td")] for row in piped.select("tbody tr")]
    assert cells[0] == ["1月", "1,024", "试行"]
    assert cells[1] == ["2月", "2,048", "见2016年待办的三件事"]


def test_a_cell_holds_a_paragraph_only_beside_others(archive_copy: Path, build: Build) -> None:
    path = archive_copy / "issues/2013/2013-05-10.md"
    table = ":::{list-table} 表\n\n* - 一\n  - 二\n\n    又二\n:::\n"
    path.write_text(f"{path.read_text('utf-8')}\n{table}", "utf-8")
    cells = Website(build(archive_copy).output).page("issues/2013/2013-05-10/3").select("td")
    assert [[p.text for p in cell.select("p")] for cell in cells[-2:]] == [[], ["二", "又二"]]
    assert cells[-2].text == "一"


def test_links_within_a_folder_do_not_lead_out_of_it(sample_site: Website) -> None:
    """They are most of an issue's links, and its page is to be light."""
    page = "issues/2014/2014-03-07"
    links = [
        link["href"] for link in sample_site.page(page).select("article.item > :is(h2, h3) > a")
    ]
    assert not [link for link in links if str(link).startswith("..")]
    assert len(links) == 5


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/3"])
def test_a_figure_has_its_image_and_words(sample_site: Website, sample: Path, page: str) -> None:
    figure = one(sample_site.main(page), "figure#tu-ziku")
    image = one(figure, "img")
    assert image["alt"] == "字库示意图"
    target, _ = sample_site.follow(sample_site.names[page], str(image["src"]))
    assert (sample_site.root / target).read_bytes() == (
        sample / "issues/2014/ziku.png"
    ).read_bytes()
    assert text_of(one(figure, "figcaption")).startswith("图：青禾政务字库的一角")


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/4"])
def test_cards_and_grids_of_sphinx_design(sample_site: Website, page: str) -> None:
    main = sample_site.main(page)
    assert [text_of(title) for title in main.select(".sd-card-title")] == ["云岭", "岚港", "预告"]
    assert len(one(main, ".sd-row").select(".sd-col")) == 2
    sheets = [str(each["href"]) for each in sample_site.page(page).select("[rel=stylesheet]")]
    assert [address.rpartition("/")[2].split("?")[0] for address in sheets] == ["qikan.css"]


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07b", "issues/2014/2014-03-07b/1"])
def test_admonitions_nest(sample_site: Website, page: str) -> None:
    inner = one(sample_site.main(page), ".admonition.note .admonition.tip")
    assert "如第四条。" in text_of(inner)


# ---- issues


def test_issues_follow_each_other_in_order_of_publication(sample_site: Website) -> None:
    for before, after in itertools.pairwise(ISSUES):
        assert relations(sample_site, page_of(before))["next"] == [page_of(after)] * 2
        assert relations(sample_site, page_of(after))["prev"] == [page_of(before)] * 2
    assert relations(sample_site, page_of("2013-05-10"))["prev"] == []
    assert relations(sample_site, page_of("2016-02"))["next"] == []


def test_sections_are_shown(sample_site: Website) -> None:
    main = sample_site.main("issues/2014/2014-03-07")
    body = one(main, ".text:not(.item)")
    headings = [text_of(heading) for heading in body.find_all("h2")]
    assert headings == ["省内", "省外"]
    parts = [heading.parent for heading in body.find_all("h2")]
    inside = [[article["id"] for article in part.select("article")] for part in parts if part]
    assert inside == [["item-1", "item-2"], ["item-3", "item-4", "item-5"]]
    entries = [text_of(entry) for entry in one(main, ".contents").find_all("li")]
    assert [entries[0], entries[3]] == ["省内", "省外"]
    for item, section in zip(items_of("2014-03-07"), "内内外外外", strict=True):
        assert ("栏目", f"省{section}") in sample_site.record(page_of(item))
    assert "栏目" not in dict(sample_site.record("issues/2013/2013-05-10/1"))


def test_an_issue_without_items(sample_site: Website) -> None:
    main = sample_site.main("issues/2016/2016-02")
    assert "本月只刊告示，没有条目：《松河政务信息》暂停一期" in text_of(main)
    assert main.select("article, .contents") == []
    months = sample_site.main("years/2016").select(".year")
    assert [text_of(one(month, "h2")) for month in months] == ["1月", "2月"]
    assert [text_of(one(month, ".meta")) for month in months] == [
        "1月 3条 全文版",
        "2月 0条 全文版",
    ]


def test_edition_and_publication_status(sample_site: Website) -> None:
    main = text_of(sample_site.main("issues/2014/2014-03-07b"))
    assert "摘要版" in main
    assert "已获授权公开" in main
    other = text_of(sample_site.main("issues/2014/2014-03-07"))
    assert "全文版" in other
    assert "公开发行" in other


def test_home_shows_the_newest_issue_the_years_and_the_ways_in(sample_site: Website) -> None:
    main = sample_site.main("index")
    links = sample_site.links("index", main)
    assert "最新一期：2016年2月" in text_of(main)
    assert ("阅读全期", "issues/2016/2016-02") in links
    years = [text_of(entry) for entry in one(main, ".years").find_all("li")]
    assert years == ["2013 1期 3条", "2014 2期 7条", "2016 2期 3条"]
    targets = [target for _, target in links]
    for subject, (_, items) in SUBJECTS.items():
        assert (subject in targets) == bool(items)
    assert {"outlets", "topics", "places"} <= set(targets)


@pytest.mark.parametrize(
    ("page", "trail"),
    [
        ("issues/2014/2014-03-07", [("首页", "index"), ("2014年", "years/2014")]),
        (
            "issues/2014/2014-03-07/3",
            [
                ("首页", "index"),
                ("2014年", "years/2014"),
                ("2014年三月第一期", "issues/2014/2014-03-07"),
            ],
        ),
        ("outlets/qinghe-wang", [("首页", "index"), ("来源", "outlets")]),
        ("topics/shuju-gongxiang", [("首页", "index"), ("主题", "topics")]),
        ("places/langang", [("首页", "index"), ("地点", "places")]),
        ("outlets", [("首页", "index")]),
        ("years/2014", [("首页", "index"), ("历年各期", "years")]),
        ("source/about", [("首页", "index")]),
    ],
)
def test_breadcrumbs(sample_site: Website, page: str, trail: list[tuple[str, str]]) -> None:
    crumbs = one(sample_site.main(page), ".crumbs")
    assert sample_site.links(page, crumbs) == trail
    assert one(crumbs, "[aria-current=page]").find_all("a") == []


def test_every_page_but_home_has_breadcrumbs(sample_site: Website) -> None:
    for name in sample_site.names:
        has_none = name in {"index", "404"}
        assert len(sample_site.main(name).select(".crumbs")) == (not has_none), name


# ---- outlets, topics, places


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_lists_all_its_items_by_year(sample_site: Website, subject: str) -> None:
    name, items = SUBJECTS[subject]
    main = sample_site.main(subject)
    assert text_of(one(main, "h1")) == name
    first, last = items[0][:4], items[-1][:4]
    years = f"{first}年" if first == last else f"{first}年至{last}年"
    verb = "取用" if subject.startswith("outlets") else "共"
    assert text_of(one(main, ".lead")).endswith(f"本刊{years}{verb}{len(items)}条。")
    by_year = {
        year: list(group)
        for year, group in itertools.groupby(reversed(items), key=lambda item: item[:4])
    }
    sections = main.select("section.year")
    headings = [text_of(one(section, "h3")) for section in sections]
    assert headings == [f"{year} {len(found)}" for year, found in by_year.items()]
    for section, found in zip(sections, by_year.values(), strict=True):
        listed = [link for link in sample_site.links(subject, section) if link[1].count("/") == 3]
        assert sorted(listed) == sorted((ITEMS[item], page_of(item)) for item in found)


@pytest.mark.parametrize(
    ("folder", "entries"), [("outlets", OUTLETS), ("topics", TOPICS), ("places", PLACES)]
)
def test_an_index_lists_all_subjects_with_counts(
    sample_site: Website, folder: str, entries: dict[str, tuple[str, list[str]]]
) -> None:
    counted = [f"{name} {len(items)}" for name, items in entries.values()]
    for page in (folder, f"{folder}/by_count"):
        lists = sample_site.main(page).select(".names")
        listed = [text_of(entry) for each in lists for entry in each.find_all("li")]
        assert sorted(listed) == sorted(counted)
        targets = {target for each in lists for _, target in sample_site.links(page, each)}
        assert targets == {f"{folder}/{key}" for key in entries}


def test_an_index_is_in_the_order_of_pinyin_or_of_counts(sample_site: Website) -> None:
    def listed(page: str) -> list[str]:
        return [text_of(each) for each in sample_site.main(page).select("h2, .names li")]

    assert listed("places") == ["L", "岚港 3", "Q", "青禾 2", "S", "松河 3", "Y", "云岭 2"]
    assert listed("places/by_count") == ["岚港 3", "松河 3", "青禾 2", "云岭 2"]
    orders = sample_site.links("places", one(sample_site.main("places"), ".orders"))
    assert orders == [("按音序", "places"), ("按条数", "places/by_count")]


def test_the_record_of_an_outlet(sample_site: Website) -> None:
    facts = dict(sample_site.record("outlets/songhe-ribao"))
    main = sample_site.main("outlets/songhe-ribao")
    assert text_of(one(main, ".lead")).startswith("报纸，松河。")
    links = sample_site.links("outlets/songhe-ribao", one(main, ".lead"))
    assert links == [("松河", "places/songhe")]
    former = [text for term, text in sample_site.record("outlets/songhe-ribao") if term == "曾用名"]
    assert former == ["松河报（1950年—1966年5月）", "松河工农报（1972年—）"]
    assert dict(sample_site.record("outlets/yunling-wanbao"))["又署"] == "雲嶺晚報(岚港版)、岭报"
    assert facts["网址"] == "https://songhe-ribao.example/"
    assert facts["标识"] == "songhe-ribao"


def test_a_place_has_its_code_with_scheme_and_revision(sample_site: Website) -> None:
    assert dict(sample_site.record("places/songhe"))["代码"] == "01（松河地名代码，2012版）"
    assert "代码" not in dict(sample_site.record("places/qinghe"))


def test_places_lead_to_wider_and_narrower_ones(sample_site: Website) -> None:
    facts = {page: dict(sample_site.record(f"places/{page}")) for page in PLACES}
    assert facts["yunling"]["属于"] == "松河"
    assert facts["yunling"]["下辖（条目另列）"].startswith("岚港")
    assert facts["langang"]["属于"] == "云岭"
    assert "属于" not in facts["qinghe"]
    links = sample_site.links("places/yunling", one(sample_site.main("places/yunling"), "dl"))
    assert links == [("松河", "places/songhe"), ("岚港", "places/langang")]
