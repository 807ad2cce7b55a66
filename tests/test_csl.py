"""CSL-JSON: what is read, what is refused and how, and what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.catalogue import catalogue
from qikan.citing.csl import UnusableCsl, parse_csl, read_csl, to_csl
from qikan.citing.gbt7714 import Revision, reference
from qikan.citing.how_to_cite import FORMATS
from qikan.dates import PartialDate
from qikan.works import Name, Work

NEWS = {"id": "a1", "type": "article-newspaper", "title": "夜间服务"}


def read(**values: Any) -> Work:
    """Read one entry that has these values besides."""
    (work,) = parse_csl(json.dumps([NEWS | values], ensure_ascii=False), "refs.json")
    return work


def test_a_file_is_cited_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "参考文献.json"
    entries = [NEWS, NEWS | {"id": 2, "container-title": "松河日报", "issued": {"raw": "2014"}}]
    file.write_text(json.dumps(entries), "utf-8-sig")
    works = read_csl(file)
    assert [*map(reference, works)] == ["夜间服务[N].", "夜间服务[N]. 松河日报，2014."]
    assert reference(works[1], Revision.GBT_2015) == "夜间服务[N]. 松河日报, 2014."


@pytest.mark.parametrize(
    ("value", "begun", "ended"),
    [
        ({"date-parts": [[2014, 3, 5]]}, "2014-03-05", None),
        ({"date-parts": [["2014", "03"]]}, "2014-03", None),
        ({"date-parts": [[2014.0]]}, "2014", None),
        ({"date-parts": [[1957], [1990]]}, "1957", "1990"),
        ({"date-parts": [[1957], [1957]]}, "1957", None),
        ({"raw": "2014-03-05"}, "2014-03-05", None),
        ({"literal": "2014"}, "2014", None),
        ({"raw": "1957/1990-04"}, "1957", "1990-04"),
        ("2014-03", "2014-03", None),
        ({"date-parts": [[]]}, None, None),
        ({}, None, None),
        (None, None, None),
    ],
)
def test_dates(value: object, begun: str | None, ended: str | None) -> None:
    work = read(issued=value)
    expected = tuple(PartialDate.parse(date) if date else None for date in (begun, ended))
    assert (work.issued, work.issued_until) == expected


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"family": "李", "given": "云"}, Name(family="李", given="云")),
        ({"family": "米勒", "given": ""}, Name(family="米勒")),
        ({"given": "云"}, Name(family="云")),
        ({"literal": "松河日报社"}, Name(literal="松河日报社")),
        (
            {"family": "Hall", "given": "J", "dropping-particle": "von", "suffix": "Jr"},
            Name(family="Hall", given="J", particle="von", suffix="Jr"),
        ),
        (
            {"family": "Veen", "given": "P. H.", "non-dropping-particle": "van der"},
            Name(family="Veen", given="P. H.", particle="van der"),
        ),
    ],
)
def test_names(value: object, name: Name) -> None:
    assert read(author=[value]).authors == (name,)


def test_texts_are_taken_as_exporters_write_them() -> None:
    work = read(
        volume=3, issue=2.0, page="12\n-15", doi="https://doi.org/10.1/X", url="https://a.b"
    )
    assert (work.volume, work.issue, work.page) == ("3", "2", "12 -15")
    assert (work.doi, work.url) == ("10.1/X", "https://a.b")
    assert parse_csl('[{"type": "song", "title": "夜"}]', "x")[0].id == "1"
    assert read(type="paper-conference", **{"event-title": "年会"}).container == "年会"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "x.json: this is no list; write […], with an entry for each work"),
        ("", "x.json: line 1, column 1 is no JSON (Expecting value); correct it there"),
        ("[NaN]", "x.json: “NaN” is no number that JSON has; correct it"),
        ("[" * 100_000, "x.json: lists stand too deep in each other; write a list of entries"),
        ('[{"a": 1, "a": 2}]', "x.json: an entry has the key “a” twice; delete one"),
        ("[7]", "x.json, entry 1: this is no entry; write {…} with “type” and “title”"),
        ("[null]", "x.json, entry 1: this is no entry; write {…} with “type” and “title”"),
        ('[{"id": "a"}]', "x.json, entry 1 (a): the entry has no type; write “type”, such as book"),
        (
            '[{"id": "a", "type": "book"}]',
            "x.json, entry 1 (a): the entry has no title",
        ),
        (
            '[{"id": "a", "type": "book", "title": " "}]',
            "x.json, entry 1 (a): the entry has no title",
        ),
        (
            '[{"id": "a", "type": "book", "title": ["夜"]}]',
            "“title” is not written as ",
        ),
        (
            '[{"id": "a", "type": "book", "title": "\\ud842"}]',
            "“title” holds half",
        ),
        ('[{"id": true}]', "x.json, entry 1: “id” is not written as"),
    ],
)
def test_unusable_files(text: str, told: str) -> None:
    with pytest.raises(UnusableCsl) as refused:
        parse_csl(text, "x.json")
    assert told in str(refused.value)
    assert str(refused.value).isprintable()


def test_it_is_said_in_chinese_too() -> None:
    with pytest.raises(UnusableCsl) as refused:
        read(title="")
    said = refused.value.said(catalogue("zh_CN").gettext)
    assert said == "refs.json, 第 1 项 (a1): 条目没有题名；请写“title”"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"author": {"family": "李"}},
            "“author” is not written as ",
        ),
        (
            {"author": ["李云"]},
            "“author” is not written as ",
        ),
        ({"author": [{"name": "李云"}]}, "“author” is not written as "),
        ({"editor": [{"family": ["李"]}]}, "“editor: family” is not written as "),
        ({"issued": {"date-parts": [[2014, 2, 30]]}}, "“issued” is no date: [[2014, 2, 30]]; "),
        ({"issued": {"date-parts": [[2014, 13]]}}, "“issued” is no date: "),
        ({"issued": {"date-parts": [[2014, True]]}}, "“issued” is no date: "),
        ({"issued": {"date-parts": [[2014, 1, 1, 1]]}}, "“issued” is no date: "),
        ({"issued": {"date-parts": [[1990], [1957]]}}, "“issued” is no date: "),
        ({"issued": {"date-parts": 2014}}, "“issued” is no date: 2014; write one that exists"),
        ({"issued": {"raw": "二〇一四年"}}, '“issued” is no date: "二〇一四年"; '),
        ({"accessed": [2014]}, "“accessed” is no date: [2014]; "),
        ({"volume": True}, "“volume” is not written as "),
        ({"volume": {"a": 1}}, "“volume” is not written as "),
    ],
)
def test_unusable_entries(values: dict[str, Any], told: str) -> None:
    with pytest.raises(UnusableCsl) as refused:
        read(**values)
    assert str(refused.value).startswith("refs.json, entry 1 (a1): ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_id_stands_once() -> None:
    with pytest.raises(UnusableCsl, match=r"entry 2 \(a1\): entry 1 has this id already"):
        parse_csl(json.dumps([NEWS, NEWS]), "refs.json")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "refs.json"
    with pytest.raises(UnusableCsl, match=r"refs\.json: the file cannot be read \(No such file"):
        read_csl(file)
    file.write_bytes("[]".encode("utf-16"))
    with pytest.raises(UnusableCsl, match=r"refs\.json: this is no UTF-8; save the file as"):
        read_csl(file)
    file.write_text("[" + "9" * 5000 + "]", "utf-8")
    with pytest.raises(UnusableCsl, match=r"refs\.json: “.+” is no number that JSON has"):
        read_csl(file)


def test_written_entries_are_read_back() -> None:
    work = Work(
        id="a1",
        type="book",
        title="大厅史",
        authors=(Name(family="Veen", given="P", particle="van der", suffix="Jr"),),
        editors=(Name(literal="松河市秘书处"),),
        translators=(Name(family="李", given="云"),),
        publisher="松河出版社",
        place="松河",
        issued=PartialDate(1957),
        issued_until=PartialDate(1990, 4),
        accessed=PartialDate(2014, 7, 4),
        edition="2",
        volume="3",
        page="12-15",
        url="https://songhe.example/",
        doi="10.1234/abcd",
        language="zh-CN",
    )
    assert parse_csl(FORMATS["csl-json"].write([work]), "x") == [work]
    assert to_csl(Work(id="a", type="book", title="史")) == {
        "id": "a",
        "type": "book",
        "title": "史",
    }


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "author", "issued", "title", "page", "URL"]), VALUES))
def test_whatever_stands_there_is_answered(values: dict[str, Any]) -> None:
    told = "refs.json"
    try:
        read(**values)
    except UnusableCsl as refused:
        told = str(refused)
    assert told.startswith("refs.json")
    assert len(told.splitlines()) == 1
