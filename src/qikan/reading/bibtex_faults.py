"""Where a BibTeX file breaks its form, told at the line of the mistake.

A parser that misses a sign notices it an entry later, and where brackets happen to balance it
never does: a value that does not end swallows the fields below it. So a file is gone through
here before it is parsed, sign by sign; whatever looks like a field has to be one.
"""

from __future__ import annotations

import re
from typing import NoReturn

from pybtex.database.input.bibtex import month_names

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind

_BLANKS = re.compile(r"\s*")
_COMMAS = re.compile(r"[\s,]*")
_COMMAND = re.compile(r"\s*(\w+)\s*([{(]?)", re.ASCII)
_KEY = re.compile(r"[^\s,=\"{}，]+")
_SPACED_KEY = re.compile(
    r"[^\s,=\"{}，]+(?:[ \t\u00a0\u3000]+[^\s,=\"{}，]+)+(?=[ \t]*(?:[,，\n]|\Z))"
)
_NAME = re.compile(r"[A-Za-z!$&*+./:;<>?^_`|~-][\w!$&*+./:;<>?^`|~-]*", re.ASCII)
_BARE = re.compile(r"[^\s,{}\"#()]+")
_BRACKETS = re.compile(r'[{}"]')
_NEXT = re.compile(
    r"(?:^|[,，])[ \t]*(?:@\w+[ \t]*[{(]"
    r"|[A-Za-z][\w-]*[ \t]*=[ \t]*(?:[{\"]|\Z|\w+[ \t]*,[ \t]*$))",
    re.ASCII | re.MULTILINE,
)
"""Where, in the text of a value, the next field or entry begins."""
_STRAY = re.compile(
    r"^[ \t]*(?:[A-Za-z][\w-]*[ \t]*(?:=|\{[^{},\n]*,)|\}).*$", re.ASCII | re.MULTILINE
)
"""A line that belongs into an entry, or ends one."""
_END = {"{": "}", "(": ")", '"': '"'}
_DEEPEST = 100  # as the parser has it


def entry_lines(text: str, path: str) -> dict[str, int]:
    """Give the line where each entry begins, by its key in lower case.

    Raise Unusable at the first place where the file has not its form.
    """
    form = _Form(text, path)
    looked_into = True
    while True:
        start, begin = form.at, text.find("@", form.at)
        if looked_into:
            form.check_between(start, begin if begin >= 0 else len(text))
        if begin < 0:
            return form.keys
        looked_into = form.check_command(begin)


