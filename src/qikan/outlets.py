"""Outlets, as the entries of the archive's bibliography declare them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pybtex.database import Entry
from pybtex.richtext import Text

from qikan import ids
from qikan.diagnostics import Kind, Problem
from qikan.ids import OutletId
from qikan.model import Outlet

ENTRY_TYPE = "periodical"


def read_outlets(
    entries: Iterable[Entry], path: str, text: str
) -> tuple[dict[OutletId, Outlet], list[Problem]]:
    """Make an outlet of every ``@periodical``; other entries are bibtex's own affair.

    ``text`` is that of the file at ``path``, from which the entries are: it tells their lines.
    """
    outlets: dict[OutletId, Outlet] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.type != ENTRY_TYPE:
            continue
        try:
            key = OutletId(ids.key(entry.key))
        except ids.InvalidId:
            problems.append(Problem(Kind.BAD_KEY, path, _line(entry.key, text), (entry.key,)))
            continue
        fields = {name: str(Text.from_latex(text)).strip() for name, text in entry.fields.items()}
        if not fields.get("title"):
            line = _line(key, text)
            problems.append(Problem(Kind.NO_NAME, path, line, (key, "title = {…}")))
            continue
        url = fields.get("url")
        if url and not url.startswith(("http://", "https://")):
            line = _line(key, text)
            problems.append(Problem(Kind.BAD_VALUE, path, line, ("url", url, "https://…")))
            url = None
        outlets[key] = Outlet(
            id=key,
            name=fields["title"],
            kind=fields.get("kind"),
            place=fields.get("address"),
            url=url,
        )
    return outlets, problems


def _line(key: str, text: str) -> int:
    begins = re.search(rf"@\s*\w+\s*[{{(]\s*{re.escape(key)}\s*,", text)
    return text.count("\n", 0, begins.start()) + 1 if begins else 1
