"""What the text of an issue holds that it may not, told before anything is rendered.

A file is parsed under the rule of ``guard.py``, and then all that stands inside of its
directives and substitutions. No file is looked at here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import NamedFile
from qikan.reading.directives import CONTEXT, FENCES, Context, Directive, Notes
from qikan.reading.encoding import folios, invisible, left_over, radicals
from qikan.reading.forms import RECORD, Content, Forms
from qikan.reading.guard import LONGEST, MARKED, SUBSTITUTION

_TO_REPEAT = 30
"""So many characters a paragraph has that does not stand there twice by chance."""
_ADJACENT = 8
"""So many has one that is not repeated at once."""
_BRACKETS = "[]［］〔〕【】"
_PRINTED_MARK = re.compile(r"[①-⑳]|[⁰-⁹¹²³]+|[\[［〔【][0-9]{1,2}[\]］〕】]")

LOST_HEADING = frozenset({Kind.BROKEN_FENCE, Kind.HEADING_SIGN, Kind.UNDERLINE})
"""Where such is told, any heading below may be missing for that reason."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A file's tokens, of which nothing is live that may not be, and what was found in it.

    ``environment`` belongs to the tokens, as markdown-it's renderers expect it.
    """

    tokens: list[Token]
    environment: dict[str, Any]
    problems: tuple[Problem, ...]
    files: tuple[NamedFile, ...]


def read_markup(
    text: str,
    path: str,
    parser: MarkdownIt,
    forms: Forms,
    substitutions: Callable[[Sequence[Token]], Mapping[str, tuple[str, int]]],
) -> Markup:
    """Parse the issue at ``path``, by a parser that is guarded, and look through all of it.

    ``substitutions`` finds those of a file's tokens, each with its line.
    """
    return _Inspection(path, parser, forms).read(text, substitutions)


class _Inspection:
    """The way through a file: its own tokens, then whatever is parsed inside of them."""

    def __init__(self, path: str, parser: MarkdownIt, forms: Forms) -> None:
        self.path = path
        self.parser = parser
        self.forms = forms
        self.problems: list[Problem] = []
        self.files: list[NamedFile] = []
        self.footnotes: list[tuple[bool, str, int]] = []

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        self.problems.append(Problem(kind, self.path, line, arguments))

    def read(
        self, text: str, substitutions: Callable[[Sequence[Token]], Mapping[str, tuple[str, int]]]
    ) -> Markup:
        context = Context()
        environment: dict[str, Any] = {CONTEXT: context}
        tokens = self.parser.parse(text, environment)
        self.take(context, 0)
        for line, character, before in invisible(text):
            self.report(Kind.INVISIBLE, line, character, before)
        for line, *said in radicals(text):
            self.report(Kind.RADICAL, line, *said)
        for line, rest in left_over(text):
            self.report(Kind.LEFT_OVER, line, rest)
        for line, number in folios(text):
            self.report(Kind.FOLIO, line, number)
        self.check_headings(tokens)
        self.check_repeats(tokens)
        self.check_lists(tokens)
        self.descend(tokens, 0, 0)
        for value, line in substitutions(tokens).values():
            self.inspect(value, line - 1, SUBSTITUTION, 0, one_line=True)
        told = len(self.problems)
        notes = Notes(frozenset(self.check_footnotes(text)))
        astray = bool(notes.dead) or len(self.problems) > told
        if astray:
            environment = {CONTEXT: Context(notes=notes)}
            tokens = self.parser.parse(text, environment)
        environment[CONTEXT] = Context(notes=notes if astray else None)
        return Markup(tokens, environment, tuple(self.problems), tuple(self.files))

    def inspect(
        self,
        text: str,
        start: int,
        parent: str,
        depth: int,
        *,
        inline: bool = False,
        one_line: bool = False,
    ) -> None:
        """Look into a text of which ``start`` lines stand above; ``one_line``: into a value."""
        if not MARKED.search(text) and len(text) < LONGEST:
            return
        context = Context(parent, depth)
        environment: dict[str, Any] = {CONTEXT: context}
        parse = self.parser.parseInline if inline else self.parser.parse
        tokens = parse(text, environment)
        self.take(context, start, one_line)
        self.descend(tokens, start, depth, one_line)

    def take(self, context: Context, start: int, one_line: bool = False) -> None:
        def place(line: int) -> int:
            return start + 1 if one_line else start + line

        for kind, line, arguments in context.findings:
            self.report(kind, place(line), *arguments)
        for file in context.files:
            self.files.append(
                NamedFile(target=file.target, picture=file.picture, line=place(file.line))
            )
        self.footnotes += [(text, label, place(line)) for text, label, line in context.footnotes]

    def descend(
        self, tokens: Iterable[Token], start: int, depth: int, one_line: bool = False
    ) -> None:
        for token in tokens:
            if token.type not in FENCES or token.map is None:
                continue
            directive = Directive.of(token)
            if directive is None or directive.name in RECORD:
                continue
            form = self.forms.directives[directive.name]
            line = start if one_line else start + token.map[0]
            inside = (directive.name, depth + 1)
            if form.first_line or (form.argument and form.argument.text):
                self.inspect(directive.argument, line, *inside, inline=True, one_line=one_line)
            for name, value, offset in directive.options:
                if name in form.options and form.options[name].text:
                    at = line if one_line else line + offset
                    self.inspect(value, at, *inside, inline=True, one_line=one_line)
            if form.content not in {Content.NONE, Content.CODE}:
                at = line if one_line else line + directive.offset
                self.inspect(directive.body, at, *inside, one_line=one_line)

    def check_headings(self, tokens: Sequence[Token]) -> None:
        """Report what skips a level; that there is no title, the reader tells.

        Where one between them is no heading, which has been told, levels say nothing.
        """
        lost = any(problem.kind in LOST_HEADING for problem in self.problems)
        levels = [
            (int(token.tag[1]), token.map[0] + 1 if token.map else 1)
            for token in tokens
            if token.type == "heading_open" and token.level == 0
        ]
        begun = bool(tokens) and tokens[0].type == "front_matter"  # else that is told
        titled = begun and any(level == 1 for level, _ in levels)
        above: list[int] = []
        title = next((line for level, line in levels if level == 1), 0)
        for level, line in levels:
            if level == 1 and line > title:
                self.report(Kind.SECOND_TITLE, line, str(title))
            above = [each for each in above if each < level]
            highest = above[-1] if above else 0
            if level > highest + 1 and (above or titled) and not lost:
                self.report(Kind.HEADING, line, str(level), str(highest), "#" * (highest + 1))
            above.append(level)

    def check_repeats(self, tokens: Sequence[Token]) -> None:
        """Tell of a paragraph that stands there twice, as what is pasted may."""
        seen: dict[str, int] = {}
        above = ""
        for token in tokens:
            if token.type != "inline" or token.map is None:
                continue
            line, shown = token.map[0] + 1, _shown(token)
            repeats = len(shown) >= (_ADJACENT if token.content == above else _TO_REPEAT)
            if repeats and (first := seen.get(token.content)):
                self.report(Kind.TWICE, line, f"{shown[:10]}…", str(first))
                return
            seen.setdefault(token.content, line)
            above = token.content

    def check_lists(self, tokens: Sequence[Token]) -> None:
        """Tell of a list whose numbers jump: print would show others than are written."""
        before: dict[int, int] = {}
        for token in tokens:
            if token.type == "ordered_list_open":
                before.pop(token.level, None)
            elif token.type == "list_item_open" and token.info.isdecimal():
                number, last = int(token.info), before.get(token.level - 1)
                before[token.level - 1] = number
                if last is not None and number not in {last, last + 1}:
                    line = token.map[0] + 1 if token.map else 0
                    self.report(Kind.LIST_JUMPS, line, str(last), str(number), str(last + 1))

    def check_footnotes(self, source: str) -> Iterator[str]:
        """Report notes without text and texts without note; yield their names."""
        texts: dict[str, int] = {}
        marks: dict[str, int] = {}
        names = {label for _, label, _ in self.footnotes}
        free = next(name for name in map(str, count(1)) if name not in names)
        for is_text, label, line in self.footnotes:
            if not is_text:
                marks.setdefault(label, line)
            elif label in texts:
                self.report(Kind.REPEATED_FOOTNOTE, line, label, str(texts[label]), free)
            else:
                texts[label] = line
        told = {problem.arguments[-1] for problem in self.problems if problem.kind is Kind.LITERAL}
        lost = [each for each in marks if each not in texts and f"[^{each}]: " not in told]
        idle = [each for each in texts if each not in marks and f"[^{each}]" not in told]
        if len(lost) == len(idle) == 1:
            (mark,), (text,) = lost, idle
            self.report(Kind.FOOTNOTE_NAMES, texts[text], mark, str(marks[mark]), text)
        else:
            for label in lost:
                self.report(Kind.NO_FOOTNOTE, marks[label], label)
            for label in idle:
                self.check_mark(label, texts[label], source, alone=len(idle) == 1)
        yield from marks.keys() ^ texts.keys()

    def check_mark(self, label: str, line: int, source: str, *, alone: bool) -> None:
        """Report a footnote to which nothing refers, if possible at what was to be its mark."""
        if mark := _mark_of_note(label, source, alone=alone):
            self.report(Kind.LITERAL, *mark, f"[^{label}]")
        else:
            self.report(Kind.UNUSED_FOOTNOTE, line, label)


def _shown(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type == "text")


def _mark_of_note(label: str, source: str, *, alone: bool) -> tuple[int, str] | None:
    """Find the line of what is printed for the mark of a note, as ①, ¹, [1], and the mark.

    Where it is the only note ``alone`` that lacks one, its name need not be the mark's number.
    """
    named = rf"[\[［〔【][^\w\n^]{{0,2}}{re.escape(label)}[\]］〕】]"
    found = list(_PRINTED_MARK.finditer(source)) or list(re.finditer(named, source))
    if label.isdecimal():
        found = [each for each in found if _number_of(each[0]) == label]
    elif not alone and not (found and label in found[0][0]):
        return None
    if len(found) != 1:
        return None
    return source.count("\n", 0, found[0].start()) + 1, found[0][0]


def _number_of(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).strip(_BRACKETS)
