"""The page on which readers search the archive."""

from __future__ import annotations

from qikan.pages.page import Page


def search() -> Page:
    """Describe the page: what it shows comes from the index, in the browser."""
    return Page("search", "search.html", (), dict)
