"""Where a file of the archive's own breaks its form, and which one sign mends it."""

from __future__ import annotations

import tomllib
from types import EllipsisType

import pytest

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind
from qikan.reading.bibtex_faults import entry_lines
from qikan.reading.names import divided, divided_aliases, untitled
from qikan.reading.toml_faults import toml_fault

BIB = """\
% 来源

@periodical{minghe-ribao,
  title = {明河日报},
  kind = {newspaper},
  address = {明河},
}

@periodical{minghe-wanbao,
  title = "明河晚报",
  kind = {newspaper}
}
"""

SOUND_BIB = """\
@comment{title = {甲}}
@string{riqi = "2014"}
@preamble{"甲" # riqi}
@article{songhe-1, title = {甲{乙}"丙"}, year = riqi, month = jan # feb, day = 5,,}
@report(songhe-2,
  title = "甲{"}乙" # {丙},
  abstract = {其一，
    x = 2；其二，
    y（z = 3）}
)

@book{songhe-3}

松河的书目 www.songhe.example
"""


def bib_problem(text: str) -> Problem:
    with pytest.raises(Unusable) as raised:
        entry_lines(text, "source/outlets.bib")
    return raised.value.problem


def test_a_sound_bibliography() -> None:
    assert entry_lines(BIB, "") == {"minghe-ribao": 3, "minghe-wanbao": 9}
    assert entry_lines(SOUND_BIB, "") == {"songhe-1": 4, "songhe-2": 5, "songhe-3": 12}


@pytest.mark.parametrize(
    ("old", "new", "line", "behind", "sign"),
    [
        ("{明河日报}", "{明河日报", 4, "title = {明河日报", "}"),
        ("{明河日报},", "{明河日报", 4, "title = {明河日报", "}"),
        ("{明河日报},\n", "{明河日报, ", 4, "title = {明河日报", "}"),
        ("{明河日报}", "{{明河}日报", 4, "title = {{明河}日报", "}"),
        ("{明河日报}", "{明河\n  日报", 5, "日报", "}"),
        ("{明河},", "{明河,", 6, "address = {明河", "}"),
        ("{明河},", "{明河", 6, "address = {明河", "}"),
        ("{newspaper}\n}", "{newspaper\n}", 11, "kind = {newspaper", "}"),
        ("{newspaper}\n}", "{newspaper", 11, "kind = {newspaper", "}"),
        ('晚报"', "晚报", 10, 'title = "明河晚报', '"'),
        ('"明河', "明河", 10, "title =", "{"),
        ("{明河},\n}", "{明河},\n", 6, "address = {明河},", "}"),
        ("{明河},\n}", "{明河},\n｝", 6, "address = {明河},", "}"),
        ("{明河日报},", "{明河日报}", 4, "title = {明河日报}", ","),
        ("{明河日报},", "{明河日报}，", 4, "title = {明河日报}", ","),
        ("{明河日报}", "｛明河日报｝", 4, "title =", "{"),
        ("minghe-ribao,", "minghe-ribao", 3, "@periodical{minghe-ribao", ","),
        ("minghe-ribao,", "minghe-ribao，", 3, "@periodical{minghe-ribao", ","),
        ("title = {", "title {", 4, "title", "="),
        ("title = {", "title ＝ {", 4, "title", "="),
        ("{newspaper},", "newspaper,", 5, "kind =", "{"),
        # mended at the wrong place, so that the braces balance
        ("{明河日报},", "{明河日报,}", 4, "title = {明河日报,}", ","),
        ("{明河},\n}", "{明河,\n}\n}", 6, "address = {明河", "}"),
    ],
)
def test_a_sign_that_is_missing_in_a_bibliography(
    old: str, new: str, line: int, behind: str, sign: str
) -> None:
    problem = bib_problem(BIB.replace(old, new, 1))
    assert (problem.kind, problem.line) == (Kind.MISSING_SIGN, line)
    assert problem.arguments == (behind, sign)


