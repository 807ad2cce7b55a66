"""Several errata of one item: which of them go together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qikan.kinds import Kind
from reading import read
from tiny import issue


def correction(printed: str, right: str, date: str = "2014-07-18") -> str:
    return (
        f":::{{erratum}} {date}\n:kind: correction\n:printed: {printed}\n:right: {right}\n:::\n\n"
    )


def statement(kind: str, date: str) -> str:
    return f":::{{erratum}} {date}\n:kind: {kind}\n:text: 据来函。\n:::\n\n"


TEXT = "清康熙刻本三册，今存二册。\n\n"
REMOVAL = statement("removal", "2014-08-01")

TOGETHER: Mapping[str, str] = {
    "words side by side": TEXT + correction("康熙", "雍正") + correction("刻本", "抄本"),
    "words of two paragraphs": TEXT + "刻本\n\n" + correction("刻本三册", "抄本三册"),
    "a removal after a correction": TEXT + correction("康熙", "雍正") + REMOVAL,
    "a removal, with the text that was corrected": correction("康熙", "雍正") + REMOVAL,
    "a note after a removal": REMOVAL + statement("note", "2014-08-02"),
    "a correction some day of the month": correction("康熙", "雍正", "2014-08") + REMOVAL,
    "an erratum on the day of the issue": statement("note", "2014-07-04"),
    "an erratum in the month of the issue": statement("note", "2014-07"),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_what_goes_together(case: str) -> None:
    assert read(issue("2014-07-04", TOGETHER[case])).problems == ()


APART: Mapping[str, tuple[str, Kind]] = {
    "the same words": (correction("康熙", "雍正") + correction("康熙", "乾隆"), Kind.ERRATUM_AGAIN),
    "words within others": (
        correction("刻本三册", "抄本四册") + correction("三册", "四册"),
        Kind.ERRATUM_AGAIN,
    ),
    "others around words": (
        correction("三册", "四册") + correction("刻本三册", "抄本四册"),
        Kind.ERRATUM_AGAIN,
    ),
    "a removal twice": (REMOVAL + statement("removal", "2014-08-02"), Kind.ERRATUM_REMOVED),
    "the same removal twice": (REMOVAL + REMOVAL, Kind.ERRATUM_REMOVED),
    "a retraction after a removal": (
        REMOVAL + statement("retraction", "2014-09"),
        Kind.ERRATUM_REMOVED,
    ),
}


@pytest.mark.parametrize("case", APART)
def test_what_does_not(case: str) -> None:
    """It is told at the second, with the line of the first."""
    text, kind = APART[case]
    (problem,) = read(issue("2014-07-04", TEXT + text)).problems
    assert problem.kind is kind
    assert problem.line > 14
    assert "14" in problem.arguments


def test_each_that_overlaps_a_long_one_is_told() -> None:
    errata = (
        correction("清康熙刻本三册", "一册") + correction("清", "明") + correction("册，", "册。")
    )
    problems = read(issue("2014-07-04", TEXT + errata)).problems
    assert [problem.arguments for problem in problems] == [("清", "14"), ("册，", "14")]
