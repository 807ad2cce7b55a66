"""What belongs to one periodical, as a TOML file of its archive says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qikan.catalogue import mark
from qikan.importer.draft import Reason
from qikan.importer.original import Original
from qikan.importer.refusals import Refusal

USUAL = "source/import.toml"
"""Where the profile of an archive stands."""

_WORDS = ("title", "publisher", "office")
_PATTERNS = ("item", "section")
_LISTS = ("drop",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a periodical beforehand.

    ``title``, ``publisher`` and ``office`` are its lines in the head as printed. ``item`` and
    ``section`` are patterns (Python's) of whole lines that are headings of such; ``drop`` of those
    that are left out, and listed so.
    """

    title: str = ""
    publisher: str = ""
    office: str = ""
    item: re.Pattern[str] | None = None
    section: re.Pattern[str] | None = None
    drop: tuple[re.Pattern[str], ...] = ()

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
    known = (*_WORDS, *_PATTERNS, *_LISTS)
    for name, value in values.items():
        if name not in known:
            said = mark("the profile {0} has “{1}”, which is none of {2}; delete or correct it")
            raise Refusal(said, path.as_posix(), name, "、".join(known))
        wanted = value if name in _LISTS else [value]
        if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
            raise Refusal(mark("the profile {0}: {1} is no text; write it between quotation marks"),
                          path.as_posix(), name)  # fmt: skip
    return Profile(
        **{name: values[name] for name in _WORDS if name in values},
        item=_compiled(values["item"], "item", path) if "item" in values else None,
        section=_compiled(values["section"], "section", path) if "section" in values else None,
        drop=tuple(_compiled(each, "drop", path) for each in values.get("drop", ())),
    )


def _compiled(pattern: str, name: str, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        said = mark("the profile {0}: the pattern of {1} is none ({2}); correct it")
        raise Refusal(said, path.as_posix(), name, str(error)) from error
