"""References after GB/T 7714: forms, names, punctuation, and what is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qikan.citing.csl import parse_csl
from qikan.citing.gbt7714 import Revision, reference
from qikan.dates import PartialDate
from qikan.works import Name, Work

DAY = PartialDate.parse

LI = Name(family="李", given="云")
WANG = Name(family="王", given="大山")
OUYANG = Name(family="欧阳", given="小川")
ZHAO = Name(family="赵", given="六")
MILLER = Name(family="Miller", given="Anna B.")
OFFICE = Name(literal="松河市秘书处")
WEB = "https://songhe.example/a/1"


def work(type_: str, title: str = "夜间服务", **known: Any) -> Work:
    """Describe a work; dates are given as text."""
    for key in ("issued", "issued_until", "accessed"):
        if key in known:
            known[key] = DAY(known[key])
    return Work(id="w", type=type_, title=title, **known)


def test_the_shared_entries(shared: Path) -> None:
    cases = json.loads((shared / "gbt7714-2025.json").read_text("utf-8"))
    works = parse_csl(json.dumps([case["entry"] for case in cases]), "gbt7714-2025.json")
    assert list(map(reference, works)) == [case["expected"] for case in cases]


SERIAL_ARTICLES = [
    (work("article-journal"), "夜间服务[J]."),
    (work("article-magazine", container="松河", issued="2014"), "夜间服务[J]. 松河，2014."),
    (
        work("article-journal", container="松河", issued="2014-05-09", url=WEB),
        f"夜间服务[J/OL]. 松河，2014-05-09. {WEB}.",
    ),
    (
        work("article-journal", container="松河", issued="2014-05", volume="3", page="7"),
        "夜间服务[J]. 松河，2014，3：7.",
    ),
    (
        work("article-journal", container="松河", issued="2014-05", issue="5/6", page="7–9"),
        "夜间服务[J]. 松河，2014（5/6）：7-9.",
    ),
    (
        work("article-journal", container="松河", issue="2", page="7, 9--11"),
        "夜间服务[J]. 松河（2）：7，9-11.",
    ),
    (
        work(
            "article-journal",
            container="松河",
            issued="2014",
            volume="45",
            issue="增刊1",
            number="730570",
        ),
        "夜间服务[J]. 松河，2014，45（增刊1）：730570.",
    ),
    (
        work("article-journal", container="松河", issued="2014", issue="1", doi="10.1234/abcd"),
        "夜间服务[J/OL]. 松河，2014（1）. DOI:10.1234/abcd.",
    ),
    (
        work(
            "article-journal",
            container="松河",
            url="https://doi.org/10.1234%2FABCD",
            doi="10.1234/abcd",
        ),
        "夜间服务[J/OL]. 松河. https://doi.org/10.1234%2FABCD.",
    ),
    (
        work(
            "article-journal",
            container="松河",
            issued="2014",
            issue="1",
            url=WEB,
            accessed="2014-07-04",
        ),
        f"夜间服务[J/OL]. 松河，2014（1）. {WEB}.",
    ),
    (
        work("article-journal", translators=(LI,), container="松河", issued="2009", issue="1"),
        "夜间服务[J]. 李云，译. 松河，2009（1）.",
    ),
    (work("article-newspaper", issued="2014-03-05", page="1"), "夜间服务[N]. 2014-03-05（1）."),
    (work("article-newspaper", container="松河日报", page="1"), "夜间服务[N]. 松河日报（1）."),
    (
        work("article-newspaper", container="Songhe Times", authors=(MILLER,), title="At night"),
        "Miller A B. At night[N]. Songhe Times.",
    ),
]

BOOKS = [
    (work("book", editors=(LI, WANG)), "李云，王大山. 夜间服务[M]."),
    (work("book", authors=(OFFICE,), editors=(LI,)), "松河市秘书处. 夜间服务[M]."),
    (work("book", publisher="松河出版社"), "夜间服务[M]. 松河出版社."),
    (work("book", place="松河", issued="2014"), "夜间服务[M]. 松河，2014."),
    (work("book", issued="2014-03-05", page="序2-3"), "夜间服务[M]. 2014：序2-3."),
    (work("book", volume="3", issued="2014"), "夜间服务：第3卷[M]. 2014."),
    (work("book", volume="上册", issued="2014"), "夜间服务：上册[M]. 2014."),
    (work("book", edition="1", issued="2014"), "夜间服务[M]. 2014."),
    (work("book", edition="第一版", issued="2014"), "夜间服务[M]. 2014."),
    (work("book", edition="第二版", issued="2014"), "夜间服务[M]. 2 版. 2014."),
    (work("book", edition="修订版", issued="2014"), "夜间服务[M]. 修订版. 2014."),
    (
        work(
            "book",
            "Halls",
            edition="2",
            volume="1",
            place="Ames, Iowa",
            publisher="Hall, Inc.",
            issued="2014",
        ),
        "Halls：v.1[M]. 2nd ed. Ames, Iowa：Hall, Inc.，2014.",
    ),
    (work("book", "Halls", edition="11"), "Halls[M]. 11th ed."),
    (work("book", "Halls", edition="23rd edition"), "Halls[M]. 23rd ed."),
    (work("book", "Halls", edition="Rev. ed.", issued="2014"), "Halls[M]. Rev. ed. 2014."),
    (work("book", "Halls", publisher="Hall, Inc."), "Halls[M]. Hall, Inc."),
    (
        work("book", translators=(LI, WANG, OUYANG, ZHAO), edition="2"),
        "夜间服务[M]. 李云，王大山，欧阳小川，等，译. 2 版.",
    ),
    (work("book", "Halls", translators=(MILLER,)), "Halls[M]. Miller A B，trans."),
    (work("book", url=WEB, issued="2014", accessed="2015"), f"夜间服务[M/OL]. 2014. {WEB}."),
    (
        work(
            "chapter",
            authors=(LI,),
            editors=(WANG,),
            container="大厅史",
            volume="2",
            edition="2",
            place="松河",
            publisher="松河出版社",
            issued="2014",
            page="12-15",
        ),
        "李云. 夜间服务[M]//王大山. 大厅史：第2卷. 2 版. 松河：松河出版社，2014：12-15.",
    ),
    (work("chapter", container="大厅史", issued="2014"), "夜间服务[M]//大厅史. 2014."),
    (work("chapter", container="大厅史", translators=(LI,)), "夜间服务[M]. 李云，译//大厅史."),
    (work("chapter", issued="2014", page="3"), "夜间服务[M]. 2014：3."),
    (
        work(
            "paper-conference",
            editors=(OFFICE,),
            container="年会论文集",
            place="松河",
            publisher="松河出版社",
            issued="2014",
            page="2-5",
        ),
        "夜间服务[C]//松河市秘书处. 年会论文集. 松河：松河出版社，2014：2-5.",
    ),
    (
        work("paper-conference", container="松河年会", issued="2014", page="2"),
        "夜间服务[C]//松河年会，2014：2.",
    ),
    (work("paper-conference", container="松河年会", page="2"), "夜间服务[C]//松河年会：2."),
    (
        work(
            "thesis", authors=(LI,), place="松河", publisher="松河大学", issued="2014-06", page="87"
        ),
        "李云. 夜间服务[D]. 松河：松河大学，2014：87.",
    ),
    (
        work("map", edition="新版", publisher="地图社", issued="2006"),
        "夜间服务[CM]. 新版. 地图社，2006.",
    ),
]

OTHERS = [
    (work("report", number="S-12", issued="2014-03-05"), "夜间服务：S-12[R]. 2014-03-05."),
    (
        work("report", publisher="秘书处", issued="2014-03-05", url=WEB, accessed="2014-07-04"),
        f"夜间服务[R/OL]. 秘书处，2014. {WEB}.",
    ),
    (work("webpage"), "夜间服务[EB/OL]."),
    (work("post", issued="2014-03-05", url=WEB), f"夜间服务[EB/OL]. （2014-03-05）. {WEB}."),
    (
        work("post-weblog", issued="2014-03", accessed="2014-07-04", url=WEB),
        f"夜间服务[EB/OL]. （2014-03）[2014-07-04]. {WEB}.",
    ),
    (
        work("dataset", version="1.0", publisher="数据中心", accessed="2014-07-04", url=WEB),
        f"夜间服务[DS/OL]. V1.0. 数据中心[2014-07-04]. {WEB}.",
    ),
    (work("dataset", publisher="数据中心", accessed="2014"), "夜间服务[DS]. 数据中心."),
    (
        work(
            "article",
            version="v2",
            publisher="松河文库",
            issued="2014-07-02",
            accessed="2014-09-30",
            url=WEB,
        ),
        f"夜间服务[PP/OL]. V2. 松河文库（2014-07-02）[2014-09-30]. {WEB}.",
    ),
    (
        work(
            "software",
            version="2",
            publisher="松河",
            issued="2014-07-02",
            accessed="2014-09-30",
            url=WEB,
        ),
        f"夜间服务[CP/OL]. V2. 松河，2014. {WEB}.",
    ),
    (
        work("patent", authors=(LI,), number="CN01128777.2", issued="2002-03-06", page="8-9"),
        "李云. 夜间服务：CN01128777.2[P]. 2002-03-06：8-9.",
    ),
    (
        work(
            "standard", authors=(OFFICE,), number="GB/T 1—2014", publisher="标准社", issued="2014"
        ),
        "GB/T 1—2014 夜间服务[S].",
    ),
    (work("standard", publisher="标准社", issued="2014"), "夜间服务[S]. 标准社，2014."),
    (
        work("song", authors=(LI,), publisher="松河", issued="2014"),
        "李云. 夜间服务[Z]. 松河，2014.",
    ),
    (work("broadcast", container="早间", issued="2014"), "夜间服务[Z]//早间. 2014."),
]

SERIALS = [
    (
        work(
            "periodical",
            "松河",
            authors=(OFFICE,),
            place="松河",
            publisher="秘书处",
            issued="1957",
            issued_until="1990",
            issue="1-4",
        ),
        "松河市秘书处. 松河[J]. 1957（1）—1990（4）. 松河：秘书处，1957—1990.",
    ),
    (
        work("periodical", "松河", issued="1957", issued_until="1990", volume="1-34", issue="1-4"),
        "松河[J]. 1957，1（1）—1990，34（4）.",
    ),
    (
        work("periodical", "松河", publisher="秘书处", issued="1957", issued_until="1990"),
        "松河[J]. 1957—1990. 秘书处，1957—1990.",
    ),
    (
        work(
            "periodical",
            "松河",
            authors=(OFFICE,),
            place="松河",
            publisher="秘书处",
            issued="2014-07-04",
            issue="七月第一期",
            url=WEB,
        ),
        f"松河市秘书处. 松河[J/OL]. 2014（七月第一期）. 松河：秘书处，2014. {WEB}.",
    ),
]

FORMER = [
    (
        work(
            "article-newspaper",
            authors=(LI, WANG, OUYANG, ZHAO),
            container="松河日报",
            issued="2014-03-05",
            page="1",
            url=WEB,
            accessed="2014-07-04",
        ),
        f"李云, 王大山, 欧阳小川, 等. 夜间服务[N/OL]. 松河日报, 2014-03-05(1)[2014-07-04]. {WEB}.",
    ),
    (
        work(
            "article-journal",
            "At night",
            authors=(MILLER,),
            container="Songhe",
            issued="2014",
            volume="3",
            issue="2",
            page="15-18",
        ),
        "MILLER A B. At night[J]. Songhe, 2014, 3(2): 15-18.",
    ),
    (
        work(
            "book",
            translators=(LI, WANG, OUYANG, ZHAO),
            edition="2",
            place="松河",
            publisher="出版社",
            issued="2014",
            page="5",
        ),
        "夜间服务[M]. 李云, 王大山, 欧阳小川, 等译. 2版. 松河: 出版社, 2014: 5.",
    ),
    (
        work("book", publisher="出版社", issued="2014", url=WEB, accessed="2014-07-04"),
        f"夜间服务[M/OL]. 出版社, 2014[2014-07-04]. {WEB}.",
    ),
    (
        work("report", issued="2014-03-05", url=WEB, accessed="2014-07-04"),
        f"夜间服务[R/OL]. (2014-03-05)[2014-07-04]. {WEB}.",
    ),
    (
        work("webpage", issued="2014-03-05", url=WEB, accessed="2014-07-04"),
        f"夜间服务[EB/OL]. (2014-03-05)[2014-07-04]. {WEB}.",
    ),
    (
        work("patent", number="CN1", issued="2002-03-06", url=WEB, accessed="2002-05-28"),
        f"夜间服务: CN1[P/OL]. 2002-03-06[2002-05-28]. {WEB}.",
    ),
    (
        work(
            "standard", authors=(OFFICE,), number="GB/T 1—2014", publisher="标准社", issued="2014"
        ),
        "松河市秘书处. 夜间服务: GB/T 1—2014[S]. 标准社, 2014.",
    ),
    (
        work(
            "periodical",
            "松河",
            publisher="秘书处",
            issued="1957",
            issued_until="1990",
            issue="1-4",
        ),
        "松河[J]. 1957(1)-1990(4). 秘书处, 1957-1990.",
    ),
]


@pytest.mark.parametrize(("described", "expected"), [*SERIAL_ARTICLES, *BOOKS, *OTHERS, *SERIALS])
def test_forms_of_2025(described: Work, expected: str) -> None:
    assert reference(described) == expected


@pytest.mark.parametrize(("described", "expected"), FORMER)
def test_forms_of_2015(described: Work, expected: str) -> None:
    assert reference(described, Revision.GBT_2015) == expected


@pytest.mark.parametrize(
    ("language", "title", "others"),
    [
        ("zh-CN", "At night", "等"),
        ("zh_TW", "夜間服務", "等"),
        ("ja", "夜間サービス", "他"),
        ("de", "夜间", "et al"),
        ("", "夜间服务", "等"),
        ("", "夜間サービス", "他"),
        ("", "At night", "et al"),
    ],
)
def test_the_language_names_the_others(language: str, title: str, others: str) -> None:
    four = (MILLER,) * 4
    said = reference(work("book", title, language=language, authors=four))
    assert said.startswith(f"Miller A B，Miller A B，Miller A B，{others}. ")


WORDS = st.one_of(
    st.just(""),
    st.text("李云山松河𠮷龘AbCé7 ", max_size=6),
    st.sampled_from(["1", "2", "1-4", "Inc.", "第二版", "2nd", "V1", "12–15", "Rev. ed."]),
)
DATES = st.none() | st.builds(PartialDate, st.integers(1, 9999), st.integers(0, 12))
NAMES = st.lists(
    st.builds(Name, family=WORDS, given=WORDS, particle=WORDS, suffix=WORDS, literal=WORDS),
    max_size=5,
).map(tuple)
TYPES = st.sampled_from(
    [
        "article",
        "article-journal",
        "article-newspaper",
        "book",
        "chapter",
        "dataset",
        "map",
        "paper-conference",
        "patent",
        "periodical",
        "post",
        "report",
        "song",
        "software",
        "standard",
        "thesis",
        "webpage",
    ]
)
WORKS = st.builds(
    Work,
    id=st.just("w"),
    type=TYPES,
    title=WORDS,
    language=st.sampled_from(["", "zh-CN", "en", "ja", "?"]),
    authors=NAMES,
    editors=NAMES,
    translators=NAMES,
    **dict.fromkeys(("container", "publisher", "place", "edition", "version"), WORDS),
    **dict.fromkeys(("volume", "issue", "number", "page", "doi"), WORDS),
    **dict.fromkeys(("issued", "issued_until", "accessed"), DATES),
    url=st.sampled_from(["", WEB]),
)
STRAY = re.compile(
    r"[，：；（—][，：；）.]|\.\.|\. \.|（）|\(\)|\[\]|, [,.:)]|: [,.:)]|^[^\w\[]|  "
)


@settings(max_examples=400)
@given(WORKS, st.sampled_from(list(Revision)))
def test_nothing_stray_whatever_is_missing(described: Work, revision: Revision) -> None:
    said = reference(described, revision)
    assert said.endswith(".")
    assert not STRAY.search(re.sub(" +", " ", said.replace("Inc.", "Inc").replace("ed.", "ed"))), (
        said
    )


@settings(max_examples=200)
@given(
    st.builds(
        Work,
        id=st.text(),
        type=st.text(),
        title=st.text(),
        page=st.text(),
        issue=st.text(),
        edition=st.text(),
        volume=st.text(),
        authors=st.lists(st.builds(Name, family=st.text(), given=st.text())).map(tuple),
    )
)
def test_any_text_is_answered(described: Work) -> None:
    assert reference(described).endswith(".")
