"""Invented original pieces, as ``source/citations`` declares those that have been found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

LARGEST = 500
"""So many pieces stand in one file; a year that has more goes on in ``2014-2.bib``."""

EARLIEST = timedelta(days=9)
"""No piece came out longer before the issue that prints it."""

_PRINTED = frozenset({"newspaper", "agency", "magazine"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What an outlet published, before an issue printed an item after it."""

    key: str
    outlet: str
    kind: str
    authors: tuple[str, ...]
    title: str
    day: date
    page: str
    url: str
    evidence: str

    def entry(self) -> str:
        """Return the piece as BibTeX."""
        fields = [
            ("author", " and ".join(self.authors)),
            ("title", self.title),
            ("outlet", self.outlet),
            ("date", self.day.isoformat()),
            ("page", self.page),
            ("url", self.url),
            ("evidence", self.evidence),
        ]
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
        return f"@{self.kind}{{{self.key},\n{''.join(lines)}}}\n"


def is_chosen(place: int, pieces: int, places: int) -> bool:
    """Tell whether the item at ``place`` of ``places`` has one of ``pieces``, evenly spread."""
    return place * pieces // places != (place + 1) * pieces // places


def draw(
    issue: str,
    number: int,
    outlet: tuple[str, str, str],
    text: Callable[[str], str],
    title: str,
    rng: Random,
) -> Piece:
    """Invent the piece behind an item of that title.

    ``outlet`` is key, name and kind of who published it; ``text`` returns a new text for a symbol
    of the grammar.
    """
    key, name, kind = outlet
    day = date.fromisoformat(issue) - timedelta(days=rng.randint(1, EARLIEST.days))
    authors = [text("person") for _ in range(rng.choices((0, 1, 2, 3), (1, 8, 4, 1))[0])]
    if rng.random() < 1 / 8:
        authors.append(f"{{{name}编辑部}}")
    other = text("title")
    while other == title:
        other = text("title")
    printed = kind in _PRINTED
    page = f"{rng.choice(('', '', 'A', 'B'))}{rng.randint(1, 24):02}" if printed else ""
    return Piece(
        key=f"yuanwen-{issue}-{number}",
        outlet=key,
        kind="article" if printed else "online",
        authors=tuple(dict.fromkeys(authors)),
        title=other,
        day=day,
        page=page,
        url=f"https://{key}.example/{day:%Y/%m/%d}/{rng.randint(1000, 99999)}.html",
        evidence=rng.choice(("located", "located", "archived")),
    )


class Shelf:
    """Pieces that wait for the file of their year to be complete; of two years at most."""

    def __init__(self) -> None:
        self._years: dict[int, list[Piece]] = {}

    def add(self, piece: Piece) -> None:
        """Take one more."""
        self._years.setdefault(piece.day.year, []).append(piece)

    def files(self, until: date | None = None) -> Iterator[tuple[str, str]]:
        """Yield and forget the files of all years to which an issue of ``until`` adds nothing."""
        for year in sorted(self._years):
            if until is None or year < (until - EARLIEST).year:
                pieces = self._years.pop(year)
                for start in range(0, len(pieces), LARGEST):
                    part = f"-{start // LARGEST + 1}" if start else ""
                    entries = (piece.entry() for piece in pieces[start : start + LARGEST])
                    yield f"source/citations/{year}{part}.bib", "\n".join(entries)
