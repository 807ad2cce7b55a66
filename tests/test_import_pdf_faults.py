"""PDFs that cannot be taken in: one line says why and what to do, and nothing is written."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst

from importing import take
from qikan.importer.typeset import sheets

PARAGRAPH = "松河市政务服务中心开通网上办事大厅并公布办事指南和联系方式。" * 9


@cache
def whole() -> bytes:
    """Set a document of two pages."""
    font = '#set text(font: "Noto Serif CJK SC")'
    pdf = typst.compile(f"{font}\n{PARAGRAPH}\n#pagebreak()\n{PARAGRAPH}".encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def saved(change: Callable[[pikepdf.Pdf], None], **settings: object) -> bytes:
    """Save the whole one, changed."""
    with pikepdf.open(BytesIO(whole())) as pdf:
        change(pdf)
        target = BytesIO()
        pdf.save(target, **settings)  # type: ignore[arg-type]
    return target.getvalue()


def locked(user: str, *, extract: bool) -> bytes:
    allowed = pikepdf.Permissions(extract=extract)
    encryption = pikepdf.Encryption(user=user, owner="另", allow=allowed)
    return saved(lambda pdf: None, encryption=encryption)


def without_map(pdf: pikepdf.Pdf) -> None:
    """Take away what tells which characters glyphs stand for."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]
            for face in thing.DescendantFonts:
                face.CIDSystemInfo.Ordering = pikepdf.String("Own")


def written(content: bytes, resources: bytes = b"", *more: bytes, packed: bool = False) -> bytes:
    """Write a page with a content by hand, as ISO 32000-1 has it."""
    data = zlib.compress(content, 9) if packed else content
    how = b"/Filter/FlateDecode" if packed else b""
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R>>"
        % resources,
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), how, data),
        *more,
    ]
    pdf, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(things, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    tail = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + head + table + tail % (len(things) + 1, len(pdf))


def forms() -> bytes:
    """Draw a form that draws twenty, each of which draws twenty more, and so on."""
    form = b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>\nstream\n"
    inner = [form % (number + 1, 120) + b"/X Do " * 20 + b"\nendstream" for number in range(5, 20)]
    face = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    last = b"BT /F 1 Tf (a) Tj ET "
    text = b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F %s>>>>/Length %d>>\nstream\n%s"
    inner.append(text % (face, len(last), last) + b"\nendstream")
    return written(b"/X Do", b"/XObject<</X 5 0 R>>", *inner)


def scanned() -> bytes:
    """Fill a page with a picture that says it is a gigabyte, of which enough is there."""
    packer = zlib.compressobj(1)
    million = bytes(1_000_000)
    data = b"".join(packer.compress(million) for _ in range(64)) + packer.flush()
    head = b"<</Subtype/Image/Width 32000/Height 32000/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = b"%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)
    return written(b"595 0 0 842 0 0 cm /X Do", b"/XObject<</X 5 0 R>>", picture)


def torn() -> bytes:
    """Spoil the content of a page."""
    with pikepdf.open(BytesIO(whole())) as pdf:
        content = pdf.pages[0].Contents.read_raw_bytes()
    middle = len(content) // 2
    spoilt = content[:middle] + bytes(each ^ 0x55 for each in content[middle:])
    return whole().replace(content, spoilt)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing but the head": (lambda: b"%PDF-1.7\n", "损坏"),
    "cut off": (lambda: whole()[: len(whole()) // 2], "损坏"),
    "a torn page": (torn, "损坏"),
    "a password": (lambda: locked("某", extract=True), "密码"),
    "a lock": (lambda: locked("", extract=False), "禁止"),
    "no text": (lambda: written(b""), "没有文字"),
    "scanned pages": (scanned, "ocrmypdf"),
    "no map of characters": (lambda: saved(without_map), "乱码"),
    "a stream that swells": (lambda: written(b"0 0 m 9 9 l S\n" * 15_000_000, packed=True), "解压"),
    "forms within forms": (forms, "内存"),
    "no issue": (whole, "没有找到条目"),
}


@pytest.mark.parametrize("case", BAD)
def test_it_gets_one_line_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    make, said = BAD[case]
    path = tmp_path / "期.pdf"
    path.write_bytes(make())
    imported = take(path, into=tmp_path / "库")
    assert (imported.status, imported.records) == (1, ())
    (line,) = imported.err
    assert said in line
    assert line.startswith(path.as_posix())
    assert not (tmp_path / "库").exists()


@pytest.mark.parametrize("bound", ["PAGES", "CHARACTERS"])
def test_it_is_larger_than_any_issue(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bound: str
) -> None:
    monkeypatch.setattr(sheets, bound, 1)
    path = tmp_path / "期.pdf"
    path.write_bytes(whole())
    (line,) = take(path, into=tmp_path / "库").err
    assert f"超过 1 {'页' if bound == 'PAGES' else '个字符'}" in line
