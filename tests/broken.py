"""The tables of what an editor can get wrong, with what is told of each mistake."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import EllipsisType

from qikan.catalogue import catalogue
from qikan.diagnostics import Problem, nearest
from qikan.kinds import Kind
from qikan.reading.forms import DIRECTIVES, RECORD, Forms
from tiny import FILES, issue, write

Arguments = tuple[str | tuple[str, ...], ...]
Loose = tuple[str | tuple[str, ...] | EllipsisType, ...]

ORIGINAL = "original:\n  name: 甲.docx\n"
FRONT = (
    "issue、label、date、number、running-number、volume、edition、publication-status、"
    "publication-marks、original、myst"
)
ERRATUM_KINDS = "retraction、removal、note"
TYPES = "@article、@book、@electronic、@misc、@online、@report、@techreport、@www"
OPTIONS = "page、byline、printed、topics、places、people"


@dataclass(frozen=True)
class Case:
    """One broken file, in which ``ID`` stands for the id that its name demands."""

    text: str | bytes
    kind: Kind
    line: int
    arguments: Arguments = ()
    page: bool = True  # whether the issue can be read, so that it has its page
    name: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)  # beside it, or from the root


def plain(text: str) -> str:
    """Write a whole file of its own front matter."""
    return f"---\n{text}\n---\n# 县志通讯\n\n## 《榆次县志》重刊\n\n:::{{item}} 1\n:::\n"


def item(record: str, heading: str = "## 《榆次县志》重刊\n\n") -> str:
    """Write an issue with this one item; its directive stands at line 8."""
    return issue("ID", item=f"{heading}{record}\n")


def body(text: str) -> str:
    """Write an issue with ``text``, from line 12 on, in its item."""
    return issue("ID", text)


NEAR = {
    name: "、".join(
        nearest(name, [*sorted(RECORD), *DIRECTIVES]) or ("list-table", "figure", "note")
    )
    for name in ("toctree", "raw", "include", "only", "eval-rst", "figrue", "note")
}
ROLES = sorted(Forms.of().roles | {"topic", "place", "person"})
NEAR_ROLE = {
    name: "、".join(nearest(name, ROLES) or ("item", "cite:p")) for name in ("doc", "ref", "itme")
}

KINDS = "newspaper、agency、website、magazine、broadcaster、government"
FORMATS = "PNG、JPEG、GIF、WebP、SVG"
PNG = b"\x89PNG\r\n\x1a\n"
"""What a picture begins with, which is all that is looked at."""

CASES: Mapping[str, Case] = {
    # The file
    "empty": Case("", Kind.EMPTY, 1, page=False),
    "blank": Case("\n \n", Kind.EMPTY, 1, page=False),
    "GB18030": Case(issue("ID").encode("gb18030"), Kind.ENCODING, 4, ("GB18030",), page=False),
    "UTF-16": Case(issue("ID").encode("utf-16"), Kind.ENCODING, 1, ("UTF-16",), page=False),
    "two encodings": Case(
        issue("ID").encode() + b"\xff\n", Kind.NO_TEXT, 13, page=False
    ),  # which no encoding of Chinese reads
    "NUL": Case(body("榆\0次"), Kind.CHARACTER, 12, ("U+0000",), page=False),
    "escape sequence": Case(body("\x1b[31m榆次"), Kind.CHARACTER, 12, ("U+001B",), page=False),
    "zero-width blank": Case(
        body("榆次县志\n\n榆\u200b次\u2060县志"), Kind.INVISIBLE, 14, ("U+200B", "榆")
    ),
    "byte order mark within": Case(body("县志\ufeff重刊"), Kind.INVISIBLE, 12, ("U+FEFF", "县志")),
    "joiner behind a Chinese character": Case(
        body("县\u200d志"), Kind.INVISIBLE, 12, ("U+200D", "县")
    ),
    "radical out of a PDF": Case(body("2014年7⽉"), Kind.RADICAL, 12, ("⽉", "U+2F49", "月")),
    "simplified radical": Case(body("甲\n⻅县志"), Kind.RADICAL, 13, ("⻅", "U+2EC5", "见")),
    "lost character": Case(body("榆\ufffd县志"), Kind.LEFT_OVER, 12, ("\ufffd",)),
    "lost cell of a spreadsheet": Case(body("共#REF!册"), Kind.LEFT_OVER, 12, ("#REF!",)),
    "lost reference": Case(
        body("见错误！未找到引用源。"), Kind.LEFT_OVER, 12, ("错误！未找到引用源。",)
    ),
    "quotation mark twice": Case(body("““榆次”县志"), Kind.LEFT_OVER, 12, ("““",)),
    "number of a page in the text": Case(body("共三册，\n- 6 -\n由县"), Kind.FOLIO, 13, ("- 6 -",)),
    "number of a page with dashes": Case(body("甲\n\n— 12 —\n\n乙"), Kind.FOLIO, 14, ("— 12 —",)),
    "mark of a conflict": Case(body(">>>>>>> theirs"), Kind.LEFT_OVER, 12, (">>>>>>> theirs",)),
    # The front matter
    "no front matter": Case("# 县志通讯\n", Kind.NO_FRONT_MATTER, 1, ("ID",), page=False),
    "front matter below the title": Case(
        "# 县志通讯\n\n---\nissue: ID\n---\n", Kind.FRONT_BEGIN, 1, page=False
    ),
    "front matter that ends with a dash": Case(
        "---\nissue: ID\nedition: abstract\n———\n# 县志通讯\n",
        Kind.FRONT_RULE,
        4,
        ("———",),
        page=False,
    ),
    "front matter that does not end": Case(
        "---\nissue: ID\n\n# 县志通讯\n", Kind.FRONT_END, 2, ("issue: ID",), page=False
    ),
    "key below the front matter": Case(
        "---\nissue: ID\n---\nedition: abstract\n\n# 县志通讯\n\n:::{matter}\n:::\n",
        Kind.KEY_BELOW,
        4,
        ("edition: abstract",),
    ),
    "colon in a value": Case(
        plain("issue: ID\nlabel: 第一期: 上"),
        Kind.QUOTES,
        3,
        ("label: 第一期: 上", "label: '第一期: 上'"),
        page=False,
    ),
    "value that begins with a sign": Case(
        plain("issue: ID\nlabel: @县志"),
        Kind.QUOTES,
        3,
        ("label: @县志", "label: '@县志'"),
        page=False,
    ),
    "quotation marks within a value": Case(
        plain('issue: ID\nlabel: "县志"通讯'),
        Kind.QUOTES,
        3,
        ('label: "县志"通讯', "label: '\"县志\"通讯'"),
        page=False,
    ),
    "tab": Case(
        plain("issue: ID\n\tlabel: 第一期"),
        Kind.INDENT,
        3,
        ("label: 第一期",),
        page=False,
    ),
    "blanks before a key": Case(
        plain("issue: ID\n  label: 第一期\nnumber: 3"),
        Kind.INDENT,
        3,
        ("label: 第一期",),
        page=False,
    ),
    "quotation mark that does not close": Case(
        plain('issue: ID\nlabel: "第一期\nnumber: 3'),
        Kind.MISSING_SIGN,
        3,
        ('label: "第一期', '"'),
        page=False,
    ),
    "bracket that does not close": Case(
        plain("issue: ID\npublication-marks: [内部资料, 免费交流\nnumber: 3"),
        Kind.MISSING_SIGN,
        3,
        ("publication-marks: [内部资料, 免费交流", "]"),
        page=False,
    ),
    "full-width blank behind a colon": Case(
        plain("issue: ID\nlabel:　第一期\nnumber: 3"),
        Kind.BLANK,
        3,
        ("label:　第一期", "U+3000"),
        page=False,
    ),
    "pages with a unit": Case(
        issue("ID", front="original:\n  name: 甲.doc\n  pages: 12页\n"),
        Kind.BAD_VALUE,
        5,
        ("pages", "12页", "12"),
    ),
    "full-width colon": Case(plain("issue：ID"), Kind.COLON, 2, ("issue：ID", "issue"), page=False),
    "colon without a blank": Case(
        plain("issue: ID\nlabel:第一期\nnumber: 3"),
        Kind.COLON,
        3,
        ("label:第一期", "label"),
        page=False,
    ),
    "equals sign": Case(
        plain("issue: ID\nlabel = 第一期"), Kind.COLON, 3, ("label = 第一期", "label"), page=False
    ),
    "key without a colon": Case(
        plain("issue: ID\nlabel 第一期"), Kind.COLON, 3, ("label 第一期", "label"), page=False
    ),
    "list": Case(plain("- issue: ID"), Kind.YAML, 2, ("- issue: ID",), page=False),
    "no id": Case(plain("label: 第一期"), Kind.NO_ISSUE_ID, 1, ("ID",), page=False),
    "no such day": Case(
        issue("2014-02-30"), Kind.ISSUE_ID, 2, ("2014-02-30",), page=False, name="2014-02-30"
    ),
    "no such month": Case(
        issue("2014-13-01"), Kind.ISSUE_ID, 2, ("2014-13-01",), page=False, name="2014-13-01"
    ),
    "Chinese date": Case(issue("七月四日"), Kind.ISSUE_ID, 2, ("七月四日",), page=False),
    "full-width date": Case(
        issue("２０１４-07-04"), Kind.ISSUE_ID, 2, ("２０１４-07-04",), page=False
    ),
    "another id": Case(
        plain("label: 第一期\nissue: 2012-01-06"),
        Kind.FILE_NAME,
        3,
        ("2012-01-06", "issues/2012/2012-01-06.md"),
        page=False,
    ),
    "another folder": Case(
        issue("2012-01-13"),
        Kind.FILE_NAME,
        2,
        ("2012-01-13", "issues/2012/2012-01-13.md"),
        page=False,
        name="../2012-01-13",
    ),
    "id of an issue before": Case(
        issue("2013-03-01"),
        Kind.DUPLICATE_ISSUE,
        2,
        ("2013-03-01", "issues/2013/2013-03-01.md", "2013-03-02"),
        page=False,
        name="2013-03-02",
    ),
    "id of an issue behind": Case(
        issue("2013-03-15"),
        Kind.DUPLICATE_ISSUE,
        2,
        ("2013-03-15", "issues/2013/2013-03-15.md", "2013-03-14"),
        page=False,
        name="2013-03-14",
    ),
    "id of another issue, lower down": Case(
        plain("label: 第一期\nissue: 2013-03-01"),
        Kind.DUPLICATE_ISSUE,
        3,
        ("2013-03-01", "issues/2013/2013-03-01.md", "2013-03-03"),
        page=False,
        name="2013-03-03",
    ),
    "copy of the first of two on a day": Case(
        issue("2013-03-22"),
        Kind.DUPLICATE_ISSUE,
        2,
        ("2013-03-22", "issues/2013/2013-03-22.md", "2013-03-22c"),
        page=False,
        name="2013-03-22-copy",
    ),
    "unknown key": Case(
        issue("ID", front="lable: 第一期\n"), Kind.UNKNOWN_KEY, 3, ("lable", FRONT)
    ),
    "key twice": Case(
        issue("ID", front="label: 一\nlabel: 二\n"), Kind.REPEATED_KEY, 4, ("label",)
    ),
    "no such date": Case(
        issue("ID", front="label: 三\ndate: 2014-02-30\n"),
        Kind.BAD_VALUE,
        4,
        ("date", "2014-02-30", "2014-07-04"),
    ),
    "no such edition": Case(
        issue("ID", front="edition: 摘要\n"),
        Kind.BAD_VALUE,
        3,
        ("edition", "摘要", "full、abstract"),
    ),
    "no such status": Case(
        issue("ID", front="publication-status: 内部\n"),
        Kind.BAD_VALUE,
        3,
        ("publication-status", "内部", "public、internal、official、cleared、unknown"),
    ),
    "only front matter": Case(
        "---\nissue: ID\n---\n", Kind.NO_TITLE, 1
    ),  # an issue without an item is one all the same
    "no title": Case(issue("ID", title=""), Kind.NO_TITLE, 1),
    "second title": Case(body("# 山西县志"), Kind.SECOND_TITLE, 12, ("4",)),
    "second title above an item": Case(
        body("# 山西县志\n\n:::{item} 2\n:::"), Kind.SECOND_TITLE, 12, ("4",)
    ),
    "source in a headline": Case(
        body("## 旧志{cite:p}`xinhua-she`\n\n:::{item} 2\n:::"),
        Kind.TITLE_SOURCE,
        12,
        ("{cite:p}`xinhua-she`",),
    ),
    # Items
    "item 0": Case(item(":::{item} 0\n:::"), Kind.ITEM_NUMBER, 8, ("0",)),
    "item １": Case(item(":::{item} １\n:::"), Kind.ITEM_NUMBER, 8, ("１",)),
    "item 一": Case(item(":::{item} 一\n:::"), Kind.ITEM_NUMBER, 8, ("一",)),
    "item 01": Case(item(":::{item} 01\n:::"), Kind.ITEM_NUMBER, 8, ("01",)),
    "item without number": Case(item(":::{item}\n:::"), Kind.ITEM_NUMBER, 8, ("",)),
    "item with a title": Case(
        item(":::{item} 1 《榆次县志》\n:::"), Kind.ITEM_NUMBER, 8, ("1 《榆次县志》",)
    ),
    "item twice": Case(body("## 又\n\n:::{item} 1\n:::"), Kind.DUPLICATE_ITEM, 14, ("1", "8")),
    "item without heading": Case(item(":::{item} 1\n:::", ""), Kind.NO_HEADING, 6, ("1", "##")),
    "item under another's heading": Case(
        body(":::{item} 2\n:::"), Kind.NO_HEADING, 12, ("2", "##")
    ),
    "item without heading in a section": Case(
        item("### 榆次\n\n:::{item} 1\n:::\n\n:::{item} 2\n:::", "## 县志\n\n"),
        Kind.NO_HEADING,
        13,
        ("2", "###"),
    ),
    "heading without its blank": Case(
        body("##旧志\n\n### 《太谷县志》\n\n:::{item} 2\n:::"),
        Kind.HEADING_SIGN,
        12,
        ("##旧志", "##"),
    ),
    "heading in wide signs": Case(
        body("＃＃ 旧志\n\n:::{item} 2\n:::"), Kind.HEADING_SIGN, 12, ("＃＃ 旧志", "##")
    ),
    "heading with a wide blank": Case(
        body("甲\n##　旧志"), Kind.HEADING_SIGN, 13, ("##　旧志", "##")
    ),
    "title without its blank": Case(
        issue("ID", title="#县志通讯"), Kind.HEADING_SIGN, 4, ("#县志通讯", "#")
    ),
    "item within another": Case(
        body("### 又\n\n:::{item} 2\n:::"), Kind.NESTED_ITEM, 14, ("2", "1")
    ),
    "unknown option": Case(
        item(":::{item} 1\n:palces: 太原\n:::"), Kind.UNKNOWN_OPTION, 9, ("palces", OPTIONS)
    ),
    "option of an item twice": Case(
        item(":::{item} 1\n:page: 2\n:page: 3\n:::"), Kind.REPEATED_OPTION, 10, ("item", "page")
    ),
    "option with a full-width colon": Case(
        item(":::{item} 1\n:places：太原\n:::"),
        Kind.OPTION_SIGNS,
        9,
        (":places：太原", ":places: 太原"),
    ),
    "item that does not end": Case(
        item(":::{item} 1\n:places: 太原\n\n《榆次县志》重刊。\n\n共三册。"),
        Kind.NOT_ENDED,
        11,
        ("《榆次县志》重刊。", "item"),
    ),
    "lines of an item's block that has lost its first": Case(
        body("## 又\n\n:page: 3\n:places: 太原\n:::\n\n甲"), Kind.LOST_BLOCK, 14, (":page: 3",)
    ),
    "heading on two lines": Case(
        body("## 《清源县志》\n修成\n\n:::{item} 2\n:::"), Kind.TITLE_BELOW, 15, ("修成", "2")
    ),
    "heading that was left behind": Case(
        body("甲\n\n:::{item} 2\n:::\n\n乙\n\n## 《清源县志》修成"),
        Kind.HEADING_APART,
        14,
        ("2", "《清源县志》修成", "19", "##"),
    ),
    "item that does not end before an erratum": Case(
        item(
            ":::{item} 1\n:places: 太原\n:::{erratum} 2014-07-18\n:kind: note\n:text: 共三册\n:::"
        ),
        Kind.NOT_ENDED,
        10,
        (":::{erratum} 2014-07", "item"),
    ),
    "item that does not end before a note": Case(
        item(":::{item} 1\n\n:::{note}\n共三册。\n:::"),
        Kind.NOT_ENDED,
        10,
        (":::{note}", "item"),
    ),
    "erratum that does not end": Case(
        body(":::{erratum} 2014-07-18\n:kind: note\n:text: 共三册\n\n《清源县志》修成。\n:::"),
        Kind.NOT_ENDED,
        16,
        ("《清源县志》修成。", "erratum"),
    ),
    "option behind a full-width colon": Case(
        item(":::{item} 1\n：page: 3\n:::"), Kind.OPTION_SIGNS, 9, ("：page: 3", ":page: 3")
    ),
    "byline on two lines": Case(
        item(":::{item} 1\n:byline: 孙兰\n傅眉\n:::"), Kind.WRAPPED, 10, ("傅眉",)
    ),
    "line in an item's block that is no option": Case(
        item(":::{item} 1\n第三页\n:::"), Kind.NO_OPTION, 9, ("第三页", "1")
    ),
    "topics with a sign too many": Case(
        item(":::{item} 1\n:places: 太原、\n:::"), Kind.SURPLUS_SIGN, 9, (":places: 太原、", "、")
    ),
    "topics that a blank divides": Case(
        item(":::{item} 1\n:places: 太原 大同\n:::"),
        Kind.TERMS_TOGETHER,
        9,
        ("太原 大同", "太原、大同", "地点"),
    ),
    "page in full-width figures": Case(
        item(":::{item} 1\n:page: ３－４\n:::"), Kind.BAD_VALUE, 9, ("page", "３－４", "3-4")
    ),
    "full-width fence": Case(
        item("：：：{item} 1\n：：："), Kind.BROKEN_FENCE, 8, ("：：：{item} 1", ":::{item} 1")
    ),
    "full-width fence without braces": Case(
        item("：：：item 1\n：：："), Kind.BROKEN_FENCE, 8, ("：：：item 1", ":::{item} 1")
    ),
    "fence of two colons": Case(
        body("## 旧志\n\n::{item} 2\n:places: 太原\n:::\n\n## 新志\n\n:::{item} 3\n:::"),
        Kind.BROKEN_FENCE,
        14,
        ("::{item} 2", ":::{item} 2"),
    ),
    "fence with blanks between": Case(
        body("## 旧志\n\n: : :{item} 2\n:::"),
        Kind.BROKEN_FENCE,
        14,
        (": : :{item} 2", ":::{item} 2"),
    ),
    "fence behind a wide blank": Case(
        body("## 旧志\n\n　:::{item} 2\n:::"),
        Kind.BROKEN_FENCE,
        14,
        (":::{item} 2", ":::{item} 2"),
    ),
    "fence of four colons that three end": Case(
        item("::::{item} 1\n:places: 太原\n:::"),
        Kind.BROKEN_FENCE,
        8,
        ("::::{item} 1", ":::{item} 1"),
    ),
    "source in wrong braces, with its printed name": Case(
        issue(
            "ID",
            "【cite:p】`xinhua-she`",
            item="## 甲\n\n:::{item} 1\n:printed: xinhua-she 新华社太原电\n:::\n",
        ),
        Kind.BROKEN_ROLE,
        12,
        ("【cite:p】", "{cite:p}"),
    ),
    "printed name of another source": Case(
        issue(
            "ID",
            "{cite:p}`xinhua-she`",
            item="## 甲\n\n:::{item} 1\n:printed: xinhua-she 山西日报\n:::\n",
        ),
        Kind.PRINTED_OTHER,
        8,
        ("山西日报", "shanxi-ribao", "xinhua-she"),
    ),
    "printed name of no source": Case(
        issue("ID", "{cite:p}`xinhua-she`", item="## 甲\n\n:::{item} 1\n:printed: 新华社\n:::\n"),
        Kind.PRINTED,
        9,
        ("新华社", "xinhua-she"),
    ),
    # References
    "words of an erratum on two lines": Case(
        body(
            "共三册。\n\n:::{erratum} 2014-07-18\n:kind: correction\n:printed: 共\n三册\n"
            ":right: 共四册\n:::"
        ),
        Kind.ERRATUM_OPTION,
        17,
        ("三册",),
    ),
    "sources with a comma of Chinese": Case(
        body("{cite:p}`xinhua-she、shanxi-ribao`"),
        Kind.SOURCES_TOGETHER,
        12,
        ("xinhua-she、shanxi-ribao", "xinhua-she,shanxi-ribao"),
    ),
    "text of an erratum on two lines": Case(
        body(":::{erratum} 2014-07-18\n:kind: note\n:text: 重刊本\n共三册。\n:::"),
        Kind.ERRATUM_OPTION,
        15,
        ("共三册。",),
    ),
    "erratum whose text is corrected in place": Case(
        body(
            "共三册。\n\n:::{erratum} 2014-07-18\n"
            ":kind: correction\n:printed: 两册\n:right: 三册\n:::"
        ),
        Kind.ERRATUM_DONE,
        14,
        ("两册", "1", "三册"),
    ),
    "unknown item": Case(body("见{item}`ID/2`。"), Kind.NO_SUCH_ITEM, 12, ("ID/2", "ID", "1")),
    "item that refers to itself": Case(body("见{item}`ID/1`。"), Kind.ITSELF, 12, ("ID/1",)),
    "unknown item, with a text": Case(
        body("甲\n\n见{item}`后文 <ID/2>`。"), Kind.NO_SUCH_ITEM, 14, ("ID/2", "ID", "1")
    ),
    "unknown item in a heading": Case(
        body("### 再论{item}`ID/2`"), Kind.NO_SUCH_ITEM, 12, ("ID/2", "ID", "1")
    ),
    "item left out": Case(body("## 乙\n\n:::{item} 3\n:::"), Kind.ITEM_LEFT_OUT, 14, ("2", "3")),
    "items out of order": Case(
        body("## 乙\n\n:::{item} 3\n:::\n\n## 丙\n\n:::{item} 2\n:::"),
        Kind.ITEM_ORDER,
        19,
        ("2", "3"),
    ),
    "heading without an item": Case(
        body("## 《清源县志》修成"), Kind.NO_ITEM, 12, ("《清源县志》修成", "2")
    ),
    "page that is no number": Case(
        item(":::{item} 1\n:page: 头版\n:::"), Kind.BAD_VALUE, 9, ("page", "头版", "3、3-4、A03")
    ),
    "source in plain text": Case(
        body("《榆次县志》重刊。（山西日报）"), Kind.PLAIN_SOURCE, 12, ("山西日报", "shanxi-ribao")
    ),
    "sources in plain text, below a smaller heading": Case(
        body("### 经过\n\n共三册。\n\n（来源：新华社、山西日报）"),
        Kind.PLAIN_SOURCE,
        16,
        ("新华社、山西日报", "xinhua-she,shanxi-ribao"),
    ),
    # Errata
    "erratum without a date": Case(
        body(":::{erratum}\n:kind: note\n:text: 甲\n:::"), Kind.ERRATUM_DATE, 12, ("", "2014-07-18")
    ),
    "erratum of a day that never was": Case(
        body(":::{erratum} 2014-02-30\n:kind: note\n:text: 甲\n:::"),
        Kind.ERRATUM_DATE,
        12,
        ("2014-02-30", "2014-07-18"),
    ),
    "erratum of a day in Chinese": Case(
        body(":::{erratum} 2014年7月21日\n:kind: note\n:text: 甲\n:::"),
        Kind.ERRATUM_DATE,
        12,
        ("2014年7月21日", "2014-07-21"),
    ),
    "erratum of no kind": Case(
        body(":::{erratum} 2014-07-18\n:text: 甲\n:::"), Kind.ERRATUM_KIND, 12, ("", ERRATUM_KINDS)
    ),
    "erratum of an unknown kind": Case(
        body(":::{erratum} 2014-07-18\n:kind: 更正\n:text: 甲\n:::"),
        Kind.ERRATUM_KIND,
        13,
        ("更正", ERRATUM_KINDS),
    ),
    "correction without what is right": Case(
        body("明万历本\n\n:::{erratum} 2014-07-18\n:kind: correction\n:printed: 明万历本\n:::"),
        Kind.ERRATUM_SILENT,
        14,
        ("correction", "right"),
    ),
    "correction of words that stand nowhere": Case(
        body(":::{erratum} 2014-07-18\n:kind: correction\n:printed: 甲本\n:right: 乙本\n:::"),
        Kind.ERRATUM_WORDS,
        12,
        ("甲本", "0", "1"),
    ),
    "correction of words that stand twice": Case(
        body(
            "甲本，**甲本**\n\n"
            ":::{erratum} 2014-07-18\n:kind: correction\n:printed: 甲本\n:right: 乙本\n:::"
        ),
        Kind.ERRATUM_WORDS,
        14,
        ("甲本", "2", "1"),
    ),
    "correction that corrects nothing": Case(
        body(
            "甲本\n\n:::{erratum} 2014-07-18\n:kind: correction\n:printed: 甲本\n:right: 甲本\n:::"
        ),
        Kind.ERRATUM_SAME,
        17,
        ("甲本",),
    ),
    "erratum before its issue": Case(
        body(":::{erratum} 2004-07-18\n:kind: note\n:text: 甲\n:::"),
        Kind.ERRATUM_EARLY,
        12,
        ("2004-07-18", "ID"),
    ),
    "two corrections of the same words": Case(
        body(
            "明万历甲本三册\n\n"
            ":::{erratum} 2014-07-18\n:kind: correction\n:printed: 万历甲本\n:right: 乙本\n:::\n\n"
            ":::{erratum} 2014-07-17\n:kind: correction\n:printed: 甲本三册\n:right: 乙本\n:::"
        ),
        Kind.ERRATUM_AGAIN,
        20,
        ("甲本三册", "14"),
    ),
    "correction of a removed item": Case(
        body(
            ":::{erratum} 2014-07-18\n:kind: removal\n:text: 甲\n:::\n\n"
            ":::{erratum} 2014-07-25\n:kind: correction\n:printed: 甲\n:right: 乙\n:::\n\n"
        ),
        Kind.ERRATUM_REMOVED,
        17,
        ("1", "12"),
    ),
    "erratum with an option twice": Case(
        body(":::{erratum} 2014-07-18\n:kind: note\n:text: 甲\n:text: 乙\n:::"),
        Kind.REPEATED_OPTION,
        15,
        ("erratum", "text"),
    ),
    "erratum for nothing": Case(
        issue("ID", title="# 县志通讯\n\n:::{erratum} 2014-07-18\n:kind: note\n:text: 甲\n:::"),
        Kind.ERRATUM_NOWHERE,
        6,
    ),
    "erratum with an unknown option": Case(
        body(":::{erratum} 2014-07-18\n:kind: note\n:test: 甲\n:text: 甲\n:::"),
        Kind.UNKNOWN_OPTION,
        14,
        ("test", "kind、printed、right、text"),
    ),
    "reference in a headline, without a text": Case(
        item(":::{item} 1\n:::", "## 再论{item}`2013-03-01/1`\n\n"),
        Kind.TITLE_ROLE,
        6,
        ("2013-03-01/1", "item"),
    ),
    "unknown item in a table": Case(
        body(":::{list-table} 表\n\n* - {item}`ID/2`\n:::"),
        Kind.NO_SUCH_ITEM,
        14,
        ("ID/2", "ID", "1"),
    ),
    "unknown item in a directive's title": Case(
        body(":::{admonition} 见{item}`ID/2`\n甲\n:::"),
        Kind.NO_SUCH_ITEM,
        12,
        ("ID/2", "ID", "1"),
    ),
    "unknown item in the foreword": Case(
        issue("ID", title="# 县志通讯\n\n另见{item}`ID/2`。"),
        Kind.NO_SUCH_ITEM,
        6,
        ("ID/2", "ID", "1"),
    ),
    "unknown issue": Case(body("见{issue}`上期`。"), Kind.UNKNOWN_ISSUE, 12, ("上期", ())),
    "unknown source": Case(
        body("{cite:p}`shanxi-ribo`"),
        Kind.UNKNOWN_OUTLET,
        12,
        ("shanxi-ribo", ("shanxi-ribao",)),
    ),
    "unknown source outside of the items": Case(
        issue("ID", title="# 县志通讯\n\n{cite:p}`shanxi-ribo`"),
        Kind.UNKNOWN_OUTLET,
        6,
        ("shanxi-ribo", ("shanxi-ribao",)),
    ),
    "one of two sources unknown": Case(
        body("{cite:p}`xinhua-she,shanxi-ribo`"),
        Kind.UNKNOWN_OUTLET,
        12,
        ("shanxi-ribo", ("shanxi-ribao",)),
    ),
    "unknown outlet": Case(
        body("见{outlet}`shanxi-ribo`。"),
        Kind.UNKNOWN_OUTLET,
        12,
        ("shanxi-ribo", ("shanxi-ribao",)),
    ),
    "unknown topic": Case(
        item(":::{item} 1\n:topics: 档案馆\n:::"),
        Kind.UNKNOWN_TERM,
        9,
        ("档案馆", ("档案",), "主题"),
    ),
    "unknown place": Case(
        item(":::{item} 1\n:places: 大同、太原市\n:::"),
        Kind.UNKNOWN_TERM,
        9,
        ("太原市", ("太原",), "地点"),
    ),
    "unknown topic in the text": Case(
        body("见{topic}`档案馆`。"), Kind.UNKNOWN_TERM, 12, ("档案馆", ("档案",), "主题")
    ),
    "unknown place in the text": Case(
        body("见{place}`taiyuen`。"), Kind.UNKNOWN_TERM, 12, ("taiyuen", ("taiyuan",), "地点")
    ),
    "name of two topics": Case(
        body("见{topic}`卷宗`。"), Kind.AMBIGUOUS_TERM, 12, ("卷宗", "dangan、wenshu", "主题")
    ),
    # What must not come alive
    "inline HTML": Case(body("榆次<b>县志</b>重刊。"), Kind.RAW_STYLE, 12, ("<b>", "**…**")),
    "script": Case(body("<script>alert(1)</script>"), Kind.RAW_MARKUP, 12, ("<script>",)),
    "title in angles": Case(
        body("报告<Big Data>"), Kind.ANGLES, 12, ("<Big Data>", "\\<Big Data>")
    ),
    "break out of a web page": Case(body("甲\n乙<br>丙<br>丁"), Kind.RAW_MARKUP, 13, ("<br>",)),
    "script in a line": Case(
        body("榆次<script>alert(1)</script>县志"), Kind.RAW_MARKUP, 12, ("<script>",)
    ),
    "HTML block": Case(
        body('<div class="a">\n榆次\n</div>'), Kind.RAW_MARKUP, 12, ('<div class="a">',)
    ),
    "unknown substitution": Case(body("见{{ 县志 }}。"), Kind.SUBSTITUTION, 12, ("县志",)),
    "picture from outside": Case(
        body("![图](/../secret.png)"), Kind.OUTSIDE, 12, ("/../secret.png",)
    ),
    "javascript link": Case(
        body("见[县志](javascript:alert)。"), Kind.LINK_SCHEME, 12, ("javascript",)
    ),
    "javascript autolink": Case(
        body("见<javascript:alert>。"), Kind.LINK_SCHEME, 12, ("javascript",)
    ),
    "data link": Case(
        body("见[县志](data:text/html;base64,PGI+)。"), Kind.LINK_SCHEME, 12, ("data",)
    ),
    "data autolink": Case(body("见<data:text/html,a>。"), Kind.LINK_SCHEME, 12, ("data",)),
    "autolink of another scheme": Case(
        body("见<x-reader:a>。"), Kind.LINK_SCHEME, 12, ("x-reader",)
    ),
    # The text: directives and roles
    "unknown directive": Case(
        body(":::{figrue} a.png\n:::"), Kind.UNKNOWN_DIRECTIVE, 12, ("figrue", NEAR["figrue"])
    ),
    "unknown directive in backticks": Case(
        body("```{toctree}\n/index\n```"), Kind.UNKNOWN_DIRECTIVE, 12, ("toctree", NEAR["toctree"])
    ),
    "unknown directive in another": Case(
        body("::::{note}\n甲\n\n:::{raw} html\n<b>\n:::\n::::"),
        Kind.UNKNOWN_DIRECTIVE,
        15,
        ("raw", NEAR["raw"]),
    ),
    "unknown directive in a list": Case(
        body("- 甲\n\n  :::{include} /conf.py\n  :::"),
        Kind.UNKNOWN_DIRECTIVE,
        14,
        ("include", NEAR["include"]),
    ),
    "unknown directive in a table": Case(
        body(":::::{list-table} 表\n\n* - 甲\n  - :::{only} html\n    乙\n    :::\n:::::"),
        Kind.UNKNOWN_DIRECTIVE,
        15,
        ("only", NEAR["only"]),
    ),
    "directive of restructured text": Case(
        body("```{eval-rst}\n.. raw:: html\n```"),
        Kind.UNKNOWN_DIRECTIVE,
        12,
        ("eval-rst", NEAR["eval-rst"]),
    ),
    "directive without braces": Case(
        body(":::note\n甲\n:::"), Kind.UNKNOWN_DIRECTIVE, 12, ("note", NEAR["note"])
    ),
    "unknown directive in a substitution": Case(
        issue(
            "ID",
            "{{ a }}",
            front="myst:\n  substitutions:\n    a: |\n      ```{raw} html\n      <b>\n      ```\n",
        ),
        Kind.UNKNOWN_DIRECTIVE,
        5,
        ("raw", NEAR["raw"]),
    ),
    "unknown role": Case(
        body("见{itme}`ID/1`。"), Kind.UNKNOWN_ROLE, 12, ("itme", NEAR_ROLE["itme"])
    ),
    "role of Sphinx": Case(
        body("甲\n见{doc}`/index`。"), Kind.UNKNOWN_ROLE, 13, ("doc", NEAR_ROLE["doc"])
    ),
    "unknown role in a title": Case(
        body(":::{admonition} 见{ref}`a`\n甲\n:::"),
        Kind.UNKNOWN_ROLE,
        12,
        ("ref", NEAR_ROLE["ref"]),
    ),
    "unknown role in an option": Case(
        body(":::{card} 甲\n:shadow: sm\n:header: 见{ref}`a`\n\n乙\n:::"),
        Kind.UNKNOWN_ROLE,
        14,
        ("ref", NEAR_ROLE["ref"]),
    ),
    "unknown role in a table": Case(
        body("| 甲 |\n|---|\n| {ref}`a` |"), Kind.UNKNOWN_ROLE, 14, ("ref", NEAR_ROLE["ref"])
    ),
    "unknown role in a footnote": Case(
        body("甲[^a]\n\n[^a]: {ref}`a`"), Kind.UNKNOWN_ROLE, 14, ("ref", NEAR_ROLE["ref"])
    ),
    "unknown role in a heading": Case(
        body("### 甲{ref}`a`"), Kind.UNKNOWN_ROLE, 12, ("ref", NEAR_ROLE["ref"])
    ),
    "unknown item in a substitution": Case(
        issue("ID", "甲\n\n{{ a }}", front="myst:\n  substitutions:\n    a: 见{item}`ID/2`\n"),
        Kind.NO_SUCH_ITEM,
        17,
        ("ID/2", "ID", "1"),
    ),
    "citation that is no list": Case(
        body("{cite:p}`xinhua-she，shanxi ribao`"),
        Kind.OPTION_VALUE,
        12,
        ("cite:p", "xinhua-she，shanxi ribao", "{cite:p}`shanxi-ribao,xinhua-she`"),
    ),
    "table that does not end": Case(
        body(":::{list-table} 表\n\n* - 甲"), Kind.UNCLOSED, 12, ("list-table", ":::", "14")
    ),
    "note that ends with an item": Case(
        body(":::{note}\n甲\n\n## 乙\n\n:::{item} 2\n:::"), Kind.UNCLOSED, 12, ("note", ":::", "13")
    ),
    "code that does not end": Case(body("```\n甲"), Kind.UNCLOSED, 12, ("```", "```", "13")),
    "last item that does not end": Case(
        body("## 又\n\n:::{item} 2\n:page: 3"), Kind.UNCLOSED, 14, ("item", ":::", "15")
    ),
    "colons that end nothing": Case(
        body(":::{note}\n甲\n:::\n\n乙\n\n:::"), Kind.STRAY_FENCE, 18, (":::", ":::{note}")
    ),
    "part of a grid alone": Case(
        body(":::{grid-item}\n甲\n:::"), Kind.MISPLACED, 12, ("grid-item", "grid")
    ),
    "part of a grid in a list in it": Case(
        body("::::{grid} 2\n- :::{grid-item}\n  甲\n  :::\n::::"),
        Kind.MISPLACED,
        13,
        ("grid-item", "grid"),
    ),
    "item in a quotation": Case(body("## 又\n\n> :::{item} 2\n> :::"), Kind.INSIDE, 14, ("item",)),
    "item in a list": Case(body("## 又\n\n- :::{item} 2\n  :::"), Kind.INSIDE, 14, ("item",)),
    "figure without a picture": Case(
        body(":::{figure}\n:::"), Kind.NO_ARGUMENT, 12, ("figure", "{figure} 2014-07-04-tu1.png")
    ),
    "tabs with a title": Case(
        body("::::{tab-set} 甲\n:::{tab-item} 乙\n丙\n:::\n::::"),
        Kind.SURPLUS_ARGUMENT,
        12,
        ("tab-set", "甲"),
    ),
    "option of no directive": Case(
        body(":::{note}\n:class: 甲\n\n乙\n:::"), Kind.DIRECTIVE_OPTION, 13, ("note", "class", "—")
    ),
    "unknown option of a table": Case(
        body(":::{list-table} 表\n:header-rows: 1\n:headers: 1\n\n* - 甲\n* - 乙\n:::"),
        Kind.DIRECTIVE_OPTION,
        14,
        ("list-table", "headers", "header-rows、stub-columns"),
    ),
    "option of a directive with a full-width colon": Case(
        body(":::{list-table} 表\n:header-rows：1\n\n* - 甲\n* - 乙\n:::"),
        Kind.OPTION_FORM,
        13,
        ("list-table", ":header-rows：1"),
    ),
    "options between lines": Case(
        body(":::{list-table} 表\n---\nheader-rows: 1\n---\n* - 甲\n* - 乙\n:::"),
        Kind.OPTION_FORM,
        13,
        ("list-table", "---"),
    ),
    "option twice": Case(
        body(":::{dropdown} 甲\n:open:\n:open:\n\n乙\n:::"),
        Kind.REPEATED_OPTION,
        14,
        ("dropdown", "open"),
    ),
    "option that is no number": Case(
        body(":::{list-table} 表\n:header-rows: 一\n\n* - 甲\n* - 乙\n:::"),
        Kind.OPTION_VALUE,
        13,
        ("header-rows", "一", ":header-rows: 1"),
    ),
    "width in centimetres": Case(
        body(":::{figure} /a.png\n:alt: 甲\n:width: 5cm\n:::"),
        Kind.OPTION_VALUE,
        14,
        ("width", "5cm", ":width: 50%"),
    ),
    "card that leads to a script": Case(
        body(":::{card} 甲\n:link: javascript:alert(1)\n\n乙\n:::"),
        Kind.OPTION_VALUE,
        13,
        ("link", "javascript:alert(1)", ":link: https://www.example.org/"),
    ),
    "grid of three values": Case(
        body("::::{grid} 1 2 3\n:::{grid-item}\n甲\n:::\n::::"),
        Kind.OPTION_VALUE,
        12,
        ("grid", "1 2 3", "2"),
    ),
    "empty note": Case(body(":::{note}\n:::"), Kind.NO_CONTENT, 12, ("note",)),
    "image with a text": Case(
        body(":::{image} https://example.org/a.png\n\n甲\n:::").replace(
            "https://example.org/a.png", "a.png"
        ),
        Kind.SURPLUS_CONTENT,
        12,
        ("image",),
        files={"a.png": PNG},
    ),
    "figure whose caption is a list": Case(
        body(":::{figure} a.png\n\n- 甲\n:::"),
        Kind.CAPTION,
        12,
        ("figure", ""),
        files={"a.png": PNG},
    ),
    "text in a grid": Case(
        body("::::{grid} 2\n甲\n\n:::{grid-item}\n乙\n:::\n::::"),
        Kind.PARTS,
        12,
        ("grid", "grid-item、grid-item-card"),
    ),
    "bad option in a grid": Case(
        body("::::{grid} 2\n\n:::{grid-item-card} 乙\n:shadow: xx\n:::\n::::"),
        Kind.OPTION_VALUE,
        15,
        ("shadow", "xx", ":shadow: none、sm、md、lg"),
    ),
    # The text: lines
    "bullets out of Word": Case(body("• 榆次\n• 太谷"), Kind.JOINED, 13, ("• 太谷",)),
    "bullets of a font": Case(body("举措：\n\uf0b7榆次"), Kind.JOINED, 13, ("\uf0b7榆次",)),
    "middle dots": Case(body("·榆次\n·太谷"), Kind.JOINED, 13, ("·太谷",)),
    "numbers with a Chinese comma": Case(
        body("共三册：\n1、卷首\n2、卷一\n3、卷二"), Kind.JOINED, 13, ("1、卷首",)
    ),
    "numbers in brackets": Case(
        body("（一）卷首\n又一行\n（二）卷一"), Kind.JOINED, 14, ("（二）卷一",)
    ),
    "numbers in circles, in a list": Case(
        body("- 甲\n\n  ①卷首\n  ②卷一"), Kind.JOINED, 15, ("②卷一",)
    ),
    "numbers with a point and no blank": Case(
        body(":::{note}\n1.卷首\n2.卷一\n:::"), Kind.JOINED, 14, ("2.卷一",)
    ),
    "list that does not begin with 1": Case(
        body("共三册：\n2. 卷一"), Kind.JOINED, 13, ("2. 卷一",)
    ),
    "hyphens without a blank": Case(body("-榆次\n-太谷"), Kind.JOINED, 13, ("-太谷",)),
    "wide blanks before each paragraph": Case(
        body("　　《榆次县志》重刊。\n　　共三册。"), Kind.JOINED, 13, ("共三册。",)
    ),
    "blanks before a paragraph": Case(body("甲\n\n    《榆次县志》重刊。"), Kind.INDENTED, 14),
    "tab before a paragraph": Case(body("\t《榆次县志》重刊。"), Kind.INDENTED, 12),
    "blanks before an item's block": Case(
        body("## 又\n\n    :::{item} 2\n    :::"), Kind.INDENTED, 14
    ),
    "stars around quotation marks": Case(
        body("这是**“重点”**工作"), Kind.LITERAL, 12, ("**“重点”**", "“**重点**”")
    ),
    "stars around a full stop": Case(
        body("甲\n**注意：**共三册"), Kind.LITERAL, 13, ("**注意：**", "**注意**：")
    ),
    "stars around a bracket": Case(
        body("共**（三）册**"), Kind.LITERAL, 12, ("**（三）册**", "{strong}`（三）册`")
    ),
    "stars around a reference": Case(
        body("另见**“{item}`2013-03-01/1`”**一文"), Kind.LITERAL, 12, ("**“…”**", "“**…**”")
    ),
    "stars with blanks": Case(
        body("这是** 重点 **工作"), Kind.LITERAL, 12, ("** 重点 **", "**重点**")
    ),
    "one star around a book's title": Case(
        body("重刊*《县志》*一部"), Kind.LITERAL, 12, ("*《县志》*", "《*县志*》")
    ),
    "text that is hidden": Case(body("%3的县志"), Kind.HIDDEN, 12, ("%3的县志", "\\%3的县志")),
    "stars between figures": Case(body("规格3*4*5厘米"), Kind.STARS, 12, ("3*4*5", "3\\*4\\*5")),
    "stars between figures far apart": Case(
        body("热线7*24小时，人工5*8小时"),
        Kind.STARS,
        12,
        ("7*24小时，人工5*8", "7\\*24小时，人工5\\*8"),
    ),
    "wide stars": Case(body("＊＊加重＊＊"), Kind.LITERAL, 12, ("＊＊加重＊＊", "**加重**")),
    "wide sign of a quotation": Case(body("＞ 引文"), Kind.LITERAL, 12, ("＞ 引文", "> 引文")),
    "stars that do not end": Case(
        body("**重点工作已完成"), Kind.LITERAL, 12, ("**重点工作已完成", "**…**")
    ),
    "underscores": Case(body("这是__重点__工作"), Kind.LITERAL, 12, ("__重点__", "**重点**")),
    "backtick that does not end": Case(
        body("写作`make，即可"), Kind.LITERAL, 12, ("`make，即可", "`…`")
    ),
    "link in wide brackets": Case(
        body("见[县志]（https://example.org/）"),
        Kind.LITERAL,
        12,
        ("[县志]（https://example.org/）", "[县志](https://example.org/)"),
    ),
    # The text: tables, headings, notes, links
    "table without a list": Case(
        body(":::{list-table} 表\n\n甲\n:::"), Kind.NO_TABLE, 12, ("list-table", "* - 甲")
    ),
    "table with a row that is no list": Case(
        body(":::{list-table} 表\n\n* - 甲\n* 乙\n:::"), Kind.CELL, 15
    ),
    "negative number for a cell": Case(
        body(":::{list-table} 表\n\n* - 甲\n  - 乙\n* - 丙\n  -900\n:::"), Kind.CELL, 17
    ),
    "row without its blank": Case(
        body(":::{list-table} 表\n:header-rows: 1\n\n* - 甲\n  - 乙\n*- 丙\n  - 丁\n:::"),
        Kind.CELL,
        17,
    ),
    "cell at the margin": Case(body(":::{list-table} 表\n\n* - 甲\n- 乙\n:::"), Kind.CELL, 15),
    "cell without its mark": Case(
        body(":::{list-table} 表\n\n* - 甲\n  乙\n* - 丙\n  丁\n:::"), Kind.CELL, 15
    ),
    "cell with a wide hyphen": Case(
        body(":::{list-table} 表\n\n* - 甲\n    － 乙\n* - 丙\n    － 丁\n:::"),
        Kind.CELL_SIGN,
        15,
        ("－ 乙", "- 乙"),
    ),
    "row without a cell": Case(body(":::{list-table} 表\n\n* - 甲\n*\n* - 丙\n:::"), Kind.CELL, 15),
    "text below the rows of a table": Case(
        body(":::{list-table} 表\n\n* - 甲\n* - 丙\n\n单位：万元\n:::"), Kind.CELL, 17
    ),
    "table of bars without a rule": Case(
        body("见下表。\n\n| 甲 | 乙 |\n| 丙 | 丁 |"), Kind.BARS, 14, ("|---|---|",)
    ),
    "table of bars with a rule too short": Case(
        body("| 甲 | 乙 |\n|---|\n| 丙 | 丁 |"), Kind.TABLE_RULE, 13, ("1", "2", "|---|---|")
    ),
    "row below a blank line": Case(
        body("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n| 戊 | 己 |"), Kind.SPLIT_TABLE, 16
    ),
    "table of wide bars": Case(body("｜甲｜乙｜\n｜丙｜丁｜"), Kind.WIDE_BARS, 12, ("|甲|乙|",)),
    "row of wide bars in a table": Case(
        body("| 甲 | 乙 |\n|---|---|\n｜丙｜丁｜"), Kind.WIDE_BARS, 14, ("|丙|丁|",)
    ),
    "row with tabs, from a spreadsheet": Case(
        body("甲\n\n榆次\t900\t850"), Kind.TAB, 14, ("| 榆次 | 900 | 850 |", "|---|---|---|")
    ),
    "rows with tabs in a list table": Case(
        body(":::{list-table} 表\n\n榆次\t900\n太谷\t850\n:::"),
        Kind.TAB_CELLS,
        14,
        ("* - 榆次", "- 900"),
    ),
    "tab behind the cells of a row": Case(
        body(":::{list-table} 表\n\n* - 甲\n  - 乙\n* - 榆次\n  - 900\t850\n:::"),
        Kind.TAB_CELLS,
        17,
        ("- 900", "- 850"),
    ),
    "row of a list table without its star": Case(
        body(":::{list-table} 表\n\n* - 甲\n  - 乙\n* - 榆次\n  - 900\n  - 太谷\n  - 850\n:::"),
        Kind.ROW_SIGN,
        16,
        ("4", "2", "2"),
    ),
    "list table that does not end before the text": Case(
        body(":::{list-table} 表\n\n* - 甲\n  - 乙\n\n    丙\n\n《榆次县志》重刊。\n"),
        Kind.UNCLOSED,
        12,
        ("list-table", ":::", "17"),
    ),
    "bar in a cell": Case(
        body("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁|戊 |"), Kind.BAR_IN_CELL, 14, ("3", "2")
    ),
    "row of a spreadsheet in a table": Case(
        body("| 甲 | 乙 |\n|---|---|\n| 丙\t丁 |"), Kind.TAB_ROW, 14, ("| 丙 | 丁 |",)
    ),
    "square metres": Case(body("榆次900m^2^"), Kind.LITERAL, 12, ("^2^", "{sup}`2`")),
    "formula of chemistry": Case(body("排放CO~2~"), Kind.LITERAL, 12, ("~2~", "{sub}`2`")),
    "row with tabs in a table": Case(
        body(":::{list-table} 表\n\n* - 甲\n* - 榆次\t900\n:::"),
        Kind.TAB_CELLS,
        15,
        ("* - 榆次", "- 900"),
    ),
    "ragged table": Case(
        body(":::{list-table} 表\n:header-rows: 1\n\n* - 甲\n  - 乙\n* - 丙\n:::"),
        Kind.RAGGED,
        17,
        ("1", "2"),
    ),
    "table of bars with a cell too many": Case(
        body("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n| 丙 | 丁 | 戊 |"),
        Kind.BAR_IN_CELL,
        15,
        ("3", "2"),
    ),
    "table of bars with a cell too few": Case(
        body("> | 甲 | 乙 |\n> |---|---|\n> | 丙 |"), Kind.RAGGED, 14, ("1", "2")
    ),
    "drawn table in a directive, ragged": Case(
        body(":::{table} 表\n\n| 甲 |\n|---|\n| 丙 | 丁 |\n:::"), Kind.BAR_IN_CELL, 16, ("2", "1")
    ),
    "table of headings only": Case(
        body(
            ":::{list-table} 表\n:stub-columns: 1\n:header-rows: 2\n\n* - 甲\n  - 乙\n"
            "* - 丙\n  - 丁\n:::"
        ),
        Kind.TABLE_HEAD,
        14,
        ("header-rows", "2", "2"),
    ),
    "heading that skips a level": Case(
        body("### 甲\n\n##### 乙"), Kind.HEADING, 14, ("5", "3", "####")
    ),
    "title below another heading": Case(
        plain("issue: ID").replace("# 县志通讯", "## 前言\n\n# 县志通讯"),
        Kind.HEADING,
        4,
        ("2", "0", "#"),
    ),
    "line across the end": Case(body("甲\n\n---"), Kind.RULE, 14),
    "line across below a heading": Case(body("### 甲\n\n***\n\n乙"), Kind.RULE, 14),
    "line right below a paragraph": Case(body("甲\n-----\n乙"), Kind.UNDERLINE, 13, ("-----",)),
    "title that is underlined": Case(
        plain("issue: ID").replace("# 县志通讯", "县志通讯\n========"),
        Kind.UNDERLINE,
        5,
        ("========",),
    ),
    "heading of an item that is underlined": Case(
        body("《清源县志》修成\n---\n\n:::{item} 2\n:::"), Kind.UNDERLINE, 13, ("---",)
    ),
    "hyphen right below a paragraph": Case(body("> 甲\n> -"), Kind.UNDERLINE, 13, ("-",)),
    "heading without text": Case(body("###\n\n甲"), Kind.EMPTY_HEADING, 12, ("###",)),
    "heading of an item without text": Case(
        body("##\n\n:::{item} 2\n:::"), Kind.EMPTY_HEADING, 12, ("##",)
    ),
    "footnote without text": Case(body("甲[^a]"), Kind.NO_FOOTNOTE, 12, ("a",)),
    "numbered footnote without text": Case(
        body("甲[^1]、乙[^2]\n\n[^1]: 丙"), Kind.NO_FOOTNOTE, 12, ("2",)
    ),
    "footnote that nothing refers to": Case(
        body("甲\n\n[^a]: 乙"), Kind.UNUSED_FOOTNOTE, 14, ("a",)
    ),
    "mark of a footnote in other brackets": Case(
        body("甲【^a】\n\n[^a]: 乙"), Kind.LITERAL, 12, ("【^a】", "[^a]")
    ),
    "mark of a footnote with a wide sign": Case(
        body("甲[＾a]\n\n[^a]: 乙"), Kind.LITERAL, 12, ("[＾a]", "[^a]")
    ),
    "text of a footnote in other brackets": Case(
        body("甲[^a]\n\n［^a］：乙"), Kind.LITERAL, 14, ("［^a］：", "[^a]: ")
    ),
    "names of a footnote that differ": Case(
        body("甲[^a]\n\n[^1]: 乙"), Kind.FOOTNOTE_NAMES, 14, ("a", "12", "1")
    ),
    "printed mark of a footnote with a name": Case(
        body("甲[1]\n\n[^jieru]: 乙"), Kind.LITERAL, 12, ("[1]", "[^jieru]")
    ),
    "text of a footnote behind a full-width colon": Case(
        body("甲[^a]\n\n[^a]：乙"), Kind.LITERAL, 14, ("[^a]：", "[^a]: ")
    ),
    "mark of a footnote as it is typed in Chinese": Case(
        body("甲[……a]\n\n[^a]: 乙"), Kind.LITERAL, 12, ("[……a]", "[^a]")
    ),
    "name of a footnote without its sign": Case(
        body("甲[zhi]\n\n[^zhi]: 乙"), Kind.LITERAL, 12, ("[zhi]", "[^zhi]")
    ),
    "stars of different number": Case(
        body("公文**二千余件*，"), Kind.LITERAL, 12, ("**二千余件*", "**二千余件**")
    ),
    "number of Chinese in a list": Case(
        body("1. 甲；\n2、乙；\n2. 丙。"), Kind.JOINED, 13, ("2、乙；",)
    ),
    "full-width end of a table": Case(
        body(":::{list-table} 表\n\n* - 甲\n：：：\n\n乙"), Kind.BROKEN_FENCE, 15, ("：：：", ":::")
    ),
    "circled mark of a footnote": Case(body("甲①乙\n\n[^1]: 丙"), Kind.LITERAL, 12, ("①", "[^1]")),
    "raised mark of a footnote": Case(body("甲¹²乙¹\n\n[^1]: 丙"), Kind.LITERAL, 12, ("¹", "[^1]")),
    "footnote twice": Case(
        body("甲[^a]\n\n[^a]: 乙\n\n[^a]: 丙"), Kind.REPEATED_FOOTNOTE, 16, ("a", "14", "1")
    ),
    "footnote without text in a directive": Case(
        body(":::{note}\n甲[^a]\n:::"), Kind.NO_FOOTNOTE, 13, ("a",)
    ),
    "missing picture": Case(
        body("![图](tu.gif)"), Kind.UNKNOWN_FILE, 12, ("tu.gif", "issues/2010/tu.gif")
    ),
    "missing picture with a Chinese name": Case(
        body("甲\n![图](图一.gif)"), Kind.UNKNOWN_FILE, 13, ("图一.gif", "issues/2010/图一.gif")
    ),
    "missing picture in a figure": Case(
        body("甲\n\n:::{figure} tu.gif\n:alt: 图\n\n图一\n:::"),
        Kind.UNKNOWN_FILE,
        14,
        ("tu.gif", "issues/2010/tu.gif"),
    ),
    "mistyped picture": Case(
        body("![图](Jinyang-shuyuan-beike-tapian-2.png)"),
        Kind.OTHER_FILE,
        12,
        ("Jinyang-shuyuan-beike-tapian-2.png", "Jinyang-shuyuan-beike-tapian-1.png"),
        files={"Jinyang-shuyuan-beike-tapian-1.png": PNG},
    ),
    "picture with another ending": Case(
        body("![图](ID-chahua.jpg)"),
        Kind.OTHER_FILE,
        12,
        ("ID-chahua.jpg", "ID-chahua.png"),
        files={"ID-chahua.png": PNG},
    ),
    "picture with other capitals": Case(
        body("![图](ID-Bangwen.PNG)"),
        Kind.OTHER_FILE,
        12,
        ("ID-Bangwen.PNG", "ID-bangwen.png"),
        files={"ID-bangwen.png": PNG},
    ),
    "picture in another folder": Case(
        body("![图](images/ID-shaoxiang.png)"),
        Kind.OTHER_FILE,
        12,
        ("images/ID-shaoxiang.png", "../1998/ID-shaoxiang.png"),
        files={"/issues/1998/ID-shaoxiang.png": PNG},
    ),
    "original that was replaced": Case(
        issue("ID", front=f"{ORIGINAL}  sha256: {'0' * 64}\n  file: ID-yuanjian.docx\n"),
        Kind.OTHER_ORIGINAL,
        6,
        ("ID-yuanjian.docx", hashlib.sha256(b"PK").hexdigest()),
        files={"ID-yuanjian.docx": b"PK"},
    ),
    "original that is lost": Case(
        issue("ID", front=f"{ORIGINAL}  file: shouzhi.odt\n"),
        Kind.UNKNOWN_FILE,
        5,
        ("shouzhi.odt", "issues/2010/shouzhi.odt"),
    ),
    "picture that is a text": Case(
        body("![图](wangye.png)"),
        Kind.NO_PICTURE,
        12,
        ("wangye.png", FORMATS),
        files={"wangye.png": b"<html>"},
    ),
    "empty picture in a figure": Case(
        body(":::{figure} kongbai.png\n:alt: 图\n:::"),
        Kind.NO_PICTURE,
        12,
        ("kongbai.png", FORMATS),
        files={"kongbai.png": b""},
    ),
    "picture that browsers do not show": Case(
        body("![图](saomiao.tif)"),
        Kind.NO_PICTURE,
        12,
        ("saomiao.tif", FORMATS),
        files={"saomiao.tif": b"II*\0"},
    ),
    "document of Word for a picture": Case(
        body("![图](gaozi.docx)"),
        Kind.NO_PICTURE,
        12,
        ("gaozi.docx", FORMATS),
        files={"gaozi.docx": b"PK\3\4"},
    ),
    "photograph with the ending of another format": Case(
        body("![图](zhaopian.png)"),
        Kind.PICTURE_ENDING,
        12,
        ("zhaopian.png", "JPEG", ".jpg"),
        files={"zhaopian.png": b"\xff\xd8\xff\xe0"},
    ),
    "picture without description": Case(
        body("![](huajuan.png)"),
        Kind.NO_ALT,
        12,
        ("huajuan.png", "![…](huajuan.png)"),
        files={"huajuan.png": PNG},
    ),
    "figure without description": Case(
        body(":::{figure} fengmian.png\n:width: 50%\n\n图一\n:::"),
        Kind.NO_ALT,
        12,
        ("fengmian.png", ":alt: …"),
        files={"fengmian.png": PNG},
    ),
    "address without its scheme": Case(
        body("[甲](www.example.org)"),
        Kind.NO_SCHEME,
        12,
        ("www.example.org", "https://www.example.org"),
    ),
    "host with a port, without a scheme": Case(
        body("[甲](example.org:8080/a)"),
        Kind.NO_SCHEME,
        12,
        ("example.org:8080/a", "https://example.org:8080/a"),
    ),
    "address that goes on into the text": Case(
        body("<https://example.org/，详见该页>"),
        Kind.ADDRESS,
        12,
        ("https://example.org/，详见该页", "，详见该页"),
    ),
    "link that leads nowhere": Case(
        body("[甲](nowhere.txt)"), Kind.UNKNOWN_FILE, 12, ("nowhere.txt", "issues/2010/nowhere.txt")
    ),
    "link to an issue that is not there": Case(
        body("[甲](/issues/x.md)"), Kind.UNKNOWN_FILE, 12, ("/issues/x.md", "issues/x.md")
    ),
    "link to a document that is none of the archive's": Case(
        body("[甲](/README.md)"),
        Kind.UNKNOWN_FILE,
        12,
        ("/README.md", "README.md"),
        files={"/README.md": PNG},
    ),
    "link to a place": Case(
        body("[甲](#biao)"), Kind.UNKNOWN_FILE, 12, ("#biao", "issues/2010/#biao")
    ),
    "absolute path": Case(
        body("[甲](/etc/passwd)"), Kind.UNKNOWN_FILE, 12, ("/etc/passwd", "etc/passwd")
    ),
    "link to a folder": Case(body("[甲](/source)"), Kind.FOLDER, 12, ("/source",)),
    "picture that is a folder": Case(body("![甲](../)"), Kind.FOLDER, 12, ("../",)),
    "figure from outside": Case(
        body(":::{figure} ../../../secret.png\n:alt: 图\n:::"),
        Kind.OUTSIDE,
        12,
        ("../../../secret.png",),
    ),
    "picture of another host": Case(
        body("![图](https://example.org/a.png)"), Kind.OUTSIDE, 12, ("https://example.org/a.png",)
    ),
    "unknown language of code": Case(body("```pyhton\n甲\n```"), Kind.LANGUAGE, 12, ("pyhton",)),
    "unknown language of a code-block": Case(
        body("```{code-block} pyhton\n甲\n```"), Kind.LANGUAGE, 12, ("pyhton",)
    ),
    "formula that breaks off": Case(
        body(":::{math}\n\\frac{1\n:::"), Kind.FORMULA, 12, ("<mfrac>",)
    ),
    "formula with an unknown command in a line": Case(
        body("率{math}`\\lv x`"), Kind.FORMULA, 12, ('Unknown LaTeX command "\\lv".',)
    ),
    # The text: what must not come alive, or is too much
    "picture on a disk of Windows": Case(
        body("![县志](C:\\tu\\a.png)"), Kind.OUTSIDE, 12, ("C:\\tu\\a.png",)
    ),
    "link to a file on a disk": Case(
        body("[县志](file:///tu/a.png)"), Kind.OUTSIDE, 12, ("file:///tu/a.png",)
    ),
    "data picture": Case(
        body("![县志](data:image/png;base64,AA==)"), Kind.LINK_SCHEME, 12, ("data",)
    ),
    "role in quotation marks": Case(
        body("{cite:p}'shanxi-ribao'"), Kind.BROKEN_ROLE, 12, ("{cite:p}", "{cite:p}")
    ),
    "role in wide braces": Case(
        body("另见｛item｝`2013-03-01/1`和**甲**。"), Kind.BROKEN_ROLE, 12, ("｛item｝", "{item}")
    ),
    "role with a wide colon": Case(
        body("{cite：p}`shanxi-ribao`"), Kind.BROKEN_ROLE, 12, ("{cite：p}", "{cite:p}")
    ),
    **{
        f"role written as {said}": Case(
            body(f"据：{said}`{key}`{behind}"), Kind.BROKEN_ROLE, 12, (said, f"{{{role}}}")
        )
        for said, role, key, behind in (
            ("{cite: p}", "cite:p", "shanxi-ribao", ""),
            ("{cite.p}", "cite:p", "shanxi-ribao", ""),
            ("{cite；p}", "cite:p", "shanxi-ribao", ""),
            ("cite:p}", "cite:p", "shanxi-ribao", ""),
            ("(cite:p)", "cite:p", "shanxi-ribao,xinhua-she", ""),
            ("（cite：p）", "cite:p", "shanxi-ribao", ""),
            ("{cite:p", "cite:p", "shanxi-ribao", "}"),
            ("{来源}", "cite:p", "shanxi-ribao", ""),
            ("{条目}", "item", "2013-03-01/1", ""),
            ("item", "item", "2013-03-01/1", ""),
        )
    },
    "role of an unknown Chinese name": Case(
        body("见{县志}`2013-03-01/1`"), Kind.UNKNOWN_ROLE, 12, ("县志", "item、cite:p")
    ),
    "javascript figure": Case(
        body(":::{figure} javascript:alert\n:::"), Kind.LINK_SCHEME, 12, ("javascript",)
    ),
    "script in a substitution": Case(
        issue("ID", "{{ a }}", front="myst:\n  substitutions:\n    b: 甲\n    a: <b>县志</b>\n"),
        Kind.RAW_STYLE,
        6,
        ("<b>", "**…**"),
    ),
    "HTML comment": Case(body("<!-- 甲\n\n乙 -->"), Kind.RAW_MARKUP, 12, ("<!-- 甲",)),
    "label": Case(body("(biao)=\n甲"), Kind.NO_EFFECT, 12, ("(biao)=",)),
    "line of plus signs": Case(body("甲\n\n+++\n\n乙"), Kind.NO_EFFECT, 14, ("+++",)),
    "separator in a card": Case(
        body(":::{card} 甲\n乙\n^^^\n丙\n:::"), Kind.NO_EFFECT, 14, ("^^^",)
    ),
    "attributes": Case(body("[甲]{.a}"), Kind.NO_EFFECT, 12, ('{class="a"}',)),
    "substitution in a substitution": Case(
        issue("ID", "{{ a }}", front="myst:\n  substitutions:\n    a: 甲{{ a }}\n"),
        Kind.IN_SUBSTITUTION,
        5,
        ("a",),
    ),
    "heading in a substitution": Case(
        issue("ID", "{{ a }}", front="myst:\n  substitutions:\n    a: '# 甲'\n"),
        Kind.IN_SUBSTITUTION,
        5,
        ("#",),
    ),
    "settings for MyST": Case(
        issue("ID", front="myst:\n  html_meta:\n    a: b\n"),
        Kind.UNKNOWN_KEY,
        4,
        ("myst: html_meta", "substitutions"),
    ),
    "substitution that is a list": Case(
        issue("ID", front="myst:\n  substitutions:\n    a: [甲]\n"),
        Kind.BAD_VALUE,
        5,
        ("a", "甲", "a: 文字"),
    ),
    "right-to-left override": Case(
        body("榆次\u202e县志"), Kind.CHARACTER, 12, ("U+202E",), page=False
    ),
    "right-to-left override as an entity": Case(
        body("榆次&#x202e;县志"), Kind.CHARACTER, 12, ("U+202E",)
    ),
    "lone surrogate": Case(
        issue("ID", front='label: "\\ud800"\n'),
        Kind.QUOTES,
        3,
        ('label: "\\ud800"', "label: '\\ud800'"),
        page=False,
    ),
    "half a character": Case(body("甲").encode() + b"\xed\xa0\x80", Kind.NO_TEXT, 13, page=False),
    "huge file": Case(
        issue("ID").encode() + b"a" * 50_000_000, Kind.TOO_LARGE, 1, ("4",), page=False
    ),
    "long paragraph": Case(body("[" * 100_000), Kind.TOO_LONG, 12, ("10000",)),
    "long paragraph of footnotes": Case(body("[^" * 50_000), Kind.TOO_LONG, 12, ("10000",)),
    "long table cell": Case(
        body("| 甲 |\n|---|\n| " + "*" * 100_000 + " |"), Kind.TOO_LONG, 14, ("10000",)
    ),
    "deep quotation": Case(body(">" * 100_000 + "甲"), Kind.TOO_DEEP, 12, ("20",)),
    "deep list": Case(
        body("\n".join("  " * depth + "- 甲" for depth in range(30))), Kind.TOO_DEEP, 21, ("20",)
    ),
    "deep emphasis": Case(body("*a " * 500 + "a* " * 500), Kind.TOO_DEEP, 12, ("10",)),
    "deep directives": Case(
        body(
            "\n".join(
                [f"{':' * (60 - depth)}{{note}}" for depth in range(50)]
                + ["甲"]
                + [":" * (11 + depth) for depth in range(50)]
            )
        ),
        Kind.TOO_DEEP,
        22,
        ("10",),
    ),
    "deep front matter": Case(
        plain("issue: ID\nlabel: " + "[" * 10_000),
        Kind.QUOTES,
        3,
        ("label: " + "[" * 10_000, "label: '" + "[" * 10_000),
        page=False,
    ),
    "front matter of types": Case(
        plain("issue: ID\nlabel: !!python/object:os.system a"),
        Kind.QUOTES,
        3,
        (
            "label: !!python/object:os.system a",
            "label: '!!python/object:os.system a'",
        ),
        page=False,
    ),
    "front matter that explodes": Case(
        plain("issue: ID\nlabel: &a [甲, 甲]\ndate: [*a, *a]"),
        Kind.QUOTES,
        3,
        ("label: &a [甲, 甲]", "label: '&a [甲, 甲]'"),
        page=False,
    ),
}

# After these, in the archive's own files, nothing can be built: see test_stopping_faults.
STOPPING = {
    Kind.CONF_PY,
    Kind.CONTRAST,
    Kind.DATA_FILE,
    Kind.MISSING_SIGN,
    Kind.NO_FILE,
    Kind.NO_HEADER,
    Kind.NO_KEY,
    Kind.ONE_LINE,
    Kind.OUTSIDE_ENTRY,
    Kind.SETTING,
    Kind.SURPLUS_SIGN,
    Kind.TAKEN,
    Kind.TOML,
    Kind.WIDE_SIGNS,
}

# The archive's own files, with what is told of each.
OWN: Mapping[str, tuple[str, tuple[tuple[int, Kind, Loose], ...]]] = {
    "2009-01-02.md": (
        issue("2009-01-02"),
        ((1, Kind.NOT_READ, ("issues/2009/2009-01-02.md",)),),
    ),
    "issues/2009/2009-01-09.md.txt": (
        "# 县志通讯\n",
        ((1, Kind.NOT_READ, ("issues/2009/2009-01-09.md",)),),
    ),
    "source/about.md": (
        "---\norphan: true\n---\n# 关于\n\n另见{item}`2013-03-02/1`。\n",
        ((6, Kind.UNKNOWN_ITEM, ("2013-03-02/1", ...)),),
    ),
    "source/people.toml": (
        """\
