"""Which lines are the headings of items, and which those of sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from qikan.importer.contents import Contents, Entry
from qikan.importer.lines import Line
from qikan.importer.profile import Profile
from qikan.importer.sources import printed_source
from qikan.importer.writing import key_of

ALIKE = 0.75
"""So alike are two wordings of one heading at least, as difflib measures it."""
SHORTEST = 20
HEAD = 50
"""So many ems the lines above the first item have at most, as long as no text stands there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that was found at the line ``at``, over ``lines`` lines.

    ``entry`` is what the list of contents says of it; ``sure`` tells how surely it is one.
    """

    at: int
    lines: int = 1
    entry: Entry | None = None
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The headings in the order of the text, and the entries of which none was found."""

    headings: tuple[Heading, ...] = ()
    missing: tuple[Entry, ...] = ()


EndsItem = Callable[[int], bool]
"""Tells whether an item ends with the line at an index: there is its source."""


def find_headings(
    lines: Sequence[Line],
    contents: Contents,
    ends: EndsItem,
    profile: Profile,
) -> Found:
    """Find the headings of items: those of the list of contents, or the best run of numbers.

    What a profile says of them, if it does, decides alone.
    """
    if profile.item is not None:
        entries = {entry.key: entry for entry in contents.entries}
        told = _of_profile(lines, profile)
        return Found(tuple(Heading(at, 1, entries.get(key_of(lines[at].title))) for at in told))
    if contents.entries:
        found = _of_contents(lines, contents, ends)
        if len(found.headings) * 2 >= len(contents.entries):
            return found
    for way in (_of_levels, _of_numbers, _above_sources, _of_sources):
        headings = way(lines, ends)
        if headings:
            return Found(tuple(headings), contents.entries)
    return Found((), contents.entries)


# ---- by a profile


def _of_profile(lines: Sequence[Line], profile: Profile) -> Iterator[int]:
    """Yield the lines of which a profile says so.

    What it says of sections, too, is one if an item's heading stands right below it. What stands
    lower than the heading of an item, which the document declares, is a list within that item.
    """
    told = [at for at, line in enumerate(lines) if profile.is_item(line)]
    inside = 0
    for at, below in pairwise([*told, len(lines)]):
        level = lines[at].block.level
        lower = below == at + 1 < len(lines) and _is_lower(lines[below], level)
        if lower and profile.is_section(lines[at]):
            inside = 0
        elif not inside or not _is_lower(lines[at], inside):
            inside = level
            yield at


def _is_lower(line: Line, level: int) -> bool:
    """Tell whether a line is below headings of a level."""
    return level > 0 and (line.block.level == 0 or line.block.level > level)


# ---- by the list of contents


def _of_contents(lines: Sequence[Line], contents: Contents, ends: EndsItem) -> Found:
    keys = [key_of(line.title) for line in lines]
    headings: list[Heading] = []
    missing: list[Entry] = []
    begin = 0
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if not lines[at].is_table:
            places[key].append(at)
    exact = {entry.key: _standing(entry, lines, keys, places) for entry in contents.entries}
    for index, entry in enumerate(contents.entries):
        there = next((each for each in exact[entry.key] if each[0] >= begin), None)
        if there is not None:
            headings.append(Heading(*there, entry))
            begin = sum(there)
            continue
        later = (exact[each.key] for each in contents.entries[index + 1 :])
        stops = (next((at for at, _ in found if at >= begin), None) for found in later)
        stop = next((each for each in stops if each is not None), len(lines))
        near = _nearest(entry, lines, keys, range(begin, stop), ends)
        if near is None:
            missing.append(entry)
        else:
            headings.append(Heading(near, 1, entry, 0.8))
            begin = near + 1
    styles = {s.number.style for h in headings if (s := lines[h.at]).number}
    extra = _surplus(lines, headings, styles, ends)
    return Found(tuple(sorted([*headings, *extra], key=lambda heading: heading.at)), tuple(missing))


def _standing(
    entry: Entry, lines: Sequence[Line], keys: Sequence[str], places: Mapping[str, list[int]]
) -> list[tuple[int, int]]:
    """Find where a heading stands word for word, in one line or over two or three."""
    found: list[tuple[int, int]] = []
    starts = (entry.key[:end] for end in range(1, len(entry.key) + 1))
    for at in sorted(at for start in starts for at in places.get(start, ())):
        key = keys[at]
        for count in (1, 2, 3):
            if key == entry.key:
                found.append((at, count))
            if at + count >= len(lines) or len(key) >= len(entry.key):
                break
            key += key_of(lines[at + count].text)
    return found


def _nearest(
    entry: Entry, lines: Sequence[Line], keys: Sequence[str], where: range, ends: EndsItem
) -> int | None:
    """Find the line that words an entry otherwise: by its number, or by most of its words."""
    best, found = ALIKE, None
    for at in where:
        line = lines[at]
        if not line.may_be_title():
            continue
        alike = SequenceMatcher(None, entry.key, keys[at], autojunk=False).ratio()
        if entry.number and line.number == entry.number:
            alike += 0.3
        if at and ends(at - 1):
            alike += 0.1
        if alike > best:
            best, found = alike, at
    return found


