"""What the home page leads to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qikan import ids
from qikan.archive import Archive
from qikan.model import Vocabulary


def ways_in(archive: Archive, most: int = 12) -> list[tuple[str, Vocabulary | None, list[Any]]]:
    """Collect, for the home page, the leading outlets and terms with their counts."""
    counted = Counter({key: len(archive.by_outlet(key)) for key in sorted(archive.outlets)})
    names = [
        (ids.outlet_page(key), archive.outlets[key].name, count)
        for key, count in counted.most_common(most)
        if count
    ]
    ways: list[tuple[str, Vocabulary | None, list[Any]]] = [("outlets", None, names)]
    for vocabulary in archive.vocabularies:
        terms = sorted(vocabulary.terms, key=lambda term: term.id)
        sizes = [(len(archive.by_term(vocabulary, term.id)), term) for term in terms]
        leading = sorted(sizes, key=lambda size: -size[0])[:most]
        names = [
            (ids.term_page(vocabulary.id, term.id), term.name, count)
            for count, term in leading
            if count
        ]
        ways.append((vocabulary.id, vocabulary, names))
    return ways
