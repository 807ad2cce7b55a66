"""Numbers as print writes them before headings, in dates and on issues."""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = "0-9０-９"
HAN_DIGITS = "〇零○一二两三四五六七八九十百千"
FIGURE = f"[{DIGITS}{HAN_DIGITS}]+"
"""A number in figures or in Chinese."""

_VALUES = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_VALUES |= {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

# How a number stands before a heading. The names only tell styles apart.
_STYLES = {
    "1.": rf"([{DIGITS}]{{1,4}})\s*[.．](?![{DIGITS}])",
    "1、": rf"([{DIGITS}]{{1,4}})\s*、",
    "(1)": rf"[(（]\s*([{DIGITS}]{{1,4}})\s*[)）]",
    "1)": rf"([{DIGITS}]{{1,4}})\s*[)）]",
    "[1]": rf"[\[［【〔]\s*([{DIGITS}]{{1,4}})\s*[\]］】〕]",
    "一、": rf"([{HAN_DIGITS}]{{1,5}})\s*[、.．]",
    "(一)": rf"[(（]\s*([{HAN_DIGITS}]{{1,5}})\s*[)）]",
    "①": "([\u2460-\u2473])",
    "1 ": rf"([{DIGITS}]{{1,3}})[ \t\u3000]+(?=\S)",
}
_BEGINS = re.compile(rf"\s*[{DIGITS}{HAN_DIGITS}\[(（［【〔\u2460-\u2473]")
_NUMBERED = {name: re.compile(rf"\s*{pattern}\s*") for name, pattern in _STYLES.items()}


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a heading; ``end`` is where the heading's own text begins."""

    style: str
    value: int
    end: int


def value_of(figures: str) -> int:
    """Read ``12``, ``１２``, ``十二``, ``一二`` or ``二〇一四``; 0 for anything else."""
    if figures and all(character in _VALUES for character in figures):
        return int("".join(str(_VALUES[character]) for character in figures))
    if figures.isdecimal():
        return int(figures)
    total = digit = 0
    for character in figures:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            return 0
    return total + digit


def number_before(text: str) -> Number | None:
    """Find the number with which a heading begins."""
    if not _BEGINS.match(text):
        return None
    for style, pattern in _NUMBERED.items():
        if found := pattern.match(text):
            figures = found[1]
            value = ord(figures) - 0x245F if style == "①" else value_of(figures)
            return Number(style, value, found.end()) if value else None
    return None
