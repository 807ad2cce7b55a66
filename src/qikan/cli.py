"""The command ``qikan``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from qikan import __version__
from qikan.catalogue import catalogue, mark
from qikan.diagnostics import Problem, Unusable
from qikan.source import read_archive, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where all is well, 1 with problems, 2 where nothing can be read."""
    for stream in (sys.stdout, sys.stderr):  # Chinese, whatever the locale
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    translate = catalogue("en").gettext
    try:
        settings = read_settings(options.folder)
        translate = catalogue(settings.get("language") or "en").gettext
        archive, problems = read_archive(options.folder, settings)
    except Unusable as error:
        print(_line(error.problem, translate))
        return 2
    for problem in problems:
        print(_line(problem, translate))
    if problems:
        print(translate(mark("{0} problems found")).format(len(problems)), file=sys.stderr)
        return 1
    items = sum(len(issue.items) for issue in archive.issues)
    well = translate(mark("{0} issues with {1} items checked: all is well"))
    print(well.format(len(archive.issues), items))
    return 0


def _line(problem: Problem, translate: Callable[[str], str]) -> str:
    place = f"{problem.path}:{problem.line or 1}"
    return f"{place}: {problem.message(translate)} [qikan.{problem.kind.subtype}]"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qikan", description="Looks after an archive.")
    parser.add_argument("--version", action="version", version=f"qikan {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the records of all issues without a build")
    check.add_argument("folder", nargs="?", type=Path, default=Path(), help="where conf.py stands")
    return parser
