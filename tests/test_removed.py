"""Of a removed item nothing is published but its title, and no other item suffers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tiny import build, issue, write

REMOVED = ":::{erratum} 2014-08-01\n:kind: removal\n:text: 撤除。\n:::\n\n"

# The text of each item; 秘 stands in what has been removed, 留 in a note that is to stay.
CASES: Mapping[str, tuple[str, ...]] = {
    "its own note": (f"{REMOVED}秘[^a]。\n\n[^a]: 秘", "乙"),
    "a note before": ("甲[^a]。\n\n[^a]: 留", f"{REMOVED}秘[^b]\n\n[^b]: 秘"),
    "a note behind": (f"{REMOVED}秘[^b]\n\n[^b]: 秘", "乙[^a]。\n\n[^a]: 留"),
    "numbered notes": (f"{REMOVED}秘[^1]\n\n[^1]: 秘", "乙[^2]。\n\n[^2]: 留"),
    "its note stands in another": (f"{REMOVED}秘[^b]", "乙[^a]。\n\n[^a]: 留\n\n[^b]: 秘"),
    "a note for both": (f"{REMOVED}秘[^a]\n\n[^a]: 留", "乙[^a]。"),
    "the note of another stands in it": ("甲[^a]。", f"{REMOVED}秘\n\n[^a]: 留"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_left_of_a_removed_item(tmp_path: Path, case: str) -> None:
    texts = CASES[case]
    items = "\n\n".join(
        f"## 第{number}条\n\n:::{{item}} {number}\n:::\n\n{text}"
        for number, text in enumerate(texts, start=1)
    )
    built = build(write(tmp_path, {"issues/2014/2014-07-04.md": issue(item=items)}))
    assert (built.status, built.warnings()) == (0, [])
    whole = built.page("issues/2014/2014-07-04")
    assert ("秘" in whole, "留" in whole) == (False, "留" in "".join(texts))
    for number, text in enumerate(texts, start=1):
        page = built.page(f"issues/2014/2014-07-04/{number}")
        assert f"第{number}条" in page
        assert "秘" not in page
        stays = REMOVED not in text and "留" in "".join(texts)
        assert ("留" in page) == stays
