"""BibTeX files parsed into plain rows, which can be kept from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pybtex.database
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry, InvalidNameString, Person
from pybtex.exceptions import PybtexError

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind
from qikan.reading.bibtex_faults import entry_lines
from qikan.reading.encoding import read_own
from qikan.reading.names import divided

PERSONS = ("author", "translator", "editor")


Parts = tuple[tuple[str, ...], ...]
"""Four lists of words: given names, particles, family names, suffixes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry as it is written, with the line where it begins.

    ``persons`` are taken apart by their role, each beside what is written.
    """

    key: str
    type: str
    line: int
    fields: Mapping[str, str]
    persons: Mapping[str, tuple[tuple[str, Parts], ...]]


def read_rows(root: Path, path: str) -> tuple[Row, ...]:
    """Parse the BibTeX file at ``path`` below ``root``; raise Unusable."""
    text = read_own(root, path)
    lines = entry_lines(text, path)
    try:
        entries = pybtex.database.parse_string(text, "bibtex", person_fields=()).entries
    except (PybtexError, RecursionError) as error:  # of what entry_lines lets pass
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise Unusable(Problem(Kind.DATA_FILE, path, 1, (said,))) from error
    return tuple(_row(entry, path, lines.get(entry.key.lower(), 1)) for entry in entries.values())


def _row(entry: Entry, path: str, line: int) -> Row:
    fields = {name.lower(): text for name, text in entry.fields.items()}
    written = {role: split_name_list(fields.pop(role)) for role in PERSONS if role in fields}
    try:
        persons = {
            role: tuple((name, _parts(Person(name))) for name in names)
            for role, names in written.items()
        }
    except InvalidNameString as error:
        name = str(error).partition("'")[2].removesuffix("'")
        arguments = (name, divided(name) or "… and …")
        raise Unusable(Problem(Kind.RUN_TOGETHER, path, line, arguments)) from error
    return Row(key=entry.key, type=entry.type, line=line, fields=fields, persons=persons)


def _parts(person: Person) -> Parts:
    given = (*person.first_names, *person.middle_names)
    particles, family = tuple(person.prelast_names), tuple(person.last_names)
    return given, particles, family, tuple(person.lineage_names)
