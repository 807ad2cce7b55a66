"""Where the front matter of a file should begin and end, if its lines of hyphens do not say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qikan.kinds import Kind

Fault = tuple[Kind, int, tuple[str, ...]]

_RULE = re.compile(r"-{3,}[ \t]*")
_LIKE_RULE = re.compile(r"\s*[-‐-―−－─━_＿=＝~～*.。…]{2,}\s*|\s*(?:[-‐-―−－─━]\s*){2,}")
_TEXT = re.compile(r"#{1,6}\s|[:：`]{3}")


def bounds_fault(text: str, keys: Collection[str]) -> Fault | None:
    """Tell which line of hyphens is written otherwise, or missing, or has something above it.

    ``keys`` are those of front matter; where none stands in ``text``, it has none. Lines are
    counted from 1.
    """
    lines = text.split("\n")
    key = _key_of(keys)
    begin = next((at for at, line in enumerate(lines) if key.match(line)), None)
    if begin is None or any(line.startswith(":::") for line in lines[:begin]):
        return None
    if not _RULE.fullmatch(lines[0]):
        if begin == 1 and _LIKE_RULE.fullmatch(lines[0]):
            return Kind.FRONT_RULE, 1, (lines[0].strip(),)
        return Kind.FRONT_BEGIN, 1, ()
    last = begin
    for at, line in enumerate(lines[begin:], start=begin):
        if _RULE.fullmatch(line):  # it is shorter than that in the first line
            return Kind.FRONT_RULE, 1, (lines[0].strip(),)
        if _LIKE_RULE.fullmatch(line):
            return Kind.FRONT_RULE, at + 1, (line.strip(),)
        if _TEXT.match(line):
            break
        if key.match(line) or (line.strip() and line[0] in " \t-" and at == last + 1):
            last = at
    return Kind.FRONT_END, last + 1, (lines[last].strip(),)


def holds_text(front: str) -> bool:
    """Tell whether front matter that ends far below has taken in the text of the issue."""
    return any(line.startswith(("## ", ":::")) for line in front.split("\n"))


def keys_below(text: str, end: int, keys: Collection[str]) -> Iterator[tuple[int, str]]:
    """Find what belongs into the front matter, but stands below its ``end`` and above the title."""
    key = _key_of(keys)
    for number, line in enumerate(text.split("\n")[end:], start=end + 1):
        if _TEXT.match(line):
            return
        if key.match(line):
            yield number, line.strip()


def _key_of(keys: Collection[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(keys))})[ \t]*[:：]")
