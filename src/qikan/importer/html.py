"""A page of HTML as an original: what a browser would show of it, once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from qikan.importer.encodings import decode
from qikan.importer.html_notes import Notes, find_notes
from qikan.importer.numbering import write
from qikan.importer.original import Block, Frame, Mark, Original, Picture, Row
from qikan.importer.spans import Span

HIDDEN = frozenset({"head", "script", "style", "template", "noscript", "iframe", "object", "svg",
                     "math", "select", "textarea", "audio", "video"})  # fmt: skip
INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
                     "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small",
                     "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
                     "img"})  # fmt: skip
_SHOWN_ONLY = frozenset({"iframe", "object", "embed", "svg", "math", "audio", "video", "canvas"})
_PARTS = frozenset({"tbody", "thead", "tfoot", "col", "colgroup"})
_ROLES = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "sup": "sup",
          "sub": "sub", "code": "literal", "kbd": "literal", "samp": "literal",
          "tt": "literal"}  # fmt: skip
_COUNTED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
            "I": "upperRoman"}  # fmt: skip
_HEADING = re.compile("h([1-6])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)")
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "x-gbk"})


def read_html(data: bytes, name: str) -> Original:
    """Read a page; raise Refusal. Nothing is run, nothing that it refers to is fetched."""
    text, encoding = decode(data)
    declared = _CHARSET.search(data[:4000])
    if declared and encoding == "UTF-8" and declared[1].decode().lower() in _CHINESE:
        encoding = "UTF-8（GB2312）"  # it says otherwise than it is: look at its characters
    return read_page(text, data, name, "html", encoding)


def read_page(
    page: str, data: bytes, name: str, kind: str, encoding: str, lines: int = 0
) -> Original:
    """Read a page that was made of a document's ``data``.

    With ``lines``, so many has the document, and the attribute ``data-line`` tells in which of
    them an element begins: there its text stands in the original, too.
    """
    reader = _Reader(lines, find_notes(page))
    reader.feed(page)
    reader.close()
    reader.end_block()
    return Original(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        text="".join(reader.text),
        blocks=tuple(reader.blocks),
        encoding=encoding,
        pictures=tuple(reader.pictures),
        marks=tuple(reader.marks),
    )


class _Reader(HTMLParser):
    """Goes through the tags; a tag that is no inline one begins and ends a line."""

    def __init__(self, lines: int, notes: Notes) -> None:
        super().__init__(convert_charrefs=True)
        self.notes = notes
        self.count = 0
        self.note = self.note_tag = ""
        self.note_depth = 0
        self.lines = lines
        self.ended = 0
        self.text: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.marks: list[Mark] = []
        self.hidden = 0
        self.line = ""
        self.level = 0
        self.caption = False
        self.open_marks: list[tuple[str, str, str, int]] = []
        self.line_marks: list[tuple[int, int, str, str]] = []
        self.tables: list[_Table] = []
        self.nested = 0
        self.frames: list[Frame] = []
        self.lists: list[_List] = []
        self.number = ""
        self.verbatim = False

    # ---- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a cell or a mark."""
        self.count += 1
        attributes = dict(attrs)
        if (tag == "img" or tag in _SHOWN_ONLY) and not self.hidden:
            address, alt = (attributes.get(key) or "" for key in ("src", "alt"))
            at = self.length + len(self.line)
            self.pictures.append(Picture(at=at, address=address.strip(), alt=alt))
        if tag in HIDDEN:
            self.hidden += 1
        if self.hidden:
            return
        if (tag in _ROLES or tag == "a") and not self.verbatim:
            address = attributes.get("href") or ""
            role = _ROLES.get(tag, "link")
            if tag == "a" and self.count in self.notes.marks:
                role, address = "note", self.notes.marks[self.count]
            elif tag == "a" and self.count in self.notes.signs:
                role = "sign"
            self.open_marks.append((tag, role, address, len(self.line)))
        if self.tables and (tag == "table" or self.nested):
            self.nested += tag == "table"
            self.end_line()
        elif tag == "table":
            self.end_block()
            self.reach(attributes)
            self.tables.append(_Table(self.length))
        elif tag in {"td", "th"} and self.tables:
            self.end_cell()
            self.tables[-1].begin_cell(attributes)
        elif tag == "tr" and self.tables:
            self.end_cell()
            self.tables[-1].begin_row(self.length)
        elif tag not in INLINE and tag not in _PARTS:
            self.end_line()
            self.begin_block(tag, attributes)
            self.begin_note(tag)
        elif tag == "code" and self.verbatim:
            self.reach(attributes)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag has begun."""
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
            return
        if self.hidden:
            return
        for at in range(len(self.open_marks) - 1, -1, -1):
            if self.open_marks[at][0] == tag:
                _, role, address, begin = self.open_marks.pop(at)
                self.line_marks.append((begin, len(self.line), role, address))
                break
        if self.nested:
            self.nested -= tag == "table"
            self.end_line()
        elif tag in {"td", "th"} and self.tables:
            self.end_cell()
        elif tag == "table" and self.tables:
            self.end_table()
        elif tag not in INLINE:
            self.number = ""  # an entry without text has nothing but its number
            self.end_line()
            self.level = 0
            self.caption &= tag != "figcaption"
            self.leave(tag)
            self.note_depth -= tag == self.note_tag
            if tag == self.note_tag and self.note_depth == 0:
                self.note = self.note_tag = ""

    def handle_data(self, data: str) -> None:
        """Take characters; runs of spaces are one, as a browser has it."""
        if self.hidden:
            return
        if self.verbatim:
            self.line += data.replace("\r\n", "\n").replace("\r", "\n")
            return
        said = _SPACES.sub(" ", data)
        self.line += said.lstrip(" ") if not self.line or self.line.endswith(" ") else said

    # ---- what stands around lines

    def begin_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Begin what is no part of a line."""
        if not self.tables:
            self.reach(attributes)
        self.caption |= tag == "figcaption"
        if heading := _HEADING.fullmatch(tag):
            self.level = int(heading[1])
        elif tag == "pre":
            self.verbatim = not self.tables
        elif tag == "blockquote":
            self.frames.append(Frame(self.length))
        elif tag in {"ul", "ol"}:
            self.lists.append(_List.of(tag, attributes, len(self.frames)))
        elif tag == "li" and self.lists:
            list = self.lists[-1]
            del self.frames[list.depth :]  # the entry before may not have been closed
            self.line = self.number = list.next(attributes.get("value") or "")
            if not self.number:
                self.frames.append(Frame(self.length, entry=True))

    def begin_note(self, tag: str) -> None:
        """Begin the text of a footnote, or an element of its name within; it has no number."""
        if label := self.notes.bodies.get(self.count):
            self.note, self.note_tag, self.note_depth = label, tag, 1
            self.line = self.number = ""
        else:
            self.note_depth += tag == self.note_tag

    def leave(self, tag: str) -> None:
        """Come out of a quotation, a list, or an entry of one."""
        if tag == "pre":
            self.verbatim = False
        elif tag == "blockquote":
            while self.frames and self.frames.pop().entry:
                pass
        elif tag in {"ul", "ol"} and self.lists:
            del self.frames[self.lists.pop().depth :]
        elif tag == "li" and self.lists:
            del self.frames[self.lists[-1].depth :]

    def reach(self, attributes: dict[str, str | None]) -> None:
        """Go down to the line in which the document has what follows."""
        line = attributes.get("data-line") or ""
        if self.lines and line.isdecimal() and self.ended < int(line) - 1 < self.lines:
            self.put("\n" * (int(line) - 1 - self.ended))

    # ---- lines

    def end_line(self) -> None:
        """End a line of text, or one within a cell; a number waits for what it stands before."""
        if self.number and self.line == self.number:
            return
        self.number = ""
        if self.tables and self.tables[-1].in_cell:
            if self.line.strip() and not self.line.endswith("\n"):
                self.line = f"{self.line.rstrip(' ')}\n"
        else:
            self.end_block()

    def end_block(self) -> None:
        """End a line of text, or all lines of code."""
        if self.line.strip():
            self.keep_marks()
            if self.verbatim:
                self.line = self.line.removeprefix("\n").rstrip()
            span = Span(self.length, self.length + len(self.line))
            frames, code = tuple(self.frames), self.verbatim
            level = 0 if frames or code else self.level
            block = Block(span=span, level=level, frames=frames, code=code, label=self.note)
            self.blocks.append(replace(block, caption=self.caption))
            self.put(f"{self.line}\n")
        self.line = ""
        self.line_marks = []
        self.open_marks = [(tag, role, to, 0) for tag, role, to, _ in self.open_marks]

    def keep_marks(self) -> None:
        still = [(begin, len(self.line), role, to) for _, role, to, begin in self.open_marks]
        for begin, end, role, address in [*self.line_marks, *still]:
            if end > begin:
                span = Span(self.length + begin, self.length + end)
                self.marks.append(Mark(span, role, address))

    def put(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)
        self.ended += text.count("\n")

    # ---- tables

    def end_cell(self) -> None:
        """End a cell, if one is open."""
        table = self.tables[-1]
        if not table.in_cell:
            return
        table.in_cell = False
        self.line = self.line.rstrip("\n ")
        self.keep_marks()
        table.cells(Span(self.length, self.length + len(self.line)))
        self.put(f"{self.line}\t")
        for _ in range(table.span - 1):
            table.cells(Span(self.length, self.length))
        self.line = ""
        self.line_marks = []
        self.open_marks = [(tag, role, to, 0) for tag, role, to, _ in self.open_marks]

    def end_table(self) -> None:
        """End a table; one of a single cell is but a frame around text."""
        self.end_cell()
        table = self.tables.pop()
        rows: list[Row] = [tuple(row) for row in table.rows if row]
        self.put("\n")
        if len(rows) == 1 and len(rows[0]) == 1:
            (cell,) = rows[0]
            whole = "".join(self.text)
            for line in re.finditer(r"[^\n]+", whole[cell.begin : cell.end]):
                begin, end = line.span()
                self.blocks.append(Block(span=Span(cell.begin + begin, cell.begin + end)))
        elif rows:
            self.blocks.append(Block(span=Span(table.begin, self.length), rows=tuple(rows)))


