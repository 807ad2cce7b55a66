"""References in RIS, the tagged format of reference managers, by rispy's writer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rispy import RisWriter as Rispy

from qikan.dates import PartialDate
from qikan.works import Name, Work

_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "map": "MAP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_PAGES = re.compile(r"(\w+)\s*(?:--?|[–—])\s*(\w+)")


class RisWriter(Rispy):  # type: ignore[misc]
    """Writes works, one record each, without rispy's numbers between them."""

    def write(self, works: Iterable[Work]) -> str:
        """Write a RIS file."""
        text: str = self.formats([record(work) for work in works])
        return text

    def set_header(self, count: int) -> str:
        return ""


def record(work: Work) -> dict[str, Any]:
    """Describe a work by rispy's names of the tags; what is not known is left out."""
    pages = _PAGES.fullmatch(work.page.strip())
    first, last = pages.groups() if pages else (work.page, "")
    values: dict[str, Any] = {
        "type_of_reference": _TYPES.get(work.type, "GEN"),
        "id": work.id,
        "authors": _names(work.authors),
        "secondary_authors": _names(work.editors),
        "subsidiary_authors": _names(work.translators),
        "title": work.title,
        "secondary_title": work.container,
        "publisher": work.publisher,
        "place_published": work.place,
        "year": f"{work.issued.year:04}" if work.issued else "",
        "date": _date(work.issued),
        "access_date": _date(work.accessed),
        "edition": work.edition or work.version,
        "volume": work.volume,
        "number": work.issue or work.number,
        "start_page": first,
        "end_page": last,
        "language": work.language,
        "doi": work.doi,
        "urls": [work.url] if work.url else [],
    }
    return {tag: _line(value) for tag, value in values.items() if value}


def _line(value: Any) -> Any:
    """Keep a value on one line, as the format has it."""
    if isinstance(value, list):
        return [_line(each) for each in value]
    return value if value.isprintable() else " ".join(value.split())


def _date(date: PartialDate | None) -> str:
    """Write ``2014/03/05/``, with parts left empty where they are not known."""
    if not date:
        return ""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/"


def _names(names: Iterable[Name]) -> list[str]:
    return list(filter(None, map(_name, names)))


def _name(name: Name) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))
