"""Tables whose cells only stand below one another, without rules between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qikan.importer.typeset.rows import Piece
from qikan.importer.typeset.sheets import Box

Cell = tuple[tuple[Piece, ...], ...]
"""The lines of a cell, each of one piece or more."""
ROWS = 2
"""So many rows of which no cell is empty a table has at least; of two columns only, one more."""
LONGEST = 20
"""So many ems a cell has at most where no rule tells that it is one."""
_PAGE = re.compile(r"[-—·…. ]*[0-9０-９]{1,4}")
_GAP = 0.3
_FARTHER = 1.03
"""So much farther apart are rows at least than lines of one cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table where it stands: its rows, all of as many cells."""

    box: Box
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.box.left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.box.right

    @property
    def top(self) -> float:
        """How far up it goes."""
        return self.box.top


def grid_of(
    rows: Sequence[Sequence[Piece]], ends: Sequence[int] = (), *, each: bool = False
) -> Grid | None:
    """Make a table of lines, if their pieces stand in columns.

    ``ends`` are the lines behind which a rule is; with ``each``, what is between two of these is
    one row.
    """
    rows = _divided(rows)
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    placed = [[_column(piece, columns) for piece in row] for row in rows]
    if any(len(set(row)) < len(row) for row in placed):
        return None
    groups = list(_grouped(rows, placed, ends, each=each))
    made = tuple(
        tuple(
            tuple(
                (piece,)
                for row, at in zip(group, places, strict=True)
                for piece, column in zip(row, at, strict=True)
                if column == index
            )
            for index in range(len(columns))
        )
        for group, places in groups
    )
    pieces = [piece for row in rows for piece in row]
    box = Box(
        min(piece.left for piece in pieces),
        min(piece.bottom for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.top for piece in pieces),
    )
    return Grid(box, made)


def _divided(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Divide pieces that run over two columns of the other lines, where these come near."""
    widest = max((len(row) for row in rows), default=0)
    columns = _columns([row for row in rows if len(row) == widest])
    found: list[list[Piece]] = []
    for row in rows:
        if len(row) == widest:
            found.append(list(row))
            continue
        pieces = list(row)
        for left, _ in columns[1:]:
            pieces = [part for piece in pieces for part in _cut(piece, left)]
        found.append(pieces)
    return found


def _cut(piece: Piece, left: float) -> list[Piece]:
    """Divide a piece where a column begins, if a character does there, behind a small gap."""
    for at, (one, other) in enumerate(pairwise(piece.glyphs), start=1):
        if abs(other.left - left) < piece.size / 2 and other.left - one.end > _GAP * piece.size:
            return [Piece(part, piece.blank) for part in (piece.glyphs[:at], piece.glyphs[at:])]
    return [piece]


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Find from where to where each column goes: what overlaps stands in one."""
    widest = max((len(row) for row in rows), default=0)
    spans = sorted((piece.left, piece.right) for row in rows for piece in row)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns if len(columns) >= widest else []


def _column(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    return max(at for at, (left, _) in enumerate(columns) if left <= piece.left)


def _grouped(
    rows: Sequence[Sequence[Piece]],
    placed: Sequence[Sequence[int]],
    ends: Sequence[int],
    *,
    each: bool,
) -> Iterator[tuple[list[Sequence[Piece]], list[Sequence[int]]]]:
    """Put the lines of each row together: what a cell is too narrow for goes on below."""
    steps = [above[0].base - below[0].base for above, below in pairwise(rows)]
    near = _near([step for at, step in enumerate(steps, start=1) if at not in ends])
    begin = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and at not in ends and (each or steps[at - 1] < near):
            continue
        yield list(rows[begin:at]), list(placed[begin:at])
        begin = at


def _near(steps: Sequence[float]) -> float:
    """Tell how near to each other lines of one cell are, 0 where all lines are as far apart."""
    ordered = sorted(steps)
    jumps = [(below / above, (above + below) / 2) for above, below in pairwise(ordered) if above]
    ratio, middle = max(jumps, default=(1.0, 0.0))
    return middle if ratio > _FARTHER else 0.0


def find_grids(rows: Sequence[Sequence[Piece]]) -> Iterator[tuple[int, int, Grid]]:
    """Yield the tables among lines: the first line, that behind the last, and the table."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _may_be_row(rows[end], rows[at:end]):
            end += 1
        found = _largest(rows, at, end)
        if found is None:
            at = max(end, at + 1)
            continue
        begin, stop, grid = found
        yield begin, stop, grid
        at = stop


def _may_be_row(row: Sequence[Piece], above: Sequence[Sequence[Piece]]) -> bool:
    if any(piece.right - piece.left > LONGEST * piece.size for piece in row):
        return False
    if len(row) > 1:
        return True
    return bool(above) and above[-1][0].base - row[0].base < 2.2 * row[0].size and len(above) > 1


def _largest(rows: Sequence[Sequence[Piece]], begin: int, end: int) -> tuple[int, int, Grid] | None:
    """Find the longest run of lines from ``begin`` on that stand in columns."""
    for stop in range(end, begin + ROWS - 1, -1):
        run = rows[begin:stop]
        if len(run[-1]) < 2 and stop == end:
            continue
        if (grid := grid_of(run)) is None:
            continue
        wide = len(grid.rows[0])
        if sum(map(all, grid.rows)) < ROWS + (wide == 2) or _is_contents(run):
            continue
        return begin, stop, grid
    return None


def _is_contents(rows: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether lines are a list of contents: of two pieces, the second a page."""
    paged = sum(len(row) == 2 and bool(_PAGE.fullmatch(row[1].text)) for row in rows)
    return 2 * paged >= len(rows)
