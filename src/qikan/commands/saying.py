"""What commands say to an editor, in the archive's language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from qikan.catalogue import catalogue, mark
from qikan.diagnostics import Problem, Unusable
from qikan.reading.source import read_settings

Translate = Callable[[str], str]


class Refused(Exception):
    """What a command will not do, in one line for the person who asked."""


def settings_of(folder: Path) -> tuple[Mapping[str, Any], Translate]:
    """Read the conf.py of an archive, and how to speak its language; raise Refused."""
    chinese = catalogue("zh_CN").gettext  # the archive itself cannot be asked
    if not (folder / "conf.py").is_file():
        missing = mark(
            "there is no archive in {0}: it has no conf.py; name the folder in which conf.py stands"
        )
        raise Refused(chinese(missing).format(folder))
    try:
        settings = read_settings(folder)
    except Unusable as error:
        raise Refused(line_of(error.problem, chinese, folder)) from error
    return settings, catalogue(settings.get("language") or "en").gettext


def language_of(folders: Iterable[Path]) -> Translate:
    """Speak the language of the first folder that is an archive, Chinese where none is."""
    found = next((folder for folder in folders if (folder / "conf.py").is_file()), None)
    try:
        return settings_of(found)[1] if found else catalogue("zh_CN").gettext
    except Refused:
        return catalogue("zh_CN").gettext


def say(text: str) -> None:
    """Say something by the way, apart from what was asked for."""
    print(text, file=sys.stderr)


def line_of(problem: Problem, translate: Translate, folder: Path = Path()) -> str:
    """Say a problem in one line: file, line, what is wrong, what to do, kind."""
    place = f"{(folder / problem.path).as_posix()}:{problem.line or 1}"
    return f"{place}: {problem.message(translate)} [qikan.{problem.kind.subtype}]"
