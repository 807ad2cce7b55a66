"""The indexes of outlets and terms: by pronunciation, and by number of items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qikan.model import Vocabulary
from qikan.pages.page import Page
from qikan.pinyin import by_letter

Named = tuple[str, str, int]
"""A page, the name that it bears, and how many items it lists."""

MANY = 50
"""An index of more names begins with the letters, to jump to."""


def names(folder: str, vocabulary: Vocabulary | None, named: Sequence[Named]) -> Iterator[Page]:
    """Describe the two indexes of outlets or terms.

    No id has an underscore, so that no outlet's or term's page is that of the second.
    """
    inputs = (vocabulary and vocabulary.name, tuple(named))
    common = {"vocabulary": vocabulary, "folder": folder}

    def in_alphabet() -> Mapping[str, Any]:
        groups = list(by_letter(named, lambda entry: entry[1]))
        return {**common, "groups": groups, "jumps": len(named) > MANY}

    def by_size() -> Mapping[str, Any]:
        groups = by_letter(named, lambda entry: entry[1])
        ordered = [entry for _, group in groups for entry in group]
        by_count = sorted(ordered, key=lambda entry: -entry[2])
        return {**common, "groups": [("", by_count)], "jumps": False}

    yield Page(f"{folder}/index", "names.html", inputs, in_alphabet)
    yield Page(f"{folder}/by_count", "names.html", inputs, by_size)
