"""What Typst leaves out of a PDF, put in.

That is the serial's part of the XMP, the checksums of attachments, the script in which a language
is written, and which cells of a table head their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import md5
from xml.sax.saxutils import escape

from qikan.pdf.objects import Objects, Unexpected, data_of, put_together, taken_apart, with_data

_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</")
_TITLE = b"<dc:title>"
_CONTENT = re.compile(rb"<</Length \d+/Filter/FlateDecode>>\nstream\n")
_LANGUAGE = re.compile(rb"(/Lang\(|<dc:language><rdf:Bag><rdf:li>)zh-(CN|TW|HK)(?=[)<])")
_SCRIPTS = {b"CN": b"Hans", b"TW": b"Hant", b"HK": b"Hant-HK"}
_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
_HEADERS = re.compile(rb"/Headers\[[^]]*\]")


def finish(pdf: bytes, *, publisher: str, identifier: str, rights: str) -> bytes:
    """Put into a PDF who published it, its identifier and rights, and what else it lacks.

    The properties are those of Dublin Core in XMP (ISO 16684-1); the checksums are MD5, as
    ISO 32000-1, 7.11.4 has them. Raise Unexpected.
    """
    parts = taken_apart(pdf)
    objects = parts.objects
    metadata = [number for number, each in objects.items() if b"/Type/Metadata" in each[:200]]
    if len(metadata) != 1 or _TITLE not in objects[metadata[0]]:
        raise Unexpected("XMP")
    for number, each in objects.items():
        if number in metadata:
            said = _described(publisher, identifier, rights) + _TITLE
            xmp = _scripted(data_of(each)).replace(_TITLE, said, 1)
            objects[number] = with_data(each, xmp)
        elif b"/Type/EmbeddedFile" in each[:300]:
            objects[number] = _summed(each)
        elif _CONTENT.match(each):
            objects[number] = _scripted_content(each)
        elif b"/Lang(" in each:
            objects[number] = _scripted(each)
    _head_rows(objects)
    return put_together(parts)


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF, as its XMP tells; 0 where it does not."""
    found = _PAGES.search(pdf)
    return int(found[1]) if found else 0


def _described(publisher: str, identifier: str, rights: str) -> bytes:
    publishers = f"<rdf:Bag><rdf:li>{escape(publisher)}</rdf:li></rdf:Bag>"
    said = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(rights)}</rdf:li></rdf:Alt>'
    parts = [
        f"<dc:publisher>{publishers}</dc:publisher>" if publisher else "",
        f"<dc:identifier>{escape(identifier)}</dc:identifier>",
        f"<dc:rights>{said}</dc:rights>",
    ]
    return "".join(parts).encode()


def _summed(stream: bytes) -> bytes:
    if b"/Params<<" not in stream[:300]:
        raise Unexpected("EmbeddedFile")
    sum = md5(data_of(stream), usedforsecurity=False).hexdigest().encode()
    return stream.replace(b"/Params<<", b"/Params<</CheckSum<%s>" % sum, 1)


def _scripted(said: bytes) -> bytes:
    """Tell Chinese by its script (BCP 47): Typst tells by a region where it is read."""
    return _LANGUAGE.sub(lambda found: b"%szh-%s" % (found[1], _SCRIPTS[found[2]]), said)


def _scripted_content(stream: bytes) -> bytes:
    """Do so in what draws a page, where Chinese stands between words of another language."""
    data = data_of(stream)
    return with_data(stream, _scripted(data)) if _LANGUAGE.search(data) else stream


def _head_rows(objects: Objects) -> None:
    """Let cells head their rows: those that hold ``Em``, which the setting sets nowhere else.

    To the other cells of such a table Typst has told their heads by name, and so none in their
    row; without that a reader looks for them in row and column (ISO 32000-1, 14.8.5.7).
    """
    elements = dict(_elements(objects))
    tables = set()
    for found in elements.values():
        if found[1] == b"Em":
            cell = _around(found, b"TD", elements)
            objects[cell] = _heading_its_row(objects[cell])
            tables.add(_around(elements[cell], b"Table", elements))
    for number, found in elements.items() if tables else ():
        if found[1] == b"TD" and _around(found, b"Table", elements) in tables:
            objects[number] = _HEADERS.sub(b"", objects[number], count=1)


def _elements(objects: Objects) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Yield the elements of the structure: type, and number of what is around."""
    for number, each in objects.items():
        if found := _ELEMENT.match(each):
            yield number, found


def _around(found: re.Match[bytes], type: bytes, elements: dict[int, re.Match[bytes]]) -> int:
    """Give the number of the nearest element of a type around one; raise Unexpected."""
    number = int(found[2])
    while number in elements:
        if elements[number][1] == type:
            return number
        number = int(elements[number][2])
    raise Unexpected(type.decode())


def _heading_its_row(cell: bytes) -> bytes:
    if b"<</O/Table" not in cell:
        raise Unexpected("TD")
    return cell.replace(b"/S/TD", b"/S/TH", 1).replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
