"""Edits that can be made to any archive, whatever state earlier ones have left it in.

``at`` chooses among what there is to change, ``words`` are invented text. References may break:
then a build says so, and an incremental one in the same words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Edit = Callable[[Path, int, str], None]
T = TypeVar("T")

_ITEM = re.compile(r"^##+ (.*)\n\n:::\{item\} (\d+)\n(?::.*\n)*:::\n", re.MULTILINE)
_CITED = re.compile(r"^\{cite:p\}`([^`]*)`$", re.MULTILINE)
_KEY = re.compile(r"^@\w+\{([\w-]+),$", re.MULTILINE)
_TITLE = re.compile(r"^  title = \{(.*)\},$", re.MULTILINE)
_FIELD = re.compile(r"^  (?:title|page|date) = \{(.*)\},$", re.MULTILINE)
_NAME = re.compile(r'^name = "(.*)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """An item in its issue's file: where its heading begins, its text begins, and it ends."""

    path: Path
    heading: re.Match[str]
    end: int

    @property
    def number(self) -> int:
        return int(self.heading[2])

    def write(self, text: str) -> None:
        """Put something in the place of the whole item."""
        whole = self.path.read_text("utf-8")
        self.path.write_text(whole[: self.heading.start()] + text + whole[self.end :], "utf-8")

    def read(self) -> tuple[str, str]:
        """Give its heading with the item block, and its text."""
        whole = self.path.read_text("utf-8")
        return self.heading[0], whole[self.heading.end() : self.end]


def one_of(found: Sequence[T], at: int) -> T:
    return found[at % len(found)]


def issues(archive: Path) -> list[Path]:
    return sorted(archive.glob("issues/*/*.md"))


def items(archive: Path) -> list[Place]:
    """Find all items."""
    places = []
    for path in issues(archive):
        text = path.read_text("utf-8")
        headings = list(_ITEM.finditer(text))
        ends = [*(heading.start() for heading in headings[1:]), len(text)][: len(headings)]
        places += [Place(path, *found) for found in zip(headings, ends, strict=True)]
    return places


def keys(archive: Path) -> list[str]:
    """List all that an item can cite."""
    files = [archive / "source/outlets.bib", *sorted(archive.glob("source/citations/*.bib"))]
    return [key for path in files for key in _KEY.findall(path.read_text("utf-8"))]


def exchange(path: Path, pattern: re.Pattern[str], at: int, words: str) -> None:
    """Put some words in the place of what a pattern's group finds."""
    text = path.read_text("utf-8")
    if found := list(pattern.finditer(text)):
        start, end = one_of(found, at).span(1)
        path.write_text(text[:start] + words + text[end:], "utf-8")


# ---- issues


def edit_text(archive: Path, at: int, words: str) -> None:
    if found := items(archive):
        place = one_of(found, at)
        head, text = place.read()
        fault = "{nichts}`有误`" if at % 5 == 0 else ""  # of which MyST warns as it reads
        place.write(f"{head}\n{words}一事，详下{fault}。\n{text}")


def retitle(archive: Path, at: int, words: str) -> None:
    if found := items(archive):
        exchange(one_of(found, at).path, _ITEM, at, words)


def add_item(archive: Path, at: int, words: str) -> None:
    path = one_of(issues(archive), at)
    numbers = [place.number for place in items(archive) if place.path == path]
    head = f"\n## {words}\n\n:::{{item}} {max(numbers, default=0) + 1}\n:topics: 数据共享\n:::\n"
    targets = [f"{place.path.stem}/{place.number}" for place in items(archive)] or ["2013-05-10/1"]
    text = f"\n参见{{item}}`{one_of(targets, at * 7)}`，又见{{issue}}`{path.stem}`。\n"
    cited = f"\n{{cite:p}}`{one_of(keys(archive), at)}`\n"
    path.write_text(path.read_text("utf-8") + head + text + cited, "utf-8")


def remove_item(archive: Path, at: int, words: str) -> None:
    if found := items(archive):
        one_of(found, at).write("")


def renumber_item(archive: Path, at: int, words: str) -> None:
    if found := items(archive):
        place = one_of(found, at)
        taken = {each.number for each in found if each.path == place.path}
        number = next(each for each in range(1, 99) if each not in taken)
        head, text = place.read()
        place.write(head.replace(f"{{item}} {place.number}\n", f"{{item}} {number}\n") + text)


