"""A page that is made from the archive alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qikan.tables import Table


def _no_tables() -> tuple[Table, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page's name, its template, its inputs, what the template is given, its tables and PDFs.

    ``inputs`` are all texts of records that the page shows. They decide whether it is written
    again, so that whatever a template begins to show has to be added there. ``tables`` are written
    as files that belong to the page; ``pdfs`` are those of another build that it offers.
    """

    name: str
    template: str
    inputs: tuple[object, ...]
    context: Callable[[], Mapping[str, Any]]
    tables: Callable[[], tuple[Table, ...]] = _no_tables
    pdfs: tuple[str, ...] = ()
