"""What an issue says of itself in its front matter, and what is wrong there."""

from __future__ import annotations

import pytest

from qikan.dates import PartialDate
from qikan.kinds import Kind
from qikan.model import Edition, Issue, Original, PublicationStatus
from reading import WHOLE, front, read, record


def test_the_front_matter() -> None:
    issue = record(WHOLE)
    assert issue.id == "2014-07-04"
    assert issue.title == "电子政务信息汇编（2014年七月第一期）"
    assert issue.label == "2014年七月第一期"
    assert issue.date == PartialDate(2014, 7)
    assert issue.number == "13"
    assert issue.running_number == "总第301号"
    assert issue.volume == "第三卷"
    assert issue.edition is Edition.ABSTRACT
    assert issue.publication_status is PublicationStatus.INTERNAL
    assert issue.original == Original(
        name="2014-07-04.doc",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        kind="Word 97",
        pages=15,
    )


def test_what_the_front_matter_leaves_out() -> None:
    text = "---\nissue: 2014-07\n---\n# 县志通讯（七月）\n\n:::{matter}\n:::\n"
    issue = record(text, "issues/2014/2014-07.md")
    assert issue == Issue(
        id=issue.id,
        title="县志通讯（七月）",
        label="县志通讯（七月）",
        date=PartialDate(2014, 7),
    )


def test_values_are_text_as_written() -> None:
    """YAML would read these as an octal number, a truth value and a float."""
    issue = record(front("number: 010", "volume: no", "running-number: 3.10"))
    assert (issue.number, issue.volume, issue.running_number) == ("010", "no", "3.10")


@pytest.mark.parametrize(
    ("lines", "kind", "line"),
    [
        ("issue: 2014-07-04\nlabel: 第一期: 上", Kind.QUOTES, 3),
        ("issue: 2014-07-04\n\tlabel: 第一期", Kind.INDENT, 3),
        ("issue: 2014-07-04\noriginal:\n  name: 甲.doc\n    kind: Word", Kind.INDENT, 5),
        ('issue: 2014-07-04\nlabel: "第一期', Kind.MISSING_SIGN, 3),
        ("issue: 2014-07-04\nlabel: @第一期", Kind.QUOTES, 3),
        ("issue: 2014-07-04\nlabel: 第一期:", Kind.QUOTES, 3),
        ("issue: 2014-07-04\nlabel: - 第一期", Kind.QUOTES, 3),
        ("issue: {2014-07-04", Kind.QUOTES, 2),
        ("issue: *gone", Kind.QUOTES, 2),
        ("? [issue]\n: 2014-07-04", Kind.YAML, 2),
        ("- issue: 2014-07-04", Kind.YAML, 2),
        ("2014-07-04", Kind.YAML, 2),
        ("issue:2014-07-04", Kind.COLON, 2),
        ("issue:\u00a02014-07-04", Kind.BLANK, 2),
        ("issue\u3000: 2014-07-04", Kind.BLANK, 2),
        ("issue\u30002014-07-04", Kind.BLANK, 2),
        ("issue: 2014-07-04\n\u00a0label: 甲", Kind.BLANK, 3),
        ("issue: 2014-07-04\noriginal:\n\u3000\u3000name: 甲.doc", Kind.BLANK, 4),
        ("issue: 2014-07-04\noriginal:\n \u00a0name: 甲.doc", Kind.BLANK, 4),
        ("issue: 2014-07-04\npublication-marks:\n\u3000- 甲", Kind.BLANK, 4),
        ("issue: 2014-07-04\nlabel", Kind.COLON, 3),
        # What stands above is sound.
        ("# 说明\nlabel: |\n  甲: 乙\noriginal: {name: [甲]}\nissue = 2014", Kind.COLON, 6),
        ("original: # 说明: 无\n  name: 甲 # 说明: 无\nissue = 2014", Kind.COLON, 4),
        ("label: '甲''乙' # 说明\nnumber: 3:15\nissue: @2014", Kind.QUOTES, 4),
    ],
)
def test_front_matter_that_is_no_yaml(lines: str, kind: Kind, line: int) -> None:
    reading = read(f"---\n{lines}\n---\n# 甲\n")
    assert reading.issue is None
    assert [(problem.kind, problem.line) for problem in reading.problems] == [(kind, line)]


@pytest.mark.parametrize(
    ("lines", "line", "name"),
    [
        (["edition: whole"], 3, "edition"),
        (["label: 甲", "edition:"], 4, "edition"),
        (["publication-status: 内部"], 3, "publication-status"),
        (["date: 2014-02-30"], 3, "date"),
        (["date: 七月"], 3, "date"),
        (["date: [2014-07-04]"], 3, "date"),
        (["label: [甲, 乙]"], 3, "label"),
        (["label: {甲: 乙}"], 3, "label"),
        (["number: [13]"], 3, "number"),
        (["running-number: [13]"], 3, "running-number"),
        (["volume: {三: 四}"], 3, "volume"),
        (["original: a.doc"], 3, "original"),
        (["original:", "  pages: 3"], 3, "original"),
        (["original:", "  name: a.doc", "  pages: 三"], 5, "pages"),
        (["original:", "  name: a.doc", "  pages: １２"], 5, "12"),
        (["original:", "  name: a.doc", "  size: 3"], 3, "original"),
        (["original:", "  name: [a.doc]"], 3, "original"),
        (["original:", "  name: a.doc", "  kind: {a: b}"], 3, "original"),
        # A nested key of the same name must not draw the line to itself.
        (["date: 2014-13", "myst:", "  substitutions:", "    date: 七月"], 3, "date"),
    ],
)
def test_values_that_are_none(lines: list[str], line: int, name: str) -> None:
    reading = read(front(*lines))
    assert [(problem.kind, problem.line) for problem in reading.problems] == [
        (Kind.BAD_VALUE, line)
    ]
    assert name in reading.problems[0].arguments
    assert reading.issue is not None  # the rest of the record stands


