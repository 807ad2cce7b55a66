"""Tables between rules: on all sides of their cells, or above and below rows alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import mode

from qikan.importer.typeset.aligned import Cell, Grid, grid_of
from qikan.importer.typeset.columns import flows
from qikan.importer.typeset.rows import Piece, rows_of
from qikan.importer.typeset.sheets import Box, Glyph

THIN = 3.0
"""So many points a rule is wide at most, and rules that meet are apart."""
_SHORTEST = 4.0
_WORD = re.compile(r"[0-9A-Za-z.,%\[\]]+")
_MANY = 4
"""Where so many bands lie between rules, each is a row."""


def grids_of(
    glyphs: Sequence[Glyph], rules: Sequence[Box], blank: float
) -> tuple[list[Grid], list[Glyph]]:
    """Find tables; give the characters that stand in none, too. ``blank`` is that of rows."""
    level = _merged([r for r in rules if r.height <= THIN and r.width > _SHORTEST], level=True)
    upright = _merged([r for r in rules if r.width <= THIN and r.height > _SHORTEST], level=False)
    found: list[Grid] = []
    rest = list(glyphs)
    free = list(level)
    for across, down in _groups(level, upright):
        free = [rule for rule in free if rule not in across]
        for part in _parted(across, down):
            made = _meshed(*part, rest, blank)
            if made is not None:
                grid, rest = made
                found.append(grid)
    for rules_of_one in _alike(free):
        for grid, kept in _banded(rules_of_one, rest, blank):
            found.append(grid)
            rest = [glyph for glyph in rest if glyph not in kept]
    return found, rest


def _merged(rules: Iterable[Box], *, level: bool) -> list[Box]:
    """Put rules together that go on from one another, as those of single cells do."""
    lines: list[Box] = []
    key = (lambda r: (r.bottom, r.left)) if level else (lambda r: (r.left, r.bottom))
    for rule in sorted(rules, key=key):
        for at, line in enumerate(lines):
            beside = abs(line.bottom - rule.bottom) if level else abs(line.left - rule.left)
            begin, end = (rule.left, line.right) if level else (rule.bottom, line.top)
            first = line.left if level else line.bottom
            last = rule.right if level else rule.top
            if beside <= THIN / 2 and begin <= end + THIN and first <= last + THIN:
                lines[at] = Box(
                    min(line.left, rule.left), min(line.bottom, rule.bottom),
                    max(line.right, rule.right), max(line.top, rule.top),
                )  # fmt: skip
                break
        else:
            lines.append(rule)
    return lines


def _groups(level: Sequence[Box], upright: Sequence[Box]) -> Iterator[tuple[list[Box], list[Box]]]:
    """Yield the rules that meet, as far as they could make cells."""
    groups: list[tuple[list[Box], list[Box]]] = []
    for rule in upright:
        met = [each for each in level if _meet(each, rule)]
        if not met:
            continue
        one = (met, [rule])
        apart = []
        for group in groups:
            if any(each in group[0] for each in one[0]):
                one = (list(dict.fromkeys([*group[0], *one[0]])), [*group[1], *one[1]])
            else:
                apart.append(group)
        groups = [*apart, one]
    yield from (group for group in groups if len(group[0]) > 2 and group[1])


def _meet(level: Box, upright: Box) -> bool:
    return (
        level.left - THIN <= upright.left <= level.right + THIN
        and upright.bottom - THIN <= level.bottom <= upright.top + THIN
    )


def _parted(level: Sequence[Box], upright: Sequence[Box]) -> Iterator[tuple[list[Box], list[Box]]]:
    """Divide rules where those of one table end and those of the next begin: two go on at least."""
    ys = _places(rule.bottom for rule in level)[::-1]
    cuts = [y for y in ys[1:-1] if _ends(upright, y)]
    for top, bottom in pairwise([ys[0], *cuts, ys[-1]]):
        yield (
            [rule for rule in level if bottom - THIN <= rule.bottom <= top + THIN],
            [r for r in upright if min(r.top, top) - max(r.bottom, bottom) > THIN],
        )


def _ends(upright: Sequence[Box], y: float) -> bool:
    """Tell whether a table ends at a level: none of the rules within it goes on."""
    above = _places(rule.left for rule in upright if rule.top > y + THIN >= rule.bottom)
    below = _places(rule.left for rule in upright if rule.bottom < y - THIN <= rule.top)
    both = [x for x in above if any(abs(x - each) <= THIN for each in below)]
    outer = {above[0], above[-1]} if above else set()
    within = [x for x in both if x not in outer]
    return len(both) < 2 or (not within and len(above) > 2 and len(below) > 2)


def _meshed(
    level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph], blank: float
) -> tuple[Grid, list[Glyph]] | None:
    """Make a table of rules that cross, if these are at least two rows and columns."""
    ys = _places([*(r.bottom for r in level)])[::-1]
    left, right = (mode(round(edge) for edge in edges) for edges in
                   ((r.left for r in level), (r.right for r in level)))  # fmt: skip
    xs = _places([*(r.left for r in upright), left, right])
    if len(xs) < 3 or len(ys) < 3:
        return None
    box = Box(xs[0], ys[-1], xs[-1], ys[0])
    inside: dict[tuple[int, int], list[Glyph]] = {}
    rest: list[Glyph] = []
    first = _first_cells(xs, ys, level, upright)
    held: list[Glyph] = []
    for glyph in glyphs:
        (held if box.holds(glyph.middle, glyph.center) else rest).append(glyph)
    for word in _words(held):
        middle = (word[0].left + word[-1].right) / 2
        column = sum(x <= middle for x in xs[1:-1])
        row = sum(y >= word[0].center for y in ys[1:-1])
        inside.setdefault(first[row, column], []).extend(word)
    if len(inside) < 2:
        return None  # a frame around text
    rows = tuple(
        tuple(_cell(inside.get((row, column), ()), blank) for column in range(len(xs) - 1))
        for row in range(len(ys) - 1)
    )
    return Grid(box, rows), rest


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what may not be divided: a word or a figure that its cell is too narrow for."""
    word: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.base, each.left)):
        last = word[-1] if word else glyph
        near = abs(last.base - glyph.base) < 1 and glyph.left - last.right < 0.1 * glyph.size
        if word and not (near and _WORD.fullmatch(last.sign + glyph.sign)):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _places(values: Iterable[float]) -> list[float]:
    """Give where rules are, from small to large, those once that are nearly the same."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > THIN:
            found.append(value)
    return found


def _first_cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Box], upright: Sequence[Box]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Tell for each place in the mesh where the cell begins that it belongs to.

    Places between which there is no rule are one cell.
    """
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            middle, center = (left + right) / 2, (top + bottom) / 2
            above = not row or any(
                abs(r.bottom - top) <= THIN and r.left <= middle <= r.right for r in level
            )
            before = not column or any(
                abs(r.left - left) <= THIN and r.bottom <= center <= r.top for r in upright
            )
            if not before:
                first[row, column] = first[row, column - 1]
            elif not above:
                first[row, column] = first[row - 1, column]
            else:
                first[row, column] = (row, column)
    return first


