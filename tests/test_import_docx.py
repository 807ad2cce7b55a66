"""Word documents: what print shows of them is taken in, once, and nothing that it does not."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bench.documents import LAYOUTS, document
from bench.world import World
from importing import squeezed, take
from tiny import build
from word import cell, docx, paragraph, run, table

HEAD = [paragraph(line) for line in ("松河政务信息", "2014年第12期（总第87期）", "2014年7月4日")]
NUMBERING = (
    '<w:numbering><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
STYLES = (
    '<w:styles><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="条目"/><w:basedOn w:val="a1"/>'
    "</w:style></w:styles>"
)


def typed(text: str) -> list[str]:
    """Type a text into Word: a line a paragraph, rows of cells as tables."""
    body: list[str] = []
    for tabbed, lines in groupby(text.split("\n"), key=lambda line: line.count("\t") > 1):
        if tabbed:
            body.append(table([line.split("\t") for line in lines]))
        else:
            body += map(paragraph, lines)
    return body


def read(folder: Path, *body: str, **parts: str) -> dict[str, Any]:
    """Take in a document with a head and a second item that is always the same."""
    path = folder / "期.docx"
    path.write_bytes(docx(*HEAD, *body, **parts))
    return take(path, "--dry-run", into=folder / "库").balanced


def first(folder: Path, *body: str, **parts: str) -> dict[str, Any]:
    """Take in an item with this body."""
    items = [paragraph("1. 一件事的标题"), *body, paragraph("（松河日报）")]
    items += [paragraph("2. 又一件事的标题"), paragraph("又一件事。（松河晚报）")]
    record = read(folder, *items, **parts)
    assert len(record["items"]) == 2
    item: dict[str, Any] = record["items"][0]
    assert item["outlet_name"] == "松河日报"
    return item


def test_the_july_original_as_a_word_document(shared: Path, tmp_path: Path) -> None:
    """Made of the text by means of its own: the items are the same."""
    original = shared / "originals/2014-07-04.txt"
    path = tmp_path / "汇编.docx"
    path.write_bytes(docx(*typed(original.read_text("utf-8"))))
    ours = take(path, "--dry-run", into=tmp_path / "库").record
    theirs = take(original, "--dry-run", into=tmp_path / "库").record
    assert ours["items"] == theirs["items"]
    assert len(ours["joins"]) == len(theirs["joins"])
    assert ours["account"]["lost"] == ours["account"]["added"] == 0


def test_invented_documents_are_read_as_their_texts_are(tmp_path: Path) -> None:
    world = World(2, 11, 30)
    for layout in (LAYOUTS[0], LAYOUTS[3]):
        made = document(world, 0, layout)
        path = tmp_path / "期.docx"
        path.write_bytes(docx(*typed(made.text)))
        items = take(path, "--dry-run", into=tmp_path / "库").record["items"]
        for answer, item in zip(made.answers, items, strict=True):
            assert item["title"] == answer.title
            assert squeezed("".join(item["paragraphs"])) == squeezed("".join(answer.paragraphs))


def test_a_section_may_stand_lower_than_its_items(tmp_path: Path) -> None:
    """What is framed is a section, whatever its style; it lasts until the next."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="h{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (2, 3)
    )
    body = [
        part
        for section, titles in (("要闻", "甲乙"), ("各地", "丙"))
        for part in (
            paragraph(f"【{section}】", properties='<w:pStyle w:val="h3"/>'),
            *(
                each
                for title in titles
                for each in (
                    paragraph(f"第{title}件事的标题", properties='<w:pStyle w:val="h2"/>'),
                    paragraph(f"第{title}件事办成了。（松河日报）"),
                )
            ),
        )
    ]
    record = read(tmp_path, *body, styles=f"<w:styles>{styles}</w:styles>")
    found = [(item["section"], item["title"][1]) for item in record["items"]]
    assert found == [("要闻", "甲"), ("要闻", "乙"), ("各地", "丙")]


def test_automatic_numbers_are_those_that_print_shows(tmp_path: Path) -> None:
    body = [paragraph("一件事的标题", properties=LISTED), paragraph("一件事。（松河日报）")]
    body += [paragraph("又一件事的标题", properties=LISTED), paragraph("又一件事。（松河晚报）")]
    record = read(tmp_path, *body, numbering=NUMBERING)
    assert [(i["number"], i["title"]) for i in record["items"]] == [
        (1, "一件事的标题"),
        (2, "又一件事的标题"),
    ]
    assert record["account"]["reasons"]["number"] == len("一、") + len("二、")


