"""``qikan cite``: references to items, issues, located pieces, or any CSL-JSON entries."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qikan import ids
from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.citing.csl import UnusableCsl, read_csl
from qikan.citing.gbt7714 import Revision, reference
from qikan.citing.how_to_cite import FORMATS
from qikan.citing.records import issue_work, item_work
from qikan.commands.saying import Refused, Translate, language_of, line_of, say, settings_of
from qikan.commands.words import OneOf
from qikan.config import Config
from qikan.diagnostics import Unusable, nearest
from qikan.reading.source import read_archive
from qikan.works import Work

HELP = mark("write the references to items and issues, or to the entries of a CSL-JSON file")
IN_WORDS = "gbt7714"


def configure(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Describe what can be asked."""
    named = translate(mark("an item, 2014-07-04/3, an issue, 2014-07-04, or a located piece's key"))
    parser.add_argument("id", nargs="*", help=named)
    where = translate(mark("the folder in which conf.py stands; this one if none is named"))
    parser.add_argument("--folder", type=Path, metavar="folder", default=Path(), help=where)
    formats, revisions = [IN_WORDS, *FORMATS], [revision.value for revision in Revision]
    parser.add_argument(
        "--format",
        type=OneOf("--format", formats, translate),
        metavar="|".join(formats),
        default=IN_WORDS,
        help=translate(mark("how to write them; GB/T 7714 if nothing is said")),
    )
    parser.add_argument(
        "--revision",
        type=OneOf("--revision", revisions, translate),
        metavar="|".join(revisions),
        help=translate(mark("of GB/T 7714; that of conf.py if nothing is said")),
    )
    entries = translate(mark("a CSL-JSON file, whose entries are to be cited"))
    parser.add_argument("--csl-json", type=Path, metavar="file", help=entries)


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
    translate = language_of([folder])
    return translate(mark("nothing to cite, or too much; give ids, or --csl-json and a file"))


def _works_of_file(path: Path, folder: Path) -> list[Work]:
    translate = language_of([folder])
    try:
        return read_csl(path)
    except UnusableCsl as error:
        raise Refused(error.said(translate)) from error


def _works_of_archive(wanted: Sequence[str], folder: Path) -> tuple[list[Work], Revision]:
    settings, translate = settings_of(folder)
    files = sorted(folder.glob("issues/*/*.md"))
    pages = {file.stem: file.relative_to(folder).with_suffix("").as_posix() for file in files}
    try:
        config = Config.of(settings)
        issues = {page for each in wanted for page in _pages_of(each, pages)}
        archive = read_archive(folder, settings, only=issues).archive
    except Unusable as error:
        raise Refused(line_of(error.problem, translate, folder)) from error
    base = str(settings.get("html_baseurl") or "")
    works = [_work(each, archive, base) for each in wanted]
    unknown = [each for each, work in zip(wanted, works, strict=True) if work is None]
    if unknown:
        wrong = translate(mark("“{0}” is no item, issue or located piece; write an id such as {1}"))
        or_ = translate(mark(" or "))
        lines = (wrong.format(each, or_.join(_meant(each, archive, pages))) for each in unknown)
        raise Refused("\n".join(lines))
    if not base and not all(work.url for work in works if work):
        say(translate(mark("html_baseurl is not set in conf.py: no permanent address is given")))
    return [work for work in works if work], Revision(config.gbt7714)


def _pages_of(wanted: str, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the issue to be read, or where there is none of that id, those that may be meant."""
    issue = wanted.partition("/")[0]
    yield from (pages[near] for near in ([issue] if issue in pages else nearest(issue, pages)))


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


def _meant(wanted: str, archive: Archive, pages: Iterable[str]) -> Sequence[str]:
    items = (item.id for issue in archive.issues for item in issue.items)
    known = items if "/" in wanted else (*pages, *archive.citations)
    return nearest(wanted, known) or ("2014-07-04/3", "2014-07-04")
