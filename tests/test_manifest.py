"""The manifest: what was written, whether it still stands, and what has to go."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from qikan.sphinx.manifest import Manifest, publish

Written = Callable[..., list[Path]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "输出 html"


@pytest.fixture
def manifest(tmp_path: Path, root: Path) -> Manifest:
    return Manifest.load(tmp_path / "doctrees/manifest", root)


@pytest.fixture
def written(root: Path) -> Written:
    """Return a function that writes files of these names and lists their paths."""

    def write(*names: str) -> list[Path]:
        for name in names:
            publish(root / name, f"第一期 {name}".encode())
        return [root / name for name in names]

    return write


def again(manifest: Manifest) -> Manifest:
    """Save a manifest and load it, as the next build does."""
    manifest.save()
    return Manifest.load(manifest.path, manifest.root)


# ---- publish


def test_publish_makes_the_folders(root: Path) -> None:
    publish(root / "issues/2014/2014-07-04.html", b"1")
    assert (root / "issues/2014/2014-07-04.html").read_bytes() == b"1"
    assert [path.name for path in root.rglob("*") if path.is_file()] == ["2014-07-04.html"]


def test_publish_leaves_an_equal_file_alone(root: Path) -> None:
    page = root / "a.html"
    publish(page, b"1")
    os.utime(page, ns=(1, 1))
    before = page.stat()
    publish(page, b"1")
    after = page.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns) != (0, 0)
    publish(page, b"2")
    assert page.read_bytes() == b"2"
    assert page.stat().st_mtime_ns != 1


def test_publish_puts_a_file_in_its_place_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads while a page is replaced has the old one or the new one."""
    page = root / "a.html"
    publish(page, "旧".encode())
    seen: list[bytes] = []

    def replace(source: Path, target: Path) -> None:
        seen.append(Path(target).read_bytes())  # the old page stands until the last moment
        seen.append(Path(source).read_bytes())  # and the new one is complete by then
        assert Path(source).parent == Path(target).parent  # on one file system
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="No space"):
        publish(page, "新".encode())
    assert seen == ["旧".encode(), "新".encode()]
    assert page.read_bytes() == "旧".encode()


def test_publish_that_fails_leaves_nothing_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(source: str, target: str) -> None:
        assert Path(source).is_file()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", replace)
    with pytest.raises(OSError, match="No space"):
        publish(root / "a.html", "新".encode())
    assert list(root.rglob("*")) == []


# ---- is_current


def test_what_stands_is_current(manifest: Manifest, written: Written) -> None:
    assert not manifest.is_current("issues/2014/2014-07-04", b"1")
    manifest.note("issues/2014/2014-07-04", b"1", written("a.html", "a/1.html"))
    for each in (manifest, again(manifest)):
        assert each.is_current("issues/2014/2014-07-04", b"1")
        assert not each.is_current("issues/2014/2014-07-04", b"2")
        assert not each.is_current("issues/2014/2014-07-05", b"1")


def test_what_makes_no_file_is_current_too(manifest: Manifest) -> None:
    manifest.note("source/hidden", b"1", [])
    assert again(manifest).is_current("source/hidden", b"1")


def _delete(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(3)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _rewrite(path: Path) -> None:
    stat = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))


@pytest.mark.parametrize("harm", [_delete, _truncate, _empty, _rewrite])
@pytest.mark.parametrize("name", ["a.html", "a/1.html", "a/2.html"])
def test_what_has_been_touched_is_not_current(
    manifest: Manifest, written: Written, root: Path, name: str, harm: Callable[[Path], None]
) -> None:
    manifest.note("a", b"1", written("a.html", "a/1.html", "a/2.html"))
    manifest.note("b", b"1", written("b.html"))
    harm(root / name)
    later = again(manifest)
    assert not later.is_current("a", b"1")
    assert later.is_current("b", b"1")


# ---- note and keep_only


def test_what_a_source_no_longer_makes_is_deleted(
    manifest: Manifest, written: Written, root: Path
) -> None:
    manifest.note("a", b"1", written("a.html", "a/1.html", "a/2.html"))
    later = again(manifest)
    later.note("a", b"2", written("a.html", "a/1.html"))
    assert not (root / "a/2.html").exists()
    assert (root / "a/1.html").exists()
    later.note("a", b"3", written("a.html"))
    assert not (root / "a").exists()
    assert again(later).is_current("a", b"3")


