"""An archive's folder, read without a build."""

from __future__ import annotations

import runpy
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from qikan.assembly import Assembled, assemble
from qikan.config import Config
from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind
from qikan.model import Vocabulary
from qikan.reading.bibliography import bibliography_files, read_bibliography
from qikan.reading.bibtex import read_rows
from qikan.reading.encoding import text_problem
from qikan.reading.files import Files
from qikan.reading.forms import Forms
from qikan.reading.front_matter import FrontMatter
from qikan.reading.guard import guard
from qikan.reading.markup import Markup, read_markup
from qikan.reading.reader import Reading, read_document, read_issue
from qikan.reading.vocabularies import read_vocabularies

Progress = Callable[[int, int], None]


def read_settings(root: Path) -> dict[str, Any]:
    """Run the conf.py of an archive as Sphinx would; raise Unusable."""
    try:
        return runpy.run_path(str(root / "conf.py"))
    except Exception as error:  # it may run anything
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise Unusable(Problem(Kind.CONF_PY, "conf.py", _line_in(error), (said,))) from error


def _line_in(error: Exception) -> int:
    """Find where a conf.py went wrong."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in frames if Path(f.filename).name == "conf.py"), 1)


def read_archive(
    root: Path,
    settings: Mapping[str, Any],
    progress: Progress = lambda done, all: None,
    only: Collection[str] | None = None,
) -> Assembled:
    """Read the archive in a folder; ``settings`` are those of its conf.py. Raise Unusable.

    ``progress`` is told after each file how many of how many have been read. Where ``only`` some
    documents are wanted, no others are read.
    """
    config = Config.of(settings)
    vocabularies, problems = read_vocabularies(root, config.vocabularies)
    files = bibliography_files(root, settings.get("bibtex_bibfiles", ()))
    forms = Forms.of(vocabularies, config.directives, config.roles)
    return assemble(
        config.periodical(settings.get("project", "")),
        dict(_readings(root, settings, tuple(vocabularies), forms, progress, only)),
        read_bibliography({path: read_rows(root, path) for path in files}),
        vocabularies,
        problems,
        Files(root),
    )


def read_text(
    text: str, path: str, parser: MarkdownIt, vocabularies: Sequence[Vocabulary], forms: Forms
) -> tuple[Markup, Reading]:
    """Parse an issue and read it; what is live in it is what the forms allow.

    From then on ``parser`` makes nothing else.
    """
    guard(parser, forms)
    markup = read_markup(text, path, parser, forms, _own_substitutions)
    reading = read_issue(markup.tokens, path, vocabularies, parser, markup.problems, text)
    record = reading.issue
    if record is not None and markup.files:
        record = replace(record, files=markup.files)
    problems = (*reading.problems, *_not_of_bounds(markup.problems, reading.problems))
    ordered = sorted(problems, key=lambda problem: problem.line)
    return markup, replace(reading, record=record, problems=tuple(ordered))


def _not_of_bounds(found: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out the hyphens that make a heading of front matter which does not end."""
    bounds = {each.line for each in told if each.kind in {Kind.FRONT_RULE, Kind.KEY_BELOW}}
    for problem in found:
        if problem.kind is not Kind.UNDERLINE or bounds.isdisjoint(
            {problem.line, problem.line - 1}
        ):
            yield problem


def _own_substitutions(tokens: Sequence[Token]) -> dict[str, tuple[str, int]]:
    """Find the substitutions of a file, with their lines; the reader tells what is wrong there."""
    if not tokens or tokens[0].type != "front_matter" or "myst:" not in tokens[0].content:
        return {}
    record = FrontMatter.read(tokens, "", [])
    if record is None:
        return {}
    found = record.substitutions()
    return {name: (text, record.lines.get(f"myst.{name}", 1)) for name, text in found.items()}


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


def parser_of(settings: Mapping[str, Any]) -> MarkdownIt:
    """Make a parser as an archive's conf.py has it."""
    config = MdParserConfig(
        enable_extensions=set(settings.get("myst_enable_extensions", ())),
        substitutions=dict(settings.get("myst_substitutions", {})),
    )
    return create_md_parser(config, RendererHTML)


def _readings(
    root: Path,
    settings: Mapping[str, Any],
    vocabularies: tuple[Vocabulary, ...],
    forms: Forms,
    progress: Progress,
    only: Collection[str] | None,
) -> Iterator[tuple[str, Reading]]:
    of_issues, of_documents = parser_of(settings), parser_of(settings)
    home = root / f"{settings.get('root_doc', 'index')}.md"
    files = {home, *root.glob("issues/**/*.md"), *root.glob("source/**/*.md")}
    if only is not None:
        files = {root / f"{name}.md" for name in only}
    standing = sorted(file for file in files if file.is_file() and not _is_hidden(file, root))
    for count, file in enumerate(standing, start=1):
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
        progress(count, len(standing))
