"""Running ``qikan import`` in tests, and reading what it tells programs."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qikan import cli


@dataclass(frozen=True)
class Imported:
    """What came of an import: its status, one record a document, its other lines."""

    status: int
    records: tuple[dict[str, Any], ...]
    out: tuple[str, ...]
    err: tuple[str, ...]

    @property
    def record(self) -> dict[str, Any]:
        """The record of the only document."""
        (record,) = self.records
        return record

    @property
    def balanced(self) -> dict[str, Any]:
        """The record of the only document, taken in without a word, and no character astray."""
        assert self.err == ()
        account = self.record["account"]
        assert account["in"] == account["out"] + account["listed"]
        return self.record


def take(*arguments: str | Path, into: Path, json_lines: bool = True) -> Imported:
    """Run ``qikan import`` in this process."""
    words = ["import", *map(str, arguments), "--into", str(into)]
    if json_lines:
        words.append("--json")
    out, err = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.main(words)
    lines = tuple(out.getvalue().splitlines())
    records = tuple(json.loads(line) for line in lines if line.startswith("{"))
    return Imported(status, records, lines, tuple(err.getvalue().splitlines()))


class _Stream(io.StringIO):
    def reconfigure(self, **settings: object) -> None:
        """Do nothing: a text in memory has no encoding."""


def squeezed(text: str) -> str:
    """Leave out all that is space."""
    return "".join(text.split())
