"""What stands under one heading: its paragraphs, tables, source and writer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qikan.importer.draft import Figure, Paragraph, Part, Point, Reason, Source, Table
from qikan.importer.joining import CAPTION, Join, Layout, is_caption, joins
from qikan.importer.ledger import Ledger
from qikan.importer.lines import Line
from qikan.importer.original import Picture, Row
from qikan.importer.sources import Sources, is_byline, last_brackets
from qikan.importer.spans import Span, Text, trimmed

_CAPTION = re.compile(
    r"^\s*(?:附?表|Table)\s*[\d０-９一二三四五六七八九十]*(?:[-—.][\d]+)*\s*[：:.．、\s\u3000]?"
)
_STOP = re.compile("[。；！？]")
_BYLINE_LEAD = re.compile(
    r"^\s*[（(]?\s*(?:(?:本报|本刊|本网|本台|本社)?(?:特约|特派|见习|实习)?(?:记者|通讯员|作者|编译|撰稿人?)|文)"
    r"\s*[:：/／\s]\s*"
)
DEEPEST = 3
"""So many levels of headings there are within an item; Markdown has six in all."""
SHOWN = 14
"""So many characters are shown on either side of a place."""


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of an item, without what is recorded of it: its source and writer."""

    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    byline: Text = ()


def read_body(
    lines: Sequence[Line],
    ledger: Ledger,
    layout: Layout,
    sources: Sources,
    number: int = 0,
    pictures: Sequence[Picture] = (),
) -> Body:
    """Read the lines below a heading, at whose end ``sources`` knows a source.

    ``number`` is that of the item, 0 for text that belongs to none: that has no source.
    ``pictures`` are those that stand among the lines.
    """
    reader = _Reader(ledger, layout, sources, number, pictures)
    reader.read(lines)
    return Body(tuple(reader.parts), tuple(reader.sources), reader.byline)


