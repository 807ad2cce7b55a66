"""Whether the packed streams of a PDF are whole, and do not swell up in memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from qikan.importer.refusals import DAMAGED, TOO_LARGE, Refusal

LARGEST = 200
"""So many megabytes all streams but pictures may unpack to; those are never unpacked."""
_STEP = 1 << 20
_FLATE = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode\s*(?:\]|/(?!ASCII|LZW|Run|Crypt)|>|\s)")
_STREAM = re.compile(rb"stream\r?\n")
_FARTHEST = 4000
"""So long is the dictionary before a stream at most."""


def refuse_broken(data: bytes) -> None:
    """Raise Refusal where a stream is damaged, or unpacks to too much; ISO 32000-1, 7.4.4."""
    if b"/Encrypt" in data:
        return  # nobody could tell; who may not read it is told so
    left = LARGEST * 1_000_000
    for packed in _packed(data):
        unpacker = zlib.decompressobj()
        try:
            while not unpacker.eof and (packed or unpacker.unconsumed_tail):
                left -= len(unpacker.decompress(packed, _STEP))
                packed = memoryview(unpacker.unconsumed_tail)
                if left < 0:
                    raise Refusal(TOO_LARGE)
        except zlib.error as error:
            raise Refusal(DAMAGED) from error


def _packed(data: bytes) -> Iterator[memoryview]:
    """Yield the streams that are packed by deflate, but for pictures."""
    view = memoryview(data)
    for found in _STREAM.finditer(data):
        begin = max(data.rfind(b"obj", max(0, found.start() - _FARTHEST), found.start()), 0)
        told = data[begin : found.start()]
        if not told.rstrip().endswith(b">>") or b"/Image" in told or not _FLATE.search(told):
            continue
        end = data.find(b"endstream", found.end())
        yield view[found.end() : end if end >= 0 else len(data)]
