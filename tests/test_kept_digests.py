"""Digests are made again where anything has changed, or where what was kept of them is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from qikan.sphinx.kept_digests import keep_digests

MADE = {"issues/2014/2014-07-04": b"1" * 16, "index": b"2" * 16}


def kept(path: Path, archive: bytes) -> bool:
    """Tell whether they were kept."""
    asked: list[bytes] = []

    def make() -> dict[str, bytes]:
        asked.append(archive)
        return MADE

    assert keep_digests(path, archive, make) == MADE
    return not asked


def test_they_are_kept_until_the_archive_changes(tmp_path: Path) -> None:
    path = tmp_path / "qikan-html.digests"
    assert not kept(path, b"one")
    assert kept(path, b"one")
    assert not kept(path, b"other")
    assert kept(path, b"other")
    assert not kept(path, b"one")


@pytest.mark.parametrize("at", [0, 15, 16, 40, -1])
def test_a_single_wrong_byte_is_seen(tmp_path: Path, at: int) -> None:
    path = tmp_path / "qikan-html.digests"
    kept(path, b"one")
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert not kept(path, b"one")
    assert kept(path, b"one")


@pytest.mark.parametrize("size", [0, 8, 16, 50])
def test_so_is_a_file_that_was_cut_short(tmp_path: Path, size: int) -> None:
    path = tmp_path / "qikan-html.digests"
    kept(path, b"one")
    path.write_bytes(path.read_bytes()[:size])
    assert not kept(path, b"one")
