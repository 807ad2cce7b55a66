"""How wide a text is set, in ems: a Han character fills one, a Latin letter half of one."""

from __future__ import annotations

import re

_NARROW = re.compile("[\0-\u1fff]+")


def width(text: str) -> float:
    """Measure a text without the spaces at its ends."""
    bare = text.strip()
    return len(bare) - sum(map(len, _NARROW.findall(bare))) / 2
