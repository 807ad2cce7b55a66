"""One index, read: the texts that hold a string, how often, and whether in the title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qikan.search.index import (
    BEGINS,
    BODY,
    END,
    GRAM,
    IN_TITLE,
    WHOLE,
    WIDTH,
    Keys,
    key_of,
)
from qikan.search.shards import Numbers, read_varints

Flags = NDArray[np.bool_]


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
        self._places = lru_cache(64)(self._chained)  # after its texts, its places may be asked for

    def held(self, string: str) -> Held:
        """Find the texts that hold a folded string of one character or more."""
        if len(string) > GRAM:
            return self._chain(string)
        return _merged([*self._beginning(string)], _key(string))

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

    def places(self, string: str, texts: Numbers) -> Numbers:
        """Tell where a string stands in some texts that hold it: ``text << 32 | place``, in order.

        The string has two characters or more.
        """
        if len(string) > GRAM:
            places = self._places(string)
            return places[np.isin(places >> 32, texts)]
        grams = [*self._beginning(string)]
        common = [np.intersect1d(gram.said[0], texts, assume_unique=True) for gram in grams]
        found = [gram.places(held) for gram, held in zip(grams, common, strict=True) if len(held)]
        return np.sort(np.concatenate([_NONE, *found]))

    def _chain(self, string: str) -> Held:
        """Find a longer string: its grams in the same texts, at their distances."""
        grams, begins = self._grams(string), self._places(string)
        there, first, times = np.unique(begins >> 32, return_index=True, return_counts=True)
        if not len(there):
            return _NOWHERE
        place = begins[first] & 0xFFFFFFFF
        said = [gram.said[1][np.searchsorted(gram.said[0], there)] for gram in grams]
        # Where the first gram begins the title, that is the first of its places.
        fronts = grams[0].places(there)
        in_front = begins[first] == fronts[np.searchsorted(fronts >> 32, there)]
        begins_title = said[0] >> 1 & 3 >= BEGINS
        return Held(
            there,
            times,
            place < BODY,
            np.any([each & 1 for each in said], axis=0),
            in_front & begins_title & (place + len(string) == BODY),
        )

    def _grams(self, string: str) -> list[_Gram]:
        """Name the grams of a longer string; none where one of them is nowhere."""
        grams = [[*self._beginning(string[at : at + GRAM])] for at in _distances(string)]
        return [each[0] for each in grams] if all(grams) else []

    def _chained(self, string: str) -> Numbers:
        """Find where the grams of a longer string stand at their distances."""
        grams = self._grams(string)
        if not grams:
            return _NONE
        texts = _common([gram.said[0] for gram in grams])
        distances = _distances(string)
        return _common([
            gram.places(texts) - distance
            for gram, distance in zip(grams, distances, strict=True)
        ])  # fmt: skip


class _Shard:
    """A shard; places that are in a file of their own are read when they are asked for."""

    def __init__(self, read: Callable[[str], bytes], number: int) -> None:
        numbers = read_varints(read(f"d{number}"))
        count = int(numbers[0])
        self.keys = _keys(numbers[1 : 1 + 3 * count])
        counts, self._apart = np.divmod(numbers[1 + 3 * count : 1 + 4 * count], 2)
        self.ends = np.cumsum(counts)
        self.begins = self.ends - counts
        texts, self.said, self._shifts = np.split(
            numbers[1 + 4 * count :], [counts.sum(), 2 * counts.sum()]
        )
        self.texts = _running(texts, self.begins)
        self._file = cache(lambda gram: read_varints(read(f"p{number}-{gram}")))

    def shifts(self, gram: int) -> Numbers:
        """The places of a gram, as distances."""
        return self._file(gram) if self._apart[gram] else self._within[gram]

    @cached_property
    def _within(self) -> list[Numbers]:
        """The places of each gram that the shard has itself."""
        counts = np.where(self._apart, 0, np.add.reduceat(self.said >> 3, self.begins))
        return np.split(self._shifts, np.cumsum(counts))


@dataclass(frozen=True, slots=True)
class _Gram:
    shard: _Shard
    place: int

    @property
    def key(self) -> int:
        """Its characters."""
        return int(self.shard.keys[self.place])

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
        places = _running(self.shard.shifts(self.place), begins)
        chosen = np.searchsorted(all_texts, texts)
        counts = times[chosen]
        at = np.repeat(begins[chosen] - (np.cumsum(counts) - counts), counts)
        at += np.arange(counts.sum())
        found: Numbers = np.repeat(texts << 32, counts) | places[at]
        return found


_NONE = np.zeros(0, np.int64)


def _distances(string: str) -> list[int]:
    """Tell at which places of a longer string the grams begin that it is made of."""
    return [*range(0, len(string) - GRAM, GRAM), len(string) - GRAM]


def _common(lists: Sequence[Numbers]) -> Numbers:
    """Keep what several rising lists have in common."""
    common = lists[0]
    for each in lists[1:]:
        common = np.intersect1d(common, each, assume_unique=True)
    return common


_NOWHERE = Held(_NONE, _NONE, *[np.zeros(0, np.bool_)] * 3)


def _merged(grams: Sequence[_Gram], whole: int) -> Held:
    """Put the lists of several grams together; ``whole`` is the one that is the string alone."""
    if not grams:
        return _NOWHERE
    all_texts = np.concatenate([gram.said[0] for gram in grams])
    said = np.concatenate([gram.said[1] for gram in grams])
    keys = np.repeat([gram.key for gram in grams], [len(gram.said[0]) for gram in grams])
    texts, place = np.unique(all_texts, return_inverse=True)
    standing = said >> 1 & 3

    def any_of(flags: Flags) -> Flags:
        return np.bincount(place, flags, len(texts)) > 0

    return Held(
        texts,
        np.bincount(place, said >> 3, len(texts)).astype(np.int64),
        any_of(standing >= IN_TITLE),
        ~any_of(said & 1 == 0),
        any_of((standing == WHOLE) & (keys == whole)),
    )


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
