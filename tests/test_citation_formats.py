"""BibTeX and RIS, read back by pybtex and rispy; the archive's own records as works."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pybtex.database
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from qikan.archive import Archive
from qikan.citing.bibtex import BibtexWriter
from qikan.citing.gbt7714 import reference
from qikan.citing.records import authors, issue_work, item_work
from qikan.citing.ris import RisWriter
from qikan.dates import PartialDate
from qikan.ids import IssueId, ItemId
from qikan.model import Issue, Item, Periodical
from qikan.works import Name, Work

BIBTEX = BibtexWriter()
RIS = RisWriter()
ADDRESS = "https://songhe.example/a_1%20b/?x=1&y=2#3"

ARTICLE = Work(
    id="2014-07-04/3",
    type="article-journal",
    title='“僵尸网站” 50% & <b> #1 _甲_ "乙"',
    language="zh-CN",
    authors=(
        Name(family="李", given="云"),
        Name(literal="松河市秘书处, 编辑部"),
        Name(family="Veen", given="P. H.", particle="van der"),
        Name(family="Peebles", given="P Z", suffix="Jr"),
    ),
    container="松河政务汇编",
    issued=PartialDate(2014, 7, 4),
    accessed=PartialDate(2014, 8),
    issue="七月第一期",
    page="15-18",
    url=ADDRESS,
    doi="10.1234/a_b",
)


def bibtex(*works: Work) -> pybtex.database.BibliographyData:
    """Write works and read them back."""
    return pybtex.database.parse_string(BIBTEX.write(works), "bibtex")


def ris(*works: Work) -> list[dict[str, Any]]:
    """Write works and read them back."""
    read: list[dict[str, Any]] = rispy.loads(RIS.write(works))
    return read


def test_an_article_in_bibtex() -> None:
    entry = bibtex(ARTICLE).entries["2014-07-04/3"]
    assert entry.type == "article"
    assert [str(person) for person in entry.persons["author"]] == [
        "李, 云",
        "{松河市秘书处, 编辑部}",
        "van der Veen, P. H.",
        "Peebles, Jr, P Z",
    ]
    assert dict(entry.fields) == {
        "title": r"“僵尸网站” 50\% \& <b> \#1 \_甲\_ " + '"乙"',
        "journal": "松河政务汇编",
        "year": "2014",
        "date": "2014-07-04",
        "number": "七月第一期",
        "pages": "15--18",
        "doi": "10.1234/a_b",
        "url": ADDRESS,
        "urldate": "2014-08",
        "language": "zh-CN",
    }


def test_bibtex_keeps_capitals_and_braces() -> None:
    titles = ["County Halls", "a {b} c", "a } b"]
    works = (Work(id=f"{n}", type="book", title=title) for n, title in enumerate(titles))
    said = [entry.fields["title"] for entry in bibtex(*works).entries.values()]
    assert said == ["{County Halls}", r"a \{b\} c", r"a \textbraceright{} b"]


def test_bibtex_tells_ids_apart() -> None:
    works = [Work(id=id, type="book", title="史") for id in ("a b", "a,b", "a-b", "{}")]
    assert list(bibtex(*works).entries) == ["a-b", "a-b-2", "a-b-3", "work"]


def test_an_article_in_ris() -> None:
    (record,) = ris(ARTICLE)
    assert record == {
        "type_of_reference": "JOUR",
        "id": "2014-07-04/3",
        "authors": ["李, 云", "松河市秘书处, 编辑部", "van der Veen, P. H.", "Peebles, P Z, Jr"],
        "title": ARTICLE.title,
        "secondary_title": "松河政务汇编",
        "year": "2014",
        "date": "2014/07/04/",
        "access_date": "2014/08//",
        "number": "七月第一期",
        "start_page": "15",
        "end_page": "18",
        "language": "zh-CN",
        "doi": "10.1234/a_b",
        "urls": [ADDRESS],
    }


@pytest.mark.parametrize(
    ("type_", "entry", "tag"),
    [
        ("article-newspaper", "article", "NEWS"),
        ("book", "book", "BOOK"),
        ("chapter", "incollection", "CHAP"),
        ("dataset", "dataset", "DATA"),
        ("paper-conference", "inproceedings", "CPAPER"),
        ("periodical", "periodical", "JFULL"),
        ("report", "techreport", "RPRT"),
        ("thesis", "thesis", "THES"),
        ("webpage", "online", "ELEC"),
        ("song", "misc", "GEN"),
    ],
)
def test_kinds_of_works(type_: str, entry: str, tag: str) -> None:
    work = Work(id="a", type=type_, title="夜间服务")
    assert bibtex(work).entries["a"].type == entry
    assert ris(work) == [{"type_of_reference": tag, "id": "a", "title": "夜间服务"}]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.builds(Work, id=TEXT, type=TEXT, title=TEXT, container=TEXT, url=TEXT)))
def test_any_text_is_written_and_read_back(works: list[Work]) -> None:
    """One id of them may be strange: BibTeX takes no two keys that differ in capitals only."""
    works = [replace(work, id=str(number)) if number else work for number, work in enumerate(works)]
    assert len(bibtex(*works).entries) == len(works)
    assert len(ris(*works)) == len(works)


@given(TEXT.filter(str.strip), TEXT)
def test_any_name_stays_one_name(family: str, given: str) -> None:
    work = Work(id="a", type="book", title="史", authors=(Name(family=family, given=given),))
    assert len(bibtex(work).entries["a"].persons["author"]) == 1


def archive(issue: Issue) -> Archive:
    """Put one issue into an archive."""
    periodical = Periodical(title="松河政务汇编", publisher="松河市秘书处")
    return Archive(periodical=periodical, issues=(issue,))


def issue(label: str, **known: Any) -> Issue:
    """Make an issue with one item."""
    item = Item(
        id=ItemId("2014-07-04/3"),
        number=3,
        title="县级政务大厅延长办理时间",
        page="3",
        byline=known.pop("byline", None),
    )
    date = PartialDate(2014, 7, 4)
    id_ = IssueId("2014-07-04")
    return Issue(id=id_, title="汇编", label=label, date=date, items=(item,), **known)


def test_an_item_is_an_article_of_its_periodical() -> None:
    """The form is that of the case c9."""
    july = issue("2014年七月第一期")
    address = "https://example.org/issues/2014/2014-07-04/3.html"
    work = item_work(archive(july), july.items[0], address, "zh-CN")
    assert reference(work) == (
        f"县级政务大厅延长办理时间[J/OL]. 松河政务汇编，2014（七月第一期）：3. {address}."
    )
    assert reference(item_work(archive(july), july.items[0])) == (
        "县级政务大厅延长办理时间[J]. 松河政务汇编，2014（七月第一期）：3."
    )


def test_an_issue_is_a_part_of_its_periodical() -> None:
    july = issue("2014年七月第一期")
    assert reference(issue_work(archive(july), july, ADDRESS)) == (
        f"松河市秘书处. 松河政务汇编[J/OL]. 2014（七月第一期）. 松河市秘书处，2014. {ADDRESS}."
    )


@pytest.mark.parametrize(
    ("label", "known", "number"),
    [
        ("2014年七月第一期", {"number": "13"}, "13"),
        ("２０１４年第3期", {}, "第3期"),
        ("二〇一四年七月号", {}, "七月号"),
        ("2013年合订本", {}, "2013年合订本"),
        ("七月第一期", {}, "七月第一期"),
        ("2014年", {}, ""),
    ],
)
def test_numbers_of_issues(label: str, known: dict[str, str], number: str) -> None:
    july = issue(label, **known)
    assert item_work(archive(july), july.items[0]).issue == number


def test_an_item_of_another_archive_is_refused() -> None:
    other = Item(id=ItemId("2013-01-01/1"), number=1, title="他刊")
    with pytest.raises(KeyError):
        item_work(archive(issue("七月第一期")), other)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("", ()),
        ("李云", ("李云",)),
        ("李云、王大山，欧阳小川；赵六", ("李云", "王大山", "欧阳小川", "赵六")),
        ("本报记者 李云 通讯员 王大山", ("李云", "王大山")),
        ("（记者李云 实习生　王大山）", ("李云", "王大山")),
        ("新华社记者李云、王大山", ("李云", "王大山")),
        ("李　云　王大山", ("李云", "王大山")),
        ("李云（松河市统计局）", ("李云",)),
        ("编辑：李云", ("李云",)),
        ("李云整理", ("李云",)),
        ("文/李云 图/王大山", ("李云", "王大山")),
        ("李云 李云", ("李云",)),
        ("李云等", ("李云",)),
        ("本报记者", ()),
        ("本刊编辑部", ("本刊编辑部",)),
        ("松河市统计局", ("松河市统计局",)),
        ("安娜·米勒", ("安娜·米勒",)),
        ("Anna Miller、李云", ("Anna Miller", "李云")),
        ("𠮷田䶮", ("𠮷田䶮",)),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert authors(byline) == tuple(Name(literal=name) for name in names)