class _Form:
    """A file that has been gone through to ``at``."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.macros = set(month_names)
        self.keys: dict[str, int] = {}
        self.counted = (1, 0)  # the line of the latest entry, and where that begins

    # ---- what a file consists of

    def check_between(self, start: int, end: int) -> None:
        """Find what belongs into an entry, and stands behind its end or without a beginning."""
        stray = _STRAY.search(self.text, start, end)
        if stray is None:
            return
        line = stray[0].strip()
        if start and not self.line_at(start - 1).startswith(("}", ")")):
            self.refuse(Kind.SURPLUS_SIGN, start - 1, self.line_at(start - 1), "}")
        elif line.startswith("}"):
            self.refuse(Kind.SURPLUS_SIGN, stray.end(), line, "}")
        else:
            self.refuse(Kind.OUTSIDE_ENTRY, stray.end(), line)

    def check_command(self, begin: int) -> bool:
        """Go through what begins with the ``@`` there; tell whether it was looked into."""
        line, command = self.line_at(begin), _COMMAND.match(self.text, begin + 1)
        if command is None or (not line.startswith("@") and not command[2]) or line[0] == "%":
            if line.startswith("@{"):
                self.refuse(Kind.OUTSIDE_ENTRY, begin, line)
            self.refuse(Kind.SURPLUS_SIGN, begin, line, "@")
        self.at = command.end(1)
        end = _END[self.expect("{", "(")]
        name = command[1].lower()
        if name == "comment":
            return False
        if name == "string":
            self.macros.add(self.field().lower())
        elif name == "preamble":
            self.value()
        else:
            self.fields(self.key(begin), end)
        self.expect(end)
        return True

    def key(self, begin: int) -> str:
        """Go past the key of an entry and the comma behind it."""
        self.skip(_BLANKS)
        start, found = self.at, _KEY.match(self.text, self.at)
        if spaced := _SPACED_KEY.match(self.text, start):
            self.refuse(Kind.BAD_KEY, start, spaced[0])
        self.at = found.end() if found else start
        self.skip(_BLANKS)
        if found is None or self.sign() == "=":  # the first field stands in the key's place
            self.refuse(Kind.BAD_KEY, start, self.line_at(start))
        key, (line, counted) = found[0], self.counted
        self.counted = line + self.text.count("\n", counted, begin), begin
        if key.lower() in self.keys:
            place = f"{self.path}:{self.keys[key.lower()]}"
            self.refuse(Kind.DUPLICATE_KEY, begin, key, place)
        self.keys[key.lower()] = self.counted[0]
        if self.sign() not in {"}", ")"}:
            self.expect(",")
        return key

    def fields(self, key: str, end: str) -> None:
        """Go through the fields of an entry."""
        names: set[str] = set()
        self.skip(_COMMAS)
        while self.sign() not in {end, "｝", "@", ""}:
            begin = self.at
            name = self.field().lower()
            if name in names:
                self.refuse(Kind.REPEATED_OPTION, begin, key, name)
            names.add(name)
            if self.sign() not in {end, "｝", "@", ""}:
                self.expect(",")
            self.skip(_COMMAS)

    def field(self) -> str:
        """Go through a field, and give its name."""
        self.skip(_BLANKS)
        name = _NAME.match(self.text, self.at)
        if name is None:
            self.refuse(Kind.SURPLUS_SIGN, self.at, self.line_at(self.at), self.sign())
        self.at = name.end()
        self.expect("=")
        self.value()
        return name[0]

    def value(self) -> None:
        """Go through a value, which may consist of several between ``#``."""
        self.skip(_BLANKS)
        if self.sign() in {"{", '"'}:
            self.bracketed(_END[self.sign()])
        else:
            bare = _BARE.match(self.text, self.at)
            if bare is None or not (bare[0].isdigit() or bare[0].lower() in self.macros):
                self.miss(self.at, "{")
            self.at = bare.end()
        self.skip(_BLANKS)
        if self.sign() == "#":
            self.at += 1
            self.value()

    def bracketed(self, end: str) -> None:
        """Go through a value in braces or quotation marks."""
        start = self.at + 1
        close = self.close_of(start, end)
        swallowed = _NEXT.search(self.text, start, len(self.text) if close is None else close)
        if swallowed is not None:
            self.miss_in(start, swallowed.start(), end)
        if close is None:
            self.miss_in(start, self.end_of_line(start), end)
        self.at = close + 1
        self.skip(_BLANKS)
        if self.line_at(close).startswith(end):  # perhaps the end of the entry
            comma = self.text[start:close].rstrip().endswith((",", "，"))
            if self.sign() in {"@", ""} or (self.sign() == end and comma):
                self.miss_in(start, close, end)

    def close_of(self, start: int, end: str) -> int | None:
        """Find the bracket that ends a value, if any does."""
        depth = 0
        for bracket in _BRACKETS.finditer(self.text, start):
            if depth == 0 and bracket[0] == end:
                return bracket.start()
            depth += {"{": 1, "}": -1}.get(bracket[0], 0)
            if depth > _DEEPEST:
                self.refuse(Kind.TOO_DEEP, bracket.start(), str(_DEEPEST))
            if depth < 0:
                return None
        return None

    # ---- signs and lines

    def sign(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def expect(self, *signs: str) -> str:
        """Go past one of these signs."""
        self.skip(_BLANKS)
        sign = self.sign()
        if sign not in signs or not sign:
            self.miss(self.at, signs[0])
        self.at += 1
        return sign

    def miss(self, at: int, sign: str) -> NoReturn:
        """Tell of a sign that is missing, behind the last words before this place."""
        before = self.text[:at].rstrip()
        shown = before[before.rfind("\n") + 1 :].strip()
        self.refuse(Kind.MISSING_SIGN, len(before), shown, sign)

    def miss_in(self, start: int, at: int, sign: str) -> NoReturn:
        """Tell of the sign that should end the value which begins at ``start``."""
        self.miss(start + len(self.text[start:at].rstrip(", ，\t\r\n")), sign)

    def refuse(self, kind: Kind, at: int, *arguments: str) -> NoReturn:
        raise Unusable(Problem(kind, self.path, self.number(at), arguments))

    def number(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def line_at(self, at: int) -> str:
        return self.text[self.text.rfind("\n", 0, at) + 1 : self.end_of_line(at)].strip()

    def end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return end if end >= 0 else len(self.text)
