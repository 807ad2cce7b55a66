"""Plain text as an original."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from qikan.importer.encodings import decode
from qikan.importer.original import Block, Original, Row
from qikan.importer.spans import Span

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
_APART = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|[ \u00a0]*[\u3000]+[ \u00a0\u3000]*)(?=\S)")
_BLANKS = re.compile(r"(?<=\S)\s+(?=\S)")
_SIGN = re.compile("[，。；：！？、《》“”]|\\.{2}|…")
_STOP = re.compile("[。；！？]")
ROWS = 3
"""So many rows there are at least of a table whose cells only single blanks divide."""
LONGEST = 12
"""So many characters such a cell has at most."""
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
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    aligned = _aligned([line[0] for line in lines])
    for at, line in enumerate(lines):
        above = max(0, _ends(text[before : line.start()]) - 1) if before else 0
        before = line.end()
        span = Span(*line.span())
        row = _row(line[0], span.begin, _BLANKS if at in aligned else _APART)
        if open_rows and (above or not _goes_on(open_rows[-1][1], row, text)):
            yield from _table(open_rows, text)
            open_rows = []
        if row:
            open_rows.append((span, row, above))
        else:
            yield Block(span=span, above=above)
    yield from _table(open_rows, text)


def _aligned(lines: Sequence[str]) -> set[int]:
    """Find lines of as many short words, three of them or more: rows that lost their gaps.

    So tables come out of a PDF, with one blank between two cells.
    """
    found: set[int] = set()
    counts = [_words(line) for line in lines]
    for begin in range(len(lines) - ROWS + 1):
        together = set(counts[begin : begin + ROWS])
        if len(together) == 1 and min(together) >= SPACED:
            found.update(range(begin, begin + ROWS))
    return found


def _words(line: str) -> int:
    """Count the words of a line, 0 where one is no cell."""
    words = line.split()
    plain = all(len(word) <= LONGEST and not _SIGN.search(word) for word in words)
    return len(words) if plain and "\t" not in line else 0


def _ends(between: str) -> int:
    return len(re.findall(r"\r\n|[\n\r\f\v\u2028\u2029]", between))


def _row(line: str, begin: int, apart: re.Pattern[str]) -> Row:
    """Take a line apart where tabs or gaps divide it; no row where nothing does."""
    if "\t" in line.strip():
        ends = [found.end() for found in re.finditer("\t", line)]
        starts = [0, *ends]
        return tuple(
            Span(begin + start, begin + end)
            for start, end in zip(starts, [*(e - 1 for e in ends), len(line)], strict=True)
        )
    gaps = [] if _STOP.search(line) else list(apart.finditer(line))
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


def _table(rows: list[tuple[Span, Row, int]], text: str) -> Iterator[Block]:
    """Make a table of rows that stand together.

    One row alone is one only where tabs divide it into as many cells as no list has.
    """
    if not rows:
        return
    cells = [row for _, row, _ in rows]
    first, above = rows[0][0], rows[0][2]
    if len(rows) == 1 and not (len(cells[0]) >= SPACED and _divided_by_tabs(cells[0], text)):
        yield Block(span=first, above=above)
    else:
        yield Block(span=Span(first.begin, rows[-1][0].end), rows=tuple(cells), above=above)
