"""Whether the bytes of a file are text, and which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind

LARGEST = 4
"""So many megabytes a file may have; the largest issues have a twentieth of that."""


def text_problem(data: bytes, path: str) -> Problem | None:
    """Tell why a file's bytes are no text that can be read, if so."""
    if len(data) > LARGEST * 1_000_000:
        return Problem(Kind.TOO_LARGE, path, 1, (str(LARGEST),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _probable_encoding(data)
        if guess is None:
            return Problem(Kind.NO_TEXT, path, line)
        return Problem(Kind.ENCODING, path, line, (guess,))
    if not text.strip():
        return Problem(Kind.EMPTY, path, 1)
    if forbidden := _FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        return Problem(Kind.CHARACTER, path, line, (f"U+{ord(forbidden[0]):04X}",))
    return None


def read_own(root: Path, path: str) -> str:
    """Read a file of the archive's own, which conf.py names; raise Unusable."""
    try:
        data = (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unusable(Problem(Kind.NO_FILE, path, 1)) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise Unusable(Problem(Kind.DATA_FILE, path, 1, (said,))) from error
    if problem := text_problem(data, path):
        raise Unusable(problem)
    return data.decode("utf-8-sig")


# Controls other than tab and line ends, noncharacters and lone surrogates: no text holds them by
# intent. Those that turn the direction of writing let a line show what it does not say.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def forbidden(text: str) -> str | None:
    """Name a character that may not stand in a text, where an escape has brought one in."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


# Characters that cannot be seen and only mislead a search. Joiners have a use, but not behind
# what Chinese is written with: in other scripts, and between the parts of an emoji.
_UNSEEN = (
    "\x85\xad\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u2060-\u2064\u3164\ufeff\uffa0\U000e0001"
)
_JOINERS = "\u200c\u200d"
_JOINING_NOTHING = (
    "[\0-\u024f\u2000-\u206f\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_MAYBE_INVISIBLE = re.compile(f"[{_UNSEEN}{_JOINERS}]")
_INVISIBLE = re.compile(f"[{_UNSEEN}]|(?:^|(?<={_JOINING_NOTHING}))[{_JOINERS}]")


def invisible(text: str) -> Iterator[tuple[int, str, str]]:
    """Find the first invisible character of each line; give what stands before it as well."""
    if _MAYBE_INVISIBLE.search(text):  # which is fast
        for number, line in enumerate(text.split("\n"), start=1):
            if found := _INVISIBLE.search(line):
                yield number, f"U+{ord(found[0]):04X}", line[: found.start()][-6:].strip()


# What a PDF gives in place of characters that look the same. Those of Kangxi have their character
# in Unicode; of the others, these stand in simplified texts.
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_SIMPLIFIED = dict(
    zip(
        "⻄⻅⻆⻉⻋⻓⻔⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻘⻁",
        "西见角贝车长门韦页风飞食马鬼鱼鸟麦黄齐齿龙青虎",
        strict=True,
    )
)


def radicals(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Find the first sign for a radical of each line: itself, its code and the character meant."""
    if _RADICAL.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            for found in _RADICAL.finditer(line):
                meant = _SIMPLIFIED.get(found[0]) or unicodedata.normalize("NFKC", found[0])
                if meant != found[0]:
                    yield number, found[0], f"U+{ord(found[0]):04X}", meant
                    break


_LEFT_OVER = re.compile(
    "(?m)\ufffd+|^(?:<{7}|>{7})(?: .*)?$|错误[！!] ?(?:未找到引用源|未定义书签)。?"
    "|““+|””+"
    r"|#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A)"
)


def left_over(text: str) -> Iterator[tuple[int, str]]:
    """Find what programs leave where they lost a character or a reference, or found two texts."""
    for found in _LEFT_OVER.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[0]


_FOLIO = re.compile(
    r"(?m)^[ \u3000]*([-—–－·]{1,2} ?\d{1,4} ?[-—–－·]{1,2}"
    r"|第 ?\d{1,4} ?页(?:[ ，,/]*共 ?\d{1,4} ?页)?)[ \u3000]*$"
)


def folios(text: str) -> Iterator[tuple[int, str]]:
    """Find the numbers of pages that come along where text is copied over the end of one."""
    for found in _FOLIO.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[1]


def _probable_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding in ("GB18030", "Big5"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None