class _List:
    """A list that is being read: ``format`` is that of its numbers, empty where it has bullets.

    ``depth`` tells how many frames stand around it.
    """

    def __init__(self, format: str, number: int, depth: int) -> None:
        self.format = format
        self.number = number
        self.depth = depth

    @classmethod
    def of(cls, tag: str, attributes: dict[str, str | None], depth: int) -> _List:
        """Begin a list."""
        start = attributes.get("start") or ""
        format = _COUNTED.get(attributes.get("type") or "1", "decimal")
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        return cls("" if tag == "ul" else format, number, depth)

    def next(self, value: str) -> str:
        """Give what a browser shows before the next entry, but for bullets."""
        if not self.format:
            return ""
        number = int(value) if value.isdecimal() and len(value) < 10 else self.number
        self.number = number + 1
        return f"{write(number, self.format)}. "


class _Table:
    """A table that is being read."""

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.rows: list[list[Span]] = []
        self.in_cell = False
        self.span = self.deep = 1
        self.above: dict[int, int] = {}  # columns that cells of rows above still fill

    def begin_cell(self, attributes: dict[str, str | None]) -> None:
        """Begin a cell, over so many columns."""
        self.span, self.deep = (
            min(int(count), 63) if count.isdecimal() and int(count) else 1
            for count in (attributes.get("colspan") or "1", attributes.get("rowspan") or "1")
        )
        self.in_cell = True

    def begin_row(self, at: int) -> None:
        """Begin a row; cells that reach down into it are empty there."""
        self.rows.append([])
        self.fill(at)

    def fill(self, at: int) -> None:
        """Leave the next columns empty as far as cells above reach down into them."""
        row = self.rows[-1]
        while self.above.get(len(row), 0):
            self.above[len(row)] -= 1
            row.append(Span(at, at))

    def cells(self, span: Span) -> None:
        """Add a cell to the row."""
        if not self.rows:
            self.rows.append([])
        if self.deep > 1:
            self.above[len(self.rows[-1])] = self.deep - 1
        self.rows[-1].append(span)
        self.fill(span.end)
