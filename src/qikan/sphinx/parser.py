"""The Markdown parser, which reads an issue's record from the tokens that it renders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import yaml
from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
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
from qikan.front_matter import refuse_aliases
from qikan.model import Issue
from qikan.reader import TOO_DEEP, Reading, is_record, read_document, read_issue
from qikan.sphinx.corrections import correct
from qikan.sphinx.disarm import disarm
from qikan.sphinx.domain import QikanDomain, is_issue
from qikan.sphinx.mentions import complete
from qikan.sphinx.plain import is_plain, leave_out_transforms


class IssueRenderer(SphinxRenderer):
    """MyST's renderer with substitutions by name only.

    Upstream runs what stands in ``{{ }}`` as a Jinja expression that reaches the environment.
    """

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        if token.content.strip() in self.md_config.substitutions:
            super().render_substitution(token, inline)
            return
        text = nodes.Text(f"{{{{{token.content}}}}}")
        self.current_node.append(text if inline else nodes.paragraph("", "", text))


class ArchiveParser(MystParser):
    """MyST that gives the domain the record of each document that it renders.

    Of an issue, what is record is read and not rendered: the front matter and the ``item``
    directives.
    """

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
        path = env.doc2path(env.docname, base=False).as_posix()
        renderer = IssueRenderer if is_issue(env.docname) else SphinxRenderer
        parser = create_md_parser(_config(inputstring, document), renderer)
        parser.options["document"] = document
        markdown_env: dict[str, Any] = {}
        tokens = parser.parse(inputstring, markdown_env)
        if not is_issue(env.docname):
            reading = read_document(tokens, path, domain.vocabularies, parser)
            parser.renderer.render(tokens, parser.options, markdown_env)
            domain.note_reading(env.docname, complete(reading, document))
            return
        reading = read_issue(tokens, path, domain.vocabularies, parser)
        parser.disable(["html_block", "html_inline"])  # HTML is text from here on
        if any(problem.kind is Kind.RAW_MARKUP for problem in reading.problems):
            tokens = parser.parse(inputstring, markdown_env)
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        body = [token for token in tokens if not is_record(token)]
        try:
            parser.renderer.render(body, parser.options, markdown_env)
        except Exception as error:  # directives and roles do not foresee all that may be written
            domain.note_reading(env.docname, _failed(error, reading, document, path))
            parser.renderer.render([], parser.options, {})  # as the transforms expect it
            return
        document.settings.myst_footnote_transition = False  # they go to their items
        _mark_items(document, reading, env.config.language)
        problems = (*reading.problems, *disarm(document, path))
        completed = complete(reading, document)
        domain.note_reading(env.docname, replace(completed, problems=problems))
        if is_plain(document) and not env.config.numfig:
            domain.note_plain(env.docname)
            leave_out_transforms(document)


def _failed(error: Exception, reading: Reading, document: nodes.document, path: str) -> Reading:
    """Give up an issue that cannot be rendered, and empty its document of what has been made."""
    deep = isinstance(error, RecursionError)
    said = TOO_DEEP if deep else str(error) or type(error).__name__
    problem = Problem(Kind.MARKUP, path, document.current_line or 1, (said,))
    known = document.attributes["source"]
    document.__init__(document.settings, document.reporter, source=known)  # type: ignore[misc]
    told = any(problem.kind is Kind.MARKUP for problem in reading.problems)
    return Reading(None, (*reading.problems, *(() if told else (problem,))))


def _config(text: str, document: nodes.document) -> MdParserConfig:
    """Take MyST's settings, with those of the file's front matter where it has any."""
    config: MdParserConfig = document.settings.env.myst_config
    head = text.partition("\n---\n")[0]
    if "\nmyst:" not in head:
        return config
    try:
        refuse_aliases(head)
        topmatter = read_topmatter(text)
    except (TopmatterReadError, ValueError, yaml.YAMLError):  # the reader tells what is wrong
        return config
    if not topmatter:
        return config

    def warn(subtype: Any, message: str) -> None:
        create_warning(document, message, subtype, line=1, append_to=document)

    merged = merge_file_level(config, topmatter, warn)
    return replace(merged, words_per_minute=config.words_per_minute)  # upstream divides by it


def _mark_items(document: nodes.document, reading: Reading, language: str) -> None:
    """Give each item's section its number, an anchor that no title can change, its errata."""
    if reading.issue is None:
        return
    sources = _printed_sources(reading.issue)
    corrected = {item.number: item for item in reading.issue.items if item.errata}
    for section in list(document.findall(nodes.section)):
        number = reading.headings.get(section.line or 0)
        if number is None:
            continue
        section["item"] = number
        section["ids"] = [ids.item_anchor(number)]
        for paragraph in section.findall(nodes.paragraph):
            if any(map(_is_source, paragraph)) and all(
                _is_source(child) or (isinstance(child, nodes.Text) and not child.strip())
                for child in paragraph
            ):
                paragraph["classes"].append("source")
        for reference in section.findall(_is_source):
            reference["item"] = number  # type: ignore[index]
            reference["printed"] = sources.get(number, {})  # type: ignore[index]
        if item := corrected.get(number):
            correct(section, item, language)


def _printed_sources(issue: Issue) -> dict[int, dict[str, str]]:
    """Collect, by item, the sources that print words otherwise than the archive."""
    return {
        item.number: printed
        for item in issue.items
        if (printed := {str(c.key): c.printed for c in item.cited if c.printed is not None})
    }


def _is_source(node: nodes.Node) -> bool:
    return isinstance(node, pending_xref) and node.get("refdomain") == "cite"
