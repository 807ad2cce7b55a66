"""The index against plain scanning: what is found, how often, and whether in the title."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.world import World
from qikan.search import index
from qikan.search.folding import Folding
from qikan.search.index import IndexMaker, Text
from qikan.search.lists import Lists
from qikan.search.shards import read_objects
from qikan.search.simplified import simplified_characters

FOLDING = Folding(simplified_characters())
MAKER = IndexMaker(FOLDING)
SIGNS = "政务数據据發髮发的 \n\t1.2万９％ABab ßẞÅéΣσ…①㎡ｶﾞ한ア“”《》，。\u200b\u00ad哈𠮷\U0001f600"

Piece = tuple[str, tuple[str, ...]]


def lists(pieces: Sequence[Piece]) -> Lists:
    """Make an index and read it."""
    files = dict(MAKER.files(Text(*piece) for piece in pieces))
    return Lists(files.__getitem__, *read_objects(files["head"])[:-1])


def scan(pieces: Sequence[Piece], string: str) -> list[tuple[int, int, bool]]:
    """Find a folded string by looking at every place of every text: its oracle."""
    found = []
    for number, (title, blocks) in enumerate(pieces):
        folded = [FOLDED(each) for each in (title, *blocks)]
        times = sum(places(each, string) for each in folded if string in each)
        if times:
            found.append((number, times, string in folded[0]))
    return found


FOLDED = cache(FOLDING.fold)


def places(text: str, string: str) -> int:
    """Count the places of a text at which a string begins."""
    return sum(text.startswith(string, at) for at in range(len(text)))


def held(read: Lists, string: str) -> list[tuple[int, int, bool]]:
    """Ask the index the same."""
    found = read.held(string)
    columns = (found.texts.tolist(), found.times.tolist(), found.in_title.tolist())
    return list(zip(*columns, strict=True))


def pieces_of(folded: str, rng: random.Random, count: int) -> list[str]:
    """Cut strings of 1 to 40 characters out of a text, the short ones more often."""
    lengths = [rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12, 20, 40)) for _ in range(count)]
    starts = [rng.randrange(len(folded)) for _ in range(count)]
    return [folded[start : start + length] for start, length in zip(starts, lengths, strict=True)]


word = st.text(SIGNS, max_size=24)
piece = st.tuples(word, st.lists(word, max_size=4).map(tuple))


@given(st.lists(piece, min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans())
def test_every_string_is_found_where_it_stands(
    pieces: list[Piece], rng: random.Random, apart: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if apart:
            patch.setattr(index, "APART", 1)
        read = lists(pieces)
        for title, blocks in pieces:
            for folded in filter(None, map(FOLDING.fold, (title, *blocks))):
                for string in {*pieces_of(folded, rng, 6), folded[:40], folded[-1:], folded[-2:]}:
                    assert held(read, string) == scan(pieces, string), string


@given(st.lists(piece, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_places_are_told_at_which_a_string_stands(
    pieces: list[Piece], rng: random.Random
) -> None:
    """A title ends at a place that is the same in all texts; blocks are one place apart."""
    read = lists(pieces)
    for title, blocks in pieces:
        for folded in filter(None, map(FOLDED, (title, *blocks))):
            for string in pieces_of(folded, rng, 3):
                texts = [number for number, _, _ in scan(pieces, string)]
                if len(string) > 1:
                    some = rng.sample(texts, rng.randint(0, len(texts)))
                    found = read.places(string, np.array(sorted(some), np.int64)).tolist()
                    assert [(each >> 32, each & 0xFFFFFFFF) for each in found] == [
                        (text, place)
                        for text in sorted(some)
                        for place in scanned(pieces[text], string)
                    ]


def scanned(piece: Piece, string: str) -> list[int]:
    """List the places of a text at which a string begins, counted as the index tells them."""
    title, *blocks = map(FOLDED, (piece[0], *piece[1]))
    begin, found = 512 - len(title), []
    for block in (title, *blocks):
        found += [begin + at for at in range(len(block)) if block.startswith(string, at)]
        begin += len(block) + 1
    return found


@given(st.lists(piece, min_size=1, max_size=4), st.text(SIGNS, min_size=1, max_size=6))
def test_nothing_is_found_that_is_not_there(pieces: list[Piece], text: str) -> None:
    if string := FOLDING.fold(text):
        assert held(lists(pieces), string) == scan(pieces, string)


@pytest.fixture(scope="module")
def archive() -> list[Piece]:
    """Invent the texts of sixty issues."""
    world = World(60, 16, 40)
    return [
        (
            item.title,
            tuple(
                "".join(
                    part if isinstance(part, str) else part.name for each in para for part in each
                )
                for para in item.paragraphs
            )
            + tuple(cell for row in (item.table.rows if item.table else ()) for cell in row),
        )
        for issue in world.issues()
        for item in issue.items
    ]


def test_an_archive_in_many_shards_and_batches(
    archive: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same texts in small batches and small shards, some of them within a pair."""
    monkeypatch.setattr(index, "BATCH", 20_000)
    monkeypatch.setattr(index, "SHARD", 900)
    monkeypatch.setattr(index, "APART", 40)
    read = lists(archive)
    rng = random.Random(7)
    for _ in range(400):
        title, blocks = rng.choice(archive)
        folded = FOLDING.fold(rng.choice((title, *blocks)))
        [string] = pieces_of(folded, rng, 1)
        assert held(read, string) == scan(archive, string), string


