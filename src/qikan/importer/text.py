"""Plain text as an original."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from qikan.importer.encodings import decode
from qikan.importer.original import Block, Original, Row
from qikan.importer.spans import Span

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
_APART = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|[ \u00a0]*[\u3000]+[ \u00a0\u3000]*)(?=\S)")
_STOP = re.compile("[。；！？]")
SPACED = 3
"""Rows whose cells only blanks divide have at least so many cells, or are no table."""


def read_text(data: bytes, name: str) -> Original:
    """Read a text; raise Refusal. Rows of cells between tabs become tables."""
    text, encoding = decode(data)
    return Original(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind="text",
        text=text,
        blocks=tuple(_blocks(text)),
        encoding=encoding,
    )


def _blocks(text: str) -> Iterator[Block]:
    """Yield the lines of a text, and where rows of cells follow one another, tables."""
    open_rows: list[tuple[Span, Row, int]] = []
    before = 0
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        above = max(0, _ends(text[before : line.start()]) - 1) if before else 0
        before = line.end()
        span = Span(*line.span())
        row = _row(line[0], span.begin)
        if open_rows and (above or not _goes_on(open_rows[-1][1], row, text)):
            yield from _table(open_rows)
            open_rows = []
        if row:
            open_rows.append((span, row, above))
        else:
            yield Block(span=span, above=above)
    yield from _table(open_rows)


def _ends(between: str) -> int:
    return len(re.findall(r"\r\n|[\n\r\f\v\u2028\u2029]", between))


def _row(line: str, begin: int) -> Row:
    """Take a line apart where tabs or wide gaps divide it; no row where nothing does.

    A number, a tab and a text are an entry of a list, as Word writes it into a text.
    """
    if "\t" in line.strip():
        ends = [found.end() for found in re.finditer("\t", line)]
        starts = [0, *ends]
        return tuple(
            Span(begin + start, begin + end)
            for start, end in zip(starts, [*(e - 1 for e in ends), len(line)], strict=True)
        )
    gaps = [] if _STOP.search(line) else list(_APART.finditer(line))
    if len(gaps) + 1 < SPACED:
        return ()
    starts = [0, *(gap.end() for gap in gaps)]
    stops = [*(gap.start() for gap in gaps), len(line)]
    cells = zip(starts, stops, strict=True)
    return tuple(Span(begin + start, begin + end) for start, end in cells)


def _goes_on(above: Row, row: Row, text: str) -> bool:
    return bool(row) and (_divided_by_tabs(above, text) == _divided_by_tabs(row, text))


def _divided_by_tabs(row: Row, text: str) -> bool:
    return any(text[cell.end : cell.end + 1] == "\t" for cell in row)


def _table(rows: list[tuple[Span, Row, int]]) -> Iterator[Block]:
    """Make a table of rows that stand together; one row alone, or a list's entry, is none."""
    if not rows:
        return
    text_rows = [row for _, row, _ in rows]
    width = max(map(len, text_rows))
    if len(rows) == 1 and width < SPACED:
        (span, _, above) = rows[0]
        yield Block(span=span, above=above)
        return
    whole = Span(rows[0][0].begin, rows[-1][0].end)
    yield Block(span=whole, rows=tuple(text_rows), above=rows[0][2])
