"""The account that is kept while an issue is recognised: what is left out, and what is told."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from qikan.importer.draft import Listed, Point, Reason, Remark
from qikan.importer.original import Original
from qikan.importer.spans import Span, Text, trimmed, without

_HAN = "〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】「」『』—…"
_NARROW = " \u00a0\u2002-\u200a"
_SPACES = f"{_NARROW}\u3000"  # one as wide as a Han character was typed on purpose
_STRAY = re.compile(rf"(?<=[{_HAN}{_MARKS}])[{_NARROW}](?=[{_HAN}{_MARKS}])")
_STOP = re.compile("[。！？；，]")
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
_NARROW_CELL = re.compile(rf"[{_HAN}]{{4,}}[{_SPACES}][{_HAN}]")
# What no check of an issue lets pass: controls, noncharacters, marks of direction, and characters
# that have neither width nor meaning where Chinese stands.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\u3164\ufdd0-\ufdef\ufeff\uffa0\ufffe\uffff\ud800-\udfff]"
)
_TAB = re.compile(r"[ ]*\t[ \t]*")
_WORD_BREAK = re.compile(r"[A-Za-z]{2}-$")
_WORDS = re.compile(r"[A-Za-z,;:][A-Za-z0-9]|[0-9][A-Za-z]", re.ASCII)
"""The end and the begin of two words: a line end between them stood for a blank."""
_AROUND = 6


class Ledger:
    """Makes texts of places in an original, and notes all that these leave out.

    With ``keep`` no repair is made within a line: spaces stay where print has them.
    """

    def __init__(self, original: Original, *, keep: bool = False) -> None:
        self.original = original
        self.keep = keep
        self.listed: list[Listed] = []
        self.remarks: list[Remark] = []
        marks = (each for each in original.marks if each.role in {"note", "sign"})
        self.marks = sorted({each.span for each in marks if each.span})
        self.is_plain = not self.marks and not _UNSEEN.search(original.text)
        self.item = 0

    def drop(self, span: Span, reason: Reason, instead: str = "") -> None:
        """List characters that stand in no text."""
        if span or instead:
            self.listed.append(Listed(span, reason, instead))

    def tell(self, point: Point, span: Span, *arguments: str) -> None:
        """Tell an editor of a place."""
        self.remarks.append(Remark(point, span, arguments, self.item))

    def text(self, *pieces: Span, running: bool = False, cell: bool = False) -> Text:
        """Make one text of pieces that follow one another, without the spaces at their ends.

        In ``running`` text, and in a ``cell`` that was too narrow, single spaces between Han
        characters are strays.
        """
        made: list[Span | str] = []
        bare = [self.bare(piece) for piece in pieces]
        for at, piece in enumerate(bare):
            if at:
                self._join(bare[at - 1], piece, made, apart=cell)
            made += self._within(piece, running=running, cell=cell)
        return tuple(made)

    def verbatim(self, piece: Span) -> Text:
        """Make one text of code: its spaces and line ends stand, too."""
        return tuple(self._within(piece, running=False, cell=False, tabs=True))

    def bare(self, piece: Span) -> Span:
        """List the spaces at both ends of a piece, and what is no text there; give the rest."""
        text = self.original.text
        begin, end = trimmed(piece, text)
        if self.is_plain:
            self.drop(Span(piece.begin, begin), Reason.SPACE)
            self.drop(Span(end, piece.end), Reason.SPACE)
            return Span(begin, end)
        while begin < end and (text[begin].isspace() or self._is_no_text(begin)):
            begin += 1
        while end > begin and (text[end - 1].isspace() or self._is_no_text(end - 1)):
            end -= 1
        for edge in (Span(piece.begin, begin), Span(end, piece.end)):
            holes = sorted(self._no_text(edge), key=lambda each: each.span)
            for hole in holes:
                self.drop(hole.span, hole.reason)
            for space in without(edge, [hole.span for hole in holes]):
                self.drop(space, Reason.SPACE)
        return Span(begin, end)

    def _is_no_text(self, at: int) -> bool:
        """Tell whether a character cannot be seen, or is of a footnote's mark."""
        return self._is_marked(at) or _UNSEEN.match(self.original.text[at]) is not None

    def _is_marked(self, at: int) -> bool:
        before = bisect_right(self.marks, (at, len(self.original.text)))
        return before > 0 and at < self.marks[before - 1].end

    def _no_text(self, piece: Span) -> Iterator[Listed]:
        """Yield what of a piece cannot be seen, or marks a footnote."""
        if self.is_plain:
            return
        for span in self._unseen(piece):
            if not self._is_marked(span.begin):
                yield Listed(span, Reason.INVISIBLE)
        for span in self.marks[bisect_left(self.marks, (piece.begin, 0)) :]:
            if span.begin >= piece.end:
                break
            yield Listed(span, Reason.MARK)

    def _unseen(self, piece: Span) -> Iterator[Span]:
        """Yield the places of characters that cannot be seen, and tell of them."""
        for found in _UNSEEN.finditer(self.original.of(piece)):
            span = _shifted(found, piece)
            self.tell(Point.UNSEEN, span, f"U+{ord(found[0]):04X}")
            yield span

    def _join(
        self, above: Span, below: Span, made: list[Span | str], *, apart: bool = False
    ) -> None:
        """Join two pieces: the first line end between them gives way, to a blank where needed."""
        text = self.original.text
        break_ = next(
            (at for at in range(above.end, below.begin) if text[at] in "\n\r\f\v\u2028\u2029"), -1
        )
        end = Span(break_, break_ + 1) if break_ >= 0 else Span(above.end, above.end)
        if apart and text[end.begin : end.end] != "\u2028":  # that ends a line, no paragraph
            self.drop(end, Reason.JOIN, " ")
            made.append(" ")
            return
        last, first = text[above.begin : above.end][-3:], text[below.begin]
        if _WORD_BREAK.search(last) and first.islower() and not self.keep:
            hyphen = Span(above.end - 1, above.end)
            kept = made.pop()
            assert isinstance(kept, Span)
            made.append(Span(kept.begin, hyphen.begin))
            self.drop(hyphen, Reason.HYPHEN)
            self.drop(end, Reason.JOIN)
            self.tell(Point.HYPHENATED, hyphen, self.around(hyphen))
        elif _WORDS.fullmatch(last[-1] + first) or self._has_blank(above.end, end.begin):
            self.drop(end, Reason.JOIN, " ")
            made.append(" ")
        else:
            self.drop(end, Reason.JOIN)

    def _has_blank(self, begin: int, end: int) -> bool:
        """Tell whether a blank stands at a line's end, as type has none that is not meant."""
        return self.original.kind == "pdf" and " " in self.original.text[begin:end]

    def _within(
        self, piece: Span, *, running: bool, cell: bool, tabs: bool = False
    ) -> Iterator[Span | str]:
        """Yield a piece without what is left out of it: that may have ``tabs``, or has blanks."""
        written = self.original.of(piece)
        holes = list(self._no_text(piece))
        if not tabs:
            found_tabs = _TAB.finditer(written)
            holes += [Listed(_shifted(tab, piece), Reason.SPACE, " ") for tab in found_tabs]
        if not self.keep and (running or cell):
            holes += self._strays(written, piece, cell=cell)
        begin = piece.begin
        for hole in sorted(holes, key=lambda each: each.span):
            if hole.span.begin > begin:
                yield Span(begin, hole.span.begin)
            if hole.instead:
                yield hole.instead
            self.drop(hole.span, hole.reason, hole.instead)
            begin = hole.span.end
        if piece.end > begin:
            yield Span(begin, piece.end)

    def _strays(self, written: str, piece: Span, *, cell: bool) -> Iterator[Listed]:
        """Find the single spaces that no one means.

        In running text, which has stops, they come of justified lines and of conversions; but
        within brackets, names stand apart (记者 李云), and a text with many is set with spaces. A
        cell holds names of several words too: only one last character is surely carried over.
        """
        found = list(_STRAY.finditer(written))
        if cell:
            sure = len(found) == 1 and bool(_NARROW_CELL.fullmatch(written))
        else:
            sure = bool(_STOP.search(written)) and len(found) * 20 <= len(written) + 20
        bracketed = [each.span() for each in _BRACKETED.finditer(written)]
        for space in found:
            if any(begin < space.start() < end for begin, end in bracketed):
                continue
            span = _shifted(space, piece)
            if sure:
                self.tell(Point.CLOSED_UP, span, self.around(span))
                yield Listed(span, Reason.SPACE)
            elif cell or _STOP.search(written):
                self.tell(Point.MAYBE_CLOSED, span, self.around(span))

    def around(self, span: Span) -> str:
        """Show a place with a few characters on either side, within its line."""
        text = self.original.text
        before = text[max(0, span.begin - _AROUND) : span.begin].rpartition("\n")[2]
        behind = text[span.end : span.end + _AROUND].partition("\n")[0]
        return f"{before}{text[span.begin : span.end]}{behind}".strip()

    def close(self, blocks: Sequence[Span]) -> tuple[Listed, ...]:
        """List what stands between the blocks, spaces and line ends, and give the whole list."""
        text = self.original.text
        joined = sorted(e.span for e in self.listed if e.reason is Reason.JOIN and e.span)
        for gap in without(Span(0, len(text)), sorted([*blocks, *joined])):
            if not text[gap.begin : gap.end].strip("\ufeff" + "".join(_WHITE)):
                self.drop(gap, Reason.LINE_END)
        return tuple(sorted(self.listed, key=lambda each: each.span))


_WHITE = (*" \t\n\r\f\v\x85\xa0\u3000\u2028\u2029", *map(chr, range(0x2000, 0x200C)))


def _shifted(found: re.Match[str], piece: Span) -> Span:
    return Span(piece.begin + found.start(), piece.begin + found.end())
