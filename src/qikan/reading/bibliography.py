"""Outlets and located pieces, as the archive's BibTeX files declare them.

``source/outlets.bib`` has one ``@periodical`` an outlet. The files in ``source/citations`` have
an entry for each original piece that has been found; its ``outlet`` says where. Whatever else
stands in the files of ``bibtex_bibfiles`` is sphinxcontrib-bibtex's own affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from qikan import ids
from qikan.dates import PartialDate
from qikan.diagnostics import Problem, nearest
from qikan.ids import CitationKey, OutletId
from qikan.kinds import Kind
from qikan.labels import OUTLET_KIND
from qikan.model import Citation, Evidence, FormerName, Outlet
from qikan.reading.bibtex import Row
from qikan.reading.names import divided, divided_aliases, untitled
from qikan.reading.strays import CITATIONS, is_copy
from qikan.works import Name, Work

FOLDER = CITATIONS
OUTLET_TYPE = "periodical"

LOCATED = (Evidence.LOCATED.value, Evidence.ARCHIVED.value)
PAGE = re.compile(r"[A-Za-z]?\d+(?:-[A-Za-z]?\d+)?", re.ASCII)
"""A page, a range, or a newspaper's ``A03``."""

_OUTLET_FIELDS = ("title", "aliases", "former", "kind", "address", "url", "note")
_ONLY_OF_OUTLETS = ("aliases", "former", "kind")
_PIECE_FIELDS = (
    "title",
    "outlet",
    "author",
    "translator",
    "editor",
    "date",
    "year",
    "month",
    "day",
    "page",
    "pages",
    "journal",
    "journaltitle",
    "volume",
    "number",
    "issue",
    "url",
    "doi",
    "urldate",
    "evidence",
    "publisher",
    "institution",
    "address",
    "location",
    "edition",
    "langid",
    "language",
    "note",
)
_TYPES = {
    "article": "article-newspaper",
    "book": "book",
    "electronic": "webpage",
    "misc": "webpage",
    "online": "webpage",
    "report": "report",
    "techreport": "report",
    "www": "webpage",
}
_BETWEEN = re.compile(r"\s*[；;]\s*")
_FORMER = re.compile(r"(?:([\d-]*)/([\d-]*)\s+)?([^\s\d].*)", re.ASCII)
_COMMAND = re.compile(r"\\[A-Za-z]+")


@dataclass(slots=True)
class Bibliography:
    """What the files declare, with all that is wrong in them."""

    outlets: dict[OutletId, Outlet] = field(default_factory=dict)
    citations: dict[CitationKey, Citation] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: tuple[str, ...] = ()
    left_out: set[str] = field(default_factory=set)  # keys of entries with an error


def bibliography_files(root: Path, configured: Iterable[str]) -> list[str]:
    """Name the archive's files, by path below ``root``: those of conf.py, then the citations'.

    Copies come last: what stands twice is told of them.
    """
    found = sorted(path.relative_to(root).as_posix() for path in (root / FOLDER).glob("*.bib"))
    return list(dict.fromkeys([*configured, *sorted(found, key=is_copy)]))


def read_bibliography(files: Mapping[str, tuple[Row, ...]]) -> Bibliography:
    """Make outlets and citations of the entries of each file, by its path."""
    read = Bibliography(files=tuple(files))
    seen: dict[str, str] = {}
    located: list[_Entry] = []
    for path, rows in files.items():
        for row in rows:
            entry = _Entry(row, path, read.problems)
            place = f"{path}:{row.line}"
            if (before := seen.setdefault(row.key.lower(), place)) != place:
                entry.report(Kind.DUPLICATE_KEY, row.key, before)
            elif entry.is_outlet():
                if outlet := entry.outlet():
                    read.outlets[outlet.id] = outlet
                else:
                    read.left_out.add(row.key)
            elif entry.is_located():
                located.append(entry)
    for entry in located:
        if citation := entry.citation(read):
            read.citations[citation.key] = citation
        else:
            read.left_out.add(entry.row.key)
    return read


