"""How long lists of items are divided into pages, on archives made by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qikan.archive import Archive
from qikan.ids import CitationKey, IssueId, ItemId, OutletId, TermId, date_of
from qikan.model import Cited, Issue, Item, Outlet, Periodical, Term, Vocabulary
from qikan.pages import archive_pages
from qikan.pages.listing import divide, pages_of_years, ways
from qikan.pages.page import Page

XINHUA = Outlet(id=OutletId("xinhua-she"), name="新华社", place="北京")
TOPICS = Vocabulary(
    id="topics",
    role="topic",
    name="主题",
    terms=tuple(Term(id=TermId(f"t{n}"), name=f"主题{n}") for n in range(200)),
)


def item(id: str, *outlets: str, topics: tuple[str, ...] = ()) -> Item:
    cited = tuple(Cited(key=CitationKey(key)) for key in outlets)
    number = int(id.partition("/")[2])
    terms = {"topics": topics} if topics else {}
    return Item(id=ItemId(id), number=number, title=f"新闻{id}", cited=cited, terms=terms)


def issue(id: str, *items: Item) -> Issue:
    key = IssueId(id)
    return Issue(
        id=key, title="县志通讯", label=f"{id[:4]}年{id[4:]}", date=date_of(key), items=items
    )


def archive(*issues: Issue, outlets: tuple[Outlet, ...] = (XINHUA,)) -> Archive:
    return Archive(
        periodical=Periodical(title="县志通讯"),
        issues=issues,
        outlets={each.id: each for each in outlets},
        vocabularies=(TOPICS,),
    )


def monthly(first: int, last: int, items: int) -> list[Issue]:
    """Make an issue a month; all items are taken from Xinhua."""
    ids = [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    return [
        issue(id, *(item(f"{id}/{number}", "xinhua-she") for number in range(1, items + 1)))
        for id in ids
    ]


def pages(archive: Archive) -> dict[str, Page]:
    made = list(archive_pages(archive))
    named = {page.name: page for page in made}
    assert len(named) == len(made)
    return named


def items(count: int) -> list[Item]:
    return [item(f"{2000 + n // 50}-01/{n % 50 + 1}") for n in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, [0]),
        (1, [1]),
        (200, [200]),
        (201, [101, 100]),
        (300, [200, 100]),
        (301, [101, 100, 100]),
        (1000, [200, *[100] * 8]),
    ],
)
def test_pages_hold_no_more_than_two_hundred(count: int, sizes: list[int]) -> None:
    parts = divide("outlets/xinhua-she", items(count))
    assert [len(part.items) for part in parts] == sizes
    assert parts[0].page == "outlets/xinhua-she"
    others = [f"outlets/xinhua-she/{n}" for n in range(len(sizes) - 1, 0, -1)]
    assert [part.page for part in parts[1:]] == others
    listed = [each for part in reversed(parts) for each in part.items]
    assert listed == items(count)


def test_ways_lead_to_the_ends_and_to_those_near() -> None:
    parts = divide("outlets/xinhua-she", items(1400))  # the newest and twelve others
    shown = [part and part.number for part in ways(parts, 6)]
    assert shown == [13, None, 9, 8, 7, 6, 5, None, 1]
    assert [part and part.number for part in ways(parts, 0)] == [13, 12, 11, None, 1]
    assert [part and part.number for part in ways(parts, 12)] == [13, None, 3, 2, 1]
    one = divide("outlets/xinhua-she", items(3))
    assert ways(one, 0) == [one[0]]


def test_each_year_leads_to_its_newest_item() -> None:
    parts = divide("outlets/xinhua-she", items(250))
    at = pages_of_years(parts)
    assert list(at) == [2004, 2003, 2002, 2001, 2000]
    assert at[2001] == "outlets/xinhua-she/1"
    assert at[2002] == "outlets/xinhua-she"


def test_a_year_that_two_pages_share_has_no_count() -> None:
    made = pages(archive(*monthly(2010, 2014, 5)))  # 60 items a year
    years = {
        name: [(year, whole, len(listed)) for year, whole, listed in page.context()["years"]]
        for name, page in made.items()
        if name.startswith("outlets/xinhua-she")
    }
    assert years == {
        "outlets/xinhua-she": [
            (2014, True, 60),
            (2013, True, 60),
            (2012, True, 60),
            (2011, False, 20),
        ],
        "outlets/xinhua-she/1": [(2011, False, 40), (2010, True, 60)],
    }
    leads_to = made["outlets/xinhua-she"].context()["pages_of_years"]
    assert leads_to[2011] == "outlets/xinhua-she"


def test_a_new_issue_changes_few_pages() -> None:
    """Of an outlet's twenty pages the newest, and that before it, which tells its years."""
    other = Outlet(id=OutletId("shanxi-ribao"), name="山西日报")
    issues = [issue("1999-01", item("1999-01/1", "shanxi-ribao")), *monthly(2000, 2013, 12)]
    states = []
    for id in ("2014-01", "2014-02", "2014-03"):
        states.append(subjects(archive(*issues, outlets=(XINHUA, other))))
        issues.append(issue(id, item(f"{id}/1", "xinhua-she")))
    assert len(states[0]) == 21
    changes = [
        {name for name in after if before[name] != after[name]}
        for before, after in pairwise(states)
    ]
    newest = "outlets/xinhua-she"
    assert changes == [{newest, f"{newest}/19"}, {newest}]