role = "person"
name = "人名"

[terms.zhang-zhongyu]
name = "张仲瑀"

[terms.zhang]
aliases = ["张生"]

[terms."阎若璩"]
name = "阎若璩"

[terms.fu_shan]
name = "傅山"

[terms.fu-mei]
name = "傅眉"
within = "fu-shan"

[terms.yan]
name = ""

[terms.sun]
name = "孙兰"
code = "孙"

[terms.li]
name = "李宗孔"
aliases = "书云"

[terms.wang]
name = "王士禛"
alias = ["渔洋山人"]
code = { scheme = "GB/T 2260", value = "140100" }

[terms.zhao]
name = "赵执信"
code = { scheme = "ISO 3166-1", value = "越南" }

[terms.gu]
name = "顾炎武"
aliases = ["亭林先生、宁人"]

[terms.huang]
name = "黄宗羲"
within = "顾炎武"

[terms.zhu]
name = "朱彝尊"
within = "zhu"

[terms.mao]
name = "毛奇龄"
within = "you"

[terms.you]
name = "尤侗"
within = "mao"

[term.pan]
name = "潘耒"

[liu]
name = "刘献廷"

[terms.xu]
name = "徐枋"
code = { schema = "GB/T 2260", value = 320500 }

[terms.jiang]
name = "姜宸英"
code = { scheme = "GB2260", value = "330200", revision = "201412" }
""",
        (
            (7, Kind.NO_NAME, ("zhang", 'name = "…"')),
            (10, Kind.BAD_KEY, ("阎若璩",)),
            (13, Kind.BAD_KEY, ("fu_shan",)),
            (16, Kind.WITHIN, ("fu-mei", "fu-shan", ...)),
            (20, Kind.NO_NAME, ("yan", 'name = "…"')),
            (23, Kind.BAD_VALUE, ("sun.code", "孙", '{ scheme = "…", value = "…" }')),
            (27, Kind.BAD_VALUE, ("li.aliases", "书云", ...)),
            (31, Kind.UNKNOWN_OPTION, ("alias", ...)),
            (31, Kind.CODE, ("wang", "GB/T 2260", ...)),
            (36, Kind.CODE, ("zhao", "ISO 3166-1", ...)),
            (40, Kind.BAD_VALUE, ("gu.aliases", "亭林先生、宁人", '["亭林先生", "宁人"]')),
            (44, Kind.WITHIN, ("huang", "顾炎武", ("gu",))),
            (48, Kind.CIRCLE, ("zhu", "zhu → zhu")),
            (52, Kind.CIRCLE, ("mao", "mao → you → mao")),
            (60, Kind.HEADER, ("term.pan", "pan")),
            (63, Kind.HEADER, ("liu", "liu")),
            (
                66,
                Kind.BAD_VALUE,
                ("xu.code", '{ schema = "GB/T 2260", value = 320500 }', ...),
            ),
            (70, Kind.CODE, ("jiang", "GB/T 2260", ...)),
        ),
    ),
    "source/outlets.bib": (
        FILES["source/outlets.bib"]
        + """
