"""The abstract edition of 4 July 2014 against the text of the real issue.

The original (``shared/originals/2014-07-04.txt``) is read here by regular expressions alone, and
so is the edition: nothing is shared with the engine, so neither can hide the other's faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ITEMS = range(1, 17)
TABLE_ITEM = 15
LONGEST_RUN = 15  # Han characters in a row that an abstract may share with the original

# Names, quoted phrases and facts without figures, as printed; brackets are compared half-width.
NAMES: dict[int, tuple[str, ...]] = {
    1: ("徐友军", "深圳", "市场和质量监督管理委员会", "四证合一"),
    2: ("国际数据公司", "IDC", "IPv6", "越南国家银行", "四个行业"),
    3: (
        "中科软",
        "太钢信息中心",
        "第二次飞跃",
        "四套班子",
        "办公自动化",
        "市政府办公厅",
        "跑断腿、磨破嘴",
        "办事不出门、少出门",
    ),
    4: ("刘先生", "沧州市政务服务中心", "政务信息公开查阅室", "公积金"),
    5: ("曹建明", "十八届三中全会", "最高人民检察院", "四级检察院", "两微一端", "一站式"),
    6: ("新加坡资讯通信发展管理局", "IDA", "黑龙江省", "牡丹江", "新牡现代智慧物流产业示范区"),
    7: ("潘春来", "世纪之村", "农村版阿里巴巴", "四大功能"),
    8: (
        "青海省交通运输厅",
        "五大管理信息系统",
        "营运客车3G视频动态监管技术推广应用",
        "玉树、果洛、黄南",
    ),
    9: ("石狮市", "便民服务中心", "电子政务中心", "行政服务中心", "三个平台"),
    10: ("国务院", "一定期限内"),
    11: (
        "曹健林",
        "科学技术部",
        "国防科技大学",
        "十二五",
        "莱比锡",
        "三连冠",
        "四次",
        "国家超级计算广州中心",
        "中国(广州)计算科学服务中心",
    ),
    12: (
        "王海峰",
        "中国统计信息服务中心",
        "厦门市信息化局",
        "大数据研究服务基地",
        "大数据研究实验室",
        "赛凡信息科技(厦门)有限公司",
    ),
    13: (
        "李保芳",
        "陈敏尔",
        "贵州省经济和信息化委员会",
        "贵州省大数据产业发展领导小组",
        "生态文明贵阳国际论坛",
        "云上贵州·大数据国际年会",
        "大数据时代的产业变革——融合创新、绿色跨越",
    ),
    14: ("内莉·克勒斯-斯米特", "欧盟委员会", "地平线2020", "数据所有权", "多个超级计算中心"),
    15: (
        "远藤纮一",
        "联合国经济社会事务部",
        "UNDESA",
        "联合国电子政府调查",
        "电子政府发展总指标",
        "EGDI:e-government development index",
        "世界银行",
        "高收入国家",
        "优(very high)",
        "高(high)",
        "中(middle)",
        "低(low)",
        "突尼斯",
        "连续三次",
        "第六",
        "世界最先进IT国家创造宣言",
        "隐形KPI(业绩评估指标)",
    ),
    16: ("苏州工业园区", "云彩计划", "专家库"),
}

TITLES: dict[int, tuple[str, ...]] = {
    1: ("《权责清单》", "《后续监管办法》"),
    10: ("《社会信用体系建设规划纲要》", "《纲要》"),
    13: (
        "《贵州省信息基础设施条例》",
        "《关于加快大数据产业发展应用若干政策的意见》",
        "《贵州省大数据产业发展应用规划纲要》",
    ),
}

# A figure that stands only in the original or only in the edition, with the reason why.
FIGURE_EXCEPTIONS: dict[int, dict[str, str]] = {}

# What may be shared in full though it is long, with the reason why.
SHARED_PHRASES: dict[str, str] = {
    "营运客车3G视频动态监管技术推广应用": "the name of a project, item 8",
    "大数据时代的产业变革——融合创新、绿色跨越": "the theme of a meeting, item 13",
}

HEADERS = ("排名", "2010年", "2012年", "2014年", "得分（EGDI）", "较2012年")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One item as either text has it; the body is without headline, source and table."""

    title: str
    page: int
    source: str
    body: str
    caption: str = ""
    headers: Row = ()
    table: tuple[Row, ...] = ()


