"""Mistakes that a build cannot go on from, or that once stopped one, are told in one line too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from broken import ISSUE, plain
from tiny import FILES, build, issue, write

pytestmark = pytest.mark.unmeasured

PLACES = FILES["source/places.toml"]
BIB = FILES["source/outlets.bib"]
ABOUT = "# 县志通讯\n\n```{toctree}\nsource/about\n```\n"


SMALL = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ff"
    "ff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@dataclass(frozen=True)
class Fault:
    """Files of an archive with one fault, and where the one line about it must point."""

    files: Mapping[str, str | bytes | None]
    path: str
    line: int
    says: str


FAULTS: Mapping[str, Fault] = {
    "vocabulary: no TOML": Fault(
        {"source/places.toml": PLACES.replace('"太原"', "太原")},
        "source/places.toml",
        5,
        "“name =”之后缺少半角的",
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
    "vocabulary: missing": Fault({"source/places.toml": None}, "source/places.toml", 1, "不存在"),
    "vocabulary: within a list": Fault(
        {"source/places.toml": PLACES + '\n[terms.yuci]\nname = "榆次"\nwithin = ["taiyuan"]\n'},
        "source/places.toml",
        10,
        "yuci.within",
    ),
    "vocabulary: terms are no table": Fault(
        {"source/places.toml": 'role = "place"\nname = "地点"\nterms = ["太原"]\n'},
        "source/places.toml",
        3,
        "[terms.…]",
    ),
    "bibliography: brace that does not close": Fault(
        {"source/outlets.bib": BIB.replace("{山西日报},", "{山西日报,")},
        "source/outlets.bib",
        2,
        "“title = {山西日报”之后缺少半角的“}”",
    ),
    "bibliography: no comma": Fault(
        {"source/outlets.bib": BIB.replace("{新华社},", "{新华社}\n  kind = {agency},")},
        "source/outlets.bib",
        6,
        "“title = {新华社}”之后缺少半角的“,”",
    ),
    "bibliography: braces that balance": Fault(
        {"source/outlets.bib": BIB.replace("报},\n}", "报,\n  kind = {newspaper},\n}}", 1)},
        "source/outlets.bib",
        2,
        "“title = {山西日报”之后缺少半角的“}”",
    ),
    "bibliography: a brace too many": Fault(
        {"source/outlets.bib": BIB.replace("{山西日报}", "{山西日报}}")},
        "source/outlets.bib",
        2,
        "多了“}”",
    ),
    "bibliography: no beginning": Fault(
        {"source/outlets.bib": BIB.replace("@periodical{xinhua-she,\n", "")},
        "source/outlets.bib",
        5,
        "“title = {新华社},”不在任何一段之内",
    ),
    "bibliography: four authors between commas": Fault(
        {
            "source/citations/2014.bib": "\n@article{huitan,\n  title = {会谈},\n"
            "  outlet = {xinhua-she},\n  author = {李云, 赵青, 王小川, 孙兰},\n}\n"
        },
        "source/citations/2014.bib",
        2,
        "“李云 and 赵青 and 王小川 and 孙兰”",
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
    "bibliography: missing": Fault({"source/outlets.bib": None}, "source/outlets.bib", 1, "不存在"),
    "front matter: no YAML, with settings for MyST": Fault(
        {ISSUE: plain('issue: 2014-07-04\nmyst:\n  substitutions:\n    a: "甲')},
        ISSUE,
        5,
        "之后缺少半角的",
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
    """The one line may be a warning or the last word; the issues that follow are not accused.

    It is told once more where the first build has left what it read; else the second is the same.
    """
    case = FAULTS[fault]
    write(tmp_path, {"issues/2013/2013-03-01.md": issue("2013-03-01")})
    folder = write(tmp_path, case.files)
    for again in (False, True):
        if again and not (folder / ".doctrees/environment.pickle").exists():
            return
        ended = build(folder)
        assert ended.status != 0
        assert "Traceback" not in ended.said
        assert [(line.path, line.line) for line in ended.warnings()] == [(case.path, case.line)]
        (line,) = ended.warnings()
        assert case.says in line.text
        assert len(line.text) < 400


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ('html_theme_options = {"seal": "red"}', "seal"),
        ('html_theme_options = {"ink": "#c0c0c0"}', "对比度"),
        ('html_theme_options = {"card": "_static/nowhere.png"}', "_static/nowhere.png"),
        ('html_theme_options = {"card": "_static/small.png"}', "300"),
        ('html_theme_options = {"colour": "#000000"}', "colour"),
        ('html_static_path = ["nowhere"]', "nowhere"),
        ('html_favicon = "nowhere.svg"', "nowhere.svg"),
        ('html_logo = "nowhere.svg"', "nowhere.svg"),
    ],
)
def test_faults_in_what_is_set_of_the_look(tmp_path: Path, setting: str, says: str) -> None:
    files: dict[str, str | bytes | None] = {"_static/small.png": SMALL}
    ended = build(write(tmp_path, files, conf=setting))
    assert ended.status != 0
    assert "Traceback" not in ended.said
    assert len([line for line in ended.said.splitlines() if says in line]) == 1
