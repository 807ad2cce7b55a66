"""PDFs: what print shows is taken in, in the order of reading; what cannot be read is told why.

Those with known answers are set by Typst (``bench.pdfs``) or printed by Chromium; poppler's
pdftotext, which has nothing of the importer's, tells which characters a PDF has.
"""

from __future__ import annotations

import base64
import subprocess
from collections import Counter
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from playwright.sync_api import Browser

from bench.documents import LAYOUTS as TEXT_LAYOUTS
from bench.documents import document
from bench.importing import judged
from bench.pdfs import EVERY, LAYOUTS, Printed, printed, said
from bench.world import World
from importing import squeezed, take
from qikan.importer.draft import Draft, Paragraph, Reason, Table
from qikan.importer.founding import SETTINGS
from qikan.importer.libreoffice import Office
from qikan.importer.spans import of
from qikan.importer.taking import Intake, Taken, read_document

WORLD = World(len(LAYOUTS) * EVERY, 18, 60)
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
"""A picture of one point, as PNG."""
HEAD = ("松河政务信息", "2014年第12期（总第87期）", "2014年7月4日")


@pytest.fixture(scope="module", params=range(len(LAYOUTS)), ids=lambda at: LAYOUTS[at].name)
def made(request: pytest.FixtureRequest) -> Printed:
    return printed(WORLD, request.param * EVERY, LAYOUTS[request.param])


@pytest.fixture(scope="module")
def taken(made: Printed) -> Taken:
    return Intake(settings=SETTINGS).take(*made.file)


@pytest.fixture(scope="module")
def draft(taken: Taken) -> Draft:
    return taken.draft


def characters(text: str) -> Counter[str]:
    return Counter(squeezed(text))


def told_by_poppler(pdf: bytes, folder: Path) -> str:
    path = folder / "期.pdf"
    path.write_bytes(pdf)
    ended = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return ended.stdout


# ---- documents with known answers


def test_what_is_read_is_right(made: Printed, taken: Taken) -> None:
    """``python -m bench.importing`` tries more documents."""
    score = judged(made.answers, taken)
    assert not score.unbalanced
    assert score.titles == score.sources == score.pages == score.sections == score.items
    assert score.right_cells == score.cells > 0
    assert score.whole == score.paragraphs
    assert score.rightly == score.joins == score.joined > 0
    wrong = judged([replace(a, title=f"{a.title}？") for a in made.answers], taken)
    assert wrong.titles == 0, "else this would hold for anything"


def test_all_characters_of_the_pdf_are_there(made: Printed, draft: Draft, tmp_path: Path) -> None:
    assert characters(draft.original.text) == characters(told_by_poppler(made.pdf, tmp_path))


def test_head_notes_and_edges_of_pages(made: Printed, draft: Draft) -> None:
    layout, original = made.layout, draft.original
    assert (draft.label, str(draft.date)) == (made.label, made.date)
    parts = [part for item in draft.items for part in item.parts]
    notes = [of(p.text, original.text) for p in parts if isinstance(p, Paragraph) and p.note]
    assert [note[1:] for note in notes] == made.notes
    listed = Counter(each.reason for each in draft.listed)
    assert original.pages is not None
    assert listed[Reason.FOLIO] == original.pages > 2
    assert listed[Reason.RUNNING_HEAD] == (original.pages if layout.head else 0)
    assert bool(draft.back) == bool(layout.closing)


# ---- printed by a browser

STYLE = """<style>
body {{ font: 11pt "Noto Serif CJK SC"; columns: {columns} }} p {{ margin: 0; text-indent: 2em }}
h2 {{ font-size: 13pt }} table {{ border-collapse: collapse }} td {{ border: 1px solid }}
</style>"""


