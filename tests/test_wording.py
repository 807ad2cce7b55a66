"""Titles that are worded alike, beside a comparison of each title with every other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bench.world import World
from qikan.wording import RARE, Wording, runs

FILLERS = [f"第{number}乡水渠验收" for number in "一二三四五六七八九十百千"]


def similar(titles: list[str]) -> dict[tuple[int, int], int]:
    """Ask for the worth of all that two titles share, where it is enough."""
    wording = Wording(titles)
    return {
        (one, other): worth
        for one in range(len(titles))
        for other, words in wording.alike(one)
        if (worth := wording.worth(words)) >= wording.least
    }


def shown(one: str, other: str, *without: str) -> tuple[str, ...]:
    """Ask what two titles share, among others."""
    wording = Wording([one, other, *FILLERS])
    found = dict(wording.alike(0))
    return wording.shown(0, 1, found.get(1, set()), without)


# ---- the oracle: every title is compared with every other, word by word


JOINTS = "的了是吗呢吧们这那我你他她它么什怎哪很也就都"
LONGER = ["如何", "为何", "可以", "应该", "需要", "没有", "之前", "之后", "一个", "一种", "一项"]


def kind(sign: str) -> str:
    if sign >= "㐀" and sign not in f"{JOINTS}（），。、：；！？":
        return "Han"
    return "Latin" if sign.isascii() and sign.isalnum() else ""


def pieces(title: str) -> list[list[str]]:
    """Cut a title character by character into what its runs are made of."""
    for joint in LONGER:
        title = title.replace(joint, "/")
    found: list[str] = [""]
    for before, sign in pairwise(f"/{title}/"):
        if kind(before) != kind(sign):
            found.append("")
        found[-1] += sign if kind(sign) else ""
    longer = [each for each in found if len(each) > 1 and not each.isdigit()]
    return [[a + b for a, b in pairwise(e)] if e[0] >= "㐀" else [e.lower()] for e in longer]


def compared(titles: list[str]) -> dict[tuple[int, int], int]:
    cut = [pieces(title) if titles.count(title) == 1 else [] for title in titles]

    def count(unit: str) -> int:
        return sum(any(unit in run for run in each) for each in cut)

    counts = {unit: count(unit) for each in cut for run in each for unit in run}

    def words(title: list[list[str]]) -> set[str]:
        return {
            unit
            for run in title
            for at, unit in enumerate(run)
            if counts[unit] > 1
            and counts[unit] == max(counts[each] for each in run[max(0, at - 1) : at + 2])
        }

    bits = {unit: len(f"{len(titles):b}") - len(f"{n:b}") for unit, n in counts.items()}
    found = {}
    marked = [words(each) for each in cut]
    for one, own in enumerate(marked):
        for other, others in enumerate(marked):
            rare = [bits[word] for word in own & others if counts[word] <= RARE]
            common = [bits[word] for word in own & others if counts[word] > RARE]
            worth = sum(rare) + max(common, default=0)
            if one != other and rare and worth >= len(f"{len(titles):b}") * 3 // 2:
                found[one, other] = worth
    return found


@pytest.mark.parametrize("issues", [1, 8, 20])
def test_a_comparison_of_all_with_all_finds_the_same(issues: int) -> None:
    titles = [item.title for issue in World(issues, 7, 16).issues() for item in issue.items]
    found = similar(titles)
    assert found == compared(titles)
    assert len(found) > 100 or issues < 20


# ---- what makes titles alike


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("晋水市推行无纸化登记", "三地法院无纸化登记试点", ("无纸化登记",)),
        ("汾阳图书馆开放古籍书目检索", "古籍书目检索系统上线", ("古籍书目检索",)),
        ("WiFi 覆盖太行山区学校", "山区学校试用WiFi", ("WiFi", "山区学校")),
        ("汾州核桃网上拍卖", "拍卖汾州核桃", ("汾州核桃", "拍卖")),
    ],
)
def test_rare_words_make_titles_alike(one: str, other: str, words: tuple[str, ...]) -> None:
    assert (0, 1) in similar([one, other, *FILLERS])
    assert shown(one, other) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("汾阳的图书馆开放了", "农民的图书不多了"),  # a single word
        ("怎么是他的", "怎么是她的"),  # joints alone
        ("2014 年财政 2013", "2014 年民政 2013"),  # figures
        ("how to do it", "how to be of the"),
        ("一周简讯汇编", "一周简讯汇编"),  # the name of a column
        ("", ""),
    ],
)
def test_nothing_else_does(one: str, other: str) -> None:
    assert (0, 1) not in similar([one, other, *FILLERS])


def test_a_standing_phrase_counts_once() -> None:
    """It is in more titles than lead to others, and its many pairs are no many words."""
    standing = [f"晋水政务信息汇编{sign}类" for sign in "甲乙丙丁戊己庚辛壬癸"]
    assert len(standing) > RARE
    assert similar([*standing, *FILLERS]) == {}
    titles = ["晋水政务信息汇编核桃甲", "晋水政务信息汇编核桃乙", *standing, *FILLERS]
    wording = Wording(titles)
    assert wording.worth({"政务", "务信", "信息"}) == wording.worth({"信息"})


def test_an_end_that_belongs_to_another_word_is_not_shown() -> None:
    """电子政 is part of 电子政务 here, and of 电子政府 there."""
    titles = [
        "汾阳电子政务拍卖核桃",
        "核桃拍卖入电子政府",
        "政务公开",
        "政务大厅",
        "政府采购",
        "政府信箱",
    ]
    wording = Wording([*titles, *FILLERS])
    (words,) = (words for other, words in wording.alike(0) if other == 1)
    assert wording.shown(0, 1, {*words, "电子"}, ()) == ("电子", "拍卖", "核桃")


def test_what_is_said_already_is_not_said_again() -> None:
    one, other = "太原市无纸化办公", "太原市无纸化立案"
    assert shown(one, other) == ("太原市无纸化",)
    assert shown(one, other, "太原") == ("无纸化",)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("太原党政 OA 系统 2.0 的启用", ["太原党政", "OA", "系统", "启用"]),
        ("如何用 the Web", ["Web"]),
        ("𠮷田、𬭎宇等姓名入库", ["𠮷田", "𬭎宇等姓名入库"]),
        ("A类5G基站", ["5G", "基站"]),
    ],
)
def test_a_title_is_cut_into_runs(title: str, found: list[str]) -> None:
    assert runs(title) == found
