"""The names under which items are filed: their outlets, their sections, the terms they bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.model import Item


class Facets:
    """The facets of an archive: ``kinds`` has the key and the name of each.

    Sections are one of them only where some item has a section.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sections = any(item.section for issue in archive.issues for item in issue.items)
        self.kinds = (
            ("outlet", mark("Source")),
            *[("section", mark("Section"))] * self._sections,
            *((vocabulary.role, vocabulary.name) for vocabulary in archive.vocabularies),
        )

    def names_of(self, item: Item) -> Iterator[Iterable[str]]:
        """Yield an item's names, facet by facet."""
        citations = self._archive.citations_of(item)
        yield dict.fromkeys(self._archive.outlets[found.outlet].name for _, found in citations)
        if self._sections:
            yield filter(None, [item.section])
        for vocabulary in self._archive.vocabularies:
            yield dict.fromkeys(term.name for term in self._archive.terms_of(item, vocabulary))
