"""How lines stand between the edges of their columns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from qikan.importer.numbers import number_before
from qikan.importer.original import Setting
from qikan.importer.typeset.reading import Column, Line
from qikan.importer.typeset.sheets import Glyph

INDENT = 0.8
"""So many ems a line is indented at least, or it is not."""
FEW = 5
"""A column of fewer lines does not tell its own edges."""
SURE = 3
"""So many lines that end at one place tell where a column does."""
_SHARE = 0.06
"""So large a share of its lines begins, and ends, where a column does."""
_NEAR = 1.5
_ROOM = 1.0
"""What did not fit into a line would have lacked so many ems, for its signs were not squeezed."""
_FARTHEST = 3.0
_WIDER = 1.35
"""Lines that stand so much farther apart than most have a blank line between them."""
_MARKER = re.compile(r"\s*[•●◆■▪·○★☆►➢※*＊–—-]\s*")
_WORD = re.compile(r"[0-9A-Za-z]")
_OPENING = "（《“‘【「『〈(["
_CLOSING = "，。、；：！？”’）》〉】」』…,.;:!?)%％"


def settings_of(columns: Sequence[Column]) -> Mapping[int, tuple[Setting, int]]:
    """Tell, by the identity of each line, how it stands, and how many blank lines are above."""
    texts = [column for column in columns if not column.edge and column.lines]
    edges = _all_edges(texts)
    steps = _usual_steps(texts)
    found: dict[int, tuple[Setting, int]] = {}
    for at, column in enumerate(texts):
        below = next((later.lines[0] for later in texts[at + 1 :]), None)
        found |= _column(column, edges[at], steps, below)
    return found


def _column(
    column: Column,
    edges: tuple[float, float],
    steps: Mapping[float, float],
    below: Line | None,
) -> Iterator[tuple[int, tuple[Setting, int]]]:
    """Yield how the lines of a column stand; ``below`` is the first of the next."""
    left, right = edges
    lines = column.lines
    hanging: float | None = None  # where lines go on behind a marker
    quoted = _quoted(lines, left)
    for at, line in enumerate(lines):
        behind = lines[at + 1] if at + 1 < len(lines) else below
        step = lines[at - 1].base - line.base if at else 0.0
        above = int(step > max(_WIDER * steps.get(line.size, 0.0), 1.5 * line.size))
        indented = line.left - left >= INDENT * line.size
        hangs = hanging is not None and abs(line.left - hanging) < line.size / 3
        if (indented and hangs) or id(line) in quoted:
            indented = False
        else:
            hanging = _behind_marker(line)
        need = _first_wide(behind) if behind is not None else line.size
        full = right - line.right <= max(need, line.size) + _ROOM * line.size
        setting = Setting(indented=indented, full=full, first=not at, size=line.size)
        yield id(line), (setting, above)


def _all_edges(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Find the edges of columns; those of small ones are those of large ones that hold them."""
    margins: dict[int, float] = {}
    for column in columns:
        left = min(line.left for line in column.lines)
        margins[column.page] = min(left, margins.get(column.page, left))
    own = [_edges(column, column.width - margins[column.page]) for column in columns]
    large = [edges for column, edges in zip(columns, own, strict=True) if len(column.lines) >= FEW]
    return [
        edges if len(column.lines) >= FEW else _wider(edges, large)
        for column, edges in zip(columns, own, strict=True)
    ]


def _wider(
    edges: tuple[float, float], others: Iterable[tuple[float, float]]
) -> tuple[float, float]:
    left, right = edges
    holding = [other for other in others if other[0] <= left + _NEAR and other[1] >= right - _NEAR]
    return min(holding, key=lambda other: other[1] - other[0], default=edges)


def _edges(column: Column, margin: float) -> tuple[float, float]:
    """Find where lines begin and end again and again.

    Where hardly any ends where others do, the text goes as far as the ``margin`` on the right,
    which is as wide as that on the left.
    """
    lines = column.lines
    least = max(2, round(_SHARE * len(lines)))
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    size = max(line.size for line in lines)
    left = next((x for x in lefts if _count(lefts, x, _NEAR) >= least), lefts[0])
    right = next((x for x in rights if _count(rights, x, _ROOM * size) >= least), rights[0])
    if _count(rights, right, _ROOM * size) < max(least, SURE):
        right = max(margin, rights[0])
    return left, right


def _count(places: Sequence[float], at: float, near: float) -> int:
    return sum(abs(place - at) <= near for place in places)


def _usual_steps(columns: Sequence[Column]) -> Mapping[float, float]:
    """Tell how far lines of each size of type stand apart, most often."""
    steps: defaultdict[float, Counter[int]] = defaultdict(Counter)
    for column in columns:
        for above, below in pairwise(column.lines):
            step = above.base - below.base
            if above.size == below.size and 0 < step < _FARTHEST * above.size:
                steps[above.size][round(step)] += 1
    return {size: max(sorted(found), key=lambda s: found[s] + found[s + 1]) + 0.5
            for size, found in steps.items()}  # fmt: skip


def _behind_marker(line: Line) -> float | None:
    """Tell where the text of an entry begins, if a line begins with a number or a sign."""
    number = number_before(line.text)
    marker = _MARKER.match(line.text)
    end = number.end if number else marker.end() if marker else 0
    signs = list(_signs(line))
    behind = next((glyph for glyph in signs[end:] if glyph and not glyph.sign.isspace()), None)
    return behind.left if end and behind else None


def _signs(line: Line) -> Iterator[Glyph | None]:
    for at, piece in enumerate(line.pieces):
        if at:
            yield None
        yield from (glyph for _, glyph in piece.signs())


def _quoted(lines: Sequence[Line], left: float) -> set[int]:
    """Find the lines of paragraphs that stand indented as a whole, but for their first."""
    found: set[int] = set()
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        apart = second.left - left >= INDENT * second.size
        even = abs(second.left - third.left) <= _NEAR and abs(first.left - second.left) <= _NEAR
        long = min(first.right, second.right) - second.left > 10 * second.size
        if apart and even and long and abs(first.right - second.right) <= second.size:
            found |= {id(second), id(third)}
    return found


def _first_wide(line: Line) -> float:
    """Measure what could not be divided at the begin of a line."""
    glyphs = [glyph for glyph in line.glyphs if not glyph.sign.isspace()]
    end = 1
    while end < len(glyphs) and (
        (_WORD.match(glyphs[end].sign) and _WORD.match(glyphs[end - 1].sign))
        or glyphs[end].sign in _CLOSING
        or glyphs[end - 1].sign in _OPENING
    ):
        end += 1
    return glyphs[end - 1].right - glyphs[0].left
