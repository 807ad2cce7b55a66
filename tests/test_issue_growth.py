"""The page of an issue does not grow with the archive: only its own neighbours stand on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from building import Build
from tiny import issue, write

pytestmark = pytest.mark.unmeasured

FIRST = date(2014, 1, 3)
AT = 5


def grown(folder: Path, issues: int) -> Path:
    """Write an archive of issues a week apart, all on one topic, place and outlet."""
    files: dict[str, str | bytes | None] = {}
    for number in range(issues):
        day = (FIRST + timedelta(weeks=number)).isoformat()
        item = f"## 卷宗第{number}号入藏\n\n:::{{item}} 1\n:topics: 方志\n:places: 太原\n:::\n"
        mention = "另见{item}`2014-01-03/1`。" if number else "入藏。"
        body = f"{mention}\n\n{{cite:p}}`shanxi-ribao`"
        files[f"issues/{day[:4]}/{day}.md"] = issue(day, body, item=item, title="# 县志通讯")
    return write(folder, files)


@pytest.mark.parametrize("issues", [1000])
def test_an_issue_page_is_the_same_in_a_large_archive(
    build: Build, tmp_path: Path, issues: int
) -> None:
    """Its item's page names others, and so may change, but no more of them than six."""
    pages = []
    for count in (10, issues):
        built = build(grown(tmp_path / f"{count}", count), into=tmp_path / f"{count} html")
        assert (built.status, built.warnings) == (0, [])
        day = (FIRST + timedelta(weeks=AT)).isoformat()
        page = built.output / f"issues/{day[:4]}/{day}"
        pages.append((page.with_suffix(".html").read_bytes(), (page / "1.html").read_bytes()))
    (small, small_item), (large, large_item) = pages
    assert small == large
    assert abs(len(large_item) - len(small_item)) < 200
