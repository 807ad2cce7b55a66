"""What stands in a file stands on a page, and what refers to a record is known to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken import ISSUE
from tiny import Built, build, issue, write
from website import Website, text_of

FRONT = "myst:\n  substitutions:\n    other: 见{item}`2014-07-11/1`\n"
SECOND = "issues/2014/2014-07-11.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build two issues: a paragraph above the title, a label above a headline, a substitution."""
    first = issue("2014-07-04", "正文{{ other }}。", front=FRONT)
    first = first.replace("\n# ", "\n题前一段。\n\n# ", 1).replace("\n## ", "\n(biao)=\n## ", 1)
    second = issue("2014-07-11", "另见{ref}`表 <biao>`。")
    files = {ISSUE: first, SECOND: second}
    conf = 'qikan_roles = ["ref"]\n'
    ended = build(write(tmp_path_factory.mktemp("lost"), files, conf=conf))
    assert ended.lines() == []
    return ended


@pytest.fixture(scope="module")
def site(built: Built) -> Website:
    """Read what was built."""
    return Website(built.out)


def test_a_text_above_the_title_is_shown(site: Website) -> None:
    assert "题前一段。" in text_of(site.main("issues/2014/2014-07-04"))


@pytest.mark.parametrize("page", ["issues/2014/2014-07-04", "issues/2014/2014-07-04/1"])
def test_a_label_above_a_headline_can_be_reached(site: Website, page: str) -> None:
    assert site.main(page).find(id="biao") is not None


def test_a_reference_out_of_a_substitution_leaves_a_backlink(site: Website) -> None:
    referring = site.section("issues/2014/2014-07-11/1", "互见")
    assert referring is not None
    links = site.links("issues/2014/2014-07-11/1", referring)
    assert [target for _, target in links] == ["issues/2014/2014-07-04/1"]


def test_a_setting_of_the_command_line_counts(tmp_path: Path) -> None:
    folder = write(tmp_path, {ISSUE: issue("2014-07-04")})
    ended = build(folder, "-D", "qikan_publication_status=nonsense")
    assert [line.kind for line in ended.lines()] == ["qikan.setting"]


@pytest.mark.parametrize(
    "line",
    ["[编者按]:本条系根据来信整理", "[附件一]: 名单", '[注]: 数字 "据县统计局"', "<!-- 批注 -->"],
)
def test_a_line_that_markdown_would_drop_is_shown(tmp_path: Path, line: str) -> None:
    """As a definition of a link, for instance, it would be on no page."""
    built_alone = build(write(tmp_path, {ISSUE: issue("2014-07-04", f"{line}\n")}))
    shown = text_of(Website(built_alone.out).main("issues/2014/2014-07-04/1"))
    assert line in shown


def test_a_correction_finds_its_words_in_a_table(tmp_path: Path) -> None:
    table = ":::{list-table} 办件\n:header-rows: 1\n\n* - 月\n  - 件\n* - 七\n  - 1500\n:::\n"
    erratum = ":::{erratum} 2014-08-01\n:kind: correction\n:printed: 1500\n:right: 1600\n:::\n"
    ended = build(write(tmp_path, {ISSUE: issue("2014-07-04", f"{erratum}\n{table}")}))
    assert (ended.status, ended.warnings()) == (0, [])
    page = Website(ended.out).main("issues/2014/2014-07-04/1")
    assert [text_of(each) for each in page.select("td del, td ins")] == ["1500", "1600"]
