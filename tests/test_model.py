"""The archive's answers, on an archive made by hand."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

import pytest

from qikan import archive as archive_module
from qikan import ids, model
from qikan.archive import Archive
from qikan.dates import PartialDate
from qikan.ids import CitationKey, IssueId, ItemId, OutletId, TermId
from qikan.model import (
    Citation,
    Cited,
    Document,
    Edition,
    Erratum,
    ErratumKind,
    Evidence,
    FormerName,
    Issue,
    Item,
    Outlet,
    Periodical,
    PublicationStatus,
    Reference,
    Term,
    Vocabulary,
)
from qikan.works import Work

DAY = PartialDate.parse


def item(
    id: str,
    *cited: str,
    refers: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    errata: tuple[Erratum, ...] = (),
) -> Item:
    """Make an item; it refers to ``role target``."""
    return Item(
        id=ItemId(id),
        number=int(id.partition("/")[2]),
        title=f"《榆次县志》点校（{id}）",
        cited=tuple(Cited(key=CitationKey(key)) for key in cited),
        terms={"places": places} if places else {},
        references=references(*refers),
        errata=errata,
    )


def issue(id: str, *items: Item, date: str = "", refers: tuple[str, ...] = ()) -> Issue:
    return Issue(
        id=IssueId(id),
        title="县志通讯",
        label=f"县志通讯 {id}",
        date=DAY(date) if date else ids.date_of(IssueId(id)),
        items=items,
        references=references(*refers),
    )


def erratum(date: str) -> Erratum:
    return Erratum(date=DAY(date), kind=ErratumKind.CORRECTION, printed="二", right="三")


def references(*written: str) -> tuple[Reference, ...]:
    return tuple(Reference(role=role, target=to) for role, to in (each.split() for each in written))


def in_order(*issues: Issue) -> list[str]:
    return [each.id for each in Archive(periodical=PERIODICAL, issues=issues).issues]


PERIODICAL = Periodical(title="县志通讯")
PLACES = Vocabulary(
    id="places",
    role="place",
    name="地点",
    terms=(
        Term(id=TermId("taiyuan"), name="太原", aliases=("并州", "晋阳")),
        Term(id=TermId("yuci"), name="榆次", within=TermId("taiyuan")),
        Term(id=TermId("jinyang-hu"), name="晋阳湖", aliases=("晋阳",)),
    ),
)


OUTLETS = {
    OutletId(key): Outlet(id=OutletId(key), name=name)
    for key, name in {"xinhua-she": "新华社", "shanxi-ribao": "山西日报"}.items()
}


@pytest.fixture(scope="module")
def archive() -> Archive:
    """Return a small archive that holds every relation."""
    first = item(
        "2013-12-27/1",
        "shanxi-ribao",
        refers=("item 2014-07-04/2",),
        places=("太原",),
        errata=(erratum("2014-08"),),
    )
    second = item(
        "2014-07-04/1",
        "xinhua-she",
        "shanxi-ribao",
        places=("并州", "yuci"),
        errata=(erratum("2014-08"), erratum("2015-01-09")),
    )
    third = item(
        "2014-07-04/2",
        refers=("item 2013-12-27/1", "place 榆次", "outlet xinhua-she", "item 2013-12-27/1"),
    )
    return Archive(
        periodical=PERIODICAL,
        issues=(
            issue("2014-07-04b", refers=("issue 2014-07-04", "item 2013-12-27/1")),
            issue("2014-07-04", second, third),
            issue("2013-12-27", first),
        ),
        documents=(
            Document(
                name="source/about",
                title="关于",
                references=references("issue 2014-07-04", "place 晋阳"),
            ),
        ),
        outlets=OUTLETS,
        vocabularies=(PLACES,),
    )


def test_look_up_by_id(archive: Archive) -> None:
    found = archive.issue("2014-07-04")
    assert found is not None
    assert [each.id for each in found.items] == ["2014-07-04/1", "2014-07-04/2"]
    assert archive.item("2014-07-04/2") is found.items[1]
    assert archive.issue("2014-07-04c") is None
    assert archive.item("2014-07-04/3") is None
    assert archive.item("2014-07-04") is None
    assert archive.vocabulary("place") is PLACES
    assert archive.vocabulary("places") is None


def test_neighbours(archive: Archive) -> None:
    def around(id: str) -> list[str | None]:
        return [near.id if near else None for near in archive.neighbours(IssueId(id))]

    assert around("2013-12-27") == [None, "2014-07-04"]
    assert around("2014-07-04") == ["2013-12-27", "2014-07-04b"]
    assert around("2014-07-04b") == ["2014-07-04", None]
    alone = Archive(periodical=PERIODICAL, issues=(issue("2014-07"),))
    assert alone.neighbours(IssueId("2014-07")) == (None, None)


def test_by_year(archive: Archive) -> None:
    found = {year: [each.id for each in issues] for year, issues in archive.by_year().items()}
    assert found == {2013: ["2013-12-27"], 2014: ["2014-07-04", "2014-07-04b"]}
    assert list(found) == [2013, 2014]


def test_an_issue_is_filed_under_the_year_of_its_id() -> None:
    """A combined or late issue can bear a date of the year after."""
    late = issue("2014-no12", date="2015-01-16")
    assert late.year == 2014
    assert list(Archive(periodical=PERIODICAL, issues=(late,)).by_year()) == [2014]


def test_by_outlet(archive: Archive) -> None:
    """A mention is no citation: 新华社 is only mentioned in 2014-07-04/2."""
    found = [each.id for each in archive.by_outlet("shanxi-ribao")]
    assert found == ["2013-12-27/1", "2014-07-04/1"]
    assert [each.id for each in archive.by_outlet("xinhua-she")] == ["2014-07-04/1"]
    assert archive.by_outlet("renmin-ribao") == ()


def test_by_term(archive: Archive) -> None:
    """By id, name or alias, an item is found under the term's id."""
    assert [each.id for each in archive.by_term(PLACES, "taiyuan")] == [
        "2013-12-27/1",
        "2014-07-04/1",
    ]
    assert [each.id for each in archive.by_term(PLACES, "yuci")] == ["2014-07-04/1"]
    assert archive.by_term(PLACES, "jinyang-hu") == ()


