"""Which characters of a page stand on one line, and which of these together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from qikan.importer.typeset.sheets import Glyph

APART = 0.6
"""So many ems are between two pieces at least, or they are one."""
_COLUMN = 0.3
"""So many ems are between two columns at least, as one sees them."""
_NEXT = 4
"""Characters of one line are painted one after the other, but for blanks."""
_LEVEL = 0.3
"""Characters whose base lines differ by no more ems stand on one line."""
_SMALL = 0.8
"""Characters that are raised or lowered are so much smaller at least."""
_OFF = 0.05
"""So many ems off the base line of its neighbours stands a small character by intent."""
_RAISED, _LOWERED = 0.65, -0.4
_OVER = 0.6
"""So far may a sign reach that has an empty half, as stops have."""
_LATIN = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff\u2010-\u2027]")
_LEADERS = frozenset(".．·・…‥_-")
_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BLANK, NARROW_BLANK = 0.45, 0.18
"""From so many ems on a gap between Han and Latin stands for a blank: where type is set with less
between them, and where it is set with nothing or nearly so."""
_LATIN_BLANK = 0.16
_HAN_BLANK = 0.6


@dataclass(frozen=True)
class Piece:
    """Characters that stand together on a line, from left to right."""

    glyphs: tuple[Glyph, ...]
    blank: float = BLANK

    @cached_property
    def left(self) -> float:
        """Where its first character begins."""
        return min(glyph.begin for glyph in self._printed)

    @cached_property
    def right(self) -> float:
        """Where its last character ends."""
        return max(glyph.end for glyph in self._printed)

    @cached_property
    def size(self) -> float:
        """The size of most of its type, Han before Latin, which programs set smaller."""
        han = [glyph for glyph in self._printed if _HAN.match(glyph.sign) and not glyph.shift]
        return _most(glyph.size for glyph in han or self._printed)

    @cached_property
    def base(self) -> float:
        """Where it stands."""
        level = [glyph for glyph in self._printed if not glyph.shift]
        return _most(glyph.base for glyph in level or self._printed)

    @property
    def bottom(self) -> float:
        """How far down it goes."""
        return self.base - 0.15 * self.size

    @property
    def top(self) -> float:
        """How far up it goes."""
        return self.base + 0.85 * self.size

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(glyph.bold for glyph in self._printed if glyph.sign.isalnum())

    @cached_property
    def face(self) -> str:
        """The face that most of it is set in."""
        counted = Counter(glyph.face for glyph in self._printed)
        return max(sorted(counted), key=lambda face: counted[face])

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(sign for sign, _ in self.signs())

    @cached_property
    def _printed(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if not glyph.sign.isspace()) or self.glyphs

    def signs(self) -> Iterator[tuple[str, Glyph | None]]:
        """Yield the characters, and a blank where there is only a gap between words."""
        before: Glyph | None = None
        for glyph in self.glyphs:
            if before is not None and self.divides(before, glyph):
                yield " ", None
            yield glyph.sign, glyph
            before = glyph

    @cached_property
    def _spread(self) -> float:
        """How far its Han characters are spread to fill the line."""
        gaps = [
            other.left - one.right
            for one, other in pairwise(self.glyphs)
            if _HAN.match(one.sign) and _HAN.match(other.sign)
        ]
        return max(0.0, median(gaps)) if gaps else 0.0

    def divides(self, one: Glyph, other: Glyph) -> bool:
        """Tell whether a gap between two characters stands for a blank."""
        if one.sign.isspace() or other.sign.isspace() or one.sign == other.sign in _LEADERS:
            return False
        latin = [_LATIN.match(glyph.sign) is not None for glyph in (one, other)]
        if all(latin):
            least = _LATIN_BLANK
        elif any(latin):
            least = NARROW_BLANK if one.sign in ".,;:" else self.blank
        else:
            least = _HAN_BLANK
        size = max(one.size, other.size) if not (one.shift or other.shift) else 3 * one.size
        return other.left - one.right - self._spread > least * size


def _most(values: Iterable[float]) -> float:
    counted = Counter(values)
    return max(sorted(counted), key=lambda value: counted[value]) if counted else 0.0


def blank_of(glyphs: Iterable[Glyph]) -> float:
    """Tell how wide a gap between Han and Latin is that stands for a blank, in ems.

    Some programs set none of the blanks, and some a small gap where there is no blank.
    """
    gaps = sorted(
        (other.left - one.right) / one.size
        for one, other in pairwise(glyphs)
        if one.base == other.base and one.size == other.size
        and ((_HAN.match(one.sign) and other.sign.isascii() and other.sign.isalnum())
             or (_HAN.match(other.sign) and one.sign.isascii() and one.sign.isalnum()))
    )  # fmt: skip
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return NARROW_BLANK if usual < NARROW_BLANK else BLANK


def rows_of(glyphs: Sequence[Glyph], blank: float = BLANK) -> list[list[Piece]]:
    """Put characters together to lines, from top to bottom, and divide these at wide gaps.

    ``blank`` is how wide a gap between Han and Latin is that stands for a blank.
    """
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.base, each.left)):
        if lines and lines[-1][0].base - glyph.base <= _LEVEL * min(lines[-1][0].size, glyph.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    rows = [list(_pieces(_shifted(line), blank)) for line in lines]
    _put_back(rows, blank)
    return [row for row in rows if row]


def _shifted(line: Sequence[Glyph]) -> list[Glyph]:
    """Mark the characters that are only a little raised or lowered: small ones off the base."""
    size = max(glyph.size for glyph in line)
    base = _most(glyph.base for glyph in line if glyph.size == size)
    return [
        glyph._replace(shift=1 if glyph.base > base else -1)
        if glyph.size <= _SMALL * size and abs(glyph.base - base) > _OFF * size
        else glyph
        for glyph in line
    ]


def _pieces(line: Sequence[Glyph], blank: float) -> Iterator[Piece]:
    """Divide a line where no character stands; blanks stay with the piece before them."""
    held: list[Glyph] = []
    last: Glyph | None = None
    for glyph in sorted(line, key=lambda glyph: glyph.left):
        if not glyph.sign.isspace():
            if last is not None and _apart(last, glyph):
                yield Piece(tuple(held), blank)
                held = []
            last = glyph if last is None or not held or glyph.right >= last.right else last
        held.append(glyph)
    if last is not None:
        yield Piece(tuple(held), blank)


def _apart(one: Glyph, other: Glyph) -> bool:
    """Tell whether two characters are so far apart that they do not belong together.

    Those of two columns are not painted one after the other, nor need they have one base line.
    """
    size = max(one.size, other.size)
    follows = 0 < other.order - one.order <= _NEXT
    level = one.size != other.size or abs(one.base - other.base) < _OFF * size
    if follows and level:
        return other.left - one.right > APART * size
    return other.begin - one.end > _COLUMN * size


def _put_back(rows: list[list[Piece]], blank: float) -> None:
    """Put characters that are raised or lowered back into the lines that they belong to."""
    for at, row in enumerate(rows):
        for piece in list(row):
            near = [
                rows[each] for each in (at - 1, at + 1, at - 2, at + 2) if 0 <= each < len(rows)
            ]
            for other in near:
                if found := next((each for each in other if _belongs(piece, each)), None):
                    shift = 1 if piece.base > found.base else -1
                    moved = [glyph._replace(shift=shift) for glyph in piece.glyphs]
                    row.remove(piece)
                    together = [*(g for each in other for g in each.glyphs), *moved]
                    other[:] = _pieces(together, blank)
                    break


def _belongs(piece: Piece, other: Piece) -> bool:
    """Tell whether a piece is raised or lowered beside another."""
    if piece.size > _SMALL * other.size:
        return False
    if not _LOWERED * other.size <= piece.base - other.base <= _RAISED * other.size:
        return False
    gap = APART * other.size
    if piece.left > other.glyphs[-1].right + gap / 2 or piece.right < other.left - gap / 2:
        return False
    return all(
        glyph.right <= piece.left + _OVER * other.size or glyph.left >= piece.right
        for glyph in other.glyphs
        if not glyph.sign.isspace()
    )
