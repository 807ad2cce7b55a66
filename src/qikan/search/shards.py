"""Numbers and texts as files that a browser loads as scripts, from a server and from disk.

From disk a page can load nothing but scripts, stylesheets and pictures. So each file of the index
is a script of one call, in UTF-16, whose mark at the front counts for more than what a server
says of it. Its string carries 15 bits a character, from U+3000 on: 16/15 of the bytes, where
base64 would take 4/3. The bytes are a stream of zlib (RFC 1950), which ends in a checksum.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

FIRST = 0x3000
_BOM = b"\xff\xfe"
_SCRIPT = re.compile(r'qikanTake\("([\w./-]+)",(\d+),"([\u3000-\uafff]*)"\);')


class Damaged(Exception):
    """A file of the index that is not whole, or not the one that it should be."""


def script(name: str, data: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """Write data as a script that hands it over under a name."""
    packing = zlib.compressobj(9 if strategy == zlib.Z_DEFAULT_STRATEGY else 6, strategy=strategy)
    packed = packing.compress(data) + packing.flush()
    call = f'qikanTake("{name}",{len(packed)},"'.encode("utf-16-le")
    return b"".join((_BOM, call, _characters(packed), '");'.encode("utf-16-le")))


def read_script(name: str, file: bytes) -> bytes:
    """Read the data of a script; raise Damaged."""
    match = _SCRIPT.fullmatch(file.removeprefix(_BOM).decode("utf-16-le", errors="replace"))
    if match is None or match[1] != name:
        raise Damaged(name)
    try:
        return zlib.decompress(_bytes(match[3], int(match[2])))
    except zlib.error as error:
        raise Damaged(name) from error


def _characters(data: bytes) -> bytes:
    """Spread bytes over characters of 15 bits, the last filled with zeros; in UTF-16."""
    count = -(-len(data) * 8 // 15)
    bits = np.zeros(count * 15, np.uint8)
    bits[: len(data) * 8] = np.unpackbits(np.frombuffer(data, np.uint8))
    wide = np.zeros((count, 16), np.uint8)
    wide[:, 1:] = bits.reshape(-1, 15)
    return (np.packbits(wide).view(">u2") + FIRST).astype("<u2").tobytes()


def _bytes(characters: str, length: int) -> bytes:
    units = np.frombuffer(characters.encode("utf-16-be"), ">u2") - FIRST
    bits = np.unpackbits(units.astype(">u2").view(np.uint8)).reshape(-1, 16)[:, 1:]
    return np.packbits(bits.ravel()).tobytes()[:length]


def varints(numbers: Numbers) -> bytes:
    """Write numbers from 0 on, seven bits a byte, the lowest first (LEB128)."""
    sizes = np.ones(len(numbers), np.int64)
    reach = 128
    while (longer := numbers >= reach).any():
        sizes += longer
        reach <<= 7
    at = np.cumsum(sizes) - sizes
    written = np.empty(int(sizes.sum()), np.uint8)
    while len(numbers):
        more = numbers >= 128
        written[at] = numbers & 127 | more << 7
        numbers, at = numbers[more] >> 7, at[more] + 1
    return written.tobytes()


def read_varints(data: bytes) -> Numbers:
    """Read what ``varints`` has written."""
    read = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(read < 128)
    if not len(ends):
        return np.zeros(0, np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(ends[-1] + 1) - np.repeat(starts, ends - starts + 1)
    parts = (read[: ends[-1] + 1] & 127).astype(np.int64) << (7 * place)
    return cast(Numbers, np.add.reduceat(parts, starts))


def objects(value: Any) -> bytes:
    """Write values as JSON in UTF-16, which packs Chinese better than UTF-8 does."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le")


def read_objects(data: bytes) -> Any:
    """Read what ``objects`` has written."""
    return json.loads(data.decode("utf-16-le"))
