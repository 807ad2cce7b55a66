"""Readings packed into bytes for Sphinx's environment.

The environment is loaded and saved at every build, so that an issue is one value in it and not
some hundred objects. ``unpack(pack(reading))`` equals ``reading``.
"""

from __future__ import annotations

import pickle
from typing import Any

from qikan import ids
from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import (
    Cited,
    Document,
    Edition,
    Erratum,
    ErratumKind,
    Issue,
    Item,
    NamedFile,
    Original,
    PublicationStatus,
    Reference,
)
from qikan.reading.reader import Reading


def pack(reading: Reading) -> bytes:
    """Pack what a file says, without the place of its headings."""
    problems = tuple((p.kind.name, p.path, p.line, p.arguments) for p in reading.problems)
    record = reading.record
    if isinstance(record, Document):
        row: Any = (record.name, record.title, _reference_rows(record.references))
    else:
        row = record and _issue_row(record)
    return pickle.dumps((row, problems), pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Reading:
    """Make the reading again."""
    row, problems = pickle.loads(data)
    record: Issue | Document | None = None
    if row and len(row) == 3:
        name, title, references = row
        record = Document(name=name, title=title, references=_references(references))
    elif row:
        record = _issue(*row)
    return Reading(
        record,
        tuple(Problem(Kind[kind], path, line, args) for kind, path, line, args in problems),
    )


def _issue_row(issue: Issue) -> tuple[Any, ...]:
    original = issue.original
    return (
        issue.id,
        issue.title,
        issue.label,
        str(issue.date),
        issue.number,
        issue.running_number,
        issue.volume,
        issue.edition.value,
        issue.publication_status and issue.publication_status.value,
        issue.marks,
        original and (original.name, original.sha256, original.kind, original.pages, original.file),
        tuple(_item_row(item) for item in issue.items),
        _reference_rows(issue.references),
        tuple((file.target, file.picture, file.line) for file in issue.files),
        dict(issue.lines),
    )


def _item_row(item: Item) -> tuple[Any, ...]:
    return (
        item.number,
        item.title,
        item.section,
        item.page,
        item.byline,
        tuple((cited.key, cited.printed, cited.line) for cited in item.cited),
        tuple((e.date, e.kind.value, e.text, e.printed, e.right, e.line) for e in item.errata),
        dict(item.terms),
        item.term_lines,
        _reference_rows(item.references),
        item.signed and (item.signed.target, item.signed.line),
        item.line,
    )


def _reference_rows(references: tuple[Reference, ...]) -> tuple[tuple[str, str, int], ...]:
    return tuple((ref.role, ref.target, ref.line) for ref in references)


def _issue(
    id: Any,
    title: str,
    label: str,
    date: str,
    number: str | None,
    running_number: str | None,
    volume: str | None,
    edition: str,
    status: str | None,
    marks: tuple[str, ...],
    original: tuple[str, str | None, str | None, int | None, str | None] | None,
    items: tuple[Any, ...],
    references: tuple[Any, ...],
    files: tuple[Any, ...],
    lines: dict[str, int],
) -> Issue:
    return Issue(
        id=id,
        title=title,
        label=label,
        date=PartialDate.parse(date),
        number=number,
        running_number=running_number,
        volume=volume,
        edition=Edition(edition),
        publication_status=PublicationStatus(status) if status else None,
        marks=marks,
        original=_original(*original) if original else None,
        items=tuple(_item(id, *row) for row in items),
        references=_references(references),
        files=tuple(NamedFile(target=name, picture=shown, line=at) for name, shown, at in files),
        lines=lines,
    )


def _original(
    name: str, sha256: str | None, kind: str | None, pages: int | None, file: str | None
) -> Original:
    return Original(name=name, sha256=sha256, kind=kind, pages=pages, file=file)


def _item(
    issue: Any,
    number: int,
    title: str,
    section: str | None,
    page: str | None,
    byline: str | None,
    cited: tuple[Any, ...],
    errata: tuple[Any, ...],
    terms: dict[str, tuple[str, ...]],
    term_lines: tuple[int, ...],
    references: tuple[Any, ...],
    signed: tuple[str, int] | None,
    line: int,
) -> Item:
    return Item(
        id=ids.item_id(issue, number),
        number=number,
        title=title,
        section=section,
        page=page,
        byline=byline,
        cited=tuple(Cited(key=key, printed=printed, line=at) for key, printed, at in cited),
        errata=tuple(_erratum(*row) for row in errata),
        terms=terms,
        term_lines=term_lines,
        references=_references(references),
        signed=Reference(role="outlet", target=signed[0], line=signed[1]) if signed else None,
        line=line,
    )


def _erratum(
    date: PartialDate, kind: str, text: str, printed: str, right: str, line: int
) -> Erratum:
    return Erratum(
        date=date, kind=ErratumKind(kind), text=text, printed=printed, right=right, line=line
    )


def _references(rows: tuple[Any, ...]) -> tuple[Reference, ...]:
    return tuple(Reference(role=role, target=target, line=line) for role, target, line in rows)
