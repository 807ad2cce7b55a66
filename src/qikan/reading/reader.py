"""From one MyST file to the record of an issue.

The reader works on the tokens of markdown-it, before anything is rendered: the build renders
the same tokens afterwards, and a check needs no build at all. It never raises for what an
editor wrote; what is wrong comes back as problems beside what could be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qikan import ids
from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.ids import CitationKey, IssueId
from qikan.kinds import Kind
from qikan.model import (
    Cited,
    Document,
    ErratumKind,
    Issue,
    Item,
    Reference,
    Vocabulary,
)
from qikan.reading import directives
from qikan.reading.directives import CONTEXT, FENCES, Context
from qikan.reading.drafts import (
    Draft,
    Heading,
    heading_of,
    sections_of,
)
from qikan.reading.errata import OPTIONS as ERRATUM_OPTIONS
from qikan.reading.errata import Statement, check_errata, read_erratum
from qikan.reading.forms import CITATIONS, VERBATIM
from qikan.reading.front_matter import FrontMatter
from qikan.reading.guard import DEEPEST, SUBSTITUTION
from qikan.reading.markup import LOST_HEADING
from qikan.reading.names import terms_in
from qikan.reading.options import read_options
from qikan.reading.paging import Place, check_pages
from qikan.reading.roles import bare_role, role_target, shown_text

ITEM_OPTIONS = ("page", "byline", "printed")
CITATION_ROLES = frozenset(CITATIONS)

# Where such is told, an item may be missing for that reason.
_ABOUT_ITEMS = frozenset(
    {Kind.ITEM_NUMBER, Kind.DUPLICATE_ITEM, Kind.NO_HEADING, Kind.NESTED_ITEM, Kind.BROKEN_FENCE}
    | {Kind.INSIDE, Kind.STRAY_FENCE, Kind.UNCLOSED, Kind.UNKNOWN_DIRECTIVE, Kind.INDENTED}
    | {Kind.UNDERLINE, Kind.SECOND_TITLE, Kind.EMPTY_HEADING, Kind.HEADING_SIGN, Kind.NOT_ENDED}
    | {Kind.HEADING_APART, Kind.LOST_BLOCK}
)
# Where such is told, a citation may be missing for that reason.
_LOST_CITATION = frozenset(
    {Kind.BROKEN_FENCE, Kind.BROKEN_ROLE, Kind.LITERAL, Kind.OPTION_VALUE, Kind.UNCLOSED}
    | {Kind.STRAY_FENCE, Kind.UNKNOWN_ROLE, Kind.UNKNOWN_DIRECTIVE}
)
_NO_HEADING = {Kind.SECOND_TITLE, Kind.EMPTY_HEADING}
_CITED = re.compile(r"\s*(?:\{[^{}]+\}\s*)?([^{}\s,]+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its record, the problems, and where each item of an issue begins.

    ``headings`` maps the line of an item's heading, counted from 1, to the item's number;
    ``substitutions`` are the file's own.
    """

    record: Issue | Document | None
    problems: tuple[Problem, ...]
    headings: Mapping[int, int] = field(default_factory=dict)
    substitutions: Mapping[str, str] = field(default_factory=dict)

    @property
    def issue(self) -> Issue | None:
        """The record, where it is that of an issue."""
        return self.record if isinstance(self.record, Issue) else None


def read_issue(
    tokens: Sequence[Token],
    path: str,
    vocabularies: Iterable[Vocabulary],
    parser: MarkdownIt,
    told: Sequence[Problem] = (),
    text: str = "",
) -> Reading:
    """Read an issue from the tokens that ``parser`` made of the file at ``path``.

    The tokens are left as they are. ``path`` is relative to the archive's root; ``told`` is
    what was found wrong with the ``text`` before.
    """
    reader = _Reader(path, tuple(vocabularies), parser)
    reader.told = told
    issue = reader.read(tokens, text)
    return Reading(issue, tuple(reader.problems), reader.headings, reader.own_substitutions)


