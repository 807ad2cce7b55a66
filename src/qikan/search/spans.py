"""Spans of time as readers write them: a year, a month, a day, or from one to another."""

from __future__ import annotations

import re
from typing import NamedTuple

from qikan.dates import PartialDate

_DATE = r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2}))?)?[年月日]?"
_SPAN = re.compile(rf"(?:{_DATE})?(\.\.|…+|[-–—~]+|至|到)?(?:{_DATE})?")


class Span(NamedTuple):
    """Two dates, ``2014`` or ``2014-07`` or ``2014-07-04``; an empty one leaves the end open."""

    first: str
    last: str

    @classmethod
    def of(cls, text: str) -> Span | None:
        """Read a span from a folded text; None where it is none, or has a day that never was."""
        match = _SPAN.fullmatch(text)
        if match is None or not (match[1] or match[5]) or (match[1] and match[5] and not match[4]):
            return None
        try:
            first, last = _date(*match.group(1, 2, 3)), _date(*match.group(5, 6, 7))
        except ValueError:
            return None
        if not match[4]:
            return cls(first, first)
        return cls(last, first) if first and last and last < first else cls(first, last)

    @property
    def of_years(self) -> bool:
        """Tell whether the span begins and ends with whole years."""
        return len(self.first) in {0, 4} and len(self.last) in {0, 4}

    def may_hold(self, date: str) -> bool:
        """Tell whether a date lies in the span, or may where less is known of it."""
        return self.first[: len(date)] <= date and (
            not self.last or date[: len(self.last)] <= self.last
        )

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def _date(year: str | None, month: str | None, day: str | None) -> str:
    if year is None:
        return ""
    parts = [year, *(part.zfill(2) for part in (month, day) if part)]
    return str(PartialDate.parse("-".join(parts)))
