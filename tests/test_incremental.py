"""After any change a build gives what a build from nothing gives, and touches nothing else.

Whole output folders are compared by name and byte, so that no test knows how pages are made.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from building import (
    Build,
    Snapshot,
    Workshop,
    build_apart,
    contents,
    differences,
    doctrees_of,
    in_both_jobs,
    times,
)
from edits import (
    CHANGES,
    FIRST,
    SECOND,
    add_image_of_the_same_name,
    add_issue,
    add_item,
    add_outlet,
    add_piece,
    add_topic,
    change_own_page,
    change_piece,
    change_text,
    change_title,
    cite_new_piece,
    remove_issue,
    remove_item,
    rename_outlet,
    rename_term,
    replace,
    retitle_own_page,
)
from qikan.search.site import SearchedSite
from songhe import ITEMS, page_of
from website import Website, text_of

pytestmark = pytest.mark.unmeasured

# ---- the same bytes


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_any_number_of_jobs_gives_the_same_bytes(
    sample: Path, build: Build, tmp_path: Path, builder: str
) -> None:
    one, two = (
        contents(build(sample, builder, into=tmp_path / f"jobs{jobs}", jobs=jobs).output)
        for jobs in (1, 2)
    )
    assert len(one) > 40
    assert differences(one, two) == []


def test_images_of_one_name_get_the_same_addresses_in_any_number_of_jobs(
    archive_copy: Path, build: Build, tmp_path: Path
) -> None:
    add_image_of_the_same_name(archive_copy)
    one, two = (
        contents(build(archive_copy, into=tmp_path / f"jobs{jobs}", jobs=jobs).output)
        for jobs in (1, 2)
    )
    assert len([name for name in one if name.endswith(".png")]) == 2
    assert differences(one, two) == []


def test_hash_seed_locale_and_time_zone_do_not_show(sample: Path, tmp_path: Path) -> None:
    surroundings: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
    ]
    made = []
    for number, variables in enumerate(surroundings, start=1):
        output = tmp_path / f"process{number}"
        done = build_apart(sample, output, "-j", str(number), **variables)
        assert (done.returncode, done.stderr) == (0, "")
        made.append(contents(output))
    assert differences(*made) == []


@in_both_jobs
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_the_same_bytes_as_a_build_from_nothing(
    workshop: Workshop, change: Callable[[Path], None]
) -> None:
    """And files whose bytes stay the same are not written again."""
    before, written = contents(workshop.output), times(workshop.output)
    change(workshop.archive)
    workshop.again()
    after, rewritten = contents(workshop.output), times(workshop.output)
    assert differences(after, workshop.fresh()) == []
    assert differences(before, after) != []
    unchanged = [name for name in before if before[name] == after.get(name)]
    assert len(unchanged) >= 2
    assert [name for name in unchanged if written[name] != rewritten[name]] == []


@in_both_jobs
def test_many_changes_one_after_the_other(workshop: Workshop) -> None:
    for change in (add_issue, change_title, add_outlet, rename_term, add_item, retitle_own_page):
        change(workshop.archive)
        workshop.again()
    assert differences(contents(workshop.output), workshop.fresh()) == []


@in_both_jobs
def test_a_change_taken_back_gives_the_first_bytes(workshop: Workshop) -> None:
    before = contents(workshop.output)
    add_issue(workshop.archive)
    workshop.again()
    assert differences(before, contents(workshop.output)) != []
    (workshop.archive / "issues/2013/2013-11-01.md").unlink()
    workshop.again()
    assert differences(before, contents(workshop.output)) == []


def test_another_process_continues(workshop: Workshop) -> None:
    """What one process left, another takes up: nothing is kept in memory."""
    change_title(workshop.archive)
    done = build_apart(workshop.archive, workshop.output, "-j", "2", PYTHONHASHSEED="7")
    assert (done.returncode, done.stderr) == (0, "")
    assert differences(contents(workshop.output), workshop.fresh()) == []


def test_builders_may_share_what_sphinx_has_read(
    archive_copy: Path, build: Build, tmp_path: Path
) -> None:
    """``sphinx-build -d`` gives several builders one memory."""

    def build_with(builder: str) -> Snapshot:
        shared = tmp_path / "shared"
        built = build(archive_copy, builder, into=shared / builder, doctrees=shared / "trees")
        assert (built.status, built.warnings) == (0, [])
        return contents(built.output)

    for builder in ("html", "text", "dirhtml"):
        build_with(builder)
    change_text(archive_copy)
    change_own_page(archive_copy)
    for builder in ("text", "html", "dirhtml"):
        alone = build(archive_copy, builder, into=tmp_path / "alone" / builder)
        assert differences(build_with(builder), contents(alone.output)) == [], builder


# ---- what a change must reach, and nothing else


def written_after(workshop: Workshop, *changes: Callable[[Path], None]) -> set[str]:
    """Change an archive, build it again, and name the files that were written.

    The search index is left out: any text changes it, see below.
    """
    before = times(workshop.output)
    for change in changes:
        change(workshop.archive)
    workshop.again()
    after = times(workshop.output)
    written = {name for name in after if before.get(name) != after[name]}
    return {name for name in written if not name.startswith("_search/")}


def showing(workshop: Workshop, words: str) -> set[str]:
    """Name the files in which some words stand."""
    return {name for name, data in contents(workshop.output).items() if words.encode() in data}


@in_both_jobs
def test_referring_pages_show_the_new_title(workshop: Workshop) -> None:
    change_title(workshop.archive)
    workshop.again()
    site = Website(workshop.output)
    old, target = ITEMS["2013-05-10/1"], page_of("2013-05-10/1")
    for file, page in site.pages.items():
        assert old not in page.get_text(), file
    for name in (SECOND, "issues/2014/2014-03-07/2", "issues/2016/2016-02", "years/2013"):
        links = site.links(name, site.main(name))
        if name != "years/2013":
            assert ("网上大厅试运行", target) in links, name


@in_both_jobs
def test_a_new_topic_reaches_the_item_that_shares_it(workshop: Workshop) -> None:
    add_topic(workshop.archive)
    workshop.again()
    site = Website(workshop.output)
    for name, other in ((f"{SECOND}/1", f"{SECOND}b/2"), (f"{SECOND}b/2", f"{SECOND}/1")):
        section = site.section(name, "相关条目")
        assert section is not None
        assert "同主题：网站安全" in text_of(section)
        assert other in [target for _, target in site.links(name, section)]


@in_both_jobs
def test_a_new_title_reaches_who_suggests_it_or_follows_its_outlet(workshop: Workshop) -> None:
    """The item is the last of its outlet before one, and shares topic and place with another."""
    replace(workshop.archive / f"{FIRST}.md", "## 云岭推行“一窗受理”", "## 云岭试行“一窗受理”")
    workshop.again()
    site = Website(workshop.output)
    related = site.section("issues/2016/2016-no01/1", "相关条目")
    assert related is not None
    assert "云岭试行" in text_of(related)
    along = site.main(f"{SECOND}/2").select("nav.next")[1]
    assert "云岭晚报上一条云岭试行" in text_of(along)


@in_both_jobs
def test_a_new_issue_reaches_its_neighbours_and_those_it_names(workshop: Workshop) -> None:
    add_issue(workshop.archive)
    workshop.again()
    site = Website(workshop.output)
    new = ("松河省公布首批数据共享目录", "issues/2013/2013-11-01/1")
    for name in ("issues/2013/2013-05-10/3", "issues/2014/2014-03-07/2", "outlets/songhe-ribao"):
        assert new in site.links(name, site.main(name)), name
    for name in (FIRST, SECOND, "years/2013"):
        found = [target for _, target in site.links(name, site.main(name))]
        assert "issues/2013/2013-11-01" in found, name


@in_both_jobs
def test_nothing_is_left_of_a_removed_issue(workshop: Workshop) -> None:
    remove_issue(workshop.archive)
    workshop.again()
    assert [name for name in contents(workshop.output) if "2016-02" in name] == []
    site = Website(workshop.output)
    for file, page in site.pages.items():
        assert "2016年2月" not in page.get_text(), file
        assert [link for link in page.find_all(href=True) if "2016-02" in str(link["href"])] == []


@in_both_jobs
def test_nothing_is_left_of_a_removed_item(workshop: Workshop) -> None:
    remove_item(workshop.archive)
    workshop.again()
    site = Website(workshop.output)
    assert "issues/2014/2014-03-07b/1" in site.names
    assert "issues/2014/2014-03-07b/2" not in site.names
    assert [file for file, page in site.pages.items() if "新解" in page.get_text()] == []


@in_both_jobs
def test_a_renamed_outlet_is_renamed_everywhere(workshop: Workshop) -> None:
    rename_outlet(workshop.archive)
    workshop.again()
    site = Website(workshop.output)
    assert [file for file, page in site.pages.items() if "云岭晚报" in page.get_text()] == []
    source = site.main("issues/2014/2014-03-07/2").select_one(".source")
    assert source is not None
    assert text_of(source) == "（云岭日报、青禾网）"


OWN = {f"{FIRST}.html", f"{FIRST}.md"}
"""What an issue's own text makes: its page, and the text itself."""


