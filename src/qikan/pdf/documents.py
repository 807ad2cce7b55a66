"""An issue, or the issues of a year, as one document of Typst: the frame around the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qikan.model import Issue
from qikan.pdf.attachments import Attachment
from qikan.pdf.matter import Matter, words
from qikan.pdf.notation import Code, Value, call, literal, value


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a column's heading, without ``number``, or an item."""

    id: str
    title: str
    number: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An issue's text, the same for its own PDF and for the bound year, with its contents."""

    issue: Issue
    code: Code
    contents: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Document:
    """What is said of a document to the setting, and the document."""

    definitions: Code
    body: Code


def issue_document(matter: Matter, body: Body, attachments: Sequence[Attachment]) -> Document:
    """Put together the PDF of an issue."""
    issue = body.issue
    return Document(
        _definitions(matter, matter.of_issue(issue), body.contents, matter.record_of_issue(issue)),
        _shown(
            [
                call("front"),
                call("pagebreak", weak=value(True)),
                body.code,
                *_back(matter, issue.id, [issue], attachments),
            ]
        ),
    )


def year_document(
    matter: Matter, year: int, bodies: Sequence[Body], attachments: Sequence[Attachment]
) -> Document:
    """Put together the bound volume of a year."""
    issues = [body.issue for body in bodies]
    entries: list[Entry] = []
    parts = [call("front")]
    for body in bodies:
        issue = body.issue
        label = matter.plain(issue.label)
        entries += [Entry(issue.id, label), *body.contents]
        date = matter.date(issue.date)
        parts += [
            call("issue-begins", literal(issue.id), literal(label), literal(date)),
            body.code,
        ]
    parts.append(call("index-of", value(matter.index(issues))))
    parts += _back(matter, f"{year:04}", issues, attachments)
    about, record = matter.of_year(year, issues), matter.record_of_year(year, issues)
    return Document(_definitions(matter, about, entries, record), _shown(parts))


def _back(
    matter: Matter, id: str, issues: Sequence[Issue], attachments: Sequence[Attachment]
) -> list[Code]:
    sources, errata = matter.sources(issues), matter.errata(issues)
    parts = [call("sources-of", value(sources))] if sources else []
    parts += [call("errata-of", value(errata))] if errata else []
    colophon = call("colophon", value(matter.colophon(id, attachments)))
    return [*parts, colophon, *(each.code() for each in attachments)]


def _definitions(
    matter: Matter, about: dict[str, Value], entries: Iterable[Entry], record: Value
) -> Code:
    lines = {
        entry.id: {
            "number": None if entry.number is None else str(entry.number),
            "title": entry.title,
            "by": entry.by,
        }
        for entry in entries
    }
    values = {
        "words": words(matter.translate),
        "about": value(about),
        "entries": value(lines),
        "particulars": value(record),
    }
    return Code("".join(f"#let {name} = {code}\n" for name, code in values.items()))


def _shown(parts: Iterable[Code]) -> Code:
    return Code("\n".join(["#show: pages", "#{", *parts, "}"]))
