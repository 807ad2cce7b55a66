"""The footnotes of an original, each with the item whose text has its mark."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qikan.importer.draft import Draft, Footnote, Item, Paragraph, Point, spans_of
from qikan.importer.ledger import Ledger
from qikan.importer.original import Original
from qikan.importer.spans import Span, Text

_BLANKS = " \u00a0\u3000"
SHOWN = 28
"""So many characters of a note are shown where it is told."""


def with_footnotes(draft: Draft, ledger: Ledger) -> Draft:
    """Give a draft its footnotes.

    Where a mark stands in no paragraph and no cell, as that of a title or a source, its note is
    kept as a paragraph at the end of the item, and told.
    """
    texts = _texts(draft.original, ledger)
    if not texts:
        return draft
    owners = sorted(_owners(draft))
    begins = [span.begin for span, _ in owners]
    notes: defaultdict[int, list[Footnote]] = defaultdict(list)
    apart: defaultdict[int, list[Paragraph]] = defaultdict(list)
    for label, marks in _marks(draft.original, texts).items():
        anchors = [at for each in marks if (at := _anchor(each, draft.original.text, ledger)) >= 0]
        standing = {at: owners[place][1] for at in anchors
                    if (place := bisect_right(begins, at) - 1) >= 0
                    and at < owners[place][0].end}  # fmt: skip
        if standing:
            notes[next(iter(standing.values()))].append(Footnote(texts[label], tuple(standing)))
        else:
            number = _item_at(draft.items, marks[0].begin if marks else 0)
            apart[number] += (Paragraph(text, note=True) for text in texts[label])
            ledger.item = number
            said = "".join(map(draft.original.of, _places(texts[label])))[:SHOWN]
            ledger.tell(Point.NOTE, next(_places(texts[label]), Span(0, 0)), said)
    items = (_noted(item, notes[item.number], apart[item.number]) for item in draft.items)
    front = (*draft.front, *apart[0])
    return replace(draft, items=tuple(items), front=front, footnotes=tuple(notes[0]))


def _noted(item: Item, notes: Sequence[Footnote], apart: Sequence[Paragraph]) -> Item:
    return replace(item, footnotes=tuple(notes), parts=(*item.parts, *apart))


def _texts(original: Original, ledger: Ledger) -> Mapping[str, tuple[Text, ...]]:
    """Read the paragraphs of each footnote, by its label."""
    found: defaultdict[str, tuple[Text, ...]] = defaultdict(tuple)
    for block in original.blocks:
        if block.label:
            found[block.label] += (ledger.text(block.span, running=True),)
    return found


def _marks(original: Original, texts: Mapping[str, object]) -> Mapping[str, list[Span]]:
    """Find the marks of each footnote, in the order of the first."""
    found: dict[str, list[Span]] = {}
    for each in sorted(original.marks, key=lambda mark: mark.span):
        if each.role == "note" and each.address in texts:
            found.setdefault(each.address, []).append(each.span)
    return {**found, **{label: [] for label in texts if label not in found}}


def _anchor(mark: Span, text: str, ledger: Ledger) -> int:
    """Give the place of the character that a mark follows, -1 where there is none in its line."""
    ends = {each.end: each.begin for each in ledger.marks}
    at = mark.begin
    while at and (at in ends or text[at - 1] in _BLANKS):
        at = ends.get(at, at - 1)
    return at - 1 if at and text[at - 1] not in "\n\t" else -1


def _owners(draft: Draft) -> Iterator[tuple[Span, int]]:
    """Yield the places of texts with the number of their item, 0 for those of none."""
    for number, parts in ((0, draft.front), (0, draft.back)):
        yield from ((span, number) for span in spans_of(parts))
    for item in draft.items:
        yield from ((span, item.number) for span in spans_of(item.parts))


def _item_at(items: Sequence[Item], place: int) -> int:
    """Number the item in which a place is."""
    return max((item.number for item in items if item.place.begin <= place), default=0)


def _places(texts: Sequence[Text]) -> Iterator[Span]:
    return (part for text in texts for part in text if isinstance(part, Span))
