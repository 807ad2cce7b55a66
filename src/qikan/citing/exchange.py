"""Works in the formats that reference managers take in: BibTeX and RIS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer
from rispy.writer import RisWriter

from qikan.works import Name, Work

_BIBTEX_TYPES: Mapping[str, str] = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "periodical": "periodical",
    "report": "techreport",
    "webpage": "online",
}
_RIS_TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "periodical": "JFULL",
    "report": "RPRT",
    "webpage": "ELEC",
}
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%#_$"},
    }
)
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", '"': "%22", "\\": "%5C"})


class _PlainWriter(Writer):  # type: ignore[misc]  # pybtex is not typed
    """pybtex's writer for fields that are TeX already: addresses have to stay as they are."""

    def _encode(self, text: str) -> str:
        return text


_writer = _PlainWriter()


def bibtex(works: Iterable[Work]) -> str:
    """Write works as BibTeX in UTF-8, with the keys that follow from their ids."""
    entries = {bibtex_key(work): _entry(work) for work in works}
    text: str = _writer.to_string(BibliographyData(entries))
    return text


def bibtex_key(work: Work) -> str:
    """Name a work in BibTeX, where a key is one word that begins with a letter."""
    return f"qikan-{work.id.replace('/', '-')}"


def _entry(work: Work) -> Entry:
    published = work.issued
    texts = {
        "title": work.title,
        "journal": work.container if work.type.startswith("article-") else "",
        "publisher": work.publisher,
        "address": work.place,
        "edition": work.edition,
        "year": str(published.year) if published else "",
        "month": str(published.month) if published and published.month else "",
        "volume": work.volume,
        "number": work.issue or work.number,
        "pages": work.page.replace("-", "--"),
        "langid": work.language,
    }
    fields = {name: text.translate(_TEX) for name, text in texts.items() if text}
    verbatim = {"date": str(published or ""), "doi": work.doi, "url": work.url}
    fields |= {name: text.translate(_ADDRESS) for name, text in verbatim.items() if text}
    roles = {"author": work.authors, "editor": work.editors, "translator": work.translators}
    persons = {role: [_person(name) for name in names] for role, names in roles.items() if names}
    return Entry(_BIBTEX_TYPES.get(work.type, "misc"), fields=fields, persons=persons)


def _person(name: Name) -> Person:
    if not (name.family or name.given):
        return Person(last=f"{{{name.literal.translate(_TEX)}}}")
    return Person(
        first=name.given.translate(_TEX),
        prelast=name.particle.translate(_TEX),
        last=name.family.translate(_TEX),
        lineage=name.suffix.translate(_TEX),
    )


class _BareWriter(RisWriter):  # type: ignore[misc]  # rispy is not typed
    """rispy's writer without the numbers that it puts above the entries."""

    def set_header(self, count: int) -> str:
        return ""


def ris(works: Iterable[Work]) -> str:
    """Write works as RIS in UTF-8."""
    text: str = rispy.dumps([_reference(work) for work in works], implementation=_BareWriter)
    return text.lstrip("\n")


def _reference(work: Work) -> dict[str, Any]:
    first, _, last = work.page.partition("-")
    issued = work.issued
    fields: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES.get(work.type, "GEN"),
        "id": work.id,
        "title": work.title,
        "authors": [_in_ris(name) for name in work.authors],
        "secondary_authors": [_in_ris(name) for name in work.editors],
        "translated_author": "; ".join(_in_ris(name) for name in work.translators),
        "secondary_title": work.container,
        "publisher": work.publisher,
        "place_published": work.place,
        "edition": work.edition,
        "year": str(issued.year) if issued else "",
        "date": str(issued).replace("-", "/") if issued else "",
        "volume": work.volume,
        "number": work.issue or work.number,
        "start_page": first,
        "end_page": last,
        "language": work.language,
        "doi": work.doi,
        "urls": [work.url] if work.url else [],
    }
    return {name: value for name, value in fields.items() if value}


def _in_ris(name: Name) -> str:
    given = " ".join(filter(None, (name.given, name.particle)))
    return ", ".join(filter(None, (name.family, given, name.suffix))) or name.literal
