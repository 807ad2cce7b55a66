"""Chinese names in the order of their pronunciation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeVar

Named = TypeVar("Named")


def by_letter(
    entries: Iterable[Named], name_of: Callable[[Named], str]
) -> Iterator[tuple[str, list[Named]]]:
    """Group entries by the first letter of their names, in alphabetical order.

    Names are compared syllable by syllable after Hanyu Pinyin (ISO 7098) without tones, then as
    they are written. What begins with no letter of the alphabet stands last, under ``#``.
    """
    ordered = sorted((_key(name_of(entry)), index, entry) for index, entry in enumerate(entries))
    for letter, group in groupby(ordered, key=lambda each: each[0][1]):
        yield letter or "#", [entry for _, _, entry in group]


def _key(name: str) -> tuple[bool, str, list[str], str]:
    from pypinyin import lazy_pinyin  # its dictionaries take a while to load

    syllables = [syllable.lower() for syllable in lazy_pinyin(name)]
    letter = syllables[0][:1].upper() if syllables else ""
    known = letter.isascii() and letter.isalpha()
    return (not known, letter if known else "", syllables, name)
