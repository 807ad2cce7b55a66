"""``qikan cite``: references to items, issues, located pieces, or any CSL-JSON entries."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from qikan import ids
from qikan.archive import Archive
from qikan.catalogue import catalogue, mark
from qikan.citing.csl import UnusableCsl, read_csl
from qikan.citing.gbt7714 import Revision, reference
from qikan.citing.how_to_cite import FORMATS
from qikan.citing.records import issue_work, item_work
from qikan.commands.saying import Refused, Translate, line_of, say, settings_of
from qikan.config import Config
from qikan.diagnostics import Kind, Problem, Unusable, nearest
from qikan.reading.source import read_archive
from qikan.works import Work

HELP = "write the references to items and issues, or to the entries of a CSL-JSON file"
IN_WORDS = "gbt7714"


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    parser.add_argument("id", nargs="*", help="2014-07-04/3, 2014-07-04, or a located piece's key")
    parser.add_argument("--folder", type=Path, default=Path(), help="where conf.py stands")
    parser.add_argument(
        "--format", choices=[IN_WORDS, *FORMATS], default=IN_WORDS, help="GB/T 7714 if not said"
    )
    parser.add_argument(
        "--revision", choices=list(Revision), type=str, help="of GB/T 7714; conf.py's if not said"
    )
    parser.add_argument("--csl-json", type=Path, metavar="FILE", help="cite the entries of a file")


def run(options: argparse.Namespace) -> int:
    """Print one reference a line, or the records in a format; return 0. Raise Refused."""
    if bool(options.id) == bool(options.csl_json):
        raise Refused(_both_or_none(options.folder))
    if options.csl_json:
        works, revision = _works_of_file(options.csl_json, options.folder), Revision.GBT_2025
    else:
        works, revision = _works_of_archive(options.id, options.folder)
    if options.format == IN_WORDS:
        for work in works:
            print(reference(work, Revision(options.revision or revision)))
    else:
        print(FORMATS[options.format].write(works), end="")
    return 0


def _both_or_none(folder: Path) -> str:
    translate = _language_of(folder)
    return translate(mark("nothing to cite, or too much; give ids, or --csl-json and a file"))


def _language_of(folder: Path) -> Translate:
    """Speak the archive's language where there is an archive."""
    try:
        return settings_of(folder)[1]
    except Refused:
        return catalogue("en").gettext


def _works_of_file(path: Path, folder: Path) -> list[Work]:
    translate = _language_of(folder)
    try:
        return read_csl(path)
    except UnusableCsl as error:
        raise Refused(error.said(translate)) from error


def _works_of_archive(wanted: Sequence[str], folder: Path) -> tuple[list[Work], Revision]:
    settings, translate = settings_of(folder)
    try:
        config = Config.of(settings)
        issues = {ids.issue_page(issue) for each in wanted for issue in _issue_in(each)}
        archive = read_archive(folder, settings, only=issues).archive
    except Unusable as error:
        raise Refused(line_of(error.problem, translate, folder)) from error
    base = str(settings.get("html_baseurl") or "")
    works = [_work(each, archive, base) for each in wanted]
    unknown = [Problem(_kind(w), "", 0, (w, _meant(w, archive))) for w, work in
               zip(wanted, works, strict=True) if work is None]  # fmt: skip
    if unknown:
        raise Refused("\n".join(problem.message(translate) for problem in unknown))
    if not base and not all(work.url for work in works if work):
        say(translate(mark("html_baseurl is not set in conf.py: no permanent address is given")))
    return [work for work in works if work], Revision(config.gbt7714)


def _issue_in(wanted: str) -> Iterator[ids.IssueId]:
    try:
        yield ids.issue_id(wanted.partition("/")[0])
    except ids.InvalidId:
        return


def _work(wanted: str, archive: Archive, base: str) -> Work | None:
    if issue := archive.issue(wanted):
        return issue_work(archive, issue, _address(base, ids.issue_page(issue.id)))
    if item := archive.item(wanted):
        return item_work(archive, item, _address(base, ids.item_page(item.id)))
    citation = archive.citation(wanted)
    return citation.work if citation else None


def _address(base: str, page: str) -> str:
    """Give a page's permanent address, as ``-b html`` writes the pages."""
    return f"{base.rstrip('/')}/{page}.html" if base else ""


def _kind(wanted: str) -> Kind:
    return Kind.UNKNOWN_ITEM if "/" in wanted else Kind.UNKNOWN_ISSUE


def _meant(wanted: str, archive: Archive) -> tuple[str, ...]:
    items = (item.id for issue in archive.issues for item in issue.items)
    return nearest(wanted, [*items, *(issue.id for issue in archive.issues), *archive.citations])
