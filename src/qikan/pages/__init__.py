"""The pages that are made from the archive alone: one module a kind, listed here."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.archive import Archive
from qikan.pages.errata import errata
from qikan.pages.missing import missing
from qikan.pages.page import Page
from qikan.pages.search import search
from qikan.pages.statistics import statistics
from qikan.pages.subjects import outlets, terms
from qikan.pages.years import years


def archive_pages(archive: Archive) -> Iterator[Page]:
    """Yield all of them, each kind with its indexes."""
    yield from years(archive)
    yield statistics(archive)
    yield errata(archive)
    yield missing()
    yield search(archive)
    yield from outlets(archive)
    for vocabulary in archive.vocabularies:
        yield from terms(archive, vocabulary)
