"""The geometry of bar charts.

Places are per cent of the chart's width and height, so that a chart fits every page while its
letters keep their size. What is written at the bars is thinned for long runs of years: there is
room for seven labels on a phone and for twice as many on wider pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEW, SOME = 7, 14
"""So many labels fit beside each other on a phone, and on wider pages."""

TOP, BASE = 22.0, 78.0
"""Where the highest bar ends and where all begin: above and below is room for a line of type."""

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Series:
    """Counts by year, the years without gaps; ``until`` is the month where the last one ends.

    It is 0 where the last year is whole, or where nothing tells.
    """

    counts: Mapping[int, int]
    until: int = 0

    @property
    def first(self) -> int:
        """The first year."""
        return min(self.counts)

    @property
    def last(self) -> int:
        """The last year."""
        return max(self.counts)

    @property
    def total(self) -> int:
        """The sum of all years."""
        return sum(self.counts.values())

    @property
    def most(self) -> int:
        """The highest count of a year."""
        return max(self.counts.values())

    @property
    def fullest(self) -> int:
        """The first of the years with the highest count."""
        return max(self.counts, key=lambda year: self.counts[year])


@dataclass(frozen=True, slots=True)
class Bar:
    """One year's bar; ``middle`` is where its labels stand.

    ``says_year`` and ``says_count`` tell whether they are written: "always", on "wide" pages, or
    "" for never.
    """

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    whole: bool
    says_year: str
    says_count: str


def bars(series: Series, scale: int = 0) -> tuple[Bar, ...]:
    """Lay out a chart; ``scale`` is the count that fills its height, else the highest."""
    years = sorted(series.counts)
    slot = 100 / len(years)
    width = min(5.0, slot * 0.66)
    highest = max(scale, series.most, 1)
    made = []
    for place, year in enumerate(years):
        count = series.counts[year]
        middle = (place + 0.5) * slot
        # One item beside ten thousand still shows as a line.
        height = max((BASE - TOP) * count / highest, 0.6) if count else 0.0
        made.append(
            Bar(
                year=year,
                count=count,
                x=round(middle - width / 2, 2),
                y=round(BASE - height, 2),
                width=round(width, 2),
                height=round(height, 2),
                middle=round(middle, 2),
                whole=not series.until or year != years[-1],
                says_year=_says_year(year, len(years)),
                says_count=_says_count(len(years), fullest=year == series.fullest),
            )
        )
    return tuple(made)


def _says_year(year: int, many: int) -> str:
    step = next(step for step in _STEPS if many <= step * FEW)
    if year % step == 0:
        return "always"
    return "wide" if many <= SOME else ""


def _says_count(many: int, *, fullest: bool) -> str:
    if many <= FEW or fullest:
        return "always"
    return "wide" if many <= SOME else ""


def share(count: int, highest: int) -> float:
    """Give the length of a bar that lies beside its name, in per cent of the longest."""
    return max(round(100 * count / highest, 2), 0.6) if count else 0.0