def subjects(archive: Archive) -> dict[str, str]:
    """Tell what all pages of single outlets are made from."""
    made = pages(archive)
    indexes = {"outlets/index", "outlets/by_count"}
    return {
        name: repr(page.inputs)
        for name, page in made.items()
        if name.startswith("outlets/") and name not in indexes
    }


def test_an_outlet_with_twenty_thousand_items() -> None:
    found = archive(*monthly(1955, 2014, 28))
    assert len(found.by_outlet("xinhua-she")) == 20_160
    made = pages(found)
    own = {name: page for name, page in made.items() if name.startswith("outlets/xinhua-she")}
    assert len(own) == 201
    for page in own.values():
        context = page.context()
        assert 100 <= sum(len(listed) for _, _, listed in context["years"]) <= 200
        assert len(context["numbered"]) <= 9
        assert len(repr(page.inputs)) < 40_000
    assert len(own["outlets/xinhua-she"].context()["pages_of_years"]) == 60


def test_two_hundred_topics_on_an_item() -> None:
    keys = tuple(term.id for term in TOPICS.terms)
    made = pages(archive(issue("2014-01", item("2014-01/1", "xinhua-she", topics=keys))))
    for name in ("topics/t7", "outlets/xinhua-she"):
        for _, names in made[name].context()["company"]:
            assert 1 <= len(names) <= 8


def test_company_is_in_order_of_counts_then_of_ids() -> None:
    other = Outlet(id=OutletId("shanxi-ribao"), name="山西日报")
    third = Outlet(id=OutletId("beijing-ribao"), name="北京日报")
    found = archive(
        issue(
            "2014-01",
            item("2014-01/1", "xinhua-she", "shanxi-ribao", topics=("t1", "t2")),
            item("2014-01/2", "xinhua-she", "beijing-ribao", topics=("t2", "t9")),
            item("2014-01/3", "xinhua-she", "shanxi-ribao", topics=("t9",)),
        ),
        outlets=(XINHUA, other, third),
    )
    company = pages(found)["outlets/xinhua-she"].context()["company"]
    assert [(kind and kind.id, names) for kind, names in company] == [
        (
            "topics",
            (("topics/t2", "主题2", 2), ("topics/t9", "主题9", 2), ("topics/t1", "主题1", 1)),
        ),
        (
            None,
            (("outlets/shanxi-ribao", "山西日报", 2), ("outlets/beijing-ribao", "北京日报", 1)),
        ),
    ]


def test_a_renamed_neighbour_changes_the_page() -> None:
    other = Outlet(id=OutletId("shanxi-ribao"), name="山西日报")
    renamed = Outlet(id=OutletId("shanxi-ribao"), name="山西日报社")
    both = issue("2014-01", item("2014-01/1", "xinhua-she", "shanxi-ribao"))
    one, two = (
        pages(archive(both, outlets=(XINHUA, each)))["outlets/xinhua-she"].inputs
        for each in (other, renamed)
    )
    assert repr(one) != repr(two)


def test_no_page_of_a_list_has_the_name_of_another_record() -> None:
    """``pages`` above compares all names; here there are keys that are numbers, and deep lists."""
    one = Outlet(id=OutletId("1"), name="一")
    made = pages(archive(*monthly(2010, 2014, 5), outlets=(XINHUA, one)))
    assert {"outlets/1", "outlets/xinhua-she/1"} <= made.keys()


def test_years_follow_each_other_in_lists() -> None:
    made = pages(archive(*monthly(2000, 2013, 12)))
    for number in range(1, 20):
        years = [year for year, *_ in made[f"outlets/xinhua-she/{number}"].context()["years"]]
        assert all(after < before for before, after in pairwise(years))
