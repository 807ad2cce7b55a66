"""What belongs to one periodical, as a TOML file of its archive says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qikan.catalogue import mark
from qikan.importer.draft import Reason
from qikan.importer.lines import Line
from qikan.importer.original import Original
from qikan.importer.refusals import Refusal

USUAL = "source/import.toml"
"""Where the profile of an archive stands."""

_WORDS = ("title", "publisher", "office")
_PATTERNS = ("item", "section", "source")
_LISTS = ("drop",)
_TABLES = ("years",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a periodical beforehand.

    ``title``, ``publisher`` and ``office`` are its lines in the head as printed. ``item`` and
    ``section`` are patterns (Python's) of whole lines that are headings of such; ``drop`` of those
    that are left out, and listed so. ``source`` is one of what an item ends with, empty where the
    periodical prints no sources. ``years`` tells for a periodical that only counts with which
    number each year begins.
    """

    title: str = ""
    publisher: str = ""
    office: str = ""
    item: re.Pattern[str] | None = None
    section: re.Pattern[str] | None = None
    source: re.Pattern[str] | None = None
    drop: tuple[re.Pattern[str], ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    def is_item(self, line: Line) -> bool:
        """Tell whether a line is the heading of an item."""
        return self.item is not None and _fits(self.item, line)

    def is_section(self, line: Line) -> bool:
        """Tell whether a line is the heading of a section."""
        return self.section is not None and _fits(self.section, line)

    def year_of(self, number: str) -> int:
        """Tell in which year an issue came out by its number, 0 where that is not known."""
        begun = [year for year, first in self.years.items() if first <= int(number or 0)]
        return max(begun, default=0)

    def aside(self, original: Original) -> Mapping[int, Reason]:
        """Tell which blocks, by index, are left out."""
        return {
            at: Reason.PROFILE
            for at, block in enumerate(original.blocks)
            if not block.rows
            and any(each.fullmatch(original.of(block.span).strip()) for each in self.drop)
        }


def read_profile(path: Path) -> Profile:
    """Read a profile; raise Refusal."""
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        said = mark("the profile {0} cannot be read ({1})")
        raise Refusal(said, path.as_posix(), error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = mark("the profile {0} is no TOML in UTF-8 ({1}); correct it")
        raise Refusal(said, path.as_posix(), str(error)) from error
    return _profile(values, path)


def _profile(values: Mapping[str, Any], path: Path) -> Profile:
    known = (*_WORDS, *_PATTERNS, *_LISTS, *_TABLES)
    for name, value in values.items():
        if name not in known:
            said = mark("the profile {0} has “{1}”, which is none of {2}; delete or correct it")
            raise Refusal(said, path.as_posix(), name, "、".join(known))
        if name in _TABLES:
            continue
        wanted = value if name in _LISTS else [value]
        if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
            raise Refusal(mark("the profile {0}: {1} is no text; write it between quotation marks"),
                          path.as_posix(), name)  # fmt: skip
    words: dict[str, Any] = {name: values[name] for name in _WORDS if name in values}
    for name in _PATTERNS:
        if name in values:
            words[name] = _compiled(values[name], name, path)
    return Profile(
        **words,
        drop=tuple(_compiled(each, "drop", path) for each in values.get("drop", ())),
        years=_years(values.get("years", {}), path),
    )


def _years(value: object, path: Path) -> Mapping[int, int]:
    """Read with which number each year begins."""
    if isinstance(value, dict) and all(
        re.fullmatch("[0-9]{4}", year) and type(first) is int for year, first in value.items()
    ):
        return {int(year): first for year, first in value.items()}
    said = mark("the profile {0}: years says with which number each begins, 2014 = 53; correct it")
    raise Refusal(said, path.as_posix())


def _fits(pattern: re.Pattern[str], line: Line) -> bool:
    """Tell whether a line is of a pattern, as it stands, or as Markdown writes a heading."""
    if line.is_table or line.block.code:
        return False
    declared = f"{'#' * line.block.level} {line.text}" if line.block.level else line.text
    return any(pattern.fullmatch(each) for each in (declared, line.text))


def _compiled(pattern: str, name: str, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        said = mark("the profile {0}: the pattern of {1} is none ({2}); correct it")
        raise Refusal(said, path.as_posix(), name, str(error)) from error
