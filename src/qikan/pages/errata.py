"""The page of all corrections."""

from __future__ import annotations

from qikan.archive import Archive
from qikan.pages.naming import issue_of
from qikan.pages.page import Page


def errata(archive: Archive) -> Page:
    """Describe the page that lists every correction, the latest first."""
    shown = [(item, issue_of(archive, item), erratum) for item, erratum in archive.errata()]
    inputs = tuple((item.id, item.title, issue.label, each) for item, issue, each in shown)
    return Page("errata/index", "errata.html", inputs, lambda: {"errata": shown})
