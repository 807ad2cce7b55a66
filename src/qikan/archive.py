"""The archive: all its records, with every question that an output asks of them.

Everything that is written out, page, feed or dump, is made from one ``Archive``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from qikan import ids
from qikan.dates import PartialDate
from qikan.ids import CitationKey, IssueId, ItemId, OutletId
from qikan.model import (
    Citation,
    Cited,
    Document,
    Edition,
    Erratum,
    Issue,
    Item,
    Outlet,
    Periodical,
    PublicationStatus,
    Reference,
    Source,
    Target,
    Term,
    Vocabulary,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A periodical with all its issues, and every question that an output asks of it.

    Issues are given in any order and kept in the order of publication; ids are unique.
    ``citations`` are those of located pieces: an outlet's own is made when it is asked for. A
    reference, citation or term that names nothing in the archive is kept in its record and left
    out of every answer: ``qikan.checks`` reports it.
    """

    periodical: Periodical
    issues: tuple[Issue, ...] = ()
    documents: tuple[Document, ...] = ()
    outlets: Mapping[OutletId, Outlet] = field(default_factory=dict)
    citations: Mapping[CitationKey, Citation] = field(default_factory=dict)
    vocabularies: tuple[Vocabulary, ...] = ()
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.issues, key=_order_of_publication))
        object.__setattr__(self, "issues", ordered)
        object.__setattr__(self, "_index", _Index(self))

    def issue(self, issue: str) -> Issue | None:
        """Find an issue by its id."""
        return self._index.issues.get(issue)

    def item(self, item: str) -> Item | None:
        """Find an item by its id."""
        return self._index.items.get(item)

    def outlet(self, name: str) -> Outlet | None:
        """Find an outlet by its id or by a name that no other bears."""
        found = self.outlets.get(OutletId(name))
        named = self._index.outlets_by_name.get(name, ())
        return found or (named[0] if len(named) == 1 else None)

    def outlets_named(self, name: str) -> tuple[Outlet, ...]:
        """List all outlets that bear a name, or once did."""
        return tuple(self._index.outlets_by_name.get(name, ()))

    def citation(self, key: str) -> Citation | None:
        """Find a citation: that of a located piece, or of an outlet and no more."""
        located = self.citations.get(CitationKey(key))
        if located is None and key in self.outlets:
            return Citation(key=CitationKey(key), outlet=OutletId(key))
        return located if located and located.outlet in self.outlets else None

    def citations_of(self, item: Item) -> tuple[tuple[Cited, Citation], ...]:
        """List what an item cites, with the record of each."""
        found = ((cited, self.citation(cited.key)) for cited in item.cited)
        return tuple((cited, citation) for cited, citation in found if citation is not None)

    def publication_status_of(self, issue: Issue) -> PublicationStatus:
        """Tell an issue's publication status: its own, else the periodical's."""
        return issue.publication_status or self.periodical.publication_status

    def marks_of(self, issue: Issue) -> tuple[str, ...]:
        """List what print says of an issue's status: on the issue, else on the periodical."""
        return issue.marks or self.periodical.marks

    def may_be_released(self, issue: Issue) -> bool:
        """Tell whether an issue may be made public: an abstract, or a text not to be withheld."""
        withheld = {PublicationStatus.INTERNAL, PublicationStatus.UNKNOWN}
        abstract = issue.edition is Edition.ABSTRACT
        return abstract or self.publication_status_of(issue) not in withheld

    def errata(self) -> tuple[tuple[Item, Erratum], ...]:
        """List all corrections, the latest first; those of one date in order of publication."""
        return self._index.errata

    def vocabulary(self, role: str) -> Vocabulary | None:
        """Find a vocabulary by the role that names its terms."""
        return self._index.vocabularies.get(role)

    def neighbours(self, issue: IssueId) -> tuple[Issue | None, Issue | None]:
        """Tell the issues before and after one."""
        return self._index.neighbours[issue]

    def by_year(self) -> Mapping[int, tuple[Issue, ...]]:
        """Group the issues by year, the first year first."""
        return self._index.by_year

    def by_outlet(self, outlet: str) -> tuple[Item, ...]:
        """List all items that are taken from an outlet, in order of publication."""
        return self.items_of(("outlet", outlet))

    def by_term(self, vocabulary: Vocabulary, term: str) -> tuple[Item, ...]:
        """List all items that are given a term, in order of publication."""
        return self.items_of((vocabulary.role, term))

    def items_of(self, target: Target) -> tuple[Item, ...]:
        """List all items of an outlet or term, in order of publication."""
        return tuple(self._index.by_target.get(target, ()))

    def around(self, item: Item, target: Target) -> tuple[Item | None, Item | None]:
        """Tell the items before and after one among those of an outlet or term that it has."""
        return self._index.around(item, target)

    def resolve(self, reference: Reference) -> Target | None:
        """Tell which record a reference means, if any."""
        return self._index.resolve(reference.role, reference.target)

    def terms_of(self, item: Item, vocabulary: Vocabulary) -> tuple[Term, ...]:
        """List an item's terms of one vocabulary, as the editor ordered them."""
        found = (vocabulary.find(name) for name in item.terms.get(vocabulary.id, ()))
        return tuple(term for term in found if term is not None)

    def subjects_of(self, item: Item) -> tuple[Target, ...]:
        """List the outlets and terms of an item: every record whose page lists it."""
        return self._index.subjects[item.id]

    def references_to(self, target: Target) -> tuple[Source, ...]:
        """List whose text refers to a record: in order of publication, then own documents."""
        return tuple(self._index.references_to.get(target, ()))

    def references_from(self, source: Source) -> tuple[Target, ...]:
        """List the records that a text refers to, each once, in order of mention."""
        found = (self._index.resolve(ref.role, ref.target) for ref in source.references)
        return tuple(dict.fromkeys(target for target in found if target is not None))