def page_of(text: str, columns: int) -> str:
    """Write a text with tables as a page."""
    body: list[str] = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) > 2:
            body.append("<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells))
        elif line.strip():
            body.append(f"<p>{escape(line)}")
    rows = "".join(body).replace("<p><tr>", "<p><table><tr>")
    return f"<!DOCTYPE html><meta charset=utf-8>{STYLE.format(columns=columns)}{rows}"


@pytest.mark.parametrize("columns", [1, 2])
def test_a_page_that_chromium_printed(browser: Browser, tmp_path: Path, columns: int) -> None:
    """It tells characters by what it calls actual text, and its faces have no names."""
    made = document(World(9, 18, 60), 8, TEXT_LAYOUTS[0])
    page = browser.new_page()
    page.set_content(page_of(made.text, columns))
    pdf = page.pdf(
        format="A4",
        margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"},
        display_header_footer=True,
        header_template='<p style="font-size: 8px">松河政务信息</p>',
        footer_template='<p style="font-size: 8px">- <span class="pageNumber"></span> -</p>',
    )
    page.close()
    path = tmp_path / "期.pdf"
    path.write_bytes(pdf)
    record = take(path, "--dry-run", into=tmp_path / "库").record
    items = [(item["title"], item["page"], item["outlet_name"]) for item in record["items"]]
    assert items == [(a.title, a.page, "、".join(a.sources)) for a in made.answers]
    printed_text = squeezed(made.text.replace("\n\n", ""))
    for item in record["items"]:
        for paragraph in item["paragraphs"]:
            assert squeezed(paragraph) in printed_text
    assert characters(read_document(pdf, "期.pdf", Office()).text) == characters(
        told_by_poppler(pdf, tmp_path)
    )


# ---- one thing at a time


def set_in_type(body: str, frame: str = "") -> bytes:
    """Set an issue of two items, the first with this body, in Typst's own words."""
    font = '#set text(font: "Noto Serif CJK SC", size: 11pt, lang: "zh")'
    par = "#set par(first-line-indent: (amount: 2em, all: true), justify: true)"
    head = "".join(f"#par[#{said(line)}]\n" for line in HEAD)
    lines = ("（松河日报）", "2. 又一件事的标题", "又一件事。（松河晚报）")
    rest = "".join(f"#par[#{said(line)}]\n" for line in lines)
    title = f"#par[#{said('1. 一件事的标题')}]"
    code = f"{font}\n{par}\n{frame}\n{head}{title}\n{body}\n{rest}"
    pdf = typst.compile(code.encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def first(pdf: bytes) -> tuple[dict[str, Any], list[str], str]:
    """Take an issue in; give its first item, the kinds of doubts, and the file."""
    taken = Intake(settings=SETTINGS).take(pdf, "期.pdf")
    assert taken.account.balanced
    item, text = taken.draft.items[0], taken.draft.original.text
    assert [of(each.title, text) for each in taken.draft.items] == [
        "一件事的标题",
        "又一件事的标题",
    ]
    paragraphs = [of(p.text, text) for p in item.parts if isinstance(p, Paragraph)]
    tables = [part.rows for part in item.parts if isinstance(part, Table)]
    rows = [[[of(cell, text) for cell in row] for row in table] for table in tables]
    doubts = [doubt.point.key for doubt in taken.doubts]
    return {"paragraphs": paragraphs, "tables": rows}, doubts, taken.written.text


def test_merged_cells_have_their_text_once() -> None:
    cells = "[甲], [乙], [丙], table.cell(rowspan: 2)[子], [丑], [寅], table.cell(colspan: 2)[卯]"
    item, _, _ = first(set_in_type(f"#table(columns: 3, {cells})"))
    assert item["tables"] == [[["甲", "乙", "丙"], ["子", "丑", "寅"], ["", "卯", ""]]]


def test_a_frame_around_text_is_no_table() -> None:
    item, _, _ = first(set_in_type("#block(stroke: 1pt, inset: 5pt)[一件事框在线里。]"))
    assert item == {"paragraphs": ["一件事框在线里。"], "tables": []}


def test_two_lines_with_wide_gaps_are_no_table() -> None:
    lines = ("编辑：吴晓#h(3em)电话：0000#h(3em)发：各县", "甲#h(6em)校对：郑云")
    item, _, _ = first(set_in_type("".join(f"#par[{line}]\n" for line in lines)))
    assert item["tables"] == []
    assert len(item["paragraphs"]) == 2


def test_the_number_of_a_single_page_is_no_text() -> None:
    frame = "#set page(footer: align(center)[— #context counter(page).display() —])"
    taken = Intake(settings=SETTINGS).take(set_in_type("#par[一件事。]", frame), "期.pdf")
    text = taken.draft.original.text
    folios = [each.span for each in taken.draft.listed if each.reason is Reason.FOLIO]
    assert [of((span,), text) for span in folios] == ["— 1 —"]
    assert "— 1 —" not in taken.written.text


def test_lines_that_come_again_within_pages_are_text() -> None:
    line = "一件事说了一遍又一遍，说的都是同样的话，" * 8
    item, _, _ = first(set_in_type(f"#par[{line}说完。]\n" * 4))
    assert item["paragraphs"] == [f"{line}说完。"] * 4


def test_how_characters_are_set() -> None:
    def up(how: str) -> str:
        return f"#{how}(typographic: false)[2]"

    body = f"#par[面积为10m{up('super')}，含H{up('sub')}O，*甚大*而不重。]"
    item, _, written = first(set_in_type(body))
    assert item["paragraphs"] == ["面积为10m2，含H2O，甚大而不重。"]
    assert "10m{sup}`2`，含H{sub}`2`O，{strong}`甚大`而不重。" in written


def test_a_turned_page_is_read_as_one_holds_it() -> None:
    frame = "#set page(width: 297mm, height: 210mm)"
    body = f"#par[{'一件事说了很长一段话，' * 20}如此。]"
    level = first(set_in_type(body, frame))[0]
    with pikepdf.open(BytesIO(set_in_type(body, frame))) as pdf:
        for page in pdf.pages:
            page.contents_add(b"q 0 1 -1 0 595.28 0 cm\n", prepend=True)
            page.contents_add(b"\nQ")
            page.MediaBox = [0, 0, 595.28, 841.89]
            page.Rotate = 90
        turned = BytesIO()
        pdf.save(turned)
    assert first(turned.getvalue())[0] == level


def test_pictures_are_told() -> None:
    picture = ", ".join(map(str, base64.b64decode(DOT)))
    body = f"#par[一件事。]\n#image(bytes(({picture},)), width: 3cm)\n#par[又说。]"
    item, doubts, _ = first(set_in_type(body))
    assert item["paragraphs"] == ["一件事。", "又说。"]
    assert doubts.count("picture") == 1


def test_text_behind_pictures_of_pages_is_to_be_compared() -> None:
    with pikepdf.open(BytesIO(set_in_type("#par[一件事。]"))) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert b"BT 0 Tr" in content
            page.Contents = pdf.make_stream(content.replace(b"0 Tr", b"3 Tr"))
        unseen = BytesIO()
        pdf.save(unseen)
    item, doubts, _ = first(unseen.getvalue())
    assert item["paragraphs"] == ["一件事。"]
    assert "recognised" in doubts


def test_radicals_are_kept_and_do_not_hide_the_date(tmp_path: Path) -> None:
    """Programs write them for characters that look the same; the check tells of them."""
    lines = (*HEAD, "1. 一件事的标题", "一个人。（松河日报）", "2. 又一件事", "又说。（松河晚报）")
    path = tmp_path / "期.txt"
    path.write_text("\n\n".join(lines).translate(str.maketrans("月日一人", "⽉⽇⼀⼈")), "utf-8")
    record = take(path, "--dry-run", into=tmp_path / "库").record
    assert record["date"] == "2014-07-04"
    assert record["items"][0]["paragraphs"] == ["⼀个⼈。"]


def test_a_wide_blank_was_typed_on_purpose() -> None:
    item, _, _ = first(set_in_type('#par[#"本报讯　松河市说了一件事。"]'))
    assert item["paragraphs"] == ["本报讯　松河市说了一件事。"]
