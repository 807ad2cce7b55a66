"""The sample archive built whole, and read back by programs that are not ours.

What is expected stands in ``songhe``; the engine is not asked.
"""

from __future__ import annotations

import copy
import itertools
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib  # type: ignore[import-untyped]
import pytest
from bs4 import Tag

from building import Build, build_apart, build_archive
from songhe import (
    IN_OWN_PAGES,
    ISSUES,
    ITEMS,
    MENTIONS,
    OUTLETS,
    OWN_PAGES,
    PLACES,
    SOURCES,
    SUBJECTS,
    SUBSTITUTED,
    TOPICS,
    issue_of,
    items_of,
    page_of,
    referred_to,
    referring_to,
    title_of,
)
from website import Website, one, page_name, text_of


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def site(
    request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Website:
    """Build the sample once in each of both layouts."""
    output = tmp_path_factory.mktemp("site") / request.param
    built = build_archive(sample, output, request.param)
    assert (built.status, built.warnings) == (0, [])
    return Website(output)


def is_directory_layout(site: Website) -> bool:
    return site.root.name == "dirhtml"


# ---- the site as a whole


def test_all_pages_stand_and_no_others(site: Website) -> None:
    years = [f"years/{year}" for year in (2013, 2014, 2016)]
    indexes = ["index", "years", "outlets", "topics", "places", "source/about"]
    records = map(page_of, [*ISSUES, *ITEMS, *SUBJECTS])
    assert sorted(site.names) == sorted([*records, *years, *indexes])


def test_each_layout_puts_pages_where_it_should(site: Website) -> None:
    suffix = "/index.html" if is_directory_layout(site) else ".html"
    for page in ("issues/2014/2014-03-07b", "issues/2014/2014-03-07b/1", "outlets/songhe-ribao"):
        assert site.names[page] == f"{page}{suffix}"
    assert site.names["index"] == "index.html"


def test_html_has_no_parse_errors(site: Website) -> None:
    """By the HTML standard's own parsing algorithm, as html5lib carries it out."""
    errors: Counter[str] = Counter()
    for file in site.pages:
        parser = html5lib.HTMLParser()
        parser.parse((site.root / file).read_bytes())
        errors.update(f"{kind} {details}" for _, kind, details in parser.errors)
    assert errors == {}


def test_no_id_stands_twice_on_a_page(site: Website) -> None:
    for file, page in site.pages.items():
        counted = Counter(element["id"] for element in page.find_all(id=True))
        assert [key for key, count in counted.items() if count > 1] == [], file


def test_ids_that_elements_refer_to_exist(site: Website) -> None:
    for file, page in site.pages.items():
        for element in page.select("[aria-labelledby], [aria-describedby], [for]"):
            for name in ("aria-labelledby", "aria-describedby", "for"):
                for key in str(element.get(name, "")).split():
                    assert page.find(id=key), (file, key)


def test_every_link_and_fragment_resolves(site: Website) -> None:
    fragments = 0
    for file in site.pages:
        for _, address in site.addresses(file):
            if urlsplit(address).scheme:
                continue
            target, fragment = site.follow(file, address)
            assert (site.root / target).is_file(), (file, address)
            if fragment:
                fragments += 1
                assert site.pages[target].find(id=fragment), (file, address)
    assert fragments > len(site.pages)  # the way past the navigation, at least


@pytest.mark.parametrize("site", ["html"], indirect=True)
def test_links_work_from_disk(site: Website) -> None:
    """Without a server, a link to a folder shows its files instead of a page."""
    for file in site.pages:
        for _, address in site.addresses(file):
            parts = urlsplit(address)
            assert parts.scheme or not parts.path.endswith(("/", ".")), (file, address)


def test_addresses_are_relative_but_for_those_in_the_content(site: Website, sample: Path) -> None:
    sources = [*sample.rglob("*.md"), *sample.rglob("*.bib")]
    written = set(
        itertools.chain.from_iterable(
            re.findall(r"https?://[^\s)}]+", path.read_text("utf-8")) for path in sources
        )
    )
    external = set()
    for file in site.pages:
        for element, address in site.addresses(file):
            if urlsplit(address).scheme or address.startswith("/"):
                assert element.name == "a", (file, address)
                external.add(address)
    assert external == written


def test_nothing_runs(site: Website) -> None:
    for file, page in site.pages.items():
        assert page.find_all(["script", "iframe", "object", "embed", "base"]) == [], file
        for element in page.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], file


