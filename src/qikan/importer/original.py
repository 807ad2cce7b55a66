"""What every reader of documents makes of one: its characters, in the order in which they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from qikan.importer.spans import Span

Row = tuple[Span, ...]


class Frame(NamedTuple):
    """A quotation, or with ``entry`` that of a list with bullets, in which blocks stand.

    ``begin`` is where its first character stands: it tells two that follow one another apart.
    """

    begin: int
    entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a line of type stands in its column, where the document tells of columns.

    It is ``full`` where what comes next did not fit into it. ``first`` tells whether it is that
    of its column; ``size`` is that of its type, in points.
    """

    indented: bool
    full: bool
    first: bool
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line or paragraph of the document, or a table, which has rows of cells.

    ``above`` counts the blank lines before it. ``page`` is the printed page where the document
    tells it, else 0; ``level`` that of a heading, 0 where it is none. A ``note`` is a text box,
    which stands behind the paragraph that it belongs to, or a footnote: one with a ``label``, which
    all its paragraphs have, stands in no text, wherever the document has it. ``frames`` are those
    around it, the outermost first; ``code`` is to stand character by character, with its line
    ends. A ``caption`` is that of a picture beside it. An ``edge`` stands above or below the text
    of its page, and is none of it.
    """

    span: Span
    rows: tuple[Row, ...] = ()
    above: int = 0
    page: int = 0
    level: int = 0
    note: bool = False
    frames: tuple[Frame, ...] = ()
    code: bool = False
    label: str = ""
    caption: bool = False
    edge: bool = False
    setting: Setting | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How characters are set: ``role`` is MyST's name for it, or ``link`` with its address.

    Those of a ``note`` are its mark, whose address is the label, and of a ``sign`` what stands
    before its text or leads back: an issue numbers notes itself. The mark may be no character.
    """

    span: Span
    role: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture before the character ``at``.

    Its ``data`` are empty where the document does not hold it, but at most tells its ``address``.
    ``alt`` says what it shows. ``ending`` is how the name of its file is going to end; where it
    has none, ``fault`` tells what an editor is told, ``about`` what about.
    """

    at: int
    data: bytes = b""
    address: str = ""
    alt: str = ""
    ending: str = ""
    fault: Enum | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Original:
    """A document as it came: all its characters, and the blocks in which they stand.

    Between two blocks there is nothing but spaces and line ends. ``sha256`` is that of the file;
    ``kind`` names the format; ``pages`` counts them where the document tells. ``recognised`` tells
    that the text was read off pictures of pages by a program (OCR).
    """

    name: str
    sha256: str
    kind: str
    text: str
    blocks: Sequence[Block]
    pages: int | None = None
    encoding: str = ""
    pictures: Sequence[Picture] = ()
    marks: Sequence[Mark] = ()
    recognised: bool = False

    def of(self, span: Span) -> str:
        """Give the characters of a span."""
        return self.text[span.begin : span.end]

    def line(self, position: int) -> int:
        """Tell in which line, counted from 1, a character stands."""
        return bisect_right(self._lines, position)

    @cached_property
    def _lines(self) -> list[int]:
        begins = [0]
        for at, character in enumerate(self.text):
            if character == "\n":
                begins.append(at + 1)
        return begins
