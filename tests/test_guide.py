"""The editors' guide tells of everything that an editor may write or be told, and of no more."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from broken import STOPPING
from building import Build, copy_archive
from qikan import cli, labels
from qikan.catalogue import catalogue
from qikan.config import PREFIX, Config
from qikan.kinds import Kind
from qikan.look import Look
from qikan.model import Edition, ErratumKind, PublicationStatus, Vocabulary
from qikan.reading import bibliography
from qikan.reading.errata import OPTIONS
from qikan.reading.forms import DIRECTIVES, RECORD, Forms
from qikan.reading.front_matter import KEYS, ORIGINAL_KEYS
from qikan.reading.reader import CITATION_ROLES, ITEM_OPTIONS, _Reader
from qikan.reading.source import read_archive, read_settings

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "source/guide.md").read_text("utf-8")
CHINESE = catalogue("zh_CN").gettext

_SECTION = re.compile(r"^\(([\w-]+)\)=\n", re.MULTILINE)
_FIRST_CELL = re.compile(r"^\* - (.+?(?:\\\n +.+?)*)$", re.MULTILINE)
_TOLD = re.compile(r"(.+)\\\n +`qikan\.(.+)`")
_BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"\{\w+\}")


def sections() -> dict[str, str]:
    """Map the anchor of each section to its text."""
    _, *parts = _SECTION.split(GUIDE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


SECTIONS = sections()


def first_cells(text: str) -> list[str]:
    """List what begins the rows of the tables in a text, without the marks of code."""
    return [cell.strip("`") for cell in _FIRST_CELL.findall(text)]


def blocks(language: str) -> list[str]:
    """List the guide's examples in a language."""
    return [text for _, name, text in _BLOCK.findall(GUIDE) if name == language]


def wording(kind: Kind) -> str:
    """Give what the message says is wrong, without the remedy, ``…`` for what is filled in."""
    text, _, _ = CHINESE(kind.text).removesuffix("{1}").partition("；")
    return _PLACE.sub("…", text)


def vocabularies() -> tuple[Vocabulary, ...]:
    """Read the vocabularies of the repository's own archive."""
    assembled = read_archive(ROOT, read_settings(ROOT))
    assert assembled.problems == ()
    return assembled.archive.vocabularies


@pytest.fixture(scope="module")
def reader() -> _Reader:
    """Give a reader of the archive's issues, who knows the options and roles."""
    return _Reader("issues/2014/2014-07-04.md", vocabularies(), MarkdownIt())


# ---- messages

WELL = (
    "{issues} issues, {items} items, {citations} citations, {references} references, "
    "{outlets} outlets, {terms} terms checked: all is well"
)
NOTED = WELL.replace("all is well", "nothing is wrong, {notes} noted")
TOLD = {
    subtype: text
    for cell in _FIRST_CELL.findall(SECTIONS["baocuo"] + SECTIONS["gongyong"])
    for text, subtype in _TOLD.findall(cell)
}


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_message_stands_in_a_table_in_its_own_words(kind: Kind) -> None:
    assert TOLD.get(kind.subtype) == wording(kind)


def test_no_message_stands_there_that_does_not_exist() -> None:
    named = re.findall(r"qikan\.([a-z-]+)", GUIDE)
    assert set(named) <= {kind.subtype for kind in Kind}
    assert len(TOLD) == len(re.findall(r"^    `qikan\.", GUIDE, re.MULTILINE))


def test_those_that_end_a_build_stand_first() -> None:
    """The text above the table counts them."""
    ending = {kind.subtype for kind in STOPPING}
    told = [subtype for _, subtype in _TOLD.findall(SECTIONS["gongyong"])]
    assert "前十四种报出后" in SECTIONS["gongyong"]
    assert set(told[:14]) == ending


# ---- what an editor writes


def test_the_keys_of_the_front_matter() -> None:
    assert first_cells(SECTIONS["wenjiantou"]) == ["名称", *KEYS]


@pytest.mark.parametrize("key", ORIGINAL_KEYS)
def test_the_keys_below_original(key: str) -> None:
    assert f"`{key}`" in SECTIONS["wenjiantou"]
    assert f"\n  {key}: " in "".join(blocks("yaml"))


def test_the_options_of_an_item(reader: _Reader) -> None:
    assert set(ITEM_OPTIONS) < set(reader.options)
    assert first_cells(SECTIONS["tiaomu"]) == ["名称", *reader.options]


def test_the_options_and_kinds_of_an_erratum() -> None:
    assert first_cells(SECTIONS["kanwu"])[:5] == ["名称", *OPTIONS]
    for kind in ErratumKind:
        assert f"`{kind.value}`{CHINESE(labels.ERRATUM_KIND[kind])}" in SECTIONS["kanwu"]


def test_the_fields_of_a_located_piece() -> None:
    cells = first_cells(SECTIONS["yuanwen"])
    read = re.findall(r'self\.(?:text|date|persons)\("(\w+)"\)', inspect.getsource(bibliography))
    named = {name.strip("`") for cell in cells for name in cell.split("、")}
    assert set(read) - {"aliases", "kind", "former"} <= named
    for evidence in bibliography.LOCATED:
        assert f"`{evidence}`" in SECTIONS["yuanwen"]


def test_every_role(reader: _Reader) -> None:
    text = SECTIONS["hujian"]
    assert set(re.findall(r"`` \{(\w+)\}`", text)) == reader.roles
    assert set(re.findall(r"`\{(cite\b.*?)\}`", SECTIONS["chuchu"])) == CITATION_ROLES


