"""After any change a build gives what a build from nothing gives, and touches nothing else.

Whole output folders are compared by name and byte, so that no test knows how pages are made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from building import Build, Built, build_apart, doctrees_of
from songhe import ITEMS, page_of
from website import Website, text_of

Snapshot = dict[str, bytes]

FIRST = "issues/2013/2013-05-10"
SECOND = "issues/2014/2014-03-07"
EXTRA = "issues/2014/2014-03-07b"

NEW_ISSUE = """\
---
issue: 2013-11-01
label: 2013年第20期
---
# 松河政务信息（2013年第20期）

## 松河省公布首批数据共享目录

:::{item} 1
:topics: 数据共享
:places: 松河
:::

目录早有预告，见{item}`2013-05-10/3`；后来的互通，见{item}`2014-03-07/2`。

{cite:p}`songhe-ribao`
"""


def contents(folder: Path) -> Snapshot:
    """Read a whole folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    """Note when each file of a folder was last written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """Name the files that two folders do not have in common, byte for byte."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def replace(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


# ---- the changes


def change_text(archive: Path) -> None:
    replace(archive / f"{FIRST}.md", "首批数据共享目录", "首批共享目录")


def change_title(archive: Path) -> None:
    replace(archive / f"{FIRST}.md", "## 松河省网上办事大厅试运行", "## 网上大厅试运行")


def change_label(archive: Path) -> None:
    replace(archive / f"{SECOND}.md", "label: 2014年三月第一期", "label: 2014年第5期")


def change_section(archive: Path) -> None:
    replace(archive / f"{SECOND}.md", "## 省外", "## 外省")


def add_item(archive: Path) -> None:
    path = archive / f"{EXTRA}.md"
    text = path.read_text("utf-8")
    item = "\n## 补白\n\n:::{item} 3\n:places: 青禾\n:::\n\n补白一则，见{item}`2014-03-07/1`。\n"
    path.write_text(text + item, "utf-8")


def remove_item(archive: Path) -> None:
    path = archive / f"{EXTRA}.md"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("## 《松河》*新解*")], "utf-8")


def remove_figure(archive: Path) -> None:
    """Remove the only figure, and so the only use of its image."""
    path = archive / f"{SECOND}.md"
    text = path.read_text("utf-8")
    start, end = text.index(":::{figure}"), text.index("{cite:p}`qinghe-wang`")
    path.write_text(text[:start] + text[end:], "utf-8")
    replace(archive / "issues/2016/2016-no01.md", "，字库见{ref}`图 <tu-ziku>`", "")


def add_issue(archive: Path) -> None:
    (archive / "issues/2013/2013-11-01.md").write_text(NEW_ISSUE, "utf-8")


def add_unrelated_issue(archive: Path) -> None:
    """Add an issue of which only its neighbours can tell."""
    text = "---\nissue: 2016-01-20\nlabel: 2016年增刊\n---\n# 2016年增刊\n\n告示一则。\n"
    (archive / "issues/2016/2016-01-20.md").write_text(text, "utf-8")


def remove_issue(archive: Path) -> None:
    """Remove the newest issue, to which only the home page refers."""
    (archive / "issues/2016/2016-02.md").unlink()
    replace(archive / "index.md", "{issue}`2016-02`", "各期")


