"""The Markdown parser, which reads an issue's record from the tokens that it renders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import create_warning
from sphinx.addnodes import pending_xref

from qikan import ids
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import Issue
from qikan.reading.directives import CONTEXT, Context
from qikan.reading.files import Files
from qikan.reading.forms import Forms
from qikan.reading.guard import SUBSTITUTION
from qikan.reading.reader import Reading, is_record, read_document
from qikan.reading.source import read_text
from qikan.sphinx.corrections import correct
from qikan.sphinx.disarm import disarm
from qikan.sphinx.domain import QikanDomain, is_issue
from qikan.sphinx.mentions import complete
from qikan.sphinx.plain import is_plain, leave_out_transforms


class IssueRenderer(SphinxRenderer):
    """MyST's renderer of what the guard lets through, and of nothing else.

    It tells the guard in what each text stands. Substitutions are by name only: upstream runs
    what stands in ``{{ }}`` as an expression that reaches the environment.
    """

    @contextmanager
    def inside(self, parent: str, depth: int = 1) -> Iterator[None]:
        """Say what the texts that are parsed now stand in."""
        context: Context = self.md_env.setdefault(CONTEXT, Context())
        before = context.parent, context.depth
        context.parent, context.depth = parent, context.depth + depth
        yield
        context.parent, context.depth = before

    def run_directive(self, name: str, *args: Any, **options: Any) -> list[nodes.Element]:
        forms: Forms = self.md_options["forms"]
        if name not in forms.directives:  # the guard has seen to it
            return [nodes.literal_block("", options.get("block_text") or args[1])]
        with self.inside(name):
            return super().run_directive(name, *args, **options)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        forms: Forms = self.md_options["forms"]
        if token.meta["name"].lower() in forms.roles:
            super().render_myst_role(token)
        else:
            self.current_node.append(nodes.Text(token.content))

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        name = token.content.strip()
        if name not in self.md_config.substitutions or self.md_env[CONTEXT].parent == SUBSTITUTION:
            text = nodes.Text(f"{{{{{token.content}}}}}")
            self.current_node.append(text if inline else nodes.paragraph("", "", text))
            return
        with self.inside(SUBSTITUTION, 0):
            value = str(self.md_config.substitutions[name])
            self.nested_render_text(value, token_line(token) - 1, inline=inline)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Make no link to a file that is not there, or not to be had: upstream would guess."""
        env = self.sphinx_env
        target = unquote(str(token.attrGet("href") or ""))
        page = env.doc2path(env.docname, base=False).as_posix()
        if Files(Path(env.srcdir)).fault(page, target) is None or self.md_options["forms"].labels:
            super().render_link_unknown(token)
        else:
            self.render_children(token)
            self.current_node.append(nodes.Text(f" ({target})"))

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        if self.md_options["forms"].labels:
            super().render_link_anchor(token, target)
        else:
            self.render_link_unknown(token)


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
        parser = create_md_parser(env.myst_config, renderer)
        parser.options["document"] = document
        if not is_issue(env.docname):
            self._parse_document(inputstring, document, parser)
            return
        parser.options["forms"] = domain.forms
        markup, reading = read_text(inputstring, path, parser, domain.vocabularies, domain.forms)
        if reading.substitutions:
            known = {**env.myst_config.substitutions, **reading.substitutions}
            parser.options["myst_config"] = replace(env.myst_config, substitutions=known)
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        body = [token for token in markup.tokens if not is_record(token)]
        try:
            parser.renderer.render(body, parser.options, markup.environment)
        except Exception as error:  # what conf.py has added may not foresee all that is written
            domain.note_reading(env.docname, _failed(error, reading, document, path))
            parser.renderer.render([], parser.options, {})  # as the transforms expect it
            return
        document.settings.myst_footnote_transition = False  # they go to their items
        _mark_items(document, reading, env.config.language)
        named = {file.target for file in markup.files}
        problems = (*reading.problems, *disarm(document, path, named))
        completed = complete(reading, document)
        domain.note_reading(env.docname, replace(completed, problems=problems))
        if is_plain(document) and not env.config.numfig:
            domain.note_plain(env.docname)
            leave_out_transforms(document)

    def _parse_document(self, text: str, document: nodes.document, parser: MarkdownIt) -> None:
        """Parse one of the archive's own documents, which may hold whatever MyST knows."""
        env = document.settings.env
        domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
        path = env.doc2path(env.docname, base=False).as_posix()
        parser.options["myst_config"] = _config(text, document)
        markdown_env: dict[str, Any] = {}
        tokens = parser.parse(text, markdown_env)
        reading = read_document(tokens, path, domain.vocabularies, parser)
        parser.renderer.render(tokens, parser.options, markdown_env)
        domain.note_reading(env.docname, complete(reading, document))


def _failed(error: Exception, reading: Reading, document: nodes.document, path: str) -> Reading:
    """Give up an issue that cannot be rendered, and empty its document of what has been made."""
    said = str(error) or type(error).__name__
    problem = Problem(Kind.MARKUP, path, document.current_line or 1, (said,))
    known = document.attributes["source"]
    document.__init__(document.settings, document.reporter, source=known)  # type: ignore[misc]
    return Reading(None, (*reading.problems, problem))


def _config(text: str, document: nodes.document) -> MdParserConfig:
    """Take MyST's settings, with those of the file's front matter where it has any."""
    config: MdParserConfig = document.settings.env.myst_config
    if "\nmyst:" not in text.partition("\n---\n")[0]:
        return config
    try:
        topmatter = read_topmatter(text)
    except (TopmatterReadError, ValueError):  # MyST tells what is wrong
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
        for reference in section.findall(pending_xref):
            if not _is_source(reference):
                continue
            reference["item"] = number
            reference["printed"] = sources.get(number, {})
            paragraph = reference.parent
            if isinstance(paragraph, nodes.paragraph) and all(map(_is_source_or_blank, paragraph)):
                paragraph["classes"] = ["source"]
        if item := corrected.get(number):
            correct(section, item, language)


def _printed_sources(issue: Issue) -> dict[int, dict[str, str]]:
    """Collect, by item, the sources that print words otherwise than the archive."""
    return {
        item.number: printed
        for item in issue.items
        if (printed := {str(c.key): c.printed for c in item.cited if c.printed is not None})
    }


def _is_source_or_blank(node: nodes.Node) -> bool:
    return _is_source(node) or (isinstance(node, nodes.Text) and not node.strip())


def _is_source(node: nodes.Node) -> bool:
    return isinstance(node, pending_xref) and node.get("refdomain") == "cite"
