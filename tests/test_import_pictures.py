"""Pictures of documents: what an issue may show stands beside it, all else is told."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from importing import Imported, take
from qikan.importer import pictures
from test_import_docx import HEAD
from tiny import build
from word import docx, paragraph, run, table

REST = [
    paragraph("（松河日报）"),
    paragraph("2. 又一件事的标题"),
    paragraph("又一件事。（松河晚报）"),
]
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
PAGE = (
    "<p>松河政务信息</p><p>2014年第12期（总第87期）</p><p>2014年7月4日</p><h2>1. 一件事的标题</h2>"
)


def png(shade: int) -> bytes:
    """Draw a picture of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    drawn = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + drawn + chunk(b"IEND", b"")


ONE, TWO = png(1), png(2)


def drawing(id: str, alt: str = "", key: str = "embed") -> str:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return (
        f'<w:r><w:drawing><docPr {space} descr="{alt}"/><a:blip {space} r:{key}="{id}"/>'
        "</w:drawing></w:r>"
    )


def document(*body: str, media: dict[str, bytes], links: dict[str, str], **parts: str) -> bytes:
    """Pack a Word document with pictures, which its relations name r0, r1 and so on."""
    whole = io.BytesIO(docx(*HEAD, paragraph("1. 一件事的标题"), *body, *REST, **parts))
    targets = [(f"media/{name}", "") for name in media]
    targets += [(address, ' TargetMode="External"') for address in links.values()]
    ids = [*(f"r{at}" for at in range(len(media))), *links]
    relations = "".join(
        f'<Relationship Id="{id}" Type="{IMAGE}" Target="{target}"{mode}/>'
        for id, (target, mode) in zip(ids, targets, strict=True)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as file:
        written = f'<Relationships xmlns="{space}">{relations}</Relationships>'
        file.writestr("word/_rels/document.xml.rels", written)
        for name, data in media.items():
            file.writestr(f"word/media/{name}", data)
    return whole.getvalue()


def told(record: dict[str, Any], kind: str) -> list[str]:
    return [each["message"] for each in record["doubts"] if each["kind"] == kind]


def shown(record: dict[str, Any], item: int) -> list[dict[str, Any]]:
    """List the pictures of an item."""
    keys = ("file", "alt", "caption")
    return [{k: e[k] for k in keys} for e in record["pictures"] if e["item"] == item]


def taken(folder: Path, name: str, data: bytes | str) -> Imported:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    imported = take(path, into=folder / "库")
    assert imported.err == ()
    return imported


def beside(folder: Path) -> dict[str, bytes]:
    """Read the pictures beside the issue."""
    return {path.name: path.read_bytes() for path in (folder / "库/issues/2014").glob("*-tu*")}


def test_pictures_of_a_word_document_stand_beside_the_issue(tmp_path: Path) -> None:
    """Once each, where the text has them, with captions and descriptions where it has such."""
    styled = '<w:pStyle w:val="t"/>'
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="t"><w:name w:val="Caption"/></w:style>'
        "</w:styles>"
    )
    body = [
        paragraph("启用了一个大厅。"),
        paragraph(drawing("r0", "大厅：&lt;左&gt; [一] #角")),
        paragraph("图1　启用当天的*大厅*"),
        paragraph("大厅里有", run("许多设备。"), drawing("r1", "C:\\照片\\设备.jpg")),
        paragraph("设备的样子", properties=styled),
        paragraph(drawing("r0")),
        table(
            [["甲", f"<w:tc><w:p>{run('乙')}{drawing('r1', '再一次')}</w:p></w:tc>"], ["丙", "丁"]]
        ),
        paragraph("又一段话。"),
    ]
    data = document(*body, media={"a.png": ONE, "b.png": TWO}, links={}, styles=styles)
    record = taken(tmp_path, "期.docx", data).record
    assert beside(tmp_path) == {"2014-07-04-tu1.png": ONE, "2014-07-04-tu2.png": TWO}
    item = record["items"][0]
    assert shown(record, 1) == [
        {
            "file": "2014-07-04-tu1.png",
            "alt": "大厅：<左> [一] #角",
            "caption": "图1　启用当天的*大厅*",
        },
        {"file": "2014-07-04-tu2.png", "alt": None, "caption": "设备的样子"},
        {"file": "2014-07-04-tu1.png", "alt": None, "caption": None},
        {"file": "2014-07-04-tu2.png", "alt": "再一次", "caption": None},
    ]
    assert item["paragraphs"] == ["启用了一个大厅。", "大厅里有许多设备。", "又一段话。"]
    assert len(told(record, "no-alt")) == 2
    written = (tmp_path / "库/issues/2014/2014-07-04.md").read_text("utf-8").splitlines()
    for doubt in (each for each in record["doubts"] if each["kind"] == "no-alt"):
        assert written[doubt["result"]["line"] - 1].startswith(":::{figure}")
    built = build(tmp_path / "库")
    assert len(built.stderr) == 2
    assert all("alt" in line for line in built.stderr)
    page = built.page("issues/2014/2014-07-04/1")
    assert page.count("<figure") == 4
    assert 'alt="大厅：&lt;左&gt; [一] #角"' in page
    assert "启用当天的*大厅*" in page


