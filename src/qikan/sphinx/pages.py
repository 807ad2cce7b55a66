"""What each page shows that the engine makes, and what it is made from.

A page's ``inputs`` are all texts from other records that it shows. They decide whether it is
written again, so that whatever a template begins to show has to be added here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from qikan import ids
from qikan.model import (
    Archive,
    Citation,
    Document,
    Issue,
    Item,
    Outlet,
    Source,
    Target,
    Term,
    Vocabulary,
)
from qikan.pinyin import by_letter
from qikan.sphinx.domain import title_of

Named = tuple[str, str, int]
"""A page, the name that it bears, and how many items it lists."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page made from the archive alone: its name, template, inputs and what it shows."""

    name: str
    template: str
    inputs: tuple[object, ...]
    context: Callable[[], Mapping[str, Any]]


def archive_pages(archive: Archive) -> Iterator[Page]:
    """Yield the pages of years, outlets, terms and errata, with their indexes."""
    yield from _years(archive)
    yield _errata(archive)
    yield from _outlets(archive)
    for vocabulary in archive.vocabularies:
        yield from _terms(archive, vocabulary)


def issue_inputs(archive: Archive, issue: Issue) -> tuple[object, ...]:
    """List what an issue's page and its items' pages show of other records."""
    targets: dict[Target, None] = dict.fromkeys(archive.references_from(issue))
    sources: list[Citation] = []
    mentions: list[tuple[object, ...]] = [
        _mention(archive, source) for source in archive.references_to(("issue", issue.id))
    ]
    for item in issue.items:
        sources += (citation for _, citation in archive.citations_of(item))
        targets.update(dict.fromkeys(archive.subjects_of(item)))
        targets.update(dict.fromkeys(archive.references_from(item)))
        for source in archive.references_to(("item", item.id)):
            mentions.append((item.number, *_mention(archive, source)))
    around = tuple(near and (near.id, near.label) for near in archive.neighbours(issue.id))
    titles = tuple((target, title_of(archive, target)) for target in targets)
    return around, titles, tuple(sources), tuple(mentions)


def issue_of(archive: Archive, item: Item) -> Issue:
    """Find the issue in which an item stands."""
    issue = archive.issue(ids.issue_of(item.id))
    assert issue is not None
    return issue


def _mention(archive: Archive, source: Source) -> tuple[str, ...]:
    if isinstance(source, Document):
        return source.name, source.title
    if isinstance(source, Issue):
        return source.id, source.label
    return source.id, source.title, issue_of(archive, source).label


def _years(archive: Archive) -> Iterator[Page]:
    years = archive.by_year()
    counts = {year: (len(issues), _items(issues)) for year, issues in years.items()}
    yield Page("years/index", "years.html", (tuple(counts.items()),), lambda: {"years": counts})
    for year, issues in years.items():
        before = max((each for each in years if each < year), default=None)
        after = min((each for each in years if each > year), default=None)
        shown = tuple((i.id, i.label, str(i.date), i.edition, len(i.items)) for i in issues)
        context = {"year": year, "issues": issues, "before": before, "after": after}
        inputs = (before, after, shown)
        yield Page(ids.year_page(year), "year.html", inputs, partial(dict, context))


def _items(issues: tuple[Issue, ...]) -> int:
    return sum(len(issue.items) for issue in issues)


def _errata(archive: Archive) -> Page:
    shown = [(item, issue_of(archive, item), erratum) for item, erratum in archive.errata()]
    inputs = tuple((item.id, item.title, issue.label, each) for item, issue, each in shown)
    return Page("errata/index", "errata.html", inputs, lambda: {"errata": shown})


def _outlets(archive: Archive) -> Iterator[Page]:
    named = [
        (ids.outlet_page(key), outlet.name, len(archive.by_outlet(key)))
        for key, outlet in sorted(archive.outlets.items())
    ]
    yield from _names("outlets", None, named)
    for key, outlet in archive.outlets.items():
        yield _subject(archive, ids.outlet_page(key), ("outlet", key), outlet, None)


def _terms(archive: Archive, vocabulary: Vocabulary) -> Iterator[Page]:
    terms = sorted(vocabulary.terms, key=lambda term: term.id)
    pages = [ids.term_page(vocabulary.id, term.id) for term in terms]
    named = [
        (page, term.name, len(archive.by_term(vocabulary, term.id)))
        for page, term in zip(pages, terms, strict=True)
    ]
    yield from _names(vocabulary.id, vocabulary, named)
    for page, term in zip(pages, terms, strict=True):
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
        tuple(_mention(archive, source) for source in mentions),
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


def ways_in(archive: Archive, most: int = 12) -> list[tuple[str, Vocabulary | None, list[Any]]]:
    """Collect, for the home page, the leading outlets and terms with their counts."""
    counted = Counter({key: len(archive.by_outlet(key)) for key in sorted(archive.outlets)})
    names = [
        (ids.outlet_page(key), archive.outlets[key].name, count)
        for key, count in counted.most_common(most)
        if count
    ]
    ways: list[tuple[str, Vocabulary | None, list[Any]]] = [("outlets", None, names)]
    for vocabulary in archive.vocabularies:
        terms = sorted(vocabulary.terms, key=lambda term: term.id)
        sizes = [(len(archive.by_term(vocabulary, term.id)), term) for term in terms]
        leading = sorted(sizes, key=lambda size: -size[0])[:most]
        names = [
            (ids.term_page(vocabulary.id, term.id), term.name, count)
            for count, term in leading
            if count
        ]
        ways.append((vocabulary.id, vocabulary, names))
    return ways