def test_every_directive_and_role_that_can_be_used() -> None:
    directives, roles = SECTIONS["keyong"].split("可用的标记\n")
    assert first_cells(directives) == ["名称", "item", "erratum", "matter", *DIRECTIVES]
    assert {"item", "erratum", "matter"} == RECORD
    first, *listed = first_cells(roles)
    assert first == "名称"
    assert sorted(listed) == sorted(Forms.of(vocabularies()).roles)


@pytest.mark.parametrize("name", DIRECTIVES)
def test_every_option_of_a_directive(name: str) -> None:
    """In the row of its name; a card's stand in its own row only."""
    directives, _ = SECTIONS["keyong"].split("可用的标记\n")
    (row,) = re.findall(rf"^\* - `{name}`\n((?:  .*\n)+)", directives, re.MULTILINE)
    told = set(re.findall(r"`([\w-]+)`", row.rstrip().rpartition("\n")[2]))
    if name == "grid-item-card":
        told = told - {"card"} | {*DIRECTIVES["card"].options}
    assert told == {*DIRECTIVES[name].options}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((status.value, labels.STATUS[status]) for status in PublicationStatus),
        *((edition.value, labels.EDITION[edition]) for edition in Edition),
        *labels.OUTLET_KIND.items(),
    ],
)
def test_every_value_that_is_a_word_has_its_meaning(value: str, words: str) -> None:
    assert f"`{value}`{CHINESE(words)}" in GUIDE


def test_every_setting() -> None:
    cells = first_cells(SECTIONS["peizhi"])
    settings = [PREFIX + field.name for field in fields(Config)]
    assert [cell for cell in cells if cell.startswith(PREFIX)] == settings
    assert set(re.findall(rf"{PREFIX}\w+", GUIDE)) == set(settings)


def test_every_option_of_the_look() -> None:
    cells = [cell for cell in first_cells(SECTIONS["yangshi"]) if cell != "名称"]
    named = [name for cell in cells for name in re.findall(r"\w+", cell)]
    assert named == [field.name for field in fields(Look)]


# ---- the command


def usages(parser: argparse.ArgumentParser, command: str) -> Iterator[str]:
    """Yield everything that can be written after a command."""
    positional = [action.dest for action in parser._actions if not action.option_strings]
    if positional and "command" not in positional:
        yield " ".join([command, *(f"[{name}]" for name in positional)])
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield f"{command} {name}"
                yield from usages(inner, f"{command} {name}")
        else:
            yield from action.option_strings


USAGES = sorted(set(usages(cli.parser(), "qikan")))


def test_the_command_is_there() -> None:
    """Else the next test would hold for nothing."""
    assert {"qikan check", "--version"} < set(USAGES)


@pytest.mark.parametrize("usage", USAGES)
def test_all_of_the_command_is_told(usage: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(usage)}(?![\w-])", SECTIONS["jiancha"])


def test_no_command_is_told_that_does_not_exist() -> None:
    for text in re.findall(r"bin/qikan ([\w-]+)", GUIDE):
        assert text in USAGES or f"qikan {text}" in USAGES


def test_what_a_check_ends_with() -> None:
    for message in (WELL, NOTED, "{0} problems found"):
        assert CHINESE(message) != message
        assert f"“{_PLACE.sub('…', CHINESE(message))}”" in SECTIONS["jiancha"]


def test_what_a_build_ends_with() -> None:
    message = "The archive stands in {0}: {1} issues, {2} items, {3} pages; open index.html there."
    text = CHINESE(message)
    assert text != message
    assert _PLACE.sub("…", text.replace("{0}", "_build/html")) + "\n" in blocks("text")


def test_an_example_is_no_mention() -> None:
    """It would stand among those that refer to the item, the source or the place."""
    archive = read_archive(ROOT, read_settings(ROOT)).archive
    (guide,) = (document for document in archive.documents if document.name == "source/guide")
    assert guide.references == ()


# ---- the first issue


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Run ``qikan check``; give its status and its lines."""
    status = cli.main(["check", str(folder)])
    said = capsys.readouterr()
    return status, [*said.out.splitlines(), *said.err.splitlines()]


def shown(line: str, text: str) -> bool:
    """Tell whether a line is that of the guide, where ``…`` leaves out what may change."""
    pieces = map(re.escape, line.split("…"))
    return re.fullmatch(".+".join(pieces), text) is not None


def test_the_first_issue_goes_as_the_guide_says(
    repository: Path, tmp_path: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "资料库"
    for name in ("source", "issues", "hosting", "_static"):
        copy_archive(repository / name, folder / name)
    for name in ("conf.py", "index.md"):
        (folder / name).write_text((repository / name).read_text("utf-8"), "utf-8")
    texts = blocks("text")
    issue = next(text for text in texts if "issue: 2014-07-11" in text)
    (folder / "issues/2014/2014-07-11.md").write_text(issue, "utf-8")
    told = next(text for text in texts if text.startswith("issues/2014/2014-07-11.md:"))
    well = next(text for text in texts if text.startswith("已检查"))

    status, lines = checked(folder, capsys)
    assert (status, len(lines), lines[-1]) == (1, 6, "共发现 5 处问题")
    assert "报出五处问题" in GUIDE
    for line in told.splitlines():
        assert any(shown(line, each) for each in lines), line

    register(folder / "source/outlets.bib", blocks("bibtex")[0])
    register(folder / "source/places.toml", blocks("toml")[0])
    status, lines = checked(folder, capsys)
    assert status == 0
    assert len(lines) == 1
    assert shown(well.strip(), lines[0])

    built = build(folder)
    assert (built.status, built.warnings) == (0, [])
    mentioned = (built.output / "issues/2014/2014-07-11/1.html").read_text("utf-8")
    assert "提到本条" in mentioned


def register(path: Path, text: str) -> None:
    """Add what the guide adds to the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")
