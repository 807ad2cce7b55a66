"""The archive as plain, immutable values.

Everything that is written out, page, feed or dump, is made from one ``Archive``. This module
knows nothing of Sphinx, of file formats or of languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from qikan import ids
from qikan.dates import PartialDate
from qikan.ids import CitationKey, IssueId, ItemId, OutletId, TermId
from qikan.works import Work


class PublicationStatus(StrEnum):
    """To whom a periodical or an issue was given (公开属性)."""

    PUBLIC = "public"  # 公开发行
    INTERNAL = "internal"  # 内部资料
    OFFICIAL = "official"  # 机关简报
    CLEARED = "cleared"  # 已获授权公开
    UNKNOWN = "unknown"  # 未查明


class Edition(StrEnum):
    """What of an issue stands in the archive."""

    FULL = "full"  # the text as printed
    ABSTRACT = "abstract"  # an abstract in own words


class Evidence(StrEnum):
    """How well the source of an item is known."""

    OUTLET_ONLY = "outlet-only"  # print names the outlet, no more
    LOCATED = "located"  # the original piece has been found
    ARCHIVED = "archived"  # and a copy of it is kept


class ErratumKind(StrEnum):
    """What a correction does to an item."""

    CORRECTION = "correction"
    RETRACTION = "retraction"
    REMOVAL = "removal"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodical:
    """The serial publication as a whole.

    ``marks`` are what print says of its status: a permit's number, “内部资料，免费交流”.
    """

    title: str
    publisher: str | None = None
    office: str | None = None
    publication_status: PublicationStatus = PublicationStatus.UNKNOWN
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that an outlet bore before, as far as is known from when until when."""

    name: str
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who published a piece first: a newspaper, an agency, an office.

    ``aliases`` are other forms in which print names it (新华社北京).
    """

    id: OutletId
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    kind: str | None = None
    place: str | None = None
    url: str | None = None
    path: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the outlet, today's first, each once."""
        former = (each.name for each in self.former)
        return tuple(dict.fromkeys((self.name, *self.aliases, *former)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A term's code in a published scheme, never without the edition it is taken from."""

    scheme: str
    value: str
    revision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a vocabulary, such as a topic or a place."""

    id: TermId
    name: str
    aliases: tuple[str, ...] = ()
    within: TermId | None = None
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A controlled list of terms that items are given.

    ``id`` names it in files and addresses (``places``), ``role`` in running text (``place``).
    """

    id: str
    role: str
    name: str
    terms: tuple[Term, ...] = ()
    _by_name: Mapping[str, tuple[Term, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: defaultdict[str, tuple[Term, ...]] = defaultdict(tuple)
        for term in self.terms:
            for name in dict.fromkeys((term.id, term.name, *term.aliases)):
                by_name[name] += (term,)
        object.__setattr__(self, "_by_name", dict(by_name))

    def find(self, name: str) -> Term | None:
        """Find the one term with this id, name or alias; None where there is none or several."""
        found = self._by_name.get(name, ())
        return found[0] if len(found) == 1 else None

    @property
    def names(self) -> Mapping[str, tuple[Term, ...]]:
        """Every id, name and alias with the terms that bear it."""
        return self._by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The document that an issue was made from."""

    name: str
    sha256: str | None = None
    kind: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The record of what items are taken from (出处).

    Where print names no more than the outlet, that is all there is, under the outlet's own id;
    ``work`` describes the original piece where it has been found. ``path`` and ``line`` tell
    where the record is declared.
    """

    key: CitationKey
    outlet: OutletId
    evidence: Evidence = Evidence.OUTLET_ONLY
    work: Work | None = None
    path: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """That an item cites a record, by its key.

    ``printed`` is the source's name as print has it, where it differs from the outlet's.
    """

    key: CitationKey
    printed: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A dated correction of an item (勘误).

    A correction tells the words that were ``printed`` and those that are ``right``; ``text``
    says, where there is more to say, what happened and why.
    """

    date: PartialDate
    kind: ErratumKind
    text: str = ""
    printed: str = ""
    right: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention of another record: ``role`` is item, issue, outlet or a vocabulary's role.

    ``target`` is as the editor wrote it; ``Archive.resolve`` tells what it means.
    """

    role: str
    target: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A picture or another file that a text shows or links to.

    ``target`` leads there from the issue's own file, or with ``/`` from the archive's root.
    """

    target: str
    picture: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered piece of an issue, as printed.

    ``terms`` holds, by vocabulary id, the terms as the editor wrote them.
    """

    id: ItemId
    number: int
    title: str
    section: str | None = None
    page: str | None = None
    byline: str | None = None
    cited: tuple[Cited, ...] = ()
    errata: tuple[Erratum, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def removed(self) -> bool:
        """Whether the item has been taken out of the archive, but for its record."""
        return any(erratum.kind is ErratumKind.REMOVAL for erratum in self.errata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One number of the periodical.

    ``references`` are those of the text outside the items; ``files`` those that any text names.
    """

    id: IssueId
    title: str
    label: str
    date: PartialDate
    number: str | None = None
    running_number: str | None = None
    volume: str | None = None
    edition: Edition = Edition.FULL
    publication_status: PublicationStatus | None = None
    marks: tuple[str, ...] = ()
    original: Original | None = None
    items: tuple[Item, ...] = ()
    references: tuple[Reference, ...] = ()
    files: tuple[NamedFile, ...] = ()

    @property
    def year(self) -> int:
        """The year under which the issue is filed."""
        return ids.year_of(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One of the archive's own documents, such as the page about it; ``name`` is its page."""

    name: str
    title: str
    references: tuple[Reference, ...] = ()


Source = Item | Issue | Document
"""Whose text may refer to a record."""


Target = tuple[str, str]
"""What a reference means: its role and the id of the record."""


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
        return tuple(self._index.by_target.get(("outlet", outlet), ()))

    def by_term(self, vocabulary: Vocabulary, term: str) -> tuple[Item, ...]:
        """List all items that are given a term, in order of publication."""
        return tuple(self._index.by_target.get((vocabulary.role, term), ()))

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
