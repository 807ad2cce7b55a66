"""What an editor is told of a document that was taken in: the original beside the issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qikan.catalogue import mark
from qikan.importer.draft import Draft, Part, Point, Remark, Table
from qikan.importer.spans import Span, Text, of, places
from qikan.importer.taking import Taken
from qikan.labels import Translate

if TYPE_CHECKING:
    from jinja2 import Environment


_ROUTINE = frozenset({Point.NEW_OUTLET, Point.PROPOSED})


@dataclass(frozen=True, slots=True)
class Told:
    """A remark for the report; ``id`` is its anchor, what is ``routine`` stands behind the rest."""

    id: str
    text: str
    line: int
    result: int
    item: int
    repair: bool
    routine: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line that share one fate: ``reason`` why they are listed, or none."""

    text: str
    reason: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of the issue, or the cells of a table's row; ``role`` tells how it is set."""

    role: str
    text: str = ""
    cells: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the original and what of the issue begins there."""

    line: int
    pieces: tuple[Piece, ...]
    shown: tuple[Shown, ...]
    goes_on: bool


def html_report(taken: Taken, translate: Translate) -> str:
    """Write the report as one page that needs nothing else: no scripts, no other files."""
    template = _environment().get_template("report.html")
    return template.render(_=translate, **_values(taken, translate))


def markdown_report(taken: Taken, translate: Translate) -> str:
    """Write the same for a terminal or a code review: all but the texts side by side."""
    template = _environment(escape=False).get_template("report.md")
    return template.render(_=translate, **_values(taken, translate))


def _values(taken: Taken, translate: Translate) -> dict[str, object]:
    told = list(_told(taken, translate))
    draft = taken.draft
    return {
        "taken": taken,
        "original": draft.original,
        "title": of(draft.title, draft.original.text) or taken.written.id,
        "account": taken.account,
        "listed": [
            (translate(reason.text), count) for reason, count in taken.account.listed.items()
        ],
        "doubts": sorted((e for e in told if not e.repair), key=lambda each: each.routine),
        "repairs": [each for each in told if each.repair],
        "rows": list(_rows(taken, told, translate)),
    }


@cache
def _environment(*, escape: bool = True) -> Environment:
    from jinja2 import Environment, FileSystemLoader  # other commands do without

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _told(taken: Taken, translate: Translate) -> Iterator[Told]:
    original = taken.draft.original
    for count, remark in enumerate(taken.draft.remarks, start=1):
        yield Told(
            id=f"r{count}",
            text=" ".join(translate(remark.point.text).format(*remark.arguments).split()),
            line=original.line(min(remark.span.begin, max(0, len(original.text) - 1))),
            result=taken.written.line_of(remark.span.begin, remark.item),
            item=remark.item,
            repair=remark.point.is_repair,
            routine=remark.point in _ROUTINE,
        )


def _rows(taken: Taken, told: Sequence[Told], translate: Translate) -> Iterator[Row]:
    draft = taken.draft
    text = draft.original.text
    beginning = _beginnings(draft, taken, translate)
    fates = _fates(draft, translate)
    remarks = list(zip(draft.remarks, told, strict=True))
    standing = {at for span in _standing(draft) for at in (span.begin, span.end - 1)}
    begin = 0
    for number, line in enumerate(text.split("\n"), start=1):
        end = begin + len(line)
        if line.strip() or any(begin <= r.span.begin <= end for r, _ in remarks):
            here = [(r, t) for r, t in remarks if begin <= r.span.begin <= end]
            shown = tuple(each for at in range(begin, end + 1) for each in beginning.get(at, ()))
            pieces = tuple(_pieces(begin, end, text, fates, here))
            goes_on = not shown and any(begin <= at < end for at in standing)
            yield Row(number, pieces, shown, goes_on)
        begin = end + 1


def _standing(draft: Draft) -> Iterator[Span]:
    for text in draft.texts():
        yield from places(text)


def _fates(draft: Draft, translate: Translate) -> dict[int, str]:
    """Tell of each listed position why it is so."""
    return {
        at: translate(listed.reason.text) for listed in draft.listed for at in range(*listed.span)
    }


def _pieces(
    begin: int,
    end: int,
    text: str,
    fates: dict[int, str],
    remarks: Sequence[tuple[Remark, Told]],
) -> Iterator[Piece]:
    """Divide a line where the fate of its characters changes, or where something is told."""
    marked: defaultdict[int, list[Told]] = defaultdict(list)
    for remark, told in remarks:
        marked[max(begin, min(remark.span.begin, end))].append(told)
    at = begin
    while at < end:
        stop = at + 1
        while stop < end and fates.get(stop) == fates.get(at) and stop not in marked:
            stop += 1
        yield Piece(text[at:stop], fates.get(at, ""), tuple(marked.get(at, ())))
        at = stop
    if end in marked:
        yield Piece("", "", tuple(marked[end]))


def _beginnings(draft: Draft, taken: Taken, translate: Translate) -> dict[int, list[Shown]]:
    """Tell at which place of the original each text of the issue begins."""
    found: defaultdict[int, list[Shown]] = defaultdict(list)

    def note(role: str, text: Text, said: str = "{0}") -> None:
        first = next(places(text), None)
        if first is not None:
            shown = said.format(of(text, draft.original.text))
            found[first.begin].append(Shown(role, shown, line=taken.written.line_of(first.begin)))

    def note_parts(parts: Sequence[Part]) -> None:
        for part in parts:
            if not isinstance(part, Table):
                note("text", part.text)
                continue
            note("caption", part.caption)
            for row in part.rows:
                first = next((span for cell in row for span in places(cell)), None)
                if first is not None:
                    cells = tuple(of(cell, draft.original.text) for cell in row)
                    line = taken.written.line_of(first.begin)
                    found[first.begin].append(Shown("row", cells=cells, line=line))

    note("title", draft.title)
    note_parts(draft.front)
    section: Text = ()
    for item in draft.items:
        if item.section != section:
            section = item.section
            note("section", section)
        note("item", item.title, f"{item.number}　{{0}}")
        note("byline", item.byline, translate(mark("byline: {0}")))
        note_parts(item.parts)
        for source in item.sources:
            note("source", source.name, f"（{{0}}）　{source.key}")
    note_parts(draft.back)
    return found
