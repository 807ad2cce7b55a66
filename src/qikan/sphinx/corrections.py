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
        _empty(section)
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


def _empty(section: nodes.section) -> None:
    """Leave nothing but the title, and nothing that a transform would still look for.

    Of footnotes, wherever they stand, go those that nothing else refers to.
    """
    document = section.document
    assert document is not None
    inside = set(map(id, section.findall()))
    here: set[str] = set()
    for name, references in document.footnote_refs.items():
        here.update(name for reference in references if id(reference) in inside)
        references[:] = [each for each in references if id(each) not in inside]
    for notes in (document.footnotes, document.autofootnotes, document.symbol_footnotes):
        for note in list(notes):
            if any(document.footnote_refs.get(name) for name in note["names"]):
                if id(note) in inside:
                    note.parent.remove(note)
                    document.append(note)
            elif id(note) in inside or here.intersection(note["names"]):
                notes.remove(note)
                note.parent.remove(note)
    for unnamed in (document.autofootnote_refs, document.symbol_footnote_refs):
        unnamed[:] = [each for each in unnamed if id(each) not in inside]
    transformer = document.transformer
    transformer.transforms = [each for each in transformer.transforms if id(each[2]) not in inside]
    del section[1:]


def _notice(erratum: Erratum, anchor: str, translate: Callable[[str], str]) -> nodes.topic:
    kind = nodes.strong("", translate(labels.ERRATUM_KIND[erratum.kind]))
    date = nodes.inline("", labels.date(erratum.date, translate), classes=["date"])
    words = nodes.Text(labels.erratum(erratum, translate))
    paragraph = nodes.paragraph("", "", kind, nodes.Text(" "), date, nodes.Text(" "), words)
    return nodes.topic("", paragraph, ids=[anchor], classes=["erratum"])
