"""Names of people as references after GB/T 7714 write them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from qikan.works import Name

_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def is_cjk(text: str) -> bool:
    """Tell whether a text holds a character of China, Japan or Korea."""
    return _CJK.search(text) is not None


def written(name: Name, *, capitals: bool = False) -> str:
    """Write a name: surname first, then initials without points, particles behind them.

    Chinese names are not cut, in characters or in pinyin. With ``capitals``, as the standard of
    2015 asks, surnames of the Western form are in capitals; without, none is.
    """
    if not (name.family or name.given):
        return name.literal
    if is_cjk(name.family + name.given):
        return f"{name.family}{name.given}"
    before, family = _led_by_particle(name.family)
    given, behind = _trailed_by_particle(name.given)
    particles = " ".join(filter(None, (behind, name.particle, before)))
    family = family.upper() if capitals else _without_capitals(family)
    given = _recased(given) if _is_pinyin(family, given) else _initials(given)
    return " ".join(filter(None, (family, given, particles, name.suffix.rstrip("."))))


def _led_by_particle(family: str) -> tuple[str, str]:
    """Divide ``van der Veen``: what stands in small letters before the surname is a particle."""
    words = family.split()
    count = next((index for index, word in enumerate(words) if not word.islower()), 0)
    return " ".join(words[:count]), " ".join(words[count:])


def _trailed_by_particle(given: str) -> tuple[str, str]:
    """Divide ``Jan de``: what stands in small letters behind the given names is a particle."""
    words = given.split()
    count = len(words)
    while count > 1 and words[count - 1].islower() and "." not in words[count - 1]:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _initials(given: str) -> str:
    """Cut ``Anna B.``, ``A.B.`` and ``Ji-woo`` to ``A B``, ``A B`` and ``J-W``."""
    initials = []
    for word in given.replace(".", ". ").replace(". -", "-").split():
        parts = _WORD.findall(word)
        if len(parts) == 1 and 1 < len(parts[0]) < 4 and parts[0].isupper():
            parts = list(parts[0])  # AB are two names
            initials.append(" ".join(parts))
        elif parts:
            initials.append("-".join(part[0].upper() for part in re.split("[-‐]", word) if part))
    return " ".join(initials)


def _without_capitals(family: str) -> str:
    """Write ``MILLER`` as ``Miller``."""
    return _recased(family) if len(family) > 2 else family


def _recased(text: str) -> str:
    return _WORD.sub(lambda word: word[0].capitalize() if word[0].isupper() else word[0], text)


def _is_pinyin(family: str, given: str) -> bool:
    """Tell whether a name is that of a Chinese person in Hanyu Pinyin (GB/T 28039)."""
    words = [family, *re.split(r"[\s\-‐’']+", given)]
    if len(words) < 2 or not all(len(word) > 1 for word in words):
        return False
    return _spells(family.lower(), 2) and all(_spells(word.lower(), 3) for word in words[1:])


def _spells(word: str, most: int) -> bool:
    """Tell whether a word falls into so many syllables at most."""
    if not word:
        return True
    known = _syllables()
    return most > 0 and any(
        word[:end] in known and _spells(word[end:], most - 1)
        for end in range(1, min(len(word), 6) + 1)
    )


@cache
def _syllables() -> frozenset[str]:
    """Collect all syllables without tones, of two letters or more."""
    from pypinyin.pinyin_dict import pinyin_dict

    read = {syllable for readings in pinyin_dict.values() for syllable in readings.split(",")}
    bare = {_toneless(syllable) for syllable in read}
    plain = {syllable.replace("ü", other) for syllable in bare for other in ("ü", "v", "yu", "u")}
    return frozenset(each for each in plain if len(each) > 1 and re.search("[aeiouüv]", each))


def _toneless(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    kept = (letter for letter in letters if letter == "\u0308" or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(kept))
