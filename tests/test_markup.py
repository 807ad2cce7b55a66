"""What the forms let through, and that nothing else comes by a later door."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from broken import PNG
from qikan.kinds import Kind
from qikan.reading.directives import CONTEXT, Context
from qikan.reading.files import Files
from qikan.reading.forms import DIRECTIVES, Content, Forms
from qikan.reading.guard import guard
from reading import front, myst_parser, read
from tiny import build, issue, write

FORMS = Forms.of()

SOUND = {
    "list-table": ":::{list-table} 表\n:header-rows: 1\n:stub-columns: 1\n\n* - 甲\n  - 乙\n"
    "* - 丙\n  -\n:::",
    "list-table with a list in a cell": ":::{list-table}\n\n* - - 甲\n    - 乙\n  - 丙\n:::",
    "table": ":::{table} 表\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n:::",
    "drawn table with bars in cells": "| 甲 | 乙 |\n|---|---|\n| `a\\|b` | \\| |",
    "drawn table without outer bars": "甲 | 乙\n---|---\n丙 | 丁",
    "drawn table with empty cells": "| 甲 | 乙 |\n|---|---|\n| | |\n|  | 丁 |",
    "note on one line": ":::{note} 甲\n:::",
    "grid": "::::{grid} 1 2 2 3\n:gutter: 2\n\n"
    ":::{grid-item}\n甲\n:::\n:::{grid-item-card} 乙\n:::\n::::",
    "tabs": "::::{tab-set}\n:::{tab-item} 甲\n:selected:\n\n乙\n:::\n::::",
    "dropdown": ":::{dropdown} 甲\n:open:\n\n乙\n:::",
    "code": "```{code-block} python\n:caption: 甲 # 乙\n:linenos:\n\n<b>{ref}`a`\n```",
    "epigraph": ":::{epigraph}\n甲\n\n-- 乙\n:::",
    "roles": "{sub}`2`{sup}`2`{abbr}`OA (办公)`{code}`a`{literal}`b`{emphasis}`c`{strong}`d`",
    "footnotes": "甲[^a]、乙[^1]、又[^a]\n\n[^a]: 丙\n\n[^1]: 丁",
    "footnote in a note": "甲[^a]\n\n:::{note}\n[^a]: 丙\n:::",
    "reference in a note": ":::{note}\n[甲][a]\n:::\n\n[a]: https://example.org",
    "line across": "甲\n\n---\n\n乙",
    "numbers below one another": "1、卷首\n\n2、卷一\n\n（一）甲（二）乙\n\n①卷首；②卷一",
    "lines that end": "举措：\\\n1、卷首\\\n2、卷一  \n　　卷二",
    "a number that begins a line": "万历本共\n3、4两册\n又2.5万字",
    "wide blanks at the margin": "　　《榆次县志》重刊。",
    "numbers and topics": "#1 机组\n\n#两会# 开幕\n\n\\##旧志",
    "stars that are none of emphasis": "*注：C*，2\\*3\\*4，2**10，第*3*册，李**、王**和张*，5 * 3",
    "stars beside letters": "这是**重点**工作，**“重点”**，**注意：** 共三册",
    "blanks to be filled in": "__年__月____日，a__b__c",
    "escaped signs": "这是\\*\\*“重点”\\*\\*工作，\\`make，\\[甲]（https://example.org）",
    "signs in code": "`**“甲”**\t__乙__`，`` ` ``，`a | b | c`",
    "bars in a line": "首页 | 新闻 | 县志\n\n\\|甲\\|乙\\|",
    "line in a cell": ":::{list-table} 表\n\n* - 甲\n    续行\n  - 乙\\\n    -900\n"
    "* - -900\n  -\n:::",
    "joiners": "👨\u200d👩\u200d👧、🏳️\u200d🌈、می\u200cخواهم、䶮󠄀",
    "addresses": "<https://example.org/县志>，[甲](https://example.org/a_（甲）)。网址：www.example.org",
    "brackets at the end": "甲（乙）（https://example.org）[^1]\n\n[^1]: 丙（山西县志）",
    "words before code": "变量 item`甲`，选项 item `a`，见（item）、code`make`和函数（sub）`a`。",
    "remarks": "% 待核\n%\n\n\\%以上",
    "wide stars for names": "张＊＊、李＊＊，＊＊县＊＊乡，5＞3",
    "escapes": "\\<b>、\\{ref}`a`、\\[^a]、\\(biao)=",
}


@pytest.mark.parametrize("case", SOUND)
def test_accepted(case: str) -> None:
    assert read(front() + f"\n{SOUND[case]}\n").problems == ()


CONTENTS = {
    Content.NONE: "",
    Content.LIST: "* - 甲\n  - 乙\n* - 丙\n  - 丁",
    Content.TABLE: "| 甲 |\n|---|\n| 乙 |",
}


def every_form() -> str:
    """Use each directive with all of its options, each with the first of its examples."""
    blocks = []
    for name, form in DIRECTIVES.items():
        argument = form.argument.example if form.argument else ""
        values = {key: each.example.split("、")[0] for key, each in form.options.items()}
        lines = [f":{key}: {value}".rstrip() for key, value in values.items()]
        content = CONTENTS.get(form.content, "甲")
        if form.content is Content.PARTS:
            titles = {part: "甲" if DIRECTIVES[part].argument else "" for part in form.parts}
            content = "\n".join(f":::{{{part}}} {titles[part]}\n乙\n:::" for part in form.parts)
        if not form.parent:
            blocks.append("\n".join([f"::::{{{name}}} {argument}", *lines, "", content, "::::"]))
    return "\n\n".join(blocks)


def test_upstream_has_nothing_to_say_of_any_form(tmp_path: Path) -> None:
    texts = {**SOUND, "every form": every_form()}
    ids = [f"2014-{number // 28 + 1:02}-{number % 28 + 1:02}" for number in range(len(texts))]
    files: dict[str, str | bytes] = {
        f"issues/2014/{id}.md": issue(id, text)
        for id, text in zip(ids, texts.values(), strict=True)
    }
    files["issues/2014/2014-07-04-tu1.png"] = PNG
    ended = build(write(tmp_path, files))
    assert (ended.status, ended.warnings()) == (0, [])


def test_a_problem_is_told_in_the_order_of_the_lines() -> None:
    lines = "{ref}`a`\n\n:::{note}\n{doc}`b`\n:::\n\n:::{raw}\n:::\n\n{ref}`c`"
    found = [problem.line for problem in read(front() + lines).problems]
    assert found == sorted(found)
    assert len(found) == 4


def guarded() -> MarkdownIt:
    parser = myst_parser()
    guard(parser, FORMS)
    guard(parser, FORMS)  # twice is once
    return parser


@pytest.mark.parametrize(
    "text",
    ["{ref}`a`", ":::{raw} html\n:::", "[甲](javascript:a)", "<b>", "[^a]: {doc}`b`", "(a)="],
)
def test_whatever_is_parsed_later_is_guarded_too(text: str) -> None:
    """A directive that conf.py adds may parse what it likes, with any environment."""
    for environment in ({}, {CONTEXT: Context("card", 1)}):
        kinds = {
            token.type
            for block in guarded().parse(text, environment)
            for token in (block, *(block.children or ()))
        }
        assert kinds.isdisjoint(
            {"myst_role", "colon_fence", "link_open", "html_inline", "html_block", "myst_target"}
        )


@pytest.mark.parametrize(
    "written", ["图 #1", "'甲'乙", "| 甲", "> 甲", "甲: 乙", "[甲]", "&a *b", '"']
)
def test_an_option_is_read_as_it_is_written(written: str) -> None:
    """Upstream takes it for YAML."""
    from myst_parser.parsers.options import options_to_tokens

    (fence,) = guarded().parse(f":::{{figure}} a.png\n:alt: {written}\n:::", {})
    line = fence.content.split("\n")[0].removeprefix(":")
    ((_, value),), state = options_to_tokens(line)
    assert value is not None
    assert (value.value, state.has_comments) == (written, False)


def test_no_form_needs_what_does_not_exist() -> None:
    for name, form in DIRECTIVES.items():
        assert form.parent in {"", *DIRECTIVES}
        assert all(DIRECTIVES[part].parent == name for part in form.parts)
        for value in filter(None, (form.argument, *form.options.values())):
            assert all(map(value.fits, value.example.split("、")))


@pytest.mark.parametrize(
    "text",
    ["[" * 9_999, "![" * 4_999, "*a " * 3_000, "甲[^a]\n" * 5_000, "- " * 5_000, "::: \n" * 5_000],
)
def test_nothing_takes_long(text: str) -> None:
    start = time.process_time()
    read(front() + f"\n{text}\n")
    assert time.process_time() - start < 10


def test_files(tmp_path: Path) -> None:
    root = tmp_path / "县志"
    (root / "issues/2014").mkdir(parents=True)
    (root / "issues/2014/图.png").write_bytes(b"")
    (tmp_path / "a.png").write_bytes(b"")
    (root / "issues/2014/link.png").symlink_to(tmp_path / "a.png")
    (root / "issues/2014/loop.png").symlink_to("loop.png")
    files = Files(root)
    page = "issues/2014/2014-07-04.md"
    assert files.fault(page, "图.png") is None
    assert files.fault(page, "/issues/2014/图.png") is None
    assert files.fault(page, "../2014/图.png") is None
    for target in ("link.png", "../../../a.png", "/../a.png", "../../.."):
        assert files.fault(page, target) is Kind.OUTSIDE
    assert files.fault(page, "..") is Kind.FOLDER
    for target in ("表.png", "a\0b", "a" * 5000, "loop.png", "图.png/a"):
        assert files.fault(page, target) is Kind.UNKNOWN_FILE
    assert files.picture_fault(page, "表.png") is None  # it has been told that it is missing
    assert files.meant(page, "图.jpg") == ("图.png",)
    assert files.meant(page, "图 .PNG") == ("图.png",)
    assert files.meant(page, "tu/图.png") == ("图.png",)
    assert files.meant(page, "/图.png") == ("/issues/2014/图.png",)
    assert files.meant("source/a.md", "图.png") == ("../issues/2014/图.png",)
    assert files.meant(page, "lonk.png")[0] == "link.png"
    assert files.meant(page, "/nowhere/表.png") == files.meant(page, "a\0b") == ()
