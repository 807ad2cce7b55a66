"""The archive with forty invented issues beside its own, so that all pages have much to show.

``python -m bench.demo`` builds it in ``_build/demo`` and serves it to this machine; ``--build``
only builds. The invented issues take up the archive's own sources, topics and places, add others,
and refer to the archive's issue. The same archive always gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bench.dialects import Native, render_issue
from bench.located import Shelf
from bench.serve import serve
from bench.world import Link, Outlet, Schedule, Term, World
from qikan.archive import Archive
from qikan.reading.source import read_archive, read_settings

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "_build/demo"

ISSUES_A_YEAR = {2011: 4, 2012: 6, 2013: 7, 2014: 8, 2015: 9, 2016: 7}
"""The archive's own issue, 2014-07-04, is one of them."""

SEED, OUTLETS, TOPICS, PLACES, LOCATED = 2014, 14, 12, 24, 96

NOTICE = "演示：除{}以外，各期都由程序生成，内容全属虚构，与所署的来源无关。"
NOTE = "本期由程序生成，内容全属虚构，与所署的来源无关，仅供演示。"

CORRECTED = {("2012-05-04", 3), ("2013-02-01", 8), ("2015-06-05", 11)}
"""Items in which a figure was misprinted."""

_ITEM = r"^:::\{item\} %d\n.*?^:::\n(?P<text>.*?)(?=^## |\Z)"
_FIGURE = re.compile(r"(?<!\d)(\d{2,3})(?![\d.])[^\W\d]{1,3}")

Named = TypeVar("Named", Term, Outlet)


