"""Tables of a doctree as Typst: heads that repeat, spans, figures below one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from docutils import nodes

from qikan.pdf.notation import Code, array, call, dictionary, joined, value
from qikan.sphinx.columns import align_figures, placed

_FEW, _LONG = 12, 600
"""A table of few rows stays on a page, and so does a cell, if it has no more characters."""
_SHORT = re.compile(r"short-(\d)")

Inside = Callable[[nodes.Node], Code]


def set_table(table: nodes.table, inside: Inside) -> Code:
    """Set a table; ``inside`` sets what a cell holds."""
    align_figures(table)
    stubs = [bool(each.get("stub")) for each in table.findall(nodes.colspec)]
    head = [row for part in table.findall(nodes.thead) for row in part.findall(nodes.row)]
    body = [row for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)]
    # A head stands whole on each page; one that would fill it is set once, as rows that may break.
    repeats = all(len(row.astext()) <= _LONG for row in head)
    head_cell = "head-cell" if repeats else "row-head"
    heads = [_cell(entry, head_cell, inside) for row in placed(head) for _, entry in row]
    cells = [
        _cell(entry, "row-head" if any(stubs[column : column + 1]) else "cell", inside)
        for row in placed(body)
        for column, entry in row
    ]
    title = next((each for each in table.children if isinstance(each, nodes.title)), None)
    whole = len(body) <= _FEW and len(table.astext()) <= _LONG
    named = {"whole": value(whole)}
    if title is not None:
        named["caption"] = inside(title)
    return call(
        "grid-of",
        value(len(stubs)),
        _aligned(body, len(stubs)),
        dictionary(
            {"rows": value(len(head) if repeats else 0), "cells": array(heads if repeats else [])}
        ),
        array(cells if repeats else [*heads, *cells]),
        **named,
    )


def _cell(entry: nodes.entry, function: str, inside: Inside) -> Code:
    spans = {
        name: value(entry.get(attribute, 0) + 1)
        for name, attribute in (("colspan", "morecols"), ("rowspan", "morerows"))
        if entry.get(attribute, 0)
    }
    if len(entry.astext()) > _LONG:
        spans["whole"] = value(False)
    content = _content(entry, inside)
    short = next((int(m[1]) for c in entry["classes"] if (m := _SHORT.fullmatch(c))), 0)
    if short or "no-point" in entry["classes"]:
        point = value("no-point" in entry["classes"])
        content = joined([content, call("room", value(short), point=point)])
    return call(function, content, **spans)


def _content(entry: nodes.entry, inside: Inside) -> Code:
    only = entry.children[0] if len(entry) == 1 else entry
    return inside(only if type(only) is nodes.paragraph else entry)


def _aligned(rows: Sequence[nodes.row], columns: int) -> Code:
    """Range a column as its first cell that says how: figures right, so that points meet."""
    sides = ["start"] * columns
    for row in reversed(rows):
        entries = list(row.findall(nodes.entry))
        if len(entries) != columns:
            continue
        for column, entry in enumerate(entries):
            for name, side in (
                ("text-center", "center"),
                ("text-right", "right"),
                ("text-left", "left"),
                ("figures", "right"),
            ):
                if name in entry["classes"]:
                    sides[column] = side
    return array(Code(side) for side in sides)
