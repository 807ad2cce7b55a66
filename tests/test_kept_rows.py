"""Parsed BibTeX files are kept from one build to the next, and parsed again where they must be."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from qikan.sphinx import kept_rows
from qikan.sphinx.kept_rows import read_files


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the files that are parsed."""
    seen: list[str] = []

    def read_rows(root: Path, path: str) -> tuple[()]:
        seen.append(path)
        return ()

    monkeypatch.setattr(kept_rows, "read_rows", read_rows)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a.bib", "b.bib"):
        (tmp_path / name).write_text("@periodical{songhe-ribao, title = {松河日报}}", "utf-8")
    return tmp_path


def test_only_what_has_changed_is_parsed_again(root: Path, parsed: list[str]) -> None:
    kept = root / "kept"
    read_files(root, ["a.bib", "b.bib"], kept)
    (root / "b.bib").write_text("@periodical{songhe-ribao, title = {松河晚报}}", "utf-8")
    read_files(root, ["a.bib", "b.bib"], kept)
    assert parsed == ["a.bib", "b.bib", "b.bib"]


def test_what_another_engine_has_parsed_is_parsed_again(
    root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_files(root, ["a.bib"], root / "kept")
    monkeypatch.setattr(kept_rows, "PARSER", b"another")
    read_files(root, ["a.bib"], root / "kept")
    assert parsed == ["a.bib", "a.bib"]


@pytest.mark.parametrize("data", [b"", b"\x80\x05 no pickle", pickle.dumps(["a.bib"])])
def test_a_damaged_file_is_made_again(root: Path, parsed: list[str], data: bytes) -> None:
    (root / "kept").write_bytes(data)
    for _ in range(2):
        read_files(root, ["a.bib"], root / "kept")
    assert parsed == ["a.bib"]