# ---- the original

_CONTENTS = re.compile(r"^(\d+)\. (.+?)\.* (\d+)$", re.MULTILINE)
_HEADLINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_SOURCE = re.compile(r"[（(]((?:[^（）()]|\([^()]*\))+)[）)]\s*\Z")
_CAPTION = re.compile(r"^表：(.+)$", re.MULTILINE)
_ROW = re.compile(r"^\d+\t.+\n?", re.MULTILINE)
_HEADER_ROW = re.compile(r"^排名\t.+\n?", re.MULTILINE)


def read_original(text: str) -> dict[int, Piece]:
    contents = list(_CONTENTS.finditer(text))
    pages = {int(entry[1]): int(entry[3]) for entry in contents}
    headlines = {int(entry[1]): entry[2] for entry in contents}
    parts = _HEADLINE.split(text[contents[-1].end() :])[1:]
    pieces = {}
    for number, title, body in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
        assert title == headlines[int(number)], "the contents and the item name it differently"
        pieces[int(number)] = original_piece(title, pages[int(number)], body)
    return pieces


def original_piece(title: str, page: int, text: str) -> Piece:
    source = _SOURCE.search(text)
    assert source, f"no source at the end of {title}"
    text = text[: source.start()]
    caption = _CAPTION.search(text)
    rows = [original_row(line) for line in _ROW.findall(text)]
    for table_part in (_CAPTION, _HEADER_ROW, _ROW):
        text = table_part.sub("", text)
    return Piece(
        title=title,
        page=page,
        source=source[1],
        body=text,
        caption=without_spaces(caption[1]) if caption else "",
        table=tuple(rows),
    )


def original_row(line: str) -> Row:
    """Take a printed row's cells; a space in a cell is a break that the extraction made."""
    cells = [without_spaces(cell) for cell in line.rstrip("\n").split("\t")]
    return tuple("—" if cell == "---" else cell.strip("[]") for cell in cells)


# ---- the edition

_ITEM = re.compile(r"^:::\{item\} (\d+)\n((?::\w+: .+\n)*):::$", re.MULTILINE)
_OPTION = re.compile(r"^:(\w+): (.+)$", re.MULTILINE)
_CITATION = re.compile(r"^\{cite:p\}`([\w-]+)`\s*\Z", re.MULTILINE)
_TABLE = re.compile(r"^:::\{list-table\} (.+)\n((?::.+\n)*)\n((?: *[*-] .+\n)+):::$", re.MULTILINE)
_TEXT_ROLE = re.compile(r"\{[\w:]+\}`([^`<]+?) *<[^`>]+>`")
_ROLE = re.compile(r"\{[\w:]+\}`[^`]+`")
_OUTLET = re.compile(r"@periodical\{([\w-]+),\s*title = \{([^}]+)\}")


def read_edition(text: str, outlets: dict[str, str]) -> dict[int, Piece]:
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    pieces = {}
    for title, body in zip(parts[0::2], parts[1::2], strict=True):
        record = _ITEM.search(body)
        assert record, f"no item directive under {title}"
        assert int(record[1]) not in pieces, f"two items {record[1]}"
        options = dict(_OPTION.findall(record[2]))
        pieces[int(record[1])] = edition_piece(title, options, body[record.end() :], outlets)
    return pieces


def edition_piece(title: str, options: dict[str, str], text: str, outlets: dict[str, str]) -> Piece:
    citation = _CITATION.search(text)
    assert citation, f"no citation at the end of {title}"
    key, printed = options.get("printed", " ").split(" ", 1)
    assert key in ("", citation[1]), f"what is printed belongs to no citation of {title}"
    table = _TABLE.search(text)
    return Piece(
        title=title,
        page=int(options["page"]),
        source=printed or outlets[citation[1]],
        body=_ROLE.sub("", _TEXT_ROLE.sub(r"\1", _TABLE.sub("", text[: citation.start()]))),
        caption=table[1] if table else "",
        headers=edition_rows(table[3])[0] if table else (),
        table=edition_rows(table[3])[1:] if table else (),
    )


def edition_rows(text: str) -> tuple[Row, ...]:
    rows = re.split(r"^\* - ", text, flags=re.MULTILINE)[1:]
    return tuple(tuple(re.split(r"\n  - ", row.rstrip("\n"))) for row in rows)


