"""The generator of invented archives: repeatable, consistent in itself, and in both forms."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import generate
from bench.grammar import Grammar, han_count, numeral, place_names
from bench.located import Shelf
from bench.world import MAX_ISSUES, Schedule, World
from qikan.reading.source import read_archive, read_settings

ROOT = Path(__file__).parents[1]
ITEM = re.compile(r"^## (?P<title>.+)\n\n:::\{item\} (?P<number>\d+)\n", re.MULTILINE)
ROLE = re.compile(r"\{([a-z:]+)\}`(?:[^`<]*<)?([^`>]+)>?`")

Archive = Callable[..., Path]


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Archive:
    """Return a function that writes an archive into a new folder."""

    def make(*arguments: str) -> Path:
        folder = tmp_path / f"archive{len(list(tmp_path.iterdir()))}"
        assert generate.main([arguments[0], str(folder), *arguments[1:]]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 1
        return folder

    return make


def issues(folder: Path) -> dict[str, str]:
    """Return the text of every issue by its id."""
    return {
        path.stem: path.read_text("utf-8")
        for path in sorted(folder.glob("issues/*/*.md"))
        if path.stem != "index"
    }


def digest(folder: Path) -> str:
    """Return one digest of all names and bytes in a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def outlet_keys(folder: Path) -> list[str]:
    return re.findall(r"@\w+\{(.+),", (folder / "source/outlets.bib").read_text("utf-8"))


def pieces(folder: Path) -> dict[str, dict[str, str]]:
    """Return the fields of every located piece by its key."""
    found = {}
    for path in folder.glob("source/citations/*.bib"):
        for entry in path.read_text("utf-8").split("\n\n"):
            key = re.match(r"@(?:article|online)\{([a-z0-9-]+),\n", entry)
            assert key is not None
            found[key[1]] = dict(re.findall(r"^  (\w+) = \{(.+)\},$", entry, re.MULTILINE))
            assert found[key[1]]["date"][:4] == path.stem[:4]
    return found


def names(folder: Path, vocabulary: str) -> set[str]:
    terms = tomllib.loads((folder / f"source/{vocabulary}.toml").read_text("utf-8"))["terms"]
    return {term["name"] for term in terms.values()}


@pytest.mark.parametrize("form", [[], ["--plain"], ["--located", "20"]])
def test_same_arguments_give_the_same_bytes(archive: Archive, form: list[str]) -> None:
    one, two = archive("12", "--seed", "7", *form), archive("12", "--seed", "7", *form)
    assert digest(one) == digest(two)


def test_another_seed_gives_other_bytes(archive: Archive) -> None:
    one, two = issues(archive("2")), issues(archive("2", "--seed", "2"))
    assert one.keys() == two.keys()
    for issue in one:
        # Not only the names that the seed gives to places: the course of the issue too
        first, second = (re.findall(r"^:page: .+$", text[issue], re.M) for text in (one, two))
        assert len(first) == len(second) == 16
        assert first != second


def test_another_process_gives_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    """The seed of Python's hashes and the locale must not show."""
    other = tmp_path / "other"
    subprocess.run(
        [sys.executable, "-m", "bench.generate", "5", str(other)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "42", "LC_ALL": "C"},
        check=True,
        capture_output=True,
    )
    assert digest(archive("5")) == digest(other)


def test_counts(archive: Archive) -> None:
    folder = archive("30", "--outlets", "40")
    texts = issues(folder)
    assert len(texts) == 30
    for issue, text in texts.items():
        assert text.startswith(f"---\nissue: {issue}\nlabel: {issue[:4]}年")
        assert [int(item["number"]) for item in ITEM.finditer(text)] == list(range(1, 17))
    assert [issue for issue in texts if "{list-table}" in texts[issue]] == list(texts)[::10]
    assert len(set(outlet_keys(folder))) == len(outlet_keys(folder)) == 40
    assert len(names(folder, "topics")) == 40
    assert len(names(folder, "places")) == 120
    about = sum(text.count("{item}`") for text in texts.values()) / (30 * 16)
    assert 0.2 < about < 0.3


