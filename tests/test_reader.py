"""From the text of an issue to its record, by way of MyST's own parser."""

from __future__ import annotations

import pytest

from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.ids import CitationKey
from qikan.kinds import Kind
from qikan.model import Cited, Document, Item, Reference
from qikan.reading.reader import read_document
from qikan.reading.roles import role_target
from reading import PATH, PLACES, WHOLE, front, myst_parser, read, record


def body(text: str, heading: str = "## 《榆次县志》重刊") -> str:
    """Write an issue with one item; the first line of ``text`` is line 9."""
    return f"---\nissue: 2014-07-04\n---\n# 县志通讯\n{heading}\n:::{{item}} 1\n:::\n\n{text}\n"


def item(text: str) -> Item:
    (only,) = record(body(text)).items
    return only


def problems(text: str, path: str = PATH) -> list[tuple[Kind, int]]:
    return [(problem.kind, problem.line) for problem in read(text, path).problems]


def test_items_in_order_with_their_sections() -> None:
    items = record(WHOLE).items
    assert [(each.id, each.number, each.section) for each in items] == [
        ("2014-07-04/1", 1, "要闻"),
        ("2014-07-04/2", 2, "要闻"),
        ("2014-07-04/3", 3, "简讯"),
        ("2014-07-04/4", 4, None),
    ]
    assert [each.title for each in items] == [
        "山西省太原党政 OA 协同办公系统正式启用",
        "同名",
        "同名",
        "无栏目的一条",
    ]


def test_where_items_begin() -> None:
    reading = read(WHOLE)
    assert reading.issue is not None
    assert [each.line for each in reading.issue.items] == [24, 38, 45, 56]
    assert reading.headings == {22: 1, 36: 2, 43: 3, 54: 4}


def test_an_items_options() -> None:
    first, second, *_ = record(WHOLE).items
    assert first.page == "2—3"
    assert first.byline == "王小波、欧阳予倩"
    assert first.terms == {"topics": ("协同办公", "无纸化", "档案"), "places": ("太原", "榆次")}
    assert (second.page, second.byline, second.terms) == (None, None, {})


def test_an_option_left_empty_is_as_if_it_were_not_there() -> None:
    (only,) = record(
        "---\nissue: 2014-07-04\n---\n# 甲\n## 乙\n:::{item} 1\n:page:\n:places:\n:::\n"
    ).items
    assert (only.page, only.terms) == (None, {})


def test_citations_with_the_printed_names() -> None:
    first, second, third, _ = record(WHOLE).items
    assert first.cited == (
        Cited(key=CitationKey("xinhua-she"), printed="新华社太原电"),
        Cited(key=CitationKey("dongnan-wang"), printed="东南网(福州)"),
    )
    assert [each.line for each in first.cited] == [34, 34]
    assert second.cited == ()
    assert [each.key for each in third.cited] == ["shanxi-ribao"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("{cite:p}`shanxi-ribao`", ["shanxi-ribao"]),
        ("{cite}`shanxi-ribao`", ["shanxi-ribao"]),
        ("{cite:p}`shanxi-ribao, xinhua-she`", ["shanxi-ribao", "xinhua-she"]),
        ("{cite:p}`shanxi-ribao`{cite:p}`xinhua-she`", ["shanxi-ribao", "xinhua-she"]),
        ("{cite:p}`shanxi-ribao`，又见{cite:p}`shanxi-ribao`", ["shanxi-ribao"]),
        ("{cite:p}`{转引自}shanxi-ribao{第3版}`", ["shanxi-ribao"]),
        ("- 甲{cite:p}`shanxi-ribao`", ["shanxi-ribao"]),
        (":::{note}\n{cite:p}`shanxi-ribao`\n:::", ["shanxi-ribao"]),
        ("`{cite:p}` 与 `shanxi-ribao`", []),
        ("``{cite:p}`shanxi-ribao` ``", []),
    ],
)
def test_what_is_a_citation(text: str, cited: list[str]) -> None:
    assert [each.key for each in item(text).cited] == cited