class _Reader:
    def __init__(
        self,
        ledger: Ledger,
        layout: Layout,
        sources: Sources,
        number: int,
        pictures: Sequence[Picture],
    ) -> None:
        self.pictures = list(pictures)
        self.ledger = ledger
        self.layout = layout
        self.known_sources = sources
        self.number = number
        self.levels: list[int] = []
        self.parts: list[Part] = []
        self.sources: list[Source] = []
        self.byline: Text = ()

    def read(self, lines: Sequence[Line]) -> None:
        groups = self.grouped(lines)
        if groups and self.number and is_byline(groups[0][0].text) and len(groups[0]) == 1:
            self.take_byline(groups.pop(0)[0])
        sourced = self.source_group(groups) if self.number else None
        above = sourced == 0 and len(groups) > 1  # it stands between heading and text
        writer = self.writer_group(groups, sourced)
        at = 0
        while at < len(groups):
            group = groups[at]
            if self.figures(group, own=at not in {sourced, writer}):
                at += 1
                continue
            if self.starts_table(groups, at):
                captioned = not group[0].is_table
                at = self.table(groups, at, group if captioned else None)
                continue
            if at in {sourced, writer}:
                self.sourced(group)
            else:
                behind = sourced is not None and at > sourced and not above
                if behind and not group[0].block.note:
                    said = "".join(line.text for line in group)[:SHOWN]
                    self.ledger.tell(Point.BEHIND_SOURCE, group[0].span, said, str(self.number))
                self.paragraph(group)
            at += 1
        self.show(self.pictures, ())
        if self.number and not self.sources and not self.byline:
            self.tell_no_source(groups)

    def grouped(self, lines: Sequence[Line]) -> list[list[Line]]:
        """Put the lines of each paragraph together."""
        groups: list[list[Line]] = []
        for line in lines:
            way = joins(groups[-1], line, self.layout) if groups else Join.NO
            if way in {Join.YES, Join.MAYBE}:
                above = groups[-1][-1]
                point = Point.JOINED if way is Join.YES else Point.MAYBE_JOINED
                place = Span(above.span.end, line.span.begin)
                before, behind = above.text[-SHOWN:], line.text[:SHOWN]
                self.ledger.tell(point, place, before, behind)
            if way in {Join.YES, Join.WRAPPED}:
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    # ---- pictures

    def figures(self, group: Sequence[Line], *, own: bool) -> bool:
        """Add the pictures above a paragraph; tell whether that is the caption of the last.

        One that stands for itself alone is no source nor writer.
        """
        due = [each for each in self.pictures if each.at <= group[0].span.begin]
        if not due:
            return False
        self.pictures = self.pictures[len(due) :]
        captioned = own and bool(due[-1].ending) and len(group) == 1 and is_caption(group[0])
        self.show(due, self.ledger.text(group[0].span) if captioned else ())
        return captioned

    def show(self, pictures: Sequence[Picture], caption: Text) -> None:
        """Add pictures, the last with a caption; tell of those that no issue may show."""
        for count, each in enumerate(pictures, start=1):
            place = Span(each.at, each.at)
            if isinstance(each.fault, Point):
                self.ledger.tell(each.fault, place, each.about)
            else:
                self.parts.append(Figure(each, caption if count == len(pictures) else ()))

    # ---- paragraphs

    def paragraph(self, group: Sequence[Line]) -> None:
        """Add a paragraph."""
        pieces = [line.span for line in group]
        note = group[0].block.note
        if note:
            self.ledger.tell(Point.NOTE, pieces[0], group[0].text[: 2 * SHOWN])
        block = group[0].block
        if block.code:
            text = self.ledger.verbatim(block.span)
            self.parts.append(Paragraph(text, frames=block.frames, code=True))
            return
        text = self.ledger.text(*pieces, running=True)
        self.parts.append(Paragraph(text, self.depth(block.level), note, block.frames))

    def depth(self, level: int) -> int:
        """Tell how deep a heading stands within the item, 0 for what is none."""
        if not level or not self.number:
            return 0
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return min(len(self.levels), DEEPEST)

    # ---- sources

    def source_group(self, groups: Sequence[Sequence[Line]]) -> int | None:
        """Find the paragraph that ends with the source: the last that has one."""
        for at in range(len(groups) - 1, -1, -1):
            group = groups[at]
            if group[0].is_table or group[0].block.note or group[0].block.code:
                continue
            if self.known_sources.find("".join(line.text for line in group)):
                return at
        return None

    def writer_group(self, groups: Sequence[Sequence[Line]], sourced: int | None) -> int | None:
        """Find the paragraph above a source on a line of its own, if it ends with its writer."""
        if not sourced or groups[sourced - 1][0].is_table:
            return None
        text = "".join(line.text for line in groups[sourced])
        found = self.known_sources.find(text)
        printed = self.known_sources.find("".join(line.text for line in groups[sourced - 1]))
        alone = found is not None and found.whole.begin == 0
        only = printed is not None and printed.writer is not None and not printed.names
        return sourced - 1 if alone and only else None

    def sourced(self, group: Sequence[Line]) -> None:
        """Add a paragraph that ends with a source, or with several in brackets of their own."""
        places = [at for line in group for at in range(*_bare(line))]
        text = "".join(line.text for line in group)
        self.drop(Span(places[-1] + 1, group[-1].span.end), group, Reason.SPACE)
        end = len(text)
        found: list[Source] = []
        while printed := self.known_sources.find(text[:end]):
            whole = _placed(printed.whole, places)
            names = [_placed(name, places) for name in printed.names]
            writers = [_placed(printed.writer, places)] if printed.writer else []
            if writers and self.byline:
                names, writers = [*names, *writers], []
            self.drop_around(whole, [*names, *writers], group)
            texts = (self.ledger.text(*_within(name, group)) for name in names)
            found = [*(Source(name) for name in texts), *found]
            if writers:
                self.byline = self.ledger.text(*_within(writers[0], group))
            end = printed.whole.begin
            bare = len(text[:end].rstrip())
            if bare:
                self.drop(Span(places[bare - 1] + 1, whole.begin), group, Reason.SPACE)
            else:
                self.drop(Span(places[0], whole.begin), group, Reason.SPACE)
            end = bare
            if not text[:end].endswith(("）", ")")):
                break
        self.sources += found
        if end:
            pieces = _within(Span(places[0], places[end - 1] + 1), group)
            text_above = self.ledger.text(*pieces, running=True)
            self.parts.append(Paragraph(text_above, frames=group[0].block.frames))
        self.drop(Span(group[0].span.begin, places[0]), group, Reason.SPACE)

    def drop_around(self, whole: Span, inside: Sequence[Span], group: Sequence[Line]) -> None:
        """List what stands around names: brackets, signs between them, dates, “来源：”."""
        begin = whole.begin
        for name in [*sorted(inside), Span(whole.end, whole.end)]:
            between = Span(begin, name.begin)
            signs = self.ledger.original.of(between)
            plain = not any(sign.isalnum() for sign in signs)
            self.drop(between, group, Reason.BRACKET if plain else Reason.SOURCE)
            begin = name.end

    def drop(self, span: Span, group: Sequence[Line], reason: Reason) -> None:
        """List what of a span stands in these lines."""
        for piece in _within(span, group):
            self.ledger.drop(piece, reason)

    def take_byline(self, line: Line) -> None:
        """Take a line that names the writer into the record."""
        lead = _BYLINE_LEAD.match(line.text)
        begin = line.span.begin + line.lead
        end = begin + len(line.text.rstrip("）)" if line.text[0] in "（(" else ""))
        start = begin + (lead.end() if lead else 0)
        self.ledger.drop(Span(line.span.begin, begin), Reason.SPACE)
        self.ledger.drop(Span(begin, start), Reason.SOURCE)
        self.byline = self.ledger.text(Span(start, end))
        self.ledger.drop(Span(end, line.span.end), Reason.BRACKET)

    def tell_no_source(self, groups: Sequence[Sequence[Line]]) -> None:
        if not groups or self.known_sources.are_none:
            return
        last = groups[-1][-1]
        brackets = None if last.is_table else last_brackets(last.text)
        if brackets:
            said = last.text[brackets.begin : brackets.end]
            begin = last.span.begin + last.lead
            place = Span(begin + brackets.begin, begin + brackets.end)
            self.ledger.tell(Point.BRACKET_KEPT, place, said, str(self.number))
        else:
            self.ledger.tell(Point.NO_SOURCE, Span(last.span.end, last.span.end), str(self.number))

    # ---- tables

    def starts_table(self, groups: Sequence[Sequence[Line]], at: int) -> bool:
        """Tell whether a table stands here, or the caption of one."""
        if groups[at][0].is_table:
            return True
        behind = groups[at + 1] if at + 1 < len(groups) else None
        line = groups[at][0]
        return (
            behind is not None
            and behind[0].is_table
            and len(groups[at]) == 1
            and line.wide <= CAPTION
            and not _STOP.search(line.text)
            and not line.text.endswith(("：", ":", "，"))
            and (bool(_CAPTION.match(line.text)) or last_brackets(line.text) is None)
        )

    def table(
        self, groups: Sequence[Sequence[Line]], at: int, caption: Sequence[Line] | None
    ) -> int:
        """Add a table, put together over the ends of pages; give the index behind it."""
        said: Text = ()
        if caption is not None:
            said = self.ledger.text(caption[0].span)
            at += 1
        rows: list[Row] = list(groups[at][0].block.rows)
        last = groups[at][0]
        self.between(last, rows, ())
        at += 1
        while at < len(groups) and groups[at][0].is_table:
            more = groups[at][0]
            width = max(map(len, rows))
            if max(map(len, more.block.rows)) != width:
                break
            below = self.row_text(rows[-1])
            place = Span(last.span.end, more.span.begin)
            self.ledger.tell(Point.TABLE_JOINED, place, below[:SHOWN])
            fresh = list(more.block.rows)
            repeated = 0
            if self.row_text(fresh[0]) == self.row_text(rows[0]) and len(fresh) > 1:
                repeated = 1
                first = fresh[0]
                self.ledger.drop(Span(first[0].begin, first[-1].end), Reason.REPEATED)
            self.between(more, fresh, fresh[:repeated])
            rows += fresh[repeated:]
            last, at = more, at + 1
        self.parts.append(self.made(said, rows))
        if at < len(groups) and not groups[at][0].is_table and self.number:
            self.note_table(groups[at])
        return at

    def made(self, caption: Text, rows: Sequence[Row]) -> Table:
        """Make a table of rows, all as wide as the widest."""
        width = max(map(len, rows))
        cells: list[tuple[Text, ...]] = []
        for count, row in enumerate(rows, start=1):
            if len(row) != width:
                place = Span(row[0].begin, row[-1].end)
                self.ledger.tell(Point.UNEVEN, place, str(count), str(len(row)), str(width))
            made = tuple(self.cell(cell) for cell in row)
            cells.append((*made, *(() for _ in range(width - len(row)))))
        return Table(caption, tuple(cells))

    def cell(self, cell: Span) -> Text:
        """Make the text of a cell; its paragraphs, if it has several, stand in one line."""
        ends = [at for at in range(*cell) if self.ledger.original.text[at] in "\n\u2028"]
        begins = [cell.begin, *(at + 1 for at in ends)]
        return self.ledger.text(*map(Span, begins, [*ends, cell.end]), cell=True)

    def between(self, line: Line, rows: Sequence[Row], dropped: Sequence[Row]) -> None:
        """List what divides the cells of a table, and its rows."""
        begin = line.span.begin
        for row in rows:
            cells: Sequence[Span] = row
            if row in dropped:
                cells = [Span(row[0].begin, row[-1].end)]
            for cell in cells:
                self.ledger.drop(Span(begin, cell.begin), Reason.SPACE)
                begin = cell.end
        self.ledger.drop(Span(begin, line.span.end), Reason.SPACE)

    def row_text(self, row: Row) -> str:
        original = self.ledger.original
        return " ".join(original.of(trimmed(cell, original.text)) for cell in row)

    # ---- doubts

    def note_table(self, group: Sequence[Line]) -> None:
        """Tell of the paragraph below a table that is no sentence: it may be a note of it."""
        text = "".join(line.text for line in group)
        brackets = last_brackets(text)
        bare = text[: brackets.begin] if brackets else text
        if bare and not _STOP.search(bare):
            self.ledger.tell(Point.TABLE_NOTE, group[0].span, bare[: 2 * SHOWN])


def _bare(line: Line) -> Span:
    """Give the place of a line without the spaces at its ends."""
    begin = line.span.begin + line.lead
    return Span(begin, begin + len(line.text))


def _within(span: Span, group: Sequence[Line]) -> list[Span]:
    """Divide a span among the lines that it runs over."""
    parts = (Span(max(span.begin, line.span.begin), min(span.end, line.span.end)) for line in group)
    return [part for part in parts if part]


def _placed(span: Span, places: Sequence[int]) -> Span:
    """Give the place in the original of a span that counts within a paragraph."""
    return Span(places[span.begin], places[span.end - 1] + 1)
