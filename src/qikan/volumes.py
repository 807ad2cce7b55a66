"""Which issues of a year are bound together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan import ids
from qikan.dates import PartialDate
from qikan.model import Issue

MOST = 60
"""No more issues are bound in one volume: Typst takes 12 MB of memory for each."""


@dataclass(frozen=True, slots=True)
class Volume:
    """The issues of a year; where they are too many for one, its ``part``, counted from 1."""

    year: int
    issues: Sequence[Issue]
    part: int | None = None

    @property
    def id(self) -> str:
        """Name it: ``2014``, or ``2014-1`` where the year has several."""
        return f"{self.year:04}{self._suffix}"

    @property
    def file(self) -> str:
        """Name its file, without an ending: ``years/2014-1``."""
        return f"{ids.year_page(self.year)}{self._suffix}"

    @property
    def date(self) -> PartialDate:
        """The date of its last issue."""
        return max(issue.date for issue in self.issues)

    @property
    def _suffix(self) -> str:
        return "" if self.part is None else f"-{self.part}"


def bind(years: Mapping[int, Sequence[Issue]]) -> Iterator[Volume]:
    """Bind the issues of each year. What is bound stays so, however many more may come."""
    for year, issues in years.items():
        if len(issues) <= MOST:
            yield Volume(year, issues)
            continue
        for part, begin in enumerate(range(0, len(issues), MOST), 1):
            yield Volume(year, issues[begin : begin + MOST], part)