def _cell(glyphs: Sequence[Glyph], blank: float) -> Cell:
    return tuple(tuple(row) for row in rows_of(glyphs, blank))


# ---- rules above and below rows alone


def _alike(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield level rules of one width below one another, from top to bottom."""
    left = sorted(rules, key=lambda rule: -rule.bottom)
    while left:
        first = left[0]
        alike = [
            r for r in left
            if abs(r.left - first.left) <= THIN and abs(r.right - first.right) <= THIN
        ]  # fmt: skip
        left = [rule for rule in left if rule not in alike]
        if len(alike) > 1:
            yield alike


def _banded(
    rules: Sequence[Box], glyphs: Sequence[Glyph], blank: float
) -> Iterator[tuple[Grid, set[Glyph]]]:
    """Make tables of what stands between level rules, where it stands in columns."""
    held: list[list[list[Piece]]] = []
    top = rules[0].bottom
    for above, below in pairwise(rules):
        band = Box(above.left - THIN, below.bottom, above.right + THIN, above.bottom)
        rows = rows_of([g for g in glyphs if band.holds(g.middle, g.center)], blank)
        several = sum(len(row) > 1 for row in rows)
        if rows and 2 * several >= len(rows) and len(flows(rows)) == 1:
            held.append(rows)
            continue
        yield from _made(held, Box(above.left, above.bottom, above.right, top))
        held, top = [], below.bottom
    yield from _made(held, Box(rules[0].left, rules[-1].bottom, rules[0].right, top))


def _made(bands: Sequence[list[list[Piece]]], box: Box) -> Iterator[tuple[Grid, set[Glyph]]]:
    rows = [row for band in bands for row in band]
    if len(rows) < 2:
        return
    ends: list[int] = []
    for band in bands:
        ends.append((ends[-1] if ends else 0) + len(band))
    grid = grid_of(rows, ends, each=len(bands) >= _MANY)
    if grid is not None:
        kept = {glyph for row in rows for piece in row for glyph in piece.glyphs}
        yield Grid(box, grid.rows), kept
