"""The pages of items, held against each other and against the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qikan.diagnostics import Problem
from qikan.kinds import Kind

_PAGE = "[A-Za-z]?[0-9]+(?:[-–—][A-Za-z]?[0-9]+)?"
_PAGES = re.compile(rf"{_PAGE}(?:[、，,]\s*{_PAGE})*")
_FIGURES = re.compile(r"[0-9]{1,9}")
_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Place:
    """What is written of an item's pages, and in which line."""

    item: int
    pages: str
    line: int


def check_pages(places: Sequence[Place], count: int | None, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the pages of an issue's items, or strange in them.

    ``count`` is the number of the original's pages, where it is known. What only seems strange is
    asked of plain figures: A03 may stand behind B01.
    """
    read: list[tuple[Place, list[int]]] = []
    for place in places:
        if not _PAGES.fullmatch(place.pages):
            meant = unicodedata.normalize("NFKC", place.pages)
            example = meant if _PAGES.fullmatch(meant) else "3、3-4、A03"
            arguments = ("page", place.pages, example)
            yield Problem(Kind.BAD_VALUE, path, place.line, arguments)
        elif _LETTER.search(place.pages):
            return
        else:
            read.append((place, [int(figures) for figures in _FIGURES.findall(place.pages)]))
    for (_, before), (place, pages) in pairwise(read):
        if pages[0] < before[0]:
            arguments = (str(place.item), str(pages[0]), str(before[0]))
            yield Problem(Kind.PAGE_ORDER, path, place.line, arguments)
    if count is None or all(pages[0] > count for _, pages in read):
        return  # a volume's pages are often counted through all of its issues
    for place, pages in read:
        if pages[-1] > count:
            arguments = (str(place.item), str(pages[-1]), str(count))
            yield Problem(Kind.PAGE_COUNT, path, place.line, arguments)
