"""Word documents for tests, written by hand as the standard has them (ECMA-376-1)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>'
)


def run(text: str, properties: str = "") -> str:
    """Write a run of characters; a tab and a line end are elements of their own."""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    inner = inner.replace("<w:t>", '<w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Write a paragraph of runs, or of plain texts."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Write a table; a cell that is XML already stands as it is."""
    written = "".join(
        f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{written}</w:tbl>"


def cell(*texts: str, properties: str = "") -> str:
    """Write a cell of paragraphs."""
    inner = "".join(map(paragraph, texts)) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def docx(*body: str, **parts: str) -> bytes:
    """Pack a document; ``parts`` are further ones, ``styles`` or ``numbering``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        inner = f"<w:document {_SPACE}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        file.writestr("word/document.xml", _HEAD + inner)
        for name, content in parts.items():
            root = content.replace(">", f" {_SPACE}>", 1)
            file.writestr(f"word/{name}.xml", _HEAD + root)
    return packed.getvalue()
