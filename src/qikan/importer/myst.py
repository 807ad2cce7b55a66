"""A draft as the file of an issue, in MyST, such as an editor writes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from qikan import ids
from qikan.ids import IssueId
from qikan.importer.draft import Draft, Figure, Footnote, Item, Paragraph, Part, Table
from qikan.importer.original import Frame, Mark
from qikan.importer.spans import Span, Text, of, places

BACK = "编后"
"""The heading of what stands below the last item; an issue cannot do without one."""

_SIGNS = re.compile(r"[\\`*_\[\]<>{&^~$|]")
_BACKSLASH = r"\\\g<0>"
_ADDRESS = re.compile(r"(?:https?://|mailto:)[!#-;=?-Z^_a-z~]+")
_BEGIN = re.compile(r"(?=[#+\-=%:!])|(?=\(.*\)=\s*$)")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)])")
_NOTE = Mark(Span(0, 0), "note")
_KEPT_AS = {"text": ".txt", "markdown": ".md.txt"}
"""How names of originals end, where that is not just the kind: what ends with .md is an issue."""
_TICKS = re.compile("`+")
_CLOSING = re.compile(r"#(?=#*$)")
_PLAIN = re.compile(r"[\w\u3001-\u9fff\uff00-\uffef（）][\w.\u3001-\u9fff\uff00-\uffef（）-]*")
_WORDS = re.compile(r"(?i)null|true|false|yes|no|on|off|~|[\d.+-]*")


@dataclass(slots=True)
class Written:
    """The file of an issue: its text, and what it is to say when it is read again.

    ``shown`` are the texts of headings, paragraphs, cells and sources, in their order; ``lines``
    tells for places in the original in which line, counted from 1, they now stand. ``files`` are
    those that it names, its pictures, by their names beside it; ``original`` is the name under
    which the document is to be kept there, if it is.
    """

    id: IssueId
    text: str = ""
    shown: list[str] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    original: str = ""
    item_lines: dict[int, int] = field(default_factory=dict)

    def line_of(self, position: int, item: int = 0) -> int:
        """Tell in which line what stands at a place of the original stands now, or near it."""
        before = bisect_right(self.lines, (position, len(self.text)))
        return self.lines[before - 1][1] if before else self.item_lines.get(item, 1)

    def name_of(self, picture: bytes) -> str:
        """Give the name of a picture's file."""
        return next(name for name, data in self.files.items() if data == picture)


def issue_id(draft: Draft) -> IssueId:
    """Name an issue by its date, as far as it is known, or by year and number."""
    if draft.date is not None:
        return ids.issue_id(str(draft.date))
    numbers = "-".join(f"{int(each):02}" for each in draft.number.split("-"))
    return ids.issue_id(f"{draft.year:04}-no{numbers}")


def may_lead(link: Mark) -> bool:
    """Tell whether a link leads where one of an issue may."""
    return _ADDRESS.fullmatch(link.address) is not None


def _marked(text: str, mark: Mark) -> str:
    """Write characters with their mark, or plain where Markdown has no way to say it."""
    if mark.role == "link":
        if may_lead(mark) and text.strip():
            address = f"<{mark.address}>" if {"(", ")"} & {*mark.address} else mark.address
            return f"[{_SIGNS.sub(_BACKSLASH, text)}]({address})"
    elif text and text == text.strip() and "`" not in text and "\\" not in text:
        return f"{{{mark.role}}}`{text}`"
    return _SIGNS.sub(_BACKSLASH, text)


def _inside(frames: Sequence[Frame]) -> str:
    """Write what lines begin with in frames."""
    return "".join("  " if frame.entry else "> " for frame in frames)


def _beginning(frames: Sequence[Frame], common: int) -> str:
    """Write the same for the first line, where but the ``common`` outermost frames begin."""
    signs = "".join("- " if frame.entry else "> " for frame in frames[common:])
    return _inside(frames[:common]) + signs


def escaped(text: str, *, begins: bool = True) -> str:
    """Write a text so that Markdown reads it character by character, also where a line begins."""
    written = _SIGNS.sub(_BACKSLASH, text)
    if not begins:
        return written
    written = _NUMBER.sub(r"\1\\", written, count=1) if _NUMBER.match(written) else written
    return f"\\{written}" if _BEGIN.match(written) else written


