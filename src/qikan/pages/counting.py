"""How many items of an archive there are in each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qikan import ids
from qikan.archive import Archive
from qikan.charts import Series
from qikan.model import Item


def by_year(items: Iterable[Item]) -> Counter[int]:
    """Count items by year."""
    return Counter(ids.year_of(item.id) for item in items)


def series(
    archive: Archive, counted: Mapping[int, int], others: Mapping[int, int] | None = None
) -> Series:
    """Make a chart's series of counts: from their first year to their last, or that of others."""
    years = counted if others is None else others
    if not years:
        return Series({})
    first, last = min(years), max(years)
    until = month_of_end(archive) if archive.issues[-1].year == last else 0
    return Series({year: counted.get(year, 0) for year in range(first, last + 1)}, until)


def month_of_end(archive: Archive) -> int:
    """Tell the month where the archive's last year ends, 0 where it is whole or nothing tells.

    A year is whole that goes as far as the one before it.
    """
    last = archive.issues[-1]
    before = archive.by_year().get(last.year - 1, ())
    whole = before[-1].date.month if before else 12
    month = last.date.month if last.date.year == last.year else 0
    return month if month < (whole or 12) else 0
