"""The page of figures about the whole archive (统计)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.charts import Series, share
from qikan.model import Issue, Target
from qikan.pages.counting import by_year, series
from qikan.pages.naming import page_of, title_of
from qikan.pages.page import Page
from qikan.tables import Row, Table

OUTLETS, TERMS = 20, 8
"""So many outlets, and terms of each vocabulary, are shown; the files hold all."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An outlet or term, and how many items it has, in each year and in all."""

    key: str
    name: str
    page: str
    counted: Counter[int]
    total: int


def statistics(archive: Archive) -> Page:
    """Describe the page: issues and items a year, leading outlets, leading terms over time."""
    years = archive.by_year()
    issues = series(archive, {year: len(found) for year, found in years.items()})
    items = series(archive, {year: sum(map(_items, found)) for year, found in years.items()})
    outlets = _ranked(archive, (("outlet", key) for key in archive.outlets))
    terms = {
        each.id: _ranked(archive, ((each.role, term.id) for term in each.terms))
        for each in archive.vocabularies
    }
    names = tuple(each.name for each in archive.vocabularies)

    def context() -> Mapping[str, Any]:
        return {
            "issues": issues,
            "items": items,
            "outlets": _lengths(outlets[:OUTLETS]),
            "vocabularies": [
                (each, *_over_time(archive, terms[each.id][:TERMS], items.counts))
                for each in archive.vocabularies
                if terms[each.id]
            ],
        }

    def tables() -> tuple[Table, ...]:
        head = (mark("Year"), mark("Number of issues"), mark("Number of items"))
        rows = [(year, issues.counts[year], count) for year, count in items.counts.items()]
        by_years = Table("statistics/items-by-year.csv", head, rows)
        named = {"outlets": outlets, **terms}
        return (by_years, *(_table(key, found, items) for key, found in named.items()))

    inputs = (issues, items, outlets, names, terms)
    return Page("statistics/index", "statistics.html", inputs, context, tables)


def _items(issue: Issue) -> int:
    return len(issue.items)


def _ranked(archive: Archive, targets: Iterable[Target]) -> list[Ranked]:
    """List outlets or terms that have items, the most first; those of one count by their ids."""
    found = []
    for target in targets:
        items = archive.items_of(target)
        if items:
            name, page = title_of(archive, target), page_of(archive, target)
            found.append(Ranked(target[1], name, page, by_year(items), len(items)))
    return sorted(found, key=lambda each: (-each.total, each.key))


def _lengths(ranked: Sequence[Ranked]) -> list[tuple[Ranked, float]]:
    """Give each the length of its bar, the first being the longest."""
    return [(each, share(each.total, ranked[0].total)) for each in ranked]


def _over_time(
    archive: Archive, ranked: Sequence[Ranked], years: Mapping[int, int]
) -> tuple[list[tuple[Ranked, float]], list[tuple[Ranked, Series]], int]:
    """Give each its series over all years of the archive, and the scale that all share."""
    charts = [(each, series(archive, each.counted, years)) for each in ranked]
    return _lengths(ranked), charts, max(chart.most for _, chart in charts)


def _table(folder: str, ranked: Sequence[Ranked], items: Series) -> Table:
    """List all outlets or all terms of a vocabulary, a row each and a column a year."""
    head = (mark("Id"), mark("Name"), mark("Number of items"), *map(str, items.counts))
    rows: list[Row] = [
        (each.key, each.name, each.total, *(each.counted[year] for year in items.counts))
        for each in ranked
    ]
    return Table(f"statistics/{folder}-by-year.csv", head, rows)
