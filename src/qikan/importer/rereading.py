"""What an issue's file says when it is read again, by the parser that reads it for pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qikan.diagnostics import Problem
from qikan.model import Issue, Vocabulary
from qikan.reading.directives import CONTEXT, FENCES, Context, Directive
from qikan.reading.forms import CITATIONS, Forms
from qikan.reading.source import read_text

_INSIDE = Context("figure", 1)


@dataclass(frozen=True, slots=True)
class Reread:
    """The record of a file, what is wrong with it, and the texts that it shows.

    These are headings, captions, paragraphs, cells and sources, in their order.
    """

    issue: Issue | None
    problems: tuple[Problem, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereader:
    """Reads files of an archive, whose outlets have these ``names``, by key."""

    parser: MarkdownIt
    vocabularies: Sequence[Vocabulary]
    forms: Forms
    names: Mapping[str, str]

    def read(self, text: str, path: str) -> Reread:
        """Read the text of the issue at ``path``."""
        markup, reading = read_text(text, path, self.parser, self.vocabularies, self.forms)
        names = dict(self.names)
        printed: list[dict[str, str]] = [
            {cited.key: cited.printed for cited in item.cited if cited.printed}
            for item in (reading.issue.items if reading.issue else ())
        ]
        shown = _Shown(self.parser, names, printed)
        return Reread(reading.issue, reading.problems, tuple(shown.of(markup.tokens)))


class _Shown:
    """Goes through the tokens of an issue; ``printed`` are names as print has them, by item."""

    def __init__(
        self, parser: MarkdownIt, names: Mapping[str, str], printed: Sequence[Mapping[str, str]]
    ) -> None:
        self.parser = parser
        self.names = names
        self.printed = iter(printed)
        self.here: Mapping[str, str] = {}

    def of(self, tokens: Sequence[Token]) -> Iterator[str]:
        """Yield the texts of blocks."""
        for token in tokens:
            if token.type == "inline":
                yield self.line(token)
            elif token.type in FENCES and (directive := Directive.of(token)):
                if directive.name == "item":
                    self.here = next(self.printed, {})
                elif directive.name == "figure":
                    yield from self.of(self.parser.parse(directive.body, {CONTEXT: _INSIDE}))
                elif directive.name == "list-table":
                    if directive.argument:
                        yield self.parsed_line(directive.argument)
                    yield from self.cells(directive.body)
            elif token.type in {"code_block", "fence", "colon_fence"}:
                yield token.content

    def cells(self, body: str) -> Iterator[str]:
        """Yield the texts of a table's cells, the empty ones too."""
        depth = 0
        cell: list[str] = []
        for token in self.parser.parse(body, {CONTEXT: Context("list-table", 1)}):
            if token.type == "list_item_open":
                depth += 1
                cell = []
            elif token.type == "inline":
                cell.append(self.line(token))
            elif token.type == "list_item_close":
                if depth == 2:
                    yield "\n".join(cell)
                depth -= 1

    def parsed_line(self, text: str) -> str:
        tokens = self.parser.parseInline(text, {CONTEXT: Context("list-table", 1)})
        return "".join(self.line(token) for token in tokens)

    def line(self, token: Token) -> str:
        """Give the text of a line."""
        return "".join(map(self.piece, token.children or ()))

    def piece(self, token: Token) -> str:
        if token.type in {"softbreak", "hardbreak"}:
            return "\n"
        if token.type == "myst_role" and token.meta["name"] in CITATIONS:
            keys = [key.strip() for key in token.content.split(",")]
            return "、".join(self.here.get(key) or self.names.get(key, key) for key in keys)
        return token.content


def difference(wanted: Sequence[str], found: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell what is lost and what is added where texts are held against those they should be."""
    lost: list[str] = []
    added: list[str] = []
    if list(wanted) == list(found):
        return lost, added
    texts = SequenceMatcher(None, wanted, found, autojunk=False)
    for tag, begin, end, start, stop in texts.get_opcodes():
        if tag != "equal":
            _compare("\n".join(wanted[begin:end]), "\n".join(found[start:stop]), lost, added)
    return lost, added


def _compare(wanted: str, found: str, lost: list[str], added: list[str]) -> None:
    characters = SequenceMatcher(None, wanted, found, autojunk=False)
    for tag, begin, end, start, stop in characters.get_opcodes():
        if tag in {"replace", "delete"}:
            lost.append(wanted[begin:end])
        if tag in {"replace", "insert"}:
            added.append(found[start:stop])
