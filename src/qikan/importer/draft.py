"""An issue as it was recognised in a document, before it is written down.

Every text is made of places in the original. What of the original stands in no text is listed,
with the reason; so that nothing can be lost without a trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from qikan.catalogue import mark
from qikan.dates import PartialDate
from qikan.importer.original import Frame, Original, Picture
from qikan.importer.spans import Span, Text, places


class Reason(Enum):
    """Why characters of the original stand in no text of the issue."""

    CONTENTS = "contents", mark("list of contents, checked against the items")
    HEAD = "head", mark("head of the issue, kept in the records of the issue and the archive")
    FOLIO = "folio", mark("page number")
    RUNNING_HEAD = "running-head", mark("running head or foot")
    NUMBER = "number", mark("number of an item or section, kept in its record")
    BRACKET = "bracket", mark("brackets that the page writes itself, around sources and sections")
    SOURCE = "source", mark("words around the name of a source")
    SPACE = "space", mark("spaces and tabs at ends, or between Han characters")
    LINE_END = "line-end", mark("line ends")
    JOIN = "join", mark("line ends within a paragraph that was put together again")
    HYPHEN = "hyphen", mark("hyphens at line ends")
    INVISIBLE = "invisible", mark("control characters and characters that cannot be seen")
    REPEATED = "repeated", mark("head row of a table, repeated on a new page")
    RULE = "rule", mark("rules made of signs")
    MARK = "mark", mark("marks of footnotes, which the page writes itself")
    PROFILE = "profile", mark("left out by the profile of the periodical")

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        self.text = text


class Point(Enum):
    """What an editor is told about a place: a doubt, or else a repair that was made.

    The texts say what was done, or what can be read in two ways, and what to look at.
    """

    # Repairs
    JOINED = "joined", mark("paragraph put together again: “{0}｜{1}”")
    TABLE_JOINED = "table-joined", mark("table put together again below “{0}”")
    CLOSED_UP = "closed-up", mark("space between Han characters taken away: “{0}”")
    HYPHENATED = "hyphenated", mark("hyphen at a line end taken away: “{0}”")
    UNSEEN = "unseen", mark("invisible character taken away: {0}")

    # Doubts
    MAYBE_JOINED = (
        "maybe-joined",
        mark("one paragraph or two? “{0}｜{1}” was left divided; join it if print runs on"),
    )
    MAYBE_CLOSED = (
        "maybe-closed",
        mark("a space between Han characters was kept: “{0}”; delete it if print has none"),
    )
    TABLE_NOTE = (
        "table-note",
        mark("“{0}” follows a table: a note of it, or text? It was kept as a paragraph below"),
    )
    NO_SOURCE = "no-source", mark("item {0} has no source at its end; look whether print has one")
    BRACKET_KEPT = (
        "bracket-kept",
        mark("“{0}” at the end of item {1} was not taken for a source; write one if it is"),
    )
    NEW_OUTLET = (
        "new-outlet",
        mark("the source “{0}” is new; it was entered as {1}: look at name, kind and key"),
    )
    BEHIND_SOURCE = (
        "behind-source",
        mark("“{0}” stands behind the source of item {1} and was kept there; move it if need be"),
    )
    NOT_IN_TEXT = (
        "not-in-text",
        mark("the list of contents has “{0}”, which was not found in the text"),
    )
    NOT_IN_CONTENTS = (
        "not-in-contents",
        mark("the list of contents does not have item {0}, “{1}”"),
    )
    OTHER_TITLE = (
        "other-title",
        mark("the list of contents has “{0}”, the text “{1}”; the text's was taken"),
    )
    OTHER_NUMBER = (
        "other-number",
        mark("“{1}” is printed as number {0}; it became item {2}, for items count on from 1"),
    )
    NO_CONTENTS = "no-contents", mark("there is no list of contents to check the items against")
    DATE_OF_NAME = (
        "date-of-name",
        mark("the text has no date; {0} was taken from the name of the file: look into print"),
    )
    GUESSED_TITLE = (
        "guessed-title",
        mark("“{0}” was taken for the name of the periodical; correct the heading if it is not"),
    )
    NO_PERIODICAL = (
        "no-periodical",
        mark("the head does not name the periodical; its name was taken from conf.py"),
    )
    HEAD_TEXT = "head-text", mark("“{0}” above the items was kept as text; move it if need be")
    CLOSING = "closing", mark("“{0}” below the last item was kept apart as closing matter")
    ENCODING = "encoding", mark("the file is {0}; look whether all characters are right")
    RECOGNISED = (
        "recognised",
        mark("the text was read off pictures of the pages (OCR); compare all of it with print"),
    )
    UNKNOWN_SIGN = (
        "unknown-sign",
        mark("the document does not tell which character stands here; look into print"),
    )
    PROPOSED = "proposed", mark("item {0}: proposed are {1}; write what fits into its block")
    SAME_TEXT = "same-text", mark("item {0} has the title of {1}; look whether it is taken twice")
    CHECK = "check", mark("the check says: {0}")
    NOTE = "note", mark("note or text box: “{0}”; it was kept as a paragraph behind its place")
    PICTURE = (
        "picture",
        mark("a picture stands here that was not taken in ({0}); add it by hand"),
    )
    PICTURE_FORMAT = (
        "picture-format",
        mark("a picture stands here that browsers do not show ({0}); save it as PNG, and add it"),
    )
    PICTURE_SIZE = (
        "picture-size",
        mark("a picture stands here that is too large ({0} bytes); make it smaller, and add it"),
    )
    NO_ALT = (
        "no-alt",
        mark("the picture {0} has no description; write behind :alt: what it shows"),
    )
    LINK = "link", mark("the link of “{0}” to “{1}” cannot stand in an issue; it was left out")
    UNEVEN = "uneven", mark("row {0} of the table has {1} cells, the widest {2}; compare print")

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        self.text = text

    @property
    def is_repair(self) -> bool:
        """Whether this tells of a repair rather than of a doubt."""
        return self in _REPAIRS


_JOINS = frozenset({Point.JOINED, Point.TABLE_JOINED})
_REPAIRS = _JOINS | {Point.CLOSED_UP, Point.HYPHENATED, Point.UNSEEN}


@dataclass(frozen=True, slots=True)
class Remark:
    """A point at its place in the original; ``arguments`` fill the places of its text."""

    point: Point
    span: Span
    arguments: tuple[str, ...] = ()
    item: int = 0

    @property
    def is_join(self) -> bool:
        """Whether something was put together again."""
        return self.point in _JOINS


@dataclass(frozen=True, slots=True)
class Listed:
    """Characters that stand in no text; ``instead`` of them there is, at most, a blank."""

    span: Span
    reason: Reason
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or with a ``level`` a heading within an item, or a ``note``, or ``code``.

    ``frames`` are the quotations and entries of lists in which it stands.
    """

    text: Text
    level: int = 0
    note: bool = False
    frames: tuple[Frame, ...] = ()
    code: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, all of one width, the first ``heads`` of them its head."""

    caption: Text
    rows: tuple[tuple[Text, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption."""

    picture: Picture
    caption: Text = ()


