"""Markdown: the page that it makes is taken in, once, with its quotations, lists and code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.documents import LAYOUTS, document
from bench.weekly import PROFILE, files_of, tally
from bench.world import World
from importing import Imported, squeezed, take
from tiny import build

HEAD = "# 松河政务信息\n\n2014年第12期（总第87期）\n\n2014年7月4日\n\n"
REST = "\n\n（松河日报）\n\n## 2. 又一件事的标题\n\n又一件事。（松河晚报）\n"

# Invented, in the form of the weekly: it only counts, has pieces of their own, and sections of
# numbered ones; numbers within a piece are a list of it.
WEEKLY = """\
# 松河周刊（第 {number} 期）：{name}

这里每周记一些事。

## 封面图

![](https://www.example.org/tu.jpg)

松河边上的一座桥。

## 一座桥的来历

先说三点：

1、修桥用了三年

2、桥上没有灯

> 桥是给人走的。
>
> 也是给人看的。

## 动态

1、[松河启用平台](https://www.example.org/a_(1))

启用了一个[平台](https://www.example.org/)（平台网）。

2、松河又启用平台

又启用了一个。

### 一个小标题

小标题下的话。

## 工具

1、某工具

```
if a < b:
    print("*")
```

- 其一
- 其二

## 言论

1、

一句话，

-- 某人
"""


def written(folder: Path, text: str, name: str = "期.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def first(folder: Path, body: str) -> dict[str, Any]:
    """Take in an item with this body."""
    path = written(folder, f"{HEAD}## 1. 一件事的标题\n\n{body}{REST}")
    record = take(path, "--dry-run", into=folder / "库").balanced
    item: dict[str, Any] = record["items"][0]
    assert item["outlet_name"] == "松河日报"
    return item


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Imported]:
    folder = tmp_path_factory.mktemp("weekly")
    for number, name in ((37, "桥"), (38, "路")):
        written(folder, WEEKLY.format(number=number, name=name), f"期{number}.md")
    into = folder / "库"
    return into, take(folder / "期37.md", folder / "期38.md", "--profile", PROFILE, into=into)


def test_a_periodical_that_only_counts(weekly: tuple[Path, Imported]) -> None:
    """Its profile says with which number each year begins."""
    _, imported = weekly
    assert imported.err == ()
    assert [record["id"] for record in imported.records] == ["2018-no37", "2019-no38"]
    assert [record["label"] for record in imported.records] == ["第 37 期", "第 38 期"]
    assert imported.records[0]["title"] == "松河周刊（第 37 期）：桥"


def test_sections_of_numbered_pieces_beside_pieces_of_their_own(
    weekly: tuple[Path, Imported],
) -> None:
    _, imported = weekly
    assert [(i["number"], i["section"], i["title"]) for i in imported.records[0]["items"]] == [
        (1, None, "封面图"),
        (2, None, "一座桥的来历"),
        (3, "动态", "松河启用平台"),
        (4, "动态", "松河又启用平台"),
        (5, "工具", "某工具"),
        (6, None, "言论"),
    ]
    assert imported.records[0]["items"][5]["paragraphs"] == ["1、", "一句话，", "-- 某人"]


def test_where_a_periodical_prints_no_sources_none_is_found_or_missed(
    weekly: tuple[Path, Imported],
) -> None:
    _, imported = weekly
    assert {item["citation"] for item in imported.records[0]["items"]} == {None}
    kinds = {doubt["kind"] for doubt in imported.records[0]["doubts"]}
    assert kinds == {"head-text", "no-contents", "picture", "maybe-joined"}


def test_its_pages_show_quotations_lists_code_and_links(weekly: tuple[Path, Imported]) -> None:
    folder, _ = weekly
    built = build(folder)
    assert (built.status, built.stderr) == (0, ())
    quoted = built.page("issues/2018/2018-no37/2")
    assert "<blockquote>" in quoted
    assert quoted.count("</blockquote>") == 1
    issue = built.page("issues/2018/2018-no37")
    assert '<a href="https://www.example.org/a_(1)">松河启用平台</a></h3>' in issue
    assert '<a href="2018-no37/3.html"><span class="no">3.</span></a>' in issue
    tool = built.page("issues/2018/2018-no37/5")
    assert "<li>" in tool
    assert "if a &lt; b:\n    print(" in tool.replace('<span class="', "<span ").replace(
        "&quot;", '"'
    )
    assert "一个小标题</h" in built.page("issues/2018/2018-no37/4")


def test_a_place_in_the_original_is_the_line_of_the_file(weekly: tuple[Path, Imported]) -> None:
    _, imported = weekly
    (told,) = [e for e in imported.records[0]["doubts"] if e["kind"] == "head-text"]
    lines = WEEKLY.splitlines()
    assert lines[told["original"]["line"] - 1] == "这里每周记一些事。"


def test_issues_of_a_real_weekly(shared: Path) -> None:
    """A few of its kinds; ``python -m bench.weekly`` takes in all 407."""
    folder = shared / "corpora/weekly"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: no real Markdown was taken in (QIKAN_SHARED)")
    found = tally(list(files_of(folder))[4::67])
    assert (found.refused, found.differ, found.lost, found.added) == ([], [], 0, 0)
    assert found.taken == found.files == 7
    assert found.items > 25 * found.taken


def test_an_invented_document_is_read_as_its_text_is(tmp_path: Path) -> None:
    """A digest that was saved as Markdown, with its numbers and without other signs."""
    made = document(World(2, 11, 30), 1, LAYOUTS[0])
    text = "\n\n".join(line for line in made.text.split("\n") if "\t" not in line)
    items = take(written(tmp_path, text), "--dry-run", into=tmp_path / "库").record["items"]
    for answer, item in zip(made.answers, items, strict=True):
        assert item["title"] == answer.title
        assert item["outlet_name"] == "、".join(answer.sources)
        if not answer.table:
            assert squeezed("".join(item["paragraphs"])) == squeezed("".join(answer.paragraphs))


def test_lines_of_a_paragraph_and_signs_of_lists(tmp_path: Path) -> None:
    body = "松河启用\n平台 a\nb。\\\n又一行。\n\n1. 其一\n3. 其二\n\n* 甲\n\n  乙\n  * 丙"
    assert first(tmp_path, body)["paragraphs"] == [
        "松河启用平台 a b。", "又一行。", "1. 其一", "2. 其二", "甲", "乙", "丙",
    ]  # fmt: skip


def test_tables_and_emphasis(tmp_path: Path) -> None:
    item = first(tmp_path, "**要点**见`表`：\n\n| 单位 | 件 |\n|---|--:|\n| 松河 | *12* |")
    assert item["paragraphs"] == ["要点见表："]
    assert item["tables"][0]["rows"] == [["单位", "件"], ["松河", "12"]]


def test_tags_that_set_text_do_so_and_others_are_text(tmp_path: Path) -> None:
    body = "水<sub>2</sub>与<dialog>框<br>下一行 <script>一</script>。<!-- 注 -->"
    item = first(tmp_path, f"{body}\n\n<script>\nalert(1)\n</script>\n\n<p>段。</p>")
    assert item["paragraphs"] == [
        "水2与<dialog>框", "下一行 <script>一</script>。", "<script> alert(1) </script>", "段。",
    ]  # fmt: skip


def test_nothing_of_it_becomes_live(tmp_path: Path) -> None:
    """Whatever is markup of an issue's own stays text; an address that may not be is left out."""
    body = (
        ":::{note}\n框\n:::\n\n{item}`1` {{甲}} $x$ [脚本](javascript:alert(1)) "
        "[别处](../a.md) [此处](#a)\n\n```{raw} html\n<b>粗</b>\n```"
    )
    path = written(tmp_path, f"{HEAD}## 1. 一件事的标题\n\n{body}{REST}")
    imported = take(path, into=tmp_path / "库")
    assert imported.err == ()
    told = [each["message"] for each in imported.record["doubts"] if each["kind"] == "link"]
    assert len(told) == 1
    assert "../a.md" in told[0]
    built = build(tmp_path / "库")
    assert (built.status, built.stderr) == (0, ())
    page = built.page("issues/2014/2014-07-04/1")
    assert "{item}" in page
    assert "<b>粗" not in page
    assert "javascript:" not in page.partition("<main")[2].partition("</main")[0].replace(
        "[脚本](javascript:alert(1))", ""
    )


def test_front_matter_tells_the_date(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 松河政务信息\ndate: 2014-07-11\n---\n\n# 1. 一件事\n\n一件事。（松河日报）\n"
    )
    path = written(tmp_path, f"{text}\n# 2. 又一件事\n\n又一件事。（松河晚报）\n")
    record = take(path, "--dry-run", into=tmp_path / "库").record
    assert (record["date"], len(record["items"])) == ("2014-07-11", 2)


def test_a_month_is_a_date(tmp_path: Path) -> None:
    text = f"{HEAD}## 1. 一件事\n\n一件事。（松河日报）".replace("7月4日", "7月")
    record = take(written(tmp_path, text), "--dry-run", into=tmp_path / "库").record
    assert (record["id"], record["date"]) == ("2014-07", "2014-07")


def test_what_cannot_be_seen_at_an_end_leaves_no_space(tmp_path: Path) -> None:
    assert first(tmp_path, "一段完了。 \u200b\n\n又一段。")["paragraphs"] == [
        "一段完了。",
        "又一段。",
    ]


def test_what_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}## 1. 一件事\n\n{'> ' * 60}深。{REST}")
    imported = take(path, into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 1)
    assert "第 9 行" in imported.err[0]


@pytest.mark.parametrize("years", ['"2018"', "{2018 = '1'}", "{18 = 1}"])
def test_years_of_a_profile_that_are_none(tmp_path: Path, years: str) -> None:
    profile = written(tmp_path, f"years = {years}\n", "a.toml")
    path = written(tmp_path, HEAD)
    imported = take(path, "--profile", profile, into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (2, 1)
    assert "years" in imported.err[0]


def test_a_profile_may_tell_sources(tmp_path: Path) -> None:
    profile = written(tmp_path, "source = '〔摘自(.+)〕'\n", "a.toml")
    body = "## 1. 一件事的标题\n\n一件事（松河网）。\n〔摘自松河日报、松河晚报〕\n\n"
    path = written(tmp_path, f"{HEAD}{body}## 2. 又一件事的标题\n\n又一件事。（松河网）\n")
    record = take(path, "--dry-run", "--profile", profile, into=tmp_path / "库").record
    assert [item["outlet_name"] for item in record["items"]] == ["松河日报、松河晚报", None]


def test_footnotes_stand_with_the_item_that_has_their_marks(tmp_path: Path) -> None:
    """A note of a title, and one without a mark, are paragraphs; a text may have two marks."""
    body = (
        "一件事[^a](UNDESA)，**重**[^b]。\n\n| 单位 | 件[^c] |\n|---|---|\n| 松河 | 1 |\n\n"
        "[^a]: 注一。\n\n    注一又一段。\n\n[^b]: 注*二*。\n[^c]: 表注。\n[^t]: 题注。\n"
        "[^z]: 没有注号。"
    ).replace("[^a](", "[^a]\\(")
    text = f"{HEAD}序言[^x]。\n\n[^x]: 序注。\n\n## 1. 一件事的标题[^t]\n\n{body}{REST}"
    text = text.replace("又一件事。", "又一件事[^y]，再一件[^y]。\n\n[^y]: 另一条的注。\n\n")
    imported = take(written(tmp_path, text), into=tmp_path / "库")
    assert imported.err == ()
    first, second = imported.record["items"]
    assert first["notes"] == ["注一。\n注一又一段。", "注二。", "表注。", "题注。"]
    assert first["paragraphs"] == ["一件事(UNDESA)，重。", "没有注号。"]
    assert second["notes"] == ["另一条的注。"]
    told = [each["message"] for each in imported.record["doubts"] if each["kind"] == "note"]
    assert len(told) == 1
    assert "题注" in told[0]
    built = build(tmp_path / "库")
    assert (built.status, built.stderr) == (0, ())
    one, two = (built.page(f"issues/2014/2014-07-04/{number}") for number in (1, 2))
    assert one.count('role="doc-noteref"') == 3
    assert "注一又一段。" in one
    assert "另一条的注" not in one
    assert two.count('role="doc-noteref"') == 2
    assert "另一条的注。" in two
    assert "序注。" in built.page("issues/2014/2014-07-04")
