"""Dates as far as they are known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year of the Gregorian calendar (ISO 8601, reduced precision).

    ``month`` and ``day`` are 0 where they are not known, so that a year sorts before its months
    and a month before its days.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2014``, ``2014-07`` or ``2014-07-04``; raise ValueError for anything else."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part or 0) for part in match.groups())
        if year < 1:
            raise ValueError(f"no such year: {text!r}")
        if match[2] and not 1 <= month <= 12:
            raise ValueError(f"no such month: {text!r}")
        if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
            raise ValueError(f"no such day: {text!r}")
        return cls(year, month, day)

    def is_before(self, other: PartialDate) -> bool:
        """Tell whether this is surely before another date: 2014-07 is not, to 2014-07-04."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        known = (pair for pair in parts if all(pair))
        return next((mine < its for mine, its in known if mine != its), False)

    def __str__(self) -> str:
        """Write the date in the form that ``parse`` reads."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"
