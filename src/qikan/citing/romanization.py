"""Chinese people's names in Hanyu Pinyin, told from other names in Latin letters.

GB/T 28039 writes such a name surname first, the given name as one word; GB/T 16159 puts an
apostrophe before a syllable that begins with a vowel inside a word (``Xi'an``). A name alone
does not always tell: where both readings are usual, as with ``Lena``, it is taken as Western.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# The finals that each initial goes with. Syllables that are only particles or stand for sounds
# (me, ne, lo) name nobody and are left out.
_FINALS = {
    "": "ai an ang ao e en er ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "an ang ao ei en eng i ian iao ie in ing o u ai",
    "m": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "f": "a an ang ei en eng ou u",
    "d": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "t": "ai an ang ao eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao eng i ian iang iao ie in ing iu ong u uan uo ü v yu",
    "l": "ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü v yu üe ue",
    "g": "ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "k": "ai an ang ao e eng ong ou u ua uai uan uang ui un uo",
    "h": "ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao en eng i ong ou u uan ui un uo",
    "z": "ai an ang ao e eng i ong ou u uan ui un uo",
    "c": "ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}

# Surnames of two syllables (复姓); any other is one syllable.
_COMPOUND_SURNAME = re.compile(
    "baili|chunyu|dongfang|dongguo|duanmu|dugu|gongsun|gongyang|helian|huangfu|huyan|linghu|"
    "murong|nalan|nangong|ouyang|puyang|shangguan|shentu|sikong|sima|situ|taishi|tuoba|wanyan|"
    "xiahou|ximen|xianyu|yuchi|yuwen|zhangsun|zhongli|zhuge|zongzheng"
)

# Western given names that could be read as pinyin.
_WESTERN = re.compile(
    "anna|ben|benno|dale|dana|dina|duke|duncan|ken|lana|lena|linda|lisa|luke|mike|mila|mina|"
    "minna|misha|mona|nana|nate|nina|sasha|susan|tina|wade|wanda|wendi"
)

_TONES = {ord(mark): None for mark in "\u0300\u0301\u0304\u030c"}


@cache
def _given_name() -> re.Pattern[str]:
    syllables = {start + end for start, ends in _FINALS.items() for end in ends.split()}
    first = "|".join(sorted(syllables, key=lambda s: (-len(s), s)))
    inner = "|".join(sorted((s for s in syllables if s[0] not in "aeo"), key=lambda s: -len(s)))
    return re.compile(rf"(?:{first})(?:(?:{inner})|['’ -]?(?:{inner})|['’ -](?:{first}))?")


@cache
def _is_syllable(text: str) -> bool:
    return any(
        text.startswith(start) and text[len(start) :] in ends.split()
        for start, ends in _FINALS.items()
    )


def is_pinyin(family: str, given: str) -> bool:
    """Tell whether a name in Latin letters is that of a Chinese person in Hanyu Pinyin."""
    surname, name = _plain(family), _plain(given)
    if not surname or not name or _WESTERN.fullmatch(name):
        return False
    parts = surname.split("-")
    if not all(_is_syllable(part) or _COMPOUND_SURNAME.fullmatch(part) for part in parts):
        return False
    return _given_name().fullmatch(name) is not None


def _plain(text: str) -> str:
    """Drop case and the marks of the tones, but not the dots of ü."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", decomposed.translate(_TONES))
