"""Columns of figures in tables, whose points stand below one another.

No browser aligns at a point by itself, and the text is not altered: each cell is told by classes
what its figure lacks behind the point, and the stylesheet leaves that room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

_FIGURE = re.compile(r"[+−±-]?\d[\d,]*(?:\.(\d+))?([%‰万亿]?)")
_BLANKS = frozenset({"", "-", "–", "—", "——", "…", "……"})
_CHOSEN = frozenset({"text-left", "text-center"})
MOST = 6
"""So many digits behind the point are told apart."""


def align_figures(table: nodes.table) -> None:
    """Mark the cells of each column that holds nothing but figures of one unit."""
    stubs = [bool(each.get("stub")) for each in table.findall(nodes.colspec)]
    body = [each for each in _cells(table, nodes.tbody) if not any(stubs[each[0] : each[0] + 1])]
    heads = list(_cells(table, nodes.thead))
    for column in sorted({column for column, _ in body}):
        cells = [cell for at, cell in body if at == column]
        decimals = _decimals([cell.astext().strip() for cell in cells])
        chosen = any(_CHOSEN & set(cell["classes"]) for cell in cells)
        if decimals is None or chosen:
            continue
        for cell in (*(head for at, head in heads if at == column), *cells):
            cell["classes"].append("figures")
        most = max(decimals)
        for cell, count in zip(cells, decimals, strict=True):
            if lacking := min(MOST, most - count):
                cell["classes"].append(f"short-{lacking}")
            if most and not count:
                cell["classes"].append("no-point")


def _decimals(texts: Sequence[str]) -> list[int] | None:
    """Count the digits behind each point; None where a text is no figure, or of another unit."""
    figures = [_FIGURE.fullmatch(text) for text in texts]
    there = [figure for figure in figures if figure]
    if len({figure[2] for figure in there}) != 1:
        return None
    if any(not figure and text not in _BLANKS for figure, text in zip(figures, texts, strict=True)):
        return None
    return [len(figure[1] or "") if figure else 0 for figure in figures]


def _cells(
    table: nodes.table, part: type[nodes.thead] | type[nodes.tbody]
) -> Iterator[tuple[int, nodes.entry]]:
    """Yield the cells below the head, or in it, that fill one column, with its number."""
    for rows in table.findall(part):
        for row in placed(rows.findall(nodes.row)):
            yield from (each for each in row if not each[1].get("morecols", 0))


def placed(rows: Iterable[nodes.row]) -> Iterator[list[tuple[int, nodes.entry]]]:
    """Yield rows that follow each other: their cells, with the number of each one's column."""
    taken: dict[int, int] = {}  # column: rows that a cell above still fills
    for row in rows:
        column = 0
        cells = []
        for cell in row.findall(nodes.entry):
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            cells.append((column, cell))
            width = cell.get("morecols", 0) + 1
            for each in range(column, column + width):
                taken[each] = cell.get("morerows", 0)
            column += width
        for each in [each for each in taken if each >= column and taken[each]]:
            taken[each] -= 1
        yield cells
