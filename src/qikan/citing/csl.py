"""References in CSL-JSON, the data format of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from qikan.catalogue import mark
from qikan.dates import PartialDate
from qikan.works import Name, Work


class UnusableCsl(ValueError):
    """What a CSL-JSON file has that cannot be used: the file, the entry, and what to do.

    ``entry`` counts from 1, 0 where the whole file is meant; ``id`` is the entry's own.
    """

    def __init__(
        self, source: str, message: str, *arguments: str, entry: int = 0, id: str = ""
    ) -> None:
        super().__init__(source, message, *arguments)
        self.source = source
        self.message = message
        self.arguments = arguments
        self.entry = entry
        self.id = id

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Say it in one line."""
        place = translate(mark("entry {0}")).format(self.entry) if self.entry else ""
        known = f"{place} ({_short(self.id)})" if self.id else place
        words = translate(self.message).format(*map(_short, self.arguments))
        return f"{', '.join(filter(None, (self.source, known)))}: {words}"

    def __str__(self) -> str:
        return self.said()


def read_csl(path: Path) -> list[Work]:
    """Read the works that a CSL-JSON file describes, in its order; raise UnusableCsl."""
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = mark("the file cannot be read ({0}); name one that exists")
        raise UnusableCsl(name, message, error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise UnusableCsl(name, mark("this is no UTF-8; save the file as UTF-8")) from error
    return parse_csl(text, name)


def parse_csl(text: str, source: str) -> list[Work]:
    """Read the works that a CSL-JSON text describes; ``source`` names it where it is unusable."""
    entries = _parsed(text, source)
    if not isinstance(entries, list):
        raise UnusableCsl(source, mark("this is no list; write […], with an entry for each work"))
    works: list[Work] = []
    places: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        work = _Entry(source, number, entry).work()
        if work.id in places:
            message = mark("entry {0} has this id already; give one of the two another")
            raise UnusableCsl(source, message, str(places[work.id]), entry=number, id=work.id)
        places[work.id] = number
        works.append(work)
    return works


class _Repeated(ValueError):
    """A key that an object has twice."""


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        message = mark("line {0}, column {1} is no JSON ({2}); correct it there")
        place = (str(error.lineno), str(error.colno))
        raise UnusableCsl(source, message, *place, error.msg) from error
    except _Repeated as error:
        message = mark("an entry has the key “{0}” twice; delete one")
        raise UnusableCsl(source, message, str(error)) from error
    except RecursionError as error:
        message = mark("lists stand too deep in each other; write a list of entries")
        raise UnusableCsl(source, message) from error
    except ValueError as error:
        message = mark("“{0}” is no number that JSON has; correct it")
        raise UnusableCsl(source, message, str(error)) from error


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return found


# Control characters, and halves of characters that UTF-8 cannot have.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)

_TEXTS = {
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
}
_NAME = '{"family": "李", "given": "云"}'
_OTHERWISE = mark("“{0}” is not written as CSL-JSON has it; write, for example, {1}")
_NAME_TEXTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")


class _Entry:
    """One entry, on its way from JSON to a work."""

    def __init__(self, source: str, number: int, entry: Any) -> None:
        self._source = source
        self._number = number
        self._id = ""
        if not isinstance(entry, dict):
            self._refuse(mark("this is no entry; write {{…}} with “type” and “title”"))
        # Exporters differ in how they write DOI, URL and the like.
        self._values = {key if key in _UPPER else key.lower(): v for key, v in entry.items()}
        for key in _UPPER & {key.upper() for key in self._values}:
            self._values.setdefault(key, self._values.get(key.lower()))
        self._id = self._text("id") or str(number)

    def work(self) -> Work:
        type_ = self._text("type")
        if not type_:
            self._refuse(mark("the entry has no type; write “type”, such as {0}"), "book")
        title = self._text("title")
        if not title:
            self._refuse(mark("the entry has no title; write “title”"))
        texts = {field: self._text(key) for key, field in _TEXTS.items()}
        if type_ == "paper-conference":
            texts["container"] = texts["container"] or self._text("event-title")
        texts["page"] = texts["page"] or self._text("page-first")
        begun, ended = self._dates("issued")
        return Work(
            id=self._id,
            type=type_,
            title=title,
            authors=self._names("author"),
            editors=self._names("container-author") or self._names("editor"),
            translators=self._names("translator"),
            issued=begun,
            issued_until=ended,
            accessed=self._dates("accessed")[0],
            doi=_DOI.sub("", self._text("DOI")),
            **texts,
        )

    def _text(self, key: str) -> str:
        return self._plain(self._values.get(key), key, f'"{key}": "…"')

    def _plain(self, value: Any, what: str, example: str) -> str:
        """Take a text, or a number that stands in place of one."""
        if value is None:
            return ""
        if isinstance(value, float) and math.isfinite(value):
            value = int(value) if value.is_integer() else value
        elif not isinstance(value, str | int) or isinstance(value, bool):
            self._refuse(_OTHERWISE, what, example)
        text = _CONTROLS.sub(" ", str(value)).strip()
        if _SURROGATE.search(text):
            self._refuse(mark("“{0}” holds half a character; write it again"), what)
        return text

    def _names(self, key: str) -> tuple[Name, ...]:
        names = self._values.get(key)
        if names is None:
            return ()
        if not isinstance(names, list):
            self._refuse(_OTHERWISE, key, f'"{key}": [{_NAME}]')
        return tuple(self._name(name, key) for name in names)

    def _name(self, name: Any, key: str) -> Name:
        if not isinstance(name, dict):
            self._refuse(_OTHERWISE, key, _NAME)
        family, given, dropping, kept, suffix, literal = (
            self._plain(name.get(part), f"{key}: {part}", _NAME) for part in _NAME_TEXTS
        )
        if literal and not (family or given):
            return Name(literal=literal)
        if not family and not given:
            self._refuse(_OTHERWISE, key, _NAME)
        particle = " ".join(part for part in (dropping, kept) if part)
        return Name(
            family=family or given,
            given=given if family else "",
            particle=particle,
            suffix=suffix,
        )

    def _dates(self, key: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Read a date, or the first and last of a span."""
        value = self._values.get(key)
        if isinstance(value, dict):
            parts = value.get("date-parts")
            written = value.get("raw") or value.get("literal")
            value = parts if parts is not None else written
        if value is None or value in ([], [[]], [[None]], ""):
            return None, None
        if isinstance(value, str):
            spans = [part.strip() for part in value.strip().split("/")]
        elif isinstance(value, list) and all(isinstance(part, list) for part in value):
            spans = [_iso(part) for part in value]
        else:
            spans = [""]
        try:
            begun, *ended = (PartialDate.parse(span) for span in spans)
            if len(ended) > 1 or (ended and ended[0] < begun):
                raise ValueError("no span")
        except ValueError:
            shown = json.dumps(value, ensure_ascii=False, default=str)
            example = '{"date-parts": [[2014, 3, 5]]}'
            message = mark("“{0}” is no date: {1}; write one that exists, such as {2}")
            self._refuse(message, key, shown, example)
        return begun, ended[0] if ended and ended[0] != begun else None

    def _refuse(self, message: str, *arguments: str) -> NoReturn:
        raise UnusableCsl(self._source, message, *arguments, entry=self._number, id=self._id)


_UPPER = frozenset({"DOI", "URL"})


def _iso(parts: list[Any]) -> str:
    """Write ``[2014, "3", 5]`` as ``2014-03-05``; whatever is no number spoils the date."""
    numbers = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        whole = isinstance(part, float) and part.is_integer()
        said = str(int(part) if whole else part).strip()
        numbers.append(said.zfill(width) if said.isascii() and said.isdecimal() else "?")
    return "-".join(numbers) if len(parts) <= 3 else "?"


def _short(text: str, most: int = 60) -> str:
    text = _SURROGATE.sub("\ufffd", _CONTROLS.sub(" ", text))
    return text if len(text) <= most else f"{text[:most]}…"


def to_csl(work: Work) -> dict[str, Any]:
    """Describe a work in CSL-JSON; what is not known is left out."""
    entry: dict[str, Any] = {"id": work.id, "type": work.type}
    for key, names in (
        ("author", work.authors),
        ("editor", work.editors),
        ("translator", work.translators),
    ):
        if names:
            entry[key] = [_name(name) for name in names]
    entry["title"] = work.title
    for key, field in _TEXTS.items():
        if text := getattr(work, field):
            entry[key] = text
    if work.doi:
        entry["DOI"] = work.doi
    if work.issued:
        entry["issued"] = _date(work.issued, work.issued_until)
    if work.accessed:
        entry["accessed"] = _date(work.accessed)
    return entry


def _name(name: Name) -> Mapping[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: part for key, part in parts.items() if part}


def _date(*dates: PartialDate | None) -> dict[str, list[list[int]]]:
    parts = ((date.year, date.month, date.day) for date in dates if date)
    return {"date-parts": [[part for part in date if part] for date in parts]}
