"""The page on which readers search the archive."""

from __future__ import annotations

from qikan.archive import Archive
from qikan.pages.facets import Facets
from qikan.pages.page import Page


def search(archive: Archive) -> Page:
    """Describe the page: what is found comes from the index, in the browser."""
    facets = Facets(archive).kinds
    return Page("search", "search.html", facets, lambda: {"facets": facets})
