"""Works as CSL-JSON 1.0.2, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qikan.catalogue import mark
from qikan.dates import PartialDate
from qikan.works import Name, Work

_DATE_PARTS = "date-parts"
_TEXTS: Mapping[str, str] = {
    "language": "language",
    "container-title": "container",
    "publisher": "publisher",
    "publisher-place": "place",
    "edition": "edition",
    "version": "version",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "page": "page",
    "URL": "url",
    "DOI": "doi",
}
_PERSONS: Mapping[str, str] = {
    "author": "authors",
    "editor": "editors",
    "translator": "translators",
}


class Unreadable(ValueError):
    """CSL-JSON that cannot be used; ``message`` and ``arguments`` say where, why, what to do.

    ``entry`` counts from 1, 0 where the whole file is meant.
    """

    def __init__(self, message: str, *arguments: str, entry: int = 0, id: str = "") -> None:
        super().__init__(message.format(*arguments))
        self.message = message
        self.arguments = arguments
        self.entry = entry
        self.id = id


# ---- read


def read_works(path: Path) -> list[Work]:
    """Read the entries of a CSL-JSON file; raise Unreadable, or OSError where there is none."""
    data = path.read_bytes()
    try:
        entries = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise Unreadable(mark("this is no text in UTF-8; save the file as UTF-8")) from error
    except json.JSONDecodeError as error:
        message = mark("line {0} is not JSON ({1}); correct it")
        raise Unreadable(message, str(error.lineno), error.msg) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(_NO_LIST) from error
    if isinstance(entries, dict):
        entries = [entries]
    if not isinstance(entries, list):
        raise Unreadable(_NO_LIST)
    works = [_Reader(entry, number).work() for number, entry in enumerate(entries, start=1)]
    seen: dict[str, int] = {}
    for number, work in enumerate(works, start=1):
        if work.id and seen.setdefault(work.id, number) != number:
            message = mark("the id stands at entry {0} already; give one of the two another id")
            raise Unreadable(message, str(seen[work.id]), entry=number, id=work.id)
    return works


_NO_LIST = mark("this is no list of CSL-JSON entries; write [{{…}}, {{…}}]")
_NO_FORM = mark("“{0}” cannot be read as it is written; write, for example, {1}")


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


class _Reader:
    """One entry, each of whose fields is checked as it is read."""

    def __init__(self, entry: Any, number: int) -> None:
        self.number = number
        self.id = ""
        if not isinstance(entry, dict):
            raise self.refused(mark("this is no entry; write {{…}} with “type” and “title”"))
        self.entry: dict[str, Any] = {str(name): value for name, value in entry.items()}
        self.names = {name.lower(): name for name in self.entry}
        self.id = self.text("id")

    def work(self) -> Work:
        title, kind = self.text("title"), self.text("type")
        if not kind:
            raise self.refused(mark("the entry has no type; write “type”, such as {0}"), "book")
        if not title:
            raise self.refused(mark("the entry has no title; write “title”"))
        issued, until = self.dates("issued")
        texts: dict[str, Any] = {ours: self.text(theirs) for theirs, ours in _TEXTS.items()}
        persons = {ours: tuple(self.persons(theirs)) for theirs, ours in _PERSONS.items()}
        if not persons["editors"]:
            persons["editors"] = tuple(self.persons("container-author"))
        return Work(
            id=self.id,
            type=kind,
            title=title,
            issued=issued,
            issued_until=until,
            accessed=self.dates("accessed")[0],
            **{**texts, **persons},
        )

    def refused(self, message: str, *arguments: str) -> Unreadable:
        return Unreadable(message, *arguments, entry=self.number, id=self.id)

    def value(self, name: str) -> Any:
        """Find a field, whether its name is in capitals or not."""
        return self.entry.get(self.names.get(name.lower(), name))

    def text(self, name: str) -> str:
        value = self.value(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.refused(_NO_FORM, name, f'"{name}": "…"')
        if isinstance(value, float) and not value.is_integer():
            return str(value)
        text = value if isinstance(value, str) else str(int(value))
        if re.search("[\ud800-\udfff\0-\x08\x0b-\x1f]", text):
            raise self.refused(mark("“{0}” holds a character that is none; delete it"), name)
        return " ".join(text.split())

    def persons(self, role: str) -> Iterator[Name]:
        names = self.value(role) or []
        for name in names if isinstance(names, list) else [names]:
            if isinstance(name, str):
                name = {"literal": name}
            if not isinstance(name, dict) or not all(
                isinstance(part, str | int) for part in name.values()
            ):
                raise self.refused(_NO_FORM, role, '[{"family": "李", "given": "云"}]')
            part = {key: " ".join(str(text).split()) for key, text in name.items()}
            particles = (part.get("dropping-particle"), part.get("non-dropping-particle"))
            found = Name(
                family=part.get("family", ""),
                given=part.get("given", ""),
                particle=" ".join(filter(None, particles)),
                suffix=part.get("suffix", ""),
                literal=part.get("literal", ""),
            )
            if not (found.family or found.given or found.literal):
                raise self.refused(_NO_FORM, role, '[{"family": "李", "given": "云"}]')
            yield found

    def dates(self, name: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Read a date and, of a range, its end."""
        value = self.value(name)
        if value is None or value == {}:
            return None, None
        try:
            if isinstance(value, str):
                value = {"raw": value}
            parts = value.get(_DATE_PARTS)
            if parts is None:
                raw = str(value.get("raw") or value.get("literal") or "")
                parts = [[int(n) for n in each.split("-")] for each in raw.split("/") if each]
            dates = [_date(each) for each in parts]
            return (dates[0] if dates else None), (dates[1] if len(dates) > 1 else None)
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            example = f'{{"{_DATE_PARTS}": [[2014, 7, 4]]}}'
            raise self.refused(_NO_FORM, name, example) from error


def _date(parts: Any) -> PartialDate:
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
        raise ValueError(parts)
    year, *rest = (int(part) for part in parts)
    return PartialDate.parse("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]))


# ---- write


def entry_of(work: Work) -> dict[str, Any]:
    """Give a work as an entry of CSL-JSON, its fields in a fixed order."""
    entry: dict[str, Any] = {"id": work.id, "type": work.type, "title": work.title}
    for theirs, ours in _PERSONS.items():
        if names := getattr(work, ours):
            entry[theirs] = [_name_of(name) for name in names]
    if work.issued:
        ends = filter(None, (work.issued, work.issued_until))
        entry["issued"] = {_DATE_PARTS: [_parts(date) for date in ends]}
    if work.accessed:
        entry["accessed"] = {_DATE_PARTS: [_parts(work.accessed)]}
    entry |= {theirs: text for theirs, ours in _TEXTS.items() if (text := getattr(work, ours))}
    return entry


def _name_of(name: Name) -> dict[str, str]:
    if not (name.family or name.given):
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: text for key, text in parts.items() if text}


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]
