"""What the index of a site that has been built answers, from the manifest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from qikan.ids import date_of
from qikan.search.facets import Column
from qikan.search.files import FOLDER, MANIFEST, TITLES, VERSION, Row
from qikan.search.folding import Folding
from qikan.search.index import GRAM
from qikan.search.lists import Flags, Held, Lists
from qikan.search.query import DATE, ISSUE, TITLE, YEAR, Query, Word
from qikan.search.ranking import Scores, damping, nearness, scores
from qikan.search.shards import Damaged, Numbers, read_objects, read_script, read_varints
from qikan.search.spans import Span

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"


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
        self.facets = [key for key, _ in self.manifest["facets"]]

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
        sizes = np.concatenate([lists.sizes for lists in self._parts])
        return damping(sizes, self.manifest["average"])

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *np.cumsum([len(lists.sizes) for lists in self._parts]).tolist()]

    def held(self, string: str) -> Held:
        """Find the texts of all parts of the index that hold a folded string."""
        found = [lists.held(string) for lists in self._parts]
        return Held.joined([
            each._replace(texts=each.texts + at)
            for each, at in zip(found, self._begins, strict=False)
        ])  # fmt: skip

    def _places(self, string: str, texts: Numbers) -> Numbers:
        """Tell where a string stands in some texts that hold it: ``text << 32 | place``."""
        cuts = np.split(texts, np.searchsorted(texts, self._begins[1:-1]))
        return np.concatenate([
            lists.places(string, part - begin) + (begin << 32)
            for lists, part, begin in zip(self._parts, cuts, self._begins, strict=False)
        ])  # fmt: skip

    def answer(self, text: str, order: str = RELEVANCE) -> Answer:
        """Find the texts that hold all words of a query, and put them in order."""
        query = Query.of(text, self.folding, self.manifest["fields"])
        if not query.words or not self._parts:
            return Answer(query, np.zeros(0, np.int64), np.zeros(0))
        alone = len(query.wanted) == 1
        found = [self._holding(word) for word in query.wanted]
        texts = self._filed(query.fields)
        for each in found:
            texts = np.intersect1d(texts, each.texts, assume_unique=True)
        for word in query.words:
            if word.without and word.in_text:
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
            found[0] if alone and whole == query.wanted[0].string else self.held(whole)
            for whole in query.wholes
        ]
        near = [word.string for word in query.wanted if len(word.string) > 1]
        if len(near) > 1:
            places = [(self._places(string, texts), len(string)) for string in near]
            points = points * nearness(places, texts)
        titled = np.concatenate([texts[:0], *(each.texts[each.as_title] for each in wholes)])
        keys: dict[str, Sequence[Any]] = {
            RELEVANCE: (-texts, -points, other, ~np.isin(texts, titled)),
            NEWEST: (-texts,),
            OLDEST: (texts,),
        }
        ordered = np.lexsort(keys[order])
        return Answer(query, texts[ordered], points[ordered])

    def _holding(self, word: Word) -> Held:
        held = self.held(word.string)
        return held.only(held.in_title) if word.field == TITLE else held

    def _filed(self, words: Sequence[Word]) -> Numbers:
        """Find the texts of which all fields say what is asked; of one field, one of the words."""
        there = np.ones(self.count, np.bool_)
        for name in dict.fromkeys(word.field for word in words):
            asked = [word for word in words if word.field == name]
            if wanted := [self._under(word) for word in asked if not word.without]:
                there &= np.any(wanted, axis=0)
            for word in asked:
                there &= ~self._under(word) if word.without else True
        return np.flatnonzero(there)

    def _under(self, word: Word) -> Flags:
        """Tell of each text whether a field says what is asked."""
        if word.field in {YEAR, DATE}:
            span = Span(*word.string.split(".."))
            if span.of_years:
                return _spread(
                    [(span.may_hold(str(year)), count) for year, count in self.manifest["years"]]
                )
            return _spread([(span.may_hold(date), count) for _, date, _, count in self._issues])
        if word.field == ISSUE:
            names = [(id, self.folding.fold(label)) for id, _, label, _ in self._issues]
            chosen = _meant(word.string, names)
            return _spread([(at in chosen, each[-1]) for at, each in enumerate(self._issues)])
        place = self.facets.index(word.field)
        names = [(name, *others) for name, _, *others in self._names[place]]
        folded = [tuple(map(self.folding.fold, each)) for each in names]
        wanted = {names[at][0] for at in _meant(word.string, folded)}
        there = np.zeros(self.count, np.bool_)
        for part, begin in zip(range(len(self._parts)), self._begins, strict=False):
            there[begin + self._column(part, place).under(wanted)] = True
        return there

    def _column(self, part: int, place: int) -> Column:
        folder, sizes, *_ = self.manifest["parts"][part]
        return Column.of(read_varints(self._read(f"{folder}/f{place}")), len(sizes))

    @cached_property
    def _names(self) -> list[list[list[Any]]]:
        found: list[list[list[Any]]] = read_objects(self._read(self.manifest["names"]))
        return found

    @cached_property
    def _issues(self) -> list[tuple[str, str, str, int]]:
        """List each issue's id, its date, its label, and the count of its texts."""
        parts = (self._read(f"{folder}/issues") for folder, *_ in self.manifest["parts"])
        issues = (issue for part in parts for issue in zip(*read_objects(part), strict=True))
        return [(id, str(date_of(id)), label, count) for id, label, count in issues]

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


def _spread(said: Sequence[tuple[bool, int]]) -> Flags:
    """Say of so many texts, one after another, what is said of them together."""
    flags, counts = np.array(said or [(False, 0)]).T
    spread: Flags = np.repeat(flags > 0, counts)
    return spread


def _meant(string: str, names: Sequence[Sequence[str]]) -> set[int]:
    """Find what bears a name; or, where nothing does, all whose names have it in them."""
    found = {at for at, each in enumerate(names) if string in each}
    return found or {at for at, each in enumerate(names) if any(string in name for name in each)}
