"""The rule by which a parser makes nothing but what the forms of an issue allow.

It stands at the end of markdown-it's chain. Of the tokens of every text that is parsed, whatever
no form allows is replaced by the text itself. So it is with a file and with what is parsed later,
when a directive's content or a substitution is rendered: nothing comes in by another door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from qikan.diagnostics import nearest
from qikan.kinds import Kind
from qikan.model import NamedFile
from qikan.reading.broken import broken_fence, broken_roles, missing_end
from qikan.reading.directives import (
    CONTEXT,
    FENCES,
    IGNORED,
    SCHEME,
    Context,
    Directive,
    Examination,
    is_language,
    is_open,
    is_record,
    option_line,
)
from qikan.reading.encoding import forbidden
from qikan.reading.forms import CITATIONS, RECORD, SCHEMES, Forms
from qikan.reading.slips import Finding, html_fault, slips, tabbed_row, wide_bars

LONGEST = 10_000
"""So many characters a paragraph may have: some signs are looked up in all that follows them."""
DEEPEST = 10
"""So many forms may stand inside of one another, and twice as many lists and quotations."""

SUBSTITUTION = "{{ }}"
"""The parent of what stands in a substitution."""

_CITED = re.compile(r"\s*(?:\{[^{}]+\})?\s*[^{}\s,]+\s*(?:\{[^{}]+\})?\s*")
_SHORT_END = re.compile(r"(?m)^:{3}[ \t]*$")
_RECORD_INSIDE = re.compile(rf"(?m)^[:`]{{3,}}[ \t]*\{{(?:{'|'.join(sorted(RECORD))})\}}")
MARKED = re.compile(r"[{}<\[\]`!&|｜^+*_#＃>:：(=-]|\d\.|[\n\t［]| {4}")
_HOST = re.compile(r"(?i)www\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov|edu)(?:[/:?]|$)")
_OPTION = re.compile(r":(?:page|byline|printed|topics|places|people): .*")
_LOST_FENCE = frozenset({Kind.BROKEN_FENCE, Kind.LOST_BLOCK})
_STOP = re.compile("(?s)[，。；、“”].*")
_SEEN = frozenset({"myst_role", "link_open", "image", "html_inline", "substitution_inline",
                   "footnote_ref", "span_open", "code_inline"})  # fmt: skip


def guard(parser: MarkdownIt, forms: Forms) -> None:
    """Let a parser make nothing but what the forms allow; once is enough."""
    if "qikan_forms" in parser.core.ruler.get_all_rules():
        return
    # As paragraphs, such lines can go on being text: [编者按]: 甲 is more often that than a link,
    # hyphens right below a text are more often a line across than what makes it a heading.
    parser.disable(["html_block", "reference", "lheading"])
    setattr(parser, "validateLink", lambda address: True)  # noqa: B010  # the rule sees to it
    parser.core.ruler.before("inline", "qikan_lengths", _refuse_long)
    parser.core.ruler.push("qikan_forms", lambda state: _Rule(state, forms).run())


class _Rule:
    """What is done to the tokens of one text."""

    def __init__(self, state: StateCore, forms: Forms) -> None:
        self.state = state
        self.forms = forms
        self.context: Context = state.env.get(CONTEXT) or Context()
        self.lines: list[str] = []

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        self.context.report(kind, line, *arguments)

    def tell(self, finding: Finding) -> None:
        kind, line, arguments = finding
        self.report(kind, line, *arguments)

    def run(self) -> None:
        tokens = self.state.tokens
        kept: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            check = self.CHECKS.get(token.type)
            if token.type == "inline":
                self.inline(token, kept[-2].type if len(kept) > 1 else "")
            elif token.nesting == 1 and token.level >= 2 * DEEPEST - 1:
                self.report(Kind.TOO_DEEP, _line(token), str(2 * DEEPEST))
                while kept[-1].level or kept[-1].nesting != 1:
                    kept.pop()
                token = self.literal(kept.pop())
                index = _end(tokens, index, 0)
            elif check is not None and not check(self, token, index):
                if token.nesting == 1:
                    index = _end(tokens, index, token.level)
                token = self.literal(token)
            kept.append(token)
            index += 1
        self.state.tokens = kept

    def literal(self, token: Token) -> Token:
        """Make a block that shows the source of another."""
        if token.type in FENCES and token.map is not None:
            end = "" if is_open(token) else token.markup
            text = f"{token.markup}{token.info}\n{token.content}{end}\n"
        else:
            text = self.source(token)
        block = Token("code_block", "code", 0, content=text, map=token.map, block=True)
        block.level = token.level
        return block

    def source(self, token: Token) -> str:
        """Give the lines of a block as they are written."""
        if token.map is None:
            return token.content
        if not self.lines:
            self.lines = self.state.src.split("\n")
        return "\n".join(self.lines[token.map[0] : token.map[1]]) + "\n"

    def long(self, token: Token, _: int) -> bool:
        """Show a paragraph that ``_refuse_long`` has found."""
        self.report(Kind.TOO_LONG, _line(token), str(LONGEST))
        token.type = "inline"
        token.children = [_text(token.content)]
        return True

    # ---- blocks

    def fence(self, token: Token, _: int) -> bool:
        """Tell whether a fence may stand; rewrite what it says as upstream must read it."""
        line = _line(token)
        directive = Directive.of(token)
        if directive is None:
            return self.code(token, line)
        name = directive.name
        if name in RECORD:
            if token.level or self.context.parent:
                self.report(Kind.INSIDE, line, name)
                return False
            if is_open(token) and token.markup[0] == ":" and _SHORT_END.search(token.content):
                said = token.info.strip()
                self.report(Kind.BROKEN_FENCE, line, f"{token.markup}{said}", f":::{said}")
                return False
            if is_open(token) and not directive.body.strip() and directive.stray is None:
                self.unclosed(token, name)
            return True
        form = self.forms.directives.get(name)
        if form is None:
            self.report(Kind.UNKNOWN_DIRECTIVE, line, name or token.info.strip(), self.near(name))
            return False
        if is_open(token) or _RECORD_INSIDE.search(token.content):
            return self.unclosed(token, name)
        if self.context.depth >= DEEPEST:
            self.report(Kind.TOO_DEEP, line, str(DEEPEST))
            return False
        if form.parent and (self.context.parent != form.parent or token.level):
            self.report(Kind.MISPLACED, line, name, form.parent)
            return False
        if form.free:
            token.info = f"{{{name}}} {directive.argument}".strip()
            return True
        if not Examination(directive, form, line, self.context, self.state.md).passed():
            return False
        if "alt" in form.options and all(option != "alt" for option, _, _ in directive.options):
            self.report(Kind.NO_ALT, line, directive.argument, ":alt: …")
        token.info = f"{{{name}}} {directive.argument}".strip()
        if directive.options or not directive.body.strip():
            options = [option_line(option, value) for option, value, _ in directive.options]
            lines = [*options, directive.body] if directive.body.strip() else options
            token.content = "".join(f"{each}\n" for each in lines)
        return True

    def unclosed(self, token: Token, name: str) -> bool:
        self.tell(missing_end(token, name, self.forms.directives))
        return False

    def near(self, name: str) -> str:
        """Name the directives that were perhaps meant."""
        known = (*sorted(RECORD), *self.forms.directives)
        return _near(name, known, ("list-table", "figure", "note"))

    def code(self, token: Token, line: int) -> bool:
        words = token.info.split()
        if token.type == "colon_fence":
            if words:
                self.report(Kind.UNKNOWN_DIRECTIVE, line, words[0], self.near(words[0]))
            elif not any(kind in _LOST_FENCE for kind, _, _ in self.context.findings):
                self.report(Kind.STRAY_FENCE, line, token.markup, f"{token.markup}{{note}}")
            return False
        if is_open(token):
            return self.unclosed(token, token.markup)
        if words and not is_language(words[0]):
            self.report(Kind.LANGUAGE, line, words[0])
            return False
        return True

    def table(self, token: Token, index: int) -> bool:
        """Tell whether all cells of a table are shown: upstream leaves out the surplus ones."""
        if not self.lines:
            self.lines = self.state.src.split("\n")
        width = 0
        sound = True
        assert token.map is not None
        for number in range(*token.map):
            text = self.lines[number].strip()
            if token.level:
                text = text.lstrip("> \t")
            cells = escapedSplit(text)
            cells = cells[cells[:1] == [""] :]
            count = len(cells) - (cells[-1:] == [""])
            if number == token.map[0]:
                tokens = self.state.tokens[index : _end(self.state.tokens, index, token.level)]
                width = sum(each.type == "th_open" for each in tokens)
            elif number > token.map[0] + 1 and count != width:
                if "\t" in text:
                    self.report(Kind.TAB_ROW, number + 1, tabbed_row(text))
                elif "｜" in text:
                    self.tell(wide_bars(text, number + 1))
                else:
                    kind = Kind.BAR_IN_CELL if count > width else Kind.RAGGED
                    self.report(kind, number + 1, str(count), str(width))
                sound = False
        return sound

    def heading(self, token: Token, index: int) -> bool:
        if self.context.parent == SUBSTITUTION:
            self.report(Kind.IN_SUBSTITUTION, _line(token), token.markup)
            return False
        if not self.state.tokens[index + 1].content:
            self.report(Kind.EMPTY_HEADING, _line(token), token.markup)
        return True

    def rule(self, token: Token, index: int) -> bool:
        """Tell whether a line across the page stands between two paragraphs of the file."""
        tokens = self.state.tokens
        told = not self.context.parent and tokens[0].type != "front_matter"  # that it is missing
        if _underlines(tokens, index):
            if not told:
                self.report(Kind.UNDERLINE, _line(token), self.source(token).strip("> \n"))
            return False
        before = next((t for t in reversed(tokens[:index]) if t.type != "myst_line_comment"), None)
        after = next((t for t in tokens[index + 1 :] if t.type != "myst_line_comment"), None)
        if (
            token.level == 0
            and not self.context.parent
            and before is not None
            and after is not None
            and before.type not in {"heading_close", "hr", "front_matter"}
            and after.type != "hr"
            and not is_record(before)
        ):
            return True
        if not told:
            self.report(Kind.RULE, _line(token))
        return False

    def indented(self, token: Token, _: int) -> bool:
        self.report(Kind.INDENTED, _line(token))
        return True

    def label(self, token: Token, _: int) -> bool:
        if self.forms.labels:
            return True
        self.report(Kind.NO_EFFECT, _line(token), f"({token.content})=")
        return False

    def block_break(self, token: Token, _: int) -> bool:
        self.report(Kind.NO_EFFECT, _line(token), token.markup)
        return False

    def remark(self, token: Token, _: int) -> bool:
        """Tell whether what does not show was meant not to."""
        for line, text in enumerate(token.content.split("\n"), start=_line(token)):
            if text[:1].strip("% "):
                said = f"%{text[:20]}"
                self.report(Kind.HIDDEN, line, said, f"\\{said}")
                break
        return True

    def substitution(self, token: Token, _: int) -> bool:
        if self.context.parent == SUBSTITUTION:
            self.report(Kind.IN_SUBSTITUTION, _line(token), token.content)
            return False
        return True

    def footnote(self, token: Token, _: int) -> bool:
        label = token.meta["label"]
        if self.context.parent == SUBSTITUTION:
            self.report(Kind.IN_SUBSTITUTION, _line(token), f"[^{label}]")
            return False
        self.context.footnotes.append((True, label, _line(token)))
        notes = self.context.notes
        if notes is None:
            return True
        if label in notes.dead or label in notes.defined:
            return False
        notes.defined.add(label)
        return True

    CHECKS: Mapping[str, Callable[[_Rule, Token, int], bool]] = {
        "fence": fence,
        "colon_fence": fence,
        "table_open": table,
        "heading_open": heading,
        "hr": rule,
        "code_block": indented,
        "myst_target": label,
        "myst_line_comment": remark,
        "myst_block_break": block_break,
        "substitution_block": substitution,
        "footnote_reference_open": footnote,
        "qikan_long": long,
    }

    # ---- lines

    def inline(self, token: Token, around: str = "") -> None:
        """Look through a line of text; ``around`` is the kind of token before its paragraph."""
        children = token.children
        if not children:
            return
        content, first = token.content, _line(token)
        if fence := broken_fence(content, self.forms.directives):
            offset, said, meant = fence
            self.report(Kind.BROKEN_FENCE, first + offset, said, meant)
        elif not self.context.parent and (option := _OPTION.match(content)):
            self.report(Kind.LOST_BLOCK, first, option[0])
        else:
            for kind, line, arguments in (
                *slips(children, content, first, listed=around == "list_item_open"),
                *broken_roles(children, content, first, self.forms.roles),
            ):
                if kind is Kind.BARS and around == "table_close" and line == first:
                    kind = Kind.SPLIT_TABLE
                self.report(kind, line, *arguments)
        if len(children) > 1 or children[0].type != "text":
            token.children = list(self.children(children, first))
        if content.startswith("<!--") and children[0].type == "text":
            self.tell(html_fault(content, first))
        if "&" in content:  # which may bring in what the file itself does not hold
            for child in token.children or ():
                if child.type == "text" and (character := forbidden(child.content)):
                    self.report(Kind.CHARACTER, _line(token), character)
                    child.content = child.content.replace(chr(int(character[2:], 16)), "")

    def children(self, children: Sequence[Token], line: int) -> Iterator[Token]:
        """Go through the pieces of a line, and put text where one may not stand."""
        told_html = too_deep = False
        closing = ""
        for child in children:
            kind = child.type
            if kind in {"softbreak", "hardbreak"}:
                line += 1
            elif child.level > DEEPEST and child.nesting:
                if child.level == DEEPEST + 1 and child.nesting == 1 and not too_deep:
                    self.report(Kind.TOO_DEEP, line, str(DEEPEST))
                    too_deep = True
                child = _text(child.markup)
            elif kind == "link_close" and closing:
                child, closing = _text(closing), ""
            elif kind not in _SEEN:
                pass
            elif kind == "html_inline":
                if not told_html:
                    self.tell(html_fault(child.content, line))
                told_html = True
                child = _text(child.content)
            elif kind == "myst_role":
                child = self.role(child, line)
            elif kind == "link_open":
                if not self.may_link(child, line):
                    address = _shown(str(child.attrs.get("href", "")))
                    auto = child.info == "auto"
                    closing = ">" if auto else f"]({address})"
                    child = _text("<" if auto else "[")
                else:
                    self.strip(child, {"href", "title"}, line)
            elif kind == "image":
                address = _shown(str(child.attrs.get("src", "")))
                if self.context.may_show(address, line):
                    self.context.files.append(NamedFile(target=address, picture=True, line=line))
                    if not child.content.strip():
                        self.report(Kind.NO_ALT, line, address, f"![…]({address})")
                    child.attrs["src"] = address
                    self.strip(child, {"src", "alt", "title"}, line)
                else:
                    child = _text(f"![{child.content}]({address})")
            elif kind == "substitution_inline":
                if self.context.parent == SUBSTITUTION:
                    self.report(Kind.IN_SUBSTITUTION, line, child.content)
                    child = _text(f"{{{{{child.content}}}}}")
            elif kind == "footnote_ref":
                child = self.note(child, line)
            else:
                self.strip(child, set(), line)
            yield child

    def role(self, child: Token, line: int) -> Token:
        name = child.meta["name"].lower()
        if name not in self.forms.roles:
            usual = ("item", "cite:p")
            self.report(Kind.UNKNOWN_ROLE, line, name, _near(name, self.forms.roles, usual))
        elif name in CITATIONS and not all(map(_CITED.fullmatch, child.content.split(","))):
            example = f"{{{name}}}`shanxi-ribao,xinhua-she`"
            self.report(Kind.OPTION_VALUE, line, name, child.content, example)
        elif name != "math" or self.context.check_formula(child.content, line):
            return child
        ticks = "``" if "`" in child.content else "`"
        return _text(f"{{{child.meta['name']}}}{ticks}{child.content}{ticks}")

    def note(self, child: Token, line: int) -> Token:
        label = child.meta["label"]
        if self.context.parent == SUBSTITUTION:
            self.report(Kind.IN_SUBSTITUTION, line, f"[^{label}]")
            return _text(f"[^{label}]")
        self.context.footnotes.append((False, label, line))
        notes = self.context.notes
        return _text(f"[^{label}]") if notes and label in notes.dead else child

    def may_link(self, child: Token, line: int) -> bool:
        """Tell whether a link leads to the web, to a mailbox or to a file."""
        address = str(child.attrs.get("href", ""))
        if _HOST.match(address):
            self.report(Kind.NO_SCHEME, line, _shown(address), f"https://{_shown(address)}")
            return False
        scheme = SCHEME.match(IGNORED.sub("", address))
        if scheme is not None:
            if scheme[1].lower() in SCHEMES:
                if stop := _STOP.search(_shown(address)):
                    self.report(Kind.ADDRESS, line, _shown(address), stop[0][:10])
                return True
            self.context.refuse(scheme[1], _shown(address), line)
            return False
        if self.forms.labels and "#" in address:
            return True
        self.context.files.append(NamedFile(target=_shown(address), line=line))
        return True

    def strip(self, child: Token, known: set[str], line: int) -> None:
        """Take away attributes that an issue has no use for."""
        if child.attrs and (useless := child.attrs.keys() - known):
            written = " ".join(f'{name}="{child.attrs.pop(name)}"' for name in sorted(useless))
            self.report(Kind.NO_EFFECT, line, f"{{{written}}}")


def _refuse_long(state: StateCore) -> None:
    """Keep what is too long from the rules for lines; the other rule tells of it."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            token.type = "qikan_long"


def _near(word: str, known: Iterable[str], usual: Iterable[str]) -> str:
    return "、".join(nearest(word, known) or usual)


def _shown(address: str) -> str:
    return unquote(address)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _underlines(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a line across the page, of hyphens, stands right below a paragraph."""
    rule, above = tokens[index], tokens[index - 1]
    if not rule.markup.startswith("-") or above.type != "paragraph_close":
        return False
    text = tokens[index - 2].map
    return text is not None and rule.map is not None and text[1] == rule.map[0]


def _end(tokens: Sequence[Token], index: int, level: int) -> int:
    """Find where what is open at an index ends, at a level."""
    return next(
        at
        for at in range(index + 1, len(tokens))
        if tokens[at].level == level and tokens[at].nesting == -1
    )
