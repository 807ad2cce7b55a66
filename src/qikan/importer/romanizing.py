"""The pinyin of a few names, out of pypinyin's tables without loading these.

To import pypinyin takes half a second, most of what a short import takes: it parses its tables
and trains its segmentation. Here they are searched as texts, as far as they are as expected.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_LONGEST = 8
"""So many characters the phrases have at most that are looked for."""
_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c", "\u0302"}


def pinyin(name: str) -> str:
    """Write a name in pinyin without tones, ``ü`` as ``v``; what is no Han character stays."""
    try:
        return _HAN.sub(lambda han: "".join(_syllables(han[0])), name)
    except (OSError, LookupError, ValueError):  # the tables have another form now
        from pypinyin import lazy_pinyin

        return "".join(lazy_pinyin(name))


def _syllables(han: str) -> Iterator[str]:
    """Yield syllables: of the longest phrase that begins at each place, else of characters."""
    phrases, characters = _table("phrases_dict.json"), _table("pinyin_dict.json")
    at = 0
    while at < len(han):
        for end in range(min(len(han), at + _LONGEST), at + 1, -1):
            if readings := _entry(phrases, han[at:end]):
                yield from (_toneless(reading[0]) for reading in readings)
                at = end
                break
        else:
            readings = _entry(characters, str(ord(han[at])))
            yield _toneless(readings.partition(",")[0]) if readings else han[at]
            at += 1


def _entry(table: str, key: str) -> Any:
    """Find what a table, a text in JSON, has for a key; None where it has nothing."""
    place = table.find(f'\n"{key}": ')
    return json.JSONDecoder().raw_decode(table, place + len(key) + 5)[0] if place >= 0 else None


@cache
def _table(name: str) -> str:
    found = find_spec("pypinyin")
    if found is None or not found.submodule_search_locations:
        raise LookupError(name)
    text = Path(found.submodule_search_locations[0], name).read_text("utf-8")
    if not text.startswith('{\n"'):
        raise LookupError(name)
    return text


def _toneless(syllable: str) -> str:
    """Leave out the tone; ``ü`` is written ``v``."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(part for part in parts if part not in _TONES)
