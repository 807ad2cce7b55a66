"""The files of the index of a site, below ``_search``: each is named for what is in it.

- ``manifest``: the version of the format, the ending of pages, the characters that are simplified
  and what they become, and for each part of the index its folder and what its ``head`` tells of
  its shards. It is written last, and asked for anew.
- ``text/<issue>-<n>-<digest>``: the blocks of an issue's front, or of ``TEXTS`` of its items.
- ``<digest>/``: a part of the index, ``index.py``; ``t0``, ``t1`` … describe its texts, ``TITLES``
  a file.

An archive's first issues are one part, whose files stay as they are while new issues come into
the other: an issue more changes few files, until there are ``ISSUES`` of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from qikan.ids import IssueId, issue_page, item_id, item_page
from qikan.search.folding import Folding
from qikan.search.index import IndexMaker, Text
from qikan.search.shards import objects, read_objects, script

FOLDER = "_search"
MANIFEST = "manifest"
VERSION = 2

TITLES = 32
"""So many texts are described in one file."""

TEXTS = 8
"""So many texts of an issue stand in one file."""

ISSUES = 64
"""A part of an index, but the last, has a multiple of so many issues."""

SMALL = 2_000
"""An index of up to so many texts is small: its shards are single files."""

_PACKED = {"d": zlib.Z_FILTERED, "p": zlib.Z_HUFFMAN_ONLY, "h": zlib.Z_DEFAULT_STRATEGY}
"""How the files of an index are packed best, by the letters of their names."""

Named = tuple[str, bytes]
"""A file's name below ``_search``, and its data."""

Issue = TypeVar("Issue")


class Row(NamedTuple):
    """What is shown of a text, an item or the front of an issue, whose number is 0.

    ``file`` and ``at`` tell where its blocks are.
    """

    issue_id: str
    number: int
    title: str
    date: str
    issue: str
    outlets: Sequence[str]
    places: Sequence[str]
    file: str
    at: int

    @property
    def id(self) -> str:
        """The id of the item, or of the issue."""
        return f"{self.issue_id}/{self.number}" if self.number else self.issue_id

    @property
    def page(self) -> str:
        """The page of it."""
        issue = IssueId(self.issue_id)
        return item_page(item_id(issue, self.number)) if self.number else issue_page(issue)


def digest(data: bytes) -> str:
    """Name data, by sixteen hexadecimal digits."""
    return blake2b(data, digest_size=8).hexdigest()


def text_files(issue: str, front: Sequence[str], items: Sequence[Sequence[str]]) -> Iterator[Named]:
    """Yield the files of an issue's texts: number 0 its front, if it has one, then its items."""
    files: list[tuple[int, Sequence[Sequence[str]]]] = [(0, [front])] if front else []
    files += [(1 + at // TEXTS, items[at : at + TEXTS]) for at in range(0, len(items), TEXTS)]
    for number, texts in files:
        data = objects(texts)
        name = f"text/{issue}-{number}-{digest(data)}"
        yield name, script(name, data)


def parts(issues: Sequence[Issue]) -> list[Sequence[Issue]]:
    """Part issues, in their order: a multiple of ``ISSUES``, and the rest."""
    whole = len(issues) // ISSUES * ISSUES
    return [part for part in (issues[:whole], issues[whole:]) if part]


def part_files(
    folder: str, rows: Sequence[Row], folding: Folding, read: Callable[[str], bytes]
) -> Iterator[Named]:
    """Yield the files of a part of the index; ``read`` gives the data of a file of texts."""
    small = len(rows) <= SMALL
    for name, data in IndexMaker(folding).files(_texts(rows, read), small=small):
        whole = f"{folder}/{name}"
        yield whole, script(whole, data, _PACKED[name[0]])
    for number, at in enumerate(range(0, len(rows), TITLES)):
        whole = f"{folder}/t{number}"
        yield whole, script(whole, objects(rows[at : at + TITLES]))


def _texts(rows: Sequence[Row], read: Callable[[str], bytes]) -> Iterator[Text]:
    """Read the texts that rows describe; those of one file follow one another."""
    kept = ""
    found: list[list[str]] = []
    for row in rows:
        if row.file != kept:
            kept, found = row.file, read_objects(read(row.file))
        yield Text(row.title, tuple(found[row.at]))


def manifest_file(
    folders: Sequence[str], folding: Folding, ending: str, read: Callable[[str], bytes]
) -> Named:
    """Write the manifest, once the parts stand."""
    heads = [read_objects(read(f"{folder}/head")) for folder in folders]
    there = set().union(*(characters for *_, characters in heads))
    # A character that becomes another which no text has is not found in either form.
    simplified = [pair for pair in sorted(folding.simplified.items()) if pair[1] in there]
    told = {
        "version": VERSION,
        "ending": ending,
        "simplified": ["".join(pair[column] for pair in simplified) for column in (0, 1)],
        "parts": [[folder, *head] for folder, (*head, _) in zip(folders, heads, strict=True)],
    }
    return MANIFEST, script(MANIFEST, objects(told))
