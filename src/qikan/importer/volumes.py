"""Whether a document holds one issue or two."""

from __future__ import annotations

from collections.abc import Sequence

from qikan.catalogue import mark
from qikan.importer.dating import find_date, find_label
from qikan.importer.lines import Line
from qikan.importer.original import Original
from qikan.importer.periodicals import is_name
from qikan.importer.refusals import Refusal
from qikan.importer.writing import key_of

NEAR = 4
"""So many lines above or below the name of the periodical its number or date stands at most."""
WIDEST = 40


def refuse_two_issues(lines: Sequence[Line], original: Original) -> None:
    """Raise Refusal where the name of the periodical comes once more with another number or date.

    The names above both have to be the same: many items are called 简报 or 动态.
    """
    heads: list[tuple[str, str, Line]] = []
    name = ""
    for at, line in enumerate(lines):
        if line.wide > WIDEST or not is_name(line.text) or (name and key_of(line.text) != name):
            continue
        label, date = _told(lines[max(0, at - NEAR) : at + NEAR + 1])
        if label or date:
            name = name or key_of(line.text)
            heads.append((label, date, line))
    for label, date, line in heads[1:]:
        first_label, first_date, first = heads[0]
        if (label and label != first_label) or (not label and date and date != first_date):
            said = mark(
                "two issues stand in this file: {0} from line {1}, {2} from line {3}; "
                "divide it there, and take in both files"
            )
            begins = (str(original.line(each.span.begin)) for each in (first, line))
            one, other = begins
            raise Refusal(said, first_label or first_date, one, label or date, other)


def _told(lines: Sequence[Line]) -> tuple[str, str]:
    """Find the number and the date in the lines of a head."""
    short = [line.text for line in lines if line.wide <= WIDEST and not line.ends]
    labels = ((text, label) for text in short if (label := find_label(text)))
    dates = (str(date[0]) for text in short if (date := find_date(text)))
    said = next((text[label.span.begin : label.span.end] for text, label in labels), "")
    return said, next(dates, "")
