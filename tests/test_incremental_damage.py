"""Whatever befalls its files, the next build gives what a build from nothing gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import (
    EFFORT,
    Workshop,
    build_killed,
    contents,
    differences,
    doctrees_of,
    in_both_jobs,
)
from edits import (
    FIRST,
    SECOND,
    add_issue,
    change_image,
    change_text,
    change_title,
    cite_new_piece,
    remove_item,
    replace,
)
from qikan.sphinx import documents

pytestmark = pytest.mark.unmeasured

# ---- pages and what Sphinx keeps


def damaged(output: Path) -> Iterator[Path]:
    """Yield one file of each kind that a build makes."""
    for name in (
        "index.html",
        f"{SECOND}.html",
        f"{SECOND}/2.html",
        "outlets/songhe-ribao.html",
        "places/index.html",
        "years/2014.html",
        "source/about.html",
        "objects.inv",
        "_images/dfb08505-ziku.png",
        "_static/qikan.css",
    ):
        yield output / name


@in_both_jobs
def test_files_that_were_deleted_come_back(workshop: Workshop) -> None:
    before = contents(workshop.output)
    for path in damaged(workshop.output):
        path.unlink()
    workshop.again()
    assert differences(contents(workshop.output), before) == []


@in_both_jobs
def test_files_that_were_cut_short_are_mended(workshop: Workshop) -> None:
    before = contents(workshop.output)
    for path in damaged(workshop.output):
        path.write_bytes(path.read_bytes()[:40])
    workshop.again()
    assert differences(contents(workshop.output), before) == []


@in_both_jobs
def test_a_folder_that_was_emptied_is_filled_again(workshop: Workshop) -> None:
    before = contents(workshop.output)
    for path in workshop.output.rglob("*"):
        if path.is_file():
            path.unlink()
    workshop.again()
    assert differences(contents(workshop.output), before) == []


@in_both_jobs
@pytest.mark.parametrize(
    "name",
    ["environment.pickle", "qikan-html.manifest", "qikan-html.digests", "qikan.bibliography"],
)
def test_a_damaged_memory_is_made_again(workshop: Workshop, name: str) -> None:
    before = contents(workshop.output)
    assert (doctrees_of(workshop.output) / name).is_file()
    (doctrees_of(workshop.output) / name).write_bytes(b"\x80\x05 no pickle")
    change_text(workshop.archive)
    workshop.again()
    written = differences(contents(workshop.output), before)
    assert [name for name in written if not name.startswith("_search/")] == [
        f"{FIRST}.html",
        f"{FIRST}.md",
        f"{FIRST}/3.html",
    ]


@in_both_jobs
def test_a_damaged_manifest_leaves_no_page_over(workshop: Workshop) -> None:
    """Though none but it knew of the page that has to go."""
    (doctrees_of(workshop.output) / "qikan-html.manifest").write_bytes(b"\x80\x05 no pickle")
    remove_item(workshop.archive)
    workshop.again()
    assert differences(contents(workshop.output), workshop.fresh()) == []


@in_both_jobs
@pytest.mark.parametrize("damage", [b"", b"\x80\x05 no pickle", None])
def test_a_damaged_doctree_is_made_again(workshop: Workshop, damage: bytes | None) -> None:
    path = doctrees_of(workshop.output) / f"{SECOND}.doctree"
    assert path.is_file()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    change_title(workshop.archive)  # so that the page has to be written from it
    workshop.again()
    assert differences(contents(workshop.output), workshop.fresh()) == []


def test_a_failed_build_leaves_whole_pages(workshop: Workshop) -> None:
    """A wrong reference is a warning: the build fails, and no page is half written."""
    replace(
        workshop.archive / f"{FIRST}.md", "另见{item}`2014-03-07/2`", "另见{item}`2014-03-07/9`"
    )
    built = workshop.build(workshop.archive, into=workshop.output)
    assert built.status == 1
    assert len(built.warnings) == 1
    for path in workshop.output.rglob("*.html"):
        assert path.read_bytes().rstrip().endswith(b"</html>"), path
    assert [path.name for path in workshop.output.rglob("*.tmp")] == []
    replace(
        workshop.archive / f"{FIRST}.md", "另见{item}`2014-03-07/9`", "另见{item}`2014-03-07/2`"
    )
    workshop.again()
    assert differences(contents(workshop.output), workshop.fresh()) == []


@in_both_jobs
def test_a_warning_stays_until_it_is_mended(workshop: Workshop) -> None:
    """The second build reads nothing anew and must not pass for all that."""
    replace(
        workshop.archive / f"{FIRST}.md", "另见{item}`2014-03-07/2`", "另见{item}`2014-03-07/9`"
    )
    first = workshop.build(workshop.archive, into=workshop.output, jobs=workshop.jobs)
    second = workshop.build(workshop.archive, into=workshop.output, jobs=workshop.jobs)
    assert first.status == second.status == 1
    assert first.warnings == second.warnings


# ---- a build that is killed


def keep(workshop: Workshop, elsewhere: Path) -> None:
    """Copy an archive and all that was built of it, with the times of its files."""
    shutil.copytree(workshop.output.parent, elsewhere)


def put_back(workshop: Workshop, elsewhere: Path) -> None:
    for folder in (workshop.archive, workshop.output, doctrees_of(workshop.output)):
        shutil.rmtree(folder, ignore_errors=True)
        if (elsewhere / folder.name).exists():
            shutil.copytree(elsewhere / folder.name, folder)


def edit(archive: Path) -> None:
    for change in (add_issue, remove_item, change_title, change_image, cite_new_piece):
        change(archive)


@pytest.fixture
def read_by_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers read even as few documents as the sample has."""
    monkeypatch.setattr(documents, "SMALL", 1)


