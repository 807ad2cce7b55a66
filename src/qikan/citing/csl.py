"""References in CSL-JSON, the data format of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from qikan.citing.gbt7714 import Revision, reference
from qikan.dates import PartialDate
from qikan.works import Name, Work


class UnusableCsl(ValueError):
    """What a CSL-JSON file has that cannot be used: the file, the entry, and what to do."""


def cite_csl(path: Path, revision: Revision = Revision.GBT_2025) -> list[str]:
    """Write a reference after GB/T 7714 for each entry of a file; raise UnusableCsl."""
    return [reference(work, revision) for work in read_csl(path)]


def read_csl(path: Path) -> list[Work]:
    """Read the works that a CSL-JSON file describes, in its order; raise UnusableCsl."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableCsl(f"{name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UnusableCsl(f"{name}: this is no UTF-8; save the file as UTF-8") from error
    return parse_csl(text, name)


def parse_csl(text: str, source: str) -> list[Work]:
    """Read the works that a CSL-JSON text describes; ``source`` names it where it is unusable."""
    entries = _parsed(text, source)
    if not isinstance(entries, list):
        raise UnusableCsl(f"{source}: this is {_kind(entries)}; write a list, […], of entries")
    works: list[Work] = []
    places: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        work = _Entry(source, number, entry).work()
        if work.id in places:
            told = f"has the id of entry {places[work.id]}; give one of them another"
            raise UnusableCsl(f"{source}, entry {number} ({_short(work.id)}): {told}")
        places[work.id] = number
        works.append(work)
    return works


class _Repeated(ValueError):
    """A key that an object has twice."""


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        told = f"this is no JSON ({error.msg} at {place}); correct it there"
    except _Repeated as error:
        told = f"an object has the key {_quoted(str(error))} twice; delete one"
    except RecursionError:
        told = "lists stand too deep in each other; write a list of entries"
    except ValueError as error:
        told = f"a number is none that JSON has ({_short(str(error))}); correct it"
    raise UnusableCsl(f"{source}: {told}")


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
_NAME_TEXTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")


class _Entry:
    """One entry, on its way from JSON to a work."""

    def __init__(self, source: str, number: int, entry: Any) -> None:
        self._place = f"{source}, entry {number}"
        if not isinstance(entry, dict):
            self._refuse(f"this is {_kind(entry)}; write an object, {{…}}")
        # Exporters differ in how they write DOI, URL and the like.
        self._values = {key if key in _UPPER else key.lower(): v for key, v in entry.items()}
        for key in _UPPER & {key.upper() for key in self._values}:
            self._values.setdefault(key, self._values.get(key.lower()))
        self._id = self._text("id") or str(number)
        self._place += f" ({_short(self._id)})"

    def work(self) -> Work:
        type_ = self._text("type")
        if not type_:
            self._refuse('has no type; write, for example, "type": "article-newspaper"')
        title = self._text("title")
        if not title:
            self._refuse('has no title; write "title": "…"')
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
        return self._plain(self._values.get(key), f'"{key}"', "write a text")

    def _plain(self, value: Any, what: str, remedy: str) -> str:
        """Take a text, or a number that stands in place of one."""
        if value is None:
            return ""
        if isinstance(value, float) and math.isfinite(value):
            value = int(value) if value.is_integer() else value
        elif not isinstance(value, str | int) or isinstance(value, bool):
            self._refuse(f"{what} is {_kind(value)}; {remedy}")
        text = _CONTROLS.sub(" ", str(value)).strip()
        if _SURROGATE.search(text):
            self._refuse(f"{what} has half a character; {remedy}")
        return text

    def _names(self, key: str) -> tuple[Name, ...]:
        names = self._values.get(key)
        if names is None:
            return ()
        if not isinstance(names, list):
            self._refuse(f'"{key}" is {_kind(names)}; write a list, […], of names')
        return tuple(self._name(name, key) for name in names)

    def _name(self, name: Any, key: str) -> Name:
        remedy = 'write {"family": "…", "given": "…"} or {"literal": "…"}'
        if not isinstance(name, dict):
            self._refuse(f'a name in "{key}" is {_kind(name)}; {remedy}')
        family, given, dropping, kept, suffix, literal = (
            self._plain(name.get(part), f'"{part}" of a name', remedy) for part in _NAME_TEXTS
        )
        if literal and not (family or given):
            return Name(literal=literal)
        if not family and not given:
            self._refuse(f'a name in "{key}" has neither family nor literal; {remedy}')
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
            shown = _short(json.dumps(value, ensure_ascii=False, default=str))
            remedy = 'write a date that exists, such as {"date-parts": [[2014, 3, 5]]}'
            self._refuse(f'"{key}" is no date: {shown}; {remedy}')
        return begun, ended[0] if ended and ended[0] != begun else None

    def _refuse(self, told: str) -> NoReturn:
        raise UnusableCsl(f"{self._place}: {told}")


_UPPER = frozenset({"DOI", "URL"})


def _iso(parts: list[Any]) -> str:
    """Write ``[2014, "3", 5]`` as ``2014-03-05``; whatever is no number spoils the date."""
    numbers = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        whole = isinstance(part, float) and part.is_integer()
        said = str(int(part) if whole else part).strip()
        numbers.append(said.zfill(width) if said.isascii() and said.isdecimal() else "?")
    return "-".join(numbers) if len(parts) <= 3 else "?"


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", dict: "an object", list: "a list", str: "a text"}
    return "nothing" if value is None else kinds.get(type(value), "a number")


def _quoted(text: str) -> str:
    return f'"{_short(text)}"'


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


def write_csl(works: Iterable[Work]) -> str:
    """Write a CSL-JSON file of works."""
    return json.dumps([to_csl(work) for work in works], ensure_ascii=False, indent=2) + "\n"


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
