"""The files inside a PDF, from which its issue can be built again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData, Entry

from qikan.archive import Archive
from qikan.citing.bibtex import BibtexWriter, entry, tex
from qikan.citing.csl import to_csl
from qikan.dates import PartialDate
from qikan.model import Citation, Issue, Outlet, Vocabulary
from qikan.pdf.notation import Code, call, literal
from qikan.works import Work


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF; ``relationship`` is that of ISO 19005-3, annex E, to the whole.

    ``data`` is text in UTF-8, or a path from the archive's root where it is read when it is set.
    """

    name: str
    data: bytes | Path
    media_type: str
    relationship: str
    description: str

    def code(self) -> Code:
        """Attach it."""
        if isinstance(self.data, Path):
            data = call("read", literal(f"/{self.data.as_posix()}"), encoding=Code("none"))
        else:
            data = call("bytes", literal(self.data.decode()))
        return call(
            "pdf.attach",
            literal(self.name),
            data,
            relationship=literal(self.relationship),
            mime_type=literal(self.media_type),
            description=literal(self.description),
        )


def citations_of(archive: Archive, issues: Iterable[Issue]) -> tuple[Citation, ...]:
    """List what the items of some issues are taken from, each once, in order."""
    found: dict[str, Citation] = {}
    for issue in issues:
        for item in issue.items:
            found.update((citation.key, citation) for _, citation in archive.citations_of(item))
    return tuple(found.values())


def bibtex(archive: Archive, citations: Iterable[Citation]) -> bytes:
    """Write citations with their outlets as ``source/*.bib`` has them."""
    entries: dict[str, Entry] = {}
    for citation in citations:
        outlet = archive.outlets[citation.outlet]
        entries.setdefault(outlet.id, _outlet(outlet))
    for citation in citations:
        if citation.work is not None:
            made = entry(citation.work)
            made.fields["outlet"] = citation.outlet
            made.fields["evidence"] = citation.evidence.value
            entries[citation.key] = made
    written: str = BibtexWriter().to_string(BibliographyData(entries))
    return written.encode()


def _outlet(outlet: Outlet) -> Entry:
    former = (f"{each.since or ''}/{each.until or ''} {each.name}" for each in outlet.former)
    values = {
        "title": outlet.name,
        "aliases": "；".join(outlet.aliases),
        "former": "；".join(former),
        "kind": outlet.kind or "",
        "address": outlet.place or "",
        "url": outlet.url or "",
    }
    return Entry("periodical", {name: tex(text) for name, text in values.items() if text})


def csl(archive: Archive, citations: Iterable[Citation]) -> bytes:
    """Write citations as CSL-JSON; of one that names no more than an outlet, the outlet."""
    works = [citation.work or _serial(archive, citation) for citation in citations]
    return _json([to_csl(work) for work in works])


def _serial(archive: Archive, citation: Citation) -> Work:
    outlet = archive.outlets[citation.outlet]
    return Work(
        id=citation.key,
        type="periodical",
        title=outlet.name,
        place=outlet.place or "",
        url=outlet.url or "",
    )


def record(archive: Archive, issue: Issue) -> bytes:
    """Write all that is known of an issue: its record, and those that it refers to."""
    citations = citations_of(archive, [issue])
    outlets = dict.fromkeys(citation.outlet for citation in citations)
    data = {
        "periodical": _plain(archive.periodical),
        "issue": _plain(issue),
        "outlets": [_plain(archive.outlets[each]) for each in outlets],
        "citations": [_plain(citation) for citation in citations],
        "vocabularies": [_used(archive, issue, each) for each in archive.vocabularies],
    }
    return _json(data)


def _used(archive: Archive, issue: Issue, vocabulary: Vocabulary) -> dict[str, Any]:
    terms = {term.id: term for item in issue.items for term in archive.terms_of(item, vocabulary)}
    named = {"id": vocabulary.id, "role": vocabulary.role, "name": vocabulary.name}
    return {**named, "terms": [_plain(term) for term in terms.values()]}


def _plain(value: Any) -> Any:
    """Take a record apart; what is not known, and where it was read, is left out."""
    if is_dataclass(value) and not isinstance(value, type | PartialDate):
        pairs = ((f.name, _plain(getattr(value, f.name))) for f in fields(value) if f.compare)
        return {name: each for name, each in pairs if each not in (None, "", [], {})}
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _json(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()