class _Entry:
    """One entry, each of whose fields is checked as it is read."""

    def __init__(self, row: Row, path: str, problems: list[Problem]) -> None:
        self.row = row
        self.path = path
        self.problems = problems

    def report(self, kind: Kind, *arguments: str | tuple[str, ...]) -> None:
        self.problems.append(Problem(kind, self.path, self.row.line, arguments))

    def is_outlet(self) -> bool:
        """Tell whether this is an outlet; report one that is not declared as such.

        What else stands outside of the citations may be for a bibliography, whatever its type.
        """
        if self.row.type == OUTLET_TYPE:
            return True
        if self.is_located():
            return False
        meant = get_close_matches(self.row.type, [OUTLET_TYPE], cutoff=0.85)
        if meant or any(name in self.row.fields for name in _ONLY_OF_OUTLETS):
            self.report(Kind.ENTRY_TYPE, self.row.type, f"@{OUTLET_TYPE}")
            return True
        return False

    def is_located(self) -> bool:
        """Tell whether this is the record of an original piece."""
        return self.path.startswith(f"{FOLDER}/") or "outlet" in self.row.fields

    def outlet(self) -> Outlet | None:
        key = self.key()
        if key is None:
            return None
        self.check_fields(_OUTLET_FIELDS)
        name = self.text("title")
        if not name:
            self.report(Kind.NO_NAME, key, "title = {…}")
            return None
        return Outlet(
            id=OutletId(key),
            name=name,
            aliases=tuple(self.names("aliases")),
            former=tuple(self.former_names()),
            kind=self.kind(),
            place=self.text("address") or None,
            url=self.url() or None,
            path=self.path,
            line=self.row.line,
        )

    def kind(self) -> str | None:
        """Give the kind of an outlet, if it is one of those that there are."""
        text = self.text("kind")
        if text and text not in OUTLET_KIND:
            self.report(Kind.BAD_VALUE, "kind", text, "、".join(OUTLET_KIND))
            return None
        return text or None

    def citation(self, read: Bibliography) -> Citation | None:
        """Give the citation of a piece, whose outlet has been ``read``."""
        key, outlets = self.key(), read.outlets
        if key is None:
            return None
        self.check_fields(_PIECE_FIELDS)
        if self.row.type not in _TYPES:
            self.report(Kind.ENTRY_TYPE, self.row.type, "、".join(f"@{name}" for name in _TYPES))
        title, name = self.text("title"), self.text("outlet")
        if not title:
            self.report(Kind.NO_NAME, key, "title = {…}")
            return None
        if not name:
            self.report(Kind.NO_OUTLET, key)
            return None
        outlet = outlets.get(OutletId(name))
        if outlet is None:
            if name not in read.left_out:
                named = tuple(each.id for each in outlets.values() if name in each.names)
                self.report(Kind.UNKNOWN_OUTLET, name, named or nearest(name, outlets))
            return None
        evidence = self.text("evidence") or Evidence.LOCATED.value
        if evidence not in LOCATED:
            self.report(Kind.BAD_VALUE, "evidence", evidence, "、".join(LOCATED))
            evidence = Evidence.LOCATED.value
        return Citation(
            key=CitationKey(key),
            outlet=outlet.id,
            evidence=Evidence(evidence),
            work=self.work(key, title, outlet),
            path=self.path,
            line=self.row.line,
        )

    def work(self, key: str, title: str, outlet: Outlet) -> Work:
        type = self.type(outlet)
        container = self.text("journal") or self.text("journaltitle")
        if not container and type.startswith("article-"):
            container = outlet.name
        return Work(
            id=key,
            type=type,
            title=title,
            language=self.text("langid") or self.text("language"),
            authors=tuple(self.persons("author")),
            editors=tuple(self.persons("editor")),
            translators=tuple(self.persons("translator")),
            container=container,
            publisher=self.text("publisher") or self.text("institution"),
            place=self.text("address") or self.text("location"),
            issued=self.issued(),
            accessed=self.date("urldate"),
            edition=self.text("edition"),
            volume=self.text("volume"),
            issue=self.text("number") or self.text("issue"),
            page=self.page(),
            url=self.url(),
            doi=self.text("doi"),
        )

    def type(self, outlet: Outlet) -> str:
        """Tell what kind of work this is: an article's kind is that of where it stands."""
        type = _TYPES.get(self.row.type, "document")
        if self.row.type != "article":
            return type
        if outlet.kind == "magazine" or {"volume", "number"} & self.row.fields.keys():
            return "article-journal"
        printed = outlet.kind in {None, "newspaper", "agency"} or "journal" in self.row.fields
        return type if printed else "webpage"

    # ---- fields

    def check_fields(self, known: Sequence[str]) -> None:
        """Report fields that are read by nobody: a misspelt one would be lost."""
        for name in (*self.row.fields, *self.row.persons):
            if name not in known:
                self.report(Kind.UNKNOWN_OPTION, name, "、".join(known))

    def key(self) -> str | None:
        try:
            return ids.key(self.row.key)
        except ids.InvalidId:
            self.report(Kind.BAD_KEY, self.row.key)
            return None

    def text(self, name: str) -> str:
        """Give a field as plain text; TeX is only read where it stands for a character."""
        return self.plain(name, self.row.fields.get(name, ""))

    def plain(self, name: str, text: str) -> str:
        if any(mark in text for mark in "\\{}~"):
            try:
                text = str(Text.from_latex(text))
            except PybtexError:
                self.report(Kind.TEX, name, text)
                return ""
            if command := _COMMAND.search(text):  # it stands for more than a character
                self.report(Kind.TEX, name, command[0])
        return " ".join(text.split())

    def names(self, name: str) -> Iterator[str]:
        written = self.row.fields.get(name, "")
        if meant := divided_aliases(written):
            self.report(Kind.RUN_TOGETHER, written, meant)
        return filter(None, _BETWEEN.split(self.text(name)))

    def former_names(self) -> Iterator[FormerName]:
        """Read ``1950/1966 松河报；1967/ 新松河报``: dates as an interval of ISO 8601."""
        for entry in self.names("former"):
            match = _FORMER.fullmatch(entry)
            try:
                if match is None:
                    raise ValueError(entry)
                since, until, name = match.groups()
                yield FormerName(name=name, since=_date(since), until=_date(until))
            except ValueError:
                self.report(Kind.BAD_VALUE, "former", entry, "1950/1966-05 松河报")

    def issued(self) -> PartialDate | None:
        """Read ``date``, or ``year`` with ``month`` and ``day`` in figures."""
        if "date" in self.row.fields or "year" not in self.row.fields:
            return self.date("date")
        parts = [self.text(part).zfill(2) for part in ("month", "day") if self.text(part)]
        return self.as_date("year", "-".join([self.text("year"), *parts]))

    def date(self, name: str) -> PartialDate | None:
        return self.as_date(name, self.text(name))

    def as_date(self, name: str, text: str) -> PartialDate | None:
        try:
            return _date(text)
        except ValueError:
            self.report(Kind.BAD_VALUE, name, text, "2014-07-04")
            return None

    def page(self) -> str:
        text = (self.text("page") or self.text("pages")).replace("--", "-").replace("–", "-")
        if text and not PAGE.fullmatch(text):
            self.report(Kind.BAD_VALUE, "page", text, "3、3-4、A03")
            return ""
        return text

    def url(self) -> str:
        text = self.text("url")
        if text and not text.startswith(("http://", "https://")):
            self.report(Kind.BAD_VALUE, "url", text, "https://…")
            return ""
        return text

    def persons(self, role: str) -> Iterator[Name]:
        """Read ``李云 and 王大山 and {松河通讯社} and Miller, Anna B.``."""
        for written, parts in self.row.persons.get(role, ()):
            if meant := untitled(written):
                self.report(Kind.OFFICE, written, meant)
            elif meant := divided(written):
                self.report(Kind.RUN_TOGETHER, written, meant)
            first, particle, family, suffix = (self.plain(role, " ".join(p)) for p in parts)
            if first or particle or suffix:
                yield Name(family=family, given=first, particle=particle, suffix=suffix)
            else:
                yield Name(literal=family)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
