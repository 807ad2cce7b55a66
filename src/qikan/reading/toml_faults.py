"""What is wrong with a file that is no TOML, in our own words and at the line of the mistake."""

from __future__ import annotations

import re

from qikan.diagnostics import Problem
from qikan.kinds import Kind

Fault = tuple[Kind, str, str]

_HEADER = re.compile(r"\s*\[\s*terms\s*\.\s*[\"']?([^\s\"'\]]+)[\"']?\s*\]\s*(#|.*)")
_STATEMENT = re.compile(r"\s*([\w.-]+)\s*", re.ASCII)
_OPENED = re.compile(r"\s*[\w.-]+\s*=\s*([\[{])", re.ASCII)
_TOKEN = re.compile(
    r"""\s*(?:(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[+-]?[0-9][\w:.+-]*|true|false)"""
    r"""|(?P<name>[\w-]+\s*(?P<equals>=?))|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"""
    r"""|(?P<remark>\#.*|\Z)|(?P<quote>["'])|(?P<other>.))""",
    re.ASCII,
)
_ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_NOT_FORM = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
_QUOTATION = re.compile("[“”„‟＂「」『』]")
_HALF_WIDTH = str.maketrans({"，": ", ", "＝": "=", "［": "[", "］": "]", "｛": "{", "｝": "}"})
_WIDE = re.compile("[“”„‟＂「」『』，＝［］｛｝]")
_ESCAPE = re.compile(r"\\[^btnfruU\"\\]")
_END = {"[": "]", "{": "}"}


def toml_fault(text: str, path: str, error: ValueError) -> Problem:
    """Tell of the mistake that made the parser stop with ``error``."""
    said, lines = str(error), text.split("\n")
    at = re.search(r"at line (\d+)", said)
    number = int(at[1]) if at else len(text.rstrip().split("\n"))
    line = lines[number - 1].strip()
    if "twice" in said and (key := key_of(line)):
        first = next(n for n, each in enumerate(lines, start=1) if key_of(each) == key)
        return Problem(Kind.DUPLICATE_KEY, path, number, (key, f"{path}:{first}"))
    if "overwrite" in said and (name := _STATEMENT.match(line)):
        keys = (key_of(each) for each in reversed(lines[:number]))
        entry = next(filter(None, keys), path)
        if name[1] == "name":
            return Problem(Kind.NO_HEADER, path, number, (line, entry))
        return Problem(Kind.REPEATED_OPTION, path, number, (entry, name[1]))
    if odd := _ODD_BLANK.search(_NOT_FORM.sub("", lines[number - 1])):
        return Problem(Kind.BLANK, path, number, (line, f"U+{ord(odd[0]):04X}"))
    if _WIDE.search(_NOT_FORM.sub("", line)):
        return Problem(Kind.WIDE_SIGNS, path, number, (line, _in_half_width(line)))
    if fault := _fault_in(line):
        kind, *arguments = fault
        return Problem(kind, path, number, tuple(filter(None, arguments)))
    for above in range(number, 0, -1):  # what does not end is noticed below
        opened = _OPENED.match(lines[above - 1])
        if opened and _END[opened[1]] not in lines[above - 1]:
            said = lines[above - 1].strip()
            if opened[1] == "{" and said.endswith(("{", ",")):
                return Problem(Kind.ONE_LINE, path, above, (said,))
            return Problem(Kind.MISSING_SIGN, path, above, (said, _END[opened[1]]))
    return Problem(Kind.TOML, path, number, (line,))


def key_of(line: str) -> str | None:
    """Give the key of the entry that begins with a line, if any does."""
    header = _HEADER.match(line)
    return header[1] if header else None


def _in_half_width(line: str) -> str:
    """Write a line with the signs that TOML wants, but for what stands in quotation marks."""
    pieces = re.sub('"+', '"', _QUOTATION.sub('"', line)).split('"')
    pieces[::2] = [outside.translate(_HALF_WIDTH) for outside in pieces[::2]]
    return '"'.join(pieces)


def _fault_in(line: str) -> Fault | None:
    """Tell what is certainly wrong with a line by itself."""
    if line.startswith("["):
        header = _HEADER.match(line)
        if header and not header[1].isascii():
            return Kind.BAD_KEY, header[1], ""
        if header and header[2] not in {"", "#"}:
            return Kind.SURPLUS_SIGN, line, header[2]
        return (Kind.MISSING_SIGN, line, "]") if "]" not in line else None
    name = _STATEMENT.match(line)
    if name is None or line.startswith("]", name.end()):
        return None
    if not line.startswith("=", name.end()):
        return Kind.MISSING_SIGN, name[1], "="
    return _fault_in_value(line, name.end() + 1)


def _fault_in_value(line: str, begin: int) -> Fault | None:
    """Tell what is wrong with the value that begins there: quotation marks, commas, brackets."""
    at, opened, complete = begin, list[str](), False
    while token := _TOKEN.match(line, at):
        before = line[:at].rstrip()
        sort, sign, at = token.lastgroup, token[0].strip(), token.end()
        if sort == "remark":
            return None if complete or opened else (Kind.MISSING_SIGN, before, '"')
        if sort == "close" and opened:
            complete = sign == _END[opened.pop()]
        elif complete and sort != "comma":
            return (Kind.MISSING_SIGN, before, ",") if opened else _surplus(line, token.start())
        elif sort == "comma":
            if not opened:
                return _surplus(line, token.start())
            complete = False
        elif sort == "value":
            if escape := _ESCAPE.search(sign):
                return Kind.SURPLUS_SIGN, line, escape[0][0]
            complete = True
        elif sort == "open":
            opened.append(sign)
        elif sort == "quote":
            return Kind.MISSING_SIGN, line.rstrip(" ,，]}”’"), sign
        elif opened[-1:] != ["{"] or sort == "other":
            return Kind.MISSING_SIGN, before, '"'
        elif not token["equals"]:
            return Kind.MISSING_SIGN, f"{before} {sign}", "="
    return None


def _surplus(line: str, at: int) -> Fault:
    return Kind.SURPLUS_SIGN, line, line[at:].strip()
