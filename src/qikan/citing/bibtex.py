"""References in BibTeX, by pybtex's writer, with the types and dates of biblatex.

Entries are made for reference managers as much as for LaTeX: ``date`` and ``urldate`` hold what
BibTeX's ``year`` cannot.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from io import StringIO
from itertools import count

from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from qikan.works import Name, Work

# The entry type of each kind of work, with the fields of its container and publisher.
_JOURNAL = ("article", "journal", "publisher")
_OTHER = ("misc", "howpublished", "publisher")
_ENTRIES: dict[str, tuple[str, str, str]] = {
    "article": ("online", "organization", "publisher"),
    "article-journal": _JOURNAL,
    "article-magazine": _JOURNAL,
    "article-newspaper": _JOURNAL,
    "book": ("book", "series", "publisher"),
    "chapter": ("incollection", "booktitle", "publisher"),
    "dataset": ("dataset", "organization", "publisher"),
    "entry-dictionary": ("incollection", "booktitle", "publisher"),
    "entry-encyclopedia": ("incollection", "booktitle", "publisher"),
    "paper-conference": ("inproceedings", "booktitle", "publisher"),
    "patent": ("patent", "howpublished", "publisher"),
    "periodical": ("periodical", "series", "publisher"),
    "post": ("online", "organization", "publisher"),
    "post-weblog": ("online", "organization", "publisher"),
    "report": ("techreport", "series", "institution"),
    "review": _JOURNAL,
    "review-book": _JOURNAL,
    "software": ("software", "organization", "publisher"),
    "thesis": ("thesis", "series", "institution"),
    "webpage": ("online", "organization", "publisher"),
}
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}

# What means something else in TeX.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
# An address stands as it is, so that it can be followed; braces cannot.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", " ": "%20", '"': "%22"})
_NO_KEY = re.compile(r"[^\w/:.+*-]+")
_AND = re.compile(r"\band\b|,", re.I)
_CASED = re.compile("[A-Z]")
_DASH = re.compile(r"(?<=\d)[-–—](?=\d)")


class BibtexWriter(Writer):  # type: ignore[misc]
    """Writes works, one entry each."""

    def __init__(self) -> None:
        super().__init__(encoding="UTF-8")

    def write(self, works: Iterable[Work]) -> str:
        """Write a BibTeX file."""
        stream = StringIO()
        entries: dict[str, Entry] = {}
        for work in works:
            entries[_unused(key(work.id), entries)] = entry(work)
        self.write_stream(BibliographyData(entries), stream)
        return stream.getvalue()

    def _encode(self, text: str) -> str:
        """Leave the text as it is: it is in TeX already, its addresses are not."""
        return text

    def quote(self, s: str) -> str:
        """Write values in braces: pandoc takes ``%`` between quotation marks for a comment."""
        return f"{{{s}}}"


def key(id: str) -> str:
    """Make a key of an id, without what BibTeX takes for punctuation."""
    return _NO_KEY.sub("-", id).strip("-") or "work"


def _unused(wanted: str, used: Container[str]) -> str:
    """Tell ids apart that make the same key."""
    counted = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in used else next(each for each in counted if each not in used)


def entry(work: Work) -> Entry:
    """Describe a work as BibTeX has it; what is not known is left out."""
    type_, container, publisher = _ENTRIES.get(work.type, _OTHER)
    begun, ended = work.issued, work.issued_until
    fine = begun is not None and (begun.month or ended)
    number = work.issue or work.number
    fields = {
        "author": _names(work.authors),
        "editor": _names(work.editors),
        "translator": _names(work.translators),
        "title": _title(work.title),
        container: tex(work.container),
        "entrysubtype": _SUBTYPES.get(work.type, ""),
        publisher: tex(work.publisher),
        "address": tex(work.place),
        "year": f"{begun.year:04}" if begun else "",
        "date": f"{begun}/{ended}" if ended else str(begun) if fine else "",
        "edition": tex(work.edition),
        "version": tex(work.version),
        "volume": tex(work.volume),
        "number": tex(number),
        "pages": _DASH.sub("--", tex(work.page)),
        "doi": work.doi.translate(_ADDRESS),
        "url": work.url.translate(_ADDRESS),
        "urldate": str(work.accessed or ""),
        "language": tex(work.language),
    }
    return Entry(type_, {field: value for field, value in fields.items() if value})


def tex(text: str) -> str:
    """Write a text as a value in TeX's notation."""
    written = text.translate(_TEX).strip()
    if ("{" in text or "}" in text) and not _balanced(text):
        # BibTeX counts braces even where they are escaped, so that these can only be named.
        written = written.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")
    return written


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    return depth == 0


def _title(title: str) -> str:
    """Guard a title's capitals, which styles would take away."""
    text = tex(title)
    return f"{{{text}}}" if _CASED.search(text) else text


def _names(names: Iterable[Name]) -> str:
    return " and ".join(filter(None, map(_name, names)))


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{tex(name.literal)}}}"
    family = " ".join(filter(None, (name.particle, name.family)))
    parts = (family, name.suffix, name.given) if name.suffix else (family, name.given)
    return ", ".join(_part(part) for part in parts if part)


def _part(part: str) -> str:
    """Guard what would take a name apart."""
    text = tex(part)
    return f"{{{text}}}" if _AND.search(text) else text
