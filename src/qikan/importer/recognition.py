"""From an original to the draft of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qikan.catalogue import mark
from qikan.importer.body import read_body
from qikan.importer.closing import closing_from
from qikan.importer.contents import Contents, find_contents
from qikan.importer.draft import Draft, Item, Paragraph, Part, Point, Reason
from qikan.importer.furniture import furniture
from qikan.importer.head import Head, Known, read_head
from qikan.importer.headings import Found, Heading, find_headings
from qikan.importer.joining import Layout, layout_of
from qikan.importer.ledger import Ledger
from qikan.importer.lines import Line, lines_of, split_rows
from qikan.importer.notes import with_footnotes
from qikan.importer.original import Original, Picture
from qikan.importer.profile import Profile
from qikan.importer.refusals import Refusal
from qikan.importer.sections import section_above
from qikan.importer.sources import Sources
from qikan.importer.spans import Span, Text
from qikan.importer.volumes import refuse_two_issues
from qikan.importer.writing import key_of

MANY = 2000
"""So many items an issue has at most; a number has four digits."""


def recognise(
    original: Original,
    known: Known | None = None,
    profile: Profile | None = None,
    *,
    keep: bool = False,
) -> Draft:
    """Find the issue in a document; raise Refusal where there is none, or more than one."""
    return _Recognition(original, known or Known(), profile or Profile(), keep=keep).draft()


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a heading: lines, and the pictures among them."""

    lines: Sequence[Line]
    pictures: Sequence[Picture]


