"""How queries are read, ranked and cut into snippets."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qikan
from qikan.search.folding import Folding
from qikan.search.lists import Held
from qikan.search.query import LONGEST, MOST, Query, fields
from qikan.search.ranking import damping, logarithm, scores
from qikan.search.shards import Damaged, read_script, read_varints, script, varints
from qikan.search.simplified import simplified_characters
from qikan.search.snippets import LENGTH, snippet
from qikan.search.spans import Span
from qikan.search.texts import blocks

FOLDING = Folding({"數": "数", "據": "据", "發": "发"})
FIELDS = fields([("outlet", "来源"), ("place", "地点"), ("person", "人物")])


@pytest.mark.parametrize(
    ("text", "shown", "whole"),
    [
        ("大数据", "大数据", "大数据"),
        ("大数据 厦门", "大数据 厦门", "大数据厦门"),
        ("大數據　厦门", "大數據 厦门", "大数据厦门"),
        ('"协同办公 系统"', '"协同办公 系统"', "协同办公系统"),
        ("“协同办公”系统", "协同办公 系统", "协同办公系统"),
        ('"hello world" 甲', '"hello world" 甲', "hello world甲"),
        ("大数据 -贵州", "大数据 -贵州", "大数据"),
        ("大数据 －贵州", "大数据 -贵州", "大数据"),
        ("2014-07-04", "2014-07-04", "2014-07-04"),
        ("标题:政务 title：OA", "标题:政务 title:OA", "政务oa"),
        ("-标题:政务 公开", "-标题:政务 公开", "公开"),
        ("1.2 万", "1.2万", "1.2万"),
        ("3 个 月", "3个 月", "3个月"),
        ("2014 年报", "2014 年报", "2014年报"),
        ("来源:山西日报 数据", "来源:山西日报 数据", "数据"),
        ("SOURCE:山西日报", "SOURCE:山西日报", ""),
        ('-地点:"太原 市"', '-地点:"太原 市"', ""),
        ("人物:张三", "人物:张三", ""),
        ("主题:医疗", "主题:医疗", "主题:医疗"),
        ("年:2014 大数据", "年:2014 大数据", "大数据"),
        ("日期:2014-07..2015-03", "日期:2014-07..2015-03", ""),
        # what is not written as it should be is searched as it is
        ("-贵州", "-贵州", ""),
        ("大数据 -", "大数据", "大数据"),
        ('"没有写完', "没有写完", "没有写完"),
        ("标题:", "标题:", "标题:"),
        ("来源:", "来源:", "来源:"),
        ("ſource:山西日报", "ſource:山西日报", "source:山西日报"),
        ("日期:2014-13", "日期:2014-13", "日期:2014-13"),
        ("年:很久以前", "年:很久以前", "年:很久以前"),
        ("-", "-", "-"),
        ('""', "", ""),
        (" \u3000\n", "", ""),
        ("\u200b\u202e", "", ""),
        ("政务\n公开", "政务 公开", "政务公开"),
        ("<script>", "<script>", "<script>"),
        ("__proto__ constructor", "__proto__ constructor", "__proto__ constructor"),
        (".* [a-z]+ (", ".* [a-z]+ (", ".* [a-z]+ ("),
        ("，", "，", ","),
        ("政务 政务", "政务", "政务"),
    ],
)
def test_the_most_natural_reading(text: str, shown: str, whole: str) -> None:
    query = Query.of(text, FOLDING, FIELDS)
    assert str(query) == shown
    assert next(iter(query.wholes), "") == whole


@given(st.text())
def test_no_query_is_wrong(text: str) -> None:
    query = Query.of(text, FOLDING, FIELDS)
    assert len(query.words) <= MOST
    assert all(len(word.string) > 0 for word in query.words)


def test_the_form_that_was_written_is_kept() -> None:
    for text, other in (("發展", True), ("-發展", True), ("发展", False), ("甲 -發展", False)):
        assert Query.of(text, FOLDING, FIELDS).words[0].other == other


def test_long_queries_are_cut() -> None:
    query = Query.of(" ".join(f"词{at}" for at in range(10_000)), FOLDING, FIELDS)
    assert len(query.words) == MOST
    assert len(Query.of("长" * 10_000, FOLDING, FIELDS).words[0].string) == LONGEST


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2014", ("2014", "2014")),
        ("2014年", ("2014", "2014")),
        ("2014-7", ("2014-07", "2014-07")),
        ("2014年7月4日", ("2014-07-04", "2014-07-04")),
        ("2014.07.04", ("2014-07-04", "2014-07-04")),
        ("2014-07..2015-03", ("2014-07", "2015-03")),
        ("2015..2014", ("2014", "2015")),
        ("2014年7月至2015年", ("2014-07", "2015")),
        ("2014—2016", ("2014", "2016")),
        ("2014..", ("2014", "")),
        ("..2014/7", ("", "2014-07")),
        *((text, None) for text in ("", "..", "0000", "2014-13", "2014-02-30", "20145")),
        *((text, None) for text in ("2014 2015", "七月", "2014..x", "2014-07-04-01")),
    ],
)
def test_spans_of_time(text: str, span: tuple[str, str] | None) -> None:
    assert Span.of(text) == span


def test_what_a_span_may_hold() -> None:
    span = Span("2014-07-03", "2015-03")
    dates = ("2013", "2014", "2014-06", "2014-07", "2014-07-02", "2014-07-03", "2015-03-31")
    held = [date for date in (*dates, "2015-04", "2015") if span.may_hold(date)]
    assert held == ["2014", "2014-07", "2014-07-03", "2015-03-31", "2015"]


# ---- ranking


@given(st.floats(1, 1e9))
def test_logarithms(value: float) -> None:
    assert logarithm(value) == pytest.approx(math.log(value), abs=1e-7)


def test_bm25f_by_hand() -> None:
    """Two texts of one size, so that nothing is damped: the textbook's formula with k1 = 1.2."""
    even = damping(np.array([4, 4, 4]), 256.0)
    assert even.tolist() == pytest.approx([1.2] * 3)
    held = Held(
        np.array([0, 2]), np.array([1, 3]), np.array([True, False]), *[np.array([False] * 2)] * 2
    )
    rare = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = [rare * 5 * 2.2 / (5 + 1.2), rare * 3 * 2.2 / (3 + 1.2)]
    assert scores(held, even).tolist() == pytest.approx(expected)


