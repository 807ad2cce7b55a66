"""The pages of outlets and terms: what belongs to each, with their indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from qikan import ids
from qikan.archive import Archive
from qikan.model import Outlet, Target, Term, Vocabulary
from qikan.pages.naming import issue_of, mention
from qikan.pages.page import Page
from qikan.pinyin import by_letter

Named = tuple[str, str, int]
"""A page, the name that it bears, and how many items it lists."""


def outlets(archive: Archive) -> Iterator[Page]:
    """Yield the two indexes of the outlets, then each outlet's page."""
    named = [
        (ids.outlet_page(key), outlet.name, len(archive.by_outlet(key)))
        for key, outlet in sorted(archive.outlets.items())
    ]
    yield from _names("outlets", None, named)
    for key, outlet in archive.outlets.items():
        yield _subject(archive, ids.outlet_page(key), ("outlet", key), outlet, None)


def terms(archive: Archive, vocabulary: Vocabulary) -> Iterator[Page]:
    """Yield the two indexes of a vocabulary, then each term's page."""
    ordered = sorted(vocabulary.terms, key=lambda term: term.id)
    pages = [ids.term_page(vocabulary.id, term.id) for term in ordered]
    named = [
        (page, term.name, len(archive.by_term(vocabulary, term.id)))
        for page, term in zip(pages, ordered, strict=True)
    ]
    yield from _names(vocabulary.id, vocabulary, named)
    for page, term in zip(pages, ordered, strict=True):
        yield _subject(archive, page, (vocabulary.role, term.id), term, vocabulary)


def _names(folder: str, vocabulary: Vocabulary | None, named: Sequence[Named]) -> Iterator[Page]:
    """Describe the two indexes of outlets or terms: by pronunciation, and by size.

    No id has an underscore, so that no outlet's or term's page is that of the second.
    """
    inputs = (vocabulary and vocabulary.name, tuple(named))
    common = {"vocabulary": vocabulary, "folder": folder}

    def in_alphabet() -> Mapping[str, Any]:
        return {**common, "groups": list(by_letter(named, lambda entry: entry[1]))}

    def by_size() -> Mapping[str, Any]:
        groups = by_letter(named, lambda entry: entry[1])
        ordered = [entry for _, group in groups for entry in group]
        return {**common, "groups": [("", sorted(ordered, key=lambda entry: -entry[2]))]}

    yield Page(f"{folder}/index", "names.html", inputs, in_alphabet)
    yield Page(f"{folder}/by_count", "names.html", inputs, by_size)


def _subject(
    archive: Archive,
    name: str,
    target: Target,
    subject: Outlet | Term,
    vocabulary: Vocabulary | None,
) -> Page:
    """Describe the page of an outlet or term: what belongs to it, and where it is mentioned."""
    items = archive.by_term(vocabulary, subject.id) if vocabulary else archive.by_outlet(subject.id)
    mentions = archive.references_to(target)
    wider, narrower = _relatives(archive, subject, vocabulary)
    inputs = (
        subject,
        vocabulary and vocabulary.name,
        wider,
        narrower,
        tuple((item.id, item.title, issue_of(archive, item).label) for item in items),
        tuple(mention(archive, source) for source in mentions),
    )

    def context() -> Mapping[str, Any]:
        by_year = groupby(reversed(items), key=lambda item: ids.year_of(ids.issue_of(item.id)))
        return {
            "subject": subject,
            "vocabulary": vocabulary,
            "wider": wider,
            "narrower": narrower,
            "count": len(items),
            "years": {year: tuple(found) for year, found in by_year},
            "mentions": mentions,
        }

    return Page(name, "name.html", inputs, context)


def _relatives(
    archive: Archive, subject: Outlet | Term, vocabulary: Vocabulary | None
) -> tuple[Term | None, tuple[tuple[Term, int], ...]]:
    """Find the term that a term lies within, and those within it with their counts."""
    if vocabulary is None or isinstance(subject, Outlet):
        return None, ()
    wider = vocabulary.find(subject.within) if subject.within else None
    narrower = (term for term in vocabulary.terms if term.within == subject.id)
    return wider, tuple((term, len(archive.by_term(vocabulary, term.id))) for term in narrower)
