"""A PDF with a layer of text as an original: all its characters, in the order of reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from qikan.catalogue import mark
from qikan.importer.original import Block, Mark, Original, Picture, Row
from qikan.importer.refusals import Refusal
from qikan.importer.spans import Span
from qikan.importer.typeset.aligned import Cell, Grid
from qikan.importer.typeset.reading import Column, Line, columns_of
from qikan.importer.typeset.rows import Piece
from qikan.importer.typeset.settings import settings_of
from qikan.importer.typeset.sheets import UNKNOWN, Glyph, Sheet, sheets
from qikan.importer.typeset.streams import refuse_broken
from qikan.importer.typeset.styles import begins_note, body_of, levels_of, notes_of

TAB = 1.5
"""A gap of so many ems stands for a tab, a smaller one for a blank."""
_WITHIN = "\u2028"
"""Ends a line within a paragraph of a cell, as Unicode has it."""
_FEW = 30
"""A page of so few characters that a picture covers is a scanned one."""
_COVERED = 0.6
"""So much of a page does such a picture cover."""
_GIBBERISH = 0.02
"""So large a share of the characters may be unknown at most."""


def read_pdf(data: bytes, name: str) -> Original:
    """Read a PDF; raise Refusal. Nothing in it is run, and nothing that it refers to is fetched."""
    refuse_broken(data)
    pages = list(sheets(data))
    _refuse_scanned(pages)
    _refuse_gibberish(pages)
    reader = _Reader(columns_of(pages))
    reader.read()
    return Original(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind="pdf",
        text="".join(reader.text),
        blocks=tuple(reader.blocks),
        pages=len(pages),
        pictures=tuple(reader.pictures),
        marks=tuple(reader.marks),
        recognised=_is_recognised(pages),
    )


def _refuse_scanned(pages: Sequence[Sheet]) -> None:
    """Raise Refusal where most pages are pictures, with no text behind."""
    scanned = sum(len(page.glyphs) < _FEW and _is_covered(page) for page in pages)
    text = any(len(page.glyphs) >= _FEW for page in pages)
    if 2 * scanned > len(pages) or (scanned and not text):
        said = mark(
            "the PDF holds pictures of its pages and no text; have it recognised first, as by "
            "“ocrmypdf -l chi_sim in.pdf out.pdf”, and take in what comes of it"
        )
        raise Refusal(said)
    if not any(page.glyphs or page.aslant for page in pages):
        raise Refusal(mark("the PDF has no text; look whether it is the right file"))


def _is_covered(page: Sheet) -> bool:
    area = sum(box.width * box.height for box in page.pictures)
    return area >= _COVERED * page.width * page.height


def _refuse_gibberish(pages: Sequence[Sheet]) -> None:
    """Raise Refusal where faces do not tell which characters their signs stand for."""
    printed = [g for page in pages for g in page.glyphs if not g.sign.isspace()]
    unknown = [glyph for glyph in printed if glyph.sign == UNKNOWN or glyph.sign < " "
               or "\ue000" <= glyph.sign <= "\uf8ff"]  # fmt: skip
    if len(unknown) > max(3, _GIBBERISH * len(printed)):
        said = mark(
            "the PDF does not tell which characters the signs of its typeface {0} stand for; "
            "print it anew from the program that it comes from, or have it recognised (OCR)"
        )
        raise Refusal(said, unknown[0].face or "?")


def _is_recognised(pages: Sequence[Sheet]) -> bool:
    """Tell whether the text stands unseen behind pictures of the pages."""
    hidden = sum(glyph.hidden for page in pages for glyph in page.glyphs)
    return 2 * hidden > sum(len(page.glyphs) for page in pages)


class _Reader:
    """Writes columns down, one after the other; notes wait for the end of a paragraph."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.settings = settings_of(columns)
        body = body_of(columns)
        self.bold = body.bold
        self.levels = levels_of(columns, self.settings, body)
        self.notes = notes_of(columns, body)
        self.text: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.marks: list[Mark] = []
        self.waiting: list[tuple[Line, Column]] = []
        self.last: Line | None = None

    def read(self) -> None:
        """Write all columns down."""
        page = 0
        for column in self.columns:
            if column.page != page:
                self.put("\f")
                page = column.page
            for shown in column.shown:
                if isinstance(shown, Line):
                    self.line(shown, column)
                elif isinstance(shown, Grid):
                    if self.last is not None:  # else it may go on from that above
                        self.end_paragraph()
                    self.table(shown, column)
                    self.last = None
                else:
                    self.pictures.append(Picture(at=self.length))
        self.end_paragraph()

    # ---- lines

    def line(self, line: Line, column: Column) -> None:
        """Write a line down, or let it wait if it is of a note."""
        if column.edge:
            self.add(line, Block(span=Span(0, 0), page=column.folio, edge=True))
        elif id(line) in self.notes:
            self.waiting.append((line, column))
        else:
            if self.waiting and self.begins(line):
                self.end_paragraph()
            setting, above = self.settings[id(line)]
            level = self.levels.get(id(line), 0)
            block = Block(
                span=Span(0, 0), above=above, page=column.folio, level=level, setting=setting
            )
            self.add(line, block, plain=bool(level))
            self.last = line

    def begins(self, line: Line) -> bool:
        """Tell whether a paragraph begins with a line that follows on notes."""
        setting, above = self.settings[id(line)]
        last = self.settings[id(self.last)][0] if self.last else None
        fresh = setting.indented or above or id(line) in self.levels
        return bool(fresh or last is None or not last.full)

    def end_paragraph(self) -> None:
        """Write down the notes that have waited."""
        waiting, self.waiting = self.waiting, []
        for line, column in waiting:
            setting = None if begins_note(line) else self.settings[id(line)][0]
            self.add(line, Block(span=Span(0, 0), page=column.folio, note=True, setting=setting))

    def add(self, line: Line, block: Block, *, plain: bool = False) -> None:
        """Write a line down as a block."""
        begin = self.length
        self.pieces(line.pieces, plain=plain or block.edge)
        self.blocks.append(replace(block, span=Span(begin, self.length)))
        self.put("\n")

    def pieces(self, pieces: Sequence[Piece], *, plain: bool, cell: bool = False) -> None:
        """Write the pieces of a line, with what stands for the gaps between them."""
        spread = cell or (len(pieces) > 2 and all(len(p.text.strip()) == 1 for p in pieces))
        for at, piece in enumerate(pieces):
            if at and not self.text[-1].isspace():
                self.put(_gap(pieces[at - 1], piece, cell=cell, spread=spread))
            for sign, glyph in piece.signs():
                if role := "" if plain or glyph is None else self.role(glyph):
                    self.mark(role)
                self.put(sign)

    # ---- how characters are set

    def role(self, glyph: Glyph) -> str:
        """Tell how a character is set, if not as the text around it."""
        if glyph.shift:
            return "sup" if glyph.shift > 0 else "sub"
        if glyph.sign.isspace():
            return ""
        if glyph.bold and not self.bold:
            return "strong"
        return "emphasis" if glyph.slanted else ""

    def mark(self, role: str) -> None:
        """Remember how the next character is set, together with those before it."""
        last = self.marks[-1] if self.marks else None
        if last and last.role == role and not self.between(last.span.end).strip():
            self.marks[-1] = Mark(Span(last.span.begin, self.length + 1), role)
        else:
            self.marks.append(Mark(Span(self.length, self.length + 1), role))

    def between(self, begin: int) -> str:
        """Give what was written from a place on."""
        held, at = "", len(self.text)
        while len(held) < self.length - begin:
            at -= 1
            held = self.text[at] + held
        return held

    # ---- tables

    def table(self, grid: Grid, column: Column) -> None:
        """Write a table down: a merged cell has its text once, and then as many empty ones."""
        begin = self.length
        rows: list[Row] = []
        for row in grid.rows:
            cells: list[Span] = []
            for cell in row:
                start = self.length
                self.cell(cell)
                cells.append(Span(start, self.length))
                self.put("\t")
            rows.append(tuple(cells))
            self.put("\n")
        span = Span(begin, self.length)
        self.blocks.append(Block(span=span, rows=tuple(rows), page=column.folio))

    def cell(self, cell: Cell) -> None:
        for at, line in enumerate(cell):
            if at:
                self.put(_WITHIN)
            self.pieces(line, plain=False, cell=True)

    def put(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


def _gap(one: Piece, other: Piece, *, cell: bool, spread: bool) -> str:
    """Write what the gap between two pieces of a line stands for, if for anything.

    Where characters are ``spread`` to fill a line, or a cell, none stands between Han.
    """
    last, first = one.glyphs[-1], other.glyphs[0]
    if spread and not (last.sign.isascii() and first.sign.isascii()):
        return ""
    if not one.divides(last, first):
        return ""
    return "\t" if first.left - last.right > TAB * other.size and not cell else " "
