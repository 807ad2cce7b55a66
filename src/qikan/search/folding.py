"""Texts and queries made alike, so that what differs in form only is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

FIRST_HAN = 0x2E80
"""From this character on, no script parts its words by spaces (but Hangul, which is closed up)."""

SPACES = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
IGNORED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff"
)
"""What no one sees: controls, marks of direction, joiners, selectors of a form."""

_SPACE, _IGNORED = re.compile(f"[{SPACES}]+"), re.compile(f"[{IGNORED}]+")


class Folding:
    """What is one for a search: width, case, Unicode's compatible forms, 繁 and 简, spaces.

    ``simplified`` maps each character that is written in another way in simplified Chinese to one
    other: 發 and 髮 both to 发. They are mapped singly, not by words: text and query meet, whatever
    they become. A space stays where it parts words of Latin letters or figures.
    """

    def __init__(self, simplified: Mapping[str, str]) -> None:
        self.simplified = simplified
        self._table = str.maketrans(dict(simplified))

    def fold(self, text: str) -> str:
        """Make a text comparable."""
        return close_up(_IGNORED.sub("", level(text).translate(self._table)))


def level(text: str) -> str:
    """Take away differences of width, case and compatible forms (NFKC, UAX 15)."""
    return unicodedata.normalize("NFKC", text).lower()


def close_up(text: str) -> str:
    """Take out every space but those that part words of Latin letters or figures."""
    words = [word for word in _SPACE.split(text) if word]
    closed = words[:1]
    for before, word in pairwise(words):
        apart = ord(before[-1]) < FIRST_HAN and ord(word[0]) < FIRST_HAN
        closed.append(f" {word}" if apart else word)
    return "".join(closed)