def read_document(
    tokens: Sequence[Token],
    path: str,
    vocabularies: Iterable[Vocabulary],
    parser: MarkdownIt,
) -> Reading:
    """Read what one of the archive's own documents refers to."""
    reader = _Reader(path, tuple(vocabularies), parser)
    drafts = list(reader.divide(tokens))
    title = next((draft.heading.title for draft in drafts if draft.heading), path)
    references = tuple(ref for draft in drafts for ref in draft.references)
    name = path.removesuffix(".md")
    return Reading(Document(name=name, title=title, references=references), ())


def is_record(token: Token) -> bool:
    """Tell whether a token at the top of a document is record rather than text."""
    return token.type == "front_matter" or (token.level == 0 and directives.is_record(token))


class _Reader:
    def __init__(self, path: str, vocabularies: tuple[Vocabulary, ...], parser: MarkdownIt) -> None:
        self.path = path
        self.parser = parser
        self.problems: list[Problem] = []
        self.told: Sequence[Problem] = ()
        self.headings: dict[int, int] = {}
        self.headless: dict[int, int] = {}
        config = parser.options.get("myst_config")
        self.substitutions: Mapping[str, object] = getattr(config, "substitutions", {})
        self.own_substitutions: Mapping[str, str] = {}
        self.vocabularies = vocabularies
        self.options = (*ITEM_OPTIONS, *(vocabulary.id for vocabulary in vocabularies))
        self.roles = frozenset(
            {"item", "issue", "outlet", *(vocabulary.role for vocabulary in vocabularies)}
        )

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        self.problems.append(Problem(kind, self.path, line, arguments))

    def read(self, tokens: Sequence[Token], text: str) -> Issue | None:
        record = FrontMatter.read(tokens, self.path, self.problems, text)
        issue = record.issue() if record else None
        if record is None or issue is None:
            return None
        self.own_substitutions = record.substitutions()
        self.substitutions = {**self.substitutions, **self.own_substitutions}
        front, drafts = self.read_body(tokens)
        headings = (draft.heading for draft in front if draft.heading)
        heading = next((heading for heading in headings if heading.level == 1), None)
        title = heading.title if heading else None
        if title is None and not self.was_to_be_heading(None):
            self.report(Kind.NO_TITLE, 1)
        issued, original = record.date(issue) or ids.date_of(issue), record.original()
        pages = [Place(d.number or 0, *d.options["page"]) for d in drafts if "page" in d.options]
        count = original.pages if original else None
        self.problems += check_pages([place for place in pages if place.pages], count, self.path)
        return Issue(
            id=issue,
            title=title or issue,
            label=record.text("label") or title or issue,
            date=issued,
            number=record.number(),
            running_number=record.text("running-number"),
            volume=record.text("volume"),
            edition=record.edition(),
            publication_status=record.publication_status(),
            marks=record.publication_marks(),
            original=original,
            items=tuple(self.finish_item(issue, issued, draft) for draft in drafts),
            references=tuple(ref for draft in front for ref in (*draft.references, *draft.cited())),
            lines={**record.lines, "title": heading.line} if heading else record.lines,
        )

    def read_body(self, tokens: Sequence[Token]) -> tuple[list[Draft], list[Draft]]:
        """Divide the body into text outside of items, and items, each with its section."""
        drafts = list(self.divide(tokens))
        levels = [draft.level for draft in drafts if draft.number]
        usual = "#" * max(levels, key=levels.count, default=2)
        front: list[Draft] = []
        items: list[Draft] = []
        seen: dict[int, int] = {}
        current: Draft | None = None
        for draft in drafts:
            heading = draft.heading
            if heading is None or heading.number is None:
                inside = current is not None and heading and heading.level > current.level
                if inside and current is not None:
                    current.references += draft.references
                    current.errata += draft.errata
                    current.texts += draft.texts
                    current.end = draft.end or current.end
                    for key, line in draft.citations.items():
                        current.citations.setdefault(key, line)
                else:
                    current = None
                    front.append(draft)
                    for erratum in () if self.was_to_be_heading(None) else draft.errata:
                        self.report(Kind.ERRATUM_NOWHERE, erratum.line)
                continue
            number = heading.number
            if current is not None and heading.level > current.level:
                if not self.was_to_be_heading(None):  # else this is another section's
                    self.report(Kind.NESTED_ITEM, draft.line, str(number), str(current.number))
            elif number in seen:
                self.report(Kind.DUPLICATE_ITEM, draft.line, str(number), str(seen[number]))
            else:
                seen[number] = draft.line
                self.headings[heading.line] = number
                items.append(draft)
            current = draft
        self.sections = sections_of(drafts)
        silent = self.silent_headings(front, items)
        self.check_headless(silent, usual)
        if not any(problem.kind in _ABOUT_ITEMS for problem in (*self.told, *self.problems)):
            self.check_order(items)
            self.check_headings(front, items, silent)
            self.check_sections(items)
            self.check_sources(items)
            self.check_texts(items)
        return front, items

    def check_order(self, items: Sequence[Draft]) -> None:
        """See that the items' numbers count up from 1, none left out."""
        before = 0
        standing = {draft.number for draft in items}
        for draft in items:
            number = draft.number or 0
            if number < before:
                self.report(Kind.ITEM_ORDER, draft.line, str(number), str(before))
            elif missing := [n for n in range(before + 1, number) if n not in standing]:
                self.report(Kind.ITEM_LEFT_OUT, draft.line, str(missing[0]), str(number))
            before = max(before, number)

    def check_headings(
        self, front: Sequence[Draft], items: Sequence[Draft], silent: Sequence[Heading]
    ) -> None:
        """See that a heading behind the first item is an item's, a section's, or says otherwise."""
        headings = [draft.heading for draft in front if draft.heading]
        if not items and headings and not any(heading.is_matter for heading in headings):
            self.report(Kind.NO_ITEMS, headings[0].line)
        numbers = {draft.number for draft in items}
        following = next(number for number in count(1) if number not in numbers)
        for heading in silent:
            self.report(Kind.NO_ITEM, heading.line, heading.title, str(following))

    def silent_headings(self, front: Sequence[Draft], items: Sequence[Draft]) -> list[Heading]:
        """List the headings behind the first item that are no item's, and do not say what else."""
        first = min((draft.line for draft in items), default=0)
        sections = set(self.sections.values())
        return [
            heading
            for draft in front
            if (heading := draft.heading) and first and heading.line > first
            if heading.title not in sections and not heading.is_matter
        ]

    def check_headless(self, silent: Sequence[Heading], usual: str) -> None:
        """Tell of items without a heading; perhaps the only heading without an item is theirs."""
        for line, number in self.headless.items():
            if len(silent) == len(self.headless) == 1:
                (apart,) = silent
                where = (apart.title, str(apart.line), usual)
                self.report(Kind.HEADING_APART, line, str(number), *where)
            else:
                self.report(Kind.NO_HEADING, line, str(number), usual)

    def check_sections(self, items: Sequence[Draft]) -> None:
        """Tell of an item in no section behind one in a section: is its heading one too high?"""
        for before, draft in pairwise(items):
            above, own = (self.sections.get(heading_of(each).line) for each in (before, draft))
            if above and not own:
                signs = "#" * before.level
                self.report(Kind.NO_SECTION, draft.line, str(draft.number), above, signs)
                return

    def check_sources(self, items: Sequence[Draft]) -> None:
        """Tell of an item without source where nearly all have one: its line is perhaps lost."""
        silent = [draft for draft in items if not draft.citations and not draft.signed()]
        lost = any(problem.kind in _LOST_CITATION for problem in self.told)
        if _are_few(silent, items) and not lost:
            for draft in silent:
                self.report(Kind.NO_SOURCE, draft.line, str(draft.number))

    def check_texts(self, items: Sequence[Draft]) -> None:
        """Tell of an item without text where nearly all have one."""
        bare = [draft for draft in items if not draft.body]
        if _are_few(bare, items):
            for draft in bare:
                if not draft.errata:
                    self.report(Kind.BARE_ITEM, draft.line, str(draft.number))

    def divide(self, tokens: Sequence[Token]) -> Iterator[Draft]:
        """Cut the tokens at the headings of the document, one draft a heading."""
        draft = Draft(None)
        for index, token in enumerate(tokens):
            if token.type == "heading_open" and token.level == 0:
                yield draft
                inline = tokens[index + 1]
                title = shown_text(inline, self.substitutions)
                draft = Draft(Heading(int(token.tag[1]), title, _line(token), bare_role(inline)))
            elif token.type == "inline":
                self.note_roles(token, draft)
                if token.level == 1 and tokens[index - 1].type == "heading_open":
                    draft.titled = len(draft.texts)
            elif token.type in FENCES:
                self.note_directive(token, draft)
            elif token.type == "substitution_block":
                self.note_substitution(token, _line(token), draft)
        yield draft

    def note_directive(self, token: Token, draft: Draft, depth: int = 0) -> None:
        head = directives.head_of(token)
        if head is None:  # code, or with colons a division of the text
            if token.type == "colon_fence":
                self.note_nested(token.content, _line(token), draft, depth=depth + 1)
            return
        name, argument = head
        if is_record(token) and name == "erratum":
            before = len(self.problems)
            options = self.options_of(token, ERRATUM_OPTIONS, draft)
            if len(self.problems) > before:  # what it lacks may stand in the line that was told
                return
            statement = Statement(argument, options, self.path, _line(token))
            if erratum := read_erratum(statement, self.problems):
                draft.errata.append(erratum)
        elif is_record(token) and name == "matter":
            self.options_of(token, (), draft)
            if draft.heading is not None:
                draft.heading.is_matter = True
        elif is_record(token):
            self.note_item(token, argument, draft)
        elif name not in VERBATIM:
            self.note_nested(argument, _line(token) - 1, draft, depth=depth + 1)
            self.note_nested(token.content, _line(token), draft, name, depth + 1)

    def note_nested(
        self, text: str, start: int, draft: Draft, parent: str = "", depth: int = 0
    ) -> None:
        """Find the roles in a directive, whose title and content are Markdown once more.

        ``start`` is the number of lines above the text, ``depth`` that of directives around it.
        """
        if "{" not in text or depth > DEEPEST:
            draft.texts.append(text)
            return
        for inner in self.parser.parse(text, {CONTEXT: Context(parent, depth)}):
            if inner.map is not None:
                inner.map = [inner.map[0] + start, inner.map[1] + start]
            if inner.type == "inline":
                self.note_roles(inner, draft)
            elif inner.type in FENCES and not is_record(inner):
                self.note_directive(inner, draft, depth)
            elif inner.type == "substitution_block":
                self.note_substitution(inner, _line(inner), draft)

    def note_item(self, token: Token, argument: str, draft: Draft) -> None:
        line = _line(token)
        try:
            number = ids.item_number(argument)
        except ids.InvalidId:
            self.report(Kind.ITEM_NUMBER, line, argument)
            return
        heading = draft.heading
        if heading is None or heading.level == 1 or heading.number or not heading.title:
            if not self.was_to_be_heading(heading):
                self.headless[line] = number
            return
        heading.number = number
        if draft.body:
            self.report(Kind.TITLE_BELOW, line, draft.body[:20], str(number))
        if heading.bare is not None and heading.bare[1] in CITATION_ROLES:
            source, role = heading.bare
            self.report(Kind.TITLE_SOURCE, heading.line, f"{{{role}}}`{source}`")
        elif heading.bare is not None:
            self.report(Kind.TITLE_ROLE, heading.line, *heading.bare)
        draft.line = line
        draft.options = self.options_of(token, self.options, draft)

    def was_to_be_heading(self, heading: Heading | None) -> bool:
        """Tell whether it has been told why there is no other heading than this, or none."""
        line = heading.line if heading else 0
        here = {each.kind for each in self.told if each.line == line}
        anywhere = {each.kind for each in self.told}
        return not (anywhere.isdisjoint(LOST_HEADING) and here.isdisjoint(_NO_HEADING))

    def options_of(
        self, token: Token, known: Sequence[str], draft: Draft
    ) -> dict[str, tuple[str, int]]:
        return read_options(token, known, draft.number, self.path, self.problems)

    def note_roles(self, inline: Token, draft: Draft) -> None:
        line = _line(inline)
        for child in inline.children or ():
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
            elif child.type == "substitution_inline":
                self.note_substitution(child, line, draft)
            elif child.type == "text":
                draft.texts.append(child.content)
                draft.end = line
            if child.type != "myst_role":
                continue
            name = child.meta["name"].lower()
            if name in CITATION_ROLES:
                for target in child.content.split(","):
                    if cited := _CITED.match(target):
                        draft.citations.setdefault(cited[1], line)
            elif name in self.roles:
                target = role_target(child.content)
                draft.references.append(Reference(role=name, target=target, line=line))
            line += child.content.count("\n")

    def note_substitution(self, token: Token, line: int, draft: Draft) -> None:
        """Find the roles in what stands for a name: they count where it is used."""
        name = token.content.strip()
        if name not in self.substitutions:
            self.report(Kind.SUBSTITUTION, line, name)
            return
        found = Draft(None)
        self.note_nested(str(self.substitutions[name]), 0, found, SUBSTITUTION)
        for key in found.citations:
            draft.citations.setdefault(key, line)
        draft.references += [replace(reference, line=line) for reference in found.references]

    def finish_item(self, issue: IssueId, issued: PartialDate, draft: Draft) -> Item:
        heading = heading_of(draft)
        assert heading.number is not None
        options = {name: value for name, (value, _) in draft.options.items() if value}
        terms = {v.id: draft.options[v.id] for v in self.vocabularies if v.id in options}
        printed = self.read_printed(draft)
        errata = sorted(draft.errata, key=lambda erratum: erratum.date)
        self.problems += check_errata(errata, draft.texts, heading.number, issued, self.path)
        removed = any(erratum.kind is ErratumKind.REMOVAL for erratum in errata)
        return Item(
            id=ids.item_id(issue, heading.number),
            number=heading.number,
            title=heading.title,
            section=self.sections.get(heading.line),
            page=options.get("page"),
            byline=options.get("byline"),
            cited=tuple(
                Cited(key=CitationKey(key), printed=printed.get(key), line=line)
                for key, line in draft.citations.items()
            ),
            errata=tuple(errata),
            terms={id: terms_in(text) for id, (text, _) in terms.items()},
            term_lines=tuple(line for _, line in terms.values()),
            references=() if removed else tuple(draft.references),
            signed=draft.signed(),
            line=draft.line,
        )

    def read_printed(self, draft: Draft) -> dict[str, str]:
        text, line = draft.options.get("printed", ("", 0))
        printed = {}
        for entry in filter(None, map(str.strip, re.split("[；;]", text))):
            key, _, words = entry.partition(" ")
            if key in draft.citations and words.strip():
                printed[key] = words.strip()
            elif not any(problem.kind in _LOST_CITATION for problem in self.told):
                self.report(Kind.PRINTED, line, entry, "、".join(draft.citations) or "—")
        return printed


def _are_few(lacking: Sequence[Draft], items: Sequence[Draft]) -> bool:
    """Tell whether what some items lack nearly all others have, so that it may be a slip."""
    return len(lacking) * 4 <= len(items)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
