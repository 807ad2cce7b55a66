"""Which characters are written in another way in simplified Chinese, as OpenCC has it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import opencc

HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))


@cache
def simplified_characters() -> dict[str, str]:
    """Map each such character to one other, without regard to the words it stands in."""
    han = [chr(code) for first, last in HAN for code in range(first, last + 1)]
    pairs = zip(han, _converter().convert("\n".join(han)).split("\n"), strict=True)
    found = {before: after for before, after in pairs if after != before and len(after) == 1}
    for before, after in found.items():  # some lead on: 薴 to 苧, 苧 to 苎
        while (further := found.get(after, after)) not in {after, before}:
            after = further
        found[before] = after
    return found


def _converter() -> opencc.OpenCC:
    """Open OpenCC's data by a path in UTF-8, which it wants whatever the locale is."""
    path = Path(opencc.__file__).parent / "clib/share/opencc/t2s.json"
    return opencc.OpenCC(os.fsencode(path).decode())
