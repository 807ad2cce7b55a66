"""CSL-JSON: what is read, what is refused and how, and what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.citing.csl import UnusableCsl, cite_csl, parse_csl, read_csl, to_csl, write_csl
from qikan.citing.gbt7714 import Revision
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
    assert cite_csl(file) == ["夜间服务[N].", "夜间服务[N]. 松河日报，2014."]
    assert cite_csl(file, Revision.GBT_2015)[1] == "夜间服务[N]. 松河日报, 2014."


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
        ("{}", "x.json: this is an object; write a list, […], of entries"),
        ("", "x.json: this is no JSON (Expecting value at line 1, column 1); correct it there"),
        ("[NaN]", "x.json: a number is none that JSON has (NaN); correct it"),
        ("[" * 100_000, "x.json: lists stand too deep in each other; write a list of entries"),
        ('[{"a": 1, "a": 2}]', 'x.json: an object has the key "a" twice; delete one'),
        ("[7]", "x.json, entry 1: this is a number; write an object, {…}"),
        ("[null]", "x.json, entry 1: this is nothing; write an object, {…}"),
        ('[{"id": "a"}]', "x.json, entry 1 (a): has no type; write, for example, "),
        ('[{"id": "a", "type": "book"}]', "x.json, entry 1 (a): has no title; write "),
        ('[{"id": "a", "type": "book", "title": " "}]', "x.json, entry 1 (a): has no title; "),
        ('[{"id": "a", "type": "book", "title": ["夜"]}]', '"title" is a list; write a text'),
        ('[{"id": "a", "type": "book", "title": "\\ud842"}]', '"title" has half a character; '),
        ('[{"id": true}]', 'x.json, entry 1: "id" is true or false; write a text'),
    ],
)
def test_unusable_files(text: str, told: str) -> None:
    with pytest.raises(UnusableCsl) as refused:
        parse_csl(text, "x.json")
    assert told in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"author": {"family": "李"}}, '"author" is an object; write a list, […], of names'),
        ({"author": ["李云"]}, 'a name in "author" is a text; write {"family": "…"'),
        ({"author": [{"name": "李云"}]}, 'a name in "author" has neither family nor literal; '),
        ({"editor": [{"family": ["李"]}]}, '"family" of a name is a list; write {"family"'),
        ({"issued": {"date-parts": [[2014, 2, 30]]}}, '"issued" is no date: [[2014, 2, 30]]; '),
        ({"issued": {"date-parts": [[2014, 13]]}}, '"issued" is no date: '),
        ({"issued": {"date-parts": [[2014, True]]}}, '"issued" is no date: '),
        ({"issued": {"date-parts": [[2014, 1, 1, 1]]}}, '"issued" is no date: '),
        ({"issued": {"date-parts": [[1990], [1957]]}}, '"issued" is no date: '),
        ({"issued": {"date-parts": 2014}}, '"issued" is no date: 2014; write a date that exists'),
        ({"issued": {"raw": "二〇一四年"}}, '"issued" is no date: "二〇一四年"; '),
        ({"accessed": [2014]}, '"accessed" is no date: [2014]; '),
        ({"volume": True}, '"volume" is true or false; write a text'),
        ({"volume": {"a": 1}}, '"volume" is an object; write a text'),
    ],
)
def test_unusable_entries(values: dict[str, Any], told: str) -> None:
    with pytest.raises(UnusableCsl) as refused:
        read(**values)
    assert str(refused.value).startswith("refs.json, entry 1 (a1): ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_id_stands_once() -> None:
    with pytest.raises(UnusableCsl, match=r"entry 2 \(a1\): has the id of entry 1; give one"):
        parse_csl(json.dumps([NEWS, NEWS]), "refs.json")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "refs.json"
    with pytest.raises(UnusableCsl, match=r"^refs\.json: cannot be read \(No such file"):
        read_csl(file)
    file.write_bytes("[]".encode("utf-16"))
    with pytest.raises(UnusableCsl, match=r"^refs\.json: this is no UTF-8; save the file as"):
        read_csl(file)
    file.write_text("[" + "9" * 5000 + "]", "utf-8")
    with pytest.raises(UnusableCsl, match=r"^refs\.json: a number is none that JSON has"):
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
    assert parse_csl(write_csl([work]), "x") == [work]
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