def test_subheadings_belong_to_their_item() -> None:
    third = record(WHOLE).items[2]
    assert third.references == (Reference(role="item", target="2014-07-04/1"),)
    assert third.references[0].line == 52


def test_what_stands_outside_of_items_refers_for_the_issue() -> None:
    references = record(WHOLE).references
    assert [(each.role, each.target, each.line) for each in references] == [
        ("issue", "2014-06-27", 18),
        ("item", "2014-07-04/3", 65),
    ]


def test_references_of_an_item() -> None:
    references = record(WHOLE).items[0].references
    assert [(each.role, each.target, each.line) for each in references] == [
        ("item", "2014-07-04/2", 32),
        ("place", "太原", 32),
    ]


ROLE = "{item}`2014-07-04/2`"

# What shows a reference, and the line of that (the first being 9).
COUNTED = {
    "a paragraph": (f"另见{ROLE}。", 9),
    "emphasis": (f"*另见{ROLE}*", 9),
    "a link": (f"[另见{ROLE}](https://example.org)", 9),
    "a subheading": (f"### 附：{ROLE}", 9),
    "the third line of a paragraph": (f"甲\n乙\n丙{ROLE}", 11),
    "a line after a hard break": (f"甲\\\n乙{ROLE}", 10),
    "a quotation": (f"> 甲\n>\n> 乙{ROLE}", 11),
    "a list": (f"- 甲\n- 乙{ROLE}", 10),
    "a list in a list": (f"- 甲\n  - 乙{ROLE}", 10),
    "a definition": (f"甲\n: 乙{ROLE}", 10),
    "a table's head": (f"| {ROLE} |\n|---|\n| 乙 |", 9),
    "a table's cell": (f"| 甲 |\n|---|\n| 乙 |\n| {ROLE} |", 12),
    "a footnote": (f"甲[^1]\n\n[^1]: 乙{ROLE}", 11),
    "a directive": (f":::{{note}}\n甲\n\n乙{ROLE}\n:::", 12),
    "a directive with options": (f":::{{card}}\n:shadow: sm\n\n乙{ROLE}\n:::", 12),
    "a directive in backticks": (f"```{{note}}\n乙{ROLE}\n```", 10),
    "a directive in a directive": (
        f":::::{{grid}} 2\n\n::::{{grid-item-card}} 甲\n:::{{note}}\n乙{ROLE}\n:::\n::::\n:::::",
        13,
    ),
    "a directive in a list": (f"1. 甲\n\n   :::{{note}}\n   乙{ROLE}\n   :::", 12),
    "a directive in a quotation": (f"> :::{{note}}\n> 乙{ROLE}\n> :::", 10),
    "a list-table": (f":::{{list-table}} 表\n\n* - 甲\n  - {ROLE}\n:::", 12),
    "a figure's caption": (f":::{{figure}} /a.png\n:alt: 图\n\n图{ROLE}\n:::", 12),
    "a directive's first line": (f":::{{note}} 甲{ROLE}\n乙\n:::", 9),
    "a directive's title": (f":::{{admonition}} 甲{ROLE}\n乙\n:::", 9),
    "a card's title": (f":::{{card}} 甲{ROLE}\n乙\n:::", 9),
    "a table's title": (f":::{{list-table}} 甲{ROLE}\n\n* - 乙\n  - 丙\n:::", 9),
    "a role in capitals": (ROLE.replace("item", "Item"), 9),
}

NOT_COUNTED = {
    "inline code": f"`` {ROLE} ``",
    "a code block": f"```\n{ROLE}\n```",
    "a code block with a language": f"```md\n{ROLE}\n```",
    "code": f"```{{code-block}} md\n{ROLE}\n```",
    "a formula": f"```{{math}}\n{ROLE}\n```",
    "code in a directive": f"::::{{note}}\n```md\n{ROLE}\n```\n::::",
    "a comment": f"% {ROLE}",
    "an escaped role": ROLE.replace("{", "\\{").replace("`", "\\`"),
}


@pytest.mark.parametrize("place", COUNTED)
def test_a_reference_counts_where_it_is_shown(place: str) -> None:
    text, line = COUNTED[place]
    references = item(text).references
    assert references == (Reference(role="item", target="2014-07-04/2"),)
    assert [each.line for each in references] == [line]