# ---- both

_WIDTHS = str.maketrans("０１２３４５６７８９．％（）：", "0123456789.%():")
_FIGURE = re.compile(r"\d+月(?:\d+日|底)|[A-Za-z]*\d+(?:\.\d+)?(?:%|[A-Za-z]+|多?[万亿])?")
_TITLE = re.compile(r"《[^》]+》")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇]")


def without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def normal(text: str) -> str:
    """Make both texts comparable: no white space, no thousands commas, one width of digits."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", without_spaces(text).translate(_WIDTHS))


def figures(text: str) -> set[str]:
    """Find numbers with their point, per cent sign, 万 or 亿 or Latin letters, and dates."""
    return set(_FIGURE.findall(normal(text)))


def runs(text: str) -> Iterator[str]:
    """Yield every run of Han characters that is too long to be shared, at its shortest.

    Punctuation, digits and letters are left out first: other commas make no other sentence.
    """
    text = without_spaces(text)
    for phrase in SHARED_PHRASES:
        text = text.replace(phrase, "\n")
    for stretch in _TITLE.sub("\n", text).split("\n"):
        han = _NOT_HAN.sub("", stretch)
        yield from (han[at : at + LONGEST_RUN + 1] for at in range(len(han) - LONGEST_RUN))


@pytest.fixture
def original(shared: Path) -> dict[int, Piece]:
    return read_original((shared / "originals/2014-07-04.txt").read_text(encoding="utf-8"))


@pytest.fixture
def edition(repository: Path) -> dict[int, Piece]:
    bibliography = (repository / "source/outlets.bib").read_text(encoding="utf-8")
    text = (repository / "issues/2014/2014-07-04.md").read_text(encoding="utf-8")
    return read_edition(text, dict(_OUTLET.findall(bibliography)))


def test_issue_record(shared: Path, repository: Path) -> None:
    text = (repository / "issues/2014/2014-07-04.md").read_text(encoding="utf-8")
    printed = (shared / "originals/2014-07-04.txt").read_text(encoding="utf-8")
    year, month, day = re.findall(r"^(\d+)年(\d+)月(\d+)日$", printed, re.MULTILINE)[0]
    [number] = re.findall(r"^\w+月第\w+期$", printed, re.MULTILINE)
    front_matter = text.split("---\n")[1].splitlines()
    assert f"issue: {year}-{month:0>2}-{day:0>2}" in front_matter
    assert f"label: {year}年{number}" in front_matter
    assert "edition: abstract" in front_matter


def test_all_items_stand_in_order(original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    assert list(original) == list(ITEMS)
    assert list(edition) == list(ITEMS)


@pytest.mark.parametrize("number", ITEMS)
def test_headline(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    assert edition[number].title == original[number].title


@pytest.mark.parametrize("number", ITEMS)
def test_source(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    assert edition[number].source == original[number].source


@pytest.mark.parametrize("number", ITEMS)
def test_page(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    assert edition[number].page == original[number].page


@pytest.mark.parametrize("number", ITEMS)
def test_figures(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    differing = figures(original[number].body) ^ figures(edition[number].body)
    assert differing == set(FIGURE_EXCEPTIONS.get(number, ()))


@pytest.mark.parametrize("number", ITEMS)
def test_names(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    names = [normal(name) for name in NAMES[number]]
    for piece in (original[number], edition[number]):
        assert [name for name in names if name not in normal(piece.body)] == []


@pytest.mark.parametrize("number", ITEMS)
def test_titles(number: int, original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    for piece in (original[number], edition[number]):
        assert set(_TITLE.findall(without_spaces(piece.body))) == set(TITLES.get(number, ()))


def test_table(original: dict[int, Piece], edition: dict[int, Piece]) -> None:
    printed, ours = original[TABLE_ITEM], edition[TABLE_ITEM]
    assert [row[0] for row in printed.table] == [str(rank) for rank in range(1, 21)]
    assert ours.caption == printed.caption
    assert ours.headers == HEADERS
    assert ours.table == printed.table


@pytest.mark.parametrize("number", ITEMS)
def test_no_sentence_is_copied(
    number: int, original: dict[int, Piece], edition: dict[int, Piece]
) -> None:
    printed = {run for piece in original.values() for run in runs(piece.body)}
    assert [run for run in runs(edition[number].body) if run in printed] == []
