"""What only seems strange is noted: print may have it so, and then there is nothing to mend."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.reading.source import read_archive, read_settings
from reading import read
from tiny import FILES, build, issue, write

Found = list[tuple[Kind, int, tuple[object, ...]]]


def found(text: str, id: str = "2014-07-04") -> Found:
    problems = read(text, f"issues/{id[:4]}/{id}.md").problems
    assert all(problem.kind.is_note for problem in problems)
    return [(problem.kind, problem.line, problem.arguments) for problem in problems]


# ---- an issue without an item

FRONT = "---\nissue: 2014-07-04\n---\n"


@pytest.mark.parametrize(
    "body", ["", "卷首语。\n", "## 甲\n\n正文。\n\n## 乙\n\n正文。\n", "% 甲\n"]
)
def test_an_issue_without_an_item_is_noted_at_its_title(body: str) -> None:
    assert found(f"{FRONT}# 县志通讯\n\n{body}") == [(Kind.NO_ITEMS, 4, ())]


@pytest.mark.parametrize("body", ["", "卷首语。\n\n", "## 索引\n\n"])
def test_unless_it_says_that_it_has_none(body: str) -> None:
    assert found(f"{FRONT}# 县志通讯\n\n{body}:::{{matter}}\n:::\n") == []


def test_where_a_fault_hides_the_items_that_is_told_alone() -> None:
    problems = read(f"{FRONT}# 县志通讯\n\n## 甲\n\n:::{{item}} 一\n:::\n").problems
    assert [problem.kind for problem in problems] == [Kind.ITEM_NUMBER]


# ---- a date that is not the id's


@pytest.mark.parametrize(
    ("id", "date"),
    [("2014-07-04", "2014-07-05"), ("2014-07-04b", "2014-08"), ("2014-07", "2014-06-30")],
)
def test_another_date_than_that_of_the_id(id: str, date: str) -> None:
    text = issue(id, front=f"label: 甲\ndate: {date}\n")
    assert found(text, id) == [(Kind.OTHER_DATE, 4, (date, id))]


@pytest.mark.parametrize(
    ("id", "date"),
    [
        ("2014-07-04", "2014-07-04"),
        ("2014-07-04", "2014-07"),
        ("2014-07", "2014-07-31"),
        ("2014", "2014-03-01"),
        ("2014-no12", "2015-01-09"),
    ],
)
def test_a_date_that_agrees_with_the_id(id: str, date: str) -> None:
    assert found(issue(id, front=f"date: {date}\n"), id) == []


# ---- pages


def paged(*pages: str, count: str = "") -> str:
    """Write an issue with an item on each of some pages; the first is told in line 9, or 12."""
    front = f"original:\n  name: 甲.pdf\n  pages: {count}\n" if count else ""
    items = (
        f"## 甲\n\n:::{{item}} {number}\n:page: {page}\n:::\n"
        for number, page in enumerate(pages, start=1)
    )
    return issue(front=front, item="\n".join(items))


@pytest.mark.parametrize(
    "pages",
    [("2", "2", "3-4", "4"), ("1、5", "2"), ("B01", "A03"), ("9", "A03", "3"), ("3", "", "4")],
)
def test_pages_as_they_may_be(pages: tuple[str, ...]) -> None:
    assert found(paged(*pages)) == []


def test_pages_that_run_backwards() -> None:
    assert found(paged("2", "5", "3", "6")) == [(Kind.PAGE_ORDER, 21, ("3", "3", "5"))]


def test_a_page_beyond_the_original() -> None:
    text = paged("1", "15-17", count="16")
    assert found(text) == [(Kind.PAGE_COUNT, 18, ("2", "17", "16"))]
    assert found(paged("1", "15-16", count="16")) == []


def test_pages_that_count_through_a_volume() -> None:
    assert found(paged("301", "315", count="16")) == []


# ---- sections


def sectioned(*headings: str) -> str:
    """Write an issue of sections (``##``) and items, each given by its heading."""
    lines: list[str] = []
    count = 0
    for heading in headings:
        lines.append(f"{heading}\n")
        if "栏" not in heading:
            count += 1
            lines.append(f":::{{item}} {count}\n:::\n")
    return issue(item="\n".join(lines))


def test_an_item_behind_a_section() -> None:
    text = sectioned("## 甲栏", "### 一", "### 二", "## 三", "## 乙栏", "### 四")
    assert found(text) == [(Kind.NO_SECTION, 20, ("3", "甲栏", "###"))]


@pytest.mark.parametrize(
    "headings",
    [
        ("## 一", "## 甲栏", "### 二", "## 乙栏", "### 三"),
        ("## 甲栏", "### 一", "### 二"),
        ("## 一", "## 二"),
    ],
)
def test_items_as_sections_may_have_them(headings: tuple[str, ...]) -> None:
    assert found(sectioned(*headings)) == []


# ---- paragraphs


LONG = "《榆次县志》（明万历本）由县图书馆与档案馆影印重刊，共三册。"


def test_a_paragraph_that_stands_there_twice() -> None:
    text = issue(body=f"{LONG}\n\n甲\n\n{LONG}\n\n{LONG}")
    assert found(text) == [(Kind.TWICE, 16, ("《榆次县志》（明万历…", "12"))]


@pytest.mark.parametrize("other", [LONG.replace("三册", "四册"), "甲", f"> {LONG[:-1]}"])
def test_paragraphs_that_only_look_alike(other: str) -> None:
    assert found(issue(body=f"{LONG}\n\n甲\n\n{other}")) == []


def test_a_short_line_with_a_long_address_may_come_again() -> None:
    signed = "——[《榆次县志》](https://example.org/yuci/xianzhi/1609)"
    assert found(issue(body=f"甲\n\n{signed}\n\n乙\n\n{signed}")) == []


# ---- what two issues have


ALIKE: Mapping[str, tuple[str, str, Found]] = {
    "label": (
        "label: 第三期\n",
        "number: 4\nlabel: 第三期\n",
        [(Kind.ALIKE, 4, ("label", "第三期", "2014-07-04"))],
    ),
    "running number": (
        "running-number: 406\n",
        "running-number: 406\n",
        [(Kind.ALIKE, 3, ("running-number", "406", "2014-07-04"))],
    ),
    "number": ("number: 3\n", "number: 3\n", []),
    "title without a number": ("", "", []),
    "label that is the title": ("label: 县志通讯（七月）\n", "", []),
}


@pytest.mark.parametrize("case", ALIKE)
def test_what_two_issues_have(case: str, tmp_path: Path) -> None:
    one, other, expected = ALIKE[case]
    files = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", front=one),
        "issues/2014/2014-07-11.md": issue("2014-07-11", front=other),
    }
    folder = write(tmp_path, files)
    problems = read_archive(folder, read_settings(folder)).problems
    assert list(problems) == [
        Problem(kind, "issues/2014/2014-07-11.md", line, tuple(map(str, arguments)))
        for kind, line, arguments in expected
    ]