@pytest.mark.parametrize("place", NOT_COUNTED)
def test_a_reference_does_not_count_where_it_is_code(place: str) -> None:
    assert item(NOT_COUNTED[place]).references == ()


REFUSED = {
    "an indented block": f"甲\n\n    {ROLE}",
    "raw markup": f"```{{raw}} html\n{ROLE}\n```",
    "another role": "{doc}`2014-07-04/2`{ref}`2014-07-04/2`{items}`2014-07-04/2`",
    "another citation": "{cite:t}`shanxi-ribao`",
    "a csv-table": f":::{{csv-table}} 表\n甲,乙\n丙,{ROLE}\n:::",
    "a parsed literal": f":::{{parsed-literal}}\n甲\n乙{ROLE}\n:::",
    "a colon fence without a name": f":::\n甲{ROLE}\n:::",
    "a colon fence with a class": f":::note\n甲{ROLE}\n:::",
    "a directive in a directive": f"::::{{note}}\n:::{{raw}} html\n{ROLE}\n:::\n::::",
    "a table that is not whole": f":::{{list-table}} 表\n\n* - {ROLE}\n* - 甲\n  - 乙\n:::",
}


@pytest.mark.parametrize("place", REFUSED)
def test_a_reference_does_not_count_where_its_place_is_refused(place: str) -> None:
    reading = read(body(REFUSED[place]))
    assert reading.issue is not None
    (only,) = reading.issue.items
    assert (only.references, only.cited) == ((), ())
    assert reading.problems != ()


@pytest.mark.parametrize("role", ["item", "issue", "outlet", "topic", "place"])
def test_the_roles(role: str) -> None:
    text = f"{{{role}}}`taiyuan`、{{{role}}}`太原 <taiyuan>`"
    assert item(text).references == (Reference(role=role, target="taiyuan"),) * 2


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("2014-07-04/3", "2014-07-04/3"),
        (" 2014-07-04/3 ", "2014-07-04/3"),
        ("另文 <2014-07-04/3>", "2014-07-04/3"),
        ("另文<2014-07-04/3>", "2014-07-04/3"),
        ("另文\n一篇 <2014-07-04/3>", "2014-07-04/3"),
        ("a < b <2014-07-04/3>", "2014-07-04/3"),
        ("<甲>", "甲"),
        ("甲 <乙", "甲 <乙"),
    ],
)
def test_what_a_role_points_at(written: str, target: str) -> None:
    assert role_target(written) == target


def test_a_reference_in_a_heading_belongs_to_that_item() -> None:
    (only,) = record(body("正文。", "## 续{item}`上期 <2014-07-04/2>`")).items
    assert only.references == (Reference(role="item", target="2014-07-04/2"),)


def test_a_reference_in_a_headline_needs_a_text() -> None:
    """What it would show is a title that this file does not know."""
    reading = read(body("正文。", f"## 续{ROLE}"))
    assert [problem.kind for problem in reading.problems] == [Kind.TITLE_ROLE]


def test_a_title_without_its_markup() -> None:
    """It stands in lists and feeds, where no markup is read."""
    heading = "## *榆次* `县志` [重刊](https://example.org)（见{item}`上期 <2013-12-27/1>`）"
    assert record(body("", heading)).items[0].title == "榆次 县志 重刊（见上期）"


def test_a_title_with_a_substitution() -> None:
    lines = ("myst:", "  substitutions:", "    journal: 县志通讯")
    text = front(*lines).replace("# 县志通讯", "# {{ journal }}（七月）")
    assert record(text).title == "县志通讯（七月）"


def test_one_of_the_archives_own_documents() -> None:
    """Only what it refers to matters; it may use whatever it likes."""
    text = f"# 关于\n\n<b>甲</b>{ROLE}\n\n```{{note}}\n{{place}}`太原`\n```\n"
    parser = myst_parser()
    reading = read_document(parser.parse(text, {}), "source/about.md", (PLACES,), parser)
    references = (
        Reference(role="item", target="2014-07-04/2"),
        Reference(role="place", target="太原"),
    )
    assert reading.record == Document(name="source/about", title="关于", references=references)
    assert [each.line for each in reading.record.references] == [3, 6]
    assert reading.problems == ()
    assert reading.issue is None


