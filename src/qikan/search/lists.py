"""One index, read: the texts that hold a string, how often, and whether in the title."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qikan.search.index import BODY, END, TITLE, WIDTH
from qikan.search.shards import Numbers, read_varints

GRAM = 3


class Held(NamedTuple):
    """The texts that hold a string, in order; each column has one value a text.

    ``other`` is whether they hold it only in another form: 發 where 发 was asked for.
    """

    texts: Numbers
    times: Numbers
    in_title: NDArray[np.bool_]
    other: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> Held:
        """Keep some of the texts."""
        return Held(*(column[chosen] for column in self))  # type: ignore[arg-type]


class Lists:
    """An index; ``read`` gives the data of a file by its name."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        numbers = read_varints(read("head"))
        count = int(numbers[0])
        self.sizes = numbers[1 : count + 1]
        """The size of each text's body, in steps of ``index.STEP``."""
        self._firsts = _keys(numbers[count + 2 :])
        self._shard = lru_cache(256)(lambda number: _Shard(read, number))

    def held(self, string: str) -> Held:
        """Find the texts that hold a folded string of one character or more."""
        if len(string) <= GRAM:
            return _merged([each.said for each in self._beginning(string)])
        return self._chain(string)

    def titled(self, string: str) -> Numbers:
        """Find the texts whose title begins with a folded string's first two characters and is
        as long as the string."""
        found = [each.said for each in self._beginning(chr(TITLE) + (string + chr(END))[:2])]
        return np.concatenate([texts[said == len(string)] for texts, said in found] or [_NONE])

    def _beginning(self, string: str) -> Iterator[_Gram]:
        """Yield the grams that begin with a string of up to three characters."""
        least = _key(string)
        most = least + (1 << WIDTH * (GRAM - len(string)))
        first = max(0, int(np.searchsorted(self._firsts, np.uint64(least), "right")) - 1)
        last = int(np.searchsorted(self._firsts, np.uint64(most)))
        for number in range(first, last):
            shard = self._shard(number)
            begin, end = np.searchsorted(shard.keys, np.array([least, most], np.uint64))
            for place in range(begin, end):
                yield _Gram(shard, place)

    def _chain(self, string: str) -> Held:
        """Find a longer string: its grams in the same texts, at their distances."""
        distances = [*range(0, len(string) - GRAM, GRAM), len(string) - GRAM]
        found = []
        for distance in distances:
            grams = list(self._beginning(string[distance : distance + GRAM]))
            if not grams:
                return _merged([])
            found.append(grams[0])
        texts = found[0].said[0]
        for gram in found[1:]:
            texts = np.intersect1d(texts, gram.said[0], assume_unique=True)
        begins = None
        other = np.zeros(len(texts), np.bool_)
        for gram, distance in zip(found, distances, strict=True):
            if not len(texts):
                break
            at = gram.places(texts) - distance
            begins = at if begins is None else np.intersect1d(begins, at, assume_unique=True)
            other |= gram.said[1][np.searchsorted(gram.said[0], texts)] % 2 == 1
        if begins is None or not len(begins):
            return _merged([])
        there, first, times = np.unique(begins >> 32, return_index=True, return_counts=True)
        in_title = (begins[first] & 0xFFFFFFFF) < BODY
        return Held(there, times, in_title, other[np.searchsorted(texts, there)])


class _Shard:
    """The two files of a shard; the second is read when places are asked for."""

    def __init__(self, read: Callable[[str], bytes], number: int) -> None:
        self._read, self._number = read, number
        numbers = read_varints(read(f"d{number}"))
        count = int(numbers[0])
        self.keys = _keys(numbers[1 : 1 + 3 * count])
        counts = numbers[1 + 3 * count : 1 + 4 * count]
        self.ends = np.cumsum(counts)
        self.begins = self.ends - counts
        rest = numbers[1 + 4 * count :]
        self.said = rest[len(rest) // 2 :]
        self.texts = _running(rest[: len(rest) // 2], self.begins)

    @cached_property
    def places(self) -> tuple[Numbers, Numbers]:
        """The places, and where in them those of each text of each gram begin."""
        titles = np.repeat(self.keys >> np.uint64(2 * WIDTH) == TITLE, self.ends - self.begins)
        times = np.where(titles, 0, self.said >> 2)
        begins = np.cumsum(times) - times
        shifts = read_varints(self._read(f"p{self._number}"))
        return _running(shifts, begins[times > 0]), begins


@dataclass(frozen=True, slots=True)
class _Gram:
    shard: _Shard
    place: int

    @property
    def said(self) -> tuple[Numbers, Numbers]:
        """The texts that hold it, and what is said of each."""
        part = slice(self.shard.begins[self.place], self.shard.ends[self.place])
        return self.shard.texts[part], self.shard.said[part]

    def places(self, texts: Numbers) -> Numbers:
        """Tell where it stands in some of its texts: ``text << 32 | place``, in order."""
        all_texts, said = self.said
        chosen = np.searchsorted(all_texts, texts)
        places, begins = self.shard.places
        counts = said[chosen] >> 2
        from_ = begins[self.shard.begins[self.place] + chosen]
        at = np.repeat(from_ - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        found: Numbers = np.repeat(texts << 32, counts) | places[at]
        return found


_NONE = np.zeros(0, np.int64)


def _merged(found: list[tuple[Numbers, Numbers]]) -> Held:
    """Put the lists of several grams together."""
    all_texts = np.concatenate([texts for texts, _ in found] or [_NONE])
    said = np.concatenate([said for _, said in found] or [_NONE])
    texts, place = np.unique(all_texts, return_inverse=True)
    times = np.bincount(place, said >> 2, len(texts)).astype(np.int64)
    in_title = np.bincount(place, said >> 1 & 1, len(texts)) > 0
    other = np.bincount(place, said & 1 ^ 1, len(texts)) == 0
    return Held(texts, times, in_title, other)


def _key(string: str) -> int:
    codes = [ord(each) for each in string] + [END] * (GRAM - len(string))
    return codes[0] << 2 * WIDTH | codes[1] << WIDTH | codes[2]


def _keys(steps: Numbers) -> NDArray[np.uint64]:
    """Read grams that are written in steps."""
    first, second, third = steps.reshape(-1, 3).T
    begins = np.flatnonzero(np.append(True, first[1:] != 0)) if len(first) else _NONE
    opens = np.flatnonzero(np.append(True, (first[1:] != 0) | (second[1:] != 0)))[: len(first)]
    codes = (np.cumsum(first), _running(second, begins), _running(third, opens))
    keys = codes[0] << 2 * WIDTH | codes[1] << WIDTH | codes[2]
    return keys.astype(np.uint64)


def _running(shifts: Numbers, begins: Numbers) -> Numbers:
    """Add up distances, beginning anew at each place of ``begins``, which rise."""
    if not len(begins):
        return _NONE
    sums = np.cumsum(shifts)
    before = (sums - shifts)[begins]
    return sums - np.repeat(before, np.diff(begins, append=len(shifts)))
