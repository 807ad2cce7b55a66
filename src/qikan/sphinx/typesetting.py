"""Doctree to Typst: every node of an issue becomes a call of ``pdf/setting/text.typ``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx_design.shared import PassthroughTextElement

from qikan.archive import Archive
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import Issue, Item
from qikan.pages.naming import sources_of
from qikan.pdf.documents import Body, Entry
from qikan.pdf.formulas import formula
from qikan.pdf.notation import NOTHING, Code, array, call, joined, literal, value
from qikan.pdf.text import Text, is_private
from qikan.sphinx.typeset_tables import set_table

RECORDS = "\ufdd1"
"""Begins the address of a page of ours; a noncharacter, which no text holds."""

_SILENT = (
    nodes.Invisible,
    nodes.colspec,
    nodes.footnote,
    nodes.system_message,
    nodes.meta,
    addnodes.index,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    addnodes.toctree,
)
_THROUGH = (
    nodes.Inline,
    nodes.attribution,
    nodes.caption,
    nodes.compound,
    nodes.definition,
    nodes.description,
    nodes.document,
    nodes.legend,
    nodes.line,
    nodes.list_item,
    nodes.target,
    addnodes.compact_paragraph,
    addnodes.glossary,
    addnodes.hlist,
    addnodes.hlistcol,
    addnodes.only,
    PassthroughTextElement,
)
_NUMBERING = {
    "arabic": "1.",
    "loweralpha": "a.",
    "upperalpha": "A.",
    "lowerroman": "i.",
    "upperroman": "I.",
}
_LINE = 34
"""A paragraph of no more characters stands in one line."""
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_SPOKEN = re.compile(r"[a-z]+:(//)?", re.I)


@dataclass(slots=True)
class Typeset:
    """What has come of an issue: its text, and what is to be known of it."""

    issue: Issue
    code: Code = NOTHING
    contents: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """By path from the archive's root."""

    @property
    def body(self) -> Body:
        """The text, for a document."""
        return Body(self.issue, self.code, self.contents)

    @property
    def is_faulty(self) -> bool:
        """Whether something could not be set as it is written."""
        return not all(problem.kind.is_note for problem in self.problems)


