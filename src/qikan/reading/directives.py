"""A directive as it is written in an issue, held against its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from qikan.kinds import Kind
from qikan.model import NamedFile
from qikan.reading.forms import RECORD, Content, Form, Value
from qikan.reading.mathematics import Unreadable, mathml

FENCES = frozenset({"colon_fence", "fence"})
CONTEXT = "qikan"
"""Where markdown-it's environment keeps what is known around a text."""

_NAME = re.compile(r"\{\s*([^{}\s]*)\s*\}\s*(.*)", re.DOTALL)
_OPTION = re.compile(r"\s*:([^\s:]+):(?=\s|$)(.*)")
_SAFE = re.compile(r"[\w%/.](?:[\w%/.,:+、，。（）《》“”？！—-]| (?! ))*")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
IGNORED = re.compile("[\0-\x20\x7f-\x9f]")
_SEPARATOR = re.compile(r"(?m)^(\^{3,}|\+{3,})[^\S\n]*$")
_WEB = frozenset({"http", "https"})
_RUNS_ON = re.compile(r" {0,3}\S| *[-+*•●◆■▪·‧∙－＋＊–—‐‑−|｜]")
_MARKS = re.compile(r"^(\s*(?:\*\s+)?(?:-\s+)?)(.*?)\s*$")
_TABS = re.compile(r"[ \u3000]*\t\s*")
_DASH = re.compile(r"[–—－−‐‑‒•·‧]+\s*")
_BELOW = {-1: 0, 0: 1, 1: 2, 2: 1}
"""Levels of the lists of a table: in the outer list items, and in each of these one list."""