class _Index:
    """The look-up tables behind an archive's answers, filled in one pass."""

    def __init__(self, archive: Archive) -> None:
        self.issues: dict[str, Issue] = {issue.id: issue for issue in archive.issues}
        self.items: dict[str, Item] = {
            item.id: item for issue in archive.issues for item in issue.items
        }
        self.order = {issue.id: place for place, issue in enumerate(archive.issues)}
        self.outlets = archive.outlets
        self.citations = archive.citations
        self.outlets_by_name: defaultdict[str, list[Outlet]] = defaultdict(list)
        for outlet in archive.outlets.values():
            for name in outlet.names:
                self.outlets_by_name[name].append(outlet)
        self.vocabularies = {vocabulary.role: vocabulary for vocabulary in archive.vocabularies}
        self.neighbours = _neighbours(archive.issues)
        self.by_year: dict[int, tuple[Issue, ...]] = {
            year: tuple(issues) for year, issues in sorted(_by_year(archive.issues).items())
        }
        self.subjects: dict[ItemId, tuple[Target, ...]] = {}
        self.by_target: defaultdict[Target, list[Item]] = defaultdict(list)
        self.references_to: defaultdict[Target, list[Source]] = defaultdict(list)
        errata = ((i, each) for issue in archive.issues for i in issue.items for each in i.errata)
        self.errata = tuple(sorted(errata, key=lambda entry: entry[1].date, reverse=True))
        for issue in archive.issues:
            self._note_references(issue)
            for item in issue.items:
                self._note_references(item)
                self._note_subjects(item, archive)
        for document in archive.documents:
            self._note_references(document)

    def around(self, item: Item, target: Target) -> tuple[Item | None, Item | None]:
        items = self.by_target[target]
        at = bisect_left(items, self.place(item), key=self.place)
        return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None

    def place(self, item: Item) -> tuple[int, int]:
        """Tell where an item stands in the order of publication."""
        return self.order[ids.issue_of(item.id)], item.number

    def resolve(self, role: str, target: str) -> Target | None:
        if role == "item":
            return (role, target) if target in self.items else None
        if role == "issue":
            return (role, target) if target in self.issues else None
        if role == "outlet":
            return (role, outlet) if (outlet := self.outlet_of(target)) else None
        vocabulary = self.vocabularies.get(role)
        term = vocabulary.find(target) if vocabulary else None
        return (role, term.id) if term else None

    def outlet_of(self, key: str) -> str | None:
        """Give the outlet that a citation's key stands for, if any."""
        located = self.citations.get(CitationKey(key))
        outlet = located.outlet if located else key
        return outlet if outlet in self.outlets else None

    def _note_references(self, source: Source) -> None:
        for reference in source.references:
            target = self.resolve(reference.role, reference.target)
            if target is not None and source not in self.references_to[target][-1:]:
                self.references_to[target].append(source)

    def _note_subjects(self, item: Item, archive: Archive) -> None:
        targets: dict[Target, None] = {}
        for cited in item.cited:
            if outlet := self.outlet_of(cited.key):
                targets["outlet", outlet] = None
        for vocabulary in archive.vocabularies:
            for name in item.terms.get(vocabulary.id, ()):
                if term := vocabulary.find(name):
                    targets[vocabulary.role, term.id] = None
        self.subjects[item.id] = tuple(targets)
        for target in targets:
            self.by_target[target].append(item)


def _order_of_publication(issue: Issue) -> tuple[PartialDate, int, str]:
    return (issue.date, ids.count_of(issue.id), issue.id)


def _neighbours(issues: tuple[Issue, ...]) -> dict[str, tuple[Issue | None, Issue | None]]:
    chain = (None, *issues, None)
    before = {after.id: issue for issue, after in pairwise(chain) if after is not None}
    after = {issue.id: after for issue, after in pairwise(chain) if issue is not None}
    return {issue.id: (before[issue.id], after[issue.id]) for issue in issues}


def _by_year(issues: Iterable[Issue]) -> dict[int, list[Issue]]:
    years: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in issues:
        years[issue.year].append(issue)
    return years
