"""What the size and the face of type tell of lines: which are headings, and which are notes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.importer.original import Setting
from qikan.importer.typeset.reading import Column, Line

LARGER = 1.07
"""The type of headings is so much larger at least, if it is no bolder."""
SMALLER = 0.93
"""That of notes is so much smaller."""
LINES = 3
"""So many lines a heading has at most."""
LONGEST = 60
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_NO_HEADING = re.compile(r"[。；，,;：:、]$")
_NOTE = re.compile(r"\s*[\[［〔(（]?\s*([①-⑳㉑-㊿❶-❿*＊†‡※]|\d{1,3})\s*[\]］〕)）]?\s*\D")
_SIGN = re.compile("[①-⑳㉑-㊿❶-❿*＊†‡※]")

Style = tuple[float, bool, str]
"""The size of type, in half points, whether it is bold, and its face."""


@dataclass(frozen=True, slots=True)
class Body:
    """How the text of a document is set, for the most part."""

    size: float
    bold: bool
    face: str


def body_of(columns: Sequence[Column]) -> Body:
    """Tell how most characters are set."""
    counted: Counter[tuple[float, bool, str]] = Counter()
    for column in columns:
        for line in column.lines if not column.edge else ():
            counted.update((g.size, g.bold, g.face) for g in line.glyphs if _HAN.match(g.sign))
    usual = max(sorted(counted), key=lambda each: counted[each], default=(10.0, False, ""))
    sizes: Counter[float] = Counter()
    for (size, _, _), count in counted.items():
        sizes[round(size, 1)] += count
    size = max(sorted(sizes), key=lambda each: sizes[each], default=usual[0])
    return Body(size, usual[1], usual[2])


def style_of(line: Line) -> Style:
    """Tell how a line is set."""
    han = [glyph for glyph in line.glyphs if _HAN.match(glyph.sign)]
    printed = han or [glyph for glyph in line.glyphs if not glyph.sign.isspace()]
    faces = Counter(glyph.face for glyph in printed)
    face = max(sorted(faces), key=lambda each: faces[each], default="")
    return round(line.size * 2) / 2, all(glyph.bold for glyph in printed), face


def levels_of(
    columns: Sequence[Column], settings: Mapping[int, tuple[Setting, int]], body: Body
) -> dict[int, int]:
    """Tell the headings, by the identity of their lines, and their levels, from 1 on."""
    found: list[tuple[Style, list[Line]]] = []
    for column in columns:
        if not column.edge:
            found += (
                (style, lines)
                for style, lines in _runs(column, settings)
                if _stands_out(style, body) and _may_be_heading(lines)
            )
    ranks = sorted({style[:2] for style, _ in found}, reverse=True)
    return {
        id(line): min(9, ranks.index(style[:2]) + 1) for style, lines in found for line in lines
    }


def _runs(
    column: Column, settings: Mapping[int, tuple[Setting, int]]
) -> Iterator[tuple[Style, list[Line]]]:
    """Yield lines that follow one another in one style."""
    held: list[Line] = []
    for shown in column.shown:
        if held and (not isinstance(shown, Line) or settings[id(shown)][1]
                     or style_of(shown) != style_of(held[-1])):  # fmt: skip
            yield style_of(held[0]), held
            held = []
        if isinstance(shown, Line):
            held.append(shown)
    if held:
        yield style_of(held[0]), held


def _stands_out(style: Style, body: Body) -> bool:
    size, bold, face = style
    if size < body.size * SMALLER:
        return False
    return (
        size >= body.size * LARGER
        or (bold and not body.bold)
        or (bool(face and body.face) and face != body.face)
    )


def _may_be_heading(lines: Sequence[Line]) -> bool:
    wide = sum((line.right - line.left) / line.size for line in lines)
    text = "".join(line.text for line in lines).strip()
    return len(lines) <= LINES and wide <= LONGEST and not _NO_HEADING.search(text)


def notes_of(columns: Sequence[Column], body: Body) -> set[int]:
    """Tell the footnotes, by the identity of their lines.

    They are the small type below a column whose signs stand in the text of the page, raised.
    """
    signs: defaultdict[int, set[str]] = defaultdict(set)
    for column in columns:
        for line in column.lines if not column.edge else ():
            if line.size > body.size * SMALLER:
                signs[column.page] |= _reference_signs(line)
    found: set[int] = set()
    for column in columns:
        foot: list[Line] = []
        for shown in reversed(column.shown if not column.edge else ()):
            if not isinstance(shown, Line) or shown.size > body.size * SMALLER:
                break
            foot.insert(0, shown)
        while foot and not _refers(foot[0], signs[column.page]):
            foot.pop(0)
        if len(foot) < len(column.shown):
            found |= {id(line) for line in foot}
    return found


def _reference_signs(line: Line) -> set[str]:
    """Give the signs in a line that may refer to notes: figures are raised."""
    raised = "".join(glyph.sign if glyph.shift > 0 else " " for glyph in line.glyphs)
    return {*re.findall(r"\d+", raised), *_SIGN.findall(line.text)}


def _refers(line: Line, signs: set[str]) -> bool:
    note = _NOTE.match(line.text)
    return note is not None and note[1] in signs


def begins_note(line: Line) -> bool:
    """Tell whether a note begins with a line of notes."""
    return _NOTE.match(line.text) is not None
