"""Names of persons and bodies as GB/T 7714 prints them.

Surname first, given names as initials without points, particles behind them (``Veen P H van
der``). Names in Han characters, kana or hangul are joined without a space; given names in Hanyu
Pinyin are not cut to initials. The revision of 2015 wants capital surnames and no hyphen between
initials.
"""

from __future__ import annotations

import re

from qikan.citing.romanization import is_pinyin
from qikan.works import Name

_EAST_ASIAN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "–": "-"})


def is_east_asian(text: str) -> bool:
    """Tell whether a text has a Han character, kana or hangul."""
    return not text.isascii() and _EAST_ASIAN.search(text) is not None


def printed(name: Name, *, capitals: bool = False) -> str:
    """Print one name, as of 2015 with ``capitals``; empty where nothing is known of it."""
    if name.literal.strip():
        return name.literal.strip()
    family, given, particle = _sorted_out(name)
    if not family or not (given or particle or name.suffix.strip()):
        return family or given
    if is_east_asian(family):
        return _east_asian(family, given, particle, name.suffix.strip())
    surname = family.upper() if capitals else _without_capitals(family)
    if is_pinyin(family, given) and (family.isupper() or not given.isupper()):
        cut = _without_capitals(given) if family.isupper() else given
    else:
        cut = _initials(given, shouted=family.isupper() and len(family) > 1)
        cut = cut.replace("-", " ") if capitals else cut
    suffix = name.suffix.strip().strip(",.")
    return " ".join(part for part in (surname, cut, particle, suffix) if part)


def _sorted_out(name: Name) -> tuple[str, str, str]:
    """Take the particles out of the other parts: all before the surname, in lower case."""
    family = name.family.split()
    given = name.given.split()
    head: list[str] = []
    tail: list[str] = []
    while len(family) > 1 and family[0].islower():
        head.append(family.pop(0))
    while len(given) > 1 and given[-1].islower() and given[0] != given[0].lower():
        tail.insert(0, given.pop())
    particle = " ".join([*tail, *name.particle.split(), *head])
    return (" ".join(family) or " ".join(given), " ".join(given) if family else "", particle)


def _east_asian(family: str, given: str, particle: str, suffix: str) -> str:
    """Join a name; a translated surname keeps its initials (``昂温 P S``)."""
    if given and not is_east_asian(given):
        given = f" {_initials(given, shouted=False)}"
    return f"{family}{given}{particle}{suffix}"


def _initials(given: str, *, shouted: bool) -> str:
    """Cut given names to their initials, written in capitals with hyphens kept.

    Two or three capitals are initials without points (``AB``), unless the whole name is
    ``shouted``, where only two are.
    """
    text = given.translate(_HYPHENS).replace(".-", "-").replace(".", " ").replace(",", " ")
    words = []
    for word in text.split():
        if word.isalpha() and word.isupper() and 1 < len(word) <= (2 if shouted else 3):
            words += list(word)
        else:
            parts = (part.lstrip("'’‘\"“(") for part in word.split("-"))
            words.append("-".join(part[0].upper() for part in parts if part))
    return " ".join(word for word in words if word)


def _without_capitals(text: str) -> str:
    """Write a name in small letters if it is in capitals throughout: ``O’NEILL``."""
    if not text.isupper() or len(text) < 2:
        return text
    return _WORD.sub(lambda match: _capitalized(match[0]), text)


def _capitalized(word: str) -> str:
    if word.startswith("MC") and len(word) > 3:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