# ---- what is wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(Kind.NO_FRONT_MATTER, 1)]),
        ("# 甲\n\n## 乙\n\n:::{item} 1\n:::\n", [(Kind.NO_FRONT_MATTER, 1)]),
        ("---\nlabel: 甲\n---\n# 甲\n", [(Kind.NO_ISSUE_ID, 1)]),
        ("---\nissue:\n---\n# 甲\n", [(Kind.NO_ISSUE_ID, 1)]),
        ("---\n---\n# 甲\n", [(Kind.NO_ISSUE_ID, 1)]),
        ("---\n# 只有注释\n---\n# 甲\n", [(Kind.NO_ISSUE_ID, 1)]),
        ("---\nlabel: 甲\nissue: 七月四日\n---\n# 甲\n", [(Kind.ISSUE_ID, 3)]),
        ("---\nissue: 2014-02-30\n---\n# 甲\n", [(Kind.ISSUE_ID, 2)]),
        ("---\nissue: [2014-07-04]\n---\n# 甲\n", [(Kind.ISSUE_ID, 2)]),
        ("---\nissue: {a: b}\n---\n# 甲\n", [(Kind.ISSUE_ID, 2)]),
        (
            "---\nlabel: 甲\nissue: 2014-07-05\n---\n# 甲\n",
            [(Kind.FILE_NAME, 3), (Kind.NO_ITEMS, 5)],
        ),
        ("---\nissue: 2014-07-04\n---\n", [(Kind.NO_TITLE, 1)]),
        ("---\nissue: 2014-07-04\n---\n## 乙\n:::{item} 1\n:::\n", [(Kind.NO_TITLE, 1)]),
        # The heading of a section is no title, even where no item stands below it.
        (
            "---\nissue: 2014-07-04\n---\n## 乙\n:::{item} 1\n:::\n## 编后\n:::{matter}\n:::\n",
            [(Kind.NO_TITLE, 1)],
        ),
    ],
)
def test_what_is_wrong_with_an_issue(text: str, found: list[tuple[Kind, int]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    "number", ["", "0", "01", "１", "一", "-1", "1.5", "1 2", "9" * 5000], ids=lambda text: text[:9]
)
def test_item_numbers_that_are_none(number: str) -> None:
    reading = read(body(f"## 乙\n\n:::{{item}} {number}\n:places: 太原\n:::"))
    assert reading.problems == (Problem(Kind.ITEM_NUMBER, PATH, 11, (number,)),)
    assert reading.issue is not None
    assert [each.number for each in reading.issue.items] == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## 乙\n\n:::{item} 1\n:::", (Kind.DUPLICATE_ITEM, 11)),
        (":::{item} 2\n:::", (Kind.NO_HEADING, 9)),
        ("### 乙\n\n:::{item} 2\n:::", (Kind.NESTED_ITEM, 11)),
        ("## 乙\n\n:::{item} 2\n:palce: 太原\n:::", (Kind.UNKNOWN_OPTION, 12)),
        ("## 乙\n\n:::{item} 2\n:printed: xinhua-she 新华\n:::", (Kind.PRINTED, 12)),
    ],
)
def test_what_is_wrong_with_an_item(text: str, found: tuple[Kind, int]) -> None:
    assert problems(body(text)) == [found]


def test_an_item_has_no_heading_of_its_own_above_the_first() -> None:
    text = "---\nissue: 2014-07-04\n---\n# 甲\n\n:::{item} 1\n:::\n"
    assert problems(text) == [(Kind.NO_HEADING, 6)]
    assert problems(text.replace("# 甲\n\n", "")) == [(Kind.NO_TITLE, 1), (Kind.NO_HEADING, 4)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (":places : 太原", Kind.OPTION_SIGNS),
        (":places：太原", Kind.OPTION_SIGNS),  # the second colon is a Chinese one
        ("：places：太原", Kind.OPTION_SIGNS),
        ("places: 太原", Kind.OPTION_SIGNS),
        (":地点: 太原", Kind.UNKNOWN_OPTION),
        ("这是正文，误写在记录里。", Kind.WRAPPED),
    ],
)
def test_nothing_in_an_items_record_is_dropped_in_silence(line: str, kind: Kind) -> None:
    """What is no option would be shown nowhere."""
    found = problems(body(f"## 乙\n\n:::{{item}} 2\n:page: 3\n{line}\n:::"))
    assert found == [(kind, 13)]