def test_no_style_is_inline(site: Website) -> None:
    """As a strict content security policy asks: ``style-src 'self'``."""
    for file, page in site.pages.items():
        assert page.find_all("style") == [], file
        assert [str(element) for element in page.select("[style]")] == [], file


def test_styles_load_nothing_from_elsewhere(site: Website) -> None:
    sheets = list(site.root.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        loaded = re.findall(r"url\(\s*['\"]?(?!data:)([^)'\"]+)", sheet.read_text("utf-8"))
        assert [address for address in loaded if "//" in address] == []
        assert "@import" not in sheet.read_text("utf-8")


def test_language_and_encoding(site: Website) -> None:
    for file, page in site.pages.items():
        assert one(page, "html")["lang"] == "zh-Hans", file
        assert one(page, "meta[charset]")["charset"].lower() == "utf-8"  # type: ignore[union-attr]
        assert b"<meta charset" in (site.root / file).read_bytes()[:1024]


def test_no_word_of_the_engine_is_left_in_english(site: Website, sample: Path) -> None:
    """Whatever Latin letters a page shows, an editor wrote."""
    sources = [path for path in sample.rglob("*") if path.suffix in {".md", ".bib", ".toml"}]
    texts = "\n".join(path.read_text("utf-8") for path in sources)
    values = re.sub(r"^[%#] .*|^ *:?[\w-]+(:| =) |\{[\w:-]+\}", "", texts, flags=re.MULTILINE)
    written = set(re.findall("[A-Za-z]{2,}", values)) | {"item"}  # which stands in a title
    for file, page in site.pages.items():
        names = [str(element["aria-label"]) for element in page.select("[aria-label]")]
        shown = set(re.findall("[A-Za-z]{2,}", " ".join([*names, without_code(page)])))
        assert shown <= written, file


def without_code(page: Tag) -> str:
    text = copy.copy(page)
    for code in text.find_all(["pre", "code"]):
        code.decompose()
    return text.get_text()


def test_every_page_has_a_title_a_heading_and_a_way_past_the_navigation(site: Website) -> None:
    for file, page in site.pages.items():
        heading, title = text_of(one(page, "h1")), text_of(one(page, "title"))
        assert heading, file
        assert "松河政务信息" in title, file
        skip = page.find("a")
        assert skip is not None
        assert skip["href"] == "#main"
        assert one(page, "main")["id"] == "main"


def test_headings_skip_no_level(site: Website) -> None:
    for file, page in site.pages.items():
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"h[1-6]"))]
        steps = [after - before for before, after in itertools.pairwise([0, *levels])]
        assert max(steps) == 1, (file, levels)


def test_every_page_is_within_three_clicks_from_home(site: Website) -> None:
    clicks = {"index.html": 0}
    frontier = ["index.html"]
    while frontier:
        file = frontier.pop(0)
        for element, address in site.addresses(file):
            target, _ = site.follow(file, address)
            if element.name == "a" and target in site.pages and target not in clicks:
                clicks[target] = clicks[file] + 1
                frontier.append(target)
    assert clicks.keys() == site.pages.keys()
    assert max(clicks.values()) <= 3


# ---- references


def shown(mention: str | tuple[str, str]) -> tuple[str, str]:
    """Tell what a link shows and where it leads."""
    if isinstance(mention, str):
        return title_of(mention), page_of(mention)
    return mention[0], page_of(mention[1])


def links_in_text(site: Website, page: str, part: Tag, skipped: str) -> list[tuple[str, str]]:
    """List the links to records in a part's running text; parts within ``skipped`` are not it."""
    text = copy.copy(part)
    for other in text.select(f"{skipped}, h1, h2, h3, .source, [role=doc-footnote]"):
        other.decompose()
    records = {page_of(record) for record in (*ISSUES, *ITEMS, *SUBJECTS)}
    return [link for link in site.links(page, text) if link[1] in records]


@pytest.mark.parametrize("source", MENTIONS)
def test_references_show_titles_and_lead_to_pages(site: Website, source: str) -> None:
    expected = [shown(mention) for mention in MENTIONS[source]]
    page = page_of(source)
    if source in ISSUES:
        text, skipped = one(site.main(page), ".text:not(.item)"), ".item"
    else:
        text, skipped = one(site.main(page), ".item-alone"), "nav"
    assert links_in_text(site, page, text, skipped) == expected


