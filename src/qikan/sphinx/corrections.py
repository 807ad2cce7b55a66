"""Corrections shown in the text of the items that they correct."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from qikan import ids, labels
from qikan.catalogue import catalogue
from qikan.model import Erratum, Item


def correct(section: nodes.section, item: Item, language: str) -> None:
    """Put an item's corrections below its title, and mark in its text what they correct.

    Print stays as printed, with what is right beside it. Of a removed item nothing else is left.
    """
    translate = catalogue(language).gettext
    for erratum in item.errata:
        if erratum.printed:
            _mark(section, erratum)
    if item.removed:
        del section[1:]
    notices = [
        _notice(erratum, ids.erratum_anchor(item.number, count), translate)
        for count, erratum in enumerate(item.errata, start=1)
    ]
    section[1:1] = notices


def _mark(section: nodes.section, erratum: Erratum) -> None:
    for text in section.findall(nodes.Text):
        before, printed, after = str(text).partition(erratum.printed)
        if printed:
            deleted = nodes.inline("", printed, classes=["del"])
            inserted = nodes.inline("", erratum.right, classes=["ins"])
            text.parent.replace(text, [nodes.Text(before), deleted, inserted, nodes.Text(after)])
            return


def _notice(erratum: Erratum, anchor: str, translate: Callable[[str], str]) -> nodes.topic:
    kind = nodes.strong("", translate(labels.ERRATUM_KIND[erratum.kind]))
    date = nodes.inline("", labels.date(erratum.date, translate), classes=["date"])
    words = nodes.Text(labels.erratum(erratum, translate))
    paragraph = nodes.paragraph("", "", kind, nodes.Text(" "), date, nodes.Text(" "), words)
    return nodes.topic("", paragraph, ids=[anchor], classes=["erratum"])
