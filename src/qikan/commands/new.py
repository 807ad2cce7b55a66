"""``qikan new``: an empty issue, well-formed and in its place."""

from __future__ import annotations

import argparse
from pathlib import Path

from qikan import ids
from qikan.catalogue import mark
from qikan.commands.saying import Refused, Translate, line_of, settings_of
from qikan.commands.words import OneOf
from qikan.config import Config
from qikan.diagnostics import Problem, Unusable
from qikan.ids import IssueId
from qikan.kinds import Kind
from qikan.labels import date as date_in_words
from qikan.model import Edition

HELP = mark("begin an issue: write its empty file")

_TEXT = """\
---
issue: {id}
label: {label}
edition: {edition}
---
# {title}

{hint}
"""

_HINT = mark(
    "% Write each item like this, without the percent signs; then delete these lines.\n"
    "%\n"
    "% ## The title as printed\n"
    "%\n"
    "% :::{item} 1\n"
    "% :page: 2\n"
    "% :::\n"
    "%\n"
    "% The text.\n"
    "%\n"
    "% {cite:p}`id-of-the-source`"
)


def configure(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Describe what can be asked."""
    named = translate(mark("the issue's id: its date, 2014-07-11, or its number, 2014-no03"))
    parser.add_argument("id", nargs="?", help=named)
    where = translate(mark("the folder in which conf.py stands; this one if none is named"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help=where)
    editions = [edition.value for edition in Edition]
    parser.add_argument(
        "--edition",
        type=OneOf("--edition", editions, translate),
        metavar="|".join(editions),
        default=Edition.FULL.value,
        help=translate(mark("the text as printed (full), or abstracts in own words (abstract)")),
    )


def run(options: argparse.Namespace) -> int:
    """Write the file, unless something stands there; return 0. Raise Refused."""
    settings, translate = settings_of(options.folder)
    if options.id is None:
        raise Refused(translate(mark("no id is given; write one, such as qikan new 2014-07-11")))
    try:
        issue = ids.issue_id(options.id)
        title = Config.of(settings).periodical(str(settings.get("project", ""))).title
    except ids.InvalidId as error:
        problem = Problem(Kind.ISSUE_ID, "qikan new", 0, (options.id,))
        raise Refused(problem.message(translate)) from error
    except Unusable as error:
        raise Refused(line_of(error.problem, translate, options.folder)) from error
    label = _label(issue, translate)
    text = _TEXT.format(
        id=issue,
        label=label,
        edition=options.edition,
        title=translate(mark("{0} ({1})")).format(title, label),
        hint=translate(_HINT),
    )
    path = options.folder / f"{ids.issue_page(issue)}.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        taken = translate(mark("{0} stands there already; open it, or give the issue another id"))
        raise Refused(taken.format(path.as_posix())) from error
    except OSError as error:
        refused = translate(mark("{0} cannot be written ({1})"))
        raise Refused(refused.format(path.as_posix(), error.strerror)) from error
    print(path.as_posix())
    return 0


def _label(issue: IssueId, translate: Translate) -> str:
    """Name an issue as far as its id tells: its date, or its year and number."""
    year, counted, numbers = issue.partition("-no")
    if not counted:
        return date_in_words(ids.date_of(issue), translate)
    plain = "-".join(str(int(number)) for number in numbers.split("-"))
    return translate(mark("{year}, no. {number}")).format(year=year, number=plain)
