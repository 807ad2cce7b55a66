"""The tables of what an editor can get wrong, with what is told of each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType

from qikan.catalogue import catalogue
from qikan.diagnostics import Kind, Problem
from tiny import FILES, issue, write

Arguments = tuple[str | tuple[str, ...], ...]
Loose = tuple[str | tuple[str, ...] | EllipsisType, ...]

FRONT = (
    "issue、label、date、number、running-number、volume、edition、publication-status、"
    "publication-marks、original、myst"
)
ERRATUM_KINDS = "correction、retraction、removal、note"
OPTIONS = "page、byline、printed、topics、places、people"


@dataclass(frozen=True)
class Case:
    """One broken file, in which ``ID`` stands for the id that its name demands.

    ``besides`` lists the types of what Sphinx or MyST say of the same mistake.
    """

    text: str | bytes
    kind: Kind
    line: int
    arguments: Arguments = ()
    page: bool = True  # whether the issue can be read, so that it has its page
    name: str = ""
    besides: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Write a whole file of its own front matter."""
    return f"---\n{text}\n---\n# 县志通讯\n\n## 《榆次县志》重刊\n\n:::{{item}} 1\n:::\n"


def item(record: str, heading: str = "## 《榆次县志》重刊\n\n") -> str:
    """Write an issue with this one item; its directive stands at line 8."""
    return issue("ID", item=f"{heading}{record}\n")


