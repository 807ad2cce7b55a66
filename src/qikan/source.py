"""An archive's folder, read without a build."""

from __future__ import annotations

import re
import runpy
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pybtex.database
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from pybtex.exceptions import PybtexError

from qikan.checks import admit, check
from qikan.config import Config
from qikan.diagnostics import Kind, Problem, Unusable
from qikan.encoding import text_problem
from qikan.files import Files
from qikan.forms import Forms
from qikan.front_matter import FrontMatter
from qikan.guard import guard
from qikan.ids import OutletId
from qikan.markup import Markup, read_markup
from qikan.model import Archive, Document, Issue, Outlet, Vocabulary
from qikan.outlets import read_outlets
from qikan.reader import Reading, read_document, read_issue
from qikan.vocabularies import read_vocabularies


def read_settings(root: Path) -> dict[str, Any]:
    """Run the conf.py of an archive as Sphinx would; raise Unusable."""
    try:
        return runpy.run_path(str(root / "conf.py"))
    except Exception as error:  # it may run anything
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise Unusable(Problem(Kind.DATA_FILE, "conf.py", _line_in(error), (said,))) from error


def _line_in(error: Exception) -> int:
    """Find where a conf.py went wrong."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in frames if Path(f.filename).name == "conf.py"), 1)


def read_archive(root: Path, settings: Mapping[str, Any]) -> tuple[Archive, list[Problem]]:
    """Read the archive in a folder, with all that is wrong in it.

    ``settings`` are those of its conf.py. Raise Unusable.
    """
    config = Config.of(settings)
    problems: list[Problem] = []
    read, wrong = read_vocabularies(root, config.vocabularies)
    vocabularies = tuple(read)
    problems += wrong
    forms = Forms.of(vocabularies, config.directives, config.roles)
    records = admit(dict(_readings(root, settings, vocabularies, forms)), problems).values()
    archive = Archive(
        periodical=config.periodical(settings.get("project", "")),
        issues=tuple(each for each in records if isinstance(each, Issue)),
        documents=tuple(each for each in records if isinstance(each, Document)),
        outlets=_outlets(root, settings, problems),
        vocabularies=vocabularies,
    )
    return archive, [*problems, *check(archive, Files(root))]


def read_text(
    text: str, path: str, parser: MarkdownIt, vocabularies: Sequence[Vocabulary], forms: Forms
) -> tuple[Markup, Reading]:
    """Parse an issue and read it; what is live in it is what the forms allow.

    From then on ``parser`` makes nothing else.
    """
    guard(parser, forms)
    markup = read_markup(text, path, parser, forms, _own_substitutions)
    reading = read_issue(markup.tokens, path, vocabularies, parser)
    record = reading.issue
    if record is not None and markup.files:
        record = replace(record, files=markup.files)
    problems = sorted((*reading.problems, *markup.problems), key=lambda problem: problem.line)
    return markup, replace(reading, record=record, problems=tuple(problems))


def _own_substitutions(tokens: Sequence[Token]) -> dict[str, tuple[str, int]]:
    """Find the substitutions of a file, with their lines; the reader tells what is wrong there."""
    if not tokens or tokens[0].type != "front_matter" or "myst:" not in tokens[0].content:
        return {}
    record = FrontMatter.read(tokens, "", [])
    found = record.substitutions() if record else {}
    return {
        name: (value, record.lines.get(f"myst.{name}", 1))
        for name, value in found.items()
        if record
    }


def read_bibliography(root: Path, path: str) -> pybtex.database.BibliographyData:
    """Parse a BibTeX file; raise Unusable."""
    try:
        data = (root / path).read_bytes()
        if problem := text_problem(data, path):
            raise Unusable(problem)
        text = data.decode("utf-8-sig")
        return pybtex.database.parse_string(text, "bibtex")
    except OSError as error:
        raise Unusable(Problem(Kind.DATA_FILE, path, 1, (str(error),))) from error
    except PybtexError as error:
        line = _line_of_error(str(error), text)
        said = str(error).splitlines()[0]
        raise Unusable(Problem(Kind.DATA_FILE, path, line, (said,))) from error


def _line_of_error(said: str, text: str) -> int:
    """Find the line of pybtex's complaint: a number, or a key that stands there twice."""
    if at := re.search(r"line (\d+)", said):
        return int(at[1])
    repeated = re.search(r"repeated bibliography entry: (.+)", said)
    places = [m.start() for m in re.finditer(re.escape(repeated[1]), text)] if repeated else []
    return text.count("\n", 0, places[-1]) + 1 if places else 1


def _outlets(
    root: Path, settings: Mapping[str, Any], problems: list[Problem]
) -> dict[OutletId, Outlet]:
    outlets: dict[OutletId, Outlet] = {}
    for path in settings.get("bibtex_bibfiles", ()):
        entries = read_bibliography(root, path).entries.values()
        text = (root / path).read_text(encoding="utf-8-sig")
        found, wrong = read_outlets(entries, path, text)
        outlets |= found
        problems += wrong
    return outlets


def _readings(
    root: Path, settings: Mapping[str, Any], vocabularies: tuple[Vocabulary, ...], forms: Forms
) -> Iterator[tuple[str, Reading]]:
    config = MdParserConfig(
        enable_extensions=set(settings.get("myst_enable_extensions", ())),
        substitutions=dict(settings.get("myst_substitutions", {})),
    )
    of_issues = create_md_parser(config, RendererHTML)
    of_documents = create_md_parser(config, RendererHTML)
    home = root / f"{settings.get('root_doc', 'index')}.md"
    files = {home, *root.glob("issues/**/*.md"), *root.glob("source/**/*.md")}
    for file in sorted(file for file in files if file.is_file()):
        path = file.relative_to(root).as_posix()
        data = file.read_bytes()
        if problem := text_problem(data, path):
            yield path.removesuffix(".md"), Reading(None, (problem,))
            continue
        text = data.decode("utf-8-sig")
        if path.startswith("issues/"):
            _, reading = read_text(text, path, of_issues, vocabularies, forms)
        else:
            tokens = of_documents.parse(text, {})
            reading = read_document(tokens, path, vocabularies, of_documents)
        yield path.removesuffix(".md"), reading