def test_an_item_is_listed_once() -> None:
    """Two names of one term, or two citations of one outlet, are one."""
    twice = item("2014-07-04/1", "xinhua-she", "xinhua-she", places=("太原", "并州", "taiyuan"))
    found = Archive(
        periodical=PERIODICAL,
        issues=(issue("2014-07-04", twice),),
        outlets=OUTLETS,
        vocabularies=(PLACES,),
    )
    assert len(found.by_outlet("xinhua-she")) == 1
    assert len(found.by_term(PLACES, "taiyuan")) == 1


def test_terms_of_an_item_are_in_the_editors_order(archive: Archive) -> None:
    given = item("2014-07-04/1", places=("榆次", "大同", "晋阳", "太原"))
    assert [term.id for term in archive.terms_of(given, PLACES)] == ["yuci", "taiyuan"]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("item 2014-07-04/2", ("item", "2014-07-04/2")),
        ("item 2014-07-04", None),
        ("issue 2014-07-04b", ("issue", "2014-07-04b")),
        ("issue 2014-07-04/2", None),
        ("outlet xinhua-she", ("outlet", "xinhua-she")),
        ("outlet 新华社", None),
        ("place taiyuan", ("place", "taiyuan")),
        ("place 太原", ("place", "taiyuan")),
        ("place 并州", ("place", "taiyuan")),
        ("place 晋阳", None),  # 太原 and 晋阳湖 both bear it
        ("place 大同", None),
        ("topic 太原", None),
    ],
)
def test_resolve(archive: Archive, written: str, target: tuple[str, str] | None) -> None:
    (reference,) = references(written)
    assert archive.resolve(reference) == target


def test_a_name_of_several_terms_is_kept_with_all_of_them() -> None:
    assert PLACES.find("晋阳") is None
    assert [term.id for term in PLACES.names["晋阳"]] == ["taiyuan", "jinyang-hu"]
    same = Vocabulary(
        id="x", role="x", name="x", terms=(Term(id=TermId("a"), name="a", aliases=("a",)),)
    )
    assert same.find("a") is same.terms[0]


