"""The text that a page shows, block by block, as a search finds it."""

from __future__ import annotations

import re
from html import unescape

_BLOCK = (
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|h[1-6]|hr|label|li|ol|p|pre|section|summary|table|tbody|td|th|thead|tr|ul"
)
_BREAK = re.compile(rf"</?(?:{_BLOCK})\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r'<a class="[^"]*footnote-reference[^>]*>.*?</a>', re.DOTALL)
_PRINTED, _RIGHT = (re.compile(rf"<{tag}>.*?</{tag}>", re.DOTALL) for tag in ("del", "ins"))


def blocks(html: str) -> tuple[str, ...]:
    """Take the texts of the blocks of HTML that our own translator has written, in their order.

    Marks of footnotes are left out. A block that was corrected is given twice: as printed, and as
    it should be.
    """
    found: list[str] = []
    for part in _BREAK.sub("\n\n", _MARK.sub("", html)).split("\n\n"):
        corrected = "<del>" in part or "<ins>" in part
        forms = [_RIGHT.sub("", part), _PRINTED.sub("", part)] if corrected else [part]
        found += (_SPACE.sub(" ", unescape(_TAG.sub("", form))).strip() for form in forms)
    return tuple(filter(None, found))
