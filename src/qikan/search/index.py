"""The index of the texts: every three characters that follow one another, where they stand.

A text is a title and blocks. Each of its characters, folded, begins a gram of three; where a block
ends, ``END`` fills the gram. So the sorted grams answer every string: one or two characters are
the beginning of grams, three are a gram, more are a chain of grams at their distances.

The sorted grams are cut into shards, ``d0``, ``d1`` …, each of which tells the texts that hold a
gram and where in them. It is one run of numbers (``shards.py``):

- the count of grams; for each gram three numbers, the characters, each as its distance from the
  gram before as long as those before it are the same; for each gram the number
  ``2 * texts + (its places are apart)``;
- for each text of each gram its distance from the text before;
- for each of these the number ``8 * times + 2 * standing + (only in another form)``: the gram does
  not stand in the title, or does, begins it, or is all of it (0 to 3);
- for each of these the places, each as its distance from the one before. A gram of more than
  ``APART`` of them has them in a file of its own: ``p7-3`` is that of the gram 3 of ``d7``. These
  are half of all places, and short strings do not ask for them.

``head`` has the sizes of the bodies, a letter each, in steps of a power of four from ``a`` on; the
first, second and third characters with which the shards begin, as many of a gram as part it from
the shard before, filled with ``END``; and all characters of the texts, folded.

A title ends before the place ``BODY``, so that a string that ends there ends the title; behind a
longer one the body comes later. Blocks are one place apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from qikan.search.folding import FIRST_HAN, IGNORED, SPACES, Folding, level
from qikan.search.shards import Numbers, objects, varints

Codes = NDArray[np.uint32]
Keys = NDArray[np.uint64]

END, START, BODY = 0, 1, 512
GRAM = 3
WIDTH = 21
"""Bits of a character in the key of a gram."""

IN_TITLE, BEGINS, WHOLE = 1, 2, 3
"""How a gram stands in a title."""

SHARD = 24_000
"""Bytes that a shard has before it is compressed, about."""

APART = 16_384
"""A gram of more places has them in a file of its own."""

LARGE = 4
"""Grams that begin with the same two characters stay in one shard of up to so many times this."""

BATCH, BUCKETS = 1_000_000, 48
"""So many characters are taken up at once, and so many buckets sorted in turn."""

_ALL = 0x110000
_SECOND, _THIRD = np.uint64(WIDTH), np.uint64(2 * WIDTH)


@dataclass(frozen=True, slots=True)
class Text:
    """What is searched: a title, and the blocks below it."""

    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grams:
    """Grams by key, with where they stand: text, place in 29 bits, standing, other form."""

    keys: Keys
    at: Keys

    def sorted(self) -> Grams:
        """Sort by key; what has the same key stays as it was."""
        order = np.argsort(self.keys, kind="stable")
        return Grams(self.keys[order], self.at[order])


class IndexMaker:
    """Makes the files of an index, in passes: the texts may be more than memory holds."""

    def __init__(self, folding: Folding) -> None:
        self._alphabet = _Alphabet(folding)

    def files(self, texts: Iterable[Text]) -> Iterator[tuple[str, bytes]]:
        """Yield the name and data of each file of an index of ``texts``, numbered as they come."""
        sizes: list[Numbers] = [np.zeros(0, np.int64)]
        firsts: list[int] = []
        with ExitStack() as stack:
            buckets = _Buckets(stack)
            for batch in _batches(texts):
                grams, found = _grams(*self._alphabet.codes(batch), sum(map(len, sizes)))
                sizes.append(found)
                buckets.add(grams.sorted())
            for shard in chain.from_iterable(map(_shards, buckets.sorted())):
                yield f"d{len(firsts)}", varints(shard.numbers)
                for gram, places in shard.apart:
                    yield f"p{len(firsts)}-{gram}", varints(places)
                firsts.append(shard.first)
        yield "head", objects([
            _letters(np.concatenate(sizes)), *_columns(firsts), self._alphabet.characters()
        ])  # fmt: skip


def _letters(steps: Numbers) -> str:
    return (steps + ord("a")).astype(np.uint8).tobytes().decode()


def _columns(keys: Sequence[int]) -> Iterator[str]:
    """Write the first characters of some grams, then their second and third ones."""
    for shift in (2 * WIDTH, WIDTH, 0):
        yield "".join(chr(key >> shift & (1 << WIDTH) - 1) for key in keys)


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    batch, size = [], 0
    for text in texts:
        batch.append(text)
        size += len(text.title) + sum(map(len, text.blocks))
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Alphabet:
    """Folds many texts at once, as ``Folding`` folds one.

    Characters that stand for themselves are looked up; only texts that hold others, of which
    Unicode makes several or which change with those around them, are folded as strings first.
    """

    def __init__(self, folding: Folding) -> None:
        self._simplified = {ord(a): ord(b) for a, b in folding.simplified.items()}
        self._known = np.zeros(_ALL, np.bool_)
        self._entangled = np.zeros(_ALL, np.bool_)
        self._folded = np.zeros((2, _ALL), np.uint32)  # levelled, then simplified too
        self._spaces, self._ignored = _members(SPACES), _members(IGNORED)
        self._met = np.zeros(_ALL, np.bool_)

    def codes(self, texts: Sequence[Text]) -> tuple[Codes, NDArray[np.bool_]]:
        """Fold texts into one run of characters, and tell which had another form before."""
        joined = [_joined(text) for text in texts]
        raw = self._looked_up(joined)
        if (entangled := self._entangled[raw]).any():
            for at in set((np.cumsum(raw == START)[entangled] - 1).tolist()):
                joined[at] = level(joined[at])
            raw = self._looked_up(joined)
        before, codes = self._folded[:, raw[~self._ignored[raw] | (raw <= START)]]
        there = np.flatnonzero(~self._spaces[codes])
        word = (codes[there] < FIRST_HAN) & (codes[there] > START)
        at = np.flatnonzero((np.diff(there) > 1) & word[:-1] & word[1:]) + 1
        other = codes[there] != before[there]
        self._met[codes[there]] = True
        return np.insert(codes[there], at, 0x20), np.insert(other, at, False)

    def characters(self) -> str:
        """List the characters of all texts so far, folded."""
        return "".join(map(chr, np.flatnonzero(self._met[START + 1 :]) + START + 1))

    def _looked_up(self, texts: Sequence[str]) -> Codes:
        codes = np.frombuffer("".join(texts).encode("utf-32-le", errors="replace"), "<u4")
        present = np.zeros(_ALL, np.bool_)
        present[codes] = True
        for code in np.flatnonzero(present & ~self._known).tolist():
            levelled = level(chr(code))
            single = ord(levelled) if len(levelled) == 1 else code
            self._entangled[code] = len(levelled) != 1 or _joins(single)
            self._folded[:, code] = single, self._simplified.get(single, single)
        self._known |= present
        return codes


def _joins(code: int) -> bool:
    """Tell whether a character may become one with others: marks, parts of Hangul, final sigma."""
    mark = unicodedata.category(chr(code)).startswith("M")
    return mark or 0x1100 <= code < 0x1200 or code in {0x3A3, 0x3C3}


def _joined(text: Text) -> str:
    parts = (_unmarked(each) for each in (text.title, *text.blocks))
    return f"{chr(START)}{chr(END).join(parts)}{chr(END)}"


def _unmarked(text: str) -> str:
    return text if text.isprintable() else text.replace(chr(END), "").replace(chr(START), "")


def _members(ranges: str) -> NDArray[np.bool_]:
    """Tell of each character whether it is in a class, written as for ``re``."""
    found = np.zeros(_ALL, np.bool_)
    at = 0
    while at < len(ranges):
        wide = ranges[at + 1 : at + 2] == "-"
        found[ord(ranges[at]) : ord(ranges[at + 2 * wide]) + 1] = True
        at += 1 + 2 * wide
    return found


def _grams(codes: Codes, other: NDArray[np.bool_], first: int) -> tuple[Grams, Numbers]:
    """List the grams of texts, numbered from ``first`` on, and the sizes of their bodies."""
    starts = np.flatnonzero(codes == START).astype(np.int32)
    ends = np.flatnonzero(codes == END).astype(np.int32)
    lengths = ends[np.searchsorted(ends, starts)] - starts - 1  # of the titles
    text = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(codes)))
    place = np.arange(len(codes), dtype=np.int32) - (starts + 1)[text]
    behind = place > lengths[text]
    place += np.maximum(BODY - lengths, 0)[text]
    sizes = np.bincount(text[behind & (codes != END)], minlength=len(starts))

    padded = np.concatenate([codes, [END, END]]).astype(np.uint64)
    third = np.where(padded[1:-1] == END, END, padded[2:])
    keys = key_of(padded[:-2], padded[1:-1], third)
    changed = np.concatenate([other, [False, False]])
    form = changed[:-2] | changed[1:-1] | (changed[2:] & (padded[1:-1] != END))
    standing = np.where(behind, 0, IN_TITLE)
    standing[starts + 1] = np.where(lengths <= GRAM, WHOLE, BEGINS)
    said = (place << 3 | standing << 1 | form).astype(np.uint64)
    at = (text + first).astype(np.uint64) << np.uint64(32) | said
    there = codes > START
    steps = np.rint(np.log2(sizes + 1) / 2).astype(np.int64)
    return Grams(keys[there], at[there]), steps


def key_of(first: Any, second: Any, third: Any) -> Any:
    """Pack a gram's characters, or whole columns of them, into keys that sort as they do."""
    return first << 2 * WIDTH | second << WIDTH | third