@pytest.mark.parametrize("numbered", ["# 县志通讯（2014年第13期）", "# 县志通讯第十三期"])
def test_a_numbered_title_that_two_issues_have(numbered: str, tmp_path: Path) -> None:
    files = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", title=numbered),
        "issues/2014/2014-07-11.md": issue("2014-07-11", title=numbered, front="number: 13\n"),
    }
    folder = write(tmp_path, files)
    said = ("title", numbered.strip("# "), "2014-07-04")
    expected = [Problem(Kind.ALIKE, "issues/2014/2014-07-11.md", 5, said)]
    assert list(read_archive(folder, read_settings(folder)).problems) == expected


# ---- sources


def test_an_item_without_source_among_others() -> None:
    def items(*sources: str) -> str:
        texts = (f"## 甲\n\n:::{{item}} {n}\n:::\n\n乙\n\n{s}\n" for n, s in enumerate(sources, 1))
        return issue(item="\n".join(texts))

    cited = "{cite:p}`shanxi-ribao`"
    assert found(items(cited, "", cited, cited)) == [(Kind.NO_SOURCE, 17, ("2",))]
    assert found(items(cited, "", cited)) == []
    assert found(items(cited, "（县志办）", cited, cited)) == []
    assert found(items("", "")) == []


@pytest.mark.parametrize(
    ("numbers", "told"),
    [("123", None), ("111", None), ("345", None), ("13", ("1", "3", "2")), ("21", ("2", "1", "3"))],
)
def test_a_list_whose_numbers_jump(numbers: str, told: tuple[str, ...] | None) -> None:
    text = "\n".join(f"{number}. 甲" for number in numbers)
    assert found(issue(body=text)) == ([(Kind.LIST_JUMPS, 13, told)] if told else [])


