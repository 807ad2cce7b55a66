"""The numbers that Word puts before paragraphs by itself (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered; ``text`` has ``%1`` where the number of level 1 stands."""

    format: str
    text: str
    start: int


class Numbering:
    """Counts through a document: it has to be asked for each paragraph in its order."""

    def __init__(self, part: Element | None) -> None:
        """Read the part ``numbering.xml``; without one there are no numbers."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        for abstract in part.iter(f"{W}abstractNum"):
            levels = {int(e.get(f"{W}ilvl", "0")): _level(e) for e in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in part.iter(f"{W}num"):
            named = num.find(f"{W}abstractNumId")
            self._lists[num.get(f"{W}numId", "")] = value_of(named)

    def next(self, list_id: str, depth: int) -> str:
        """Give the number of the next paragraph of a list, empty for bullets and no list."""
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.format in {"bullet", "none"}:
            return ""
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

        def written(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shown = levels.get(at, level)
            return write(counts.get(at, shown.start), shown.format)

        return _PLACE.sub(written, level.text)


def _level(element: Element) -> Level:
    start = value_of(element.find(f"{W}start"))
    return Level(
        format=value_of(element.find(f"{W}numFmt")) or "decimal",
        text=value_of(element.find(f"{W}lvlText")),
        start=int(start) if start.isdecimal() else 1,
    )


def value_of(element: Element | None) -> str:
    """Give the value of an element, empty where there is none."""
    return "" if element is None else element.get(f"{W}val", "")


def write(number: int, format: str) -> str:
    """Write a number in one of Word's formats, in figures where it is not known."""
    return _FORMATS.get(format, str)(number)


def _chinese(number: int) -> str:
    """Write a number up to 999 as it is counted: 十二, 一百零三."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(each)] for each in str(number)),
    "decimalFullWidth": lambda number: "".join(chr(ord(c) + 0xFEE0) for c in str(number)),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