def _surplus(
    lines: Sequence[Line], headings: Sequence[Heading], styles: set[str], ends: EndsItem
) -> Iterator[Heading]:
    """Find headings that the list of contents forgot: numbered as the others, behind a source."""
    known = {heading.at for heading in headings}
    for at, line in enumerate(lines):
        if (
            at not in known
            and at
            and line.number is not None
            and line.number.style in styles
            and line.may_be_title()
            and ends(at - 1)
        ):
            yield Heading(at, sure=0.7)


# ---- without it


def _of_levels(lines: Sequence[Line], ends: EndsItem) -> list[Heading]:
    """Take the headings that the document itself declares, of the level that most of them have.

    One alone above all others is the document's own.
    """
    levels = [line.block.level for line in lines if line.block.level]
    if len(levels) < 2:
        return []
    if levels[0] < min(levels[1:]):
        del levels[0]
    usual = max(sorted(set(levels)), key=levels.count)
    return [Heading(at) for at, line in enumerate(lines) if line.block.level == usual]


def _of_numbers(lines: Sequence[Line], ends: EndsItem) -> list[Heading]:
    """Take the run of numbers of one style, from 1 on, that best has the look of headings.

    A list inside of an item counts from 1 as well; but what precedes an item's heading is the
    source of the item before, and what follows it is text.
    """
    best: tuple[float, list[int]] = (0.0, [])
    styles = {line.number.style for line in lines if line.number}
    for style in sorted(styles):
        candidates = [
            at
            for at, line in enumerate(lines)
            if line.number and line.number.style == style and line.may_be_title()
        ]
        best = max(best, _best_run(lines, candidates, ends), key=lambda run: run[0])
    score, run = best
    if score < 2 or not run:
        return []
    return [Heading(at, sure=0.9) for at in run]


def _best_run(
    lines: Sequence[Line], candidates: Sequence[int], ends: EndsItem
) -> tuple[float, list[int]]:
    """Find the run that scores best: each number is the one before plus one, or 1 once more."""
    best: dict[int, tuple[float, int | None]] = {}
    by_value: dict[int, tuple[float, int]] = {}
    top: tuple[float, int] | None = None
    for at in candidates:
        value = _value(lines[at])
        score = _look(lines, at, candidates, ends)
        before: tuple[float, int] | None = by_value.get(value - 1) if value > 1 else None
        if value == 1 and top is not None and at and ends(at - 1):
            before = top  # a section begins: its items count from 1 again
        elif value == 1 and top is not None and at > 1 and ends(at - 2):
            before = top
        if value > 1 and before is None:
            continue
        total = score + (before[0] if before else 0.0)
        best[at] = (total, before[1] if before else None)
        if value not in by_value or total >= by_value[value][0]:
            by_value[value] = (total, at)
        if top is None or total >= top[0]:
            top = (total, at)
    if top is None:
        return 0.0, []
    run: list[int] = []
    back: int | None = top[1]
    while back is not None:
        run.append(back)
        back = best[back][1]
    return top[0], run[::-1]


def _value(line: Line) -> int:
    return line.number.value if line.number else 0


def _look(lines: Sequence[Line], at: int, candidates: Sequence[int], ends: EndsItem) -> float:
    """Tell how much the line at an index looks like the heading of an item."""
    line = lines[at]
    behind = lines[at + 1] if at + 1 < len(lines) else None
    score = 0.0
    below_head = all(each.wide <= HEAD and not each.ends for each in lines[:at])
    if below_head or _is_fresh(lines, at, ends):
        score += 3
    elif not lines[at - 1].ends:
        score -= 1
    if behind is None or behind.at in candidates or at + 1 in candidates:
        score -= 2
    elif behind.wide > line.wide or behind.ends or behind.wide >= SHORTEST:
        score += 1
    if line.block.above:
        score += 0.5
    return score


def _is_fresh(lines: Sequence[Line], at: int, ends: EndsItem) -> bool:
    """Tell whether an item may begin here: behind a source, or behind that and a section."""
    return at == 0 or ends(at - 1) or (at > 1 and ends(at - 2) and lines[at - 1].may_be_title())


def _above_sources(lines: Sequence[Line], ends: EndsItem) -> list[Heading]:
    """Take the lines right above sources, where these stand between headings and texts."""
    found = [
        Heading(at, sure=0.8)
        for at, (line, below) in enumerate(pairwise(lines))
        if line.may_be_title() and not line.ends and not ends(at)
        and not below.is_table and _is_source(below)
    ]  # fmt: skip
    return found if len(found) > 1 else []


def _is_source(line: Line) -> bool:
    """Tell whether a line holds a source and nothing else."""
    printed = printed_source(line.text)
    return printed is not None and printed.whole == (0, len(line.text))


def _of_sources(lines: Sequence[Line], ends: EndsItem) -> list[Heading]:
    """Take the lines behind sources, and the first of all, where items have no numbers."""
    found: list[Heading] = []
    for at, line in enumerate(lines[:-1]):
        if not line.may_be_title() or line.wide > 2 * SHORTEST or line.ends or ends(at):
            continue
        behind = lines[at + 1]
        fresh = (
            at == 0 or ends(at - 1) or (at > 1 and ends(at - 2) and lines[at - 1].may_be_title())
        )
        if fresh and not behind.is_table and (behind.wide > line.wide or behind.ends):
            found.append(Heading(at, sure=0.7))
    standing = {heading.at for heading in found}
    found = [heading for heading in found if heading.at + 1 not in standing]  # else a section's
    return found if any(ends(at) for at in range(len(lines))) else []
