"""Changes that editors make to the sample archive, each of which leaves it without warnings."""

from __future__ import annotations

import re
from pathlib import Path

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


def replace(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


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