def test_references_in_both_directions(archive: Archive) -> None:
    one, two = archive.item("2013-12-27/1"), archive.item("2014-07-04/2")
    later = archive.issue("2014-07-04b")
    assert one is not None
    assert two is not None
    assert later is not None
    assert archive.references_from(one) == (("item", "2014-07-04/2"),)  # forward in time
    assert archive.references_from(two) == (
        ("item", "2013-12-27/1"),
        ("place", "yuci"),
        ("outlet", "xinhua-she"),
    )
    assert archive.references_to(("item", "2014-07-04/2")) == (one,)
    assert archive.references_to(("item", "2013-12-27/1")) == (two, later)
    assert archive.references_to(("issue", "2014-07-04")) == (later, *archive.documents)
    assert archive.references_to(("place", "yuci")) == (two,)
    assert archive.references_to(("place", "榆次")) == ()
    assert archive.references_to(("issue", "2013-12-27")) == ()


def test_what_names_nothing_is_left_out_of_every_answer() -> None:
    lost = item("2014-07-04/1", "nowhere", refers=("item 1999-01-01/1",), places=("仙境",))
    found = Archive(
        periodical=PERIODICAL, issues=(issue("2014-07-04", lost),), vocabularies=(PLACES,)
    )
    assert found.references_from(lost) == ()
    assert found.references_to(("item", "1999-01-01/1")) == ()
    assert found.by_outlet("nowhere") == ()
    assert found.terms_of(lost, PLACES) == ()
    assert found.by_term(PLACES, "仙境") == ()
    assert lost.references  # and kept in the record


def test_all_errata_the_latest_first(archive: Archive) -> None:
    found = [(item.id, str(erratum.date)) for item, erratum in archive.errata()]
    assert found == [
        ("2014-07-04/1", "2015-01-09"),
        ("2013-12-27/1", "2014-08"),
        ("2014-07-04/1", "2014-08"),
    ]


def test_only_a_removal_removes() -> None:
    kinds = {kind: Erratum(date=DAY("2014"), kind=kind, text="按例") for kind in ErratumKind}
    removed = {kind: item("2014-07-04/1", errata=(each,)).removed for kind, each in kinds.items()}
    assert [kind for kind in removed if removed[kind]] == [ErratumKind.REMOVAL]


def test_outlets_by_every_name_that_they_bear() -> None:
    """An alias leads to one outlet; a former name may be that of another today."""
    xinhua = Outlet(id=OutletId("xinhua-she"), name="新华社", aliases=("新华社北京",))
    songhe = Outlet(
        id=OutletId("songhe-ribao"),
        name="松河日报",
        former=(FormerName(name="松河报", since=DAY("1950"), until=DAY("1966-05")),),
    )
    other = Outlet(id=OutletId("songhe-bao"), name="松河报")
    outlets = {each.id: each for each in (xinhua, songhe, other)}
    found = Archive(periodical=PERIODICAL, outlets=outlets)
    assert (
        found.outlet("新华社北京") is found.outlet("新华社") is found.outlet("xinhua-she") is xinhua
    )
    assert found.outlet("松河报") is None
    assert found.outlets_named("松河报") == (songhe, other)
    assert songhe.names == ("松河日报", "松河报")


def test_a_citation_is_of_a_located_piece_or_of_an_outlet_alone() -> None:
    work = Work(id="xietong", type="article-newspaper", title="协同办公")
    located = {
        CitationKey(key): Citation(
            key=CitationKey(key),
            outlet=OutletId(outlet),
            evidence=Evidence.LOCATED,
            work=work,
        )
        for key, outlet in {"xietong": "shanxi-ribao", "shiqu": "nowhere"}.items()
    }
    one = item("2014-07-04/1", "xietong", "xinhua-she", "shiqu", "nowhere")
    found = Archive(
        periodical=PERIODICAL,
        issues=(issue("2014-07-04", one),),
        outlets=OUTLETS,
        citations=located,
    )
    assert found.citation("xietong") is located[CitationKey("xietong")]
    alone = found.citation("xinhua-she")
    assert alone == Citation(key=CitationKey("xinhua-she"), outlet=OutletId("xinhua-she"))
    assert (alone.evidence, alone.work) == (Evidence.OUTLET_ONLY, None)
    assert [citation.key for _, citation in found.citations_of(one)] == ["xietong", "xinhua-she"]
    assert found.by_outlet("shanxi-ribao") == found.by_outlet("xinhua-she") == (one,)


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("own", [None, *PublicationStatus])
@pytest.mark.parametrize("general", PublicationStatus)
def test_what_may_be_released(
    general: PublicationStatus, own: PublicationStatus | None, edition: Edition
) -> None:
    """Of full texts, none that is internal or of unknown status, on the issue's own word first."""
    one = dataclasses.replace(
        issue("2014-07-04"), publication_status=own, edition=edition, marks=("内部资料",)
    )
    periodical = dataclasses.replace(PERIODICAL, publication_status=general, marks=("准印",))
    found = Archive(periodical=periodical, issues=(one,))
    status = own or general
    assert found.publication_status_of(one) is status
    assert found.marks_of(one) == ("内部资料",)
    assert found.marks_of(issue("2014-07-05")) == ("准印",)
    withheld = edition is Edition.FULL and status.value in {"internal", "unknown"}
    assert found.may_be_released(one) is not withheld