@periodical{taiyuan-wanbao,
  kind = {newspaper},
}

@periodical{Datong_Ribao,
  title = {大同日报},
}

@periodical{datong-wanbao,
  title = {大同晚报},
  aliases = {新华社；大同晚报社},
  former = {1950 大同报；1966/1950/12 大同红报},
  url = {datong.example.org},
}

@periodical{yungang-wang,
  alias = {云冈在线},
  title = {\\emph{云冈}网},
}

@periodcal{yuci-bao,
  title = {榆次报},
  aliases = {榆次县报、榆次小报(第一版、第二版)},
  former = {1950/1966 榆次新报，榆次周报},
}

@newspaper{pingyao-bao,
  title = {平遥报},
  kind = {newspaper},
  aliases = {{平遥、介休联合报}},
}

@periodical{jiexiu-bao,
  title = {介休报},
  kind = {报纸},
}
""",
        (
            (9, Kind.NO_NAME, ("taiyuan-wanbao", "title = {…}")),
            (13, Kind.BAD_KEY, ("Datong_Ribao",)),
            (17, Kind.BAD_VALUE, ("former", "1950 大同报", "1950/1966-05 松河报")),
            (17, Kind.BAD_VALUE, ("former", "1966/1950/12 大同红报", "1950/1966-05 松河报")),
            (17, Kind.BAD_VALUE, ("url", "datong.example.org", "https://…")),
            (17, Kind.DUPLICATE_NAME, ("新华社", "xinhua-she")),
            (24, Kind.UNKNOWN_OPTION, ("alias", ...)),
            (24, Kind.TEX, ("title", "\\emph")),
            (29, Kind.ENTRY_TYPE, ("periodcal", "@periodical")),
            (
                29,
                Kind.RUN_TOGETHER,
                (
                    "榆次县报、榆次小报(第一版、第二版)",
                    "榆次县报；榆次小报(第一版、第二版)",
                ),
            ),
            (
                29,
                Kind.RUN_TOGETHER,
                ("1950/1966 榆次新报，榆次周报", "1950/1966 榆次新报；榆次周报"),
            ),
            (35, Kind.ENTRY_TYPE, ("newspaper", "@periodical")),
            (41, Kind.BAD_VALUE, ("kind", "报纸", KINDS)),
        ),
    ),
    "source/2012.bib": (
        "@article{yuci,\n  title = {榆次重刊县志},\n  outlet = {shanxi-ribao},\n}\n",
        ((1, Kind.BIBLIOGRAPHY_NOT_READ, ("source/citations/2012.bib",)),),
    ),
    "source/citations/2013 - 副本.bib": (
        "@article{zhiwu,\n  title = {作者有误},\n  outlet = {shanxi-ribao},\n}\n",
        ((1, Kind.DUPLICATE_KEY, ("zhiwu", "source/citations/2013.bib:41")),),
    ),
    "source/citations/2013.bib": (
        """\