def test_longer_texts_are_damped() -> None:
    """b = 0.4 of 256 and 1,024 characters, beside 640 as the average."""
    assert damping(np.array([4, 5]), 640.0).tolist() == pytest.approx([1.2 * 0.76, 1.2 * 1.24])


# ---- snippets


def test_a_snippet_is_of_the_text_itself() -> None:
    found = ["前言。" * 20, "其后。" * 20 + "發展大數據產業，Ｂｉｇ Data。" + "后文。" * 40]
    runs = snippet(found, ["大数据", "bigdata", "big data"], FOLDING)
    assert [characters for characters, marked in runs if marked] == ["大數據", "Ｂｉｇ Data"]
    text = "".join(characters for characters, _ in runs)
    assert text.startswith("……")
    assert text.endswith("……")
    assert text.strip("…") in found[1]
    assert len(text.strip("…")) == LENGTH


@given(
    st.lists(st.text("政务数據大e\u0301ﬁ①ab 　\u200b，", max_size=200), max_size=3),
    st.lists(st.text("政务数据大éfi1ab,", min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_what_is_marked_is_what_was_asked_for(blocks: list[str], strings: list[str]) -> None:
    runs = snippet(blocks, strings, FOLDING)
    text = "".join(characters for characters, _ in runs).strip("…")
    assert not text or any(text in block for block in blocks)
    for characters, marked in runs:
        if marked:
            folded = FOLDING.fold(characters)
            assert any(string in folded or folded in string for string in strings)


def test_a_snippet_of_what_is_only_in_the_title() -> None:
    assert snippet(["一。" * 100], ["二"], FOLDING) == [
        ("一。" * (LENGTH // 2), False),
        ("……", False),
    ]
    assert snippet([], ["二"], FOLDING) == []


def test_blocks_are_what_a_reader_sees() -> None:
    html = (
        '<p>甲<a href="x">乙</a>丙<br>丁</p>\n<ul><li>戊 &lt;b&gt;</li></ul><table><tr><td>1</td>'
        "<td><p>2</p></td></tr></table><p>a\nb</p><p> </p>"
    )
    assert blocks(html) == ("甲乙丙", "丁", "戊 <b>", "1", "2", "a b")


def test_a_correction_is_found_as_printed_and_as_it_should_be() -> None:
    mark = '<a class="footnote-reference x" href="#1">1</a>'
    html = f"<p>共有<del>三</del><ins>五</ins>百户{mark}参加。</p>"
    assert blocks(html) == ("共有三百户参加。", "共有五百户参加。")


# ---- files


@given(st.lists(st.integers(0, 2**50)))
def test_numbers_come_back(numbers: list[int]) -> None:
    written = varints(np.array(numbers, np.int64))
    assert read_varints(written).tolist() == numbers


@given(st.binary(max_size=2000))
def test_data_come_back_from_scripts(data: bytes) -> None:
    for strategy in (zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY):
        assert read_script("a/d0", script("a/d0", data, strategy)) == data


@given(st.binary(min_size=40, max_size=200), st.data())
def test_a_file_that_is_not_whole_is_refused(data: bytes, drawn: st.DataObject) -> None:
    file = script("d0", data)
    cut = drawn.draw(st.integers(0, len(file) - 1))
    with pytest.raises(Damaged):
        read_script("d0", file[:cut])
    begin = 2 + 2 * len(f'qikanTake("d0",{len(zlib.compress(data))},"')
    at = drawn.draw(st.integers(begin + 4, len(file) - 14))  # the last character may be filled up
    other = bytes([file[at] ^ 1])
    with pytest.raises(Damaged):
        read_script("d0", file[:at] + other + file[at + 1 :])
    with pytest.raises(Damaged):
        read_script("d1", file)


def test_a_script_is_read_as_in_thirty_lines(tmp_path: Path) -> None:
    """The format as it is described, read by nothing of ours."""
    file = script("d0", b"\x05hello")
    text = file.decode("utf-16")
    name, length, characters = text[len("qikanTake(") : -len(");")].split(",")
    bits = "".join(f"{ord(each) - 0x3000:015b}" for each in characters.strip('"'))
    packed = bytes(int(bits[at : at + 8], 2) for at in range(0, 8 * int(length), 8))
    assert (name, zlib.decompress(packed)) == ('"d0"', b"\x05hello")


def test_characters_are_simplified_wherever_opencc_lies(tmp_path: Path) -> None:
    """In a folder whose name the locale cannot read, too."""
    folder = tmp_path / "松河"
    folder.mkdir()
    (folder / "opencc").symlink_to(Path(opencc.__file__).parent)
    command = "from qikan.search.simplified import simplified_characters as a; print(len(a()))"
    path = f"{folder}{os.pathsep}{Path(qikan.__file__).parents[1]}"
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": path}
    # Coverage, which such a folder may hold too, says by itself that it cannot be read there.
    around = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", command],
        env={**around, **plain}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert int(done.stdout) == len(simplified_characters())