def test_items_have_the_promised_size(archive: Archive) -> None:
    for text in issues(archive("20")).values():
        for item in ITEM.split(text)[3::3]:
            record, body = item.split(":::\n", 1)
            body = re.sub(r"^:::\{list-table\}.*?^:::$", "", body, flags=re.DOTALL | re.MULTILINE)
            *paragraphs, source = [part for part in body.split("\n\n") if part.strip()]
            assert record.startswith(":page: ")
            assert source.startswith("{cite:p}`")
            assert 2 <= len(paragraphs) <= 4
            assert 400 <= sum(han_count(ROLE.sub("", part)) for part in paragraphs) <= 700
        for title in (item["title"] for item in ITEM.finditer(text)):
            assert 12 <= len(title) <= 24


def test_references_only_to_what_exists(archive: Archive) -> None:
    folder = archive("40", "--outlets", "50")
    texts = issues(folder)
    known = {
        "item": {f"{issue}/{number}" for issue in texts for number in range(1, 17)},
        "issue": set(texts),
        "outlet": set(outlet_keys(folder)),
        "cite:p": set(outlet_keys(folder)),
        "topic": names(folder, "topics"),
        "place": names(folder, "places"),
    }
    seen: dict[str, set[str]] = {role: set() for role in known}
    directions = set()
    for issue, text in texts.items():
        for role, target in ROLE.findall(text):
            seen[role].update(target.split(","))
            if role == "item":
                directions.add((target[:10] > issue) - (target[:10] < issue))
        for option, vocabulary in (("topics", "topic"), ("places", "place")):
            for value in re.findall(rf"^:{option}: (.+)$", text, re.MULTILINE):
                assert 1 <= len(value.split("、")) <= 2
                assert set(value.split("、")) <= known[vocabulary]
    assert directions == {-1, 1}
    for role, targets in seen.items():
        assert targets, role
        assert targets <= known[role], role


def test_located_pieces_are_cited_in_place_of_their_outlets(archive: Archive) -> None:
    without, folder = archive("30"), archive("30", "--located", "48")
    found = pieces(folder)
    assert len(found) == 48
    assert not (without / "source/citations").exists()
    cited: list[str] = []
    before = issues(without)
    for issue, text in issues(folder).items():
        for old, new in zip(before[issue].splitlines(), text.splitlines(), strict=True):
            if old == new:
                continue
            outlets, keys = (line[9:-1].split(",") for line in (old, new))
            piece = found[keys[0]]
            assert (piece["outlet"], outlets[1:]) == (outlets[0], keys[1:])
            assert 1 <= (date.fromisoformat(issue) - date.fromisoformat(piece["date"])).days <= 9
            cited.append(keys[0])
    assert sorted(cited) == sorted(found)
    assert {item["title"] for text in before.values() for item in ITEM.finditer(text)}.isdisjoint(
        piece["title"] for piece in found.values()
    )
    assert {piece["evidence"] for piece in found.values()} == {"located", "archived"}
    for field in ("author", "title", "page", "url"):
        assert len({piece.get(field) for piece in found.values()}) > 12


def test_an_archive_with_located_pieces_is_sound(archive: Archive) -> None:
    folder = archive("6", "--located", "96")
    assert len(pieces(folder)) == 96
    settings = read_settings(folder)
    assert settings["qikan_publication_status"] == "unknown"
    assert read_archive(folder, settings).problems == ()


def test_a_year_of_many_pieces_has_several_files(archive: Archive) -> None:
    folder = archive("40", "--located", "640")
    files = {path.name for path in folder.glob("source/citations/*")}
    assert files == {"2004.bib", "2005.bib", "2005-2.bib"}
    assert len(pieces(folder)) == 640


