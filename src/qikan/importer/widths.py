"""How wide a text is set, in ems: a Han character fills one, a Latin letter half of one."""

from __future__ import annotations

import unicodedata


def width(text: str) -> float:
    """Measure a text without the spaces at its ends."""
    return sum(1.0 if ord(c) > 0x2000 or _is_wide(c) else 0.5 for c in text.strip())


def _is_wide(character: str) -> bool:
    return not character.isascii() and unicodedata.east_asian_width(character) in "FWA"
