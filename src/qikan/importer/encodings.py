"""In which encoding the bytes of a text are: told by what they are, never by what is likely."""

from __future__ import annotations

import re

from qikan.catalogue import mark
from qikan.importer.refusals import Refusal

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKED_HAN = re.compile("[\u4e00-\u9fff，。、；：“”（）《》]")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
)
_MISREAD = (
    ("gb18030", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
)
_REPLACED = re.compile("锟斤拷|烫烫烫|屯屯屯|\ufffd")


def decode(data: bytes) -> tuple[str, str]:
    """Give the text of bytes, without its byte order mark, and the name of their encoding.

    Raise Refusal where they are of no encoding, of two, or have been spoilt before.
    """
    for sign, encoding in _MARKS:
        if data.startswith(sign):
            return _decoded(data[len(sign) :], encoding), _NAMES[encoding]
    if (wide := _without_mark(data)) is not None:
        return _decoded(data, wide), _NAMES[wide]
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _chinese(data), "gb18030"
    _refuse_empty(text)
    _refuse_spoilt(text)
    return text, _NAMES[encoding]


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        said = mark("byte {0} is no {1}; the file is damaged or cut off: take a whole copy of it")
        raise Refusal(said, str(error.start), _NAMES[encoding]) from error
    _refuse_empty(text)
    _refuse_spoilt(text)
    return text


def _refuse_empty(text: str) -> None:
    if not text.strip("\0 \t\r\n\f\v\u3000\ufeff"):
        raise Refusal(mark("the file is empty; look whether it is the right one"))


def _without_mark(data: bytes) -> str | None:
    """Know UTF-16 that does not say so by the zeros in every other byte of its line ends."""
    for encoding, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if data.count(end) and data.count(b"\0") * 40 > len(data) and len(data) % 2 == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text and len(_MARKED_HAN.findall(text)) * 3 > len(text):
                return encoding
    return None


def _chinese(data: bytes) -> str:
    """Decode what is no UTF-8; a file of which single lines are UTF-8 has been pasted together."""
    if b"\0" in data:
        raise Refusal(mark("this is no text; look whether it is the right file"))
    mixed: dict[str, int] = {}
    for line, part in enumerate(data.split(b"\n"), start=1):
        if not part.isascii():
            mixed.setdefault(_encoding_of_line(part), line)
    if {"utf-8", "gb18030"} <= mixed.keys():
        said = mark("line {0} is UTF-8, line {1} is GB18030; save both parts in one encoding")
        raise Refusal(said, str(mixed["utf-8"]), str(mixed["gb18030"]))
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = mark("line {0} is neither UTF-8 nor UTF-16 nor GB18030; save the file as UTF-8")
        raise Refusal(said, str(line)) from error
    if len(_HAN.findall(text)) * 3 < sum(not character.isascii() for character in text):
        raise Refusal(mark("this is no text; look whether it is the right file"))
    return text


def _encoding_of_line(line: bytes) -> str:
    """Name the encoding of a line; what would be both is not held against either.

    A line of ten bytes or more that happen to be UTF-8 is UTF-8: in GB18030 that is no accident
    that occurs in real text.
    """
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8" if sum(byte > 127 for byte in line) >= 9 else ""


def _refuse_spoilt(text: str) -> None:
    """Refuse a text that was decoded wrongly and saved again, naming what it was before."""
    if spoilt := _REPLACED.search(text):
        line = text.count("\n", 0, spoilt.start()) + 1
        said = mark("line {0} has “{1}”: characters were lost when it was saved; take the source")
        raise Refusal(said, str(line), spoilt[0])
    sample = text[:20_000]
    for wrong, right in _MISREAD:
        before = sample.encode(wrong, "replace").decode(right, "replace")
        han = len(_HAN.findall(before))
        if (
            han >= 8
            and before.count("\ufffd") * 5 < han
            and _commonness(before) > max(0.08, 3 * _commonness(sample))
        ):
            said = mark(
                "the text is garbled: it is {0} that was read as {1}, and begins “{2}”; "
                "take the source, or save it again in the right encoding"
            )
            raise Refusal(said, _NAMES[right], wrong.upper(), before.strip().split("\n")[0][:20])


def _commonness(text: str) -> float:
    """Tell which share of the Han characters are the most common ones."""
    han = _HAN.findall(text)
    return sum(each in _COMMON for each in han) / len(han) if han else 0.0
