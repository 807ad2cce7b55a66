"""What an editor is told of a document that was taken in: the original beside the issue."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qikan.catalogue import mark
from qikan.importer.draft import Draft, Figure, Footnote, Part, Point, Table
from qikan.importer.original import Original
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
    told = list(_told(taken, translate))
    rows = _rows(taken, told, translate)
    return template.render(_=translate, rows=rows, **_values(taken, told, translate))


def markdown_report(taken: Taken, translate: Translate) -> str:
    """Write the same for a terminal or a code review: all but the texts side by side."""
    template = _environment(escape=False).get_template("report.md")
    told = list(_told(taken, translate))
    return template.render(_=translate, **_values(taken, told, translate))


def _values(taken: Taken, told: Sequence[Told], translate: Translate) -> dict[str, object]:
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
    draft, original = taken.draft, taken.draft.original
    shown: defaultdict[int, list[Shown]] = defaultdict(list)
    for place, texts in sorted(_beginnings(draft, taken, translate).items()):
        shown[original.line(place)] += texts
    here: defaultdict[int, list[tuple[int, Told]]] = defaultdict(list)
    for remark, each in zip(draft.remarks, told, strict=True):
        here[each.line].append((remark.span.begin, each))
    standing = {
        line
        for text in draft.texts()
        for span in places(text)
        for line in (original.line(span.begin), original.line(span.end - 1))
    }
    fates = [(listed.span, translate(listed.reason.text)) for listed in draft.listed if listed.span]
    begins = [span.begin for span, _ in fates]
    begin = 0
    for number, line in enumerate(original.text.split("\n"), start=1):
        end = begin + len(line)
        if line.strip() or number in here:
            first = max(0, bisect_right(begins, begin) - 1)
            pieces = tuple(_pieces(begin, end, original, fates[first:], here[number]))
            yield Row(
                number, pieces, tuple(shown[number]), number in standing and not shown[number]
            )
        begin = end + 1


def _pieces(
    begin: int,
    end: int,
    original: Original,
    fates: Sequence[tuple[Span, str]],
    told: Sequence[tuple[int, Told]],
) -> Iterator[Piece]:
    """Divide a line where the fate of its characters changes, or where something is told.

    ``fates`` are places of listed characters, in order, with their reasons.
    """
    reasons: dict[int, str] = {begin: ""}
    for span, reason in fates:
        if span.begin >= end:
            break
        if span.end > begin:
            reasons[max(begin, span.begin)] = reason
            reasons.setdefault(min(end, span.end), "")
    marked: defaultdict[int, list[Told]] = defaultdict(list)
    for place, each in told:
        marked[max(begin, min(place, end))].append(each)
    reason = ""
    cuts = sorted({*reasons, *marked, end})
    for at, stop in zip(cuts, [*cuts[1:], end], strict=True):
        reason = reasons.get(at, reason)
        if stop > at or at in marked:
            yield Piece(original.text[at:stop], reason, tuple(marked.get(at, ())))


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
                note("text", part.caption if isinstance(part, Figure) else part.text)
                continue
            note("caption", part.caption)
            for row in part.rows:
                first = next((span for cell in row for span in places(cell)), None)
                if first is not None:
                    cells = tuple(of(cell, draft.original.text) for cell in row)
                    line = taken.written.line_of(first.begin)
                    found[first.begin].append(Shown("row", cells=cells, line=line))

    def note_footnotes(notes: Sequence[Footnote]) -> None:
        for text in (text for each in notes for text in each.texts):
            note("text", text)

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
        note_footnotes(item.footnotes)
        for source in item.sources:
            note("source", source.name, f"（{{0}}）　{source.key}")
    note_parts(draft.back)
    note_footnotes(draft.footnotes)
    return found
