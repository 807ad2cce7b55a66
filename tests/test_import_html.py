"""Pages of HTML: what a browser shows is taken in, once, and nothing else."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bench.documents import LAYOUTS, document
from bench.world import World
from importing import squeezed, take

HEAD = "<p>松河政务信息</p><p>2014年第12期（总第87期）</p><p>2014年7月4日</p>"


def page(text: str) -> str:
    """Write a text as a page: a line a paragraph, rows of cells as tables."""
    body: list[str] = []
    for tabbed, lines in groupby(text.split("\n"), key=lambda line: line.count("\t") > 1):
        if tabbed:
            rows = ("".join(f"<td>{escape(c)}" for c in line.split("\t")) for line in lines)
            body.append("<table>" + "".join(f"<tr>{row}" for row in rows) + "</table>")
        else:
            body += (f"<p>{escape(line)}</p>\n" for line in lines)
    return f"<!DOCTYPE html><html><head><title>不显示</title></head><body>{''.join(body)}"


def first(folder: Path, body: str) -> dict[str, Any]:
    """Take in an item with this body."""
    path = folder / "期.html"
    rest = "<p>2. 又一件事的标题</p><p>又一件事。（松河晚报）</p>"
    path.write_text(
        f"<!DOCTYPE html>{HEAD}<h2>1. 一件事的标题</h2>{body}<p>（松河日报）{rest}", "utf-8"
    )
    record = take(path, "--dry-run", into=folder / "库").balanced
    item: dict[str, Any] = record["items"][0]
    assert item["outlet_name"] == "松河日报"
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_july_original_as_a_page(shared: Path, tmp_path: Path, encoding: str) -> None:
    original = shared / "originals/2014-07-04.txt"
    path = tmp_path / "期.html"
    path.write_bytes(page(original.read_text("utf-8")).encode(encoding))
    ours = take(path, "--dry-run", into=tmp_path / "库").record
    theirs = take(original, "--dry-run", into=tmp_path / "库").record
    assert ours["items"] == theirs["items"]
    assert ours["account"]["lost"] == ours["account"]["added"] == 0


def test_an_invented_document_is_read_as_its_text_is(tmp_path: Path) -> None:
    made = document(World(2, 11, 30), 0, LAYOUTS[0])
    path = tmp_path / "期.html"
    path.write_text(page(made.text), "utf-8")
    items = take(path, "--dry-run", into=tmp_path / "库").record["items"]
    for answer, item in zip(made.answers, items, strict=True):
        assert item["title"] == answer.title
        assert squeezed("".join(item["paragraphs"])) == squeezed("".join(answer.paragraphs))


def test_what_a_browser_shows(tmp_path: Path) -> None:
    body = (
        "<script>alert('一')</script><style>p{}</style><!-- 二 -->"
        "<div>松河市&nbsp;启用\n平台&lt;b&gt;，<b>重点</b>见<a href='https://www.example.org/'>"
        "网站</a>。<br>又一段。</div><ul><li>其一。<li>其二。</ul>"
    )
    assert first(tmp_path, body)["paragraphs"] == [
        "松河市\xa0启用 平台<b>，重点见网站。",
        "又一段。",
        "其一。",
        "其二。",
    ]


def test_merged_cells_have_their_text_once(tmp_path: Path) -> None:
    body = (
        "<p>情况见表。</p><table><tr><th>单位<th colspan=2>办件</tr>"
        "<tr><td rowspan=2>松河<td>一月<td><p>12</p><p>件</p></tr><tr><td>二月<td>15</tr></table>"
    )
    (found,) = first(tmp_path, body)["tables"]
    assert found["rows"] == [["单位", "办件", ""], ["松河", "一月", "12 件"], ["", "二月", "15"]]


def test_a_table_of_one_cell_is_a_frame(tmp_path: Path) -> None:
    inner = "<p>框里一段。</p><table><tr><td>甲<td>乙</table><p>框里又一段。</p>"
    item = first(tmp_path, f"<table><tr><td>{inner}</td></tr></table>")
    assert item["tables"] == []
    assert item["paragraphs"] == ["框里一段。", "甲", "乙", "框里又一段。"]


# As word processors save footnotes: the mark and the note lead to each other.
NOTES = {
    "Word": (
        '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
        '<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id="ftn1">'
        '<p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 注里的话。</p></div></div>',
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a>注里的话。</p></div>',
    ),
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>',
        '<section><ol><li id="fn1"><p>注里的话。<a href="#fnref1">↩</a></p></li></ol></section>',
    ),
    "bare": (
        '<sup id="r1"><a href="#n1">①</a></sup>',
        '<p id="n1"><a href="#r1">①</a>　注里的话。</p><p>（完）</p>',
    ),
}


@pytest.mark.parametrize("program", NOTES)
def test_footnotes_at_the_end_of_a_page_belong_to_their_item(tmp_path: Path, program: str) -> None:
    mark, note = NOTES[program]
    path = tmp_path / "期.html"
    path.write_text(
        f"<!DOCTYPE html>{HEAD}<p><a href='#one'>1</a></p><h2>1. 一件事的标题</h2>"
        f"<p id='one'><a href='#one'>一</a>件事{mark}。</p><p>（松河日报）"
        f"<h2>2. 又一件事的标题</h2><p>又一件事。（松河晚报）</p>{note}",
        "utf-8",
    )
    imported = take(path, into=tmp_path / "库")
    assert imported.err == ()
    one, two = imported.record["items"]
    assert (one["paragraphs"], one["notes"]) == (["一件事。"], ["注里的话。"])
    assert (two["paragraphs"], two["notes"]) == (["又一件事。"], [])
    assert imported.record["account"]["reasons"]["mark"] >= 2
    written = (tmp_path / "库/issues/2014/2014-07-04.md").read_text("utf-8")
    assert "\n一件事[^1]。\n\n[^1]: 注里的话。\n" in written
