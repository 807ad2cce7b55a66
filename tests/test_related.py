"""Which items are suggested beside another, on archives made by hand."""

from __future__ import annotations

import pytest

from qikan import ids
from qikan.archive import Archive
from qikan.dates import PartialDate
from qikan.ids import CitationKey, IssueId, ItemId, OutletId, TermId
from qikan.model import (
    Cited,
    Erratum,
    ErratumKind,
    Issue,
    Item,
    Outlet,
    Periodical,
    Reference,
    Term,
    Vocabulary,
)
from qikan.pages.issues import Surroundings, issue_inputs
from qikan.related import MOST, Related

TOPICS = ("档案", "方志", "谱牒", "舆图")
PLACES = ("太原", "榆次", "汾阳")
VOCABULARIES = tuple(
    Vocabulary(
        id=f"{role}s",
        role=role,
        name=name,
        terms=tuple(Term(id=TermId(f"{role}-{at}"), name=term) for at, term in enumerate(terms)),
    )
    for role, name, terms in (("topic", "主题", TOPICS), ("place", "地点", PLACES))
)
OUTLET = Outlet(id=OutletId("fenhe-bao"), name="汾河报")
REMOVAL = (Erratum(date=PartialDate.parse("2016"), kind=ErratumKind.REMOVAL),)


def item(
    id: str, *terms: str, title: str = "", refers: str = "", removed: bool = False, cited: int = 0
) -> Item:
    """Make an item with terms of either vocabulary; its title shares nothing unless given."""
    return Item(
        id=ItemId(id),
        number=int(id.partition("/")[2]),
        title=title or id,
        cited=(Cited(key=CitationKey("fenhe-bao")),) * cited,
        errata=REMOVAL if removed else (),
        terms={
            "topics": tuple(term for term in terms if term in TOPICS),
            "places": tuple(term for term in terms if term in PLACES),
        },
        references=(Reference(role="item", target=refers),) if refers else (),
    )


def archive(*items: Item) -> Archive:
    """Put items into their issues."""
    issues: dict[IssueId, list[Item]] = {}
    for each in items:
        issues.setdefault(ids.issue_of(each.id), []).append(each)
    return Archive(
        periodical=Periodical(title="县志通讯"),
        issues=tuple(
            Issue(id=id, title=id, label=id, date=ids.date_of(id), items=tuple(found))
            for id, found in issues.items()
        ),
        outlets={OUTLET.id: OUTLET},
        vocabularies=VOCABULARIES,
    )


def suggested(*items: Item) -> list[str]:
    """List what is suggested beside the first item."""
    return [each.item.id for each in Related(archive(*items)).to(items[0])]


FILLERS = [
    item(f"2013-01-0{day}/1", title=f"第{'一二三四五六七八九'[day]}乡水渠") for day in range(1, 9)
]


def test_who_shares_more_comes_first_then_the_nearest() -> None:
    assert suggested(
        item("2014-07-04/1", "档案", "方志", "太原"),
        item("2014-07-11/1", "档案"),
        item("2014-07-18/1", "档案", "榆次"),
        item("2014-08-01/1", "方志", "太原"),
        item("2014-08-08/1", "档案", "方志", "太原"),
        item("2014-08-15/1", "谱牒"),
    ) == ["2014-08-08/1", "2014-08-01/1", "2014-07-11/1", "2014-07-18/1"]


def test_what_is_rare_says_more_than_what_is_near() -> None:
    crowd = [item(f"2014-08-{day:02}/1", "档案") for day in range(1, 29)]
    first, *_ = suggested(
        item("2014-07-04/1", "档案", "太原"), *crowd, item("2015-07-03/1", "太原")
    )
    assert first == "2015-07-03/1"


def test_two_terms_together_are_found_far_beyond_the_nearest() -> None:
    crowd = [
        item(f"2014-{month:02}-{day:02}/1", TOPICS[day % 2], PLACES[day % 2])
        for month in range(8, 13)
        for day in range(1, 29)
    ]
    first, *_ = suggested(
        item("2014-07-04/1", "档案", "榆次"), *crowd, item("2016-01-01/1", "档案", "榆次")
    )
    assert first == "2016-01-01/1"


def test_the_reader_has_the_same_issue_at_hand() -> None:
    assert suggested(
        item("2014-07-04/1", "档案", "太原"),
        item("2014-07-04/2", "档案", "太原"),
        item("2014-07-04/3", "方志"),
        item("2015-07-03/1", "档案", "太原"),
    ) == ["2015-07-03/1", "2014-07-04/2"]


