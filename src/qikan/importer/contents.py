"""The list of contents, from its heading to where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qikan.importer.lines import Line
from qikan.importer.numbers import Number
from qikan.importer.writing import key_of

_HEADING = re.compile(
    r"[【\[《(（〔]?(?:本期)?(?:目录|目次|要目|内容|导读|contents)[】\]》)）〕]?[:：]?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:[\s\u3000]*(?:[.．·・…⋯‥。﹒_\-—]{2,}|[…⋯‥])[\s\u3000]*|[\s\u3000]+|\s*[（(]\s*第?\s*|\s*[/／]\s*)"
    r"([0-9０-９]{1,4}(?:[-—－][0-9０-９]{1,4})?)\s*(?:页)?\s*[)）]?\s*$"
)
_LEADER = re.compile(r"[\s\u3000]*[.．·・…⋯‥﹒_]{2,}[\s\u3000]*$")
_SIGNS = "★☆◆■●▪*＊"
FRAMED = re.compile(rf"(?:[【\[『〈].{{2,20}}[】\]』〉]|[{_SIGNS}]+\s*.{{2,20}}?\s*[{_SIGNS}]*)")
"""The name of a section in a frame."""
OVER = 3
"""Over so many lines a heading goes at most."""
FARTHEST = 3000
"""So many lines a list of contents has at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says of an item, or where it has no page though others have, of a section."""

    title: str
    number: Number | None
    page: str
    line: Line

    @property
    def key(self) -> str:
        """What the entry has in common with the heading of its item."""
        return key_of(self.title)


@dataclass(frozen=True, slots=True)
class Contents:
    """The list, and where it begins and ends among the lines; empty where there is none."""

    entries: tuple[Entry, ...] = ()
    sections: tuple[Entry, ...] = ()
    begin: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is one."""
        return self.end > self.begin


def is_contents_heading(line: Line) -> bool:
    """Tell whether a line stands above a list of contents."""
    return _HEADING.fullmatch("".join(line.text.split())) is not None


def find_contents(lines: Sequence[Line]) -> Contents:
    """Find the list by its heading, else by a run of entries that end with pages."""
    heading = next((at for at, line in enumerate(lines) if is_contents_heading(line)), None)
    begin = heading if heading is not None else _run_of_pages(lines)
    if begin is None:
        return Contents()
    first = begin if heading is None else begin + 1
    end = _end(lines, first, sure=heading is not None)
    entries = _entries(lines[first:end])
    if len(entries) < 2:
        return Contents()
    paged = sum(bool(entry.page) for entry in entries) * 2 > len(entries)
    numbered = sum(entry.number is not None for entry in entries) * 2 > len(entries)
    sections = tuple(
        entry
        for entry in entries
        if (paged and not entry.page)
        or (not paged and numbered and entry.number is None)
        or FRAMED.fullmatch(entry.line.text)
    )
    items = tuple(entry for entry in entries if entry not in sections)
    return Contents(items, sections, begin, end)


def _run_of_pages(lines: Sequence[Line]) -> int | None:
    """Find three lines that follow one another and end with leaders and pages that count up."""
    for at in range(len(lines) - 2):
        found = [_PAGE.search(line.text) for line in lines[at : at + 3]]
        if all(found) and all(line.may_be_title() for line in lines[at : at + 3]):
            pages = [int(each[1].split("-")[0]) for each in found if each and each[1].isdecimal()]
            if len(pages) == 3 and pages == sorted(pages):
                return at
    return None


def _end(lines: Sequence[Line], first: int, *, sure: bool) -> int:
    """Find where the list ends: where its first entry stands once more, now in the text.

    Where no entry does, because the text words them otherwise, it ends with the last line that
    looks like one.
    """
    keys = {
        key_of(_without_page(line.title)[0]): at
        for at, line in reversed(list(enumerate(lines[first : first + 12], start=first)))
        if line.text
    }
    stop = min(len(lines), first + FARTHEST)
    for at in range(first + 1, stop):
        key = key_of(lines[at].title)
        for behind in lines[at + 1 : at + OVER + 1]:
            if keys.get(key, at) < at and not _PAGE.search(lines[at].text):
                return at
            key += key_of(behind.text)
    at = first
    paged = first < len(lines) and _PAGE.search(lines[first].text) is not None
    while at < stop and lines[at].may_be_title():
        if paged and not _PAGE.search(lines[at].text) and at + 1 < stop:
            behind = lines[at + 1]
            if not _PAGE.search(behind.text):
                break
        elif not paged and (lines[at].number is None or not sure):
            break
        at += 1
    return at


def _without_page(text: str) -> tuple[str, str]:
    """Take the page from the end of an entry, with its leaders."""
    found = _PAGE.search(text)
    if found is None or not text[: found.start()].strip():
        return _LEADER.sub("", text), ""
    page = "".join(str(int(c)) if c.isdecimal() else "-" for c in found[1])
    return text[: found.start()], page


def _entries(lines: Sequence[Line]) -> list[Entry]:
    """Read the entries; what a line is too narrow for goes on in the next."""
    entries: list[Entry] = []
    numbered = sum(line.number is not None for line in lines) * 2 > len(lines)
    paged = sum(_PAGE.search(line.text) is not None for line in lines) * 2 > len(lines)
    for line in lines:
        title, page = _without_page(line.title)
        before = entries[-1] if entries else None
        if (
            before is not None
            and numbered
            and paged
            and before.number is not None
            and line.number is None
            and not before.page
            and page
        ):
            entries[-1] = Entry(before.title + title, before.number, page, before.line)
        else:
            entries.append(Entry(title.strip(), line.number, page, line))
    return entries
