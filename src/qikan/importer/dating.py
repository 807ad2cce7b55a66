"""Dates and names of issues, in the writings that print has for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qikan.dates import PartialDate
from qikan.importer.numbers import FIGURE, HAN_DIGITS, value_of
from qikan.importer.spans import Span

_D = "[0-9０-９]"
_YEAR = rf"({_D}{{4}}|[{HAN_DIGITS}]{{4}})"
_PART = rf"({_D}{{1,2}}|[{HAN_DIGITS}]{{1,3}})"
_DATES = (
    re.compile(rf"{_YEAR}\s*年\s*{_PART}\s*月\s*{_PART}\s*[日号]"),
    re.compile(rf"(?<!{_D})({_D}{{4}})[-－./．／]({_D}{{1,2}})[-－./．／]({_D}{{1,2}})(?!{_D})"),
)
_MONTH = re.compile(rf"{_YEAR}\s*年\s*{_PART}\s*月(?!{_PART}\s*[日号])")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.年]?(\d{2})[-_.月]?(\d{2})日?(?!\d)")

_RUNNING = rf"(?:总|累计)\s*第?\s*({FIGURE})\s*[期号]"
_COUNT = rf"第\s*({FIGURE}(?:\s*[-—－～~、至]\s*{FIGURE})?)\s*[期号辑]"
_LABEL = re.compile(
    rf"(?:{_YEAR}\s*年)?\s*(?:{_PART}\s*月(?:份)?)?\s*(?:{_COUNT}|增刊|合刊)"
    rf"(?:\s*[（(]\s*{_RUNNING}\s*[)）]|\s*{_RUNNING})?|{_RUNNING}"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an issue: where it stands, its year, number and running number, 0 if unsaid.

    ``number`` is empty where the issue is counted within a month.
    """

    span: Span
    year: int
    number: str
    running: str


def find_date(text: str) -> tuple[PartialDate, Span] | None:
    """Find the first date in a text, a whole one before a month."""
    for pattern in (*_DATES, _MONTH):
        for found in pattern.finditer(text):
            values = [value_of(part) for part in found.groups() if part]
            year, month, day = (*values, 0)[:3]
            try:
                written = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
                return PartialDate.parse(written), Span(*found.span())
            except ValueError:
                continue
    return None


def date_in_name(name: str) -> PartialDate | None:
    """Find the day in the name of a file, 汇编20140704."""
    for found in _IN_NAME.finditer(name):
        try:
            return PartialDate.parse("-".join(found.groups()))
        except ValueError:
            continue
    return None


def find_label(text: str) -> Label | None:
    """Find the name of an issue, whole: 2014年第12期（总第87期）, 七月第一期."""
    found = _LABEL.search(text)
    if found is None:
        return None
    begin = found.start() + len(found[0]) - len(found[0].lstrip())
    year, month, number, *running = found.groups()
    figures = "-".join(str(value_of(each)) for each in re.findall(FIGURE, number or ""))
    total = next((str(value_of(each)) for each in running if each), "")
    return Label(
        span=Span(begin, found.end()),
        year=value_of(year) if year else 0,
        number="" if month else figures,
        running=total,
    )
