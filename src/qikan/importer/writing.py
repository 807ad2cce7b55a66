"""What two writings of one name or heading have in common."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def key_of(text: str) -> str:
    """Give what two writings of one heading have in common: no spaces, no widths of signs."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
