"""Corrections, as ``erratum`` directives in an issue declare them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qikan.dates import PartialDate
from qikan.diagnostics import Kind, Problem
from qikan.model import Erratum, ErratumKind

OPTIONS = ("kind", "printed", "right", "text")

_REQUIRED: Mapping[ErratumKind, tuple[str, ...]] = {
    ErratumKind.CORRECTION: ("printed", "right"),
    ErratumKind.RETRACTION: ("text",),
    ErratumKind.REMOVAL: ("text",),
    ErratumKind.NOTE: ("text",),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands in a directive: its date as written, and each option with its line."""

    date: str
    options: Mapping[str, tuple[str, int]]
    path: str
    line: int

    def value(self, option: str) -> str:
        """Give what an option says, the empty text where it is not there."""
        return self.options.get(option, ("", 0))[0]


def read_erratum(statement: Statement, problems: list[Problem]) -> Erratum | None:
    """Make the erratum that a statement declares; None, with its problems, where it is none."""

    def refuse(kind: Kind, line: int, *arguments: str) -> None:
        problems.append(Problem(kind, statement.path, line, arguments))

    try:
        date = PartialDate.parse(statement.date)
    except ValueError:
        refuse(Kind.ERRATUM_DATE, statement.line, statement.date)
        return None
    written, line = statement.options.get("kind", ("", statement.line))
    if written not in list(ErratumKind):
        refuse(Kind.ERRATUM_KIND, line, written, "、".join(ErratumKind))
        return None
    kind = ErratumKind(written)
    for option in _REQUIRED[kind]:
        if not statement.value(option):
            refuse(Kind.ERRATUM_SILENT, statement.line, kind, option)
            return None
    return Erratum(
        date=date,
        kind=kind,
        text=statement.value("text"),
        printed=statement.value("printed"),
        right=statement.value("right"),
        line=statement.line,
    )
