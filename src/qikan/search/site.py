"""What the index of a site that has been built answers, from the manifest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from qikan.search.files import FOLDER, MANIFEST, TITLES, VERSION, Row
from qikan.search.folding import Folding
from qikan.search.lists import GRAM, Held, Lists
from qikan.search.query import Query, Word
from qikan.search.ranking import WHOLE, Scores, damping, scores
from qikan.search.shards import Damaged, Numbers, read_objects, read_script

RELEVANCE, NEWEST, OLDEST = ORDERS = ("relevance", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of the texts that answer a query, best first, with their scores."""

    query: Query
    texts: Numbers
    scores: Scores


class SearchedSite:
    """Answers queries from the files of a site; raise Damaged where they are not whole."""

    def __init__(self, root: Path) -> None:
        self._root = root / FOLDER
        self.manifest = read_objects(self._read(MANIFEST))
        if self.manifest["version"] != VERSION:
            raise Damaged(MANIFEST)
        before, after = self.manifest["simplified"]
        self.folding = Folding(dict(zip(before, after, strict=True)))
        self._parts = [
            Lists(partial(self._read_below, folder), *head)
            for folder, *head in self.manifest["parts"]
        ]

    @property
    def count(self) -> int:
        """How many texts there are."""
        return self._begins[-1]

    def _read_below(self, folder: str, name: str) -> bytes:
        return self._read(f"{folder}/{name}")

    def _read(self, name: str) -> bytes:
        try:
            return read_script(name, (self._root / f"{name}.js").read_bytes())
        except OSError as error:
            raise Damaged(name) from error

    @cached_property
    def _damping(self) -> Scores:
        return damping(np.concatenate([lists.sizes for lists in self._parts]))

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *np.cumsum([len(lists.sizes) for lists in self._parts]).tolist()]

    def held(self, string: str, *, titled: bool = False) -> Held:
        """Find the texts of all parts of the index that hold a folded string."""
        found = [lists.held(string, titled=titled) for lists in self._parts]
        return Held.joined([
            each._replace(texts=each.texts + at)
            for each, at in zip(found, self._begins, strict=False)
        ])  # fmt: skip

    def answer(self, text: str, order: str = RELEVANCE) -> Answer:
        """Find the texts that hold all words of a query, and put them in order."""
        query = Query.of(text, self.folding)
        if not query.words or not self._parts:
            return Answer(query, np.zeros(0, np.int64), np.zeros(0))
        alone = len(query.wanted) == 1
        found = [self._holding(word, titled=alone) for word in query.wanted]
        texts = found[0].texts
        for each in found[1:]:
            texts = np.intersect1d(texts, each.texts, assume_unique=True)
        for word in query.words:
            if word.without:
                without = self._holding(word).texts
                texts = np.setdiff1d(texts, without, assume_unique=True)
        points = np.zeros(len(texts))
        other = np.zeros(len(texts), np.bool_)
        for word, each in zip(query.wanted, found, strict=True):
            at = np.searchsorted(each.texts, texts)
            points = points + scores(each, self._damping)[at]
            if len(word.string) >= GRAM:  # of shorter ones, the signs beside them are told
                other |= each.other[at] != word.other
        wholes = [
            found[0] if alone and whole == query.wanted[0].string else self.held(whole, titled=True)
            for whole in query.wholes
        ]
        if not alone:
            in_one = np.concatenate([each.texts for each in wholes])
            points = np.where(np.isin(texts, in_one), points * WHOLE, points)
        titled = np.concatenate([each.texts[each.as_title] for each in wholes])
        keys: dict[str, Sequence[Any]] = {
            RELEVANCE: (-texts, -points, other, ~np.isin(texts, titled)),
            NEWEST: (-texts,),
            OLDEST: (texts,),
        }
        ordered = np.lexsort(keys[order])
        return Answer(query, texts[ordered], points[ordered])

    def _holding(self, word: Word, *, titled: bool = False) -> Held:
        held = self.held(word.string, titled=titled)
        return held.only(held.in_title) if word.in_title else held

    def describe(self, text: int) -> Row:
        """Tell what is shown of a text."""
        part = int(np.searchsorted(self._begins, text, "right")) - 1
        folder, at = self.manifest["parts"][part][0], text - self._begins[part]
        return Row(*read_objects(self._read(f"{folder}/t{at // TITLES}"))[at % TITLES])

    def url(self, row: Row) -> str:
        """Tell the address of a text's page, from the folder of the site."""
        return f"{row.page}{self.manifest['ending']}"

    def blocks(self, row: Row) -> list[str]:
        """Read the blocks of a text."""
        found: list[str] = read_objects(self._read(row.file))[row.at]
        return found