def write_issue(
    draft: Draft,
    id: IssueId,
    outlets: Mapping[str, str],
    title: str,
    hints: Mapping[int, str],
    *,
    keep_original: bool = False,
) -> Written:
    """Write the file; ``outlets`` gives names by key, ``title`` is used where print has none.

    ``hints`` are remarks for the editor below the block of an item, by its number.
    """
    writer = _Writer(draft, id, outlets, hints)
    if keep_original:
        kind = draft.original.kind
        writer.written.original = f"{id}-original{_KEPT_AS.get(kind, f'.{kind}')}"
    writer.issue(title)
    writer.written.text = "\n".join(writer.made).rstrip("\n") + "\n"
    writer.written.lines.sort()
    return writer.written


class _Writer:
    def __init__(
        self, draft: Draft, id: IssueId, outlets: Mapping[str, str], hints: Mapping[int, str]
    ) -> None:
        self.draft = draft
        self.outlets = outlets
        self.hints = hints
        self.written = Written(id)
        self.made: list[str] = []
        self.names: dict[bytes, str] = {}
        notes = [*draft.footnotes, *(note for item in draft.items for note in item.footnotes)]
        notes.sort(key=lambda note: note.anchors)
        self.numbers = {note: number for number, note in enumerate(notes, start=1)}
        self.anchors: defaultdict[int, str] = defaultdict(str)
        for each, number in self.numbers.items():
            for at in each.anchors:
                self.anchors[at] += f"[^{number}]"
        shown = (mark for mark in draft.original.marks if mark.role not in {"note", "sign"})
        ordered = sorted(shown, key=lambda mark: mark.role == "link")
        self.marks = {at: mark for mark in ordered for at in range(*mark.span)}

    def issue(self, title: str) -> None:
        """Write all of it."""
        self.made += self.front_matter()
        if self.draft.title:
            self.heading("#", self.draft.title)
        else:
            label = self.draft.label
            said = f"{title}（{label}）" if title and label else title or label or self.written.id
            self.made.append(f"# {escaped(said)}")
            self.written.shown.append(said)
        self.made.append("")
        self.parts(self.draft.front)
        section: Text = ()
        for item in self.draft.items:
            if item.section and item.section != section:
                self.heading("##", item.section)
                self.made.append("")
            section = item.section
            self.item(item)
        if self.draft.back:
            self.made += [f"## {BACK}", "", ":::{matter}", ":::", ""]
            self.written.shown.append(BACK)
            self.parts(self.draft.back)
        self.footnotes(self.draft.footnotes)

    def front_matter(self) -> Iterator[str]:
        """Write the record of the issue."""
        draft, original = self.draft, self.draft.original
        yield "---"
        yield f"issue: {self.written.id}"
        if draft.label:
            yield f"label: {scalar(draft.label)}"
        if draft.date is not None and ids.count_of(self.written.id):
            yield f"date: {draft.date}"
        if draft.number:
            yield f"number: {draft.number}"
        if draft.running_number:
            yield f"running-number: {draft.running_number}"
        yield "edition: full"
        yield "original:"
        yield f"  name: {scalar(original.name)}"
        yield f"  sha256: {original.sha256}"
        yield f"  kind: {original.kind}"
        if original.pages:
            yield f"  pages: {original.pages}"
        if self.written.original:
            yield f"  file: {self.written.original}"
        yield "---"

    def item(self, item: Item) -> None:
        """Write an item: its heading, its record, its text, its sources."""
        level = "###" if item.section else "##"
        self.written.item_lines[item.number] = len(self.made) + 1
        self.heading(level, item.title)
        self.made += ["", f":::{{item}} {item.number}"]
        if item.page:
            self.made.append(f":page: {item.page}")
        if item.byline:
            self.note(item.byline)
            self.made.append(f":byline: {self.text(item.byline)}")
        printed = [(source.key, self.text(source.name)) for source in item.sources]
        other = [(key, name) for key, name in printed if name != self.outlets.get(key)]
        if other:
            said = "；".join(f"{key} {name}" for key, name in other)
            self.made.append(f":printed: {said}")
        self.made += [":::", ""]
        if hint := self.hints.get(item.number):
            self.made += [f"% {hint}", ""]
        self.parts(item.parts, level)
        self.footnotes(item.footnotes)
        if item.sources:
            for source in item.sources:
                self.note(source.name)
            keys = ",".join(dict.fromkeys(key for key, _ in printed))
            self.made += [f"{{cite:p}}`{keys}`", ""]
            self.written.shown.append("、".join(dict.fromkeys(name for _, name in printed)))

    def parts(self, parts: Sequence[Part], level: str = "##") -> None:
        """Write paragraphs and tables."""
        frames: tuple[Frame, ...] = ()
        for part in parts:
            if isinstance(part, Table | Figure):
                self.table(part) if isinstance(part, Table) else self.figure(part)
                frames = ()
            elif part.level:
                self.heading(f"{level}{'#' * part.level}", part.text)
                self.made.append("")
                frames = ()
            else:
                self.paragraph(part, frames)
                frames = part.frames

    def footnotes(self, notes: Sequence[Footnote]) -> None:
        """Write footnotes below the text that has their marks."""
        for note in notes:
            for at, text in enumerate(note.texts):
                self.note(text)
                begin = "    " if at else f"[^{self.numbers[note]}]: "
                self.made += [f"{begin}{self.styled(text)}", ""]
                self.written.shown.append(self.text(text))

    def paragraph(self, part: Paragraph, above: tuple[Frame, ...]) -> None:
        """Write a paragraph, or code, in its frames, of which those ``above`` may go on."""
        pairs = zip(above, part.frames, strict=False)
        common = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        if common and self.made and not self.made[-1]:
            self.made[-1] = _inside(part.frames[:common]).rstrip()
        first, rest = _beginning(part.frames, common), _inside(part.frames)
        self.note(part.text)
        text = self.text(part.text)
        if part.code:
            fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
            lines = [f"{fence}text", *text.split("\n"), fence]
            text += "\n"
        else:
            lines = [self.styled(part.text)]
        self.made += [
            first + lines[0],
            *(rest + line if line else rest.rstrip() for line in lines[1:]),
        ]
        self.made.append("")
        self.written.shown.append(text)

    def table(self, table: Table) -> None:
        """Write a table as a list of lists, whatever its cells hold."""
        self.note(table.caption)
        caption = self.text(table.caption)
        self.made.append(f":::{{list-table}} {escaped(caption)}".rstrip())
        if caption:
            self.written.shown.append(caption)
        if table.heads and len(table.rows) > table.heads:
            self.made.append(f":header-rows: {table.heads}")
        self.made.append("")
        for row in table.rows:
            for at, cell in enumerate(row):
                self.note(cell)
                text = self.text(cell)
                sign = "  -" if at else "* -"
                self.made.append(f"{sign} {self.styled(cell)}".rstrip())
                self.written.shown.append(text)
        self.made += [":::", ""]

    def figure(self, figure: Figure) -> None:
        """Write a picture, whose file is going to stand beside the issue's, once."""
        picture = figure.picture
        name = self.names.get(picture.data)
        if name is None:
            name = f"{self.written.id}-tu{len(self.names) + 1}{picture.ending}"
            self.names[picture.data] = name
            self.written.files[name] = picture.data
        self.written.lines.append((picture.at, len(self.made) + 1))
        self.made.append(f":::{{figure}} {name}")
        if picture.alt:
            self.made.append(f":alt: {scalar(picture.alt)}")
        if figure.caption:
            self.note(figure.caption)
            self.made += ["", self.styled(figure.caption)]
            self.written.shown.append(self.text(figure.caption))
        self.made += [":::", ""]

    def heading(self, level: str, text: Text) -> None:
        """Write a heading; signs at its end would be taken for its close."""
        self.note(text)
        said = self.text(text)
        styled = self.styled(text, only="link")
        self.made.append(f"{level} {_CLOSING.sub(chr(92) + '#', styled)}")
        self.written.shown.append(said)

    def text(self, text: Text) -> str:
        return of(text, self.draft.original.text)

    def styled(self, text: Text, only: str = "") -> str:
        """Write a text with its marks: as roles, which hold beside whatever characters stand.

        A heading has ``only`` its links; it is set as such.
        """
        if not self.marks and not self.anchors:
            return escaped(self.text(text))
        pieces: list[tuple[Mark | None, str]] = []
        for part in text:
            if isinstance(part, str):
                pieces.append((pieces[-1][0] if pieces else None, part))
                continue
            for at in range(*part):
                mark = self.marks.get(at)
                shown = mark if mark and only in {"", mark.role} else None
                pieces.append((shown, self.draft.original.text[at]))
                if at in self.anchors:
                    pieces.append((_NOTE, self.anchors[at]))
        written = ""
        for mark, group in groupby(pieces, key=lambda piece: piece[0]):
            said = "".join(character for _, character in group)
            if mark is _NOTE:
                written += said
                continue
            behind = "\\" if written.endswith("]") and said.startswith("(") else ""
            written += _marked(said, mark) if mark else behind + escaped(said, begins=not written)
        return written

    def note(self, text: Text) -> None:
        """Remember in which line a text will stand."""
        for span in places(text):
            self.written.lines.append((span.begin, len(self.made) + 1))
            break


def scalar(text: str) -> str:
    """Write a text as a value of YAML that is read as it is."""
    if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"