def test_an_item_that_does_not_end_is_told_once() -> None:
    """All of the text below it would be dropped."""
    text = "## 乙\n\n:::{item} 2\n:page: 3\n\n正文一。\n\n正文二。\n\n{cite:p}`shanxi-ribao`"
    assert problems(body(text)) == [(Kind.NOT_ENDED, 14)]


@pytest.mark.parametrize("fence", ["：：：{item} 2\n:page: 3\n：：：", "：：：{note}\n甲\n：：："])
def test_a_fence_of_chinese_colons_is_told(fence: str) -> None:
    assert problems(body(f"## 乙\n\n{fence}")) == [(Kind.BROKEN_FENCE, 11)]


def test_options_in_mysts_other_form_are_read_too() -> None:
    text = body("## 乙\n\n:::{item} 2\n---\npage: 3\nplaces: 太原\n---\n:::")
    reading = read(text)
    assert reading.issue is not None
    second = reading.issue.items[1]
    read_all = (second.page, second.terms) == ("3", {"places": ("太原",)})
    assert read_all or reading.problems  # either understood or reported


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        ("xinhua-she", "xinhua-she"),
        ("新华社", "新华社"),
        ("shanxi-ribao 山西日报社；renmin-ribao 人民日报", "renmin-ribao 人民日报"),
    ],
)
def test_printed_names_of_no_source(printed: str, wrong: str) -> None:
    text = f"## 乙\n:::{{item}} 2\n:printed: {printed}\n:::\n{{cite:p}}`shanxi-ribao,xinhua-she`"
    (problem,) = read(body(text)).problems
    assert (problem.kind, problem.line) == (Kind.PRINTED, 11)
    assert problem.arguments == (wrong, "shanxi-ribao、xinhua-she")


def test_one_mistake_leaves_the_rest_standing() -> None:
    text = WHOLE.replace(":::{item} 3", ":::{item} 十").replace("date: 2014-07", "date: x")
    reading = read(text)
    assert {problem.kind for problem in reading.problems} == {Kind.ITEM_NUMBER, Kind.BAD_VALUE}
    assert reading.issue is not None
    assert [each.number for each in reading.issue.items] == [1, 2, 4]
    assert reading.issue.date == PartialDate(2014, 7, 4)  # of the id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("榆次<b>县志</b>重刊", [(Kind.RAW_STYLE, 9)]),
        ("甲\n\n<div>\n乙\n</div>", [(Kind.RAW_MARKUP, 11)]),
        (":::{note}\n<b>甲</b>\n:::", [(Kind.RAW_STYLE, 10)]),
        ("[甲](javascript:a)", [(Kind.LINK_SCHEME, 9)]),
        ("甲\n<DATA:text/html,a>", [(Kind.LINK_SCHEME, 10)]),
        ("甲  \n乙\\\n丙", []),
        ("`<b>`、3 < 5、a<b、《<甲>》、&lt;b&gt;", []),
        ("```html\n<b>甲</b>\n```", []),
        ("`[甲](javascript:a)`、“javascript:”、data: 甲", []),
    ],
)
def test_markup_that_is_not_let_live(text: str, found: list[tuple[Kind, int]]) -> None:
    assert problems(body(text)) == found


@pytest.mark.parametrize("head", ["::: {item} 1", ":::{ item } 1", ":::{Item} 1", "```{item } 1"])
def test_an_items_block_may_begin_as_any_directive_may(head: str) -> None:
    """Else the item would be lost without a word: everyone else takes it for one."""
    text = body("甲").replace(":::{item} 1\n:::", f"{head}\n{head[:3]}")
    assert [each.number for each in record(text).items] == [1]