def test_an_item_without_text_among_others() -> None:
    def items(*texts: str) -> str:
        blocks = (f"## 甲\n\n:::{{item}} {n}\n:::\n\n{text}" for n, text in enumerate(texts, 1))
        return issue(item="\n\n".join(blocks))

    assert found(items("乙", "丙", "", "丁")) == [(Kind.BARE_ITEM, 22, ("3",))]
    assert found(items("乙", "", "丁")) == found(items("", "")) == []
    noted = ":::{erratum} 2014-07-18\n:kind: note\n:text: 缺\n:::"
    assert found(items("乙", "丙", noted, "丁")) == []


def test_an_item_that_was_left_over_from_another_issue(tmp_path: Path) -> None:
    cited = "{cite:p}`xinhua-she`"
    short = "## 一周简讯\n\n:::{item} 1\n:::\n"
    for item, told in (("", True), (short, False)):
        kept = {"item": item} if item else {}
        files = {
            f"issues/2014/{id}.md": issue(id, body=cited, **kept)
            for id in ("2014-07-04", "2014-07-11")
        }
        folder = write(tmp_path / str(told), files)
        said = Problem(Kind.ITEM_ALIKE, "issues/2014/2014-07-11.md", 8, ("1", "2014-07-04/1"))
        assert list(read_archive(folder, read_settings(folder)).problems) == [said] * told


def test_another_name_that_is_a_terms_own(tmp_path: Path) -> None:
    twice = FILES["source/places.toml"] + '\n[terms.bingzhou]\nname = "并州"\naliases = ["太原"]\n'
    folder = write(tmp_path, {"source/places.toml": twice})
    (problem,) = read_archive(folder, read_settings(folder)).problems
    assert (problem.kind, problem.arguments) == (Kind.TERM_ALIKE, ("太原", "taiyuan"))


def test_a_build_tells_it_and_does_not_fail(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"issues/2014/2014-07-04.md": paged("3", "2")}))
    assert (built.status, built.warnings()) == (0, [])
    assert "issues/2014/2014-07-04.md:15: 第 2 条在第 2 页，前一条却在第 3 页" in built.stdout


# ---- pieces that nothing cites

PIECES = """\
@article{yuci-chongkan,
  title = {榆次重刊县志},
  outlet = {shanxi-ribao},
}

@article{wu-timing,
  outlet = {shanxi-ribao},
}

@article{wu-laiyuan,
  title = {大同修志},
  outlet = {datong-ribao},
}
"""
OUTLET = "@periodical{datong-ribao,\n  kind = {newspaper},\n}\n"


@pytest.mark.parametrize(
    ("cited", "beside", "expected"),
    [
        ("yuci-chongkan", issue("2014-07-11"), []),
        ("xinhua-she", issue("2014-07-11"), [(Kind.NOT_CITED, 1)]),
        ("wu-timing", issue("2014-07-11"), [(Kind.NOT_CITED, 1)]),
        ("wu-laiyuan", issue("2014-07-11"), [(Kind.NOT_CITED, 1)]),
        ("datong-ribao", issue("2014-07-11"), [(Kind.NOT_CITED, 1)]),
        (
            "yuci-chongkna",
            issue("2014-07-11"),
            [(Kind.UNKNOWN_OUTLET, 12), (Kind.UNKNOWN_OUTLET, 14)],
        ),
        ("xinhua-she", "# 县志通讯\n", [(Kind.NO_FRONT_MATTER, 1)]),
        ("xinhua-she", issue("2014-07-12"), [(Kind.FILE_NAME, 2)]),
    ],
)
def test_a_piece_is_not_cited_only_where_that_is_certain(
    cited: str, beside: str, expected: list[tuple[Kind, int]], tmp_path: Path
) -> None:
    """Nor is what is wrong with an entry told once more where it is cited."""
    files = {
        "source/citations/2014.bib": PIECES,
        "source/outlets.bib": FILES["source/outlets.bib"] + OUTLET,
        "issues/2014/2014-07-04.md": issue(body=f"见{{outlet}}`{cited}`。\n\n{{cite:p}}`{cited}`"),
        "issues/2014/2014-07-11.md": beside,
    }
    folder = write(tmp_path, files)
    problems = read_archive(folder, read_settings(folder)).problems
    told = {(problem.kind, problem.line) for problem in problems}
    assert told == {(Kind.NO_NAME, 6), (Kind.NO_NAME, 8), *expected}
