"""The pages of the years, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from qikan import ids
from qikan.archive import Archive
from qikan.model import Issue
from qikan.pages.page import Page


def years(archive: Archive) -> Iterator[Page]:
    """Yield the index of the years, then each year's page with its issues."""
    years = archive.by_year()
    counts = {year: (len(issues), _items(issues)) for year, issues in years.items()}
    yield Page("years/index", "years.html", (tuple(counts.items()),), lambda: {"years": counts})
    for year, issues in years.items():
        before = max((each for each in years if each < year), default=None)
        after = min((each for each in years if each > year), default=None)
        shown = tuple((i.id, i.label, str(i.date), i.edition, len(i.items)) for i in issues)
        context = {"year": year, "issues": issues, "before": before, "after": after}
        inputs = (before, after, shown)
        yield Page(ids.year_page(year), "year.html", inputs, partial(dict, context))


def _items(issues: tuple[Issue, ...]) -> int:
    return sum(len(issue.items) for issue in issues)