def test_keep_only_deletes_all_other_files_and_the_folders_that_become_empty(
    manifest: Manifest, written: Written, root: Path
) -> None:
    manifest.note("2013", b"1", written("issues/2013/x.html", "issues/2013/x/1.html"))
    manifest.note("2014", b"1", written("issues/2014/y.html", "issues/2014/y/1.html"))
    manifest.note("z", b"1", written("issues/2014/z.html", "issues/2014/z/1.html"))
    later = again(manifest)
    later.keep_only(["z", "never made"])
    left = {path.relative_to(root).as_posix() for path in root.rglob("*")}
    assert left == {
        "issues",
        "issues/2014",
        "issues/2014/z.html",
        "issues/2014/z",
        "issues/2014/z/1.html",
    }
    assert again(later).rows.keys() == {"z"}


def test_keep_only_leaves_what_it_has_not_made(
    manifest: Manifest, written: Written, root: Path
) -> None:
    manifest.note("a", b"1", written("issues/a.html"))
    written("issues/robots.txt")
    (root / "issues/.gitkeep").touch()
    manifest.keep_only([])
    assert {path.name for path in root.rglob("*")} == {"issues", "robots.txt", ".gitkeep"}


def test_the_folder_of_all_pages_stays(manifest: Manifest, written: Written, root: Path) -> None:
    manifest.note("a", b"1", written("a.html"))
    manifest.keep_only([])
    assert root.is_dir()
    assert list(root.iterdir()) == []


def test_a_file_that_another_source_makes_now_stays(
    manifest: Manifest, written: Written, root: Path
) -> None:
    """An issue that is renamed can take over a page of another."""
    manifest.note("old", b"1", written("a.html", "a/1.html"))
    later = again(manifest)
    later.note("new", b"1", written("a.html"))
    later.keep_only(["new"])
    assert (root / "a.html").exists()
    assert not (root / "a").exists()
    assert later.is_current("new", b"1")


def test_what_is_gone_already_does_no_harm(
    manifest: Manifest, written: Written, root: Path
) -> None:
    manifest.note("a", b"1", written("x/a.html"))
    (root / "x/a.html").unlink()
    (root / "x").rmdir()
    manifest.keep_only([])
    assert manifest.rows == {}


# ---- the file


def test_the_same_rows_give_the_same_file(manifest: Manifest, written: Written) -> None:
    """An archive that has not changed leaves the manifest alone, whatever order it was read in."""
    files = written("a.html", "b.html")
    manifest.note("a", b"1", files[:1])
    manifest.note("b", b"1", files[1:])
    manifest.save()
    first = manifest.path.stat()
    other = Manifest(manifest.path, manifest.root)
    other.note("b", b"1", files[1:])
    other.note("a", b"1", files[:1])
    other.save()
    assert manifest.path.stat().st_ino == first.st_ino


GOOD = pickle.dumps({"a": (b"1", {"a.html": (1, 1)})}, protocol=5)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD[:-1],
        GOOD[: len(GOOD) // 2],
        GOOD[1:],
        b"\0" * len(GOOD),
        "期刊".encode(),
        pickle.dumps(["a"]),
        pickle.dumps(None),
        pickle.dumps({"a": 1}),
        pickle.dumps({"a": (b"1",)}),
        pickle.dumps({"a": (b"1", ["a.html"])}),
        pickle.dumps({1: (b"1", {"a.html": (1, 1)})}),
        GOOD.replace(b"a.html", b"\xff.html"),
        b"cno.such.module\nThing\n.",
    ],
    ids=lambda data: repr(data[-20:]),
)
def test_a_damaged_manifest_is_an_empty_one(
    tmp_path: Path, root: Path, written: Written, data: bytes
) -> None:
    """Then all is made again, and the next manifest is sound."""
    path = tmp_path / "manifest"
    path.write_bytes(data)
    damaged = Manifest.load(path, root)
    assert not damaged.is_current("a", b"1")
    damaged.note("a", b"1", written("a.html"))
    damaged.keep_only(["a"])
    assert again(damaged).rows.keys() == {"a"}
    assert again(damaged).is_current("a", b"1")


def test_a_missing_manifest_is_an_empty_one(tmp_path: Path, root: Path) -> None:
    assert Manifest.load(tmp_path / "none", root).rows == {}
    assert Manifest.load(tmp_path, root).rows == {}  # a folder
