"""What commands say to an editor, in the archive's language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from qikan.catalogue import catalogue
from qikan.diagnostics import Problem, Unusable
from qikan.reading.source import read_settings

Translate = Callable[[str], str]


class Refused(Exception):
    """What a command will not do, in one line for the person who asked."""


def settings_of(folder: Path) -> tuple[Mapping[str, Any], Translate]:
    """Read the conf.py of an archive, and how to speak its language; raise Refused."""
    try:
        settings = read_settings(folder)
    except Unusable as error:
        raise Refused(line_of(error.problem, str, folder)) from error
    return settings, catalogue(settings.get("language") or "en").gettext


def say(text: str) -> None:
    """Say something by the way, apart from what was asked for."""
    print(text, file=sys.stderr)


def line_of(problem: Problem, translate: Translate, folder: Path = Path()) -> str:
    """Say a problem in one line: file, line, what is wrong, what to do, kind."""
    place = f"{(folder / problem.path).as_posix()}:{problem.line or 1}"
    return f"{place}: {problem.message(translate)} [qikan.{problem.kind.subtype}]"