def test_order_of_publication() -> None:
    """By date; a month before its days; a second issue of a day behind the first."""
    order = [
        "2013-12-27",
        "2014-07",
        "2014-07-04",
        "2014-07-04b",
        "2014-07-04c",
        "2014-07-05",
        "2014-08",
        "2015",
    ]
    for start in range(len(order)):
        assert in_order(*(issue(id) for id in order[start:] + order[:start])) == order
    assert in_order(*(issue(id) for id in reversed(order))) == order


def test_order_of_issues_that_only_count() -> None:
    order = ["2013-no12", "2014-no01", "2014-no09-10", "2014-no11", "2014-no99", "2014-no100"]
    assert in_order(*(issue(id) for id in reversed(order))) == order


def test_order_of_counted_issues_with_dates() -> None:
    """Where an issue that counts has a date, the date decides."""
    counted = [
        issue("2014-no02", date="2014-02"),
        issue("2014-no03", date="2014-03-14"),
        issue("2014-no12", date="2015-01"),
    ]
    dated = [issue("2014-02-07"), issue("2014-12-26")]
    order = ["2014-no02", "2014-02-07", "2014-no03", "2014-12-26", "2014-no12"]
    assert in_order(*counted, *dated) == in_order(*dated, *reversed(counted)) == order


def test_an_empty_archive_answers() -> None:
    empty = Archive(periodical=PERIODICAL)
    assert empty.issues == ()
    assert dict(empty.by_year()) == {}
    assert empty.issue("2014-07-04") is None


VALUES = [
    value
    for module in (model, archive_module)
    for value in vars(module).values()
    if inspect.isclass(value) and value.__module__ == module.__name__
    if dataclasses.is_dataclass(value)
]


def test_the_items_around_one_of_an_outlet_or_term() -> None:
    """In order of publication, across issues that were given in another."""
    found = Archive(
        periodical=PERIODICAL,
        outlets=OUTLETS,
        vocabularies=(PLACES,),
        issues=(
            issue("2014-07-11", item("2014-07-11/1", "xinhua-she", places=("榆次",))),
            issue("2014-07-04", *(item(f"2014-07-04/{n}", "xinhua-she") for n in (1, 2))),
        ),
    )
    first, second, third = found.by_outlet("xinhua-she")
    target = ("outlet", "xinhua-she")
    assert found.around(first, target) == (None, second)
    assert found.around(second, target) == (first, third)
    assert found.around(third, target) == (second, None)
    assert found.around(third, ("place", "yuci")) == (None, None)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_values_are_frozen_and_slotted(value: Any) -> None:
    assert value.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(value) if field.init)
    assert "__slots__" in vars(value)
    assert value.__doc__


def test_the_model_has_all_that_the_design_names() -> None:
    names = {value.__name__ for value in VALUES}
    assert names >= {
        "Archive",
        "Periodical",
        "Issue",
        "Item",
        "Outlet",
        "Citation",
        "Document",
        "Reference",
        "Vocabulary",
        "Term",
        "Code",
        "Erratum",
        "Original",
    }


def test_a_value_cannot_be_changed(archive: Archive) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        archive.issues[0].label = "另题"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        archive.issues = ()  # type: ignore[misc]


def test_the_place_in_the_file_is_no_part_of_a_value() -> None:
    assert Reference(role="item", target="2014-07-04/1", line=3) == Reference(
        role="item", target="2014-07-04/1"
    )
