"""Signs of directives and roles that are not quite right, and so begin nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from markdown_it.token import Token

from qikan.diagnostics import nearest
from qikan.kinds import Kind
from qikan.reading.forms import MARKS, RECORD
from qikan.reading.slips import Finding

_COLONS = re.compile(
    r"(?m)^[ \t\u3000\xa0]*((?:[:：][ \u3000\xa0]*)+)"
    r"(?:[{｛]\s*([A-Za-z][A-Za-z-]*)\s*[}｝](?!`)|(?=[^{｛\n]))?(.*)$"
)
_BEGINS = re.compile(r"#|:::|```|\{cite:")
_LISTED = re.compile(r"[*-] |\s")
_WORD = re.compile(r"\s*([A-Za-z-]+)\b(.*)")

_NAME = r"[A-Za-z][A-Za-z0-9_-]*(?:[ :：.．;；,，、]+[A-Za-z]+)?"
_BRACED = re.compile(rf"[{{｛]\s*({_NAME})\s*[}}｝]")
_BEFORE = re.compile(
    rf"([{{｛(（\[［【〔]?)[ \u3000]*({_NAME}|[\u4e00-\u9fff]{{1,4}})[ \u3000]*"
    r"([}｝)）\]］】〕]?)[ \u3000]*$"
)
_REACH = 30
_SEPARATORS = re.compile("[ :：.．;；,，、]+")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:, -]*|.*<[^<>]+>")
_PART_OF_ID = re.compile(r"[-/\d]")
_CHINESE: Mapping[str, str] = {
    "来源": "cite:p",
    "出处": "cite:p",
    "条目": "item",
    "主题": "topic",
    "地点": "place",
}


def broken_fence(text: str, directives: Container[str]) -> tuple[int, str, str] | None:
    """Find a line that was to begin or end a directive: its number, itself, and what is meant.

    Its colons are too few, full-width or divided, or a full-width blank stands before them.
    """
    for line in _COLONS.finditer(text):
        colons, name, rest = line.groups()
        count = colons.count(":") + colons.count("：")
        if name is None and "：" in colons and count >= 3:
            word = _WORD.match(rest)
            name, rest = (word[1], word[2]) if word else ("", "")
            if name.lower() not in RECORD and name.lower() not in directives:
                name, rest = "", ""
        elif name is None or not (name.lower() in RECORD or name.lower() in directives):
            continue
        meant = f":::{{{name}}}{rest}" if name else ":::"
        return text.count("\n", 0, line.start()), line[0].strip(), meant.rstrip()
    return None


def missing_end(token: Token, name: str, directives: Container[str]) -> Finding:
    """Tell what is to end a fence that does not end: a line that was meant to, or a new one."""
    first = token.map[0] + 1 if token.map else 1
    broken = broken_fence(token.content, directives)
    if broken and broken[2] == ":::":
        return Kind.BROKEN_FENCE, first + 1 + broken[0], broken[1:]
    return Kind.UNCLOSED, first, (name, token.markup, str(_probable_end(token)))


def broken_roles(
    children: Sequence[Token], written: str, line: int, roles: frozenset[str]
) -> Iterator[Finding]:
    """Yield what looks like a role, and is none for want of a brace, a backtick or its name.

    ``written`` tells whether it was escaped, and so meant as it stands.
    """
    for index, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        if child.type != "text":
            continue
        text = child.content
        behind = children[index + 1] if index + 1 < len(children) else None
        if behind is not None and behind.type == "code_inline":
            before = _BEFORE.search(text[-_REACH:])
            finding = before and _before_code(before, behind.content, roles)
            if before and finding and f"\\{before[0].strip()}" not in written:
                text = text.removesuffix(before[0])
                yield finding[0], line, finding[1]
        if "{" in text or "｛" in text:
            for broken in _BRACED.finditer(text):
                role = _SEPARATORS.sub(":", broken[1]).lower()
                if role in roles and f"\\{broken[0]}" not in written:
                    yield Kind.BROKEN_ROLE, line, (broken[0], f"{{{role}}}")


def _before_code(
    before: re.Match[str], code: str, roles: frozenset[str]
) -> tuple[Kind, tuple[str, ...]] | None:
    """Tell what is wrong with the text before a code, if that was to be a role."""
    opening, name, closing = before.groups()
    apart = before[0][-1].isspace()
    braces = opening in {"{", "｛"} or closing in {"}", "｝"}
    role = _SEPARATORS.sub(":", _CHINESE.get(name, name)).lower()
    if role not in roles:
        if opening == "{" and closing == "}" and not apart:
            meant = nearest(role, roles) or ("item", "cite:p")
            return Kind.UNKNOWN_ROLE, (name, "、".join(meant))
        return None
    if name in _CHINESE and not (braces and opening and closing):
        return None
    if not braces and (role in MARKS or not _ID.fullmatch(code)):
        return None
    if not opening and not closing and (apart or not _PART_OF_ID.search(code)):
        return None
    return Kind.BROKEN_ROLE, (before[0].strip(), f"{{{role}}}")


def _probable_end(token: Token) -> int:
    """Guess the last line of a fence that does not end: the last above what begins anew.

    Such is a heading, another block or a source; a list ends with what is none of it.
    """
    first = token.map[0] + 1 if token.map else 1
    last, listed = first, False
    for line, text in enumerate(token.content.split("\n"), start=first + 1):
        listed = listed or text.startswith(("* ", "- "))
        if _BEGINS.match(text) or (listed and text.strip() and not _LISTED.match(text)):
            break
        if text.strip():
            last = line
    return last