@pytest.mark.parametrize(
    ("old", "new", "kind", "line", "arguments"),
    [
        ("{明河日报}", "{明河日报}}", Kind.SURPLUS_SIGN, 4, ("title = {明河日报}},", "}")),
        ("{明河},\n}", "{明河},\n}\n}", Kind.SURPLUS_SIGN, 8, ("}", "}")),
        ("{明河},", "{明河},，", Kind.SURPLUS_SIGN, 6, ("address = {明河},，", "，")),
        ("% 来源", "% a@b.example", Kind.SURPLUS_SIGN, 1, ("% a@b.example", "@")),
        ("% 来源", "来源 a@b.example", Kind.SURPLUS_SIGN, 1, ("来源 a@b.example", "@")),
        ("@periodical", "periodical", Kind.OUTSIDE_ENTRY, 3, ("periodical{minghe-ribao,",)),
        ("@periodical", "@", Kind.OUTSIDE_ENTRY, 3, ("@{minghe-ribao,",)),
        ("@periodical{minghe-wanbao,\n", "", Kind.OUTSIDE_ENTRY, 9, ('title = "明河晚报",',)),
        ("minghe-ribao,", "", Kind.BAD_KEY, 4, ("title = {明河日报},",)),
        ("minghe-ribao,", ",", Kind.BAD_KEY, 3, ("@periodical{,",)),
        ("minghe-ribao,", "minghe ribao,", Kind.BAD_KEY, 3, ("minghe ribao",)),
        ("minghe-ribao,", "minghe　ribao", Kind.BAD_KEY, 3, ("minghe　ribao",)),
        (
            "minghe-wanbao",
            "Minghe-Ribao",
            Kind.DUPLICATE_KEY,
            9,
            ("Minghe-Ribao", "source/outlets.bib:3"),
        ),
        ("address", "kind", Kind.REPEATED_OPTION, 6, ("minghe-ribao", "kind")),
        ("{明河日报}", "{" * 200, Kind.TOO_DEEP, 4, ("100",)),
    ],
)
def test_what_else_is_wrong_in_a_bibliography(
    old: str, new: str, kind: Kind, line: int, arguments: tuple[str, ...]
) -> None:
    problem = bib_problem(BIB.replace(old, new, 1))
    assert (problem.kind, problem.line, problem.arguments) == (kind, line, arguments)


TOML = """\
role = "place"
name = "地点"

[terms.minghe]
name = "明河"
aliases = ["明河市", "明州"]
code = { scheme = "GB/T 2260", value = "140200", revision = "201412" }

[terms.yunling]
name = "云岭"
"""


