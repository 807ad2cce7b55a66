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


NEW_PIECE = """\
@article{songhe-dating,
  title = {网上办事大厅昨起试行},
  outlet = {songhe-ribao},
  date = {2013-05-07},
  page = {1},
}
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


def renumber_items(archive: Path) -> None:
    """Put an item before the two of an issue, as is allowed until it is published."""
    path = archive / f"{EXTRA}.md"
    text = (
        path.read_text("utf-8")
        .replace("{item} 2\n", "{item} 3\n")
        .replace("{item} 1\n", "{item} 2\n")
    )
    item = "## 本期提要\n\n:::{item} 1\n:::\n\n细说见{item}`2014-03-07b/2`。\n\n"
    path.write_text(text.replace("## 编者怎样", f"{item}## 编者怎样"), "utf-8")
    replace(archive / f"{SECOND}.md", "{item}`2014-03-07b/1`", "{item}`2014-03-07b/2`")


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


def add_alias(archive: Path) -> None:
    replace(archive / "source/outlets.bib", "；岭报}", "；岭报；云岭报晚刊}")


def add_outlet(archive: Path) -> None:
    path = archive / "source/outlets.bib"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n@periodical{{songhe-wanbao,\n  title = {{松河晚报}},\n}}\n", "utf-8")


def rename_term(archive: Path) -> None:
    """Rename a place that two issues give by id, by name and by alias."""
    path = archive / "source/places.toml"
    replace(path, 'name = "岚港"\naliases = [', 'name = "岚港新区"\naliases = ["岚港", ')


def rename_topic(archive: Path) -> None:
    path = archive / "source/topics.toml"
    replace(path, 'name = "网上办事"\naliases = [', 'name = "网上服务"\naliases = ["网上办事", ')


def change_piece(archive: Path) -> None:
    """Correct the title of a located piece."""
    replace(archive / "source/citations/2014.bib", "昨日改造完成", "改造竣工")


def add_piece(archive: Path) -> None:
    """Add a file of located pieces, of which no item knows yet."""
    (archive / "source/citations/2013.bib").write_text(NEW_PIECE, "utf-8")


def cite_piece(archive: Path) -> None:
    """Cite, in place of the outlet, a located piece that is there already."""
    replace(archive / f"{SECOND}.md", "{cite:p}`songhe-ribao`", "{cite:p}`songhe-zhuanxian`")


def cite_new_piece(archive: Path) -> None:
    """Add a file of located pieces, and cite one in place of the outlet."""
    add_piece(archive)
    replace(archive / f"{FIRST}.md", "{cite:p}`songhe-ribao`", "{cite:p}`songhe-dating`")


def add_erratum(archive: Path) -> None:
    erratum = "\n:::{erratum} 2014-04\n:kind: note\n:text: 青禾一栏据来函核过。\n:::\n"
    places = ":topics: 数据共享、网上办事\n:places: 云岭、青禾\n:::\n"
    replace(archive / f"{SECOND}.md", places, places + erratum)


def add_topic(archive: Path) -> None:
    """Give an item a topic that one other has."""
    replace(archive / f"{EXTRA}.md", ":::{item} 2\n", ":::{item} 2\n:topics: 网站安全\n")


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
    renumber_items,
    remove_figure,
    add_issue,
    add_unrelated_issue,
    remove_issue,
    remove_year,
    rename_outlet,
    add_alias,
    add_outlet,
    rename_term,
    rename_topic,
    change_piece,
    cite_piece,
    cite_new_piece,
    add_erratum,
    add_topic,
    move_term,
    change_own_page,
    retitle_own_page,
    change_references_of_own_page,
    retitle_label,
    change_image,
    add_image_of_the_same_name,
    change_configuration,
]
