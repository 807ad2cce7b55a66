"""The pages of the years, and their index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from qikan import ids
from qikan.archive import Archive
from qikan.dates import PartialDate
from qikan.model import Issue
from qikan.pages.page import Page
from qikan.volumes import bind


def years(archive: Archive) -> Iterator[Page]:
    """Yield the index of the years, then each year's page with its issues by month."""
    years = archive.by_year()
    counts = _counts(years)
    yield Page("years/index", "years.html", (tuple(counts.items()),), lambda: {"years": counts})
    for year, issues in years.items():
        before = max((each for each in years if each < year), default=None)
        after = min((each for each in years if each > year), default=None)
        shown = tuple((i.id, i.label, str(i.date), i.edition, len(i.items)) for i in issues)
        volumes = tuple(bind({year: issues}))
        context = {
            "year": year,
            "months": [(month, list(found)) for month, found in groupby(issues, key=_month)],
            "count": len(issues),
            "items": _items(issues),
            "before": before,
            "after": after,
            "volumes": volumes,
        }
        inputs = (before, after, shown)
        pdfs = tuple(volume.file for volume in volumes)
        yield Page(ids.year_page(year), "year.html", inputs, partial(dict, context), pdfs=pdfs)


def _counts(years: Mapping[int, tuple[Issue, ...]]) -> dict[int, tuple[int, int]]:
    """Count issues and items of every year from the first to the last, also of those without."""
    every = range(min(years), max(years) + 1) if years else range(0)
    found = ((year, years.get(year, ())) for year in every)
    return {year: (len(issues), _items(issues)) for year, issues in found}


def _month(issue: Issue) -> PartialDate:
    return PartialDate(issue.date.year, issue.date.month)


def _items(issues: tuple[Issue, ...]) -> int:
    return sum(len(issue.items) for issue in issues)
