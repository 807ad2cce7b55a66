"""What stands above and below the text of pages: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qikan.importer.furniture import folio_in
from qikan.importer.typeset.rows import Piece

Rows = Sequence[Sequence[Piece]]
DEEP = 3
"""So many lines at the top and at the bottom of a page may be running ones."""
_NEAR = 4.0
"""Running lines stand at the same height, but for so many points."""
_FIGURES = re.compile(r"[0-9０-９一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class Edges:
    """How many lines at the top and the bottom of a page are not its text; its printed number."""

    top: int = 0
    bottom: int = 0
    folio: int = 0


def edges_of(pages: Sequence[Rows]) -> list[Edges]:
    """Tell the lines that pages have in common, but for their figures, and their numbers."""
    heights: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        seen = {key for row in _outer(rows) for key in _keys(row)}
        heights.update(seen)
    shared = {key for key, count in heights.items() if count > 1}
    levels = {
        (key[1], round(row[0].size))
        for rows in pages for row in _outer(rows) for key in _keys(row) if _keys(row)[1] in shared
    }  # fmt: skip
    found = [_edges(rows, shared, levels) for rows in pages]
    return _numbered(found)


def _outer(rows: Rows) -> list[Sequence[Piece]]:
    return [*rows[:DEEP], *rows[-DEEP:]] if len(rows) > 2 * DEEP else [*rows]


def _keys(row: Sequence[Piece]) -> list[tuple[str, int]]:
    """Give what a line has in common with the same one on other pages: its words and height."""
    said = _FIGURES.sub("0", "".join("".join(piece.text.split()) for piece in row))
    height = round(row[0].base / _NEAR)
    return [(said, height + step) for step in (-1, 0, 1)]


def _edges(rows: Rows, shared: set[tuple[str, int]], levels: set[tuple[int, int]]) -> Edges:
    top = _running(rows, shared, levels)
    bottom = _running(rows[top:][::-1], shared, levels)
    aside = [*rows[:top], *rows[len(rows) - bottom :]]
    folios = [folio for row in aside for piece in row if (folio := folio_in(piece.text))]
    return Edges(top, bottom, folios[-1] if folios else 0)


def _running(rows: Rows, shared: set[tuple[str, int]], levels: set[tuple[int, int]]) -> int:
    """Count the lines from the edge of a page on that are none of its text."""
    for at, row in enumerate(rows[:DEEP]):
        said, height = _keys(row)[1]
        again = (said, height) in shared
        alone = len(rows) > at + 1 and abs(row[0].base - rows[at + 1][0].base) > 1.9 * row[0].size
        folio = len(row) == 1 and bool(folio_in(row[0].text))
        if not (again or (alone and (folio or (height, round(row[0].size)) in levels))):
            return at
    return min(DEEP, len(rows))


def _numbered(edges: Sequence[Edges]) -> list[Edges]:
    """Let pages count on: the number of a page follows from those of most others."""
    steps = Counter(each.folio - at for at, each in enumerate(edges) if each.folio)
    if not steps:
        return list(edges)
    first, count = max(steps.items(), key=lambda step: (step[1], -abs(step[0])))
    if count < 2 and len(edges) > 1:
        return [Edges(each.top, each.bottom) for each in edges]
    return [Edges(e.top, e.bottom, max(0, first + at)) for at, e in enumerate(edges)]