def test_what_no_issue_may_show_is_told(tmp_path: Path) -> None:
    media = {
        "a.emf": b"\x01\x00\x00\x00" + bytes(60),
        "b.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "c.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    }
    body = [
        *(paragraph(drawing(f"r{at}", "图")) for at in range(3)),
        paragraph(drawing("r9", "图", "link")),
        paragraph(drawing("r8", "图")),
        paragraph("<w:r><w:drawing/></w:r>"),
        paragraph("一段话。"),
    ]
    data = document(*body, media=media, links={"r9": "http://127.0.0.1:9/a.png"})
    record = taken(tmp_path, "期.docx", data).record
    assert list(beside(tmp_path)) == ["2014-07-04-tu1.svg"]
    assert ["EMF" in said for said in told(record, "picture-format")] == [True, False]
    assert ["http://127.0.0.1:9/a.png" in s for s in told(record, "picture")] == [
        True,
        False,
        False,
    ]


def test_pictures_of_a_page(tmp_path: Path) -> None:
    """Those in it, and those beside it; nothing from elsewhere, on the disk or in the world."""
    (tmp_path / "期_files").mkdir()
    (tmp_path / "期_files/图 1.png").write_bytes(TWO)
    outside = tmp_path.parent / "密.png"
    outside.write_bytes(ONE)
    (tmp_path / "链.png").symlink_to(outside)
    body = (
        f'<p>一件事。</p><figure><img src="data:image/png;base64,{base64.b64encode(ONE).decode()}" '
        'alt="第一张"><figcaption><p>第一张的题</p></figcaption></figure>'
        '<p>又一段<img src="期_files/%E5%9B%BE%201.png" alt="图 1.png">话。</p>'
        f'<img src="../密.png"><img src="{outside}"><img src="{outside.as_uri()}">'
        '<img src="链.png"><img src="https://www.example.org/a.png"><img src="data:,%%%">'
        '<iframe src="https://www.example.org/b"></iframe><p>（松河日报）</p>'
        "<h2>2. 又一件事</h2><p>又一件事。（松河晚报）</p>"
    )
    record = taken(tmp_path, "期.html", f"<!DOCTYPE html>{PAGE}{body}").record
    assert beside(tmp_path) == {"2014-07-04-tu1.png": ONE, "2014-07-04-tu2.png": TWO}
    assert shown(record, 1) == [
        {"file": "2014-07-04-tu1.png", "alt": "第一张", "caption": "第一张的题"},
        {"file": "2014-07-04-tu2.png", "alt": None, "caption": None},
    ]
    assert record["items"][0]["paragraphs"] == ["一件事。", "又一段话。"]
    assert len(told(record, "picture")) + len(told(record, "picture-format")) == 7


def test_pictures_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(ONE)
    text = (
        "# 松河政务信息\n\n2014年第12期\n\n2014年7月4日\n\n![刊徽](a.png)\n\n"
        "## 1. 一件事\n\n一件事。\n\n"
        "[![大厅](a.png)](https://www.example.org/)\n\n![](https://www.example.org/b.png)\n\n"
        "（松河日报）\n\n## 2. 又一件事\n\n又一件事。（松河晚报）\n"
    )
    record = taken(tmp_path, "期.md", text).record
    assert beside(tmp_path) == {"2014-07-04-tu1.png": ONE}
    assert [each["alt"] for each in shown(record, 1)] == ["大厅"]
    assert "https://www.example.org/b.png" in told(record, "picture")[0]
    written = (tmp_path / "库/issues/2014/2014-07-04.md").read_text("utf-8")
    assert written.index(":alt: 刊徽") < written.index("## 一件事")


@pytest.mark.parametrize("bound", ["LARGEST", "ALL", "MOST"])
def test_pictures_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    monkeypatch.setattr(pictures, bound, 0)
    data = document(paragraph(drawing("r0", "图")), media={"a.png": ONE}, links={})
    record = taken(tmp_path, "期.docx", data).record
    assert beside(tmp_path) == {}
    assert len(told(record, "picture-size")) == 1


def test_a_picture_that_stands_there_is_not_replaced(tmp_path: Path) -> None:
    """An issue comes with all of its files, or not at all."""
    data = document(paragraph(drawing("r0", "图")), media={"a.png": ONE}, links={})
    taken(tmp_path, "期.docx", data)
    folder = tmp_path / "库/issues/2014"
    (folder / "2014-07-04.md").unlink()
    (folder / "2014-07-04-tu1.png").write_bytes(TWO)
    imported = take(tmp_path / "期.docx", into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 1)
    assert "2014-07-04-tu1.png" in imported.err[0]
    assert not (folder / "2014-07-04.md").exists()
    assert take(tmp_path / "期.docx", "--force", into=tmp_path / "库").status == 0
    assert (folder / "2014-07-04-tu1.png").read_bytes() == ONE
    verifying = (tmp_path / "期.docx", "--verify")
    assert take(*verifying, into=tmp_path / "库").status == 0
    (folder / "2014-07-04-tu1.png").write_bytes(TWO)
    imported = take(*verifying, into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 2)
    assert "2014-07-04-tu1.png" in imported.err[0]
