"""Long lists of items in pages that later issues leave as they are.

Pages are counted from the oldest item, a hundred items each. What is left, 101 to 200 items, makes
the newest page, which stands at the list's own address. So a new issue changes that page alone,
and once in a hundred items the pages beside it; an address that has been given stays. Pages by
year would hold three items here and three thousand there, and pages counted from the newest would
all change with every issue. An older issue that is added later does shift the pages after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qikan import ids
from qikan.archive import Archive
from qikan.model import Issue, Item
from qikan.pages.naming import issue_of

SIZE = 100
NEAR = 2
"""So many pages on either side are led to by number."""

Year = tuple[int, bool, tuple[tuple[Item, Issue], ...]]
"""A year, whether all of its items stand on the page, and those that do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list, its items in order of publication."""

    page: str
    number: int
    items: Sequence[Item]

    @property
    def years(self) -> tuple[int, ...]:
        """The first and the last year of its items, one where they are the same."""
        return tuple(dict.fromkeys(_year(item) for item in (*self.items[:1], *self.items[-1:])))


def divide(page: str, items: Sequence[Item]) -> tuple[Part, ...]:
    """Divide a list into its pages, the newest first; a list of up to 200 items is one page.

    ``page`` is the name of the newest; the others lie below it: ``outlets/xinhua-she/1``.
    """
    full = max(0, (len(items) - SIZE - 1) // SIZE)
    older = (
        Part(f"{page}/{number}", number, items[(number - 1) * SIZE : number * SIZE])
        for number in range(full, 0, -1)
    )
    return Part(page, full + 1, items[full * SIZE :]), *older


def inputs(archive: Archive, parts: Sequence[Part], place: int) -> tuple[object, ...]:
    """Tell all texts that ``context`` shows of other records."""
    listed = tuple(
        (item.id, item.title, issue.label, str(issue.date))
        for item in parts[place].items
        for issue in (issue_of(archive, item),)
    )
    around = tuple(part and (part.page, part.years) for part in _around(parts, place))
    return listed, around, tuple(part and part.page for part in ways(parts, place))


def context(archive: Archive, parts: Sequence[Part], place: int) -> Mapping[str, Any]:
    """Give a template what one of the pages shows: its items, and the ways to the others."""
    newer, older = _around(parts, place)
    return {
        "part": parts[place],
        "newer": newer,
        "older": older,
        "numbered": ways(parts, place) if len(parts) > 1 else [],
        "years": list(_years(archive, parts[place], newer, older)),
    }


def ways(parts: Sequence[Part], place: int) -> list[Part | None]:
    """List the pages to which one leads by number; None stands for those between.

    These are the newest, those near it and the oldest: however long the list becomes, a page of
    its middle leads to the same.
    """
    near = range(max(place - NEAR, 0), min(place + NEAR + 1, len(parts)))
    shown = sorted({0, *near, len(parts) - 1})
    found: list[Part | None] = []
    for before, here in zip([-1, *shown], shown, strict=False):
        found += [None, parts[here]] if here > before + 1 else [parts[here]]
    return found


def pages_of_years(parts: Sequence[Part]) -> dict[int, str]:
    """Name, for each year, the page where its newest item stands; the newest year first."""
    found: dict[int, str] = {}
    for part in parts:
        for item in reversed(part.items):
            found.setdefault(_year(item), part.page)
    return found


def _around(parts: Sequence[Part], place: int) -> tuple[Part | None, Part | None]:
    """Find the pages of newer and of older items beside one."""
    newer = parts[place - 1] if place else None
    return newer, parts[place + 1] if place + 1 < len(parts) else None


def _years(archive: Archive, part: Part, newer: Part | None, older: Part | None) -> Iterator[Year]:
    """Group a page's items by year, the newest first."""
    divided = {newer and newer.years[0], older and older.years[-1]}
    for year, items in groupby(reversed(part.items), key=_year):
        yield year, year not in divided, tuple((item, issue_of(archive, item)) for item in items)


def _year(item: Item) -> int:
    return ids.year_of(item.id)
