"""Footnotes in a page of HTML, which has no element for them: two links that lead to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_MARK = re.compile(r"[\[［(（〔【]?(?:\d{1,3}|[*＊†‡§]{1,3}|[①-⑳]|[ivxIVX]{1,5})[\]］)）〕】]?")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})  # fmt: skip
_INLINE = frozenset({"b", "font", "i", "small", "span", "sup"})


class Notes(NamedTuple):
    """The footnotes of a page, each with a label; tags are counted, start tags only, from 1.

    ``marks`` are links of the text to notes; ``signs`` the links back; ``bodies`` the elements
    that hold notes.
    """

    marks: Mapping[int, str]
    signs: frozenset[int]
    bodies: Mapping[int, str]


@dataclass(slots=True)
class _Element:
    at: int
    tag: str
    names: set[str]


@dataclass(slots=True)
class _Link:
    at: int
    target: str
    names: set[str]
    around: tuple[_Element, ...]
    text: list[str] = field(default_factory=list)

    @property
    def is_mark(self) -> bool:
        """Whether it shows what a mark of a note may be."""
        return _MARK.fullmatch("".join("".join(self.text).split())) is not None

    def leads_back_from(self) -> set[str]:
        """Name all places that the link itself is, or stands in."""
        return self.names.union(*(element.names for element in self.around))


def find_notes(page: str) -> Notes:
    """Find the footnotes of a page: a short mark that leads to a text, which leads back to it."""
    reader = _Reader()
    reader.feed(page)
    named = {name: link for link in reversed(reader.links) for name in link.names}
    backs: list[tuple[str, _Link]] = []
    for back in reader.links:
        mark = named.get(back.target)
        if mark is None or not mark.is_mark or mark.target not in back.leads_back_from():
            continue
        if mark.at < back.at or not back.text:  # else it is the mark that leads to its note
            backs.append((mark.target, back))
    labels = {label for label, _ in backs}
    marks = [link for link in reader.links if link.target in labels and link.is_mark]
    texts = {element.at for link in marks for element in link.around}
    bodies = {body: label for label, back in backs if (body := _body(back, texts))}
    return Notes(
        marks={link.at: link.target for link in marks if link.target in bodies.values()},
        signs=frozenset(back.at for label, back in backs if label in bodies.values()),
        bodies=bodies,
    )


def _body(back: _Link, texts: set[int]) -> int:
    """Find the element that holds a note: none of the ``texts`` with marks, and no more than it."""
    inner = [element for element in reversed(back.around) if element.at not in texts]
    for element in inner:
        if element.tag in {"li", "aside"} or (element.tag == "div" and element.names):
            return element.at
    return next((element.at for element in inner if element.tag == "p"), 0)


class _Reader(HTMLParser):
    """Collects the links of a page, with the elements around each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.count = 0
        self.open: list[_Element] = []
        self.links: list[_Link] = []
        self.inside: _Link | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a paragraph or an entry ends where the next begins."""
        self.count += 1
        if tag in {"p", "li"} and self.open and self.open[-1].tag == tag:
            self.open.pop()
        values = dict(attrs)
        names = {name for key in ("id", "name") if (name := values.get(key))}
        if tag == "a":
            for element in reversed(self.open):
                if element.tag not in _INLINE:
                    break
                names |= element.names
            address = values.get("href") or ""
            target = address[1:] if address.startswith("#") else ""
            self.inside = _Link(self.count, target, names, tuple(self.open))
            self.links.append(self.inside)
        elif tag not in _VOID:
            self.open.append(_Element(self.count, tag, names))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those within that were left open."""
        if tag == "a":
            self.inside = None
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Take what a link shows."""
        if self.inside is not None:
            self.inside.text.append(data)
