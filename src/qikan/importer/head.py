"""The head of an issue: the name of the periodical, its number and date, who publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qikan.catalogue import mark
from qikan.dates import PartialDate
from qikan.importer.dating import Label, date_in_name, find_date, find_label
from qikan.importer.draft import Point, Reason
from qikan.importer.ledger import Ledger
from qikan.importer.lines import Line
from qikan.importer.periodicals import is_name, is_office, is_publisher
from qikan.importer.profile import Profile
from qikan.importer.refusals import Refusal
from qikan.importer.spans import Span, Text, trimmed, without
from qikan.importer.writing import key_of

_DOES = re.compile(r"\s*(?:主办|编印|编发|编)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an archive knows already: names of outlets, and what conf.py says of the periodical."""

    outlets: Collection[str] = ()
    title: str = ""
    publisher: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head says; ``rest`` are its lines that are text, ``kept`` pieces of others."""

    title: Text
    label: str
    date: PartialDate | None
    year: int
    number: str
    running_number: str
    publisher: str
    office: str
    rest: tuple[Line, ...]
    kept: tuple[Span, ...] = ()


def read_head(lines: Sequence[Line], ledger: Ledger, known: Known, profile: Profile) -> Head:
    """Read the lines above the items; raise Refusal where nothing tells issues apart."""
    return _Reader(lines, ledger, known, profile).read()


class _Reader:
    def __init__(
        self, lines: Sequence[Line], ledger: Ledger, known: Known, profile: Profile
    ) -> None:
        self.lines = lines
        self.ledger = ledger
        self.known = known
        self.profile = profile
        self.short = [line for line in lines if not line.is_table and line.wide <= 50]

    def read(self) -> Head:
        titled = self.title()
        label = self.label(titled)
        year = self.year(label[1]) if label else 0
        date, named = (None, None) if self.profile.years else self.date()
        if date is None and not (label and year and label[1].number):
            raise Refusal(
                mark(
                    "the issue has no date, and no year and number; write it below the name of "
                    "the periodical, 2014年7月4日, or into the name of the file, 20140704"
                )
            )
        publisher = self.one(self.profile.publisher or self.known.publisher, is_publisher, titled)
        office = self.one(self.profile.office or self.known.office, is_office, titled, publisher)
        records = [line for line in (named, label and label[0], publisher, office) if line]
        title = self.heading(titled, label)
        said = self.ledger.original.of
        spoken = {line.at for line in records} | ({titled.at} if titled else set())
        kept: list[Span] = []
        for line in {line.span: line for line in records if line is not titled}.values():
            kept += self.drop_but(line, title, whole=line in (publisher, office))
        beside = "" if publisher or self.known.publisher else self.beside(kept)
        return Head(
            title=title,
            label=said(self.label_span(label)) if label else "",
            date=date,
            year=year,
            number=label[1].number if label else "",
            running_number=label[1].running if label else "",
            publisher=publisher.text if publisher else beside,
            office=office.text if office else "",
            rest=tuple(line for line in self.lines if line.at not in spoken),
            kept=tuple(kept),
        )

    # ---- which line is what

    def title(self) -> Line | None:
        """Find the line that names the periodical."""
        wanted = {key_of(name) for name in (self.profile.title, self.known.title) if name}
        for line in self.short:
            if key_of(line.text) in wanted or any(key_of(line.text).startswith(w) for w in wanted):
                return line
        highest = [line for line in self.short if line.block.level == 1]
        named = [line for line in self.short if is_name(_without_label(line.text))]
        if named or len(highest) == 1:
            return named[0] if named else highest[0]
        if self.known.title or self.profile.title:
            return None
        plain = [
            line
            for line in self.short
            if not find_label(line.text) and not find_date(line.text) and 2 < line.wide <= 30
            and not is_publisher(line.text) and not is_office(line.text) and not line.ends
        ]  # fmt: skip
        if plain:
            self.ledger.tell(Point.GUESSED_TITLE, plain[0].span, plain[0].text)
        return plain[0] if plain else None

    def label(self, titled: Line | None) -> tuple[Line, Label] | None:
        """Find the name of the issue, best beside the title."""
        for line in [*([titled] if titled else []), *self.short]:
            if found := find_label(line.text):
                return line, found
        return None

    def year(self, label: Label) -> int:
        """Tell of which year an issue is: it says so, or else its number does."""
        return label.year or self.profile.year_of(label.number)

    def date(self) -> tuple[PartialDate | None, Line | None]:
        """Find the date, whole days first; else that in the name of the file."""
        found = [(date[0], line) for line in self.short if (date := find_date(line.text))]
        whole = [each for each in found if each[0].day]
        if whole:
            return whole[0]
        named = date_in_name(self.ledger.original.name)
        if named:
            place = self.lines[0].span if self.lines else Span(0, 0)
            self.ledger.tell(Point.DATE_OF_NAME, Span(place.begin, place.begin), str(named))
            return named, None
        return found[0] if found else (None, None)

    def one(self, wanted: str, looks: Callable[[str], bool], *taken: Line | None) -> Line | None:
        """Find the line with these words, or the one that looks like it."""
        for line in self.short:
            if line in taken or find_date(line.text) or find_label(line.text):
                continue
            if (wanted and key_of(wanted) == key_of(line.text)) or (
                not wanted and looks(line.text)
            ):
                return line
        return None

    # ---- what becomes of it

    def label_span(self, label: tuple[Line, Label]) -> Span:
        line, found = label
        begin = line.span.begin + line.lead
        return Span(begin + found.span.begin, begin + found.span.end)

    def heading(self, titled: Line | None, label: tuple[Line, Label] | None) -> Text:
        """Make the heading of the issue: the title as printed, the label behind it.

        That stands in brackets, unless it has such itself.
        """
        if titled is None:
            place = self.lines[0].span.begin if self.lines else 0
            self.ledger.tell(Point.NO_PERIODICAL, Span(place, place))
            return ()
        name = self.ledger.text(titled.span)
        if label is None or label[0].at == titled.at:
            return name
        span = self.label_span(label)
        before, behind = ("　", "") if label[1].running else ("（", "）")
        self.ledger.drop(Span(span.begin, span.begin), Reason.HEAD, before)
        self.ledger.drop(Span(span.end, span.end), Reason.HEAD, behind)
        return (*name, before, span, *filter(None, [behind]))

    def drop_but(self, line: Line, title: Text, *, whole: bool) -> list[Span]:
        """List a line of the head, but for what stands in the heading; give what is in no record.

        A date and the name of the issue are in its record, a ``whole`` line in the archive's.
        """
        written = self.ledger.original.of(line.span)
        told = [found.span for found in [find_label(written)] if found]
        told += [found[1] for found in [find_date(written)] if found]
        recorded = [Span(line.span.begin + b, line.span.begin + e) for b, e in told]
        shown = [each for each in title if isinstance(each, Span) and _inside(each, line.span)]
        known = {key_of(name) for name in (self.known.publisher, self.known.office) if name}
        rest: list[Span] = []
        for piece in without(line.span, sorted([*recorded, *shown])):
            bare = trimmed(piece, self.ledger.original.text)
            said = self.ledger.original.of(bare)
            if not whole and any(map(str.isalnum, said)) and _record(said) not in known:
                self.ledger.drop(Span(piece.begin, bare.begin), Reason.SPACE)
                self.ledger.drop(Span(bare.end, piece.end), Reason.SPACE)
                rest.append(bare)
            else:
                self.ledger.drop(piece, Reason.HEAD)
        for span in recorded:
            for piece in without(span, shown):
                self.ledger.drop(piece, Reason.HEAD)
        return rest

    def beside(self, kept: list[Span]) -> str:
        """Take who publishes from what stands beside a date, if such stands there."""
        for span in kept:
            said = self.ledger.original.of(span)
            if is_publisher(said):
                kept.remove(span)
                self.ledger.drop(span, Reason.HEAD)
                return said
        return ""


def _inside(span: Span, whole: Span) -> bool:
    return whole.begin <= span.begin < whole.end


def _record(text: str) -> str:
    """Give what is recorded of a line that says who publishes: without 编 or 主办 behind it."""
    return key_of(_DOES.sub("", text))


def _without_label(text: str) -> str:
    found = find_label(text)
    rest = text[: found.span.begin] if found else text
    return rest.rstrip("（( 　").strip()
