"""Whether a line between two items is the heading of a section."""

from __future__ import annotations

from collections.abc import Sequence

from qikan.importer.contents import FRAMED, Contents
from qikan.importer.lines import Line
from qikan.importer.profile import Profile
from qikan.importer.sources import printed_source
from qikan.importer.writing import key_of

WIDEST = 20
"""So many ems the name of a section has at most."""


def section_above(
    lines: Sequence[Line],
    begin: int,
    heading: int,
    contents: Contents,
    profile: Profile,
    *,
    in_head: bool = False,
) -> Line | None:
    """Give the line above a heading, not before ``begin``, if it names a section.

    The list of contents has it too, or it is framed (【地方动态】); else it stands behind the
    source of the item before, and is short. ``in_head`` there is no item before. What a profile
    says of sections, if it does, decides alone.
    """
    if heading <= begin:
        return None
    line = lines[heading - 1]
    if profile.section is not None:
        return line if profile.is_section(line) else None
    if line.is_table or line.wide > WIDEST + 6 or line.ends or not line.may_be_title():
        return None
    if printed_source(line.text):
        return None
    if line.block.level and line.block.level < lines[heading].block.level:
        return line
    names = {key_of(entry.title.strip("【】[]")) for entry in contents.sections}
    if key_of(line.title.strip("【】[]")) in names or FRAMED.fullmatch(line.text):
        return line
    if in_head:
        style = line.number.style if line.number else ""
        return line if style in {"一、", "(一)"} else None
    behind = lines[heading - 2] if heading - 2 >= begin else None
    if behind is None or behind.is_table or not printed_source(behind.text):
        return None
    return line if line.wide <= WIDEST else None
