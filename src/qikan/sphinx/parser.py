"""The Markdown parser, which reads an issue's record from the tokens that it renders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes
from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import create_warning
from sphinx.addnodes import pending_xref

from qikan import ids
from qikan.diagnostics import Kind, Problem
from qikan.model import Issue
from qikan.reader import Reading, is_record, read_document, read_issue
from qikan.sphinx.domain import QikanDomain, is_issue
from qikan.sphinx.plain import is_plain, leave_out_transforms

_LIVE_SCHEME = re.compile(r"(?i)\s*([a-z][a-z0-9+.-]*):")
_HARMLESS = frozenset({"http", "https", "ftp", "mailto", "tel"})


class ArchiveParser(MystParser):
    """MyST that gives the domain the record of each document that it renders.

    Of an issue, what is record is read and not rendered: the front matter and the ``item``
    directives.
    """

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
        path = env.doc2path(env.docname, base=False).as_posix()
        parser = create_md_parser(_config(inputstring, document), SphinxRenderer)
        parser.options["document"] = document
        markdown_env: dict[str, Any] = {}
        tokens = parser.parse(inputstring, markdown_env)
        if not is_issue(env.docname):
            reading = read_document(tokens, path, domain.vocabularies, parser)
            domain.note_reading(env.docname, reading)
            parser.renderer.render(tokens, parser.options, markdown_env)
            return
        reading = read_issue(tokens, path, domain.vocabularies, parser)
        parser.disable(["html_block", "html_inline"])  # HTML is text from here on
        if any(problem.kind is Kind.RAW_MARKUP for problem in reading.problems):
            tokens = parser.parse(inputstring, markdown_env)
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        body = [token for token in tokens if not is_record(token)]
        parser.renderer.render(body, parser.options, markdown_env)
        document.settings.myst_footnote_transition = False  # they go to their items
        problems = [*reading.problems, *_unlink(document, path)]
        domain.note_reading(env.docname, Reading(reading.record, tuple(problems)))
        _mark_items(document, reading)
        if is_plain(document) and not env.config.numfig:
            domain.note_plain(env.docname)
            leave_out_transforms(document)


def _config(text: str, document: nodes.document) -> MdParserConfig:
    """Take MyST's settings, with those of the file's front matter where it has any."""
    config: MdParserConfig = document.settings.env.myst_config
    if "\nmyst:" not in text.partition("\n---\n")[0]:
        return config
    try:
        topmatter = read_topmatter(text)
    except (TopmatterReadError, ValueError):  # the reader tells what is wrong
        return config
    if not topmatter:
        return config

    def warn(subtype: Any, message: str) -> None:
        create_warning(document, message, subtype, line=1, append_to=document)

    return merge_file_level(config, topmatter, warn)


def _mark_items(document: nodes.document, reading: Reading) -> None:
    """Give each item's section its number, and an anchor that no title can change."""
    if reading.issue is None:
        return
    sources = _printed_sources(reading.issue)
    for section in document.findall(nodes.section):
        number = reading.headings.get(section.line or 0)
        if number is None:
            continue
        section["item"] = number
        section["ids"] = [ids.item_anchor(number)]
        for paragraph in section.findall(nodes.paragraph):
            if all(_is_source(child) or not child.astext().strip() for child in paragraph):
                paragraph["classes"].append("source")
        if number in sources:
            for reference in section.findall(_is_source):
                reference["printed"] = sources[number]  # type: ignore[index]


def _printed_sources(issue: Issue) -> dict[int, dict[str, str]]:
    """Collect, by item, the sources that print words otherwise than the archive."""
    return {
        item.number: printed
        for item in issue.items
        if (printed := {str(c.outlet): c.printed for c in item.citations if c.printed is not None})
    }


def _is_source(node: nodes.Node) -> bool:
    return isinstance(node, pending_xref) and node.get("refdomain") == "cite"


def _unlink(document: nodes.document, path: str) -> Iterator[Problem]:
    """Drop links that could run something: Markdown makes none, but directives may."""
    for link in list(document.findall(nodes.reference)):
        scheme = _LIVE_SCHEME.match(link.get("refuri", ""))
        if scheme and scheme[1].lower() not in _HARMLESS:
            yield Problem(Kind.LINK_SCHEME, path, _line(link), (scheme[1],))
            link.replace_self(link.children)


def _line(node: nodes.Node | None) -> int:
    while node is not None and not node.line:
        node = node.parent
    return node.line or 0 if node is not None else 0
