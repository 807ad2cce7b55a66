"""No character of an issue is missing from its PDF, and all stand in order.

The oracle is pdftotext on the one side, and on the other the issue's file, read by the regular
expressions below and nothing of the engine's.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from bench import generate
from bench.world import World
from printing import printed

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_RECORD = re.compile(r"^:::+\{item\}.*?^:::+\n", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^:::+\{list-table\} *(.*)\n((?::.*\n)*)", re.MULTILINE)
_ROLE = re.compile(r"\{([\w:]+)\}`([^`]*)`")
_CELL = re.compile(r"^(?:\* -|  -) ?", re.MULTILINE)
_SIGNS = re.compile(r"^#+ |^:::+$|\*\*|`", re.MULTILINE)
_NOT_TEXT = re.compile(r"\s|\u2060")
_SHORT_ID = re.compile(r"\[\d{4}-[\w-]+(?:/\d+)?\]")
_HEADLINE = re.compile(r"^#+ (.*)\n\n:::+\{item\} (\d+)$", re.MULTILINE)
_LABEL = re.compile(r"^label: (.*)$", re.MULTILINE)


def told(path: Path, titles: dict[str, str], names: dict[str, str]) -> str:
    """Read what an issue's file says, without blanks; a number before each headline."""

    def shown(role: re.Match[str]) -> str:
        kind, target = role[1], role[2]
        if kind == "cite:p":
            return f"（{'、'.join(names[key] for key in target.split(','))}）"
        words, given, _ = target.partition(" <")
        return words if given else titles.get(target, names.get(target, target))

    text = _FRONT_MATTER.sub("", path.read_text("utf-8"))
    text = _RECORD.sub("", _HEADLINE.sub(r"\2.\1\n\n:::{item} \2", text))
    text = _TABLE.sub(r"\1\n", text).partition("\n")[2]  # without the issue's own title
    return _NOT_TEXT.sub("", _SIGNS.sub("", _CELL.sub("", _ROLE.sub(shown, text))))


def printed_names(path: Path, names: dict[str, str]) -> dict[str, str]:
    """Take in how print words the names of sources."""
    words = re.findall(r"^:printed: (\S+) (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {**names, **dict(words)}


def titles_of(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the ids of all issues with their labels, and of all items with their headlines."""
    for path in archive.glob("issues/*/*.md"):
        text = path.read_text("utf-8")
        yield path.stem, _LABEL.findall(text)[0]
        for title, number in _HEADLINE.findall(text):
            yield f"{path.stem}/{number}", title


def names_of(archive: Path) -> dict[str, str]:
    """Give the names of sources, topics and places by their keys."""
    names: dict[str, str] = {}
    for path in archive.glob("source/**/*.bib"):
        found = re.findall(r"@\w+\{(\S+),\s+title = \{(.*)\}", path.read_text("utf-8"))
        names.update(found)
    return names


def inside(pdf: Path) -> str:
    """Read a PDF's text from the second page on, without running heads and folios.

    These stand in the margins, which are left out.
    """
    size = ["-x", "0", "-y", "70", "-W", "596", "-H", "690"]
    command = ["pdftotext", "-layout", "-f", "2", *size, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def set_text(pdf: Path) -> str:
    """Read a PDF's text between front and back matter; short ids are the setting's."""
    text = re.split(r"^\s*出处$", inside(pdf), flags=re.MULTILINE)[0]
    return _SHORT_ID.sub("", _NOT_TEXT.sub("", text))


def difference(one: str, other: str) -> str:
    """Show where two texts part."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if at < 0 and len(one) == len(other):
        return ""
    at = at if at >= 0 else min(len(one), len(other))
    return f"at {at}: {one[at - 10 : at + 30]!r} is {other[at - 10 : at + 30]!r}"


def test_july_is_whole(repository: Path, own_pdfs: Path) -> None:
    path = repository / "issues/2014/2014-07-04.md"
    names = printed_names(path, names_of(repository))
    expected = told(path, dict(titles_of(repository)), names)
    assert len(expected) > 7000
    assert difference(expected, set_text(own_pdfs / "issues/2014/2014-07-04.pdf")) == ""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Set fifty invented issues."""
    folder = tmp_path_factory.mktemp("generated")
    world = World(50, 16, 40)
    generate.write(world, folder / "archive", plain=False, made_by="tests")
    return folder / "archive", printed(folder / "archive", folder, jobs=2)


def test_generated_issues_are_whole(generated: tuple[Path, Path]) -> None:
    archive, pdfs = generated
    titles, names = dict(titles_of(archive)), names_of(archive)
    missing = {}
    paths = sorted(archive.glob("issues/*/*.md"))
    assert len(paths) == 50
    for path in paths:
        pdf = pdfs / path.relative_to(archive).with_suffix(".pdf")
        expected = told(path, titles, printed_names(path, names))
        if found := difference(expected, set_text(pdf)):
            missing[path.stem] = found
    assert missing == {}


def test_a_volume_names_all_its_files_inside_of_its_margins(generated: tuple[Path, Path]) -> None:
    """With the checksums of the texts, though they fill pages."""
    [volume] = (generated[1] / "years").glob("*.pdf")
    text = _NOT_TEXT.sub("", inside(volume))
    with pikepdf.open(volume) as pdf:
        files = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    assert len(files) == 4 * 50
    sums = [sha256(data).hexdigest() for name, data in files.items() if name.endswith(".md")]
    assert [each for each in (*files, *sums) if each not in text] == []
