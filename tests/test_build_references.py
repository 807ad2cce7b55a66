"""References of the sample archive, both ways, and what each item's page leads on to."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import pytest
from bs4 import Tag

from songhe import (
    IN_OWN_PAGES,
    ISSUES,
    ITEMS,
    MENTIONS,
    OWN_PAGES,
    SOURCES,
    SUBJECTS,
    SUBSTITUTED,
    issue_of,
    page_of,
    referred_to,
    referring_to,
    title_of,
)
from website import Website, one, part_of_issue, text_of


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
def test_references_show_titles_and_lead_to_pages(sample_site: Website, source: str) -> None:
    expected = [shown(mention) for mention in MENTIONS[source]]
    page = page_of(source)
    if source in ISSUES:
        text, skipped = one(sample_site.main(page), ".text:not(.item)"), ".item"
    else:
        text, skipped = one(sample_site.main(page), ".item-alone"), "nav"
    assert links_in_text(sample_site, page, text, skipped) == expected


@pytest.mark.parametrize("source", [key for key in MENTIONS if key in ITEMS])
def test_references_are_the_same_on_the_page_of_the_issue(
    sample_site: Website, source: str
) -> None:
    page = page_of(issue_of(source))
    text = part_of_issue(sample_site, source)
    assert links_in_text(sample_site, page, text, "nav") == [
        shown(each) for each in MENTIONS[source]
    ]


@pytest.mark.parametrize("record", [*ISSUES, *SUBJECTS])
def test_references_leave_backlinks(sample_site: Website, record: str) -> None:
    heading = "提到本期的条目和文档" if record in ISSUES else "提到它的条目和文档"
    expected = [(title_of(source), page_of(source)) for source in referring_to(record)]
    section = sample_site.section(page_of(record), heading)
    found = sample_site.links(page_of(record), section) if section else []
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


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_lists_its_references_both_ways(sample_site: Website, item: str) -> None:
    """Each record once: first what the item mentions, then who mentions it."""
    to, by = referred_to(item), referring_to(item)
    expected = [
        (
            "互相提到" if {record} <= {*to} & {*by} else "本条提到" if record in to else "提到本条",
            (title_of(record), page_of(record)),
            where(record),
        )
        for record in dict.fromkeys([*to, *by])
        if record != SUBSTITUTED
    ]
    section = sample_site.section(page_of(item), "互见")
    entries = section.select(".entries > li") if section else []
    found = [
        (
            text_of(one(entry, ".why")),
            sample_site.links(page_of(item), entry)[0],
            [text_of(part) for part in entry.select(".meta span")],
        )
        for entry in entries
    ]
    assert [entry for entry in found if entry[1][1] != page_of(SUBSTITUTED)] == expected


def where(record: str) -> list[str]:
    """Tell what stands below another item's title: where it is found, and its sources."""
    if record not in ITEMS:
        return []
    source = SOURCES[record]
    issue, number = record.split("/")
    return [title_of(issue), f"第{number}条", *([source[1:-1]] if source else [])]


RELATED = {
    "2014-03-07/3": [("同主题：数据共享；同地点：青禾", "2014-03-07/2")],
    "2016-no01/1": [("同主题：网上办事；同地点：岚港", "2013-05-10/2")],
    "2014-03-07/1": [("同地点：松河", "2013-05-10/1")],
}


@pytest.mark.parametrize("item", RELATED)
def test_related_items_are_told_with_their_reasons(sample_site: Website, item: str) -> None:
    page = page_of(item)
    section = sample_site.section(page, "相关条目")
    assert section is not None
    found = [
        (text_of(one(entry, ".why")), sample_site.links(page, entry))
        for entry in section.select(".entries > li")
    ]
    expected = [(why, [(title_of(other), page_of(other))]) for why, other in RELATED[item]]
    assert found == expected


@pytest.mark.parametrize("item", ["2013-05-10/3", "2014-03-07/4", "2014-03-07/5"])
def test_nothing_is_related_by_the_name_of_a_column(sample_site: Website, item: str) -> None:
    assert sample_site.section(page_of(item), "相关条目") is None


@pytest.mark.parametrize("item", ITEMS)
def test_what_is_related_is_not_mentioned_or_removed(sample_site: Website, item: str) -> None:
    section = sample_site.section(page_of(item), "相关条目")
    found = [page for _, page in sample_site.links(page_of(item), section)] if section else []
    named = [page_of(record) for record in (*referred_to(item), *referring_to(item))]
    assert len(found) <= 6
    assert not {*found} & {*named, page_of(item), page_of("2016-no01/3")}


OUTLETS_OF = {
    "2014-03-07/2": {
        "云岭晚报上一条": "2013-05-10/2",
        "青禾网下一条": "2014-03-07/3",
    },
    "2014-03-07/5": {"松河日报上一条": "2014-03-07/1", "松河日报下一条": "2016-no01/2"},
    "2013-05-10/1": {"松河日报下一条": "2014-03-07/1"},
    "2016-no01/1": {},
    "2013-05-10/3": {},
}


@pytest.mark.parametrize("item", OUTLETS_OF)
def test_an_item_leads_on_in_its_outlet(sample_site: Website, item: str) -> None:
    page = page_of(item)
    found = {
        text_of(one(link, ".why")): sample_site.links(page, nav)[at][1]
        for nav in sample_site.main(page).select("nav.next")
        for at, link in enumerate(nav.select("a"))
    }
    outlets = {why: target for why, target in found.items() if not why.startswith("本期")}
    assert outlets == {why: page_of(target) for why, target in OUTLETS_OF[item].items()}


def test_sphinx_references_work_between_issues_and_own_pages(sample_site: Website) -> None:
    lanmu, gaojian = "issues/2014/2014-03-07b#lanmu", "source/about#gaojian"
    expected = {
        "issues/2013/2013-05-10": [("栏目说明", lanmu)],
        "issues/2014/2014-03-07b": [("关于本资料库", "source/about"), ("稿件来源", gaojian)],
        "issues/2016/2016-no01/1": [("栏目", lanmu), ("图", "issues/2014/2014-03-07#tu-ziku")],
    }
    for page, links in expected.items():
        found = sample_site.links(page, sample_site.main(page))
        assert [link for link in found if link in links] == links, page


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_pages_refer_to_records(sample_site: Website, page: str) -> None:
    found = links_in_text(sample_site, page, one(sample_site.main(page), ".text"), "nav")
    assert found == [shown(mention) for mention in IN_OWN_PAGES[page]]


def test_code_is_shown_and_refers_to_nothing(sample_site: Website) -> None:
    article = one(sample_site.main("issues/2014/2014-03-07b/1"), ".item-alone")
    blocks = [block.get_text() for block in article.find_all("pre")]
    assert "另见{item}`2099-12-31/7`。" in blocks[0]
    assert "{cite:p}`buzai-ribao`" in blocks[0]
    assert 'print("<b>松河</b> & 云岭")  # {issue}`2099-01`' in blocks[1]
    assert "2099-01-01" not in article.get_text()  # a comment
