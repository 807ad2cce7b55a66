"""The search index of a site, read by the standard library alone as its form is told.

``python tests/read_index.py SITE STRING`` lists the ids of the texts that hold a folded string of
one to three characters.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path


def data(site: Path, name: str) -> bytes:
    """Take the bytes out of a script: 15 bits a character, then zlib."""
    script = (site / f"_search/{name}.js").read_text("utf-16")
    call = re.fullmatch(r'qikanTake\(".+",(\d+),"(.*)"\);', script)
    assert call, name
    length, signs = call.groups()
    bits = "".join(f"{ord(sign) - 0x3000:015b}" for sign in signs)
    packed = (int(bits[at : at + 8], 2) for at in range(0, 8 * int(length), 8))
    return zlib.decompress(bytes(packed))


def numbers(read: bytes) -> Iterator[int]:
    """Read numbers of seven bits a byte, the lowest first."""
    value = shift = 0
    for byte in read:
        value, shift = value | (byte & 127) << shift, shift + 7
        if byte < 128:
            yield value
            value = shift = 0


def holding(site: Path, string: str) -> Iterator[str]:
    """Yield the ids of the texts that hold a string."""
    for folder, sizes, *firsts in json.loads(data(site, "manifest").decode("utf-16-le"))["parts"]:
        texts: set[int] = set()
        for shard, first in enumerate(zip(*firsts, strict=True)):
            if "".join(first).rstrip("\0")[: len(string)] <= string:
                texts |= set(of_shard(data(site, f"{folder}/d{shard}"), string))
        assert max(texts, default=0) < len(sizes)
        for text in sorted(texts):
            rows = json.loads(data(site, f"{folder}/t{text // 32}").decode("utf-16-le"))
            issue, number, *_ = rows[text % 32]
            yield f"{issue}/{number}" if number else issue


def of_shard(read: bytes, string: str) -> Iterator[int]:
    """Yield the numbers of the texts, within their part, that hold a string."""
    told = numbers(read)
    count, gram = next(told), [0, 0, 0]
    grams = []
    for _ in range(count):
        first, second, third = (next(told) for _ in range(3))
        same = first == 0, first == 0 and second == 0
        gram = [gram[0] + first, gram[1] * same[0] + second, gram[2] * same[1] + third]
        grams.append("".join(map(chr, gram)))
    counts = [next(told) // 2 for _ in range(count)]
    for letters, texts in zip(grams, counts, strict=True):
        text = 0
        for _ in range(texts):
            text += next(told)
            if letters.startswith(string):
                yield text


if __name__ == "__main__":
    print(*holding(Path(sys.argv[1]), sys.argv[2]), sep="\n")