@pytest.mark.parametrize("source", [key for key in MENTIONS if key in ITEMS])
def test_references_are_the_same_on_the_page_of_the_issue(site: Website, source: str) -> None:
    page = page_of(issue_of(source))
    text = part_of_issue(site, source)
    assert links_in_text(site, page, text, "nav") == [shown(each) for each in MENTIONS[source]]


def part_of_issue(site: Website, item: str) -> Tag:
    """Find an item on the page of its issue, by the anchor that its id fixes."""
    return one(site.main(page_of(issue_of(item))), f"#item-{item.rpartition('/')[2]}")


@pytest.mark.parametrize("record", [*ISSUES, *ITEMS, *SUBJECTS])
def test_references_leave_backlinks(site: Website, record: str) -> None:
    heading = (
        "引用本条的有"
        if record in ITEMS
        else "引用本期的有"
        if record in ISSUES
        else "文中提到它的有"
    )
    expected = [(title_of(source), page_of(source)) for source in referring_to(record)]
    section = site.section(page_of(record), heading)
    found = site.links(page_of(record), section) if section else []
    assert without_substituted(found) == expected


def without_substituted(links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the item whose title has a test of its own."""
    return [link for link in links if link[1] != page_of(SUBSTITUTED)]


def test_backlinks_point_both_ways_in_time() -> None:
    """The sample itself must not lose what the tests above stand on."""
    order = list(ISSUES)
    directions = {
        (order.index(issue_of(target)) > order.index(issue_of(source)))
        for source in MENTIONS
        for target in referred_to(source)
        if target in ITEMS and issue_of(target) != issue_of(source)
    }
    assert directions == {True, False}


@pytest.mark.parametrize("source", [key for key in MENTIONS if key in ITEMS])
def test_an_item_lists_what_it_refers_to(site: Website, source: str) -> None:
    section = site.section(page_of(source), "本条引用")
    assert section is not None
    expected = [(title_of(target), page_of(target)) for target in referred_to(source)]
    assert site.links(page_of(source), section) == expected


@pytest.mark.parametrize("item", [item for item in ITEMS if item not in MENTIONS])
def test_an_item_without_references_lists_none(site: Website, item: str) -> None:
    assert site.section(page_of(item), "本条引用") is None


def test_sphinx_references_work_between_issues_and_own_pages(site: Website) -> None:
    lanmu, gaojian = "issues/2014/2014-03-07b#lanmu", "source/about#gaojian"
    expected = {
        "issues/2013/2013-05-10": [("栏目说明", lanmu)],
        "issues/2014/2014-03-07b": [("关于本资料库", "source/about"), ("稿件来源", gaojian)],
        "issues/2016/2016-no01/1": [("栏目", lanmu), ("图", "issues/2014/2014-03-07#tu-ziku")],
    }
    for page, links in expected.items():
        found = site.links(page, site.main(page))
        assert [link for link in found if link in links] == links, page


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_pages_refer_to_records(site: Website, page: str) -> None:
    found = links_in_text(site, page, one(site.main(page), ".text"), "nav")
    assert found == [shown(mention) for mention in IN_OWN_PAGES[page]]


def test_code_is_shown_and_refers_to_nothing(site: Website) -> None:
    article = one(site.main("issues/2014/2014-03-07b/1"), ".item-alone")
    blocks = [block.get_text() for block in article.find_all("pre")]
    assert "另见{item}`2099-12-31/7`。" in blocks[0]
    assert "{cite:p}`buzai-ribao`" in blocks[0]
    assert 'print("<b>松河</b> & 云岭")  # {issue}`2099-01`' in blocks[1]
    assert "2099-01-01" not in article.get_text()  # a comment


# ---- items


@pytest.mark.parametrize("issue", ISSUES)
def test_items_stand_in_order_with_anchors_from_their_ids(site: Website, issue: str) -> None:
    articles = site.main(page_of(issue)).select("article.item")
    numbers = [item.rpartition("/")[2] for item in items_of(issue)]
    assert [article["id"] for article in articles] == [f"item-{number}" for number in numbers]
    for item, article in zip(items_of(issue), articles, strict=True):
        [(heading, target)] = site.links(page_of(issue), one(article, f"#{article['id']}-title"))
        assert (heading, target) == (ITEMS[item], page_of(item))


def test_titles_make_no_anchors(archive_copy: Path, build: Build) -> None:
    path = archive_copy / "issues/2013/2013-05-10.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("## 一周简讯", "## Weekly news"), "utf-8")
    main = Website(build(archive_copy).output).main("issues/2013/2013-05-10")
    ids = [str(element["id"]) for element in main.find_all(id=True)]
    assert "item-3" in ids
    assert [key for key in ids if "week" in key] == []


def test_items_of_one_title_do_not_disturb_each_other(site: Website) -> None:
    same = [item for item, title in ITEMS.items() if title == "一周简讯"]
    texts = [text_of(one(site.main(page_of(item)), ".item-alone")) for item in same]
    for text, own in zip(texts, ("数据共享目录", "一体化大厅", "同题的第二条"), strict=True):
        assert text.startswith("一周简讯")
        assert [own in other for other in texts].count(True) == 1
        assert own in text


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_says_the_same_alone_and_in_its_issue(site: Website, item: str) -> None:
    """But for its heading; footnotes are compared below."""
    alone = copy.copy(one(site.main(page_of(item)), ".item-alone"))
    within = copy.copy(part_of_issue(site, item))
    for part in (alone, within):
        for other in part.select(":scope > h1, :scope > h2, :scope > h3, [role=doc-footnote]"):
            other.decompose()
    assert text_of(alone) == text_of(within)
    assert len(text_of(alone)) > 20


@pytest.mark.parametrize("item", [item for item in ITEMS if item != SUBSTITUTED])
def test_the_title_is_the_same_wherever_it_stands(site: Website, item: str) -> None:
    page = site.page(page_of(item))
    assert text_of(one(page, "h1")) == ITEMS[item]
    assert text_of(one(page, "title")) == f"{ITEMS[item]} - 松河政务信息"
    issue = page_of(issue_of(item))
    contents = site.links(issue, one(site.main(issue), ".contents"))
    anchor = f"{issue}#item-{item.rpartition('/')[2]}"
    assert (ITEMS[item], anchor) in contents


def test_a_substitution_in_a_title_is_replaced_wherever_it_stands(site: Website) -> None:
    page = site.page(page_of(SUBSTITUTED))
    assert text_of(one(page, "h1")) == ITEMS[SUBSTITUTED]
    issue = page_of(issue_of(SUBSTITUTED))
    assert (ITEMS[SUBSTITUTED], f"{issue}#item-2") in site.links(issue, site.main(issue))


def test_markup_in_titles_and_texts_is_shown_as_text(site: Website) -> None:
    for file, page in site.pages.items():
        assert "&amp;" not in page.get_text(), file
        assert "&lt;" not in page.get_text(), file
    article = one(site.main("issues/2014/2014-03-07/1"), ".item-alone")
    assert article.find_all("b") == []
    assert "残留 <b>、&nbsp; 一类标记" in text_of(article)
    assert "5 < 6 && 7 > 3" in text_of(article)
    assert "<script>" in text_of(article)


def test_rare_characters_come_through_as_they_are(site: Website) -> None:
    for page in ("issues/2014/2014-03-07", "issues/2014/2014-03-07/3"):
        text = text_of(site.main(page))
        for written in ("“𠮷”“𬭊”“𰻞”“䶮”“㐂”", "𠮷田、𬭎宇", "臺灣", "裏面", "山峯", "“\ufa19”"):
            assert written in text
    assert "５月６日" in text_of(site.main("issues/2013/2013-05-10/1"))
    assert "３８个" in text_of(site.main("issues/2013/2013-05-10"))


def test_a_substitution_in_a_text_is_replaced(site: Website) -> None:
    for page in ("issues/2014/2014-03-07", "issues/2014/2014-03-07/2"):
        assert "松河省网上办事大厅3月3日起与云岭" in text_of(site.main(page))


@pytest.mark.parametrize("item", ITEMS)
def test_the_source_stands_as_print_has_it(site: Website, item: str) -> None:
    expected = SOURCES[item]
    for part in (one(site.main(page_of(item)), ".item-alone"), part_of_issue(site, item)):
        lines = part.select("p.source")
        assert [text_of(line) for line in lines] == ([expected] if expected else [])
        if expected:
            paragraphs = part.find_all("p")
            assert paragraphs[-1] is lines[0] or part.select_one("[role=doc-footnote]")


@pytest.mark.parametrize("item", [item for item in ITEMS if SOURCES[item]])
def test_the_source_leads_to_the_outlets(site: Website, item: str) -> None:
    page = page_of(item)
    keys = [key for key, (_, items) in OUTLETS.items() if item in items]
    found = site.links(page, one(site.main(page), "p.source"))
    assert [target for _, target in found] == [f"outlets/{key}" for key in keys]


def test_the_record_of_an_item(site: Website) -> None:
    first = dict(site.record("issues/2013/2013-05-10/1"))
    assert first["署名"] == "王芳、欧阳松河"
    assert first["刊期"] == "2013年第9期，第1页"
    assert first["日期"] == "2013年5月10日"
    assert first["标识"] == "2013-05-10/1"
    second = site.record("issues/2013/2013-05-10/2")
    assert ("刊期", "2013年第9期，第2-3页") in second
    [source] = [value for term, value in second if term == "来源"]
    assert source.startswith("云岭晚报")
    assert "雲嶺晚報(岚港版)" in source
    assert ("署名", "司马长风") in site.record("issues/2014/2014-03-07/1")
    two = [value for term, value in site.record("issues/2014/2014-03-07/2") if term == "来源"]
    assert [value[:3] for value in two] == ["云岭晚", "青禾网"]
    assert "来源" not in dict(site.record("issues/2013/2013-05-10/3"))
    assert "署名" not in dict(site.record("issues/2013/2013-05-10/3"))


@pytest.mark.parametrize("item", ITEMS)
def test_the_record_names_topics_and_places(site: Website, item: str) -> None:
    page = page_of(item)
    links = site.links(page, one(site.main(page), "dl"))
    for folder in ("topics", "places"):
        expected = {
            (name, subject)
            for subject, (name, items) in SUBJECTS.items()
            if item in items and subject.startswith(folder)
        }
        assert {link for link in links if link[1].startswith(folder)} == expected


def test_a_footnote_stands_with_its_item(site: Website) -> None:
    for page in ("issues/2013/2013-05-10", "issues/2013/2013-05-10/1"):
        main = site.main(page)
        [note] = main.select("[role=doc-footnote]")
        assert "事项数按“大项”统计，不含子项" in text_of(note)
        links = site.links(page, note)
        assert ("另一期的说明", "issues/2016/2016-no01/1") in links
        [call] = main.select("[role=doc-noteref]")
        assert site.follow(site.names[page], str(call["href"])) == (site.names[page], note["id"])
        assert ("1", f"{page}#{call['id']}") in links


def test_a_footnote_stands_with_no_other_item(site: Website) -> None:
    for item in ITEMS:
        if item != "2013-05-10/1":
            assert "不含子项" not in site.main(page_of(item)).get_text(), item


def test_neighbours_of_items(site: Website) -> None:
    for issue in ISSUES:
        for before, after in itertools.pairwise(items_of(issue)):
            assert relations(site, page_of(before))["next"] == [page_of(after)] * 2
            assert relations(site, page_of(after))["prev"] == [page_of(before)] * 2


def relations(site: Website, name: str) -> dict[str, list[str]]:
    """Map ``prev`` and ``next`` to the pages that the head and the text name so."""
    found: dict[str, list[str]] = {"prev": [], "next": []}
    for relation, pages in found.items():
        for link in site.page(name).select(f"[rel={relation}]"):
            pages.append(page_name(site.follow(site.names[name], str(link["href"]))[0]))
    return found


# ---- what stands in a text


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/2"])
def test_tables_are_tables(site: Website, page: str) -> None:
    listed, piped = site.main(page).find_all("table")
    assert text_of(one(listed, "caption")) == "互通事项统计"
    assert [text_of(cell) for cell in listed.select("thead th")] == ["市", "事项", "说明"]
    assert [text_of(cell) for cell in listed.select("tbody th[scope=row]")] == ["云岭", "青禾"]
    assert [text_of(cell) for cell in piped.select("th[scope=col]")] == ["月份", "办件量", "备注"]
    cells = [[text_of(cell) for cell in row.find_all("td")] for row in piped.select("tbody tr")]
    assert cells[0] == ["1月", "1,024", "试行"]
    assert cells[1] == ["2月", "2,048", "见2016年待办的三件事"]


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/3"])
def test_a_figure_has_its_image_and_words(site: Website, sample: Path, page: str) -> None:
    figure = one(site.main(page), "figure#tu-ziku")
    image = one(figure, "img")
    assert image["alt"] == "字库示意图"
    target, _ = site.follow(site.names[page], str(image["src"]))
    assert (site.root / target).read_bytes() == (sample / "issues/2014/ziku.png").read_bytes()
    assert text_of(one(figure, "figcaption")).startswith("图：青禾政务字库的一角")


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07", "issues/2014/2014-03-07/4"])
def test_cards_and_grids_of_sphinx_design(site: Website, page: str) -> None:
    main = site.main(page)
    assert [text_of(title) for title in main.select(".sd-card-title")] == ["云岭", "岚港", "预告"]
    assert len(one(main, ".sd-row").select(".sd-col")) == 2
    sheets = [
        address for _, address in site.addresses(site.names[page]) if "sphinx-design" in address
    ]
    assert len(sheets) == 1


@pytest.mark.parametrize("page", ["issues/2014/2014-03-07b", "issues/2014/2014-03-07b/1"])
def test_admonitions_nest(site: Website, page: str) -> None:
    inner = one(site.main(page), ".admonition.note .admonition.tip")
    assert "如第四条。" in text_of(inner)


# ---- issues


def test_issues_follow_each_other_in_order_of_publication(site: Website) -> None:
    for before, after in itertools.pairwise(ISSUES):
        assert relations(site, page_of(before))["next"] == [page_of(after)] * 2
        assert relations(site, page_of(after))["prev"] == [page_of(before)] * 2
    assert relations(site, page_of("2013-05-10"))["prev"] == []
    assert relations(site, page_of("2016-02"))["next"] == []


def test_sections_are_shown(site: Website) -> None:
    main = site.main("issues/2014/2014-03-07")
    body = one(main, ".text:not(.item)")
    headings = [text_of(heading) for heading in body.find_all("h2")]
    assert headings == ["省内", "省外"]
    parts = [heading.parent for heading in body.find_all("h2")]
    inside = [[article["id"] for article in part.select("article")] for part in parts if part]
    assert inside == [["item-1", "item-2"], ["item-3", "item-4", "item-5"]]
    entries = [text_of(entry) for entry in one(main, ".contents").find_all("li")]
    assert [entries[0], entries[3]] == ["省内", "省外"]
    for item, section in zip(items_of("2014-03-07"), "内内外外外", strict=True):
        assert ("栏目", f"省{section}") in site.record(page_of(item))
    assert "栏目" not in dict(site.record("issues/2013/2013-05-10/1"))


def test_an_issue_without_items(site: Website) -> None:
    main = site.main("issues/2016/2016-02")
    assert "本月只刊告示，没有条目：《松河政务信息》暂停一期" in text_of(main)
    assert main.select("article, .contents") == []
    year = one(site.main("years/2016"), ".entries").find_all("li")
    assert [text_of(one(entry, ".meta")) for entry in year] == [
        "2016年1月 2条 全文版",
        "2016年2月 0条 全文版",
    ]


def test_edition_and_publication_status(site: Website) -> None:
    main = text_of(site.main("issues/2014/2014-03-07b"))
    assert "摘要版" in main
    assert "已获授权公开" in main
    other = text_of(site.main("issues/2014/2014-03-07"))
    assert "全文版" in other
    assert "公开发行" in other


def test_home_shows_the_newest_issue_the_years_and_the_ways_in(site: Website) -> None:
    main = site.main("index")
    links = site.links("index", main)
    assert "最新一期：2016年2月" in text_of(main)
    assert ("阅读全期", "issues/2016/2016-02") in links
    years = [text_of(entry) for entry in one(main, ".years").find_all("li")]
    assert years == ["2013 1期 3条", "2014 2期 7条", "2016 2期 2条"]
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
def test_breadcrumbs(site: Website, page: str, trail: list[tuple[str, str]]) -> None:
    crumbs = one(site.main(page), ".crumbs")
    assert site.links(page, crumbs) == trail
    assert one(crumbs, "[aria-current=page]").find_all("a") == []


def test_every_page_but_home_has_breadcrumbs(site: Website) -> None:
    for name in site.names:
        assert len(site.main(name).select(".crumbs")) == (name != "index"), name


# ---- outlets, topics, places


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_lists_all_its_items_by_year(site: Website, subject: str) -> None:
    name, items = SUBJECTS[subject]
    main = site.main(subject)
    assert text_of(one(main, "h1")) == name
    assert ("条目", str(len(items))) in site.record(subject)
    by_year = {
        year: list(group)
        for year, group in itertools.groupby(reversed(items), key=lambda item: item[:4])
    }
    sections = main.select("section.year")
    headings = [text_of(one(section, "h2")) for section in sections]
    assert headings == [f"{year} {len(found)}" for year, found in by_year.items()]
    for section, found in zip(sections, by_year.values(), strict=True):
        listed = [link for link in site.links(subject, section) if link[1].count("/") == 3]
        assert sorted(listed) == sorted((ITEMS[item], page_of(item)) for item in found)


@pytest.mark.parametrize(
    ("folder", "entries"), [("outlets", OUTLETS), ("topics", TOPICS), ("places", PLACES)]
)
def test_an_index_lists_all_subjects_with_counts(
    site: Website, folder: str, entries: dict[str, tuple[str, list[str]]]
) -> None:
    listed = [text_of(entry) for entry in one(site.main(folder), ".names").find_all("li")]
    assert sorted(listed) == sorted(f"{name} {len(items)}" for name, items in entries.values())
    targets = {target for _, target in site.links(folder, one(site.main(folder), ".names"))}
    assert targets == {f"{folder}/{key}" for key in entries}


def test_the_record_of_an_outlet(site: Website) -> None:
    facts = dict(site.record("outlets/songhe-ribao"))
    assert facts["类别"] == "报纸"
    assert facts["所在地"] == "松河"
    assert facts["网址"] == "https://songhe-ribao.example/"
    assert facts["标识"] == "songhe-ribao"


def test_a_place_has_its_code_with_scheme_and_revision(site: Website) -> None:
    assert dict(site.record("places/songhe"))["代码"] == "01（松河地名代码，2012）"
    assert "代码" not in dict(site.record("places/qinghe"))


def test_places_lead_to_wider_and_narrower_ones(site: Website) -> None:
    facts = {page: dict(site.record(f"places/{page}")) for page in PLACES}
    assert facts["yunling"]["属于"] == "松河"
    assert facts["yunling"]["下辖"].startswith("岚港")
    assert facts["langang"]["属于"] == "云岭"
    assert "属于" not in facts["qinghe"]
    links = site.links("places/yunling", one(site.main("places/yunling"), "dl"))
    assert links == [("松河", "places/songhe"), ("岚港", "places/langang")]


# ---- the inventory


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a line of ``objects.inv`` leads, and what it shows."""

    uri: str
    text: str


_ENTRY = re.compile(
    r"(?P<name>.+?)\s+(?P<role>\S+)\s+(?P<priority>-?\d+)\s+?(?P<uri>\S*)\s+(?P<text>.*)"
)


def read_inventory(path: Path) -> dict[tuple[str, str], Entry]:
    """Read an inventory of version 2, as its description in Sphinx's manual has it."""
    data = path.read_bytes()
    head, packed = data.split(b"\n", 4)[:4], data.split(b"\n", 4)[4]
    assert head[0] == b"# Sphinx inventory version 2"
    assert head[1].decode() == "# Project: 松河政务信息"
    entries = {}
    for line in zlib.decompress(packed).decode("utf-8").splitlines():
        match = _ENTRY.fullmatch(line)
        assert match, line
        uri, name = match["uri"], match["name"]
        uri = uri[:-1] + name if uri.endswith("$") else uri
        text = name if match["text"] == "-" else match["text"]
        entries[match["role"], name] = Entry(uri, text)
    return entries


def test_the_inventory_holds_every_issue_and_item(site: Website) -> None:
    entries = read_inventory(site.root / "objects.inv")
    expected = {("qikan:issue", issue) for issue in ISSUES} | {("qikan:item", i) for i in ITEMS}
    assert {key for key in entries if key[0].startswith("qikan:")} == expected
    for role, name in expected:
        target, _ = site.follow("index.html", entries[role, name].uri)
        assert page_name(target) == page_of(name)
        if name != SUBSTITUTED:
            assert entries[role, name].text == title_of(name)


def test_the_inventory_leads_nowhere_in_vain(site: Website) -> None:
    entries = read_inventory(site.root / "objects.inv")
    assert {"std:label", "std:doc"} <= {role for role, _ in entries}
    found = [site.follow("index.html", entry.uri) for entry in entries.values()]
    missing = [
        (target, fragment)
        for target, fragment in found
        if target not in site.pages or (fragment and not site.pages[target].find(id=fragment))
    ]
    assert missing == []


def test_another_project_can_refer_to_items(
    site: Website, tmp_path: Path, build: Build, sample: Path
) -> None:
    """By intersphinx, through the inventory alone."""
    other = tmp_path / "other"
    other.mkdir()
    inventory = site.root / "objects.inv"
    (other / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx", "myst_parser"]\n'
        f'intersphinx_mapping = {{"songhe": ("https://songhe.example/", {str(inventory)!r})}}\n',
        "utf-8",
    )
    (other / "index.md").write_text("# Other\n\n<inv:songhe:qikan:item#2014-03-07/3>\n", "utf-8")
    built = build(other)
    assert (built.status, built.warnings) == (0, [])
    page = Website(built.output).page("index")
    [link] = page.select("a.external")
    suffix = "/" if is_directory_layout(site) else ".html"
    assert link["href"] == f"https://songhe.example/issues/2014/2014-03-07/3{suffix}"
    assert text_of(link) == ITEMS["2014-03-07/3"]


# ---- other builders


def test_linkcheck_finds_nothing_broken(sample: Path, build: Build) -> None:
    built = build(sample, "linkcheck")
    assert (built.status, built.warnings) == (0, [])
    lines = (built.output / "output.json").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert {entry["status"] for entry in found} <= {"ignored", "unchecked"}
    assert "https://songhe-ribao.example/2014/03/07?a=1&b=2" in [entry["uri"] for entry in found]


def test_text(sample: Path, build: Build) -> None:
    built = build(sample, "text")
    assert (built.status, built.warnings) == (0, [])
    text = "".join((built.output / "issues/2014/2014-03-07.txt").read_text("utf-8").split())
    for item in items_of("2014-03-07"):
        assert "".join(ITEMS[item].split()) in text
    assert "（云岭晚报、青禾网）" in text
    assert "另见松河省网上办事大厅试运行；" in text


def test_latex(sample: Path, build: Build) -> None:
    documents = [("issues/2014/2014-03-07", "songhe.tex", "松河", "编辑部", "howto")]
    built = build(sample, "latex", settings={"latex_documents": documents})
    assert (built.status, built.warnings) == (0, [])
    text = (built.output / "songhe.tex").read_text("utf-8")
    assert "（云岭晚报、青禾网）" in text
    assert "“𠮷”“𬭊”“𰻞”" in text
    assert r"A\&B" in text


def test_xml(sample: Path, build: Build) -> None:
    built = build(sample, "xml")
    assert (built.status, built.warnings) == (0, [])
    document = ElementTree.parse(built.output / "issues/2014/2014-03-07.xml").getroot()
    titles = ["".join(title.itertext()) for title in document.iter("title")]
    assert ITEMS["2014-03-07/1"] in titles
    ids = {key for element in document.iter("section") for key in element.get("ids", "").split()}
    assert {f"item-{number}" for number in range(1, 6)} <= ids
    links = [
        element.get("refid") or element.get("refuri") for element in document.iter("reference")
    ]
    assert "https://songhe-ribao.example/2014/03/07?a=1&b=2" in links


# ---- the place and the surroundings of a build


def test_any_folder_any_locale(archive_copy: Path, site: Website, tmp_path: Path) -> None:
    """Spaces and Chinese in the path, no UTF-8 in the locale: the same bytes come out."""
    output = tmp_path / "网站 public" / site.root.name
    done = build_apart(
        archive_copy, output, "-b", site.root.name, LC_ALL="C", PYTHONUTF8="0", TZ="Asia/Shanghai"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(output) == contents(site.root)


def contents(folder: Path) -> dict[str, bytes]:
    """Read a whole folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_output_does_not_tell_where_it_was_made(site: Website, sample: Path) -> None:
    for name, data in contents(site.root).items():
        for trace in (site.root, sample):
            assert str(trace).encode() not in data, name