class Typesetter:
    """Sets one issue. Each method ``set_…`` takes a node of that name and gives its code.

    ``address`` gives a page's permanent address, or an empty text where there is none.
    """

    def __init__(
        self,
        archive: Archive,
        issue: Issue,
        path: str,
        has: Callable[[str], bool],
        address: Callable[[str], str],
    ) -> None:
        self.archive = archive
        self.issue = issue
        self.path = path
        self.address = address
        self.text = Text(has, self._missed)
        self.done = Typeset(issue)
        self.items = {item.number: item for item in issue.items}
        self.item: Item | None = None
        self.unset: Mapping[str, str] = {}
        """Pictures that Typst cannot set, by path from the root, and why."""
        self.notes: dict[str, nodes.footnote] = {}
        self.noted: set[str] = set()
        self.depth = 0
        self.line = 1
        self.in_heading = False

    def typeset(self, document: nodes.document) -> Typeset:
        """Set a document whose references are resolved."""
        for note in document.findall(nodes.footnote):
            self.notes.update((str(name), note) for name in note["ids"])
        self.done.code = self.set(document)
        return self.done

    def set(self, node: nodes.Node) -> Code:
        """Set a node by the method for its class or the nearest base; keep what none knows."""
        self.line = getattr(node, "line", None) or self.line
        for kind in type(node).__mro__:
            if method := getattr(self, f"set_{kind.__name__}", None):
                code: Code = method(node)
                return code
        if isinstance(node, _SILENT):
            return NOTHING
        if isinstance(node, _THROUGH):
            return self.inside(node)
        self.tell(Kind.NOT_SET, type(node).__name__)
        return self.inside(node)

    def inside(self, node: nodes.Node, *, without: tuple[type[nodes.Node], ...] = ()) -> Code:
        """Set a node's children, one after the other, below the places that lead to it."""
        return joined([*self.anchors(node), *self.each(node, without=without)])

    def each(
        self, node: nodes.Node, *, without: tuple[type[nodes.Node], ...] = ()
    ) -> Iterator[Code]:
        """Set a node's children; a source stands in the line in which the text before it ends."""
        children = [child for child in node.children if not isinstance(child, without)]
        for child, following in zip_longest(children, children[1:]):
            if _is_source(child) and _takes_source(children, child):
                continue
            if _is_source(following) and _takes_source(children, following):
                assert isinstance(following, nodes.Element)
                body = joined([self.inside(child), call("source", self.inside(following))])
                yield call("p", body)
                continue
            if (code := self.set(child)) != NOTHING:
                yield code
            marks = (isinstance(each, nodes.footnote_reference) for each in (child, following))
            if all(marks):
                yield call("box")  # between two marks of notes a line may break

    def anchors(self, node: nodes.Node) -> Iterator[Code]:
        """Mark the places that lead to a node."""
        names: list[str] = node.get("ids", []) if isinstance(node, nodes.Element) else []
        if not isinstance(node, nodes.document | nodes.section) and not self.in_heading:
            yield from (call("anchor", literal(self.place(name))) for name in names)

    def place(self, name: str) -> str:
        """Name a place of this issue, apart from those of others in the same volume."""
        return f"{self.issue.id}#{name}"

    def tell(self, kind: Kind, *arguments: str, line: int = 0) -> None:
        """Note what is wrong here."""
        problem = Problem(kind, self.path, line or self.line, arguments)
        if problem not in self.done.problems:
            self.done.problems.append(problem)

    def _missed(self, sign: str) -> None:
        kind = Kind.PRIVATE_USE if is_private(sign) else Kind.GLYPH
        self.tell(kind, sign, f"U+{ord(sign):04X}")

    # ---- headings

    def set_section(self, node: nodes.section) -> Code:
        if isinstance(node.parent, nodes.document) and isinstance(node[0], nodes.title):
            return joined(self.each(node, without=(nodes.title,)))
        outer = self.item
        self.item = self.items.get(node.get("item", 0), outer)
        self.depth += 1
        body = joined(self.each(node))
        self.depth -= 1
        self.item = outer
        return body

    def set_title(self, node: nodes.title) -> Code:
        section = node.parent
        if not isinstance(section, nodes.section):
            return self.inside(node)
        number = section.get("item")
        title = self.text.plain(" ".join(_spoken(node).split()))
        item = self.items.get(number) if number else None
        names = [str(name) for name in section["ids"]]
        id = item.id if item else self.place(names[0] if names else f"line-{self.line}")
        by = "、".join(sources_of(self.archive, item)) if item else ""
        listed = number is not None or self.item is None
        if listed:
            self.done.contents.append(Entry(id, title, number, self.text.plain(by)))
        self.in_heading = True
        body = self.inside(node)
        self.in_heading = False
        heading = call(
            "heading-of",
            Code(f"top + {self.depth - 1}"),
            body,
            id=literal(id),
            listed=value(listed),
            number=value(str(number) if number else None),
        )
        places = (call("anchor", literal(self.place(name))) for name in names)
        byline = item.byline if item else None
        named = [call("byline", literal(self.text.plain(byline)))] if byline else []
        return joined([heading, *places, *named])

    def set_rubric(self, node: nodes.rubric) -> Code:
        return call("rubric", self.inside(node))

    # ---- within a line

    def set_Text(self, node: nodes.Text) -> Code:
        paragraph = node.parent
        ends = type(paragraph) is nodes.paragraph and paragraph[-1] is node
        ends = ends and len(paragraph.astext()) > _LINE
        return self.text.running(str(node), ends=ends) if node else NOTHING

    def set_emphasis(self, node: nodes.Element) -> Code:
        return call("dotted", self.inside(node))

    def set_strong(self, node: nodes.Element) -> Code:
        return call("bold", self.inside(node))

    def set_literal(self, node: nodes.Element) -> Code:
        return call("code", self.text.verbatim(node.astext()))

    def set_subscript(self, node: nodes.Element) -> Code:
        return call("sub", self.inside(node))

    def set_superscript(self, node: nodes.Element) -> Code:
        return call("super", self.inside(node))

    def set_abbreviation(self, node: nodes.Element) -> Code:
        explained = node.get("explanation") or ""
        body = self.inside(node)
        return call("shortened", body, self.text.running(explained)) if explained else body

    def set_inline(self, node: nodes.inline) -> Code:
        """Set what a correction takes out and puts in with a line through or below it."""
        marks = {"del": "deleted", "ins": "inserted"}
        body = self.inside(node)
        mark = next((marks[name] for name in node["classes"] if name in marks), None)
        return call(mark, body) if mark else body

    def set_math(self, node: nodes.math) -> Code:
        return formula(node.astext(), display=False, text=self.text.verbatim)

    def set_math_block(self, node: nodes.math_block) -> Code:
        return formula(node.astext(), display=True, text=self.text.verbatim)

    def set_footnote_reference(self, node: nodes.Element) -> Code:
        name = str(node.get("refid", ""))
        note = self.notes.get(name)
        if note is None:
            return self.inside(node)
        place = literal(self.place(f"note-{note['ids'][0]}"))
        if name in self.noted:
            return call("noted-again", place)
        self.noted.add(name)
        outer, self.in_heading = self.in_heading, False
        first, *others = [each for each in note.children if not isinstance(each, nodes.label)]
        begins = self.inside(first) if type(first) is nodes.paragraph else self.set(first)
        body = joined([begins, *map(self.set, others)])
        self.in_heading = outer
        return call("noted", place, body)

    # ---- links

    def set_reference(self, node: nodes.Element) -> Code:
        body = self.inside(node)
        address = str(node.get("refuri", ""))
        if not address:
            refid = node.get("refid")
            return call("to", literal(self.place(refid)), body) if refid else body
        if not address.startswith(RECORDS):
            shown = node.astext()
            if _SPOKEN.sub("", address).rstrip("/") == _SPOKEN.sub("", shown).rstrip("/"):
                return call("web", literal(address), call("code", self.text.verbatim(shown)))
            noted = "web" if self.in_heading or not _SPOKEN.match(address) else "web-noted"
            return call(noted, literal(address), body)
        page, _, name = address.removeprefix(RECORDS).partition("#")
        return self._record_link(page, name, body)

    def _record_link(self, page: str, name: str, body: Code) -> Code:
        """Lead to a record in this PDF, else to its page; print shows the id of what has one."""
        folder, _, below = page.partition("/")
        record = below.partition("/")[2] if folder == "issues" else ""
        if name:  # a citation's record, or any place of an issue
            return call("to", literal(f"{record.partition('/')[0] or page}#{name}"), body)
        if record:
            return joined([call("to", literal(record), body), call("short-id", literal(record))])
        address = self.address(page)
        return call("web", literal(address), body) if address else body

    # ---- blocks

    def set_paragraph(self, node: nodes.paragraph) -> Code:
        body = self.inside(node)
        if "source" in node["classes"]:
            return call("source-alone", body)
        return call("p", body) if body != NOTHING else NOTHING

    def set_transition(self, node: nodes.Element) -> Code:
        return call("transition")

    def set_block_quote(self, node: nodes.Element) -> Code:
        attribution = next(iter(node.findall(nodes.attribution)), None)
        body = joined(self.each(node, without=(nodes.attribution,)))
        if attribution is None:
            return call("quoted", body)
        return call("quoted", body, attribution=self.inside(attribution))

    def set_line_block(self, node: nodes.Element) -> Code:
        lines = [self.set(line) for line in node.children]
        return call("lines", *lines)

    def set_literal_block(self, node: nodes.Element) -> Code:
        return call("verbatim", self._lines(node.astext()))

    set_doctest_block = set_literal_block
    set_raw = set_literal_block

    def _lines(self, text: str) -> Code:
        lines = (
            self.text.verbatim(line or "\xa0") for line in text.expandtabs(4).rstrip().split("\n")
        )
        return joined(call("flush", line) for line in lines)

    def set_Admonition(self, node: nodes.Element) -> Code:
        given = isinstance(node[0], nodes.title) if len(node) else False
        label = admonitionlabels.get(node.tagname)
        title = self.inside(node[0]) if given else literal(str(label)) if label else None
        body = joined([*self.anchors(node), *self.each(node, without=(nodes.title,))])
        return call("framed", body, title=title) if title else call("framed", body)

    set_sidebar = set_Admonition

    def set_topic(self, node: nodes.topic) -> Code:
        if "erratum" in node["classes"]:
            return call("erratum", self.inside(node))
        return self._boxed(node, nodes.title)

    def _boxed(self, node: nodes.Element, head: type[nodes.Element]) -> Code:
        title = next((child for child in node.children if isinstance(child, head)), None)
        body = joined([*self.anchors(node), *self.each(node, without=(head,))])
        return call("boxed", body, title=self.inside(title)) if title else call("boxed", body)

    def set_container(self, node: nodes.container) -> Code:
        """Open flat what sphinx-design folds, lays out in columns or puts behind tabs."""
        component = node.get("design_component", "")
        if component in {"card", "dropdown"}:
            return self._boxed(node, nodes.rubric)
        if component == "card-title" or component == "card-header" or component == "tab-label":
            return call("rubric", self.inside(node))
        if node.get("literal_block"):
            *captions, code = node.children
            titles = (call("rubric", self.inside(caption)) for caption in captions)
            return joined([*titles, self.set(code)])
        return self.inside(node)

    # ---- lists

    def set_bullet_list(self, node: nodes.Element) -> Code:
        return joined([*self.anchors(node), call("bullets", *self._items(node))])

    def set_enumerated_list(self, node: nodes.Element) -> Code:
        style = _NUMBERING.get(node.get("enumtype", "arabic"), "1.")
        start = Code(str(int(node.get("start", 1))))
        items = self._items(node)
        return joined([*self.anchors(node), call("numbered", start, literal(style), *items)])

    def _items(self, node: nodes.Element) -> Iterable[Code]:
        return [self.inside(item) for item in node.children if isinstance(item, nodes.Element)]

    def set_definition_list(self, node: nodes.Element) -> Code:
        pairs = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            named = item.findall(lambda each: isinstance(each, nodes.term | nodes.classifier))
            terms = [self.inside(each) for each in named if each.parent is item]
            body = joined(self.each(item, without=(nodes.term, nodes.classifier)))
            between = [code for term in terms for code in (literal("，"), term)][1:]
            pairs.append(array([joined(between), body]))
        return call("defined", *pairs)

    def set_field_list(self, node: nodes.Element) -> Code:
        pairs = [
            array([self.inside(field[0]), self.inside(field[1])])
            for field in node.findall(nodes.field)
            if len(field) == 2
        ]
        return call("defined", *pairs)

    def set_option_list(self, node: nodes.Element) -> Code:
        pairs = [
            array([call("code", self.text.verbatim(item[0].astext())), self.inside(item[1])])
            for item in node.findall(nodes.option_list_item)
        ]
        return call("defined", *pairs)

    # ---- tables and pictures

    def set_table(self, node: nodes.table) -> Code:
        return joined([*self.anchors(node), set_table(node, self.inside)])

    def set_figure(self, node: nodes.figure) -> Code:
        parts: dict[str, Code] = {}
        for child in node.children:
            if isinstance(child, nodes.caption | nodes.legend):
                parts[child.tagname] = self.inside(child)
        body = joined(self.each(node, without=(nodes.caption, nodes.legend)))
        return joined([*self.anchors(node), call("pictured", body, **parts)])

    def set_image(self, node: nodes.image) -> Code:
        uri = str(node["uri"])
        alternative = self.text.plain(node.get("alt") or uri.rpartition("/")[2])
        if uri in self.unset:
            self.tell(Kind.UNSET_PICTURE, uri.rpartition("/")[2], self.unset[uri])
            return call("framed", literal(alternative))
        if uri not in self.done.pictures:
            self.done.pictures.append(uri)
        width = _PERCENT.fullmatch(str(node.get("width", "")))
        tenths = min(10, max(1, round(float(width[1]) / 10))) if width else 0
        named = {"width": Code(f"{tenths * 10}%")} if tenths else {}
        drawn = call("picture", literal(f"/{uri}"), literal(alternative), **named)
        inside = isinstance(node.parent, nodes.figure | nodes.TextElement)
        return drawn if inside else call("pictured", drawn)


def _is_source(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.paragraph) and "source" in node["classes"]


def _takes_source(children: list[nodes.Node], source: nodes.Node | None) -> bool:
    """Tell whether a source can stand at the end of the paragraph before it."""
    index = children.index(source) if source is not None else 0
    before = children[index - 1] if index else None
    return type(before) is nodes.paragraph and not _is_source(before)


def _spoken(title: nodes.Element) -> str:
    """Give a heading's words without the numbers of its notes."""
    return "".join(
        str(text)
        for text in title.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
