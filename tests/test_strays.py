"""Which files are taken for issues that nobody reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.reading.source import read_archive, read_settings
from qikan.reading.strays import is_copy, stray_bibliographies, stray_issues
from tiny import build, issue, write

ISSUE = issue("2014-07-11")
HOME = "issues/2014/2014-07-11.md"

STRAY: Mapping[str, tuple[str, str]] = {
    "issues/2014/2014-07-11.txt": ("# 县志通讯\n", HOME),
    "issues/2014/2014-07-11": ("# 县志通讯\n", HOME),
    "issues/2014/2014-07-11.MD": (ISSUE, HOME),
    "issues/2014/2014-07-11.markdown": (ISSUE, HOME),
    "issues/2014/2014-07-11.md.txt": (ISSUE, HOME),
    "issues/2014/2014-07-11（定稿）.txt": ("", HOME),
    "issues/2014-07-11.txt": ("", HOME),
    "issues/七月.txt": (ISSUE, HOME),
    "issues/七月.doc": (ISSUE, HOME),
    "issues/2014-no03-04.txt": ("", "issues/2014/2014-no03-04.md"),
    "issues/2014-7-11.txt": (issue("2014-7-11"), "issues/2014/2014-7-11.md"),
    "2014-07-11.md": (ISSUE, HOME),
    "source/2014-07-11.md": (ISSUE.replace("---", "---\r", 1), HOME),
    "source/七月.txt": ("---\nlabel: 甲\nissue：2014-07-11\n---\n", HOME),
}


@pytest.mark.parametrize("path", STRAY)
def test_a_file_that_looks_like_an_issue(path: str, tmp_path: Path) -> None:
    text, place = STRAY[path]
    folder = write(tmp_path, {path: text})
    assert list(stray_issues(folder)) == [Problem(Kind.NOT_READ, path, 1, (place,))]


@pytest.mark.parametrize(
    "path",
    [
        HOME,
        "issues/2014/2014-07-11-tu1.png",
        "issues/2014/2014-07-11.pdf",
        "issues/2014/2014-07-11.docx",
        "issues/2014/说明.txt",
        "issues/2014/20140711.txt",
        "issues/2014/2014-07-32.txt",
        "source/2014-07-11.md",
        "2014-07-11.txt",
        "CHANGELOG.md",
    ],
)
def test_a_file_that_does_not(path: str, tmp_path: Path) -> None:
    assert list(stray_issues(write(tmp_path, {path: "# 县志通讯\n"}))) == []


@pytest.mark.parametrize(
    "name",
    [".2014-07-11.md.swp", "2014-07-11.md~", "#2014-07-11.md#", "~$14-07-11.docx", ".DS_Store",
     "2014-07-11.md.bak", ".git/2014-07-11.txt"],
)  # fmt: skip
def test_what_is_hidden_or_kept_for_safety(name: str, tmp_path: Path) -> None:
    assert list(stray_issues(write(tmp_path, {f"issues/2014/{name}": ISSUE}))) == []


def test_the_text_of_an_original_beside_its_issue(tmp_path: Path) -> None:
    files = {HOME: ISSUE, "issues/2014/2014-07-11.txt": "县志通讯\n"}
    assert list(stray_issues(write(tmp_path, files))) == []


def test_a_copy_in_which_one_may_write_to_no_effect(tmp_path: Path) -> None:
    path = "issues/2014/2014-07-11.txt"
    folder = write(tmp_path, {HOME: ISSUE, path: ISSUE})
    assert list(stray_issues(folder)) == [Problem(Kind.NOT_READ, path, 1, (HOME,))]


PIECES = "@article{yuci,\n  title = {榆次重刊县志},\n}\n"
OUTLETS = "@Periodical{yuci-bao,\n  title = {榆次报},\n}\n"
READ = ("source/outlets.bib", "source/citations/2014.bib")


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("source/citations/2013.bib.txt", PIECES, "source/citations/2013.bib"),
        ("source/citations/2013.BIB", PIECES, "source/citations/2013.bib"),
        ("source/citation/2013.bib", PIECES, "source/citations/2013.bib"),
        ("source/2013 (1).bib", PIECES, "source/citations/2013.bib"),
        ("2013.bib", PIECES, "source/citations/2013.bib"),
        ("source/outlets2.bib", OUTLETS, "source/outlets.bib"),
    ],
)
def test_a_bibliography_that_nobody_reads(path: str, text: str, place: str, tmp_path: Path) -> None:
    folder = write(tmp_path, {path: text})
    expected = [Problem(Kind.BIBLIOGRAPHY_NOT_READ, path, 1, (place,))]
    assert list(stray_bibliographies(folder, READ)) == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (READ[1], PIECES),
        ("source/citations/2013.bib.bak", PIECES),
        ("source/citations/.2013.bib.swp", PIECES),
        ("source/2013.bib", "% 尚无\n"),
        ("issues/2014/2014-07-04.bib", PIECES),
    ],
)
def test_a_bibliography_that_is_read_or_none(path: str, text: str, tmp_path: Path) -> None:
    assert list(stray_bibliographies(write(tmp_path, {path: text}), READ)) == []


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("2014 - 副本.bib", True),
        ("2014(1).bib", True),
        ("2014 copy.bib", True),
        ("Copy of 2014.bib", True),
        ("2014备份.bib", True),
        ("2014.bib", False),
        ("copyright.bib", False),
        ("2014（上）.bib", False),
    ],
)
def test_a_copy_by_its_name(name: str, copied: bool) -> None:
    assert is_copy(f"source/citations/{name}") is copied


def test_a_folder_and_a_link_that_leads_nowhere_are_no_files(tmp_path: Path) -> None:
    folder = write(tmp_path, {"issues/2014/2014-07-11.txt/甲.png": ""})
    (folder / "issues/2014/七月.txt").symlink_to("nowhere")
    assert list(stray_issues(folder)) == []


def test_what_an_editor_hides_beside_an_issue_is_no_issue(tmp_path: Path) -> None:
    """Neither to a check nor to a build: macOS and Emacs write such files."""
    folder = write(tmp_path, {HOME: ISSUE, "issues/2014/._2014-07-11.md": b"\0\5\x16\7"})
    (folder / "issues/2014/.#2014-07-11.md").symlink_to("editor@host.123")
    built = build(folder)
    assert (built.status, built.warnings()) == (0, [])
    problems = read_archive(folder, read_settings(folder)).problems
    assert problems == ()