def test_headings_by_style_alone(tmp_path: Path) -> None:
    styled = '<w:pStyle w:val="a2"/>'
    body = [paragraph("一件事的标题", properties=styled), paragraph("一件事没有来源。")]
    body += [paragraph("又一件事的标题", properties=styled), paragraph("又一件事。（松河晚报）")]
    record = read(tmp_path, *body, styles=STYLES)
    assert [item["title"] for item in record["items"]] == ["一件事的标题", "又一件事的标题"]


def test_tracked_changes_are_as_accepted(tmp_path: Path) -> None:
    changed = paragraph(
        "松河",
        '<w:del w:id="1"><w:r><w:delText>没有</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("已经")}</w:ins>',
        f'<w:moveFrom w:id="3">{run("搬走")}</w:moveFrom>',
        run("启用平台。"),
    )
    assert first(tmp_path, changed)["paragraphs"] == ["松河已经启用平台。"]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(tmp_path: Path) -> None:
    body = [
        paragraph("松河启用", properties='<w:rPr><w:del w:id="1"/></w:rPr>'),
        paragraph("平台。"),
    ]
    assert first(tmp_path, *body)["paragraphs"] == ["松河启用平台。"]


def test_fields_controls_and_hidden_text(tmp_path: Path) -> None:
    shown = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("7月4日"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('松河市')}</w:sdtContent></w:sdt>",
        run("看不见", "<w:rPr><w:vanish/></w:rPr>"),
        run("启用平台。"),
    )
    controlled = f"<w:sdt><w:sdtContent>{paragraph('整段在控件里。')}</w:sdtContent></w:sdt>"
    assert first(tmp_path, shown, controlled)["paragraphs"] == [
        "7月4日松河市启用平台。",
        "整段在控件里。",
    ]


def test_a_text_box_and_a_footnote_are_taken_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph('框里的话。')}</w:txbxContent>"
    boxed = paragraph(
        "松河启用平台。",
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    notes = (
        f'<w:footnotes><w:footnote w:id="2">{paragraph("脚注的话。")}</w:footnote></w:footnotes>'
    )
    item = first(tmp_path, boxed, footnotes=notes)
    assert item["paragraphs"] == ["松河启用平台。"]
    assert item["notes"] == ["框里的话。", "脚注的话。"]


def test_merged_cells_have_their_text_once(tmp_path: Path) -> None:
    wide = cell("办件", properties='<w:gridSpan w:val="2"/>')
    tall = cell("松河", properties='<w:vMerge w:val="restart"/>')
    below = cell("", properties="<w:vMerge/>")
    rows = [["单位", wide], [tall, "一月", cell("12", "件")], [below, "二月", "15"]]
    body = [paragraph("办件情况见表。"), paragraph("表1 办件情况"), table(rows)]
    (found,) = first(tmp_path, *body)["tables"]
    assert found == {
        "caption": "表1 办件情况",
        "rows": [["单位", "办件", ""], ["松河", "一月", "12 件"], ["", "二月", "15"]],
    }


def test_marks_stay_beside_whatever_character_stands(tmp_path: Path) -> None:
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    bold, slanted = "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:b w:val="0"/></w:rPr>'
    link = f'<w:hyperlink r:id="r9">{run("网站")}</w:hyperlink>'
    text = paragraph(
        run("*面积*12m"), run("2", raised), run("，"), run("“重点”", bold), run("与"),
        run("要点", slanted), run("，见"), link, run("。"),
    )  # fmt: skip
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" Type="…/hyperlink" Target="https://www.example.org/a"/>'
        "</Relationships>"
    )
    body = [paragraph("1. 一件事的标题"), text, paragraph("（松河日报）"), paragraph("2. 又一件事"),
            paragraph("又一件事。（松河晚报）")]  # fmt: skip
    path = tmp_path / "期.docx"
    path.write_bytes(packed("word/_rels/document.xml.rels", relations.encode(), docx(*HEAD, *body)))
    folder = tmp_path / "库"
    record = take(path, into=folder).record
    assert record["items"][0]["paragraphs"] == ["*面积*12m2，“重点”与要点，见网站。"]
    built = build(folder)
    assert (built.status, built.stderr) == (0, ())
    page = built.page("issues/2014/2014-07-04/1")
    assert "*面积*12m<sup>2</sup>，<strong>“重点”</strong>与<em>要点</em>，见<a " in page
    assert 'href="https://www.example.org/a"' in page


