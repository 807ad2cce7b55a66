"""What stands under each heading of an issue, before it becomes a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qikan.model import Erratum, Reference
from qikan.reading.slips import signature


@dataclass(slots=True)
class Heading:
    """A heading of an item, of a section, or of other matter.

    ``bare`` is what a role in it points at without a text: no one knows yet what that shows.
    """

    level: int
    title: str
    line: int
    bare: tuple[str, str] | None = None
    number: int | None = None
    is_matter: bool = False


@dataclass(slots=True)
class Draft:
    """What was found under one heading so far.

    The first ``titled`` of the texts are the heading's own.
    """

    heading: Heading | None
    citations: dict[str, int] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    options: dict[str, tuple[str, int]] = field(default_factory=dict)
    errata: list[Erratum] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    titled: int = 0
    end: int = 0
    line: int = 0

    @property
    def level(self) -> int:
        """That of the heading, 0 where there is none."""
        return self.heading.level if self.heading else 0

    @property
    def body(self) -> str:
        """The first text below the heading, empty where there is none."""
        return next(filter(None, map(str.strip, self.texts[self.titled :])), "")

    @property
    def number(self) -> int | None:
        """That of the item, if it is one."""
        return self.heading.number if self.heading else None

    def cited(self) -> Iterator[Reference]:
        """Take what is cited outside of the items for mentions of the outlets."""
        for key, line in self.citations.items():
            yield Reference(role="outlet", target=key, line=line)

    def signed(self) -> Reference | None:
        """Find the source that stands in plain text at the end of an item that cites nothing."""
        name = signature(self.texts[-1]) if self.texts and not self.citations else None
        return Reference(role="outlet", target=name, line=self.end) if name else None


def heading_of(draft: Draft) -> Heading:
    """Give the heading of what is known to have one, as every item is."""
    assert draft.heading is not None
    return draft.heading


def sections_of(drafts: Sequence[Draft]) -> dict[int, str]:
    """Map the line of each item's heading to the section that it stands in."""
    sections: dict[int, str] = {}
    open_headings: list[Heading] = []
    for draft in drafts:
        if draft.heading is None:
            continue
        while open_headings and open_headings[-1].level >= draft.heading.level:
            open_headings.pop()
        above = [heading for heading in open_headings if heading.level > 1]
        if draft.heading.number is not None and above and above[-1].number is None:
            sections[draft.heading.line] = above[-1].title
        open_headings.append(draft.heading)
    return sections
