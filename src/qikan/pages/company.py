"""Which outlets and terms stand most often with another (同条出现)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain

from qikan.archive import Archive
from qikan.model import Item, Target, Vocabulary
from qikan.pages.naming import page_of, title_of

MOST = 8

Company = tuple[Vocabulary | None, tuple[tuple[str, str, int], ...]]
"""A vocabulary, or None for the outlets; page, name and count of each of its names."""


def company(archive: Archive, target: Target, items: Sequence[Item]) -> tuple[Company, ...]:
    """List the names that items have beside that of ``target``, by kind, the most frequent first.

    Names of the same count are in the order of their ids.
    """
    counted = Counter(chain.from_iterable(archive.subjects_of(item) for item in items))
    del counted[target]
    by_role: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (role, key), count in counted.items():
        by_role[role].append((-count, key))
    kinds = [(each.role, each) for each in archive.vocabularies] + [("outlet", None)]
    found = []
    for role, vocabulary in kinds:
        leading = nsmallest(MOST, by_role[role])
        names = tuple(
            (page_of(archive, (role, key)), title_of(archive, (role, key)), -less)
            for less, key in leading
        )
        if names:
            found.append((vocabulary, names))
    return tuple(found)
