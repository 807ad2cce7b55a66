"""What a reader's query asks for: it is read so that there is no wrong way to write one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qikan.search.folding import SPACES, Folding
from qikan.search.spans import Span

MOST, LONGEST = 16, 64
"""So many words of a query count, and so many characters of each."""

TITLE, ISSUE, YEAR, DATE = "title", "issue", "year", "date"
_OF_ALL = {TITLE: ("标题", "標題"), ISSUE: ("期",), YEAR: ("年",), DATE: ("日期",)}
_OF_SOME = {
    "outlet": ("来源", "來源", "source"),
    "section": ("栏目", "欄目"),
    "topic": ("主题", "主題"),
    "place": ("地点", "地點"),
}
"""How fields are written, beside their keys: those of every archive, and those of facets."""

_QUOTES = '"“”＂'
_UNIT = re.compile(rf"([0-9０-９])[{SPACES}]+(?=[\u4e00-\u9fff](?:[{SPACES}]|\Z))")
_SPACE = re.compile(rf"[{SPACES}]+")
_ONLY_LEVEL = Folding({})


def fields(facets: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Tell how the fields may be written, where facets have these keys and names."""
    found = {form: key for key, forms in _OF_ALL.items() for form in (key, *forms)}
    for key, name in facets:
        forms = (key, name.lower(), *_OF_SOME.get(key, ()))
        found = dict.fromkeys(forms, key) | found
    return found


@dataclass(frozen=True, slots=True)
class Word:
    """A string that texts are to hold, folded, or are not to hold; ``shown`` as it was written.

    With a ``field`` it is what stands there, a span of time for years and dates; ``label`` is how
    the field was written. ``other`` is whether it was written in another form than folded: 發 for
    发.
    """

    string: str
    field: str = ""
    without: bool = False
    label: str = dataclasses.field(default="", compare=False)
    shown: str = dataclasses.field(default="", compare=False)
    other: bool = dataclasses.field(default=False, compare=False)

    @property
    def in_text(self) -> bool:
        """Tell whether it is looked for in what the texts say."""
        return self.field in {"", TITLE}

    def __str__(self) -> str:
        shown = f'"{self.shown}"' if " " in self.shown else self.shown
        return f"{'-' * self.without}{self.label}{':' * bool(self.label)}{shown}"


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query, in their order."""

    words: tuple[Word, ...]
    raw: str = ""
    """All that was written, folded, where nothing in it but quotation marks is a sign."""

    @classmethod
    def of(cls, text: str, folding: Folding, fields: Mapping[str, str]) -> Query:
        """Read a query; ``fields`` has the keys of all fields, by how they may be written.

        Words stand apart by spaces, ``"…"`` is one word with all that is in it, ``-`` in front
        excludes, ``标题:`` asks for it in the title, and so with the other fields. A number and a
        single character are one word, 1.2 万; a sign without its word, a date that never was, is
        searched as it is.
        """
        names = "|".join(map(re.escape, sorted(fields, key=len, reverse=True)))
        part = re.compile(
            rf"(?P<without>[-－])?(?:(?P<label>{names})[:：])?"
            rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]?|(?P<word>[^{SPACES}{_QUOTES}]+))",
            re.IGNORECASE | re.ASCII,  # ſ is no s, in browsers neither
        )
        words: list[Word] = []
        for found in part.finditer(_UNIT.sub(r"\1", text)):
            shown = _SPACE.sub(" ", found["phrase"] or found["word"])[:LONGEST]
            label = found["label"] or ""
            name = fields[label.lower()] if label else ""
            string = folding.fold(shown)
            if string and name in {YEAR, DATE}:
                span = Span.of(string)
                if span is None:
                    label, name, shown = "", "", f"{label}:{shown}"
                string = str(span or folding.fold(shown))
            if string:
                other = _ONLY_LEVEL.fold(shown) != string
                words.append(Word(string, name, bool(found["without"]), label, shown, other))
        words = list(dict.fromkeys(words))[:MOST]
        words = [word for word in words if word.string != "-"] or words
        plain = words and not any(word.without or word.field for word in words)
        return cls(tuple(words), folding.fold(text)[:LONGEST] if plain else "")

    @property
    def wanted(self) -> tuple[Word, ...]:
        """The words that texts are to hold."""
        return tuple(word for word in self.words if word.in_text and not word.without)

    @property
    def fields(self) -> tuple[Word, ...]:
        """What is asked of the fields."""
        return tuple(word for word in self.words if not word.in_text)

    @property
    def wholes(self) -> tuple[str, ...]:
        """All wanted words as a text would have them one after another, and with what was written.

        A title may have quotation marks of its own.
        """
        joined = _ONLY_LEVEL.fold(" ".join(word.string for word in self.wanted))
        return tuple(dict.fromkeys(filter(None, (joined, self.raw))))

    def __str__(self) -> str:
        return " ".join(map(str, self.words))
