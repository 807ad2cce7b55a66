"""Which items are suggested beside another: those that share its topics, places or rare words.

All that two items share is weighed in bits of rarity: a place with ten items says more than a
topic with thousands, and whoever shares one thing more always comes first. Of those that share as
much the nearest in time are taken. So that no topic of 20,000 items is gone through, each term and
each two terms together lead to the nearest items only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, combinations
from typing import NamedTuple

from qikan.archive import Archive
from qikan.ids import ItemId
from qikan.model import Item, Target
from qikan.wording import Wording

MOST = 6
"""So many items are suggested, and so many looked at for whatever is shared."""

HALF = MOST // 2

PAIRED = 12
"""Of so many terms of an item every two lead to items that have both."""

_Shared = int | tuple[int, int]


class Suggestion(NamedTuple):
    """An item that is suggested, with the terms and the words that it shares."""

    item: Item
    terms: tuple[Target, ...]
    words: tuple[str, ...]


class Related:
    """The items of an archive, each with those that are suggested beside it.

    Removed items are never suggested, nor what refers to an item or is referred to by it: the
    item's page names that already.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._items = [item for issue in archive.issues for item in issue.items]
        self._places: Mapping[ItemId, int] = {
            item.id: place for place, item in enumerate(self._items)
        }
        self._issues = [at for at, issue in enumerate(archive.issues) for _ in issue.items]
        self._starts = list(accumulate((len(i.items) for i in archive.issues), initial=0))
        self._wording = Wording(["" if item.removed else item.title for item in self._items])
        numbers: dict[Target, int] = {}
        self._terms = [
            tuple(
                numbers.setdefault(target, len(numbers))
                for target in archive.subjects_of(item)
                if target[0] != "outlet"
            )
            for item in self._items
        ]
        self._targets = list(numbers)
        self._having: defaultdict[_Shared, list[int]] = defaultdict(list)
        for place, item in enumerate(self._items):
            if not item.removed:
                for shared in self._leading(place):
                    self._having[shared].append(place)
        size = len(self._items).bit_length() + 1
        self._bits = [size - len(self._having[term]).bit_length() for term in numbers.values()]

    def to(self, item: Item) -> tuple[Suggestion, ...]:
        """List what is suggested beside an item, the nearest relation first."""
        place = self._places[item.id]
        issue = self._issues[place]
        bits = {term: self._bits[term] for term in self._terms[place]}
        words = self._words(place)
        found = []
        for other in self._near(place).union(words).difference(self._named(item)):
            shared = sum([bits[term] for term in self._terms[other] if term in bits])
            if other in words:
                shared += self._wording.worth(words[other])
            if self._issues[other] == issue:
                shared //= 2  # the reader has it at hand
            found.append((-shared, abs(other - place), other))
        found.sort()
        return tuple(
            self._suggestion(place, other, words.get(other, set())) for *_, other in found[:MOST]
        )

    def _leading(self, place: int) -> Iterator[_Shared]:
        """Yield what leads from an item to others: its terms, and every two of them."""
        terms = self._terms[place]
        yield from terms
        if len(terms) > 1:
            yield from combinations(sorted(terms[:PAIRED]), 2)

    def _near(self, place: int) -> set[int]:
        """Find the nearest items that share a term or two: of the same issue, and of others.

        Of others there are ``MOST``, as many before as after where there are so many.
        """
        found: set[int] = set()
        issue = self._issues[place]
        start, end = self._starts[issue], self._starts[issue + 1]
        for shared in self._leading(place):
            places = self._having.get(shared, ())
            low = bisect_left(places, start)
            high = bisect_left(places, end, low)
            before = max(HALF, MOST - (len(places) - high))
            after = max(HALF, MOST - low)
            found.update(places[max(0, low - before) : low])
            found.update(places[high : high + after])
            if low < high:
                at = bisect_left(places, place, low, high)
                found.update(places[max(low, at - MOST) : min(high, at + MOST + 1)])
        return found - {place}

    def _words(self, place: int) -> dict[int, set[str]]:
        """Find the items that are worded alike, but for what their shared terms say already."""
        found: dict[int, set[str]] = {}
        for other, words in self._wording.alike(place):
            names = self._names(term for term in self._terms[place] if term in self._terms[other])
            left = {word for word in words if not any(word in name for name in names)}
            if self._wording.worth(left) >= self._wording.least:
                found[other] = left
        return found

    def _named(self, item: Item) -> Iterator[int]:
        """Yield the places of items that one refers to, and of those that refer to it."""
        for role, key in self._archive.references_from(item):
            if role == "item":
                yield self._places[ItemId(key)]
        for source in self._archive.references_to(("item", item.id)):
            if isinstance(source, Item):
                yield self._places[source.id]

    def _names(self, terms: Iterable[int]) -> list[str]:
        """List all names of some terms, the longest first."""
        found: set[str] = set()
        for role, key in (self._targets[term] for term in terms):
            vocabulary = self._archive.vocabulary(role)
            term = vocabulary.find(key) if vocabulary else None
            found |= {term.name, *term.aliases} if term else set()
        return sorted(found, key=lambda name: (-len(name), name))

    def _suggestion(self, place: int, other: int, words: set[str]) -> Suggestion:
        shared = [term for term in self._terms[place] if term in self._terms[other]]
        shown = self._wording.shown(place, other, words, self._names(shared)) if words else ()
        return Suggestion(self._items[other], tuple(self._targets[t] for t in shared), shown)
