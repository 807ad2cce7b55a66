"""The pages of outlets and terms: what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qikan import ids
from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.model import Item, Outlet, Target, Term, Vocabulary
from qikan.pages import listing
from qikan.pages.company import company
from qikan.pages.counting import by_year, series
from qikan.pages.listing import Part, divide, pages_of_years
from qikan.pages.names import names
from qikan.pages.naming import mention, page_of
from qikan.pages.page import Page
from qikan.tables import Table


def outlets(archive: Archive) -> Iterator[Page]:
    """Yield the two indexes of the outlets, then each outlet's pages."""
    named = [
        (ids.outlet_page(key), outlet.name, len(archive.by_outlet(key)))
        for key, outlet in sorted(archive.outlets.items())
    ]
    yield from names("outlets", None, named)
    for key, outlet in archive.outlets.items():
        yield from _Subject(archive, ("outlet", key), outlet, None, archive.by_outlet(key)).pages()


def terms(archive: Archive, vocabulary: Vocabulary) -> Iterator[Page]:
    """Yield the two indexes of a vocabulary, then each term's pages."""
    ordered = sorted(vocabulary.terms, key=lambda term: term.id)
    found = {term: archive.by_term(vocabulary, term.id) for term in ordered}
    named = [
        (ids.term_page(vocabulary.id, term.id), term.name, len(items))
        for term, items in found.items()
    ]
    yield from names(vocabulary.id, vocabulary, named)
    for term, items in found.items():
        yield from _Subject(archive, (vocabulary.role, term.id), term, vocabulary, items).pages()


@dataclass(frozen=True, slots=True)
class _Subject:
    """An outlet, or a term of a vocabulary, with the items that belong to it."""

    archive: Archive
    target: Target
    record: Outlet | Term
    vocabulary: Vocabulary | None
    items: tuple[Item, ...]

    def pages(self) -> Iterator[Page]:
        """Yield all that is told of it with its newest items, then the pages of older ones."""
        parts = divide(page_of(self.archive, self.target), self.items)
        yield self._about(parts)
        for place in range(1, len(parts)):
            yield self._older(parts, place)

    def _about(self, parts: tuple[Part, ...]) -> Page:
        archive = self.archive
        mentions = archive.references_to(self.target)
        wider, narrower = self._relatives()
        place = self._place()
        chart = series(archive, by_year(self.items))
        others = company(archive, self.target, self.items)
        years = pages_of_years(parts) if len(parts) > 1 else {}
        inputs = (
            self.record,
            self.vocabulary and self.vocabulary.name,
            wider,
            narrower,
            place,
            chart,
            tuple((kind and kind.name, found) for kind, found in others),
            listing.inputs(archive, parts, 0),
            years,
            tuple(mention(archive, source) for source in mentions),
        )

        def context() -> Mapping[str, Any]:
            return {
                "subject": self.record,
                "vocabulary": self.vocabulary,
                "wider": wider,
                "narrower": narrower,
                "place": place,
                "count": len(self.items),
                "chart": chart,
                "company": others,
                "pages_of_years": years,
                "mentions": mentions,
                **listing.context(archive, parts, 0),
            }

        def tables() -> tuple[Table, ...]:
            head = (mark("Year"), mark("Number of items"))
            rows = tuple(chart.counts.items())
            return (Table(f"{parts[0].page}.csv", head, rows),) if len(rows) > 1 else ()

        return Page(parts[0].page, "name.html", inputs, context, tables)

    def _older(self, parts: tuple[Part, ...], place: int) -> Page:
        inputs = (
            self.record.name,
            self.vocabulary and self.vocabulary.name,
            listing.inputs(self.archive, parts, place),
        )

        def context() -> Mapping[str, Any]:
            return {
                "subject": self.record,
                "vocabulary": self.vocabulary,
                **listing.context(self.archive, parts, place),
            }

        return Page(parts[place].page, "older.html", inputs, context)

    def _place(self) -> str:
        """Name the page of an outlet's place, empty where there is none."""
        places = self.archive.vocabulary("place")
        if places is None or not isinstance(self.record, Outlet) or not self.record.place:
            return ""
        term = places.find(self.record.place)
        return ids.term_page(places.id, term.id) if term else ""

    def _relatives(self) -> tuple[Term | None, tuple[tuple[Term, int], ...]]:
        """Find the term that a term lies within, and those within it with their counts."""
        vocabulary, record = self.vocabulary, self.record
        if vocabulary is None or isinstance(record, Outlet):
            return None, ()
        wider = vocabulary.find(record.within) if record.within else None
        narrower = (term for term in vocabulary.terms if term.within == record.id)
        return wider, tuple(
            (term, len(self.archive.by_term(vocabulary, term.id))) for term in narrower
        )