Part = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of as many paragraphs; ``anchors`` are the characters that its marks follow."""

    texts: tuple[Text, ...]
    anchors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A source as printed at the end of an item, and the key under which it is cited."""

    name: Text
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item. ``confidence`` is between 0 and 1: how surely it was told from the others."""

    number: int
    title: Text
    section: Text = ()
    page: str = ""
    byline: Text = ()
    parts: tuple[Part, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    sources: tuple[Source, ...] = ()
    place: Span
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An issue. ``front`` stands above its first item, ``back`` below its last.

    ``footnotes`` are those of both.
    """

    original: Original
    title: Text
    label: str
    date: PartialDate | None
    year: int = 0
    number: str = ""
    running_number: str = ""
    front: tuple[Part, ...] = ()
    items: tuple[Item, ...] = ()
    back: tuple[Part, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    publisher: str = ""
    office: str = ""
    listed: tuple[Listed, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())

    def texts(self) -> Iterator[Text]:
        """Yield every text of the issue, in the order of the result."""
        yield self.title
        yield from _texts(self.front)
        section: Text = ()
        for item in self.items:
            if item.section != section:
                section = item.section
                yield section
            yield item.title
            yield item.byline
            yield from _texts(item.parts)
            yield from (text for note in item.footnotes for text in note.texts)
            yield from (source.name for source in item.sources)
        yield from _texts(self.back)
        yield from (text for note in self.footnotes for text in note.texts)


def spans_of(parts: Sequence[Part]) -> Iterator[Span]:
    """Yield the places of what paragraphs and cells say, but for headings."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield from () if part.level or part.code else places(part.text)
        elif isinstance(part, Table):
            yield from (span for row in part.rows for cell in row for span in places(cell))


def _texts(parts: Sequence[Part]) -> Iterator[Text]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Figure):
            yield part.caption
        else:
            yield part.caption
            for row in part.rows:
                yield from row
