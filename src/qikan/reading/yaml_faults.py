"""What is wrong with front matter that is no YAML, in our own words and at the line of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from qikan.kinds import Kind

Fault = tuple[Kind, int, tuple[str, ...]]

_PAIR = re.compile(r"(\s*)([^\s:：'\"#]+)\s*:(?:\s+(.*))?")
_QUOTED = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?:#.*)?")
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(?:#.*)?")
_SPECIAL = re.compile(r"[@`%&*!|>,\]}]|[-?:]\s|.*:(?:\s|$)")
_REMARK = re.compile(r"(?:^|\s)#.*")
_ODD_BLANK = "[\u00a0\u2000-\u200a\u202f\u3000]"


def yaml_fault(text: str, number: int, keys: Collection[str]) -> Fault:
    """Find the first line that cannot be YAML; ``number`` is where the parser gave up.

    ``keys`` are those that are known. Lines are counted from 1 in ``text``.
    """
    lines = text.split("\n")
    named = "|".join(sorted(keys))
    key_alone = re.compile(rf"\s*((?:{named})(?=\s|$)|[A-Za-z-]+(?=\s*[:：=＝]))")
    before = ""
    for at, line in enumerate(lines, start=1):
        said = line.strip()
        indented, under = _indent(line), _indent(before)
        if not said or said.startswith("#"):
            continue
        pair = _PAIR.fullmatch(line)
        if pair is None:
            if key := key_alone.match(line):
                return Kind.COLON, at, (said, key[1])
        elif "\t" in line[:indented] or (indented > under and not _opens(before)):
            return Kind.INDENT, at, (said,)
        elif fault := _fault_in(said, pair[2], (pair[3] or "").strip()):
            kind, *arguments = fault
            return kind, at, tuple(arguments)
        before = line
    shown = lines[min(number, len(lines)) - 1].strip() or text.strip().partition("\n")[0]
    return Kind.YAML, min(number, len(lines)), (shown,)


def blank_fault(text: str, keys: Collection[str]) -> Fault | None:
    """Find a blank, full-width or one that does not break, that YAML takes for a letter.

    Within a value it may stand.
    """
    named = "|".join(sorted(keys))
    before = re.compile(rf"[ \t]*(?P<odd>{_ODD_BLANK})\s*(?:(?:{named})\s*:|-\s)")
    around = re.compile(rf"[ \t]*(?:{named})[ \t]*(?::?(?P<odd>{_ODD_BLANK}))")
    for at, line in enumerate(text.split("\n"), start=1):
        if found := before.match(line) or around.match(line):
            return Kind.BLANK, at, (line.strip(), f"U+{ord(found['odd']):04X}")
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _opens(line: str) -> bool:
    """Tell whether lines that are indented more may follow."""
    pair = _PAIR.fullmatch(line)
    value = _REMARK.sub("", pair[3] or "").strip() if pair else "-"
    return not value or _BLOCK.fullmatch(value) is not None


def _fault_in(line: str, key: str, value: str) -> tuple[Kind, str, str] | None:
    """Tell what is wrong with one value: it does not end, or has to be quoted."""
    if not value or _BLOCK.fullmatch(value):
        return None
    if value[0] in "\"'":
        if _QUOTED.fullmatch(value) and (value[0] == "'" or "\\" not in value):
            return None
        if value.count(value[0]) == 1:
            return Kind.MISSING_SIGN, line.rstrip("“”‘’"), value[0]
    elif value[0] in "[{":
        if _is_flow(value):
            return None
        if key == "publication-marks" and "]" not in value:
            return Kind.MISSING_SIGN, line, "]"
    elif not _SPECIAL.match(_REMARK.sub("", value)):
        return None
    plain = value[1:-1] if _QUOTED.fullmatch(value) else value
    doubled = plain.replace("'", "''")
    return Kind.QUOTES, line, f"{key}: '{doubled}'"


def _is_flow(value: str) -> bool:
    """Tell whether a value that begins with a bracket ends with one, and all are closed."""
    return value[-1] in "]}" and all(value.count(a) == value.count(b) for a, b in ("[]", "{}"))
