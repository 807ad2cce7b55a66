"""Why a document cannot be taken in."""

from __future__ import annotations

from collections.abc import Callable


class Refusal(Exception):
    """What is wrong with a document, and what to do about it; ``arguments`` fill its places."""

    def __init__(self, text: str, *arguments: str) -> None:
        super().__init__(text.format(*arguments))
        self.text = text
        self.arguments = arguments

    def message(self, translate: Callable[[str], str] = str) -> str:
        """Say it in one line."""
        return " ".join(translate(self.text).format(*self.arguments).split())