@in_both_jobs
def test_a_change_of_text_writes_only_its_own_pages(workshop: Workshop) -> None:
    """An edited word must not cost an archive of ten thousand issues."""
    assert written_after(workshop, change_text) == {*OWN, f"{FIRST}/3.html"}


def test_a_change_of_text_is_found_at_once(workshop: Workshop) -> None:
    """The texts of one issue are written anew, and the part of the index that holds them."""
    before = set(contents(workshop.output / "_search"))
    change_text(workshop.archive)
    workshop.again()
    after = set(contents(workshop.output / "_search"))
    gone, made = before - after, after - before
    assert {name.partition("/")[0] for name in gone} == {"text", *parts_of(before)}
    assert [name for name in made if name.startswith("text/")] != []
    assert len([name for name in made if name.startswith("text/")]) == 1
    assert len(parts_of(after)) == len(parts_of(before)) == 1
    site = SearchedSite(workshop.output)
    assert len(site.answer("首批共享目录").texts) == 1
    assert len(site.answer("首批数据共享目录").texts) == 0


def test_a_build_of_one_file_writes_all_that_is_stale(workshop: Workshop, tmp_path: Path) -> None:
    """Else the index would be made of texts that have gone, or have not come yet."""
    change_text(workshop.archive)
    add_issue(workshop.archive)
    asked = workshop.archive / "source/about.md"

    def build_one(doctrees: Path, output: Path) -> None:
        command: list[str | Path] = [sys.executable, "-m", "sphinx", "-q", "-d", doctrees]
        subprocess.run([*command, workshop.archive, output, asked], check=True)

    build_one(doctrees_of(workshop.output), workshop.output)
    assert differences(contents(workshop.output), workshop.fresh()) == []
    build_one(tmp_path / "trees", tmp_path / "fresh")
    assert len(SearchedSite(tmp_path / "fresh").answer("首批共享目录").texts) == 1


