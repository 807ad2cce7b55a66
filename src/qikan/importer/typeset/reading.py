"""What stands on the pages of a document, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qikan.importer.typeset.aligned import Grid, find_grids
from qikan.importer.typeset.columns import Rows, flows, gap_of
from qikan.importer.typeset.edges import Edges, edges_of
from qikan.importer.typeset.grids import grids_of
from qikan.importer.typeset.rows import Piece, blank_of, rows_of
from qikan.importer.typeset.sheets import Box, Glyph, Sheet

SMALLEST = 12.0
"""A picture is so many points wide and high at least; what is smaller is a sign."""


@dataclass(frozen=True)
class Line:
    """A line of type."""

    pieces: tuple[Piece, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    @property
    def base(self) -> float:
        """Where it stands."""
        return self.pieces[0].base

    @cached_property
    def size(self) -> float:
        """The size of most of its type."""
        return max(self.pieces, key=lambda piece: piece.right - piece.left).size

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "\t".join(piece.text for piece in self.pieces)

    @property
    def glyphs(self) -> Iterator[Glyph]:
        """All its characters."""
        return (glyph for piece in self.pieces for glyph in piece.glyphs)


Shown = Line | Grid | Box
"""A line of type, a table, or a picture."""


@dataclass(frozen=True, slots=True)
class Column:
    """What is read from top to bottom on a page, which is counted from 0 and so many points wide.

    ``edge`` tells that it stands above or below the text. ``folio`` is the printed number of the
    page, 0 where print has none.
    """

    page: int
    width: float
    folio: int
    shown: tuple[Shown, ...]
    edge: bool = False

    @property
    def lines(self) -> list[Line]:
        """The lines of type in it."""
        return [each for each in self.shown if isinstance(each, Line)]


def columns_of(sheets: Sequence[Sheet]) -> list[Column]:
    """Put what stands on pages into the order in which it is read."""
    blank = blank_of(glyph for sheet in sheets for glyph in sheet.glyphs)
    tables = [grids_of(sheet.glyphs, sheet.rules, blank) for sheet in sheets]
    rows = [rows_of(rest, blank) for _, rest in tables]
    edges = edges_of(rows)
    pictures = _pictures(sheets)
    texts = [
        _ordered(rows[at][each.top : len(rows[at]) - each.bottom], tables[at][0], pictures[at])
        for at, each in enumerate(edges)
    ]
    gaps = [gap for text in texts if (gap := gap_of(text))]
    found: list[Column] = []
    for at, sheet in enumerate(sheets):
        found += _page(at, sheet.width, rows[at], flows(texts[at], gaps), edges[at])
        if sheet.aslant:
            aslant = Line((Piece(tuple(sheet.aslant)),))
            found.append(Column(at, sheet.width, edges[at].folio, (aslant,), edge=True))
    return found


def _ordered(
    rows: Sequence[Sequence[Piece]], tables: Sequence[Grid], pictures: Sequence[Box]
) -> Rows:
    """Put lines, tables and pictures into one order, from top to bottom."""
    placed: list[Grid | Box] = [*tables, *pictures]
    together = [*rows, *([each] for each in placed)]
    return sorted(together, key=lambda row: -max(each.top for each in row))


def _page(
    at: int, width: float, rows: Sequence[Sequence[Piece]], text: Sequence[Rows], edges: Edges
) -> Iterator[Column]:
    head, foot = rows[: edges.top], rows[len(rows) - edges.bottom :]
    if head:
        yield Column(at, width, edges.folio, tuple(Line(tuple(row)) for row in head), edge=True)
    for flow in text:
        yield Column(at, width, edges.folio, tuple(_shown(flow)))
    if foot:
        yield Column(at, width, edges.folio, tuple(Line(tuple(row)) for row in foot), edge=True)


def _shown(flow: Rows) -> Iterator[Shown]:
    """Yield the lines and pictures of a column, and the tables, also those without rules."""
    held: list[list[Piece]] = []
    for row in flow:
        (first, *_) = row
        if isinstance(first, Grid | Box):
            yield from _lines(held)
            held = []
            yield first
        else:
            held.append([piece for piece in row if isinstance(piece, Piece)])
    yield from _lines(held)


def _lines(rows: Sequence[Sequence[Piece]]) -> Iterator[Shown]:
    begin = 0
    for first, behind, grid in find_grids(rows):
        yield from (Line(tuple(row)) for row in rows[begin:first])
        yield grid
        begin = behind
    yield from (Line(tuple(row)) for row in rows[begin:])


def _pictures(sheets: Sequence[Sheet]) -> list[list[Box]]:
    """Give the pictures of each page; one that stands in one place on many counts once."""
    seen: set[tuple[int, ...]] = set()
    found: list[list[Box]] = []
    for sheet in sheets:
        fresh = []
        for box in sheet.pictures:
            place = tuple(round(each / 4) for each in box)
            if min(box.width, box.height) >= SMALLEST and place not in seen:
                fresh.append(box)
                seen.add(place)
        found.append(fresh)
    return found
