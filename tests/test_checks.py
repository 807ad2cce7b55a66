"""What must hold between the records: each broken relation is one problem at its place."""

from __future__ import annotations

import dataclasses

import pytest

from qikan import ids
from qikan.archive import Archive
from qikan.assembly import admit
from qikan.checks import check
from qikan.diagnostics import Problem, nearest
from qikan.ids import CitationKey, IssueId, ItemId, OutletId, TermId
from qikan.kinds import Kind
from qikan.model import (
    Cited,
    Document,
    Issue,
    Item,
    Outlet,
    Periodical,
    Reference,
    Term,
    Vocabulary,
)
from qikan.reading.reader import Reading

PATH = "issues/2014/2014-07-04.md"
OUTLETS = {"shanxi-ribao": "山西日报", "xinhua-she": "新华社"}
PLACES = Vocabulary(
    id="places",
    role="place",
    name="地点",
    terms=(
        Term(id=TermId("taiyuan"), name="太原", aliases=("晋阳",)),
        Term(id=TermId("jinyang-hu"), name="晋阳湖", aliases=("晋阳",)),
        Term(id=TermId("datong"), name="大同"),
    ),
)


def item(
    id: str,
    *references: Reference,
    cited: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    line: int = 8,
) -> Item:
    return Item(
        id=ItemId(id),
        number=int(id.partition("/")[2]),
        title="《榆次县志》重刊",
        cited=tuple(Cited(key=CitationKey(key), line=line + 10 + n) for n, key in enumerate(cited)),
        terms={"places": places},
        term_lines=(line + 2,),
        references=references,
        line=line,
    )


def issue(id: str, *items: Item, references: tuple[Reference, ...] = ()) -> Issue:
    return Issue(
        id=IssueId(id),
        title="县志通讯",
        label=id,
        date=ids.date_of(ids.issue_id(id)),
        items=items,
        references=references,
    )


def archive(*issues: Issue, documents: tuple[Document, ...] = ()) -> Archive:
    return Archive(
        periodical=Periodical(title="县志通讯"),
        issues=issues,
        documents=documents,
        outlets={
            OutletId(key): Outlet(id=OutletId(key), name=name) for key, name in OUTLETS.items()
        },
        vocabularies=(PLACES,),
    )


def meant(found: Archive, target: str) -> tuple[str, ...]:
    """Tell what is offered, in an archive that is sound, to whom refers to an unknown item."""
    reference = Reference(role="item", target=target, line=6)
    document = Document(name="source/about", title="关于", references=(reference,))
    (problem,) = check(dataclasses.replace(found, documents=(document,)))
    assert (problem.kind, problem.path, problem.line) == (
        Kind.UNKNOWN_ITEM,
        "source/about.md",
        6,
    )
    written, names = problem.arguments
    assert written == target
    assert isinstance(names, tuple)
    return names


SOUND = (
    issue("2013-12-27", item("2013-12-27/1", Reference(role="item", target="2014-07-04/2"))),
    issue(
        "2014-07-04",
        item("2014-07-04/1", cited=("shanxi-ribao", "xinhua-she"), places=("太原", "datong")),
        item("2014-07-04/2", Reference(role="place", target="大同")),
        references=(Reference(role="issue", target="2013-12-27"),),
    ),
)


def test_a_sound_archive_has_no_problems() -> None:
    assert list(check(archive(*SOUND))) == []
    assert list(check(archive())) == []


@pytest.mark.parametrize(
    ("role", "target", "kind", "arguments"),
    [
        ("item", "2014-07-04/3", Kind.NO_SUCH_ITEM, ("2014-07-04/3", "2014-07-04", "1–2")),
        ("item", "2014-07-40/2", Kind.UNKNOWN_ITEM, ("2014-07-40/2", ...)),
        ("item", "2014-07-04", Kind.UNKNOWN_ITEM, ("2014-07-04", ...)),
        ("item", "第三条", Kind.UNKNOWN_ITEM, ("第三条", ())),
        ("issue", "2014-07-05", Kind.UNKNOWN_ISSUE, ("2014-07-05", ...)),
        ("issue", "2014-07-04/1", Kind.UNKNOWN_ISSUE, ("2014-07-04/1", ...)),
        ("issue", "上期", Kind.UNKNOWN_ISSUE, ("上期", ())),
        ("outlet", "shanxi-ribo", Kind.UNKNOWN_OUTLET, ("shanxi-ribo", ("shanxi-ribao",))),
        ("outlet", "山西日报", Kind.UNKNOWN_OUTLET, ("山西日报", ("shanxi-ribao",))),
        ("outlet", "cctv", Kind.UNKNOWN_OUTLET, ("cctv", ())),
        ("place", "太源", Kind.UNKNOWN_TERM, ("太源", ..., "地点")),
        ("place", "taiyuen", Kind.UNKNOWN_TERM, ("taiyuen", ("taiyuan",), "地点")),
        ("place", "仙境", Kind.UNKNOWN_TERM, ("仙境", (), "地点")),
        ("place", "晋阳", Kind.AMBIGUOUS_TERM, ("晋阳", "taiyuan、jinyang-hu", "地点")),
    ],
)
@pytest.mark.parametrize("outside", [True, False], ids=["of the issue", "of an item"])
def test_a_reference_that_names_nothing(
    role: str, target: str, kind: Kind, arguments: tuple[object, ...], outside: bool
) -> None:
    broken = Reference(role=role, target=target, line=15)
    inside = () if outside else (broken,)
    found = archive(
        SOUND[0],
        issue(
            "2014-07-04",
            item("2014-07-04/1", *inside),
            item("2014-07-04/2"),
            references=(broken,) if outside else (),
        ),
    )
    (problem,) = check(found)
    assert (problem.kind, problem.path, problem.line) == (kind, PATH, 15)
    assert len(problem.arguments) == len(arguments)
    for given, expected in zip(problem.arguments, arguments, strict=True):
        assert expected is ... or given == expected


