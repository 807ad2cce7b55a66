"""Tables of numbers as files that spreadsheets and programs open (CSV, RFC 4180).

They begin with a byte order mark: without it Excel takes UTF-8 for the system's own encoding, so
that Chinese is garbled. Programs read them as ``utf-8-sig``; pandas and readr skip the mark by
themselves. Numbers are plain digits.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Row = Sequence[str | int]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A file's name, the heads of its columns as marked messages, and its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Row]

    def csv(self, translate: Callable[[str], str]) -> bytes:
        """Write the table, its heads in the archive's language."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([translate(name) for name in self.head])
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def _cell(value: str | int) -> str | int:
    """Keep spreadsheets from running a text as a formula: an apostrophe makes it text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