@dataclass(slots=True)
class Notes:
    """What the footnotes of a file are known to be, once all of it has been looked through."""

    dead: frozenset[str] = frozenset()
    defined: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Context:
    """What is known around a text, and what was found in it, with lines from its beginning."""

    parent: str = ""
    depth: int = 0
    notes: Notes | None = None
    findings: list[tuple[Kind, int, tuple[str, ...]]] = field(default_factory=list)
    files: list[NamedFile] = field(default_factory=list)
    footnotes: list[tuple[bool, str, int]] = field(default_factory=list)

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        """Note what is wrong."""
        self.findings.append((kind, line, arguments))

    def check_formula(self, formula: str, line: int) -> bool:
        """Tell whether a formula can be read."""
        try:
            mathml(formula, display=False)
        except Unreadable as error:
            self.report(Kind.FORMULA, line, str(error))
            return False
        return True

    def refuse(self, scheme: str, address: str, line: int) -> None:
        """Report an address that leads to no page: it is a file on somebody's disk, or worse."""
        if scheme.lower() == "file" or len(scheme) == 1:
            self.report(Kind.OUTSIDE, line, address)
        else:
            self.report(Kind.LINK_SCHEME, line, scheme)

    def may_show(self, address: str, line: int) -> bool:
        """Tell whether a picture is one of the archive's own, if it is there."""
        scheme = SCHEME.match(IGNORED.sub("", address))
        if scheme is not None and scheme[1].lower() not in _WEB:
            self.refuse(scheme[1], address, line)
        elif scheme is not None or address.startswith("//"):
            self.report(Kind.OUTSIDE, line, address)
        else:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as it is written: each option with its line below the first."""

    name: str
    argument: str
    options: Sequence[tuple[str, str, int]]
    stray: tuple[str, int] | None
    body: str
    offset: int

    @classmethod
    def of(cls, token: Token) -> Directive | None:
        """Read a fence; None where it is one of code."""
        head = head_of(token)
        if head is None:
            return None
        options: list[tuple[str, str, int]] = []
        stray = None
        lines = token.content.splitlines()
        taken = 0
        for number, line in enumerate(lines, start=1):
            bare = line.lstrip()
            option = _OPTION.fullmatch(line)
            if bare.startswith(":::") or not bare.startswith((":", "：", "---")):
                break
            if bare.startswith("---") and number > 1:
                break
            taken = number
            if option is None:
                stray = (bare.strip(), number)
                break
            options.append((option[1], _unquoted(option[2].strip()), number))
        body = "\n".join(lines[taken:])
        return cls(*head, options, stray, body, taken + 1)


class Examination:
    """What is wrong with a directive; it is noted in ``context``, by its lines."""

    def __init__(
        self, directive: Directive, form: Form, line: int, context: Context, parser: MarkdownIt
    ) -> None:
        self.directive = directive
        self.form = form
        self.line = line
        self.context = context
        self.parser = parser
        self.files: list[NamedFile] = []

    def passed(self) -> bool:
        """Tell whether all is as the form wants it."""
        before = len(self.context.findings)
        self.argument()
        self.options()
        if len(self.context.findings) == before:
            self.content()
        if len(self.context.findings) > before:
            return False
        self.context.files += self.files
        return True

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        """Note what is wrong."""
        self.context.report(kind, line, *arguments)

    def argument(self) -> None:
        said, name = self.directive.argument, self.directive.name
        if self.form.argument is None:
            if said and (not self.form.first_line or self.directive.options):
                self.report(Kind.SURPLUS_ARGUMENT, self.line, name, said)
        elif not said:
            if self.form.needs_argument:
                example = f"{{{name}}} {self.form.argument.example}"
                self.report(Kind.NO_ARGUMENT, self.line, name, example)
        elif not self.form.argument.fits(said):
            self.report(Kind.OPTION_VALUE, self.line, name, said, self.form.argument.example)
        elif self.form.content is Content.CODE and not is_language(said):
            self.report(Kind.LANGUAGE, self.line, said)
        else:
            self.check_value(self.form.argument, said, self.line)

    def options(self) -> None:
        seen = set()
        for option, value, offset in self.directive.options:
            known = self.form.options.get(option)
            if known is None:
                names = "、".join(self.form.options) or "—"
                self.report(
                    Kind.DIRECTIVE_OPTION, self.line + offset, self.directive.name, option, names
                )
            elif option in seen:
                self.report(Kind.REPEATED_OPTION, self.line + offset, self.directive.name, option)
            elif not known.fits(value):
                example = f":{option}: {known.example}".rstrip()
                self.report(Kind.OPTION_VALUE, self.line + offset, option, value, example)
            else:
                self.check_value(known, value, self.line + offset)
            seen.add(option)
        if self.directive.stray is not None:
            text, offset = self.directive.stray
            self.report(Kind.OPTION_FORM, self.line + offset, self.directive.name, text)

    def check_value(self, known: Value, said: str, line: int) -> None:
        if known.file and self.context.may_show(said, line):
            self.files.append(NamedFile(target=said, picture=True, line=line))

    def content(self) -> None:
        name, body = self.directive.name, self.directive.body
        if not body.strip() and not (self.form.first_line and self.directive.argument):
            if self.form.needs_content:
                self.report(Kind.NO_CONTENT, self.line, name)
            return
        if self.form.content is Content.NONE:
            self.report(Kind.SURPLUS_CONTENT, self.line, name)
        elif self.form.content is Content.LIST:
            self.list_table()
        elif self.form.content is Content.FORMULA:
            self.context.check_formula(body, self.line)
        elif self.form.content is not Content.TEXT and self.form.content is not Content.CODE:
            self.shape()
        if separator := _SEPARATOR.search(body) if "card" in name else None:
            at = self.line + self.directive.offset + body.count("\n", 0, separator.start())
            self.report(Kind.NO_EFFECT, at, separator[1])

    def parse(self) -> tuple[list[Token], Context]:
        """Parse a directive's content for its shape; give what stands at its margin."""
        inside = Context(self.directive.name, self.context.depth + 1)
        return self.parser.parse(self.directive.body, {CONTEXT: inside}), inside

    def shape(self) -> None:
        """Report what stands where only a caption, a table or parts may stand."""
        tokens, inside = self.parse()
        blocks = [each for each in tokens if not each.level and each.type != "myst_line_comment"]
        if self.form.content is Content.CAPTION:
            fault, expected = Kind.CAPTION, ""
            sound = not blocks or blocks[0].type == "paragraph_open"
        elif self.form.content is Content.TABLE:
            fault, expected = Kind.NO_TABLE, self.form.example
            sound = [each.type for each in blocks] == ["table_open", "table_close"]
        else:
            fault, expected = Kind.PARTS, "、".join(self.form.parts)
            parts = [Directive.of(each) if each.type in FENCES else None for each in blocks]
            sound = all(part is not None and part.name in self.form.parts for part in parts)
        if not sound and not inside.findings:
            self.report(fault, self.line, self.directive.name, expected)
        elif not sound:  # a part has been replaced
            above = self.line - 1 + self.directive.offset
            self.context.findings += [
                (kind, above + at, said) for kind, at, said in inside.findings
            ]

    def list_table(self) -> None:
        top, lines = self.line + self.directive.offset, self.directive.body.splitlines()
        for at, text in enumerate(lines):
            if divided := _divided_by_tabs(text):
                self.report(Kind.TAB_CELLS, top + at, *divided)
                return
        tokens = [each for each in self.parse()[0] if each.type != "myst_line_comment"]
        if not tokens or tokens[0].type != "bullet_list_open":
            self.report(Kind.NO_TABLE, self.line, self.directive.name, self.form.example)
            return
        if (stray := _stray_line(tokens, lines)) is not None:
            text = lines[stray].strip()
            if sign := _DASH.match(text):
                self.report(Kind.CELL_SIGN, top + stray, text[:20], f"- {text[sign.end() :]}"[:20])
            else:
                self.report(Kind.CELL, top + stray)
            return
        rows = _rows(tokens)
        _, width = rows[0]
        for at, cells in rows[1:]:
            if cells > width and cells % width == 0:
                times = str(cells // width)
                self.report(Kind.ROW_SIGN, top + at, str(cells), str(width), times)
            elif cells != width:
                self.report(Kind.RAGGED, top + at, str(cells), str(width))
        for name, value, offset in self.directive.options:
            there = {"header-rows": len(rows), "stub-columns": width}.get(name)
            if there is not None and int(value) >= there and int(value):
                self.report(Kind.TABLE_HEAD, self.line + offset, name, value, str(there))


def _divided_by_tabs(line: str) -> tuple[str, str] | None:
    """Write the first two cells of a line that tabs divide, as they should stand below another."""
    marks, text = _MARKS.findall(line)[0]
    first, *others = _TABS.split(text)
    if not others:
        return None
    return f"{'' if marks.strip() == '-' else '* '}- {first}", f"- {others[0]}"


def _rows(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """List line and number of cells of each row of a list of lists."""
    rows: list[tuple[int, int]] = []
    for token in tokens:
        if token.level == 1 and token.nesting == 1:
            rows.append((token.map[0] if token.map else 0, 0))
        elif token.level == 3 and token.nesting == 1:
            rows[-1] = (rows[-1][0], rows[-1][1] + 1)
    return rows


def _stray_line(tokens: Sequence[Token], lines: Sequence[str]) -> int | None:
    """Find the first line by which what begins with a list is no list of lists.

    Such is also a line that runs on from the cell above: it begins with the mark of a cell, or
    stands further left than a cell's text.
    """
    block = {0: "bullet_list_open", 1: "list_item_open", 2: "bullet_list_open"}
    level, line = -1, 0
    for token in tokens:
        if token.map is None:
            continue
        start, end = token.map
        if token.level in block:
            if (level, token.level) == (1, 1):  # a row without a cell
                return line
            if token.level != _BELOW[level] or token.type != block[token.level]:
                return start
            level, line = token.level, start
        elif token.type == "inline":
            for at in range(start + 1, end):
                ended = lines[at - 1].endswith(("\\", "  "))
                if not ended and _RUNS_ON.match(lines[at].expandtabs(4)):
                    return at
    return line if level == 1 else None


def head_of(token: Token) -> tuple[str, str] | None:
    """Read the name and argument of a directive, as upstream does; None of any other block."""
    match = _NAME.fullmatch(token.info.strip()) if token.type in FENCES else None
    return (match[1].lower(), match[2].strip()) if match else None


def is_record(token: Token) -> bool:
    """Tell whether a block is one of the directives that are no text."""
    head = head_of(token)
    return head is not None and head[0] in RECORD


def option_line(name: str, value: str) -> str:
    """Write an option so that upstream, who takes values for YAML, reads just this text."""
    if not value or _SAFE.fullmatch(value):
        return f":{name}: {value}".rstrip()
    return f":{name}: '{value.replace(chr(39), chr(39) * 2)}'"


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


@cache
def is_language(name: str) -> bool:
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return name in {"none", "default", "guess"}
    return True


def is_open(token: Token) -> bool:
    """Tell whether a fence lacks its last line."""
    if token.map is None:
        return False
    lines = token.content.count("\n") + bool(token.content and not token.content.endswith("\n"))
    return token.map[1] - token.map[0] - 1 <= lines
