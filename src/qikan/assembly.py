"""One archive, put together from all that was read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from string import ascii_lowercase

from qikan import ids
from qikan.archive import Archive
from qikan.checks import check
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import Document, Issue, Periodical, Vocabulary
from qikan.reading.bibliography import Bibliography
from qikan.reading.files import Files
from qikan.reading.reader import Reading
from qikan.reading.strays import stray_bibliographies


@dataclass(frozen=True, slots=True)
class Assembled:
    """An archive, its records by document, and all that is wrong in it."""

    archive: Archive
    records: Mapping[str, Issue | Document]
    problems: tuple[Problem, ...]


def assemble(
    periodical: Periodical,
    readings: Mapping[str, Reading],
    bibliography: Bibliography,
    vocabularies: Iterable[Vocabulary],
    problems: Iterable[Problem] = (),
    files: Files | None = None,
) -> Assembled:
    """Put an archive together; ``problems`` were found before, in the vocabularies.

    Where ``files`` are given, those that a text names are looked for.
    """
    found = [*problems, *bibliography.problems]
    records = admit(readings, found)
    archive = Archive(
        periodical=periodical,
        issues=tuple(each for each in records.values() if isinstance(each, Issue)),
        documents=tuple(each for each in records.values() if isinstance(each, Document)),
        outlets=bibliography.outlets,
        citations=bibliography.citations,
        vocabularies=tuple(vocabularies),
    )
    if files is not None:
        found += stray_bibliographies(files.root, bibliography.files)
    found += check(archive, files, bibliography.left_out, whole=len(records) == len(readings))
    return Assembled(archive, records, tuple(sorted(found, key=_place_in_archive)))


def _place_in_archive(problem: Problem) -> tuple[bool, str, int]:
    """Put the archive's own files first: what is wrong there is often felt in the issues."""
    return problem.path.startswith("issues/"), problem.path, problem.line


def admit(readings: Mapping[str, Reading], problems: list[Problem]) -> dict[str, Issue | Document]:
    """Choose the records that stand at their own place, by document; add all that is wrong.

    An issue in the wrong file has been reported by the reader; where the right file holds an
    issue of the same id, it is a duplicate.
    """
    admitted = {
        name: reading.record
        for name, reading in readings.items()
        if reading.record is not None and name == _place(reading.record)
    }
    standing = {record.id for record in admitted.values() if isinstance(record, Issue)}
    for _, reading in sorted(readings.items()):
        issue = reading.issue
        for problem in reading.problems:
            if problem.kind is Kind.FILE_NAME and issue and issue.id in standing:
                free = _id_of_file(problem.path, standing) or _free_id(issue.id, standing)
                arguments = (issue.id, f"{_place(issue)}.md", free)
                problem = replace(problem, kind=Kind.DUPLICATE_ISSUE, arguments=arguments)
            problems.append(problem)
    return admitted


def _place(record: Issue | Document) -> str:
    return ids.issue_page(record.id) if isinstance(record, Issue) else record.name


def _id_of_file(path: str, taken: Container[str]) -> str | None:
    """Give the id that a file's name stands for, if it is one and free: the copy was renamed."""
    try:
        found = ids.issue_id(path.rpartition("/")[2].removesuffix(".md"))
    except ids.InvalidId:
        return None
    return None if found in taken else found


def _free_id(issue: str, taken: Container[str]) -> str:
    year, counted, number = issue.partition("-no")
    if counted:
        free = (f"{year}-no{each:02}" for each in range(int(number[:2]) + 1, 10000))
    else:
        free = (issue.rstrip(ascii_lowercase) + letter for letter in ascii_lowercase[1:])
    return next(name for name in free if name not in taken)
