"""The lines of an original, one after another, as recognition looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from qikan.importer.draft import Reason
from qikan.importer.numbers import Number, number_before
from qikan.importer.original import Block, Original
from qikan.importer.spans import Span
from qikan.importer.widths import width

STOPS = "。！？…!?"
CLOSING = "”’」』）)》〉】"
_ENDED = re.compile(rf"[{STOPS}][{CLOSING}]*$")
_AS_HAN = {radical: normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)}
"""The radicals of Kangxi, which some programs write for the characters that look the same: a date
is one in either writing. The texts of an issue keep what the original has."""
TITLE = 60
"""So many ems a heading has at most."""
_NO_TITLE = re.compile("[。；;，,：:、]$")
_SENTENCES = re.compile(r"。.|；")


@dataclass(frozen=True, slots=True)
class Line:
    """A block with what is asked of it again and again.

    ``at`` is its index in the original; ``text`` is without the ``lead`` spaces before it, and
    ``wide`` its width in ems.
    """

    at: int
    block: Block
    text: str
    number: Number | None
    indented: bool
    wide: float
    lead: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.block.span

    @property
    def is_table(self) -> bool:
        """Whether it is one, rather than a line of text."""
        return bool(self.block.rows)

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it."""
        return _ENDED.search(self.text) is not None

    @property
    def title(self) -> str:
        """The text behind a number, if one stands before it."""
        return self.text[self.number.end :].strip() if self.number else self.text

    @property
    def title_span(self) -> Span:
        """Where that stands."""
        behind = self.number.end if self.number else 0
        return Span(self.span.begin + self.lead + behind, self.span.end)

    def may_be_title(self) -> bool:
        """Tell whether it has the look of a heading."""
        return (
            not self.is_table
            and not self.block.code
            and 0 < width(self.title) <= TITLE
            and not _NO_TITLE.search(self.title)
            and not _SENTENCES.search(self.title)
        )


def lines_of(original: Original, furniture: Mapping[int, Reason]) -> list[Line]:
    """Give all blocks that are text."""
    return list(_lines(original, furniture))


def _lines(original: Original, furniture: Mapping[int, Reason]) -> Iterator[Line]:
    for at, block in enumerate(original.blocks):
        if at in furniture or block.label:
            continue
        yield _line(original, at, block)


def _line(original: Original, at: int, block: Block) -> Line:
    whole = original.of(block.span)
    text = whole.strip().translate(_AS_HAN)
    lead = len(whole) - len(whole.lstrip())
    setting = block.setting
    return Line(
        at=at,
        block=block,
        text=text,
        number=None if block.rows or block.code else number_before(text),
        indented=lead > 1 or whole[:1] == "\u3000" or bool(setting and setting.indented),
        wide=width(text),
        lead=lead,
    )


def split_rows(original: Original, lines: Sequence[Line]) -> list[Line]:
    """Take tables apart into their rows: a list of contents has tabs, but is none."""
    found: list[Line] = []
    for line in lines:
        rows = line.block.rows or ((line.span,),)
        spans = (Span(row[0].begin, row[-1].end) for row in rows)
        blocks = (replace(line.block, span=span, rows=()) for span in spans)
        found += (_line(original, line.at, block) for block in blocks)
    return found