def cite_otherwise(archive: Path, at: int, words: str) -> None:
    """Let an item cite something else: another outlet, or a piece in place of an outlet."""
    if found := [place for place in items(archive) if _CITED.search(place.read()[1])]:
        exchange(one_of(found, at).path, _CITED, at, one_of(keys(archive), at // 3))


def add_erratum(archive: Path, at: int, words: str) -> None:
    if found := items(archive):
        place = one_of(found, at)
        head, text = place.read()
        kind = one_of(("note", "retraction", "removal"), at)
        erratum = f"\n:::{{erratum}} 2017-0{at % 9 + 1}\n:kind: {kind}\n:text: {words}。\n:::\n"
        place.write(f"{head}{erratum}{text}")


def add_correction(archive: Path, at: int, words: str) -> None:
    """Correct the first words of an item's text."""
    if found := items(archive):
        place = one_of(found, at)
        head, text = place.read()
        printed = next((line[:4] for line in text.splitlines() if line[:1] > "一"), "松河")
        options = f":kind: correction\n:printed: {printed}\n:right: {words}\n"
        place.write(f"{head}\n:::{{erratum}} 2017-02-03\n{options}:::\n{text}")


def add_issue(archive: Path, at: int, words: str) -> None:
    path = archive / f"issues/2015/2015-{at % 12 + 1:02}-{at % 28 + 1:02}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\nissue: {path.stem}\nlabel: 2015年{words}专号\n---\n# {words}\n", "utf-8")
    add_item(archive, issues(archive).index(path), words)


def remove_issue(archive: Path, at: int, words: str) -> None:
    if len(found := issues(archive)) > 1:
        one_of(found, at).unlink()


# ---- what all issues share


def rename_outlet(archive: Path, at: int, words: str) -> None:
    exchange(archive / "source/outlets.bib", _TITLE, at, words)


def add_alias(archive: Path, at: int, words: str) -> None:
    path = archive / "source/outlets.bib"
    key = one_of(_KEY.findall(path.read_text("utf-8")), at)
    text = re.sub(r"^  aliases = .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace(f"{key},\n", f"{key},\n  aliases = {{{words}报}},\n"), "utf-8")


def rename_term(archive: Path, at: int, words: str) -> None:
    """Rename a topic or a place; the name of the vocabulary itself stands first in the file."""
    exchange(archive / one_of(("source/topics.toml", "source/places.toml"), at), _NAME, at, words)


def change_piece(archive: Path, at: int, words: str) -> None:
    """Change a field of a located piece: not every one takes any words."""
    path = one_of(sorted(archive.glob("source/citations/*.bib")), at)
    exchange(path, _FIELD, at, words)


def add_pieces(archive: Path, at: int, words: str) -> None:
    outlet = one_of(_KEY.findall((archive / "source/outlets.bib").read_text("utf-8")), at)
    key = f"piece-{at}"
    entry = f"@article{{{key},\n  title = {{{words}}},\n  outlet = {{{outlet}}},\n}}\n"
    (archive / f"source/citations/{2000 + at}.bib").write_text(entry, "utf-8")


def edit_own_page(archive: Path, at: int, words: str) -> None:
    path = one_of((archive / "index.md", archive / "source/about.md"), at)
    path.write_text(path.read_text("utf-8") + f"\n{words}，见{{issue}}`2014-03-07`。\n", "utf-8")


def date_wrongly(archive: Path, at: int, words: str) -> None:
    """Edit a text, and give its file a time long past or far ahead."""
    edit_text(archive, at, words)
    if found := items(archive):
        time = one_of((1_300_000_000, 4_000_000_000), at)
        os.utime(one_of(found, at).path, (time, time))


EDITS: list[Edit] = [
    edit_text,
    retitle,
    add_item,
    remove_item,
    renumber_item,
    cite_otherwise,
    add_erratum,
    add_correction,
    add_issue,
    remove_issue,
    rename_outlet,
    add_alias,
    rename_term,
    change_piece,
    add_pieces,
    edit_own_page,
    date_wrongly,
]


# ---- what befalls what was built


def damage(folder: Path, at: int) -> None:
    """Delete a file that a build has made or kept, or cut it short.

    But for the manifest, which is only cut: without one a build cannot know what is its own.
    """
    path = one_of(sorted(path for path in folder.rglob("*") if path.is_file()), at)
    if at % 2 and path.suffix != ".manifest":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
