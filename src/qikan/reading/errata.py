"""Corrections, as ``erratum`` directives in an issue declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.kinds import Kind
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
        refuse(Kind.ERRATUM_DATE, statement.line, statement.date, _meant(statement.date))
        return None
    written, line = statement.options.get("kind", ("", statement.line))
    if written not in list(ErratumKind):
        others = [kind for kind in ErratumKind if kind is not ErratumKind.CORRECTION]
        refuse(Kind.ERRATUM_KIND, line, written, "、".join(others))
        return None
    kind = ErratumKind(written)
    if missing := [option for option in _REQUIRED[kind] if not statement.value(option)]:
        for option in missing:
            refuse(Kind.ERRATUM_SILENT, statement.line, kind, option)
        return None
    if statement.value("printed") and statement.value("printed") == statement.value("right"):
        refuse(Kind.ERRATUM_SAME, statement.options["right"][1], statement.value("right"))
        return None
    return Erratum(
        date=date,
        kind=kind,
        text=statement.value("text"),
        printed=statement.value("printed"),
        right=statement.value("right"),
        line=statement.line,
    )


def _meant(written: str) -> str:
    """Write a date as it should stand, ``2014年7月18日`` or ``2014/7/18``; else an example."""
    parts = re.fullmatch(r"\s*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?\s*", written, re.ASCII)
    try:
        if parts:
            return str(PartialDate.parse(f"{parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}"))
    except ValueError:
        pass
    return "2014-07-18"


def check_errata(
    errata: Sequence[Erratum], texts: Sequence[str], number: int, issued: PartialDate, path: str
) -> Iterator[Problem]:
    """Yield what is wrong with the errata of item ``number``, whose words stand in ``texts``."""
    removals = [each for each in errata if each.kind is ErratumKind.REMOVAL]
    removal = min(removals, key=lambda each: each.date, default=None)
    if removal is None:
        yield from _check_words(errata, texts, number, path)
    for erratum in errata:
        if erratum.date.is_before(issued):
            arguments = (str(erratum.date), str(issued))
            yield Problem(Kind.ERRATUM_EARLY, path, erratum.line, arguments)
        elif removal is not None and _comes_too_late(erratum, removal):
            arguments = (str(number), str(removal.line))
            yield Problem(Kind.ERRATUM_REMOVED, path, erratum.line, arguments)


def _comes_too_late(erratum: Erratum, removal: Erratum) -> bool:
    if erratum is removal or erratum.kind is ErratumKind.NOTE:
        return False
    return removal.date == erratum.date or removal.date.is_before(erratum.date)


def _check_words(
    errata: Sequence[Erratum], texts: Sequence[str], number: int, path: str
) -> Iterator[Problem]:
    """See that the words of each correction stand there once, and are no other's: so they show."""
    places: list[tuple[int, int, Erratum]] = []
    for erratum in errata:
        words = erratum.printed
        times = sum(text.count(words) for text in texts) if words else 0
        if times == 1:
            piece = next(index for index, text in enumerate(texts) if words in text)
            places.append((piece, texts[piece].index(words), erratum))
        elif words and not times and any(erratum.right in text for text in texts if erratum.right):
            told = (words, str(number), erratum.right)
            yield Problem(Kind.ERRATUM_DONE, path, erratum.line, told)
        elif words:
            arguments = (words, str(times), str(number))
            yield Problem(Kind.ERRATUM_WORDS, path, erratum.line, arguments)
    end, before = (0, 0), None
    for piece, start, erratum in sorted(places, key=lambda place: place[:2]):
        if before is not None and (piece, start) < end:
            first, second = sorted((before, erratum), key=lambda each: each.line)
            again = (second.printed, str(first.line))
            yield Problem(Kind.ERRATUM_AGAIN, path, second.line, again)
        if (piece, start + len(erratum.printed)) > end:
            end, before = (piece, start + len(erratum.printed)), erratum
