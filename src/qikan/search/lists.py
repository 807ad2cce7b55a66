"""One index, read: the texts that hold a string, how often, and whether in the title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qikan.search.index import BODY, END, PIECE, TITLE, WIDTH, Keys, key_of
from qikan.search.shards import Numbers, read_varints

Flags = NDArray[np.bool_]

GRAM = 3


class Held(NamedTuple):
    """The texts that hold a string, in order; each column has one value a text.

    ``other`` is whether they hold it only in another form, 發 where 发 was asked for, ``as_title``
    whether it is their title.
    """

    texts: Numbers
    times: Numbers
    in_title: Flags
    other: Flags
    as_title: Flags

    def only(self, chosen: Flags) -> Held:
        """Keep some of the texts."""
        return Held(*(column[chosen] for column in self))  # type: ignore[arg-type]

    @classmethod
    def joined(cls, parts: Sequence[Held]) -> Held:
        """Put lists one behind the other."""
        return cls(*map(np.concatenate, zip(*parts, strict=True)))


class Lists:
    """An index; ``read`` gives the data of its shards, by their names."""

    def __init__(self, read: Callable[[str], bytes], sizes: str, *firsts: str) -> None:
        self.sizes = np.frombuffer(sizes.encode(), np.uint8).astype(np.int64) - ord("a")
        """The size of each text's body, as a power of four."""
        keys = map(_key, map("".join, zip(*firsts, strict=True)))
        self._firsts = np.array(list(keys), np.uint64)
        self._shard = lru_cache(256)(lambda number: _Shard(read, number))

    def held(self, string: str, *, titled: bool = False) -> Held:
        """Find the texts that hold a folded string of one character or more.

        ``titled`` asks whether it is their title, which for a short one is looked up apart.
        """
        if len(string) > GRAM:
            return self._chain(string)
        begin = chr(TITLE) + (string + chr(END))[:2]
        titles = [gram.said for gram in self._beginning(begin)] if titled else []
        return _merged(
            [gram.said for gram in self._beginning(string)],
            [texts[length == len(string)] for texts, length in titles],
        )

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
        if not len(texts):
            return _merged([])
        said = [gram.said[1][np.searchsorted(gram.said[0], texts)] for gram in found]
        places = [
            gram.places(texts) - distance for gram, distance in zip(found, distances, strict=True)
        ]
        begins = places[0]
        for each in places[1:]:
            begins = np.intersect1d(begins, each, assume_unique=True)
        there, first, times = np.unique(begins >> 32, return_index=True, return_counts=True)
        chosen, place = np.searchsorted(texts, there), begins[first] & 0xFFFFFFFF
        # Where the first gram begins the title, that is the first of its places.
        in_front = begins[first] == places[0][np.searchsorted(places[0] >> 32, there)]
        begins_title = said[0][chosen] & 4 > 0
        return Held(
            there,
            times,
            place < BODY,
            np.any([each[chosen] & 1 for each in said], axis=0),
            in_front & begins_title & (place + len(string) == BODY),
        )


class _Shard:
    """A shard; places that are in files of their own are read when they are asked for."""

    def __init__(self, read: Callable[[str], bytes], number: int) -> None:
        numbers = read_varints(read(f"d{number}"))
        count = int(numbers[0])
        self.keys = _keys(numbers[1 : 1 + 3 * count])
        counts = numbers[1 + 3 * count : 1 + 4 * count]
        self.ends = np.cumsum(counts)
        self.begins = self.ends - counts
        texts, self.said, self._shifts = np.split(
            numbers[1 + 4 * count :], [counts.sum(), 2 * counts.sum()]
        )
        self.texts = _running(texts, self.begins)
        self._pieces = cache(lambda piece: read_varints(read(f"p{number}-{piece}")))

    @cached_property
    def _places_begin(self) -> Numbers:
        """Where the places of each gram begin, counted through the shard."""
        titles = np.repeat(self.keys >> np.uint64(2 * WIDTH) == TITLE, self.ends - self.begins)
        sums: Numbers = np.cumsum(np.append(0, np.where(titles, 0, self.said >> 3)))
        begins: Numbers = sums[self.begins]
        return begins

    def shifts(self, place: int) -> Numbers:
        """The places of a gram and those behind it, as distances."""
        begin = self._places_begin[place]
        if len(self._shifts):
            shifts = self._shifts[begin:]
        else:
            piece = int(begin) // PIECE
            first = np.searchsorted(self._places_begin, piece * PIECE)
            shifts = self._pieces(piece)[begin - self._places_begin[first] :]
        return shifts


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
        times = said >> 3
        begins = np.cumsum(times) - times
        places = _running(self.shard.shifts(self.place)[: times.sum()], begins)
        chosen = np.searchsorted(all_texts, texts)
        counts = times[chosen]
        at = np.repeat(begins[chosen] - (np.cumsum(counts) - counts), counts)
        at += np.arange(counts.sum())
        found: Numbers = np.repeat(texts << 32, counts) | places[at]
        return found


_NONE = np.zeros(0, np.int64)


def _merged(found: Sequence[tuple[Numbers, Numbers]], titled: Sequence[Numbers] = ()) -> Held:
    """Put the lists of several grams together; ``titled`` may be the texts of that title."""
    all_texts = np.concatenate([texts for texts, _ in found] or [_NONE])
    said = np.concatenate([said for _, said in found] or [_NONE])
    texts, place = np.unique(all_texts, return_inverse=True)
    times = np.bincount(place, said >> 3, len(texts)).astype(np.int64)
    in_title = np.bincount(place, said >> 1 & 1, len(texts)) > 0
    other = np.bincount(place, said & 1 ^ 1, len(texts)) == 0
    as_title = in_title & np.isin(texts, np.concatenate([_NONE, *titled]))
    return Held(texts, times, in_title, other, as_title)


def _key(string: str) -> int:
    packed: int = key_of(*map(ord, string.ljust(GRAM, chr(END))))
    return packed


def _keys(steps: Numbers) -> Keys:
    """Read grams that are written in steps."""
    first, second, third = steps.reshape(-1, 3).T
    begins = np.flatnonzero(np.append(True, first[1:] != 0)) if len(first) else _NONE
    opens = np.flatnonzero(np.append(True, (first[1:] != 0) | (second[1:] != 0)))[: len(first)]
    keys: Keys = key_of(np.cumsum(first), _running(second, begins), _running(third, opens))
    return keys.astype(np.uint64)


def _running(shifts: Numbers, begins: Numbers) -> Numbers:
    """Add up distances, beginning anew at each place of ``begins``, which rise."""
    if not len(begins):
        return _NONE
    sums = np.cumsum(shifts)
    before = (sums - shifts)[begins]
    return sums - np.repeat(before, np.diff(begins, append=len(shifts)))