def test_a_large_topic_gives_the_nearest_on_either_side() -> None:
    days = [f"2014-{month:02}-{day:02}/1" for month in range(1, 13) for day in range(1, 29)]
    related = Related(archive(*(item(day, "档案") for day in days)))
    for at in (0, 1, 100, len(days) - 1):
        own = related.to(item(days[at], "档案"))
        start = min(max(0, at - MOST // 2), len(days) - MOST - 1)
        expected = {*days[start : start + MOST + 1]} - {days[at]}
        assert {each.item.id for each in own} == expected


def test_a_large_issue_leaves_room_for_others() -> None:
    own = [item(f"2014-07-04/{number}", "档案") for number in range(1, 40)]
    found = suggested(*own, *(item(f"2014-08-0{day}/1", "档案") for day in range(1, 8)))
    assert found == [f"2014-08-0{day}/1" for day in range(1, 7)]


def test_an_outlet_relates_nothing() -> None:
    assert suggested(item("2014-07-04/1", cited=1), item("2014-07-11/1", cited=1)) == []


def test_an_issue_of_one_topic_gives_the_nearest_in_it() -> None:
    own = [item(f"2014-07-04/{number}", "档案") for number in range(1, 40)]
    assert suggested(*own) == [f"2014-07-04/{number}" for number in range(2, 8)]


@pytest.mark.parametrize("term", ["档案", ""])
def test_removed_items_are_not_suggested(term: str) -> None:
    title = "汾阳古籍书目检索系统"
    for removed, expected in ((False, ["2014-07-11/1"]), (True, [])):
        found = suggested(
            item("2014-07-04/1", term, title=f"{title}上线"),
            item("2014-07-11/1", term, title=f"{title}验收", removed=removed),
            *FILLERS,
        )
        assert found == expected


@pytest.mark.parametrize("refers", ["2014-07-11/1", ""])
def test_what_is_mentioned_is_not_suggested_as_well(refers: str) -> None:
    back = "" if refers else "2014-07-04/1"
    assert suggested(
        item("2014-07-04/1", "档案", refers=refers),
        item("2014-07-11/1", "档案", refers=back),
        item("2014-07-18/1", "档案"),
    ) == ["2014-07-18/1"]


def test_words_and_terms_are_one_reason() -> None:
    items = (
        item("2014-07-04/1", "太原", title="太原市古籍书目检索上线"),
        item("2014-07-11/1", "太原", title="太原市古籍书目检索验收"),
    )
    (found,) = Related(archive(*items, *FILLERS)).to(items[0])
    assert found.terms == (("place", "place-0"),)
    assert found.words == ("古籍书目检索",)


def test_the_name_of_a_shared_term_is_no_similar_word() -> None:
    names, titles = ("谱牒", "舆图", "汾阳"), ("汾阳谱牒舆图", "舆图汾阳谱牒")
    for terms, words in ((names, ()), ((), ("汾阳谱牒", "舆图"))):
        items = [
            item(f"2014-07-0{day}/1", *terms, title=title) for day, title in enumerate(titles, 4)
        ]
        (found,) = Related(archive(*items, *FILLERS)).to(items[0])
        assert found.words == words


def test_two_hundred_topics_are_borne() -> None:
    topics = Vocabulary(
        id="topics",
        role="topic",
        name="主题",
        terms=tuple(Term(id=TermId(f"t-{at}"), name=f"题{at}") for at in range(200)),
    )
    names = {"topics": tuple(term.name for term in topics.terms)}
    items = [
        Item(id=ItemId(f"2014-07-04/{number}"), number=number, title=f"{number}", terms=names)
        for number in (1, 2)
    ]
    issue = Issue(
        id=IssueId("2014-07-04"),
        title="",
        label="",
        date=PartialDate.parse("2014-07-04"),
        items=tuple(items),
    )
    made = Archive(periodical=Periodical(title=""), issues=(issue,), vocabularies=(topics,))
    (found,) = Related(made).to(items[0])
    assert len(found.terms) == 200


# ---- what it costs an archive that one issue is added


def test_an_added_issue_changes_what_is_near_it_and_little_else() -> None:
    old = [
        item(f"2014-{month:02}-{day:02}/{number}", TOPICS[(day * number) % 4], cited=1)
        for month in range(1, 13)
        for day in range(1, 29)
        for number in (1, 2)
    ]
    before, after = archive(*old), archive(*old, item("2014-12-31/1", "方志", cited=1))

    def inputs(made: Archive) -> dict[str, tuple[object, ...]]:
        around = Surroundings(made)
        return {each.id: issue_inputs(made, around, each) for each in made.issues}

    first, second = inputs(before), inputs(after)
    changed = [id for id in first if first[id] != second[id]]
    assert changed
    assert min(changed) >= "2014-12-15"
