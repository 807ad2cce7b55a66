"""What Typst leaves out of a PDF, put in: the serial's part of the XMP, checksums of attachments.

Typst writes its objects one after the other, with a plain cross-reference table; they are written
anew, those that are no streams packed into object streams (ISO 32000-1, 7.5.7), which takes a
fifth off a tagged PDF.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import md5
from xml.sax.saxutils import escape

_TABLE = re.compile(
    rb"\nxref\n0 (\d+)\n((?:\d{10} \d{5} [fn] ?\r?\n)+)trailer\n<<(.*)>>\nstartxref\n"
)
_STREAM = re.compile(rb"<<[^\n]*>>\nstream\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_SIZE = re.compile(rb"/Size \d+")
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</")
_TITLE = b"<dc:title>"
_PACKED = 200
"""So many objects a stream, which a reader unpacks to find one of them."""

Objects = dict[int, bytes]
"""What stands between ``obj`` and ``endobj``, by number."""


class Unexpected(Exception):
    """A PDF that is not as Typst writes it: another version of Typst, perhaps."""


def finish(pdf: bytes, *, publisher: str, identifier: str, rights: str) -> bytes:
    """Put into a PDF who published it, its identifier and rights, and its files' checksums.

    The properties are those of Dublin Core in XMP (ISO 16684-1); the checksums are MD5, as
    ISO 32000-1, 7.11.4 has them. Raise Unexpected.
    """
    objects, trailer = _taken_apart(pdf)
    metadata = [number for number, each in objects.items() if b"/Type/Metadata" in each[:200]]
    if len(metadata) != 1 or _TITLE not in objects[metadata[0]]:
        raise Unexpected("XMP")
    said = _described(publisher, identifier, rights)
    objects[metadata[0]] = _longer(objects[metadata[0]], said)
    for number, each in objects.items():
        if b"/Type/EmbeddedFile" in each[:300]:
            objects[number] = _summed(each)
    return _put_together(pdf[: pdf.index(b"1 0 obj")], objects, trailer)


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


def _longer(stream: bytes, said: bytes) -> bytes:
    """Put more into the XMP, before the title."""
    longer = stream.replace(_TITLE, said + _TITLE, 1)
    return _LENGTH.sub(lambda old: b"/Length %d" % (int(old[1]) + len(said)), longer, count=1)


def _summed(stream: bytes) -> bytes:
    begin = _STREAM.match(stream)
    length = _LENGTH.search(stream)
    if begin is None or length is None or b"/Params<<" not in begin[0]:
        raise Unexpected("EmbeddedFile")
    data = stream[begin.end() : begin.end() + int(length[1])]
    if b"/FlateDecode" in begin[0]:
        data = zlib.decompress(data)
    sum = md5(data, usedforsecurity=False).hexdigest().encode()
    return stream.replace(b"/Params<<", b"/Params<</CheckSum<%s>" % sum, 1)


def _taken_apart(pdf: bytes) -> tuple[Objects, bytes]:
    """Find the objects by the table, and what the trailer says."""
    table = _TABLE.search(pdf, max(0, pdf.rfind(b"\nxref\n")))
    if table is None:
        raise Unexpected("xref")
    objects: Objects = {}
    for number, row in enumerate(table[2].splitlines()):
        if row[17:18] == b"n":
            begin = b"%d 0 obj\n" % number
            start = int(row[:10])
            if not pdf.startswith(begin, start):
                raise Unexpected(f"{number} 0 obj")
            start += len(begin)
            stream = _STREAM.match(pdf, start)
            length = _LENGTH.search(stream[0]) if stream else None
            behind = stream.end() + int(length[1]) if stream and length else start
            objects[number] = pdf[start : pdf.index(b"\nendobj\n", behind)]
    return objects, _SIZE.sub(b"", table[3])


def _put_together(header: bytes, objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    written = [header]
    at = len(header)

    def write(number: int, content: bytes) -> None:
        nonlocal at
        places[number] = (1, at, 0)
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        written.append(whole)
        at += len(whole)

    plain = [number for number in sorted(objects) if not _STREAM.match(objects[number])]
    for number in sorted(objects.keys() - plain):
        write(number, objects[number])
    following = max(objects) + 1
    for share in _shares(plain):
        places |= {number: (2, following, index) for index, number in enumerate(share)}
        write(following, _packed(share, objects))
        following += 1
    places[following] = (1, at, 0)
    rows = b"".join(
        struct.pack(">BIH", *places.get(number, (0, 0, 65535))) for number in range(following + 1)
    )
    entries = b"/Type/XRef/W[1 4 2]/Size %d%s" % (following + 1, trailer)
    write(following, _stream(entries, rows))
    return b"".join(written) + b"startxref\n%d\n%%%%EOF\n" % places[following][1]


def _shares(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + _PACKED] for start in range(0, len(numbers), _PACKED))


def _packed(numbers: Sequence[int], objects: Mapping[int, bytes]) -> bytes:
    index, at = [], 0
    for number in numbers:
        index.append(b"%d %d" % (number, at))
        at += len(objects[number]) + 1
    head = b" ".join(index) + b"\n"
    data = head + b"\n".join(objects[number] for number in numbers)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head)), data)


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    begin = b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n" % (entries, len(packed))
    return begin + packed + b"\nendstream"
