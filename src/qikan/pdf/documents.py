"""An issue, or several bound together, as one document of Typst: the frame around the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qikan.model import Issue
from qikan.pdf.attachments import Attachment
from qikan.pdf.matter import Matter, words
from qikan.pdf.notation import Code, Value, call, joined, literal, value
from qikan.volumes import Volume


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a column's heading, without ``number``, or an item."""

    id: str
    title: str
    number: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An issue's text, the same for its own PDF and for the bound volume, with its contents."""

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
    text = [call("front"), call("pagebreak", weak=value(True)), body.code]
    return _document(
        matter,
        issues=[issue],
        about=matter.of_issue(issue),
        entries=body.contents,
        record=matter.record_of_issue(issue),
        text=text,
        colophon=matter.colophon(issue.id, attachments),
        attachments=attachments,
    )


def volume_document(
    matter: Matter, volume: Volume, bodies: Sequence[Body], attachments: Sequence[Attachment]
) -> Document:
    """Put together the PDF of a bound volume, of whose issues these are the texts."""
    entries: list[Entry] = []
    text = [call("front")]
    for body in bodies:
        issue = body.issue
        label = matter.plain(issue.label)
        entries += [Entry(issue.id, label), *body.contents]
        date = literal(matter.date(issue.date))
        text.append(call("bound-issue", literal(issue.id), literal(label), date, body.code))
    return _document(
        matter,
        issues=volume.issues,
        about=matter.of_volume(volume),
        entries=entries,
        record=matter.record_of_volume(volume),
        text=text,
        index=matter.index(volume.issues),
        colophon=matter.colophon(volume.id, attachments),
        attachments=attachments,
    )


def _document(
    matter: Matter,
    *,
    issues: Sequence[Issue],
    about: dict[str, Value],
    entries: Iterable[Entry],
    record: Value,
    text: Iterable[Code],
    index: Value = None,
    colophon: Value,
    attachments: Iterable[Attachment],
) -> Document:
    """Put the frame around the text: what all parts need to know of each other, and the back."""
    sources, errata = matter.sources(issues), matter.errata(issues)
    back = [
        call(name, value(rows))
        for name, rows in (
            ("index-of", index),
            ("sources-of", [source.value for source in sources]),
            ("errata-of", errata),
            ("colophon", colophon),
        )
        if rows
    ]
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
        "recorded": value({id: True for source in sources for id in source.ids}),
        "particulars": value(record),
    }
    definitions = "".join(f"#let {name} = {code}\n" for name, code in values.items())
    back += [each.code() for each in attachments]
    shown = "\n".join(["#show: pages", "#{", *text, call("back-matter", joined(back)), "}"])
    return Document(Code(definitions), Code(shown))
