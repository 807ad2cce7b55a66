"""The objects of a PDF: taken out of a file as Typst writes it, and packed into a smaller one.

Typst writes its objects one after the other, with a plain cross-reference table; they are written
anew, those that are no streams packed into object streams (ISO 32000-1, 7.5.7), which takes a
fifth off a tagged PDF.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_TABLE = re.compile(
    rb"\nxref\n0 (\d+)\n((?:\d{10} \d{5} [fn] ?\r?\n)+)trailer\n<<(.*)>>\nstartxref\n"
)
_STREAM = re.compile(rb"<<[^\n]*>>\nstream\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_SIZE = re.compile(rb"/Size \d+")
_END = b"\nendstream"
_PACKED = 200
"""So many objects a stream, which a reader unpacks to find one of them."""

Objects = dict[int, bytes]
"""What stands between ``obj`` and ``endobj``, by number."""


class Unexpected(Exception):
    """A PDF that is not as Typst writes it: another version of Typst, perhaps."""


class Parts(NamedTuple):
    """A file: what it begins with, its objects, what its trailer says."""

    header: bytes
    objects: Objects
    trailer: bytes


def taken_apart(pdf: bytes) -> Parts:
    """Find the objects of a file by its table; raise Unexpected."""
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
    return Parts(pdf[: pdf.index(b"1 0 obj")], objects, _SIZE.sub(b"", table[3]))


def data_of(stream: bytes) -> bytes:
    """Unpack what a stream holds; raise Unexpected where the object is none."""
    begin = _STREAM.match(stream)
    if begin is None:
        raise Unexpected("stream")
    data = stream[begin.end() : -len(_END)]
    return zlib.decompress(data) if b"/FlateDecode" in begin[0] else data


def with_data(stream: bytes, data: bytes) -> bytes:
    """Give a stream other data, packed as it was; raise Unexpected where the object is none."""
    begin = _STREAM.match(stream)
    if begin is None:
        raise Unexpected("stream")
    packed = zlib.compress(data, 9) if b"/FlateDecode" in begin[0] else data
    return _LENGTH.sub(b"/Length %d" % len(packed), begin[0], count=1) + packed + _END


def put_together(parts: Parts) -> bytes:
    """Write a file of objects, with a stream for its table (ISO 32000-1, 7.5.8)."""
    objects = parts.objects
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    written = [parts.header]
    at = len(parts.header)

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
    entries = b"/Type/XRef/W[1 4 2]/Size %d%s" % (following + 1, parts.trailer)
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
    return begin + packed + _END
