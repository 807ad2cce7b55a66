"""The files of the index of a site, below ``_search``: each is named for what is in it.

- ``manifest``: the version of the format, the ending of pages, the characters that are simplified
  and what they become, the key and the name of each facet, the keys of all fields by how they may
  be written, the file of all names, each year with the count of its texts, the average of the
  texts' sizes, and for each part of the index its folder and what its ``head`` tells of its
  shards. It is written last, and asked for anew.
- ``names-<digest>``: for each facet its names, each with the count of its texts, and other names
  for the same.
- ``text/<issue>-<n>-<digest>``: the blocks of an issue's front, or of ``TEXTS`` of its items.
- ``<digest>/``: a part of the index, ``index.py``; ``t0``, ``t1`` … describe its texts, ``TITLES``
  a file; ``f0``, ``f1`` … tell the names of each facet under which they stand, ``facets.py``;
  ``issues`` has the ids of the part's issues, their labels, the counts of their texts.

An archive's first issues are one part, whose files stay as they are while new issues come into
the other: an issue more changes few files, until there are ``ISSUES`` of them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from qikan.ids import IssueId, issue_page, item_id, item_page, year_of
from qikan.search.facets import column
from qikan.search.folding import Folding
from qikan.search.index import IndexMaker, Text
from qikan.search.query import fields
from qikan.search.shards import objects, read_objects, script, varints

FOLDER = "_search"
MANIFEST = "manifest"
VERSION = 4

TITLES = 32
"""So many texts are described in one file."""

TEXTS = 8
"""So many texts of an issue stand in one file."""

ISSUES = 64
"""A part of an index, but the last, has a multiple of so many issues."""

_PACKED = {"d": zlib.Z_RLE, "p": zlib.Z_HUFFMAN_ONLY, "h": zlib.Z_DEFAULT_STRATEGY}
"""How the files of an index are packed best, by the letters of their names."""

Named = tuple[str, bytes]
"""A file's name below ``_search``, and its data."""

Issue = TypeVar("Issue")


class Row(NamedTuple):
    """What is shown of a text, an item or the front of an issue, whose number is 0.

    ``names`` are those under which it stands, for each facet; ``file`` and ``at`` tell where its
    blocks are.
    """

    issue_id: str
    number: int
    title: str
    date: str
    issue: str
    names: Sequence[Sequence[str]]
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
    for name, data in IndexMaker(folding).files(_texts(rows, read)):
        whole = f"{folder}/{name}"
        yield whole, script(whole, data, _PACKED[name[0]])
    for number, at in enumerate(range(0, len(rows), TITLES)):
        whole = f"{folder}/t{number}"
        yield whole, script(whole, objects(rows[at : at + TITLES]))
    for number, names in enumerate(zip(*(row.names for row in rows), strict=True)):
        whole = f"{folder}/f{number}"
        yield whole, script(whole, varints(column(names)))
    counted = Counter((row.issue_id, row.issue) for row in rows)
    whole = f"{folder}/issues"
    yield whole, script(whole, objects([*zip(*counted, strict=True), [*counted.values()]]))


def _texts(rows: Sequence[Row], read: Callable[[str], bytes]) -> Iterator[Text]:
    """Read the texts that rows describe; those of one file follow one another."""
    kept = ""
    found: list[list[str]] = []
    for row in rows:
        if row.file != kept:
            kept, found = row.file, read_objects(read(row.file))
        yield Text(row.title, tuple(found[row.at]))


class Facet(NamedTuple):
    """Names of one kind: its key in a query, its own name, and the other names for each name."""

    key: str
    name: str
    others: Mapping[str, Sequence[str]] = {}


def names_file(facets: Sequence[Facet], rows: Iterable[Row]) -> Named:
    """Write the names of all facets under which texts stand."""
    counted = [Counter[str]() for _ in facets]
    for row in rows:
        for count, names in zip(counted, row.names, strict=True):
            count.update(names)
    data = objects([
        [[name, count[name], *facet.others.get(name, ())] for name in sorted(count)]
        for facet, count in zip(facets, counted, strict=True)
    ])  # fmt: skip
    name = f"names-{digest(data)}"
    return name, script(name, data)


def manifest_file(
    folders: Sequence[str],
    names: str,
    facets: Sequence[Facet],
    folding: Folding,
    ending: str,
    read: Callable[[str], bytes],
) -> Named:
    """Write the manifest, once the parts and the names stand."""
    heads = [read_objects(read(f"{folder}/head")) for folder in folders]
    there = set().union(*(characters for *_, characters in heads))
    years: Counter[int] = Counter()
    for folder in folders:
        ids, _, counts = read_objects(read(f"{folder}/issues"))
        for id, count in zip(ids, counts, strict=True):
            years[year_of(id)] += count
    sizes = Counter("".join(letters for letters, *_ in heads))
    total = sum(4.0 ** (ord(letter) - ord("a")) * count for letter, count in sizes.items())
    # A character that becomes another which no text has is not found in either form.
    simplified = [pair for pair in sorted(folding.simplified.items()) if pair[1] in there]
    told = {
        "version": VERSION,
        "ending": ending,
        "simplified": ["".join(pair[column] for pair in simplified) for column in (0, 1)],
        "facets": [(facet.key, facet.name) for facet in facets],
        "fields": fields((facet.key, facet.name) for facet in facets),
        "names": names,
        "years": [*years.items()],
        "average": total / max(1, sizes.total()),
        "parts": [[folder, *head] for folder, (*head, _) in zip(folders, heads, strict=True)],
    }
    return MANIFEST, script(MANIFEST, objects(told))