class _Buckets:
    """Grams on disk, divided by their first characters so that each bucket can be sorted alone."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._bounds: Keys | None = None
        self._files: list[tuple[IO[bytes], IO[bytes]]] = []

    def add(self, grams: Grams) -> None:
        """Put sorted grams on disk; the first batch tells where they are divided."""
        if not len(grams.keys):
            return
        if self._bounds is None:
            places = np.linspace(0, len(grams.keys), BUCKETS + 1)[1:-1].astype(np.int64)
            pairs = grams.keys[places] >> _SECOND << _SECOND
            self._bounds = np.unique(pairs)
            for _ in range(len(self._bounds) + 1):
                opened = [self._stack.enter_context(TemporaryFile()) for _ in "ka"]  # noqa: SIM115
                self._files.append((opened[0], opened[1]))
        cuts = np.searchsorted(grams.keys, self._bounds)
        for column, pieces in enumerate((np.split(grams.keys, cuts), np.split(grams.at, cuts))):
            for files, piece in zip(self._files, pieces, strict=True):
                piece.tofile(files[column])

    def sorted(self) -> Iterator[Grams]:
        """Yield the buckets, the grams of each sorted, those that are the same as they came."""
        for files in self._files:
            for file in files:
                file.seek(0)
            columns = (np.fromfile(file, "<u8") for file in files)
            yield Grams(*columns).sorted()


@dataclass(frozen=True, slots=True)
class _Shard:
    """A shard: where it begins, its numbers, and the places of grams that have many."""

    first: int
    numbers: Numbers
    apart: Sequence[tuple[int, Numbers]]


def _shards(grams: Grams) -> Iterator[_Shard]:
    """Cut sorted grams into shards."""
    key = grams.keys
    if not len(key):
        return
    text = (grams.at >> np.uint64(32)).astype(np.int64)
    place = (grams.at & np.uint64(0xFFFFFFFF)).astype(np.int64) >> 3
    new_key = np.append(True, key[1:] != key[:-1])
    new_text = new_key | np.append(True, text[1:] != text[:-1])
    at_key, at_text = np.flatnonzero(new_key), np.flatnonzero(new_text)
    keys = key[at_key]

    times = np.diff(at_text, append=len(key))
    standing = (grams.at[at_text] >> np.uint64(1) & np.uint64(WHOLE)).astype(np.int64)
    other = np.minimum.reduceat((grams.at & np.uint64(1)).astype(np.uint8), at_text)
    said = 8 * times + 2 * standing + other
    gaps = np.where(new_key[at_text], text[at_text], np.diff(text[at_text], prepend=0))
    shifts = np.where(new_text, place, np.diff(place, prepend=0))
    first_text = np.searchsorted(at_text, at_key)
    texts_of = np.diff(first_text, append=len(at_text))
    places_of = np.diff(at_key, append=len(key))

    text_ends, apart = np.cumsum(texts_of), places_of > APART
    within = ~np.repeat(apart, places_of)
    for first, last in _cuts(keys, 5 + 2 * texts_of + np.where(apart, 0, places_of)):
        texts = slice(text_ends[first] - texts_of[first], text_ends[last - 1])
        places = slice(at_key[first], at_key[last - 1] + places_of[last - 1])
        told = [[last - first], _steps(keys[first:last]), (2 * texts_of + apart)[first:last]]
        yield _Shard(
            _beginning(keys, first),
            np.concatenate([*told, gaps[texts], said[texts], shifts[places][within[places]]]),
            [
                (gram, shifts[at_key[first + gram] :][: places_of[first + gram]])
                for gram in np.flatnonzero(apart[first:last]).tolist()
            ],
        )


def _beginning(keys: Keys, at: int) -> int:
    """Tell as much of a gram as parts it from the one before; buckets are parted by pairs."""
    key, before = int(keys[at]), int(keys[at - 1]) if at else 0
    parted = 2 * WIDTH if at and key >> 2 * WIDTH > before >> 2 * WIDTH else WIDTH
    return key >> parted << parted if key >> parted > before >> parted else key


def _cuts(keys: Keys, sizes: Numbers) -> Iterator[tuple[int, int]]:
    """Cut keys into shards: between their first two characters, and within only a large pair."""
    pairs = keys >> _SECOND
    new_pair = np.append(True, pairs[1:] != pairs[:-1])
    at_pair = np.flatnonzero(new_pair)
    large = np.add.reduceat(sizes, at_pair) > LARGE * SHARD
    allowed = np.flatnonzero(new_pair | np.repeat(large, np.diff(at_pair, append=len(keys))))
    allowed = np.append(allowed, len(keys))
    reached = np.append(0, np.cumsum(sizes))[allowed]
    first = 0
    while first < len(allowed) - 1:
        last = int(np.searchsorted(reached, reached[first] + SHARD, "right")) - 1
        last = max(first + 1, last)
        yield int(allowed[first]), int(allowed[last])
        first = last


def _steps(keys: Keys) -> Numbers:
    """Write grams as three characters each: distances while those before are the same."""
    codes = [(keys >> shift & np.uint64((1 << WIDTH) - 1)).astype(np.int64)
             for shift in (_THIRD, _SECOND, np.uint64(0))]  # fmt: skip
    first, second, third = (np.diff(code, prepend=0) for code in codes)
    begins = np.append(True, first[1:] != 0)
    opens = begins | np.append(True, second[1:] != 0)
    columns = [first, np.where(begins, codes[1], second), np.where(opens, codes[2], third)]
    return np.stack(columns, axis=1).ravel()