def test_the_items_that_an_issue_has() -> None:
    found = archive(issue("2014-07-04", *(item(f"2014-07-04/{n}") for n in (1, 2, 3, 5, 7, 8))))
    reference = Reference(role="item", target="2014-07-04/4", line=6)
    document = Document(name="source/about", title="关于", references=(reference,))
    (problem,) = check(dataclasses.replace(found, documents=(document,)))
    assert problem.arguments == ("2014-07-04/4", "2014-07-04", "1–3、5、7–8")


@pytest.mark.parametrize(
    ("target", "nearby"),
    [
        ("2014-07-04／2", "2014-07-04/2"),
        ("2014-07-4/2", "2014-07-04/2"),
        ("2014-07-04-2", "2014-07-04/2"),
    ],
)
def test_the_nearest_items(target: str, nearby: str) -> None:
    found = archive(issue("2014-07-04", *(item(f"2014-07-04/{n}") for n in range(1, 10))))
    names = meant(found, target)
    assert len(names) <= 3
    assert nearby in names
    assert all(found.item(name) for name in names)


def test_the_last_item_is_offered_where_no_id_is_near() -> None:
    found = archive(issue("2014-07-04", item("2014-07-04/1"), item("2014-07-04/2")))
    target = "2014-07-04/七月一日起全市党政机关停用纸质公文，今后只用电子公文"
    assert meant(found, target) == ("2014-07-04/2",)


def test_an_issue_without_items_has_none_to_offer() -> None:
    assert meant(archive(issue("2014-07-04")), "2014-07-04/1") == ()


def test_the_archives_own_documents_are_checked_too() -> None:
    references = (
        Reference(role="item", target="2014-07-04/1", line=3),
        Reference(role="place", target="仙境", line=5),
    )
    document = Document(name="source/about", title="关于", references=references)
    assert list(check(archive(*SOUND, documents=(document,)))) == [
        Problem(Kind.UNKNOWN_TERM, "source/about.md", 5, ("仙境", (), "地点"))
    ]


def test_a_citation_of_no_outlet() -> None:
    found = archive(
        issue("2014-07-04", item("2014-07-04/1", cited=("shanxi-ribao", "xinhua", "jingji")))
    )
    assert list(check(found)) == [
        Problem(Kind.UNKNOWN_OUTLET, PATH, 19, ("xinhua", ("xinhua-she",))),
        Problem(Kind.UNKNOWN_OUTLET, PATH, 20, ("jingji", ())),
    ]


def test_a_term_of_no_vocabulary_entry() -> None:
    found = archive(issue("2014-07-04", item("2014-07-04/1", places=("太原", "大銅", "晋阳"))))
    one, two = check(found)
    assert (one.kind, one.line, one.arguments[0]) == (Kind.UNKNOWN_TERM, 10, "大銅")
    assert two == Problem(Kind.AMBIGUOUS_TERM, PATH, 10, ("晋阳", "taiyuan、jinyang-hu", "地点"))


def test_problems_are_in_order_of_publication_and_then_of_the_text() -> None:
    gone = Reference(role="issue", target="上期", line=5)
    broken = item("2014-07-04/1", gone, cited=("nowhere",), places=("仙境",))
    found = archive(
        issue("2015-01-09", references=(gone,)),
        issue("2014-07-04", broken, references=(gone,)),
        issue("2013-12-27", references=(gone,)),
    )
    assert [(problem.path, problem.kind) for problem in check(found)] == [
        ("issues/2013/2013-12-27.md", Kind.UNKNOWN_ISSUE),
        (PATH, Kind.UNKNOWN_ISSUE),
        (PATH, Kind.UNKNOWN_OUTLET),
        (PATH, Kind.UNKNOWN_TERM),
        (PATH, Kind.UNKNOWN_ISSUE),
        ("issues/2015/2015-01-09.md", Kind.UNKNOWN_ISSUE),
    ]


