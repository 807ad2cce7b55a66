"""The facets of an index: the names under which its texts stand, as of outlets, topics, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import chain

import numpy as np

from qikan.search.shards import Numbers


def column(texts: Sequence[Sequence[str]]) -> Numbers:
    """Write the names of each text as one run of numbers.

    These are the count of all names; for each the count of its characters; all these characters;
    for each text the count of its names; for each of these its number among all, of which the
    most frequent come first.
    """
    counted = Counter(chain.from_iterable(texts))
    names = sorted(counted, key=lambda name: (-counted[name], name))
    numbers = {name: number for number, name in enumerate(names)}
    return np.array(
        [
            len(names),
            *map(len, names),
            *map(ord, "".join(names)),
            *map(len, texts),
            *(numbers[name] for name in chain.from_iterable(texts)),
        ],
        np.int64,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A facet, read: all its names, and pairs of a text and the number of a name."""

    names: tuple[str, ...]
    texts: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, told: Numbers, count: int) -> Column:
        """Read what ``column`` has written of so many texts."""
        lengths = told[1 : 1 + told[0]]
        letters, counts, numbers = np.split(
            told[1 + told[0] :], np.cumsum([lengths.sum(), count], dtype=np.int64)
        )
        ends = np.cumsum(lengths)
        signs = "".join(map(chr, letters))
        names = (signs[end - length : end] for end, length in zip(ends, lengths, strict=True))
        return cls(tuple(names), np.repeat(np.arange(count), counts), numbers)

    def under(self, names: Set[str]) -> Numbers:
        """List the texts that stand under one of some names."""
        wanted = [number for number, name in enumerate(self.names) if name in names]
        return np.unique(self.texts[np.isin(self.numbers, wanted)])
