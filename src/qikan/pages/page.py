"""A page that is made from the archive alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page's name, its template, its inputs, and what the template is given.

    ``inputs`` are all texts of records that the page shows. They decide whether it is written
    again, so that whatever a template begins to show has to be added there.
    """

    name: str
    template: str
    inputs: tuple[object, ...]
    context: Callable[[], Mapping[str, Any]]
