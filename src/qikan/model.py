"""The records of an archive as plain, immutable values.

They know nothing of Sphinx, of file formats or of languages. ``qikan.archive`` puts them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
    """The document that an issue was made from; ``file`` is kept beside the issue."""

    name: str
    sha256: str | None = None
    kind: str | None = None
    pages: int | None = None
    file: str | None = None


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

    ``terms`` holds, by vocabulary id, the terms as the editor wrote them; ``term_lines`` tells,
    in the same order, where. Where the item cites nothing, ``signed`` is what its text ends with
    in brackets: perhaps its source.
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
    term_lines: tuple[int, ...] = field(default=(), compare=False)
    references: tuple[Reference, ...] = ()
    signed: Reference | None = None
    line: int = field(default=0, compare=False)

    @property
    def removed(self) -> bool:
        """Whether the item has been taken out of the archive, but for its record."""
        return any(erratum.kind is ErratumKind.REMOVAL for erratum in self.errata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One number of the periodical.

    ``references`` are those of the text outside the items; ``files`` those that any text names;
    ``lines`` tells where each key of the front matter stands.
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
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

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