class _Recognition:
    def __init__(self, original: Original, known: Known, profile: Profile, *, keep: bool) -> None:
        self.original = original
        self.known = known
        self.profile = profile
        self.ledger = Ledger(original, keep=keep)
        self.counted = 0
        self.sources = Sources(known.outlets, profile.source)

    def draft(self) -> Draft:
        """Go through the document: what is no text, the head, the items, what is below them."""
        body, contents, head_lines = self.divided()
        declared = self.original.kind == "markdown"
        layout = Layout(declared=True) if declared else layout_of(body)
        found = find_headings(body, contents, lambda at: self.ends_item(body[at]), self.profile)
        if not found.headings:
            raise Refusal(
                mark(
                    "no items were found: neither a list of contents nor numbered headings; "
                    "look whether it is the right file, or write a profile"
                )
            )
        if len(found.headings) > MANY:
            raise Refusal(
                mark("{0} items were found, and an issue has at most {1}; divide the file"),
                str(len(found.headings)),
                str(MANY),
            )
        first = found.headings[0].at
        section, first = self.first_section(body, first, contents)
        head = read_head([*head_lines, *body[:first]], self.ledger, self.known, self.profile)
        self.tell_of_contents(contents, found, body)
        items, back = self.items(body, found.headings, contents, layout, section)
        draft = Draft(
            original=self.original,
            title=head.title,
            label=head.label,
            date=head.date,
            year=head.year,
            number=head.number,
            running_number=head.running_number,
            publisher=head.publisher,
            office=head.office,
            front=self.front(head, layout, self.pictures(-1, body[first].span.begin)),
            items=tuple(items),
            back=self.back(back, layout),
        )
        draft = with_footnotes(draft, self.ledger)
        return replace(
            draft,
            listed=self.ledger.close([block.span for block in self.original.blocks]),
            remarks=tuple(sorted(self.ledger.remarks, key=lambda remark: remark.span)),
        )

    def divided(self) -> tuple[list[Line], Contents, list[Line]]:
        """Tell text from furniture and from the list of contents; give what is above that too."""
        aside = {**furniture(self.original), **self.profile.aside(self.original)}
        for at, reason in aside.items():
            self.ledger.drop(self.original.blocks[at].span, reason)
        lines = lines_of(self.original, aside)
        rows = split_rows(self.original, lines)
        refuse_two_issues(rows, self.original)
        contents = find_contents(rows)
        if not contents:
            return lines, contents, []
        listed = rows[contents.begin : contents.end]
        cut = listed[-1].at
        for at, line in enumerate(listed):
            self.ledger.drop(line.span, Reason.CONTENTS)
            if at and listed[at - 1].at == line.at:
                self.ledger.drop(Span(listed[at - 1].span.end, line.span.begin), Reason.LINE_END)
        head = rows[: contents.begin]
        below = [row for row in rows[contents.end :] if row.at == cut]
        if below:
            self.ledger.drop(Span(listed[-1].span.end, below[0].span.begin), Reason.LINE_END)
        return [*below, *(line for line in lines if line.at > cut)], contents, head

    def ends_item(self, line: Line) -> bool:
        """Tell whether a line ends with a source."""
        if line.is_table:
            return False
        return self.sources.find(line.text) is not None

    def first_section(
        self, body: Sequence[Line], first: int, contents: Contents
    ) -> tuple[Line | None, int]:
        """Find the section above the first item."""
        line = section_above(body, 0, first, contents, self.profile, in_head=True)
        return (line, first - 1) if line else (None, first)

    def pictures(self, begin: int, end: int) -> list[Picture]:
        """List the pictures behind one place and not behind another."""
        return [each for each in self.original.pictures if begin < each.at <= end]

    def front(self, head: Head, layout: Layout, pictures: Sequence[Picture]) -> tuple[Part, ...]:
        """Read what else stands above the items."""
        for line in head.rest:
            self.ledger.tell(Point.HEAD_TEXT, line.span, line.text[:28])
        for span in head.kept:
            self.ledger.tell(Point.HEAD_TEXT, span, self.original.of(span))
        pieces = tuple(Paragraph(self.ledger.text(span)) for span in head.kept)
        rest = read_body(head.rest, self.ledger, layout, self.sources, 0, pictures)
        return (*pieces, *rest.parts)

    def back(self, lines: Sequence[Line], layout: Layout) -> tuple[Part, ...]:
        """Read what stands below the items: who edited and received the issue, a line each."""
        if not lines:
            return ()
        ends = [line.span.begin for line in lines[1:]] if not layout.measure else []
        groups = [[line] for line in lines] if ends else [lines]
        bodies: list[Part] = []
        begin = lines[0].span.begin
        for group, end in zip(groups, [*ends, len(self.original.text)], strict=True):
            pictures = self.pictures(begin, end)
            bodies += read_body(group, self.ledger, layout, self.sources, 0, pictures).parts
            begin = end
        return tuple(bodies)

    # ---- items

    def items(
        self,
        body: Sequence[Line],
        headings: Sequence[Heading],
        contents: Contents,
        layout: Layout,
        section_line: Line | None,
    ) -> tuple[list[Item], list[Line]]:
        """Read the items, and what stands below the last."""
        items: list[Item] = []
        back: list[Line] = []
        section, above = self.section(section_line), _above(section_line, body[headings[0].at])
        ends = [*(heading.at for heading in headings[1:]), len(body)]
        for number, (heading, end) in enumerate(zip(headings, ends, strict=True), start=1):
            begin = heading.at + heading.lines
            following: Line | None = None
            level = body[heading.at].block.level
            if above and 0 < level <= above.block.level:
                section, above = (), None
            if end < len(body):
                if following := section_above(body, begin, end, contents, self.profile):
                    end -= 1
            else:
                cut = closing_from(body, begin, self.ends_item)
                back, end = list(body[cut:end]), cut
            last = [*body[end:], *back][:1]
            stop = last[0].span.begin if last else len(self.original.text)
            below = Below(body[begin:end], self.pictures(body[heading.at].span.begin, stop))
            items.append(self.item(number, heading, body, below, layout, section))
            if following:
                section, above = self.section(following), _above(following, body[end + 1])
        if back:
            self.ledger.item = 0
            said = back[0].text[:28]
            self.ledger.tell(Point.CLOSING, Span(back[0].span.begin, back[-1].span.end), said)
        return items, back

    def section(self, line: Line | None) -> Text:
        """Make the name of a section, without its number and brackets; items may count anew."""
        self.counted = 0
        if line is None:
            return ()
        begin, end = line.title_span
        text = self.original.text
        while end > begin and (text[end - 1].isspace() or text[end - 1] in "】]』》〉★☆◆■●▪*＊"):
            end -= 1
        while begin < end and (text[begin].isspace() or text[begin] in "【[『《〈★☆◆■●▪*＊"):
            begin += 1
        self.drop_number(line)
        self.ledger.drop(Span(line.title_span.begin, begin), Reason.BRACKET)
        self.ledger.drop(Span(end, line.span.end), Reason.BRACKET)
        return self.ledger.text(Span(begin, end))

    def drop_number(self, line: Line) -> None:
        """List the number of a heading, and the spaces before it."""
        lead = Span(line.span.begin, line.span.begin + line.lead)
        self.ledger.drop(lead, Reason.SPACE)
        self.ledger.drop(Span(lead.end, line.title_span.begin), Reason.NUMBER)

    def item(
        self,
        number: int,
        heading: Heading,
        lines: Sequence[Line],
        below: Below,
        layout: Layout,
        section: Text,
    ) -> Item:
        line = lines[heading.at]
        self.ledger.item = number
        self.drop_number(line)
        more = [each.span for each in lines[heading.at + 1 : heading.at + heading.lines]]
        title = self.ledger.text(line.title_span, *more)
        printed = line.number.value if line.number else number
        if printed not in {number, self.counted + 1}:
            self.ledger.tell(Point.OTHER_NUMBER, line.span, str(printed), line.title, str(number))
        self.counted = printed
        self.compare(heading, line, number)
        read = read_body(below.lines, self.ledger, layout, self.sources, number, below.pictures)
        page = heading.entry.page if heading.entry else ""
        return Item(
            number=number,
            title=title,
            section=section,
            page=page or (str(line.block.page) if line.block.page else ""),
            byline=read.byline,
            parts=read.parts,
            sources=read.sources,
            place=line.span,
            confidence=round(heading.sure * (1 if read.sources else 0.9), 2),
        )

    # ---- what the list of contents says

    def compare(self, heading: Heading, line: Line, number: int) -> None:
        """Hold a heading against the list of contents."""
        entry = heading.entry
        if entry is None or heading.lines > 1 or entry.title == line.title:
            return
        if entry.key != key_of(line.title):
            self.ledger.tell(Point.OTHER_TITLE, line.span, entry.title, line.title)

    def tell_of_contents(self, contents: Contents, found: Found, body: Sequence[Line]) -> None:
        """Tell of what the list of contents has too much or too little."""
        if not contents.entries:
            start = body[found.headings[0].at].span.begin
            self.ledger.tell(Point.NO_CONTENTS, Span(start, start))
            return
        for entry in found.missing:
            self.ledger.tell(Point.NOT_IN_TEXT, entry.line.span, entry.title)
        for number, heading in enumerate(found.headings, start=1):
            if heading.entry is None:
                line = body[heading.at]
                self.ledger.tell(Point.NOT_IN_CONTENTS, line.span, str(number), line.title)


def _above(section: Line | None, heading: Line) -> Line | None:
    """Give a section whose level tells where it ends: the first heading in it is no higher."""
    if section is None or 0 < heading.block.level <= section.block.level:
        return None
    return section