@dataclass(frozen=True, slots=True)
class FirstFridays(Schedule):
    """Issues on first Fridays, in some years more of them than in others."""

    def day(self, index: int) -> date:
        """Return the date of an issue."""
        for year, count in ISSUES_A_YEAR.items():
            if index < count:
                first = date(year, 1 + index * 12 // count, 1)
                return first + timedelta(days=(4 - first.weekday()) % 7)
            index -= count
        raise IndexError(index)


class DemoWorld(World):
    """The invented country, with an archive's own sources, topics and places in it."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(sum(ISSUES_A_YEAR.values()), SEED, OUTLETS, LOCATED)
        self.schedule = FirstFridays(self.schedule.count, 1)
        own = {each.role: [Term(t.id, t.name) for t in each.terms] for each in archive.vocabularies}
        outlets = [Outlet(each.id, each.name, each.kind or "") for each in archive.outlets.values()]
        self.topics = _mixed(own["topic"], self.topics[:TOPICS])
        self.places = _mixed(own["place"], self.places[:PLACES])
        self.outlets = _mixed(outlets, self.outlets)

    def _links(self, index: int, rng: Random) -> list[tuple[str, Link]]:
        return super()._links(index, rng) if index else []

    def _elsewhere(self, index: int, rng: Random) -> int:
        """Return an earlier issue: what an editor has not seen yet cannot be referred to."""
        return rng.randrange(index)

    def drawn(self, terms: Sequence[Term], rng: Random) -> tuple[Term, ...]:
        """Draw an item's terms, those at the head of the list far more often than the last."""
        found = [terms[int(len(terms) * rng.random() ** 2)] for _ in range(rng.choice((1, 1, 2)))]
        return tuple(dict.fromkeys(found))


def _mixed(own: list[Named], invented: list[Named]) -> list[Named]:
    """Mix what an archive has with what is invented and not there yet."""
    known = {each.key for each in own} | {each.name for each in own}
    mixed = own + [each for each in invented if not {each.key, each.name} & known]
    Random(SEED).shuffle(mixed)
    return mixed


# ---- the files


def files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of all files: those of the archive in ``root``, then the invented."""
    settings = read_settings(root)
    archive = read_archive(root, settings).archive
    texts = {path: path.read_bytes() for path in _own_files(root)}
    added = _additions(archive, settings)
    notice = NOTICE.format("、".join(issue.label for issue in archive.issues))
    added["conf.py"] = f'\nhtml_theme_options["notice"] = "{notice}"\n'
    for path, data in texts.items():
        name = path.relative_to(root).as_posix()
        if name == "index.md":
            data = _head(data.decode()).encode()
        yield name, data + added.get(name, "").encode()
    written = {issue.id for issue in archive.issues}
    world, shelf = DemoWorld(archive), Shelf()
    for issue in world.issues():
        if issue.id in written:
            continue
        text = render_issue(issue, Native(), archive.periodical.title)
        text = text.replace("）\n\n", f"）\n\n{NOTE}\n\n", 1)
        for _, number in sorted(each for each in CORRECTED if each[0] == issue.id):
            text = _corrected(text, number, date.fromisoformat(issue.id))
        yield f"{issue.document}.md", text.encode()
        for piece in (item.piece for item in issue.items if item.piece):
            shelf.add(piece)
    for name, text in shelf.files():
        yield name, text.encode()


def _own_files(root: Path) -> Iterator[Path]:
    """Yield the files of an archive, nothing of what lies around it."""
    yield from (root / "conf.py", root / "index.md")
    for name in ("issues", "source", "hosting", "_static"):
        yield from sorted(path for path in (root / name).rglob("*") if path.is_file())


def _head(home: str) -> str:
    """Cut a home page's text after its hidden list of documents."""
    head, end, _ = home.partition("\n```\n")
    assert end, "index.md has no toctree"
    return head + end


def _additions(archive: Archive, settings: Mapping[str, Any]) -> dict[str, str]:
    """Write what the archive's own files do not declare yet, by file."""
    world = DemoWorld(archive)
    outlets = "".join(
        f"\n@periodical{{{each.key},\n  title = {{{each.name}}},\n  kind = {{{each.kind}}},\n}}\n"
        for each in world.outlets
        if each.key not in archive.outlets
    )
    added = {settings["bibtex_bibfiles"][0]: outlets}
    terms = {"topic": world.topics, "place": world.places}
    for name, vocabulary in zip(settings["qikan_vocabularies"], archive.vocabularies, strict=True):
        added[name] = "".join(
            f'\n[terms.{each.key}]\nname = "{each.name}"\n'
            for each in terms[vocabulary.role]
            if vocabulary.find(each.key) is None
        )
    return added


def _corrected(text: str, number: int, day: date) -> str:
    """Correct a figure that stands only once in an item."""
    item = re.search(_ITEM % number, text, re.MULTILINE | re.DOTALL)
    assert item is not None
    printed = next(
        found for found in _FIGURE.finditer(item["text"]) if item["text"].count(found[0]) == 1
    )
    right = printed[0].replace(printed[1], str(int(printed[1]) + 3), 1)
    lines = [
        f"\n:::{{erratum}} {day + timedelta(days=18)}",
        ":kind: correction",
        f":printed: {printed[0]}",
        f":right: {right}",
        ":text: 编辑部复核原稿后更正。",
        ":::\n",
    ]
    at = item.start("text")
    return text[:at] + "\n".join(lines) + text[at:]


def write(root: Path, folder: Path) -> None:
    """Make a folder hold just these files, touching none that is right already."""
    wanted = {folder / name: data for name, data in files(root)}
    for path in [each for each in folder.rglob("*") if each.is_file() and each not in wanted]:
        path.unlink()
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


# ---- the command


def build(folder: Path) -> int:
    """Build PDFs in ``folder``/pdf, and in ``folder``/html the site that offers them.

    Return the exit status.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto"]
    archive, pdfs = folder / "archive", folder / "pdf"
    steps: list[list[str | Path]] = [
        ["-b", "qikanpdf", archive, pdfs],
        ["-D", f"qikan_pdfs={pdfs.resolve()}", archive, folder / "html"],
    ]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for step in steps:
        made = subprocess.run([*command, "-d", folder / "doctrees", *step], env=environment)
        if made.returncode:
            return made.returncode
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.demo", description="Show the archive with forty invented issues."
    )
    parser.add_argument("--build", action="store_true", help="build, but do not serve")
    parser.add_argument("--port", type=int, default=0, help="serve on this port (a free one)")
    options = parser.parse_args(arguments)
    write(ROOT, FOLDER / "archive")
    if status := build(FOLDER):
        return status
    site = FOLDER / "html"
    if options.build:
        print(f"The demo stands in {os.path.relpath(site)}")
        return 0
    return serve(site, options.port)


if __name__ == "__main__":
    sys.exit(main())