def test_pieces_wait_for_no_more_than_their_year() -> None:
    """So that memory does not grow with the archive."""
    shelf, world = Shelf(), World(160, 1, 20, 160)
    written: list[str] = []
    for issue in world.issues():
        for item in issue.items:
            if item.piece:
                shelf.add(item.piece)
        day = date.fromisoformat(issue.id)
        written += [name for name, _ in shelf.files(day)]
        complete = range(2005, (day - timedelta(days=9)).year)
        assert written == [f"source/citations/{year}.bib" for year in complete]
    written += [name for name, _ in shelf.files()]
    assert written == [f"source/citations/{year}.bib" for year in range(2005, 2009)]


def test_a_single_issue_refers_to_no_other(archive: Archive) -> None:
    (text,) = issues(archive("1", "--outlets", "1")).values()
    assert "{item}`" not in text
    assert "{issue}`" not in text


def test_the_plain_project_has_the_same_headlines(archive: Archive) -> None:
    native, plain = issues(archive("12")), issues(archive("12", "--plain"))
    assert native.keys() == plain.keys()
    for issue in native:
        expected = [
            (f"i-{issue}-{item['number']}", item["title"]) for item in ITEM.finditer(native[issue])
        ]
        assert re.findall(r"^\((.+)\)=\n## (.+)$", plain[issue], re.MULTILINE) == expected
        assert {role for role, _ in ROLE.findall(plain[issue])} <= {"cite:p", "ref", "doc"}
        for native_cite, plain_cite in zip(
            re.findall("{cite:p}.+", native[issue]),
            re.findall("{cite:p}.+", plain[issue]),
            strict=True,
        ):
            assert native_cite == plain_cite


def test_sphinx_builds_the_plain_project_without_warnings(archive: Archive) -> None:
    folder = archive("3", "--plain", "--outlets", "20")
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-qW",
            "--keep-going",
            str(folder),
            str(folder / "_build"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stderr) == (0, "")


@pytest.mark.parametrize(
    ("count", "per_week"), [(1, 1), (4956, 1), (4957, 2), (9912, 2), (9913, 3), (10_000, 3)]
)
def test_issues_end_before_2100(count: int, per_week: int) -> None:
    schedule = Schedule.of(count)
    assert schedule.per_week == per_week
    assert schedule.day(0).isoformat() == "2005-01-07"
    assert schedule.day(count - 1).year < 2100


def test_dates_and_labels_are_unique_at_the_fastest_pace() -> None:
    schedule = Schedule.of(MAX_ISSUES)
    assert schedule.label(24) == "2005年一月第二十五期"
    indexes = range(MAX_ISSUES)
    assert len({schedule.day(index) for index in indexes}) == MAX_ISSUES
    assert len({schedule.label(index) for index in indexes}) == MAX_ISSUES


def test_a_smaller_archive_leaves_nothing_of_the_larger(archive: Archive) -> None:
    small, folder = archive("3"), archive("60", "--plain")
    assert generate.main(["3", str(folder)]) == 0
    assert digest(folder) == digest(small)


@pytest.mark.parametrize(
    "arguments",
    [
        ["0"],
        ["34693"],
        ["1", "--outlets", "0"],
        ["1", "--located", "17"],
        ["1", "--located", "-1"],
        ["1", "--located", "1", "--plain"],
    ],
)
def test_refuses_what_cannot_be(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert generate.main([*arguments, str(folder)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not folder.exists()


def test_refuses_a_folder_of_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("theirs", "utf-8")
    assert generate.main(["1", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["conf.py"]
    assert (tmp_path / "conf.py").read_text("utf-8") == "theirs"


def test_place_keys_and_names_are_unique_ascii() -> None:
    places = place_names()
    assert places[0] == ("松河", "songhe")
    assert len({name for name, _ in places}) == len({key for _, key in places}) == len(places)
    assert all(key.isascii() and key.isalpha() for _, key in places)


def test_numerals() -> None:
    assert [numeral(number) for number in (1, 10, 12, 20, 31)] == [
        "一", "十", "十二", "二十", "三十一",
    ]  # fmt: skip


def test_a_grammar_names_the_missing_rule() -> None:
    with pytest.raises(ValueError, match="no rule for <b>"):
        Grammar({"a": ["<b>"]})
