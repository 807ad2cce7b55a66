"""In which order the lines of a page are read: across it, or down one column after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Protocol

STEPS = 80
"""At so many places across a page, a gap between columns is looked for."""
LINES = 3
"""So many lines a column has at least."""
FULL = 0.8
"""So much of its column a line of it fills, as most do; cells of a table fill less."""
DEEP = 2
"""So often columns are divided again."""


class Placed(Protocol):
    """What stands on a page: text, a table, a picture."""

    @property
    def left(self) -> float:
        """Where it begins."""

    @property
    def right(self) -> float:
        """Where it ends."""


Rows = Sequence[Sequence[Placed]]


def flows(rows: Rows, known: Sequence[float] = (), deep: int = DEEP) -> list[Rows]:
    """Divide the lines of a page, given from top to bottom, into runs that are read in order.

    ``known`` are gaps between the columns of other pages: where these are, a column may be short.
    """
    found = gap_of(rows) if deep else None
    if found is not None:
        return _divided(rows, found, LINES, deep)
    for gap in known if deep else ():
        if any(columned for _, columned in _bands(rows, gap, 1)):
            return _divided(rows, gap, 1, deep)
    return [rows] if rows else []


def _divided(rows: Rows, gap: float, least: int, deep: int) -> list[Rows]:
    found: list[Rows] = []
    for band, columned in _bands(rows, gap, least):
        if columned:
            for column in _sides(band, gap):
                found += flows(column, deep=deep - 1)
        else:
            found.append(band)
    return found


def gap_of(rows: Rows) -> float | None:
    """Find where a gap divides the most lines into columns."""
    placed = [each for row in rows for each in row]
    if not placed:
        return None
    left, right = min(p.left for p in placed), max(p.right for p in placed)
    best, found = 0, list[float]()
    for step in range(STEPS // 5, STEPS - STEPS // 5):
        at = left + (right - left) * step / STEPS
        if sum(row[-1].left >= at for row in rows) < LINES:
            continue  # nothing stands there but ends of lines
        lines = sum(len(band) for band, columned in _bands(rows, at, LINES) if columned)
        if lines > best:
            best, found = lines, [at]
        elif lines and lines == best:
            found.append(at)
    return found[len(found) // 2] if found else None


def _bands(rows: Rows, gap: float, least: int) -> Iterator[tuple[Rows, bool]]:
    """Yield runs of lines, and whether they are columns on both sides of a gap."""
    held: list[Sequence[Placed]] = []
    across: list[Sequence[Placed]] = []
    for row in [*rows, None]:
        if row is not None and not any(each.left < gap < each.right for each in row):
            held.append(row)
            continue
        if _columned(held, gap, least):
            if across:
                yield across, False
            yield held, True
            across = []
        else:
            across += held
        held = []
        if row is not None:
            across.append(row)
    if across:
        yield across, False


def _columned(rows: Rows, gap: float, least: int) -> bool:
    """Tell whether lines fill two columns: most of them go from edge to edge of theirs."""
    sides = _sides(rows, gap)
    if min(map(len, sides)) < least or max(map(len, sides)) < LINES:
        return False
    return all(len(side) < LINES or _is_filled(side) for side in sides)


def _is_filled(side: Rows) -> bool:
    left = min(row[0].left for row in side)
    right = max(row[-1].right for row in side)
    fills = [(row[-1].right - row[0].left) / (right - left or 1) for row in side]
    single = sum(len(row) == 1 for row in side)
    return median(fills) >= FULL and 2 * single >= len(side)


def _sides(rows: Rows, gap: float) -> tuple[Rows, Rows]:
    """Divide lines into what stands on the left of a gap and on its right."""
    left = [[each for each in row if each.right <= gap] for row in rows]
    right = [[each for each in row if each.left >= gap] for row in rows]
    return [row for row in left if row], [row for row in right if row]
