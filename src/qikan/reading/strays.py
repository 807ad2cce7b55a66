"""Files that look like issues or bibliographies, but are read by nobody where they are."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from qikan import ids
from qikan.diagnostics import Problem
from qikan.ids import IssueId
from qikan.kinds import Kind

ISSUES = "issues"
CITATIONS = "source/citations"
_FOLDERS = (ISSUES, "source")

_ENDINGS = frozenset({"", ".markdown", ".md", ".text", ".txt"})
"""Those of texts: a picture or an original may well be named after its issue."""

_BACKUP = re.compile(r"(?i)[.~#].*|.*(?:~|\.(?:bak|old|orig|sw[a-p]|tmp))")
_NAMED = re.compile(
    r"(\d{4}-(?:no\d{2,4}(?:-\d{2,4})?|\d{2}(?:-\d{2}[b-z]?)?))(?![a-z\d])", re.ASCII
)
_RECORD = re.compile(r"\s*---\s*\n(?:.*\n){,20}?issue[ \t]*[:：][ \t]*[\"']?([\w-]*)")
_HEAD = 4000
_ENTRY = re.compile(r"(?mi)^[ \t]*@(?!comment|string|preamble)(\w+)[ \t]*\{", re.ASCII)
_COPY = re.compile(r"(?i)\s*[-–—_]?\s*(?:副本|复件|拷贝|备份|copy\b|[(（]\d+[)）]).*|^copy of\s+")


def stray_issues(root: Path) -> Iterator[Problem]:
    """Yield each file in an archive's folder that was perhaps meant for an issue.

    It is one by its front matter; or by its name, below ``issues`` and where no issue of that
    name is read. Hidden files and those that programs keep for safety are none.
    """
    for path in _files(root):
        folder, _, name = path.rpartition("/")
        written = _issue_in(root / path)
        named = _issue_named(name) if folder.startswith(ISSUES) else None
        if written is None and (named is None or (root / _place(named)).is_file()):
            continue
        issue = (written and _issue_named(written)) or named
        stem = name.partition(".")[0]
        place = _place(issue) if issue else f"{ISSUES}/{stem[:4]}/{stem}.md"
        yield Problem(Kind.NOT_READ, path, 1, (place,))


def stray_bibliographies(root: Path, read: Collection[str]) -> Iterator[Problem]:
    """Yield each BibTeX file of an archive that is not among those that are ``read``."""
    outlets = next((path for path in read if not path.startswith(CITATIONS)), "")
    for path in _files(root):
        folder, _, name = path.rpartition("/")
        if ".bib" not in name.lower() or folder.startswith(ISSUES) or path in read:
            continue
        types = {found[1].lower() for found in _ENTRY.finditer(_head_of(root / path))}
        if types:
            stem = _COPY.sub("", name.partition(".")[0]) or "…"
            place = outlets if "periodical" in types else f"{CITATIONS}/{stem}.bib"
            yield Problem(Kind.BIBLIOGRAPHY_NOT_READ, path, 1, (place,))


def is_copy(path: str) -> bool:
    """Tell whether a file is named as the copies are that systems make: ``2014 - 副本.bib``."""
    return _COPY.search(path.rpartition("/")[2].partition(".")[0]) is not None


def _files(root: Path) -> Iterator[str]:
    """Yield the paths of all files that may be such."""
    places = [(root, next(os.walk(root), ("", [], []))[2])]
    for top in _FOLDERS:
        for folder, below, names in os.walk(root / top):
            below[:] = sorted(each for each in below if not each.startswith("."))
            places.append((Path(folder), names))
    for place, names in places:
        folder = place.relative_to(root).as_posix().removeprefix(".")
        is_read = (".md",) if folder.startswith(ISSUES) else ()
        for name in sorted(names):
            if not name.endswith(is_read) and not _BACKUP.fullmatch(name):
                yield f"{folder}/{name}".removeprefix("/")


def _issue_in(path: Path) -> str | None:
    """Give the id that stands in a file's front matter, as it is written."""
    record = _RECORD.match(_head_of(path))
    return record and record[1]


def _head_of(path: Path) -> str:
    """Read what a file begins with, if it is one."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        pass
    return ""


def _issue_named(name: str) -> IssueId | None:
    """Give the id that the name of a text begins with."""
    named = _NAMED.match(name)
    try:
        is_text = Path(name).suffix.lower() in _ENDINGS
        return ids.issue_id(named[1]) if named and is_text else None
    except ids.InvalidId:
        return None


def _place(issue: IssueId) -> str:
    return f"{ids.issue_page(issue)}.md"
