"""Problems as values: the reader and the checks make them, builds and commands show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from qikan.catalogue import mark
from qikan.kinds import Kind


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at its place.

    ``path`` is relative to the archive's root, with ``/``; ``line`` counts from 1, 0 where the
    whole file is meant. Each of ``arguments`` fills a place of the kind's text; a tuple lists
    the ids that were perhaps meant.
    """

    kind: Kind
    path: str
    line: int
    arguments: tuple[str | tuple[str, ...], ...] = ()

    def message(self, translate: Callable[[str], str] = str) -> str:
        """Say what is wrong and what to do, in one line."""
        filled = (
            _short(argument) if isinstance(argument, str) else _meant(argument, translate)
            for argument in self.arguments
        )
        return " ".join(translate(self.kind.text).format(*filled).split())


LONGEST = 200
"""Of what was written wrongly, so many characters are shown."""

_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # no terminal may obey them


class Unusable(Exception):
    """Something without which nothing can be read; ``problem`` says what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message())
        self.problem = problem


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Find up to three known names that a mistyped one was perhaps meant for."""
    return tuple(get_close_matches(word, list(known), n=3, cutoff=0.5))


def _short(text: str) -> str:
    shown = _CONTROLS.sub(lambda control: f"\\x{ord(control[0]):02x}", text[:LONGEST])
    return shown if len(text) <= LONGEST else f"{shown}…"


def _meant(names: tuple[str, ...], translate: Callable[[str], str]) -> str:
    if not names:
        return translate(mark("; add it first, or correct it"))
    meant = translate(mark(" or ")).join(names)
    return translate(mark("; is {0} meant? Add it first if it is new")).format(meant)
