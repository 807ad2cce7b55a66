"""Write an invented archive of any size, to measure and test the engine with.

``python -m bench.generate N FOLDER`` writes N issues with their vocabularies, outlets and
``conf.py``. The same arguments always give the same bytes; memory does not grow with N. With
``--plain`` the same content becomes a Sphinx project that knows nothing of qikan, to compare with.
With ``--located M`` so many items, evenly spread, cite the original piece in place of its outlet.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.dialects import Native, Plain, render_issue
from bench.located import Shelf
from bench.world import (
    ITEMS,
    MAX_ISSUES,
    MAX_OUTLETS,
    PERIODICAL,
    PUBLISHER,
    Refusal,
    Term,
    World,
)

MARKER = ".generated"

_NATIVE_CONF = f"""\
project = "{PERIODICAL}"
language = "zh_CN"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "qikan.sphinx"]
myst_enable_extensions = ["colon_fence"]
html_theme = "qikan"
bibtex_bibfiles = ["source/outlets.bib"]
qikan_vocabularies = ["source/topics.toml", "source/places.toml"]
qikan_publisher = "{PUBLISHER}"
qikan_publication_status = "unknown"
exclude_patterns = ["_build"]
"""

_PLAIN_CONF = f"""\
project = "{PERIODICAL}"
language = "zh_CN"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["colon_fence"]
html_theme = "alabaster"
bibtex_bibfiles = ["source/outlets.bib"]
bibtex_default_style = "plain"
exclude_patterns = ["_build"]
"""


def native_files(world: World) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of an archive, one issue in memory at a time."""
    yield "conf.py", _NATIVE_CONF
    yield "index.md", f"# {PERIODICAL}资料库\n\n本资料库由程序生成，内容全属虚构，仅供测试。\n"
    yield "source/outlets.bib", _bibliography(world, "periodical")
    yield "source/topics.toml", _vocabulary("topic", "主题", world.topics)
    yield "source/places.toml", _vocabulary("place", "地点", world.places)
    shelf = Shelf()
    for issue in world.issues():
        yield f"{issue.document}.md", render_issue(issue, Native())
        for piece in (item.piece for item in issue.items if item.piece):
            shelf.add(piece)
        yield from shelf.files(date.fromisoformat(issue.id))
    yield from shelf.files()


def plain_files(world: World) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the plain Sphinx project of the same content."""
    yield "conf.py", _PLAIN_CONF
    yield "source/outlets.bib", _bibliography(world, "misc")
    yield "source/sources.md", "# 来源媒体\n\n:::{bibliography}\n:all:\n:::\n"
    years: list[str] = []
    members: list[str] = []
    for issue in world.issues():
        year = issue.id[:4]
        if years and years[-1] != year:
            yield _year_page(years[-1], members)
            members = []
        if years[-1:] != [year]:
            years.append(year)
        members.append(issue.id)
        yield f"{issue.document}.md", render_issue(issue, Plain())
    yield _year_page(years[-1], members)
    pages = [f"issues/{year}/index" for year in years]
    text = f"# {PERIODICAL}资料库\n\n本资料库由程序生成，内容全属虚构，仅供测试。\n\n"
    yield "index.md", text + _toctree([*pages, "source/sources"])


def _year_page(year: str, members: list[str]) -> tuple[str, str]:
    return f"issues/{year}/index.md", f"# {year}年\n\n{_toctree(members)}"


def _toctree(documents: list[str]) -> str:
    return "\n".join([":::{toctree}", ":maxdepth: 1", "", *documents, ":::"]) + "\n"


def _bibliography(world: World, entry_type: str) -> str:
    entries = []
    for outlet in sorted(world.outlets, key=lambda outlet: outlet.key):
        kind = "" if entry_type == "misc" else f"  kind = {{{outlet.kind}}},\n"
        entries.append(f"@{entry_type}{{{outlet.key},\n  title = {{{outlet.name}}},\n{kind}}}\n")
    return "\n".join(entries)


def _vocabulary(role: str, name: str, terms: list[Term]) -> str:
    blocks = [f'role = "{role}"\nname = "{name}"\n']
    for term in sorted(terms, key=lambda term: term.key):
        blocks.append(f'[terms.{term.key}]\nname = "{term.name}"\n')
    return "\n".join(blocks)


# The command


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    files: int
    size: int


def write(world: World, folder: Path, *, plain: bool, made_by: str) -> Written:
    """Write the archive into ``folder``, in place of what this command wrote there before.

    Raises ``Refusal`` and changes nothing if the folder holds something else.
    """
    _prepare(folder, made_by)
    files = size = 0
    known: Path | None = None
    for name, text in plain_files(world) if plain else native_files(world):
        path = folder / name
        if path.parent != known:
            path.parent.mkdir(parents=True, exist_ok=True)
            known = path.parent
        data = text.encode()
        path.write_bytes(data)
        files += 1
        size += len(data)
        if files % 1000 == 0 and sys.stderr.isatty():
            print(f"{files} files", file=sys.stderr)
    return Written(files, size)


def _prepare(folder: Path, made_by: str) -> None:
    marker = folder / MARKER
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is not a folder; name another")
    if folder.is_dir() and not marker.is_file() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty and was not made by this command; name another")
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text(made_by + "\n", encoding="utf-8", newline="\n")
    for name in ("issues", "source"):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    for name in ("conf.py", "index.md"):
        (folder / name).unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 2 for what it refuses, 1 for a failing disk."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.generate", description="Write an invented archive of N issues."
    )
    parser.add_argument("issues", type=int, metavar="N", help=f"issues, 1 to {MAX_ISSUES}")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="new, empty, or made by this")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive (1)")
    parser.add_argument(
        "--outlets", type=int, default=300, help=f"source outlets, 1 to {MAX_OUTLETS} (300)"
    )
    parser.add_argument(
        "--located", type=int, default=0, metavar="M", help="located pieces, up to one an item (0)"
    )
    parser.add_argument("--plain", action="store_true", help="a Sphinx project without qikan")
    options = parser.parse_args(arguments)
    made_by = f"{parser.prog} {options.issues} --seed {options.seed} --outlets {options.outlets}"
    if options.located:
        made_by += f" --located {options.located}"
    if options.plain:
        made_by += " --plain"
    try:
        if options.plain and options.located:
            raise Refusal("a plain project has no located pieces; leave out one of the two")
        world = World(options.issues, options.seed, options.outlets, options.located)
        written = write(world, options.folder, plain=options.plain, made_by=made_by)
    except Refusal as refusal:
        print(f"bench.generate: {refusal}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bench.generate: {error}", file=sys.stderr)
        return 1
    schedule = world.schedule
    print(
        f"{schedule.count} issues ({schedule.day(0)} to {schedule.day(schedule.count - 1)}, "
        f"{schedule.per_week} a week), {schedule.count * ITEMS} items, "
        f"{len(world.outlets)} outlets, {world.located} located pieces: "
        f"{written.files} files, {written.size / 1e6:.1f} MB in {options.folder}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
