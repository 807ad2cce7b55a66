"""BibTeX files parsed into plain rows, which can be kept from one build to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pybtex.database
from pybtex.database import Entry, Person
from pybtex.exceptions import PybtexError

from qikan.diagnostics import Kind, Problem, Unusable
from qikan.reading.encoding import text_problem

_BEGIN = re.compile(r"@\s*\w+\s*[{(]\s*([^,\s]+)\s*,")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry as it is written, with the line where it begins.

    A person is four lists of words: given names, particles, family names, suffixes.
    """

    key: str
    type: str
    line: int
    fields: Mapping[str, str]
    persons: Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]]


def read_rows(root: Path, path: str) -> tuple[Row, ...]:
    """Parse the BibTeX file at ``path`` below ``root``; raise Unusable."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise Unusable(Problem(Kind.DATA_FILE, path, 1, (said,))) from error
    if problem := text_problem(data, path):
        raise Unusable(problem)
    text = data.decode("utf-8-sig")
    try:
        entries = pybtex.database.parse_string(text, "bibtex").entries
        lines = dict(_lines(text))
        return tuple(_row(entry, lines.get(entry.key, 1)) for entry in entries.values())
    except (PybtexError, RecursionError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        line = _line_of_error(said, text)
        raise Unusable(Problem(Kind.DATA_FILE, path, line, (said,))) from error


def _row(entry: Entry, line: int) -> Row:
    return Row(
        key=entry.key,
        type=entry.type,
        line=line,
        fields={name.lower(): text for name, text in entry.fields.items()},
        persons={role: tuple(map(_parts, found)) for role, found in entry.persons.items()},
    )


def _parts(person: Person) -> tuple[tuple[str, ...], ...]:
    given = (*person.first_names, *person.middle_names)
    particles, family = tuple(person.prelast_names), tuple(person.last_names)
    return given, particles, family, tuple(person.lineage_names)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the key of each entry with the line where it begins."""
    line, counted = 1, 0
    for begin in _BEGIN.finditer(text):
        line += text.count("\n", counted, begin.start())
        counted = begin.start()
        yield begin[1], line


def _line_of_error(said: str, text: str) -> int:
    """Find the line of pybtex's complaint: a number, or the key that it names."""
    if at := re.search(r"line (\d+)", said):
        return int(at[1])
    named = re.search(r"repeated bibliography entry: (.+)|entry with key (\S+) has", said)
    places = [line for key, line in _lines(text) if named and key in named.groups()]
    return places[-1] if places else 1