def remove_year(archive: Path) -> None:
    """Remove the first issue, the only one of its year, and all that refers to it."""
    (archive / f"{FIRST}.md").unlink()
    for path in archive.rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\{\w+\}`[^`]*2013-05-10[^`]*`", "旧文", text), "utf-8")


def rename_outlet(archive: Path) -> None:
    replace(archive / "source/outlets.bib", "{云岭晚报}", "{云岭日报}")


def add_outlet(archive: Path) -> None:
    path = archive / "source/outlets.bib"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n@periodical{{songhe-wanbao,\n  title = {{松河晚报}},\n}}\n", "utf-8")


def rename_term(archive: Path) -> None:
    """Rename a place that two issues give by id, by name and by alias."""
    path = archive / "source/places.toml"
    replace(path, 'name = "岚港"\naliases = [', 'name = "岚港新区"\naliases = ["岚港", ')


def move_term(archive: Path) -> None:
    replace(archive / "source/places.toml", 'within = "yunling"', 'within = "songhe"')


def change_own_page(archive: Path) -> None:
    replace(archive / "source/about.md", "都是虚构的", "都出于虚构")


def retitle_own_page(archive: Path) -> None:
    """Its title stands in the navigation of every page, and in a {doc} reference."""
    replace(archive / "source/about.md", "# 关于本资料库", "# 本库说明")


def retitle_label(archive: Path) -> None:
    """Retitle a section that an issue refers to by {ref}."""
    replace(archive / f"{EXTRA}.md", "## 栏目说明", "## 栏目释例")


def change_image(archive: Path) -> None:
    path = archive / "issues/2014/ziku.png"
    path.write_bytes(path.read_bytes() + b"\0")


def add_image_of_the_same_name(archive: Path) -> None:
    """Add an image in an earlier folder whose file is named as another is already."""
    image = (archive / "issues/2014/ziku.png").read_bytes()
    (archive / "issues/2013/ziku.png").write_bytes(image + b"\0")
    replace(archive / f"{FIRST}.md", "本条由编辑部汇编", "![另一图](ziku.png)本条由编辑部汇编")


def change_references_of_own_page(archive: Path) -> None:
    replace(archive / "source/about.md", "一条带脚注的 <2013-05-10/1>", "一条 <2014-03-07/1>")


def change_configuration(archive: Path) -> None:
    replace(archive / "conf.py", '"松河省信息中心"', '"松河省大数据中心"')


CHANGES = [
    change_text,
    change_title,
    change_label,
    change_section,
    add_item,
    remove_item,
    remove_figure,
    add_issue,
    add_unrelated_issue,
    remove_issue,
    remove_year,
    rename_outlet,
    add_outlet,
    rename_term,
    move_term,
    change_own_page,
    retitle_own_page,
    change_references_of_own_page,
    retitle_label,
    change_image,
    add_image_of_the_same_name,
    change_configuration,
]


@dataclass(slots=True)
class Workshop:
    """An archive that has been built once, and can be built again after changes."""

    archive: Path
    build: Build
    jobs: int
    output: Path

    def again(self) -> Built:
        """Build incrementally."""
        return self.checked(self.build(self.archive, into=self.output, jobs=self.jobs))

    def fresh(self) -> Snapshot:
        """Build the same state from nothing, elsewhere and by one process."""
        elsewhere = self.output.with_name("fresh")
        assert not elsewhere.exists()
        return contents(self.checked(self.build(self.archive, into=elsewhere)).output)

    @staticmethod
    def checked(built: Built) -> Built:
        assert (built.status, built.warnings) == (0, [])
        return built


@pytest.fixture
def workshop(
    request: pytest.FixtureRequest, archive_copy: Path, build: Build, tmp_path: Path
) -> Workshop:
    """Build a copy of the sample for a first time; ``jobs`` comes from the test's parameters."""
    jobs = getattr(request, "param", 1)
    made = Workshop(archive_copy, build, jobs, tmp_path / "网站 site")
    made.again()
    return made


in_both_jobs = pytest.mark.parametrize("workshop", [1, 2], indirect=True, ids=["j1", "j2"])


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


# ---- what a change must reach


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


@in_both_jobs
def test_a_change_of_text_writes_only_its_own_pages(workshop: Workshop) -> None:
    """An edited word must not cost an archive of ten thousand issues."""
    before = times(workshop.output)
    change_text(workshop.archive)
    workshop.again()
    after = times(workshop.output)
    written = {name for name in after if before.get(name) != after[name]}
    assert written == {f"{FIRST}.html", f"{FIRST}/3.html"}


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


# ---- what befalls files


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
        "_static/pygments.css",
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


@pytest.mark.parametrize("name", ["environment.pickle", "qikan-html.manifest"])
def test_a_damaged_memory_is_made_again(workshop: Workshop, name: str) -> None:
    before = contents(workshop.output)
    (doctrees_of(workshop.output) / name).write_bytes(b"\x80\x05 no pickle")
    change_text(workshop.archive)
    workshop.again()
    assert differences(contents(workshop.output), before) == [f"{FIRST}.html", f"{FIRST}/3.html"]


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


# ---- time


@in_both_jobs
def test_an_edit_with_an_old_time_is_seen(workshop: Workshop) -> None:
    """As when a file is put back from elsewhere, with the time it had there."""
    change_title(workshop.archive)
    os.utime(workshop.archive / f"{FIRST}.md", (1_300_000_000, 1_300_000_000))
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