@article{juti,
  title = {无出处},
}

@article{qiuyuan,
  title = {出处有误},
  outlet = {shanxi-ribo},
}

@article{wuti,
  outlet = {shanxi-ribao},
}

@article{Shang_Shi,
  title = {标识有误},
  outlet = {shanxi-ribao},
}

@article{shanxi-ribao,
  title = {标识已用},
  outlet = {shanxi-ribao},
}

@online{zhuzhi,
  title = {处处有误},
  outlet = {shanxi-ribao},
  date = {2013-02-29},
  page = {头版},
  url = {javascript:alert(1)},
  evidence = {found},
}

@artcle{leibie,
  title = {类别有误},
  outlet = {shanxi-ribao},
  author = {王小川, 赵青 and 李, 云 and Miller, Anna B.},
  translator = {{松河通讯社、明河日报社} and 孙 兰},
  editor = {傅山、傅眉},
}

@article{zhiwu,
  title = {作者有误},
  outlet = {shanxi-ribao},
  author = {本报记者 孙兰 通讯员 傅眉},
}
""",
        (
            (1, Kind.NO_OUTLET, ("juti",)),
            (5, Kind.UNKNOWN_OUTLET, ("shanxi-ribo", ("shanxi-ribao",))),
            (10, Kind.NO_NAME, ("wuti", "title = {…}")),
            (14, Kind.BAD_KEY, ("Shang_Shi",)),
            (19, Kind.DUPLICATE_KEY, ("shanxi-ribao", "source/outlets.bib:1")),
            (24, Kind.BAD_VALUE, ("evidence", "found", "located、archived")),
            (24, Kind.BAD_VALUE, ("date", "2013-02-29", "2014-07-04")),
            (24, Kind.BAD_VALUE, ("page", "头版", "3、3-4、A03")),
            (24, Kind.BAD_VALUE, ("url", "javascript:alert(1)", "https://…")),
            (33, Kind.ENTRY_TYPE, ("artcle", TYPES)),
            (33, Kind.RUN_TOGETHER, ("王小川, 赵青", "王小川 and 赵青")),
            (33, Kind.RUN_TOGETHER, ("傅山、傅眉", "傅山 and 傅眉")),
            (33, Kind.RUN_TOGETHER, ("孙 兰", "孙兰")),
            (41, Kind.OFFICE, ("本报记者 孙兰 通讯员 傅眉", "孙兰 and 傅眉")),
        ),
    ),
}

ISSUE = "issues/2014/2014-07-04.md"
SOUND = ("2013-03-01", "2013-03-15", "2013-03-22", "2013-03-22b", "2013-04")

CONF = 'qikan_vocabularies += ["source/people.toml"]\n'


def name_of(case: str) -> str:
    """Name the file of a case, which is the id that it should have."""
    number = list(CASES).index(case)
    year, day = 2010 + number // 336, number % 336
    return CASES[case].name or f"{year}-{day // 28 + 1:02}-{day % 28 + 1:02}"


def path_of(case: str) -> str:
    """Give the path of a case's file."""
    name = name_of(case)
    if name.startswith("../"):
        return f"issues/1999/{name[3:]}.md"
    return f"issues/{name[:4]}/{name}.md"


