"""The page that a server shows where an address leads nowhere."""

from __future__ import annotations

from qikan.pages.page import Page

MISSING = "404"
"""Servers and object stores look for ``404.html`` beside the home page, in both layouts."""


def missing() -> Page:
    """Describe the page: it shows nothing of the archive but the ways through it."""
    return Page(MISSING, "missing.html", (), dict)
