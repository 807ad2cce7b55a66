"""An invented archive of any size, made an issue at a time: the same seed gives the same content.

Issues begin on 2005-01-07 and come once a week. Where so many would run past 2099 at that pace,
every week has as many as are needed to end before: 2 from 4,957 issues on, 3 from 9,913 on, at
most 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Literal

from bench.grammar import (
    FIRST_PLACE,
    MONTHS,
    OUTLET_KINDS,
    PLACE_UNITS,
    RULES,
    TOPICS,
    Grammar,
    han_count,
    numeral,
    place_names,
)
from bench.located import Piece, draw, is_chosen

PERIODICAL = "政务信息汇编"
PUBLISHER = "松河市信息化研究院"
ITEMS = 16
PLACES = 120
FIRST_DAY, LAST_DAY = date(2005, 1, 7), date(2099, 12, 31)
MAX_ISSUES = (LAST_DAY - FIRST_DAY).days + 1
MAX_OUTLETS = len(place_names()) * len(OUTLET_KINDS)
HAN_GOAL = (400, 630)
"""Sentences are added until an item has a number of Han characters drawn from here."""

_LINK_MARK = "\0"


class Refusal(Exception):
    """What the command will not do; the message is one line for the person who asked."""


# What an archive is made of


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of ``count`` issues, by index from 0."""

    count: int
    per_week: int

    @classmethod
    def of(cls, count: int) -> Schedule:
        """Return the schedule with the fewest issues a week that ends by ``LAST_DAY``."""
        for per_week in range(1, 8):
            schedule = cls(count, per_week)
            if schedule.day(count - 1) <= LAST_DAY:
                return schedule
        raise Refusal(f"at most {MAX_ISSUES} issues fit before 2100, one a day; ask for fewer")

    def day(self, index: int) -> date:
        """Return the date of an issue; each index has a date of its own."""
        week, rest = divmod(index, self.per_week)
        return FIRST_DAY + timedelta(days=7 * week + rest * 7 // self.per_week)

    def label(self, index: int) -> str:
        """Return the printed name of an issue, such as 2014年七月第一期."""
        day = self.day(index)
        first = index
        while first and self.day(first - 1).replace(day=1) == day.replace(day=1):
            first -= 1
        return f"{day.year}年{MONTHS[day.month - 1]}第{numeral(index - first + 1)}期"


@dataclass(frozen=True, slots=True)
class Term:
    """A topic, or a place with its administrative unit."""

    key: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a piece first."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """A reference in running text: ``name`` is what it shows where links cannot be made."""

    kind: Literal["item", "issue", "outlet", "topic", "place"]
    target: str
    name: str = ""
    text: str = ""


Sentence = tuple[str | Link, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is its header."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered piece of an issue."""

    number: int
    title: str
    page: int
    topics: tuple[Term, ...]
    places: tuple[Term, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]
    table: Table | None
    outlets: tuple[Outlet, ...]
    piece: Piece | None

    @property
    def cited(self) -> list[str]:
        """The keys of its sources: the piece, where there is one, stands for the first outlet."""
        keys = [outlet.key for outlet in self.outlets]
        return [self.piece.key, *keys[1:]] if self.piece else keys


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue with all of its items."""

    id: str
    label: str
    items: tuple[Item, ...]

    @property
    def document(self) -> str:
        """The path of the issue's file without its ending."""
        return document_of(self.id)


class World:
    """The invented country of a seed: its places, topics and outlets, and what it reports."""

    def __init__(self, count: int, seed: int, outlets: int, located: int = 0) -> None:
        """Draw the vocabularies; issues are made when asked for, each from its own random state.

        Raises ``Refusal`` if there cannot be so many issues, outlets or located pieces.
        """
        if count < 1:
            raise Refusal(f"{count} issues make no archive; ask for at least 1")
        if not 1 <= outlets <= MAX_OUTLETS:
            raise Refusal(f"cannot name {outlets} outlets; ask for 1 to {MAX_OUTLETS}")
        if not 0 <= located <= count * ITEMS:
            raise Refusal(f"cannot locate {located} pieces; ask for 0 to {count * ITEMS}")
        self.schedule = Schedule.of(count)
        self.located = located
        self._seed = seed
        self._grammar = Grammar(RULES)
        rng = Random(f"{seed}/world")
        first, *others = place_names()
        rng.shuffle(others)
        names = [first, *others]
        self.places = [
            Term(key, name, "市" if key == FIRST_PLACE[1] else rng.choice(PLACE_UNITS))
            for name, key in names[:PLACES]
        ]
        self.topics = [Term(key, name) for name, key in TOPICS]
        self.outlets = _outlets(names, outlets, rng)

    def issues(self) -> Iterator[Issue]:
        """Yield all issues in the order of their dates."""
        for index in range(self.schedule.count):
            yield self.issue(index)

    def issue(self, index: int) -> Issue:
        """Return the issue at ``index``; it does not depend on which were made before."""
        rng = Random(f"{self._seed}/{index}")
        with_table = rng.randint(1, ITEMS) if index % 10 == 0 else 0
        items: list[Item] = []
        titles: set[str] = set()
        page = 2
        for number in range(1, ITEMS + 1):
            items.append(self._item(index, number, page, number == with_table, titles, rng))
            page += rng.randint(0, 2)
        return Issue(self._id(index), self.schedule.label(index), tuple(items))

    def drawn(self, terms: Sequence[Term], rng: Random) -> tuple[Term, ...]:
        """Draw an item's terms from a vocabulary, none to two, each as likely as the others."""
        return tuple(rng.sample(terms, _up_to_two(rng)))

    def _id(self, index: int) -> str:
        return self.schedule.day(index).isoformat()

    def _item(
        self, index: int, number: int, page: int, tabled: bool, titles: set[str], rng: Random
    ) -> Item:
        places, topics = self.drawn(self.places, rng), self.drawn(self.topics, rng)
        other = places[1] if len(places) > 1 else rng.choice(self.places)
        while places and other is places[0]:
            other = rng.choice(self.places)
        bound = {
            "place": places[0].name + places[0].unit if places else "各地",
            "other": other.name + other.unit,
            "topic": topics[0].name if topics else "信息化",
            "link": _LINK_MARK,
        }
        title = self._title(bound, titles, rng)
        sentences = self._sentences(bound, self._links(index, rng), rng)
        table = self._table(bound, rng) if tabled else None
        if table:
            sentences.append((self._grammar.expand("table-lead", rng, bound),))
        paragraphs = _paragraphs(sentences, rng)
        outlets = self._cited(rng)
        return Item(
            number=number,
            title=title,
            page=page,
            topics=topics,
            places=places,
            paragraphs=paragraphs,
            table=table,
            outlets=outlets,
            piece=self._piece(index, number, title, bound, outlets[0]),
        )

    def _piece(
        self, index: int, number: int, title: str, bound: dict[str, str], outlet: Outlet
    ) -> Piece | None:
        """Invent the piece behind an item, from a random state that the item's text has not."""
        place = index * ITEMS + number - 1
        if not is_chosen(place, self.located, self.schedule.count * ITEMS):
            return None
        rng = Random(f"{self._seed}/{index}/{number}")

        def text(symbol: str) -> str:
            return self._grammar.expand(symbol, rng, bound)

        known = (outlet.key, outlet.name, outlet.kind)
        return draw(self._id(index), number, known, text, title, rng)

    def _title(self, bound: dict[str, str], taken: set[str], rng: Random) -> str:
        while True:
            title = self._grammar.expand("title", rng, bound)
            if 12 <= len(title) <= 24 and title not in taken:
                taken.add(title)
                return title

    def _sentences(
        self, bound: dict[str, str], links: list[tuple[str, Link]], rng: Random
    ) -> list[Sentence]:
        expand = self._grammar.expand
        lead, closing = expand("lead", rng, bound), expand("closing", rng, bound)
        goal = rng.randint(*HAN_GOAL)
        count = han_count(lead) + han_count(closing)
        linked: list[Sentence] = []
        for symbol, link in links:
            before, after = expand(symbol, rng, bound).split(_LINK_MARK)
            count += han_count(before) + han_count(after)
            linked.append((before, link, after))
        body: list[Sentence] = []
        choices = self._grammar.alternatives("body")
        for alternative in rng.sample(range(choices), choices):
            if count >= goal:
                break
            sentence = expand("body", rng, bound, alternative)
            count += han_count(sentence)
            body.append((sentence,))
        for sentence_with_link in linked:
            body.insert(rng.randint(1, len(body)), sentence_with_link)
        return [(lead,), *body, (closing,)]

    def _links(self, index: int, rng: Random) -> list[tuple[str, Link]]:
        """Draw an item's references, each with the symbol of the sentence that holds it."""
        links: list[tuple[str, Link]] = []
        if rng.random() < 1 / 4 and self.schedule.count > 1:
            target = self._elsewhere(index, rng)
            number = rng.randint(1, ITEMS)
            text = "本刊另文" if rng.random() < 1 / 5 else ""
            symbol = "see-earlier" if target < index else "see-later"
            links.append((symbol, Link("item", f"{self._id(target)}/{number}", text=text)))
        if rng.random() < 1 / 16 and self.schedule.count > 1:
            target = self._elsewhere(index, rng)
            links.append(("see-issue", Link("issue", self._id(target))))
        if rng.random() < 1 / 8:
            outlet = self._outlet(rng)
            links.append(("see-outlet", Link("outlet", outlet.key, outlet.name)))
        if rng.random() < 1 / 8:
            topic = rng.choice(self.topics)
            links.append(("see-topic", Link("topic", topic.name, topic.name)))
        if rng.random() < 1 / 8:
            place = rng.choice(self.places)
            links.append(("see-place", Link("place", place.name, place.name)))
        return links

    def _elsewhere(self, index: int, rng: Random) -> int:
        """Return the index of another issue: half the time one within sixty, else any."""
        low, high = 0, self.schedule.count - 1
        if rng.random() < 1 / 2:
            low, high = max(low, index - 60), min(high, index + 60)
        target = rng.randint(low, high - 1)
        return target if target < index else target + 1

    def _outlet(self, rng: Random) -> Outlet:
        """Return an outlet, those at the head of the list far more often than the last."""
        return self.outlets[int(len(self.outlets) * rng.random() ** 2)]

    def _cited(self, rng: Random) -> tuple[Outlet, ...]:
        first = self._outlet(rng)
        second = self._outlet(rng) if rng.random() < 1 / 12 else first
        return (first,) if second is first else (first, second)

    def _table(self, bound: dict[str, str], rng: Random) -> Table:
        expand = self._grammar.expand
        rows = [("单位", "受理（件）", "办结率", "备注")]
        for _ in range(rng.randint(6, 10)):
            rate = f"{rng.randint(600, 1000) / 10:.1f}%"
            count = f"{rng.randint(20, 90000):,}"
            rows.append(
                (expand("unit-name", rng, bound), count, rate, expand("remark", rng, bound))
            )
        return Table(expand("caption", rng, bound), tuple(rows))


def _up_to_two(rng: Random) -> int:
    return rng.choices((0, 1, 2), (3, 12, 5))[0]


def _outlets(places: list[tuple[str, str]], count: int, rng: Random) -> list[Outlet]:
    """Name ``count`` outlets, first those of the places that the vocabulary has."""
    chosen: list[Outlet] = []
    for part in (places[:PLACES], places[PLACES:]):
        named = [
            Outlet(f"{key}-{kind_key}", name + kind_name, kind)
            for name, key in part
            for kind_name, kind_key, kind in OUTLET_KINDS
        ]
        start = 1 if part[0] == FIRST_PLACE else 0
        rest = named[start:]
        rng.shuffle(rest)
        chosen += named[:start] + rest
    return chosen[:count]


def _paragraphs(sentences: list[Sentence], rng: Random) -> tuple[tuple[Sentence, ...], ...]:
    number = rng.randint(2, 4)
    cuts = [len(sentences) * part // number for part in range(number + 1)]
    return tuple(tuple(sentences[start:end]) for start, end in pairwise(cuts))


def document_of(issue_id: str) -> str:
    """Name the document of an issue."""
    return f"issues/{issue_id[:4]}/{issue_id}"
