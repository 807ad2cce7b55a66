"""The text that a page shows, block by block, as a search finds it."""

from __future__ import annotations

import re
from html import unescape

_BLOCK = (
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|h[1-6]|hr|label|li|math|ol|p|pre|section|summary|table|tbody|td|th|thead|tr|ul"
)
_BREAK = re.compile(rf"</?(?:{_BLOCK})\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def blocks(html: str) -> tuple[str, ...]:
    """Take the texts of the blocks of HTML that our own translator has written, in their order."""
    broken = _BREAK.sub("\n\n", html)
    parts = (_SPACE.sub(" ", unescape(_TAG.sub("", part))) for part in broken.split("\n\n"))
    return tuple(filter(None, map(str.strip, parts)))