@in_both_jobs
@pytest.mark.parametrize("then", ["again", "taken back", "from nothing"])
@pytest.mark.usefixtures("read_by_all")
def test_a_build_that_was_killed_is_made_good(
    workshop: Workshop, tmp_path_factory: pytest.TempPathFactory, then: str
) -> None:
    """Whether reading, writing or clearing up: what it has left misleads no other build."""
    before, edited = (tmp_path_factory.mktemp("kept") / name for name in ("before", "edited"))
    keep(workshop, before)
    edit(workshop.archive)
    keep(workshop, edited)
    if then == "from nothing":
        for folder in (workshop.output, doctrees_of(workshop.output)):
            shutil.rmtree(edited / folder.name)
    right = contents(workshop.output) if then == "taken back" else workshop.fresh()
    put_back(workshop, edited)
    count = build_killed(workshop.archive, workshop.output, jobs=workshop.jobs, moment=0)
    for moment in range(workshop.jobs, count, max(1, count // (3 * EFFORT))):
        put_back(workshop, edited)
        build_killed(workshop.archive, workshop.output, jobs=workshop.jobs, moment=moment)
        if then == "taken back":
            shutil.rmtree(workshop.archive)
            shutil.copytree(before / workshop.archive.name, workshop.archive)
        workshop.again()
        assert (moment, differences(contents(workshop.output), right)) == (moment, [])
        if then == "taken back":  # the doctrees must be, too
            shutil.rmtree(workshop.output)
            workshop.again()
            assert (moment, differences(contents(workshop.output), right)) == (moment, [])


def test_a_doctree_of_a_build_that_was_killed_is_not_trusted(workshop: Workshop) -> None:
    """The text is taken back as it was, with its time; the doctree is the new one's."""
    right = contents(workshop.output)
    text, doctrees = workshop.archive / f"{FIRST}.md", doctrees_of(workshop.output)
    time = text.stat().st_mtime_ns
    before = contents(doctrees)
    change_text(workshop.archive)
    (workshop.archive / f"{SECOND}.md").touch()  # to be read after it
    for moment in range(1, 10):  # until it has written the one doctree, and is at the other
        build_killed(workshop.archive, workshop.output, jobs=1, moment=moment)
        left = contents(doctrees)
        if left[f"{FIRST}.doctree"] not in {before[f"{FIRST}.doctree"], b""}:
            break
    assert left["environment.pickle"] == before["environment.pickle"]
    replace(text, "首批共享目录", "首批数据共享目录")
    os.utime(text, ns=(time, time))
    shutil.rmtree(workshop.output)
    workshop.again()
    assert differences(contents(workshop.output), right) == []


@in_both_jobs
def test_a_warning_outlives_a_build_that_was_killed(workshop: Workshop) -> None:
    """MyST has told it while reading; the next build has no more to read."""
    replace(workshop.archive / f"{FIRST}.md", "首批数据共享目录", "首批{nichts}`目录`")
    kept = doctrees_of(workshop.output) / "environment.pickle"
    before = kept.read_bytes()
    build_killed(workshop.archive, workshop.output, jobs=workshop.jobs, moment=8)
    assert kept.read_bytes() not in {before, b""}, "it was not killed between reading and writing"
    built = workshop.build(workshop.archive, into=workshop.output, jobs=workshop.jobs)
    fresh = workshop.build(workshop.archive)
    assert len(fresh.warnings) >= 1
    assert (built.status, built.warnings) == (fresh.status, fresh.warnings)