def parts_of(files: set[str]) -> set[str]:
    """Name the folders of an index's parts."""
    return {name.partition("/")[0] for name in files if name.endswith("/head.js")}


@in_both_jobs
def test_a_corrected_piece_writes_only_the_pages_that_show_it(workshop: Workshop) -> None:
    written = written_after(workshop, change_piece)
    assert written == {f"{SECOND}/5.html"}
    assert written == showing(workshop, "改造竣工")


@in_both_jobs
def test_a_new_file_of_pieces_writes_only_the_pages_that_cite_them(workshop: Workshop) -> None:
    assert written_after(workshop, add_piece) == set()
    (workshop.archive / "source/citations/2013.bib").unlink()
    assert written_after(workshop, cite_new_piece) == {*OWN, f"{FIRST}/1.html"}
    assert showing(workshop, "网上办事大厅昨起试行") == {f"{FIRST}/1.html"}


@in_both_jobs
def test_a_removed_file_of_pieces_writes_only_the_pages_that_cited_them(workshop: Workshop) -> None:
    cite_new_piece(workshop.archive)
    workshop.again()
    (workshop.archive / "source/citations/2013.bib").unlink()
    replace(workshop.archive / f"{FIRST}.md", "{cite:p}`songhe-dating`", "{cite:p}`songhe-ribao`")
    assert written_after(workshop) == {*OWN, f"{FIRST}/1.html"}


@in_both_jobs
def test_a_renamed_outlet_writes_only_the_pages_that_show_it(workshop: Workshop) -> None:
    shown = showing(workshop, "云岭晚报")
    assert len(shown) > 5
    assert written_after(workshop, rename_outlet) == shown


@in_both_jobs
def test_a_new_outlet_writes_only_the_lists_of_outlets(workshop: Workshop) -> None:
    lists = {"outlets/index.html", "outlets/by_count.html", "outlets/songhe-wanbao.html"}
    assert written_after(workshop, add_outlet) == lists
    assert showing(workshop, "松河晚报") == lists


# ---- nothing to do


@in_both_jobs
def test_nothing_to_do_writes_no_file(workshop: Workshop) -> None:
    folders = (workshop.output, doctrees_of(workshop.output), workshop.archive)
    before = [times(folder) for folder in folders]
    workshop.again()
    assert [times(folder) for folder in folders] == before


def test_a_page_with_another_time_is_left_alone(workshop: Workshop) -> None:
    """Its bytes are right, as in a folder that was copied or unpacked."""
    victim = workshop.output / f"{SECOND}.html"
    os.utime(victim, ns=(1, 1))
    workshop.again()
    assert victim.stat().st_mtime_ns == 1


# ---- time


@in_both_jobs
@pytest.mark.parametrize("time", [1_300_000_000, 4_000_000_000], ids=["old", "future"])
def test_an_edit_with_a_wrong_time_is_seen(workshop: Workshop, time: int) -> None:
    """As when a file is put back from elsewhere, with the time it had there."""
    for change in (change_title, change_text):
        change(workshop.archive)
        os.utime(workshop.archive / f"{FIRST}.md", (time, time))
        workshop.again()
        assert differences(contents(workshop.output), workshop.fresh()) == []


@in_both_jobs
def test_a_file_from_the_future_is_read_once(workshop: Workshop) -> None:
    os.utime(workshop.archive / f"{FIRST}.md", (4_000_000_000, 4_000_000_000))
    workshop.again()
    folders = (workshop.output, doctrees_of(workshop.output))
    before = [times(folder) for folder in folders]
    workshop.again()
    assert [times(folder) for folder in folders] == before


@in_both_jobs
def test_a_file_that_was_only_touched_writes_no_page(workshop: Workshop) -> None:
    before = times(workshop.output)
    (workshop.archive / f"{FIRST}.md").touch()
    workshop.again()
    assert times(workshop.output) == before
