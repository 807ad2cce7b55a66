"""``qikan check``: every problem of an archive, told without a build."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.commands.saying import Translate, line_of, settings_of
from qikan.diagnostics import Problem, Unusable
from qikan.model import Source
from qikan.reading.source import read_archive

HELP = mark("check the records of all issues without a build")
STEP = 500
"""After so many files the progress is told."""


def configure(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Describe what can be asked."""
    where = translate(mark("the folder in which conf.py stands; this one if none is named"))
    parser.add_argument("folder", nargs="*", type=Path, help=where)
    programs = translate(mark("tell the result to programs, as JSON"))
    parser.add_argument("--json", action="store_true", help=programs)


def run(options: argparse.Namespace) -> int:
    """Check each folder; return 1 where there is a problem, 2 where nothing can be read."""
    folders: Sequence[Path] = options.folder or [Path()]
    results = [_check(folder, len(folders) > 1, options.json) for folder in folders]
    if options.json:
        print(json.dumps([told for _, told in results], ensure_ascii=False, indent=2))
    return max(status for status, _ in results)


def _check(folder: Path, several: bool, quiet: bool) -> tuple[int, dict[str, object]]:
    settings, translate = settings_of(folder)
    shown = folder if several else Path()
    problems: tuple[Problem, ...]
    checked: Archive | None
    try:
        assembled = read_archive(folder, settings, _Progress(translate).tell)
        problems, checked = assembled.problems, assembled.archive
    except Unusable as error:
        problems, checked = (error.problem,), None
    wrong = [problem for problem in problems if not problem.kind.is_note]
    told: dict[str, object] = {
        "folder": str(folder),
        "problems": [_row(problem, translate) for problem in problems],
        "checked": checked and dict(_counts(checked)),
    }
    if not quiet:
        for problem in problems:
            print(line_of(problem, translate, shown))
        _conclude(checked, len(wrong), len(problems) - len(wrong), translate)
    return (2 if checked is None else 1 if wrong else 0), told


def _conclude(checked: Archive | None, wrong: int, notes: int, translate: Translate) -> None:
    if checked is None:
        return
    if wrong:
        print(translate(mark("{0} problems found")).format(wrong), file=sys.stderr)
        return
    well = mark("{issues} issues, {items} items, {citations} citations, {references} references, "
                "{outlets} outlets, {terms} terms checked: all is well")  # fmt: skip
    noted = mark("{issues} issues, {items} items, {citations} citations, {references} references, "
                 "{outlets} outlets, {terms} terms checked: nothing is wrong, "
                 "{notes} noted")  # fmt: skip
    said = translate(noted if notes else well)
    print(said.format(notes=notes, **dict(_counts(checked))))


def _counts(archive: Archive) -> list[tuple[str, int]]:
    items = [item for issue in archive.issues for item in issue.items]
    sources: list[Source] = [*items, *archive.issues, *archive.documents]
    return [
        ("issues", len(archive.issues)),
        ("items", len(items)),
        ("citations", sum(len(item.cited) for item in items)),
        ("references", sum(len(source.references) for source in sources)),
        ("outlets", len(archive.outlets)),
        ("terms", sum(len(vocabulary.terms) for vocabulary in archive.vocabularies)),
    ]


def _row(problem: Problem, translate: Translate) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line or 1,
        "kind": f"qikan.{problem.kind.subtype}",
        "note": problem.kind.is_note,
        "message": problem.message(translate),
    }


class _Progress:
    """Tells on standard error how many files have been read: on one line of a terminal."""

    def __init__(self, translate: Translate) -> None:
        self.words = translate(mark("{0} of {1} files read"))

    def tell(self, done: int, all: int) -> None:
        if all <= STEP or (done % STEP and done != all):
            return
        in_place = sys.stderr.isatty()
        end = "\r" if in_place and done != all else "\n"
        print(self.words.format(done, all), end=end, file=sys.stderr, flush=True)
