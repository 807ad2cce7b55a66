"""Running text as it is set: what a line may not break, which language it is in, what is missing.

Typst closes up punctuation, keeps it from the ends of lines, and parts Han from Latin by a
quarter of an em. The rest is done here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from qikan.pdf.notation import Code, call, joined, literal

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "A-Za-z\u00c0-\u024f"

_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_FOREIGN = re.compile(rf"[{_LATIN}][{_LATIN}'’\-]*(?:[ ,.:;/&()]+[{_LATIN}][{_LATIN}'’\-]*)*[.!?]?")
_WORD = re.compile(r"[a-z]{3}")
_BEHIND_HAN = re.compile(rf"(?<=[{_HAN}])\d")
_MEASURE = re.compile(rf"第?\d[\d,.:~～–—-]*[%‰]? ?[{_HAN}]|第\d+")
_UNSEEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\uffff\U000e0000-\U000e007f]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LETTER = re.compile(rf"(?<![{_LATIN}'’/.\-])[{_LATIN}]-[{_LATIN}]{{1,20}}(?![{_LATIN}])")
_ONE_HAN = re.compile(f"[{_HAN}]")
_LAST = re.compile(rf"(?<=[{_HAN}])[{_HAN}]{{2}}[。！？；：”’』」》）…]*$")
_UNBROKEN = re.compile("[!-~]{25,}")
_PIECE = re.compile("[!-~]{0,15}[-/?&=._#%+]|[!-~]{1,16}")
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef\\s]")

Told = Callable[[str], None]
"""Takes a character that could not be set."""


class Text:
    """Sets running text with the characters that there are.

    ``has`` tells whether a typeface has a character; ``missed`` takes each that none has, and
    those for private use, which PDF/A-3a (ISO 19005-3, 6.2.11.7.3) lets stand for nothing.
    """

    def __init__(self, has: Callable[[str], bool], missed: Told) -> None:
        self.has = has
        self.missed = missed
        self.known: set[str] = set()

    def running(self, text: str, *, ends: bool = False) -> Code:
        """Set a piece of running text; ``ends`` says that a paragraph does.

        No character stands alone in the last line of a paragraph.
        """
        text = _LINE_END.sub(_joint, text)
        last = _LAST.search(text) if ends else None
        if last is None:
            return joined(self._parts(text))
        end = call("box", joined(self._plain(last[0])))
        return joined([*self._parts(text[: last.start()]), end])

    def verbatim(self, text: str) -> Code:
        """Set a text as it stands, line by line."""
        return joined(self._plain(text))

    def plain(self, text: str) -> str:
        """Give a text without what cannot be set, for bookmarks and descriptions."""
        return "".join(
            f"〔{_name(sign)}〕" if self._is_missing(sign) else sign
            for sign in _UNSEEN.sub("", text)
        )

    def _parts(self, text: str) -> Iterator[Code]:
        end = 0
        for found in _FOREIGN.finditer(text):
            if _WORD.search(found[0]):
                yield from self._measured(text[end : found.start()])
                yield call("foreign", joined(self._words(found)))
                end = found.end()
        yield from self._measured(text[end:])

    def _words(self, found: re.Match[str]) -> Iterator[Code]:
        """Keep a single letter with its word, as in e-government; part such a word from Han."""
        text, end = found[0], 0
        quarter = call("h", Code("0.25em"), weak=Code("true"))
        if _LETTER.match(text) and _ONE_HAN.match(found.string[: found.start()][-1:]):
            yield quarter
        for word in _LETTER.finditer(text):
            yield from self._plain(text[end : word.start()])
            yield call("box", joined(self._plain(word[0])))
            end = word.end()
        if end == len(text) and _ONE_HAN.match(found.string, found.end()):
            yield quarter
        yield from self._plain(text[end:])

    def _measured(self, text: str) -> Iterator[Code]:
        """Keep a number with its unit in one line."""
        end = 0
        for found in _MEASURE.finditer(text):
            yield from self._plain(text[end : found.start()])
            inside = joined(self._plain(found[0]))
            yield call("parted" if _BEHIND_HAN.match(text, found.start()) else "box", inside)
            end = found.end()
        yield from self._plain(text[end:])

    def _plain(self, text: str) -> Iterator[Code]:
        text = _UNSEEN.sub("", text)
        missing = set(filter(self._is_missing, set(text) - self.known))
        self.known |= set(text) - missing
        start = 0
        for index, sign in enumerate(text if missing else ""):
            if sign in missing:
                if index > start:
                    yield from _breakable(text[start:index])
                self.missed(sign)
                yield call("substitute", literal(_name(sign)))
                start = index + 1
        if start < len(text):
            yield from _breakable(text[start:])

    def _is_missing(self, sign: str) -> bool:
        if self.has(sign) and not _PRIVATE.match(sign):
            return False
        return _JOINERS.match(sign) is None


def _breakable(text: str) -> Iterator[Code]:
    """Let what has no place to break, such as a long address, break after a sign or anywhere."""
    end = 0
    for found in _UNBROKEN.finditer(text):
        if found.start() > end:
            yield literal(text[end : found.start()])
        pieces = _PIECE.findall(found[0])
        yield from (code for piece in pieces for code in (literal(piece), call("box")))
        end = found.end()
    if end < len(text):
        yield literal(text[end:])


def is_private(sign: str) -> bool:
    """Tell whether a character means what two parties have agreed on, and no one else knows."""
    return _PRIVATE.match(sign) is not None


def _joint(end: re.Match[str]) -> str:
    """Join two lines of the source: by a space, but not behind Han and its punctuation."""
    behind = end.string[end.start() - 1 : end.start()]
    return "" if behind and unicodedata.east_asian_width(behind) in "WF" else " "


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X}"