def test_soft_line_breaks_and_pictures(tmp_path: Path) -> None:
    body = [paragraph("一段完了。\n又一段完了。"), paragraph("<w:r><w:drawing/></w:r>")]
    assert first(tmp_path, *body)["paragraphs"] == ["一段完了。", "又一段完了。"]
    record = read(
        tmp_path, paragraph("1. 一件事的标题"), *body, paragraph("（松河日报）"),
        paragraph("2. 又一件事的标题"), paragraph("又一件事。（松河晚报）"),
    )  # fmt: skip
    assert [each["kind"] for each in record["doubts"]].count("picture") == 1


# ---- bad input


def packed(name: str, data: bytes, into: bytes = b"") -> bytes:
    """Pack a file, alone or into a document."""
    whole = io.BytesIO(into)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return whole.getvalue()


WHOLE = docx(*HEAD, paragraph("1. 一件事的标题"), paragraph("一件事。（松河日报）"))
BAD = {
    "cut off": (WHOLE[: len(WHOLE) // 2], "不完整"),
    "no document": (packed("a.txt", b"a"), "ZIP"),
    "empty": (docx(paragraph("")), "没有文字"),
    "swollen": (packed("word/styles.xml", b" " * 50_000_000, docx(paragraph("甲"))), "解压"),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不完整"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_documents_get_one_line(tmp_path: Path, case: str) -> None:
    data, said = BAD[case]
    path = tmp_path / "期.docx"
    path.write_bytes(data)
    imported = take(path, into=tmp_path / "库")
    assert (imported.status, imported.records, len(imported.err)) == (1, (), 1)
    assert said in imported.err[0]
    assert not (tmp_path / "库").exists()


def test_entities_are_refused_before_they_are_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole, zipfile.ZipFile(packed, "w") as file:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                head, rest = data.split(b"?>", 1)
                data = head + b'?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest
            file.writestr(name, data)
    path = tmp_path / "期.docx"
    path.write_bytes(packed.getvalue())
    imported = take(path, into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 1)
    assert "实体" in imported.err[0]


# ---- footnotes


def noted(id: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def test_footnotes_and_endnotes_become_those_of_their_items(tmp_path: Path) -> None:
    """In cells too; that of a title is a paragraph, and one whose paragraph's end was deleted."""
    torn = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = [
        paragraph("1. 一件事的标题", noted(1)),
        paragraph("松河", noted(2), run("启用"), properties=torn),
        paragraph("平台。", noted(3, "endnote")),
        table([["单位", cell("件")], ["松河", f"<w:tc><w:p>{run('12')}{noted(4)}</w:p></w:tc>"]]),
        paragraph("（松河日报）"),
        paragraph("2. 又一件事的标题"),
        paragraph("又一件事。（松河晚报）", noted(5)),
    ]

    def notes(kind: str, texts: dict[int, str]) -> str:
        inner = "".join(
            f'<w:{kind} w:id="{id}">{"".join(map(paragraph, text.split("|")))}</w:{kind}>'
            for id, text in texts.items()
        )
        return f"<w:{kind}s>{inner}</w:{kind}s>"

    record = read(
        tmp_path,
        *body,
        footnotes=notes("footnote", {1: "题注。", 2: "脚注。|又一段。", 4: "表注。", 5: "源注。"}),
        endnotes=notes("endnote", {3: "尾注。"}),
    )
    one, two = record["items"]
    assert one["paragraphs"] == ["松河启用平台。"]
    assert one["notes"] == ["题注。", "脚注。\n又一段。", "尾注。", "表注。"]
    assert (two["paragraphs"], two["notes"]) == (["又一件事。"], ["源注。"])
    told = [each["item"] for each in record["doubts"] if each["kind"] == "note"]
    assert told == [1, 2]
