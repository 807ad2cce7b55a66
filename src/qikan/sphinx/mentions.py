"""References that only rendering brings out, taken into the record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from docutils import nodes
from sphinx.addnodes import pending_xref

from qikan.model import Document, Issue, Reference
from qikan.reading.reader import Reading


def complete(reading: Reading, document: nodes.document) -> Reading:
    """Add the references of a rendered document that its tokens do not show.

    They come out of substitutions, of files that are included, of directives' options.
    """
    record = reading.record
    if record is None:
        return reading
    found: defaultdict[int, list[Reference]] = defaultdict(list)
    for node in document.findall(pending_xref):
        if node.get("refdomain") == "qikan":
            reference = Reference(
                role=node["reftype"], target=node["reftarget"], line=node.line or 1
            )
            found[_item_around(node)].append(reference)
    if isinstance(record, Issue):
        items = tuple(
            replace(item, references=_joined(item.references, found.pop(item.number, [])))
            for item in record.items
        )
        rest = [reference for references in found.values() for reference in references]
        record = replace(record, items=items, references=_joined(record.references, rest))
    elif isinstance(record, Document):
        record = replace(record, references=_joined(record.references, found[0]))
    return replace(reading, record=record)


def _joined(known: tuple[Reference, ...], found: list[Reference]) -> tuple[Reference, ...]:
    return known + tuple(reference for reference in found if reference not in known)


def _item_around(node: nodes.Node | None) -> int:
    while node is not None:
        if isinstance(node, nodes.section) and "item" in node:
            return int(node["item"])
        node = node.parent
    return 0
