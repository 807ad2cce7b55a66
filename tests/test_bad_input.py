"""Whatever an editor gets wrong is told in one line a mistake, and nothing else suffers.

Every archive is built as ``make`` builds it, in a process of its own, warnings being errors. The
broken issues of the first table stand together in one archive, since none may disturb another.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from types import EllipsisType

import pytest

from qikan import ids
from qikan.catalogue import catalogue
from qikan.diagnostics import Kind, Problem
from tiny import FILES, SRC, Built, build, issue, write

Arguments = tuple[str | tuple[str, ...], ...]
Loose = tuple[str | tuple[str, ...] | EllipsisType, ...]

FRONT = (
    "issue、label、date、number、running-number、volume、edition、publication-status、original、"
    "myst"
)
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
        body("## 再论{item}`ID/2`"), Kind.UNKNOWN_ITEM, 12, ("ID/2", ("ID/1",))
    ),
    "reference in a headline, without a text": Case(
        item(":::{item} 1\n:::", "## 再论{item}`2013-03-01/1`\n\n"),
        Kind.TITLE_ROLE,
        6,
        ("2013-03-01/1",),
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
""",
        (
            (7, Kind.NO_NAME, ("zhang", 'name = "…"')),
            (10, Kind.BAD_KEY, ("阎若璩",)),
            (13, Kind.BAD_KEY, ("fu_shan",)),
            (16, Kind.BAD_VALUE, ("fu-mei.within", "fu-shan", ...)),
            (20, Kind.NO_NAME, ("yan", 'name = "…"')),
            (23, Kind.BAD_VALUE, ("sun.code", "孙", '{ scheme = "…", value = "…" }')),
            (27, Kind.BAD_VALUE, ("li.aliases", "书云", ...)),
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
""",
        (
            (9, Kind.NO_NAME, ("taiyuan-wanbao", "title = {…}")),
            (13, Kind.BAD_KEY, ("Datong_Ribao",)),
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
    """Write the archive of all tables."""
    files = {path: text for path, (text, _) in OWN.items()}
    issues = {path_of(case): filled(CASES[case].text, case) for case in CASES}
    sound = {f"issues/2013/{id}.md": issue(id) for id in SOUND}
    return write(folder, {**files, **issues, **sound}, language=language, conf=CONF + conf)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """Build the archive of all tables, and build it again."""
    folder = write_all(tmp_path_factory.mktemp("bad") / "县志 通讯")
    return build(folder), build(folder)


@pytest.fixture(scope="module")
def built(twice: tuple[Built, Built]) -> Built:
    return twice[0]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the same in English, with two processes that read."""
    return build(write_all(tmp_path_factory.mktemp("en"), language="en"), "-j", "2")


# ---- the tables


@pytest.mark.parametrize("case", CASES)
def test_one_line_says_where_and_what_and_the_remedy(built: Built, case: str) -> None:
    expected = CASES[case]
    warnings = built.warnings(path_of(case))
    own = [line for line in warnings if line.kind.startswith("qikan.")]
    assert [(line.line, line.kind) for line in own] == [
        (expected.line, f"qikan.{expected.kind.subtype}")
    ]
    assert own[0].text == message(expected.kind, arguments_of(case))
    others = tuple(line.kind for line in warnings if line not in own)
    assert others == expected.besides


@pytest.mark.parametrize("case", CASES)
def test_only_what_could_be_read_has_a_page(built: Built, case: str) -> None:
    page = path_of(case).removesuffix(".md")
    assert (f"{page}.html" in built.pages()) == CASES[case].page
    if not CASES[case].page:
        assert not (built.out / page).exists()  # nor has an item of it


@pytest.mark.parametrize("path", OWN)
def test_the_archives_own_files(built: Built, path: str) -> None:
    lines = built.lines(path)
    _, expected = OWN[path]
    assert [(line.line, line.kind) for line in lines] == [
        (at, f"qikan.{kind.subtype}") for at, kind, _ in expected
    ]
    for line, (_, kind, arguments) in zip(lines, expected, strict=True):
        start = message(
            kind, tuple("\0" if isinstance(each, EllipsisType) else each for each in arguments)
        )
        assert line.text.startswith(start.partition("\0")[0])


def test_all_that_is_told_is_in_the_tables(built: Built) -> None:
    """No sound issue is accused, and nothing else."""
    assert {line.path for line in built.warnings()} == {*map(path_of, CASES), *OWN}


def test_the_check_without_a_build_says_the_same(built: Built) -> None:
    """All but the links that are only seen as pages are made."""
    folder = built.out.parent
    ended = subprocess.run(
        [sys.executable, "-c", "import sys; from qikan.cli import main; sys.exit(main())", "check"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    told = {f"{line.path}:{line.line}: {line.text} [{line.kind}]" for line in built.lines()}
    checked = set(ended.stdout.splitlines())
    assert checked <= told
    assert {line for line in told - checked if "link-scheme" not in line} == set()


def test_the_build_fails_without_a_traceback(built: Built) -> None:
    assert built.status == 1
    assert "Traceback" not in built.said
    assert "Exception" not in built.said


def test_the_pages_of_sound_issues_are_written(built: Built) -> None:
    pages = built.pages()
    for id in SOUND:
        assert f"issues/2013/{id}.html" in pages
        assert "《榆次县志》（明万历本）重刊" in built.page(f"issues/2013/{id}/1")
    assert {"index.html", "source/about.html", "years/2013.html", "places/taiyuan.html"} <= pages


def test_no_half_written_page_is_left(built: Built) -> None:
    assert not list(built.out.rglob("*.tmp"))
    for name in built.pages():
        assert (built.out / name).read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize("path", [*map(path_of, CASES), *OWN])
def test_a_second_build_says_the_same(twice: tuple[Built, Built], path: str) -> None:
    first, second = twice
    assert second.lines(path) == first.lines(path) != []


def test_a_second_build_fails_too(twice: tuple[Built, Built]) -> None:
    first, second = twice
    assert second.status == 1
    assert second.pages() == first.pages()


# What Sphinx, MyST and bibtex tell, who tell it only when they read or write a document.
UPSTREAM: Mapping[str, tuple[str, str]] = {
    "label": (ISSUE, issue("2014-07-04", "见{ref}`nowhere`。")),
    "document": (ISSUE, issue("2014-07-04", "见{doc}`nowhere`。")),
    "link": (ISSUE, issue("2014-07-04", "见[甲](nowhere.md)。")),
    "directive": (ISSUE, issue("2014-07-04", ":::{nowhere}\n:::")),
    "level of a heading": (ISSUE, issue("2014-07-04", "#### 甲")),
    "source on an own page": (
        "source/about.md",
        "---\norphan: true\n---\n# 关于\n\n{cite:p}`nowhere`\n",
    ),
}


@pytest.mark.parametrize("case", UPSTREAM)
def test_a_second_build_does_not_forget(tmp_path: Path, case: str) -> None:
    """Else ``make`` succeeds when it is called again, with the fault on the page."""
    path, text = UPSTREAM[case]
    folder = write(tmp_path, {path: text})
    first, second = build(folder), build(folder)
    assert first.status == second.status == 1
    assert second.warnings(path) == first.warnings(path) != []


@pytest.mark.parametrize("case", CASES)
def test_english(english: Built, case: str) -> None:
    (line,) = english.lines(path_of(case))
    assert line.line == CASES[case].line
    assert line.text == message(CASES[case].kind, arguments_of(case), "en")


def test_english_says_the_engines_words_in_english(english: Built) -> None:
    assert english.status == 1
    for line in english.lines():
        kind = next(kind for kind in Kind if line.kind == f"qikan.{kind.subtype}")
        assert line.text.startswith(kind.text.partition("{")[0])


STOPPING = {Kind.DATA_FILE, Kind.NO_KEY, Kind.SETTING, Kind.TAKEN}  # nothing can be built: see below
PROVOKED = {case.kind for case in CASES.values()} | {
    kind for _, found in OWN.values() for _, kind, _ in found
}


def test_every_kind_is_in_a_table() -> None:
    assert set(Kind) == PROVOKED | STOPPING


@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_can_be_suppressed(built: Built, tmp_path: Path, half: int) -> None:
    """In two halves: what is suppressed is not told, all else is as before."""
    silent = {f"qikan.{kind.subtype}" for kind in sorted(PROVOKED, key=str)[half::2]}
    folder = write_all(tmp_path, conf=f"suppress_warnings = {sorted(silent)!r}\n")
    told = [(line.path, line.line, line.kind) for line in build(folder).lines()]
    before = [(line.path, line.line, line.kind) for line in built.lines()]
    assert told == [line for line in before if line[2] not in silent]
    assert silent <= {kind for _, _, kind in before}


def test_what_is_suppressed_does_not_fail_a_build(tmp_path: Path) -> None:
    files = {"issues/2014/2014-07-04.md": issue("2014-07-04", "见{item}`2014-07-04/2`。")}
    folder = write(tmp_path, files, conf='suppress_warnings = ["qikan.unknown-item"]\n')
    ended = build(folder)
    assert (ended.status, ended.warnings()) == (0, [])


def test_the_words_that_the_issue_asks_for(built: Built) -> None:
    (line,) = built.lines(path_of("unknown source"))
    assert line.text.startswith("没有来源媒体“shanxi-ribo”，是否指 shanxi-ribao？")


def test_the_id_that_is_offered_is_free_and_is_one(tmp_path: Path) -> None:
    """Also in a periodical that only counts, whose ids have no letters."""
    written = {"2014-no03": "2014-no03", "2014-no03-copy": "2014-no03", "2014-no04": "2014-no04"}
    files = {f"issues/2014/{name}.md": issue(id) for name, id in written.items()}
    lines = build(write(tmp_path, files)).lines("issues/2014/2014-no03-copy.md")
    (line,) = [line for line in lines if line.kind == "qikan.duplicate-issue"]
    offered = re.search(r"如 ([\w-]+)$", line.text)
    assert offered is not None
    assert ids.issue_id(offered[1]) not in {"2014-no03", "2014-no04"}


# ---- what must not come alive


class Live(HTMLParser):
    """What of a page could run, and the text that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.schemes: set[str] = set()
        self.handlers: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.handlers.add(name)
            if name in {"href", "src", "action", "xlink:href", "data", "srcset"}:
                bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
                if scheme := re.match(r"([a-z][a-z0-9+.-]*):", bare):
                    self.schemes.add(scheme[1])

    def handle_data(self, data: str) -> None:
        self.text += data


SHOWN = {
    "inline HTML": "榆次<b>县志</b>重刊。",
    "script": "<script>alert(1)</script>",
    "script in a line": "榆次<script>alert(1)</script>县志",
    "HTML block": '<div class="a">\n榆次\n</div>',
    "javascript link": "[县志](javascript:alert)",
    "javascript autolink": "<javascript:alert>",
    "data link": "[县志](data:text/html;base64,PGI+)",
    "data autolink": "<data:text/html,a>",
    "autolink of another scheme": "x-reader:a",
}

# Other ways in: each may be told in any number of lines, none may come alive.
WAYS = {
    "image that fails": "<img src=x onerror=alert(1)>",
    "comment": "<!-- 县志 -->",
    "raw directive": ":::{raw} html\n<script>alert(1)</script>\n:::",
    "entities": "[县志](&#106;avascript:alert)",
    "capitals": "[县志](JaVaScRiPt:alert)",
    "blanks": "[县志](< javascript:alert>)",
    "tab": "[县志](java&Tab;script:alert)",
    "reference": "[县志][a]\n\n[a]: javascript:alert",
    "vbscript": "[县志](vbscript:alert)",
    "file": "[县志](file:///etc/passwd)",
    "image": "![县志](javascript:alert)",
    "data image": "![县志](data:image/svg+xml;base64,PHN2Zz4=)",
    "figure's target": ":::{figure} https://example.org/a.png\n:target: javascript:alert\n:::",
    "image's target": ":::{image} https://example.org/a.png\n:target: java\tscript:alert\n:::",
    "card": ":::{card} 县志\n:link: javascript:alert\n\n甲\n:::",
    "button": ":::{button-link} javascript:alert\n:::",
    "attributes": '[县志](https://example.org){onclick="alert(1)" style="color:red"}',
    "span": '[县志]{onclick="alert(1)"}',
    "heading": "### <b>县志</b>[县志](javascript:alert)",
    "substitution": "{{ evil }}",
}


@pytest.mark.parametrize("case", SHOWN)
@pytest.mark.parametrize("suffix", ["", "/1"], ids=["issue", "item"])
def test_markup_is_shown_as_text(built: Built, case: str, suffix: str) -> None:
    live = Live(built.page(path_of(case).removesuffix(".md") + suffix))
    assert SHOWN[case] in live.text
    assert live.tags.isdisjoint({"script", "b"})
    assert live.schemes <= {"http", "https"}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build an issue a way, in one archive."""
    evil = "myst:\n  substitutions:\n    evil: <script>alert(1)</script>[县志](javascript:alert)\n"
    files = {
        f"issues/2014/{id}.md": issue(id, text, front=evil if "{{" in text else "")
        for id, text in ((_day(way), text) for way, text in WAYS.items())
    }
    return build(write(tmp_path_factory.mktemp("ways"), files))


def _day(way: str) -> str:
    return f"2014-01-{list(WAYS).index(way) + 1:02}"


@pytest.mark.parametrize("way", WAYS)
def test_nothing_comes_alive(ways: Built, way: str) -> None:
    for suffix in ("", "/1"):
        live = Live(ways.page(f"issues/2014/{_day(way)}{suffix}"))
        assert live.tags.isdisjoint({"script", "b", "iframe", "object", "embed", "form", "style"})
        assert live.handlers == set()
        assert live.schemes <= {"http", "https"}
        assert "县志" in live.text


def test_the_address_of_an_outlet_does_not_come_alive(tmp_path: Path) -> None:
    """It stands as a link on the outlet's page."""
    evil = "\n@periodical{a,\n  title = {甲报},\n  url = {javascript:alert(1)},\n}\n"
    files = {"source/outlets.bib": FILES["source/outlets.bib"] + evil}
    ended = build(write(tmp_path, files))
    assert Live(ended.page("outlets/a")).schemes <= {"http", "https"}
    assert [(line.path, line.line) for line in ended.lines()] == [("source/outlets.bib", 9)]


# ---- what is accepted

ACCEPTED: Mapping[str, bytes] = {
    "BOM": issue("ID", front="label: 七月第一期\n").encode("utf-8-sig"),
    "CRLF": issue("ID", "甲\n\n乙", front="label: 七月第一期\n").replace("\n", "\r\n").encode(),
    "BOM and CRLF": issue("ID", front="label: 七月第一期\n")
    .replace("\n", "\r\n")
    .encode("utf-8-sig"),
    "no line end at the end": issue("ID", front="label: 七月第一期\n").rstrip().encode(),
    "hard breaks": issue("ID", "甲\\\n乙  \n丙", front="label: 七月第一期\n").encode(),
    "signs that look like markup": issue(
        "ID", "3 < 5，a<b，《<甲>》，&lt;b&gt;，<甲>，{甲}", front="label: 七月第一期\n"
    ).encode(),
    "links": issue(
        "ID",
        "[甲](https://example.org/?a=1&b=2) <http://example.org> <a@example.org> [乙](/index.md)",
        front="label: 七月第一期\n",
    ).encode(),
    "substitutions": issue(
        "ID",
        "{{ journal }}",
        front="label: 七月第一期\nmyst:\n  substitutions:\n    journal: 县志通讯\n",
    ).encode(),
    "rare characters": issue("ID", "𠮷、㐂、龘、縣志", front="label: 七月第一期\n").encode(),
}


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {
        f"issues/2014/{_date(case)}.md": data.replace(b"ID", _date(case).encode())
        for case, data in ACCEPTED.items()
    }
    return build(write(tmp_path_factory.mktemp("good"), files))


def _date(case: str) -> str:
    return f"2014-02-{list(ACCEPTED).index(case) + 1:02}"


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(accepted: Built, case: str) -> None:
    assert accepted.warnings(f"issues/2014/{_date(case)}.md") == []
    page = accepted.page(f"issues/2014/{_date(case)}/1")
    assert "《榆次县志》（明万历本）重刊" in page
    assert "七月第一期" in page
    assert "places/taiyuan.html" in page


def test_all_that_is_accepted_builds(accepted: Built) -> None:
    assert (accepted.status, accepted.warnings()) == (0, [])


def test_an_archive_without_an_issue_builds(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {}))
    assert (ended.status, ended.warnings()) == (0, [])
    assert "index.html" in ended.pages()


@pytest.mark.parametrize("path", ["source/places.toml", "source/outlets.bib"])
def test_the_archives_own_files_may_begin_with_a_bom(tmp_path: Path, path: str) -> None:
    ended = build(write(tmp_path, {path: FILES[path].encode("utf-8-sig")}))
    assert (ended.status, ended.warnings()) == (0, [])


# ---- mistakes that a build cannot go on from, or that once stopped one

PLACES = FILES["source/places.toml"]
BIB = FILES["source/outlets.bib"]
ABOUT = "# 县志通讯\n\n```{toctree}\nsource/about\n```\n"


@dataclass(frozen=True)
class Fault:
    """Files of an archive with one fault, and where the one line about it must point."""

    files: Mapping[str, str | bytes | None]
    path: str
    line: int
    says: str


FAULTS: Mapping[str, Fault] = {
    "vocabulary: no TOML": Fault(
        {"source/places.toml": PLACES.replace('"太原"', "太原")}, "source/places.toml", 5, "line 5"
    ),
    "vocabulary: a term twice": Fault(
        {"source/places.toml": PLACES + '\n[terms.taiyuan]\nname = "并州"\n'},
        "source/places.toml",
        10,
        "taiyuan",
    ),
    "vocabulary: no role": Fault(
        {"source/places.toml": PLACES.replace('role = "place"\n', "")},
        "source/places.toml",
        1,
        "role",
    ),
    "vocabulary: no name": Fault(
        {"source/places.toml": PLACES.replace('name = "地点"\n', "")},
        "source/places.toml",
        1,
        "name",
    ),
    "vocabulary: a role of the engine's own": Fault(
        {"source/places.toml": PLACES.replace('"place"', '"item"')}, "source/places.toml", 1, "item"
    ),
    "vocabulary: a role of another vocabulary": Fault(
        {"source/places.toml": PLACES.replace('"place"', '"topic"')},
        "source/places.toml",
        1,
        "topic",
    ),
    "vocabulary: a role that Markdown cannot write": Fault(
        {"source/places.toml": PLACES.replace('"place"', '"地点"')}, "source/places.toml", 1, "地点"
    ),
    "vocabulary: empty": Fault({"source/places.toml": ""}, "source/places.toml", 1, "空"),
    "vocabulary: GB18030": Fault(
        {"source/places.toml": PLACES.encode("gb18030")}, "source/places.toml", 2, "UTF-8"
    ),
    "vocabulary: missing": Fault({"source/places.toml": None}, "source/places.toml", 1, ""),
    "vocabulary: within a list": Fault(
        {"source/places.toml": PLACES + '\n[terms.yuci]\nname = "榆次"\nwithin = ["taiyuan"]\n'},
        "source/places.toml",
        10,
        "yuci.within",
    ),
    "vocabulary: terms are no table": Fault(
        {"source/places.toml": 'role = "place"\nname = "地点"\nterms = ["太原"]\n'},
        "source/places.toml",
        1,
        "",
    ),
    "bibliography: brace that does not close": Fault(
        {"source/outlets.bib": BIB.replace("{山西日报},", "{山西日报,")},
        "source/outlets.bib",
        5,  # where the next entry begins
        "",
    ),
    "bibliography: no comma": Fault(
        {"source/outlets.bib": BIB.replace("{新华社},", "{新华社}\n  kind = {agency},")},
        "source/outlets.bib",
        7,  # where it should have stood
        "",
    ),
    "bibliography: an outlet twice": Fault(
        {"source/outlets.bib": BIB + "\n@periodical{xinhua-she,\n  title = {新华社},\n}\n"},
        "source/outlets.bib",
        9,
        "xinhua-she",
    ),
    "bibliography: GB18030": Fault(
        {"source/outlets.bib": BIB.encode("gb18030")}, "source/outlets.bib", 2, "UTF-8"
    ),
    "bibliography: missing": Fault({"source/outlets.bib": None}, "source/outlets.bib", 1, ""),
    "front matter: no YAML, with settings for MyST": Fault(
        {ISSUE: plain('issue: 2014-07-04\nmyst:\n  substitutions:\n    a: "甲')}, ISSUE, 5, "YAML"
    ),
    "front matter: no such date, with settings for MyST": Fault(
        {ISSUE: plain("issue: 2014-07-04\ndate: 2014-02-30\nmyst:\n  substitutions:\n    a: 甲")},
        ISSUE,
        3,
        "2014-02-30",
    ),
    "front matter: a key that is a list": Fault(
        {ISSUE: plain("issue: 2014-07-04\n? [label]\n: 甲")}, ISSUE, 3, ""
    ),
    "front matter: a label that is a list": Fault(
        {ISSUE: plain("issue: 2014-07-04\nlabel: [七月]")}, ISSUE, 3, "label"
    ),
    "id: year 0": Fault(
        {"issues/0000/0000-no01.md": issue("0000-no01")},
        "issues/0000/0000-no01.md",
        2,
        "0000-no01",
    ),
    "item: a number without end": Fault(
        {ISSUE: issue("2014-07-04", f"## 又\n\n:::{{item}} {'9' * 5000}\n:::")}, ISSUE, 14, "999"
    ),
    "own page: empty": Fault(
        {"index.md": ABOUT, "source/about.md": ""}, "source/about.md", 1, "空"
    ),
    "own page: GB18030": Fault(
        {"index.md": ABOUT, "source/about.md": "# 关于\n".encode("gb18030")},
        "source/about.md",
        1,
        "GB18030",
    ),
    "own page: NUL": Fault(
        {"index.md": ABOUT, "source/about.md": "# 关于\n\n\0\n"}, "source/about.md", 3, "U+0000"
    ),
    "home page: empty": Fault({"index.md": ""}, "index.md", 1, "空"),
    "home page: UTF-16": Fault({"index.md": "# 县志\n".encode("utf-16")}, "index.md", 1, "UTF-16"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_that_stop_a_build(tmp_path: Path, fault: str) -> None:
    """The one line may be a warning or the last word; the issues that follow are not accused."""
    case = FAULTS[fault]
    write(tmp_path, {"issues/2013/2013-03-01.md": issue("2013-03-01")})
    folder = write(tmp_path, case.files)
    for _ in range(2):
        ended = build(folder)
        assert ended.status != 0
        assert "Traceback" not in ended.said
        assert [(line.path, line.line) for line in ended.warnings()] == [(case.path, case.line)]
        (line,) = ended.warnings()
        assert case.says in line.text
        assert len(line.text) < 400


# ---- where and how


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": ""}], ids=["C", "POSIX"]
)
def test_any_locale(tmp_path: Path, locale: Mapping[str, str]) -> None:
    files: dict[str, str | bytes] = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", "{cite:p}`shanxi-ribo`"),
        "issues/2014/2014-07-11.md": issue("2014-07-11").encode("gb18030"),
        "issues/2014/2014-07-18.md": issue("2014-07-18"),
    }
    ended = build(write(tmp_path / "县志 通讯", files), env={"LANG": "C", **locale})
    assert ended.status == 1
    assert {line.path: line.text for line in ended.warnings()} == {
        "issues/2014/2014-07-04.md": message(
            Kind.UNKNOWN_OUTLET, ("shanxi-ribo", ("shanxi-ribao",))
        ),
        "issues/2014/2014-07-11.md": message(Kind.ENCODING, ("GB18030",)),
    }
    assert "重刊" in ended.page("issues/2014/2014-07-18/1")


HARM: Mapping[str, Callable[[str], str | bytes]] = {
    "encoding": lambda text: text.encode("gb18030"),
    "front matter": lambda text: text.replace("---\n", "", 1),
    "empty": lambda _: "",
    "reference": lambda text: f"{text}\n见{{item}}`2014-07-04/2`。\n",
}


@pytest.mark.parametrize("harm", HARM)
def test_a_page_goes_with_the_issue_and_comes_back(tmp_path: Path, harm: str) -> None:
    """Sound, then broken, then sound again: each build says and writes what a new one would."""
    folder = write(tmp_path, {ISSUE: issue()})
    sound = build(folder)
    assert sound.status == 0
    write(folder, {ISSUE: HARM[harm](issue())})
    broken = build(folder)
    assert broken.status == 1
    assert len(broken.lines(ISSUE)) == 1
    assert ("issues/2014/2014-07-04/1.html" in broken.pages()) == (harm == "reference")
    write(folder, {ISSUE: issue()})
    again = build(folder)
    assert (again.status, again.warnings()) == (0, [])
    assert again.pages() == sound.pages()
