"""What a reader's query asks for: it is read so that there is no wrong way to write one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qikan.search.folding import SPACES, Folding

MOST, LONGEST = 16, 64
"""So many words of a query count, and so many characters of each."""

_QUOTES = '"“”＂'
_PART = re.compile(
    rf"(?P<without>[-－])?(?:(?P<title>标题|title)[:：])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]?|(?P<word>[^{SPACES}{_QUOTES}]+))",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"([0-9０-９])[{SPACES}]+(?=[\u4e00-\u9fff](?:[{SPACES}]|\Z))")
_SPACE = re.compile(rf"[{SPACES}]+")
_ONLY_LEVEL = Folding({})


@dataclass(frozen=True, slots=True)
class Word:
    """A string that texts are to hold, folded, or are not to hold; ``shown`` as it was written.

    ``other`` is whether it was written in another form than folded: 發 for 发.
    """

    string: str
    in_title: bool = False
    without: bool = False
    shown: str = field(default="", compare=False)
    other: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        shown = f'"{self.shown}"' if " " in self.shown else self.shown
        return f"{'-' * self.without}{'标题:' * self.in_title}{shown}"


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query, in their order."""

    words: tuple[Word, ...]
    raw: str = ""
    """All that was written, folded, where nothing in it but quotation marks is a sign."""

    @classmethod
    def of(cls, text: str, folding: Folding) -> Query:
        """Read a query.

        Words stand apart by spaces, ``"…"`` is one word with all that is in it, ``-`` in front
        excludes, ``标题:`` asks for it in the title. A number and a single character are one
        word, 1.2 万; what excludes everything, or a sign without its word, is searched as it is.
        """
        words: list[Word] = []
        for part in _PART.finditer(_UNIT.sub(r"\1", text)):
            shown = _SPACE.sub(" ", part["phrase"] or part["word"])[:LONGEST]
            string = folding.fold(shown)
            if string:
                other = _ONLY_LEVEL.fold(shown) != string
                words.append(Word(string, bool(part["title"]), bool(part["without"]), shown, other))
        words = list(dict.fromkeys(words))[:MOST]
        if words and all(word.without for word in words):
            words = [
                replace(word, string=f"-{word.string}", shown=f"-{word.shown}", without=False)
                for word in words
            ]
        plain = words and not any(word.without or word.in_title for word in words)
        return cls(tuple(words), folding.fold(text)[:LONGEST] if plain else "")

    @property
    def wanted(self) -> tuple[Word, ...]:
        """The words that texts are to hold."""
        return tuple(word for word in self.words if not word.without)

    @property
    def wholes(self) -> tuple[str, ...]:
        """All wanted words as a text would have them one after another, and with what was written.

        A title may have quotation marks of its own.
        """
        joined = _ONLY_LEVEL.fold(" ".join(word.string for word in self.wanted))
        return tuple(dict.fromkeys(filter(None, (joined, self.raw))))

    def __str__(self) -> str:
        return " ".join(map(str, self.words))