@pytest.mark.parametrize(
    ("old", "new", "kind", "line", "arguments"),
    [
        ('"明河"', "明河", Kind.MISSING_SIGN, 5, ("name =", '"')),
        ('"明河"', "“明河”", Kind.WIDE_SIGNS, 5, ("name = “明河”", 'name = "明河"')),
        ('"明河"', '"“明河”', Kind.WIDE_SIGNS, 5, ('name = "“明河”', 'name = "明河"')),
        ('"明河"', '"明河', Kind.MISSING_SIGN, 5, ('name = "明河', '"')),
        ('"明河"', '"明河”', Kind.WIDE_SIGNS, 5, ('name = "明河”', 'name = "明河"')),
        ('= "明河"', '"明河"', Kind.MISSING_SIGN, 5, ("name", "=")),
        ('= "明河"', '＝ "明河"', Kind.WIDE_SIGNS, 5, ('name ＝ "明河"', 'name = "明河"')),
        ('市", ', '市" ', Kind.MISSING_SIGN, 6, ('aliases = ["明河市"', ",")),
        (
            '市", "明州"',
            '市"，“明州”',
            Kind.WIDE_SIGNS,
            6,
            ('aliases = ["明河市"，“明州”]', 'aliases = ["明河市", "明州"]'),
        ),
        ('"明州"', "明州", Kind.MISSING_SIGN, 6, ('aliases = ["明河市",', '"')),
        ('明州"]', "明州]", Kind.MISSING_SIGN, 6, ('aliases = ["明河市", "明州', '"')),
        ('"明州"]', '"明州"', Kind.MISSING_SIGN, 6, ('aliases = ["明河市", "明州"', "]")),
        ("value =", "value", Kind.MISSING_SIGN, 7, ('code = { scheme = "GB/T 2260", value', "=")),
        ("[terms.minghe]", "[terms.minghe", Kind.MISSING_SIGN, 4, ("[terms.minghe", "]")),
        ("[terms.minghe]", "[terms.minghe]]", Kind.SURPLUS_SIGN, 4, ("[terms.minghe]]", "]")),
        ('"明河"', '"明河",', Kind.SURPLUS_SIGN, 5, ('name = "明河",', ",")),
        ('"明河"', '"明\\河"', Kind.SURPLUS_SIGN, 5, ('name = "明\\河"', "\\")),
        (
            "[terms.minghe]",
            "［terms.minghe］",
            Kind.WIDE_SIGNS,
            4,
            ("［terms.minghe］", "[terms.minghe]"),
        ),
        ("[terms.minghe]", "terms.minghe]", Kind.TOML, 4, ("terms.minghe]",)),
        ("[terms.minghe]", "[terms.明河]", Kind.BAD_KEY, 4, ("明河",)),
        ("yunling", "minghe", Kind.DUPLICATE_KEY, 9, ("minghe", "source/places.toml:4")),
        ("aliases", "name", Kind.NO_HEADER, 6, ('name = ["明河市", "明州"]', "minghe")),
        ("[terms.yunling]\n", "", Kind.NO_HEADER, 9, ('name = "云岭"', "minghe")),
        ("[terms.minghe]\n", "", Kind.NO_HEADER, 4, ('name = "明河"', "source/places.toml")),
        ("aliases", "code", Kind.REPEATED_OPTION, 7, ("minghe", "code")),
        ("aliases =", "aliases\u3000=", Kind.BLANK, 6, ...),
        ("= [", "=\u00a0[", Kind.BLANK, 6, ...),
        ('name = "明河"', '\u3000name = "明河"', Kind.BLANK, 5, ...),
        ('0", rev', '0",\n  rev', Kind.ONE_LINE, 7, ...),
    ],
)
def test_a_vocabulary_that_is_no_toml(
    old: str, new: str, kind: Kind, line: int, arguments: tuple[str, ...] | EllipsisType
) -> None:
    text = TOML.replace(old, new, 1)
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    problem = toml_fault(text, "source/places.toml", raised.value)
    assert (problem.kind, problem.line) == (kind, line)
    assert arguments in (problem.arguments, ...)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("王小川, 赵青", "王小川 and 赵青"),
        ("王小川、赵青", "王小川 and 赵青"),
        ("王小川；赵青", "王小川 and 赵青"),
        ("王小川　赵青", "王小川 and 赵青"),
        ("王小川and赵青", "王小川 and 赵青"),
        ("Smith, J.; Jones, K.", "Smith, J. and Jones, K."),
        ("{松河通讯社}、王小川", "{松河通讯社} and 王小川"),
        ("李 云", "李云"),
        ("欧阳，松河", "欧阳松河"),
        ("李, 云", None),
        ("欧阳, 松河", None),
        ("昂温, P S", None),
        ("Miller, Anna B.", None),
        ("van der Berg, Jr, Anna", None),
        ("加布里埃尔·加西亚", None),
        ("{松河通讯社、明河日报社}", None),
    ],
)
def test_persons_that_are_written_as_one(written: str, meant: str | None) -> None:
    assert divided(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("记者 李云", "李云"),
        ("记者李云", "李云"),
        ("记者：李云", "李云"),
        ("本报记者李云", "李云"),
        ("本报记者 李 云", "李云"),
        ("本报记者 李云 通讯员 王大山", "李云 and 王大山"),
        ("特约通讯员 欧阳松河", "欧阳松河"),
        ("责任编辑：赵青、王大山", "赵青 and 王大山"),
        ("编辑 赵青", "赵青"),
        ("作者：佚名", "佚名"),
        ("文/李云", "李云"),
        ("李云/文", "李云"),
        ("李云 记者", "李云"),
        ("本报记者", None),
        ("本报评论员", None),
        ("编辑部", None),
        ("记者协会", None),
        ("松河记者站", None),
        ("{松河记者 编辑 协会}", None),
        ("{松河日报编辑部}", None),
        ("文天祥", None),
        ("王小川、赵青", None),
        ("Miller, Anna B.", None),
    ],
)
def test_persons_with_their_office(written: str, meant: str | None) -> None:
    assert untitled(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("明河报、明河小报", "明河报；明河小报"),
        ("明河报，明河小报；河报", "明河报；明河小报；河报"),
        ("明河报,明河小报", "明河报；明河小报"),
        ("明河报；明河小报", None),
        ("明河报(东区、西区)", None),
        ("{明河、云岭联合报}", None),
        ("Minghe Daily, Evening Edition", None),
    ],
)
def test_aliases_that_are_written_as_one(written: str, meant: str | None) -> None:
    assert divided_aliases(written) == meant