# ---- which issues stand


def admitted(**files: str) -> tuple[list[str], list[Problem]]:
    """Admit issues by the names of their files; give the documents that stand."""
    readings = {}
    for name, id in files.items():
        path = f"issues/2014/{name.replace('_', '-')}"
        right = path == ids.issue_page(IssueId(id))
        wrong = Problem(Kind.FILE_NAME, f"{path}.md", 3, (id, f"{ids.issue_page(IssueId(id))}.md"))
        readings[path] = Reading(issue(id), () if right else (wrong,))
    problems: list[Problem] = []
    return list(admit(readings, problems)), problems


def test_every_issue_at_its_own_place_stands() -> None:
    standing, problems = admitted(**{"2014_07_04": "2014-07-04", "2014_07_04b": "2014-07-04b"})
    assert standing == ["issues/2014/2014-07-04", "issues/2014/2014-07-04b"]
    assert problems == []


def test_what_could_not_be_read_does_not_stand() -> None:
    wrong = Problem(Kind.EMPTY, PATH, 1)
    problems: list[Problem] = []
    assert admit({"issues/2014/2014-07-04": Reading(None, (wrong,))}, problems) == {}
    assert problems == [wrong]


@pytest.mark.parametrize("name", ["2014_07_03", "2014_07_05", "2014_07_04_copy", "x", "2013"])
def test_the_issue_in_the_right_file_stands(name: str) -> None:
    """Whichever of the two is read first."""
    names = {"2014_07_04": "2014-07-04", name: "2014-07-04"}
    standing, problems = admitted(**dict(sorted(names.items())))
    assert standing == ["issues/2014/2014-07-04"]
    (problem,) = problems
    assert (problem.kind, problem.line) == (Kind.DUPLICATE_ISSUE, 3)
    assert problem.path == f"issues/2014/{name.replace('_', '-')}.md"
    own = name.replace("_", "-")
    free = "2014-07-04b" if own in {"2014-07-04-copy", "x"} else own  # the file's own, if it is one
    assert problem.arguments == ("2014-07-04", PATH, free)


def test_an_issue_in_the_wrong_file_is_told_where_it_belongs() -> None:
    standing, (problem,) = admitted(**{"2014_07_03": "2014-07-04"})
    assert standing == []
    assert (problem.kind, problem.arguments) == (Kind.FILE_NAME, ("2014-07-04", PATH))


def test_the_archives_own_documents_stand() -> None:
    document = Document(name="source/about", title="关于")
    assert admit({"source/about": Reading(document, ())}, []) == {"source/about": document}


def test_the_id_that_is_offered_is_free() -> None:
    names = {"2014_07_04": "2014-07-04", "2014_07_04_x": "2014-07-04", "2014_07_04b": "2014-07-04b"}
    _, (problem,) = admitted(**names)
    assert problem.arguments[2] == "2014-07-04c"


def test_the_id_that_is_offered_is_one() -> None:
    names = {"2014_no03": "2014-no03", "2014_no03_x": "2014-no03", "2014_no04": "2014-no04"}
    _, (problem,) = admitted(**names)
    assert ids.issue_id(str(problem.arguments[2])) not in names.values()


def test_nearest() -> None:
    known = [f"2014-{month:02}-{day:02}" for month in range(1, 13) for day in (4, 11, 18, 25)]
    assert nearest("2014-07-4", known)[0] == "2014-07-04"
    assert len(nearest("2014-07-03", known)) == 3
    assert nearest("七月第一期", known) == ()
    assert nearest("太源", ["太原", "大同"]) == ("太原",)
    assert nearest("", known) == ()
    assert nearest("2014-07-04", ()) == ()


def test_a_message_is_one_line_with_its_arguments() -> None:
    """Braces and line ends in what an editor wrote do no harm."""
    problem = Problem(Kind.UNKNOWN_ITEM, PATH, 8, ("{0}\n{x}%s", ("2014-07-04/1", "2014-07-04/2")))
    said = problem.message()
    assert "“{0} {x}%s”" in said
    assert "2014-07-04/1 or 2014-07-04/2" in said
    assert "\n" not in said


def test_a_message_in_another_language() -> None:
    problem = Problem(Kind.UNKNOWN_ITEM, PATH, 8, ("2014-07-04/3", ()))
    words = {Kind.UNKNOWN_ITEM.text: "没有条目“{0}”{1}"}
    assert problem.message(lambda text: words.get(text, "；请更正")) == (
        "没有条目“2014-07-04/3”；请更正"
    )


def test_subtypes_are_distinct() -> None:
    subtypes = [kind.subtype for kind in Kind]
    assert len(set(subtypes)) == len(subtypes) == len(Kind.__members__)