def test_the_title_that_is_the_string(archive: list[Piece]) -> None:
    more = [
        "政",
        "政务",
        "政务公",
        "政务公开",
        "政务政务公开",
        "开" * 64,
        "长" * 63 + "短",
        "甲" * 66 + "政务公开",
    ]
    read = lists([*archive, *((title, ("政务公开",)) for title in more)])
    titles = [FOLDING.fold(title) for title in [*(title for title, _ in archive), *more]]
    for string in dict.fromkeys([*titles, "务公开", "信息化"]):
        found = read.held(string)
        titled = set(found.texts[found.as_title].tolist())
        assert titled == {at for at, title in enumerate(titles) if title == string}, string


@given(st.lists(st.text("政务a ", max_size=90), min_size=1, max_size=5))
def test_titles_that_repeat_themselves(titles: list[str]) -> None:
    read = lists([(title, (title * 2,)) for title in titles])
    folded = list(map(FOLDING.fold, titles))
    for string in {each for each in folded if 0 < len(each) <= 64}:
        found = read.held(string)
        expected = [at for at, title in enumerate(folded) if title == string]
        assert found.texts[found.as_title].tolist() == expected


def test_an_index_of_nothing() -> None:
    assert held(lists([]), "政务") == []
    assert held(lists([("", ())]), "政") == []


def test_another_form_is_told() -> None:
    """發 and 髮 are found by 发, and known to stand there in another form."""
    read = lists([("", ("發展",)), ("", ("发展",)), ("", ("理髮。发展。發",)), ("", ("理髮",))])
    found = read.held("发")
    assert (found.texts.tolist(), found.other.tolist()) == (
        [0, 1, 2, 3],
        [True, False, False, True],
    )
    assert read.held("发展").other.tolist() == [True, False, False]


# ---- folding


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("１．２　万", "1.2万"),
        ("1.2 万", "1.2万"),
        ("大数据 Hadoop", "大数据hadoop"),
        ("Hello,\n  World", "hello, world"),
        ("４Ｇ网络", "4g网络"),
        ("數據發展", "数据发展"),
        ("理髮", "理发"),
        ("协同办公\n系统", "协同办公系统"),
        ("㎡①", "m21"),
        ("e\u0301", "é"),
        ("政\u200b务\u202e", "政务"),
        (" \u3000 ", ""),
        ("𠮷", "𠮷"),
    ],
)
def test_what_is_one(text: str, same: str) -> None:
    assert FOLDING.fold(text) == same


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """So that a query may be taken from a text that was folded."""
    once = FOLDING.fold(text)
    assert FOLDING.fold(once) == once or not unicodedata.is_normalized("NFKC", once.lower())


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_texts_are_folded_alike_one_by_one_and_all_at_once(text: str) -> None:
    """The index folds by tables of its own what a query is folded by as a string."""
    clean = re.sub("[\0\1]", "", text)
    folded = FOLDING.fold(clean)
    read = lists([("", (clean,)), ("", ("别的",))])
    if folded and "\n" not in folded:
        for size in (1, 2, 3, 40):
            assert 0 in read.held(folded[:size]).texts


def test_no_character_leads_on_to_another_form() -> None:
    simplified = simplified_characters()
    assert [after for after in simplified.values() if after in simplified] == []
