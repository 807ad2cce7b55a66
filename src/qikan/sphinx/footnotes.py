"""Footnotes kept with the item that they belong to."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform


class FootnotesWithItems(SphinxTransform):
    """Move each footnote to the end of the item that refers to it first.

    Markdown collects all footnotes at the document's end, where an item standing alone would
    lose them. Runs when docutils has numbered and linked them (``Footnotes``, 620).
    """

    default_priority = 690

    def apply(self) -> None:
        for footnote in list(self.document.findall(nodes.footnote)):
            places = [self.document.ids.get(str(name)) for name in footnote["backrefs"]]
            item = next((item for place in places if (item := _item_around(place))), None)
            if item is not None and _item_around(footnote) is not item:
                footnote.parent.remove(footnote)
                item.append(footnote)


def _item_around(node: nodes.Node | None) -> nodes.Element | None:
    while node is not None and not (isinstance(node, nodes.section) and "item" in node):
        node = node.parent
    return node