def body(text: str) -> str:
    """Write an issue with ``text``, from line 12 on, in its item."""
    return issue("ID", text)


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
    # The front matter
    "no front matter": Case("# 县志通讯\n", Kind.NO_FRONT_MATTER, 1, ("ID",), page=False),
    "front matter below the title": Case(
        "# 县志通讯\n\n---\nissue: ID\n---\n",
        Kind.NO_FRONT_MATTER,
        1,
        ("ID",),
        page=False,
        besides=("docutils",),
    ),
    "front matter that does not end": Case(
        "---\nissue: ID\n\n# 县志通讯\n",
        Kind.NO_FRONT_MATTER,
        1,
        ("ID",),
        page=False,
        besides=("docutils",),
    ),
    "colon in a value": Case(
        plain("issue: ID\nlabel: 第一期: 上"),
        Kind.YAML,
        3,
        ("mapping values are not allowed in this context",),
        page=False,
    ),
    "tab": Case(
        plain("issue: ID\n\tlabel: 第一期"),
        Kind.YAML,
        3,
        ("found a tab character that violates indentation",),
        page=False,
    ),
    "quotation mark that does not close": Case(
        plain('issue: ID\nlabel: "第一期'),
        Kind.YAML,
        3,
        ("found unexpected end of stream",),
        page=False,
    ),
    "full-width colon": Case(plain("issue：ID"), Kind.YAML, 2, ("issue：ID",), page=False),
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
        ("2013-03-01", "issues/2013/2013-03-01.md", "2013-03-01b"),
        page=False,
        name="2013-03-02",
    ),
    "id of an issue behind": Case(
        issue("2013-03-15"),
        Kind.DUPLICATE_ISSUE,
        2,
        ("2013-03-15", "issues/2013/2013-03-15.md", "2013-03-15b"),
        page=False,
        name="2013-03-14",
    ),
    "id of another issue, lower down": Case(
        plain("label: 第一期\nissue: 2013-03-01"),
        Kind.DUPLICATE_ISSUE,
        3,
        ("2013-03-01", "issues/2013/2013-03-01.md", "2013-03-01b"),
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
        issue("ID", front="label: 一\ndate: 2014-02-30\n"),
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
    "no title": Case(issue("ID", title=""), Kind.NO_TITLE, 1, besides=("myst.header",)),
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
    "item without heading": Case(item(":::{item} 1\n:::", ""), Kind.NO_HEADING, 6, ("1",)),
    "item under another's heading": Case(body(":::{item} 2\n:::"), Kind.NO_HEADING, 12, ("2",)),
    "item within another": Case(
        body("### 又\n\n:::{item} 2\n:::"), Kind.NESTED_ITEM, 14, ("2", "1")
    ),
    "unknown option": Case(
        item(":::{item} 1\n:palces: 太原\n:::"), Kind.UNKNOWN_OPTION, 9, ("palces", OPTIONS)
    ),
    "option with a full-width colon": Case(
        item(":::{item} 1\n:places：太原\n:::"), Kind.NO_OPTION, 9, (":places：太原", "1")
    ),
    "item that does not end": Case(
        item(":::{item} 1\n:places: 太原\n\n《榆次县志》重刊。\n\n共三册。"),
        Kind.NO_OPTION,
        11,
        ("《榆次县志》重刊。", "1"),
    ),
    "full-width fence": Case(item("：：：{item} 1\n：：："), Kind.WIDE_FENCE, 8),
    "printed name of no source": Case(
        issue("ID", "{cite:p}`xinhua-she`", item="## 甲\n\n:::{item} 1\n:printed: 新华社\n:::\n"),
        Kind.PRINTED,
        9,
        ("新华社", "xinhua-she"),
    ),
    # References
    "unknown item": Case(body("见{item}`ID/2`。"), Kind.UNKNOWN_ITEM, 12, ("ID/2", ("ID/1",))),
    "unknown item, with a text": Case(
        body("甲\n\n见{item}`后文 <ID/2>`。"), Kind.UNKNOWN_ITEM, 14, ("ID/2", ("ID/1",))
    ),
    "unknown item in a heading": Case(
        body("### 再论{item}`ID/2`"), Kind.UNKNOWN_ITEM, 12, ("ID/2", ("ID/1",))
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
    # Errata
    "erratum without a date": Case(
        body(":::{erratum}\n:kind: note\n:text: 甲\n:::"), Kind.ERRATUM_DATE, 12, ("",)
    ),
    "erratum of a day that never was": Case(
        body(":::{erratum} 2014-02-30\n:kind: note\n:text: 甲\n:::"),
        Kind.ERRATUM_DATE,
        12,
        ("2014-02-30",),
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
        Kind.UNKNOWN_ITEM,
        14,
        ("ID/2", ("ID/1",)),
    ),
    "unknown item in a directive's title": Case(
        body(":::{admonition} 见{item}`ID/2`\n甲\n:::"),
        Kind.UNKNOWN_ITEM,
        12,
        ("ID/2", ("ID/1",)),
    ),
    "unknown item in the foreword": Case(
        issue("ID", title="# 县志通讯\n\n另见{item}`ID/2`。"),
        Kind.UNKNOWN_ITEM,
        6,
        ("ID/2", ("ID/1",)),
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
        8,
        ("档案馆", ("档案",), "主题"),
    ),
    "unknown place": Case(
        item(":::{item} 1\n:places: 大同、太原市\n:::"),
        Kind.UNKNOWN_TERM,
        8,
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
    "inline HTML": Case(body("榆次<b>县志</b>重刊。"), Kind.RAW_MARKUP, 12),
    "script": Case(body("<script>alert(1)</script>"), Kind.RAW_MARKUP, 12),
    "script in a line": Case(body("榆次<script>alert(1)</script>县志"), Kind.RAW_MARKUP, 12),
    "HTML block": Case(body('<div class="a">\n榆次\n</div>'), Kind.RAW_MARKUP, 12),
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
    "citation of nothing": Case(
        body("{cite:p}`,`"), Kind.MARKUP, 12, ("malformed citation target: ,",), page=False
    ),
    "autolink of another scheme": Case(
        body("见<x-reader:a>。"), Kind.LINK_SCHEME, 12, ("x-reader",)
    ),
}

# The archive's own files, with what is told of each.
OWN: Mapping[str, tuple[str, tuple[tuple[int, Kind, Loose], ...]]] = {
    "source/about.md": (
        "---\norphan: true\n---\n# 关于\n\n另见{item}`2013-03-01/2`。\n",
        ((6, Kind.UNKNOWN_ITEM, ("2013-03-01/2", ("2013-03-01/1",))),),
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
code = { scheme = "GB/T 2260", value = "140100" }

[terms.zhao]
name = "赵执信"
code = { scheme = "ISO 3166-1", value = "越南" }
""",
        (
            (7, Kind.NO_NAME, ("zhang", 'name = "…"')),
            (10, Kind.BAD_KEY, ("阎若璩",)),
            (13, Kind.BAD_KEY, ("fu_shan",)),
            (16, Kind.BAD_VALUE, ("fu-mei.within", "fu-shan", ...)),
            (20, Kind.NO_NAME, ("yan", 'name = "…"')),
            (23, Kind.BAD_VALUE, ("sun.code", "孙", '{ scheme = "…", value = "…" }')),
            (27, Kind.BAD_VALUE, ("li.aliases", "书云", ...)),
            (31, Kind.CODE, ("wang", "GB/T 2260", ...)),
            (35, Kind.CODE, ("zhao", "ISO 3166-1", ...)),
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
  title = {\\emph{云冈}网},
}
""",
        (
            (9, Kind.NO_NAME, ("taiyuan-wanbao", "title = {…}")),
            (13, Kind.BAD_KEY, ("Datong_Ribao",)),
            (17, Kind.BAD_VALUE, ("former", "1950 大同报", "1950/1966-05 松河报")),
            (17, Kind.BAD_VALUE, ("former", "1966/1950/12 大同红报", "1950/1966-05 松河报")),
            (17, Kind.BAD_VALUE, ("url", "datong.example.org", "https://…")),
            (24, Kind.TEX, ("title", "\\emph")),
            (17, Kind.DUPLICATE_NAME, ("新华社", "xinhua-she")),
        ),
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
""",
        (
            (19, Kind.DUPLICATE_KEY, ("shanxi-ribao", "source/outlets.bib:1")),
            (1, Kind.NO_OUTLET, ("juti",)),
            (5, Kind.UNKNOWN_OUTLET, ("shanxi-ribo", ("shanxi-ribao",))),
            (10, Kind.NO_NAME, ("wuti", "title = {…}")),
            (14, Kind.BAD_KEY, ("Shang_Shi",)),
            (24, Kind.BAD_VALUE, ("evidence", "found", "located、archived")),
            (24, Kind.BAD_VALUE, ("date", "2013-02-29", "2014-07-04")),
            (24, Kind.BAD_VALUE, ("page", "头版", "3、3-4、A03")),
            (24, Kind.BAD_VALUE, ("url", "javascript:alert(1)", "https://…")),
        ),
    ),
}

ISSUE = "issues/2014/2014-07-04.md"
SOUND = ("2013-03-01", "2013-03-15", "2013-03-22", "2013-03-22b", "2013-04")

CONF = 'qikan_vocabularies += ["source/people.toml"]\n'


def name_of(case: str) -> str:
    """Name the file of a case, which is the id that it should have."""
    number = list(CASES).index(case)
    return CASES[case].name or f"2010-{number // 28 + 1:02}-{number % 28 + 1:02}"


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


def write_all(folder: Path, *, language: str = "zh_CN", conf: str = "") -> Path:
    """Write the archive of all tables: in one, since no mistake may disturb another file."""
    files = {path: text for path, (text, _) in OWN.items()}
    issues = {path_of(case): filled(CASES[case].text, case) for case in CASES}
    sound = {f"issues/2013/{id}.md": issue(id) for id in SOUND}
    sound["issues/2013/2013-03-01.md"] = issue("2013-03-01", "{cite:p}`zhuzhi`")
    return write(folder, {**files, **issues, **sound}, language=language, conf=CONF + conf)
