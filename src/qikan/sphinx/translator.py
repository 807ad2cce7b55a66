"""Doctree to HTML, with the places of the items kept so that each can stand alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from qikan import ids
from qikan.catalogue import catalogue
from qikan.reading.mathematics import Unreadable, mathml
from qikan.sphinx.columns import align_figures

ROOT = "\ufdd0"
"""Stands for the way from a page to the folder of all pages, ``../../``.

A noncharacter: the reader refuses texts that contain it.
"""

ITEM = '<article class="item text"'
"""How the text of each item begins."""

_SHORT = 30
"""A formula of so many bytes fits into the line of any phone."""
_BRIEF = 4
"""So many characters of a cell stay on one line."""
NEEDLESS = frozenset({"reference internal", "reference external", "docutils align-default"})
"""Classes of every link and table, for which no style asks: pages are to be light."""

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_HEADING = re.compile(r"(</?h)([2-6])\b")
_FRAGMENT = re.compile(r'href="#([^"]+)"')


class QikanTranslator(HTML5Translator):
    """Sphinx's translator, without inline styles and with one article an item.

    After the walk, ``title_place`` is where the document's title begins and ends, and
    ``places`` maps an item's number to where its text begins and ends in ``body``, and to the
    level of its heading.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.title_place = (0, 0)
        self.places: dict[int, tuple[int, int, int]] = {}
        self.tables: Counter[str] = Counter()

    def visit_section(self, node: nodes.section) -> None:
        if isinstance(node.parent, nodes.document):  # the page itself is this section
            self.section_level += 1
            self.body += [f'<span id="{name}"></span>' for name in node["ids"]]
            return
        if "item" not in node:
            super().visit_section(node)
            return
        self.section_level += 1
        anchor = ids.item_anchor(node["item"])
        self.body.append(f'{ITEM} id="{anchor}" aria-labelledby="{anchor}-title">\n')

    def depart_section(self, node: nodes.section) -> None:
        if isinstance(node.parent, nodes.document):
            self.section_level -= 1
            return
        if "item" not in node:
            super().depart_section(node)
            return
        start, _, level = self.places[node["item"]]
        self.places[node["item"]] = (start, len(self.body), level)
        self.section_level -= 1
        self.body.append("</article>\n")

    def visit_title(self, node: nodes.title) -> None:
        if "item" not in node.parent:
            if self.title_place[1] == 0 and isinstance(node.parent, nodes.section):
                self.title_place = (len(self.body), 0)
            super().visit_title(node)
            return
        number, level = node.parent["item"], self.initial_header_level + self.section_level - 1
        anchor = ids.item_anchor(number)
        docname = self.builder.current_docname
        shown = f'<span class="no">{number}.</span>'
        link = f'<a href="{ROOT}{self.builder.get_target_uri(f"{docname}/{number}")}">'
        # A link in the headline would stand inside this one, which HTML does not allow.
        if any(node.findall(nodes.reference)):
            self.body.append(f'<h{level} id="{anchor}-title">{link}{shown}</a> ')
            self.context.append(f"</h{level}>\n")
        else:
            self.body.append(f'<h{level} id="{anchor}-title">{shown} {link}')
            self.context.append(f"</a></h{level}>\n")

    def depart_title(self, node: nodes.title) -> None:
        if "item" in node.parent:
            self.body.append(self.context.pop())
            number = node.parent["item"]
            self.places[number] = (len(self.body), 0, self.section_level)
            labels = (name for name in node.parent["ids"] if name != ids.item_anchor(number))
            self.body += [f'<span id="{name}"></span>' for name in labels]
            return
        super().depart_title(node)
        if self.title_place[1] == 0 and isinstance(node.parent, nodes.section):
            self.title_place = (self.title_place[0], len(self.body))

    def visit_inline(self, node: nodes.inline) -> None:
        """Mark what a correction takes out and puts in as browsers know it."""
        if node["classes"] in (["del"], ["ins"]):
            self.body.append(f"<{node['classes'][0]}>")
        elif node.attlist():
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        if node["classes"] in (["del"], ["ins"]):
            self.body.append(f"</{node['classes'][0]}>")
        elif node.attlist():
            super().depart_inline(node)

    def visit_reference(self, node: nodes.Element) -> None:
        """Let an address that is written out break anywhere."""
        if node.get("refuri") == node.astext():
            node["classes"].append("url")
        super().visit_reference(node)

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        self._set_formula(node.astext(), display=False)

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        self._set_formula(node.astext(), display=True)

    def _set_formula(self, formula: str, *, display: bool) -> None:
        """Write a formula as MathML; one that cannot be read, as code.

        No browser breaks a formula into lines: one that may be too long for a phone scrolls.
        """
        try:
            written = mathml(formula, display=display)
        except Unreadable:
            written = f"<code>{self.encode(formula)}</code>"
        if display or len(formula.encode()) > _SHORT:
            kind = "equation" if display else "formula"
            label = self.attval(catalogue(self.config.language).gettext("Formula"))
            frame = f'<span class="{kind}" role="group" tabindex="0" aria-label="{label}">'
            written = f"{frame}{written}</span>"
        self.body.append(f"{written}\n" if display else written)
        raise nodes.SkipNode

    def visit_topic(self, node: nodes.topic) -> None:
        if "erratum" in node["classes"]:
            self.body.append(f'<div class="erratum" role="note" id="{node["ids"][0]}">\n')
            return
        super().visit_topic(node)

    def depart_topic(self, node: nodes.topic) -> None:
        if "erratum" in node["classes"]:
            self.body.append("</div>\n")
            return
        super().depart_topic(node)

    def visit_table(self, node: nodes.table) -> None:
        title = next(iter(node.findall(nodes.title)), None)
        translate = catalogue(self.config.language).gettext
        name = title.astext() if title else translate("Table")
        self.tables[name] += 1
        if self.tables[name] > 1:  # regions are told apart by their names
            name = f"{name} {self.tables[name]}"
        label = self.attval(name)
        self.body.append(f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n')
        align_figures(node)
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_image(self, node: nodes.image) -> None:
        """Scale a picture by a class of the stylesheet, to the nearest tenth of the column."""
        if width := _PERCENT.fullmatch(node.get("width", "")):
            tenths = min(10, max(1, round(float(width[1]) / 10)))
            node["classes"].append(f"width-{tenths}")
        for measure in ("width", "height"):
            if "inf" in node.get(measure, ""):  # more digits than a number has
                del node[measure]
        super().visit_image(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph, but not around all that a cell holds: long tables have many cells."""
        if not _fills_cell(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _fills_cell(node):
            super().depart_paragraph(node)

    def visit_entry(self, node: nodes.entry) -> None:
        if len(node.astext()) <= _BRIEF:
            node["classes"].append("brief")
        super().visit_entry(node)

    def visit_row(self, node: nodes.Element) -> None:
        super().visit_row(node)
        self.body[-1] = "<tr>"  # no style asks whether a row is odd

    def write_colspecs(self) -> None:
        """Leave the widths of columns to the browser: they would be inline styles."""
        self.colspecs = []

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        attributes.pop("style", None)  # a strict policy would refuse it
        for spelling in ("class", "CLASS"):  # upstream writes both
            if " ".join(str(attributes.get(spelling)).split()) in NEEDLESS:
                del attributes[spelling]
        if tagname == "label":
            attributes.pop("aria-controls", None)  # HTML has no use for it there
        if tagname == "th":
            attributes["scope"] = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        tag: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return tag


def _fills_cell(node: nodes.paragraph) -> bool:
    cell = node.parent
    return isinstance(cell, nodes.entry) and len(cell) == 1 and not node["ids"] + node["classes"]


def text_without_title(translator: QikanTranslator) -> str:
    """Join a document's text but for its title, which the page shows in its own way."""
    begin, end = translator.title_place
    return "".join(translator.body[:begin] + translator.body[end:])


def item_text(body: list[str], place: tuple[int, int, int], issue_uri: str, item_uri: str) -> str:
    """Cut an item's text out of its issue's body, to stand below a title of the first level.

    Links to places that stay behind lead to the issue's page, those to its own page stay on it.
    """
    start, end, level = place
    text = "".join(body[start:end])
    if "<h" in text:
        text = _HEADING.sub(lambda tag: f"{tag[1]}{max(2, int(tag[2]) - level + 1)}", text)

    text = text.replace(f'href="{ROOT}{item_uri}#', 'href="#')

    def lead(link: re.Match[str]) -> str:
        inside = link[1].startswith("source-") or f'id="{link[1]}"' in text
        return link[0] if inside else f'href="{ROOT}{issue_uri}#{link[1]}"'

    return _FRAGMENT.sub(lead, text) if 'href="#' in text else text


def beginning(text: str, most: int = 110) -> str:
    """Give the first words of a text's first paragraph, to describe a page to those who link it."""
    paragraph = text.partition("<p>")[2].partition("</p>")[0]
    words = Markup(paragraph).striptags()
    return words if len(words) <= most else f"{words[: most - 1]}…"