def filled(text: str | bytes, case: str) -> str | bytes:
    """Put a case's id into a text."""
    if isinstance(text, bytes):
        for encoding in ("ascii", "utf-16-le"):
            text = text.replace("ID".encode(encoding), name_of(case).encode(encoding))
        return text
    return text.replace("ID", name_of(case))


def arguments_of(case: str) -> Arguments:
    def fill(value: str) -> str:
        return value.replace("ID", name_of(case))

    return tuple(
        fill(value) if isinstance(value, str) else tuple(map(fill, value))
        for value in CASES[case].arguments
    )


def message(kind: Kind, arguments: Arguments, language: str = "zh_CN") -> str:
    """Say what a problem is told with."""
    return Problem(kind, "", 0, arguments).message(catalogue(language).gettext)


def _place(name: str, case: str) -> str:
    return name[1:] if name.startswith("/") else f"{path_of(case).rpartition('/')[0]}/{name}"


def write_all(folder: Path, *, language: str = "zh_CN", conf: str = "") -> Path:
    """Write the archive of all tables: in one, since no mistake may disturb another file."""
    files = {path: text for path, (text, _) in OWN.items()}
    issues = {path_of(case): filled(CASES[case].text, case) for case in CASES}
    sound = {f"issues/2013/{id}.md": issue(id) for id in SOUND}
    sound["issues/2013/2013-03-01.md"] = issue("2013-03-01", "{cite:p}`zhuzhi,leibie,zhiwu,juti`")
    beside = {
        _place(name.replace("ID", name_of(case)), case): data
        for case in CASES
        for name, data in CASES[case].files.items()
    }
    return write(
        folder, {**files, **issues, **sound, **beside}, language=language, conf=CONF + conf
    )