@pytest.mark.parametrize(
    ("written", "plain"),
    [("第28期", "28"), ("28期", "28"), ("２８", "28"), ("第9-10期", "9-10"), ("9—10", "9-10")],
)
def test_a_number_is_a_plain_figure(written: str, plain: str) -> None:
    reading = read(front(f"number: {written}"))
    (problem,) = reading.problems
    assert (problem.kind, problem.arguments) == (Kind.BAD_VALUE, ("number", written, plain))


@pytest.mark.parametrize(
    "number", ["28", "9-10", "010", "七月第一期", "第一期", "增刊1", "总第3期"]
)
def test_a_number_as_print_has_it(number: str) -> None:
    assert record(front(f"number: {number}")).number == number


def test_a_full_width_blank_within_a_value() -> None:
    issue = record(front("label: 七月　第一期", "volume: |", "  　　第三卷"))
    assert (issue.label, issue.volume) == ("七月　第一期", "　　第三卷")


def test_a_key_that_is_written_twice() -> None:
    (problem,) = read(front("label: 甲", "volume: 三", "label: 乙")).problems
    assert (problem.kind, problem.line, problem.arguments) == (Kind.REPEATED_KEY, 5, ("label",))


def test_an_unknown_key_is_named_with_the_known_ones() -> None:
    (problem,) = read(front("label: 甲", "lable: 乙")).problems
    assert (problem.kind, problem.line) == (Kind.UNKNOWN_KEY, 4)
    assert problem.arguments[0] == "lable"
    assert "running-number" in str(problem.arguments[1])


BELOW = "# 县志通讯\n\n## 《榆次县志》重刊\n\n:::{item} 1\n:::\n"


@pytest.mark.parametrize(
    ("head", "kind", "line", "arguments"),
    [
        ("---\nissue: 2014-07-04\n———\n", Kind.FRONT_RULE, 3, ("———",)),
        ("---\nissue: 2014-07-04\n——\n", Kind.FRONT_RULE, 3, ("——",)),
        ("---\nissue: 2014-07-04\n－－－\n", Kind.FRONT_RULE, 3, ("－－－",)),
        ("---\nissue: 2014-07-04\n--\n", Kind.FRONT_RULE, 3, ("--",)),
        ("---\nissue: 2014-07-04\n- - -\n", Kind.FRONT_RULE, 3, ("- - -",)),
        ("---\nissue: 2014-07-04\n___\n", Kind.FRONT_RULE, 3, ("___",)),
        ("----\nissue: 2014-07-04\n---\n", Kind.FRONT_RULE, 1, ("----",)),
        ("——-\nissue: 2014-07-04\n---\n", Kind.FRONT_RULE, 1, ("——-",)),
        ("---\nissue: 2014-07-04\nlabel: 甲\n", Kind.FRONT_END, 3, ("label: 甲",)),
        (
            "---\nissue: 2014-07-04\noriginal:\n  name: 甲.doc\n\n",
            Kind.FRONT_END,
            4,
            ("name: 甲.doc",),
        ),
        ("issue: 2014-07-04\n---\n", Kind.FRONT_BEGIN, 1, ()),
        ("\n---\nissue: 2014-07-04\n---\n", Kind.FRONT_BEGIN, 1, ()),
        ("初稿\n---\nissue: 2014-07-04\n---\n", Kind.FRONT_BEGIN, 1, ()),
        ("", Kind.NO_FRONT_MATTER, 1, ("2014-07-04",)),
        ("---\n---\nissue: 2014-07-04\n\n", Kind.KEY_BELOW, 3, ("issue: 2014-07-04",)),
        ("---\nissue: 2014-07-04\n---\nlabel：甲\n\n", Kind.KEY_BELOW, 4, ("label：甲",)),
        ("---\nissue: 2014-07-04\n---\nlabel: 甲\n---\n", Kind.KEY_BELOW, 4, ("label: 甲",)),
    ],
)
@pytest.mark.parametrize("rule", ["", "甲\n\n---\n\n乙\n"])
def test_front_matter_without_bounds(
    head: str, kind: Kind, line: int, arguments: tuple[str, ...], rule: str
) -> None:
    """A line of hyphens far below must not be taken for its end."""
    (problem,) = read(f"{head}{BELOW}{rule}").problems
    assert (problem.kind, problem.line, problem.arguments) == (kind, line, arguments)
