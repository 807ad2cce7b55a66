"""Why a document cannot be taken in."""

from __future__ import annotations

from collections.abc import Callable

from qikan.catalogue import mark

DAMAGED = mark("the document is damaged or cut off; take a whole copy of it")
LOCKED = mark("the document is protected by a password; save it without one first")
TOO_LARGE = mark("a part of the document unpacks to more than it may; look where it comes from")


class Refusal(Exception):
    """What is wrong with a document, and what to do about it; ``arguments`` fill its places."""

    def __init__(self, text: str, *arguments: str) -> None:
        super().__init__(text.format(*arguments))
        self.text = text
        self.arguments = arguments

    def message(self, translate: Callable[[str], str] = str) -> str:
        """Say it in one line."""
        return " ".join(translate(self.text).format(*self.arguments).split())
