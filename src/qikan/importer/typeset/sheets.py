"""The pages of a PDF: where each character, rule and picture is, upright as one reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from qikan.catalogue import mark
from qikan.importer.refusals import DAMAGED, LOCKED, Refusal

MEMORY = 450
"""So many megabytes may the process take up that reads a PDF."""
SECONDS = 60
"""So much processor time may it need."""
PAGES = 1000
CHARACTERS = 500_000
"""So many of them may a PDF have: more than any issue has."""
UNKNOWN = "\ufffd"
"""A character of which the document does not tell what it is in Unicode."""
OPENING, CLOSING = "（《“‘「『【〈", "，。、；：！？）》”’」』】〉"
_READER = Path(__file__).with_name("pdfium.py")
_FAULTS = {
    "password": LOCKED,
    "damaged": DAMAGED,
    "permission": mark(
        "whoever made the PDF forbids to take text out of it; ask for one without that lock"
    ),
    "pages": mark("the PDF has more than {0} pages, as no issue has; divide it"),
    "characters": mark("the PDF has more than {1} characters, as no issue has; divide it"),
}


class Box(NamedTuple):
    """A rectangle, in points from a page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Glyph(NamedTuple):
    """A character where it stands: ``base`` is its base line, ``size`` that of its type.

    ``bold`` and ``slanted`` tell of its face, ``hidden`` whether it is painted at all; ``shift``
    is 1 where it is raised beside its neighbours, -1 where it is lowered. ``order`` tells when
    the page paints it.
    """

    sign: str
    left: float
    right: float
    base: float
    size: float
    face: str
    bold: bool
    slanted: bool
    hidden: bool
    order: int = 0
    shift: int = 0

    @property
    def begin(self) -> float:
        """Where something of it is seen: opening brackets and quotation marks are half empty."""
        half = self.sign in OPENING and self.right - self.left > 0.75 * self.size
        return self.right - self.size / 2 if half else self.left

    @property
    def end(self) -> float:
        """Where nothing more of it is seen: stops and closing brackets are half empty."""
        half = self.sign in CLOSING and self.right - self.left > 0.75 * self.size
        return self.left + self.size / 2 if half else self.right

    @property
    def middle(self) -> float:
        """Where its middle is, from left to right."""
        return (self.left + self.right) / 2

    @property
    def center(self) -> float:
        """Where its middle is, from bottom to top."""
        return self.base + 0.35 * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is held to read it. ``aslant`` are characters that do not stand upright then."""

    width: float
    height: float
    glyphs: Sequence[Glyph]
    aslant: Sequence[Glyph]
    rules: Sequence[Box]
    pictures: Sequence[Box]


def sheets(data: bytes) -> Iterator[Sheet]:
    """Read the pages of a PDF one by one; raise Refusal."""
    bounds = map(str, (MEMORY, SECONDS, PAGES, CHARACTERS))
    command = [sys.executable, "-P", str(_READER), *bounds]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        try:
            yield from _told(process.stdout)
        finally:
            process.kill()


def _told(lines: Iterator[bytes]) -> Iterator[Sheet]:
    """Read what PDFium tells of a document; raise Refusal, also where it broke off."""
    awaited = -1
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            break
        if fault := told.get("fault"):
            raise Refusal(_FAULTS[fault], str(PAGES), str(CHARACTERS))
        if awaited < 0:
            awaited = told["pages"]
            continue
        awaited -= 1
        yield _sheet(told)
    if awaited:
        said = mark(
            "the PDF asks for more than {0} MB of memory or {1} s of computing, or is damaged; "
            "open it and print it to a new PDF"
        )
        raise Refusal(said, str(MEMORY), str(SECONDS))


def _sheet(told: dict[str, Any]) -> Sheet:
    """Make a page of what is told of it, turned so that most of its characters are upright."""
    turns = Counter(int(place[5]) for place in told["places"] if place[5] >= 0)
    turn = max(sorted(turns), key=lambda each: turns[each]) if turns else 0
    wide, high = told["width"], told["height"]
    glyphs: list[Glyph] = []
    aslant: list[Glyph] = []
    painted = zip(told["signs"], told["places"], strict=True)
    for order, (sign, (begin, end, base, size, face, turned)) in enumerate(painted):
        name, bold, slanted, hidden = told["faces"][int(face)]
        backwards = turn in {2, 3}
        begin, end = (-end, -begin) if backwards and turned == turn else (begin, end)
        base = -base if turn in {1, 2} and turned == turn else base
        glyph = Glyph(sign, begin, max(begin, end), base, size, name, bold, slanted, hidden, order)
        (glyphs if turned == turn else aslant).append(glyph)
    return Sheet(
        *((high, wide) if turn % 2 else (wide, high)),
        glyphs,
        aslant,
        [_turned(box, turn) for box in told["rules"]],
        [_turned(box, turn) for box in told["pictures"]],
    )


def _turned(box: Sequence[float], turn: int) -> Box:
    """Give a rectangle as it lies once the page is turned, so many quarters to the right."""
    left, bottom, right, top = box
    for _ in range(turn):
        left, bottom, right, top = bottom, -right, top, -left
    return Box(left, bottom, right, top)
