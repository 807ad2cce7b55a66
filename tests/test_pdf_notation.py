"""No text is ever code: what is written for Typst, Typst reads back as it was."""

from __future__ import annotations

import json
import re

import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st

from qikan.pdf.notation import call, joined, literal, value
from qikan.pdf.text import Text

SIGNS = st.sampled_from([*"#$\\@`*_{}[]()<>\"'=-+/~^&;:,.%\n\t\r", "#import", "\\u{41}", "//"])
TEXTS = st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


VISIBLE = st.text(
    st.sampled_from("年月日7第.,~“”（）OAabc /-") | st.characters(exclude_categories=["C", "Z"]),
    min_size=1,
    max_size=60,
)
NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def told(code: str) -> object:
    """Let Typst read code, and tell what it is to it."""
    compiler = typst.Compiler(input=b"", font_paths=NO_FONTS, ignore_system_fonts=True)
    return json.loads(compiler.eval(code))


@given(TEXTS)
@example('"); #import "x.typ"; #("')
@example("\\")
@example('\\"')
@example("\u202e\u200b\ufeff\0")
@example('#eval("1") $x$ `raw` @ref <label> // comment /* */ \\u{41}')
def test_a_text_is_read_back_as_it_is(text: str) -> None:
    assert told(literal(text)) == text


@given(TEXTS, st.integers(0, 10**6), st.booleans())
def test_values_are_read_back_as_they_are(text: str, number: int, truth: bool) -> None:
    data = {"a": [text, None, number], text: {"b": truth}, "c": [], "d": {}}
    assert told(value(data)) == data


@given(TEXTS, TEXTS)
def test_what_is_joined_and_called_stays_text(one: str, other: str) -> None:
    assert told(joined([literal(one), literal(other)])) == one + other
    assert told(call("str", literal(one))) == one


@given(VISIBLE)
@example("自2014年7月1日起，very high priority，第6位，1.2 万")
@example("https://www.example.org/archives/2014/07/04/a-very-long-address.html")
@example("推行e-government，称为e-government系统，X-ray")
def test_running_text_is_calls_of_strings_that_are_the_text(text: str) -> None:
    """Nothing is lost, whichever words and numbers are kept together."""
    code = Text(lambda _: True, pytest.fail).running(text)
    functions = "let (foreign, parted) = (x => x,) * 2; let box(..x) = x.pos().at(0, default: none)"
    functions += "; let h(..x) = none"
    assert told(f"{{{functions}; {code}}}") == text


def boxed(code: str) -> list[str]:
    """List what no line may break."""
    return re.findall(r'\bbox\("(.+?)"\)', code)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("改称e-government、X-ray", ["e-government", "X-ray"]),
        ("well-known words", []),
        ("www.example.org/a-very-long", []),
    ],
)
def test_a_single_letter_stays_with_its_word(text: str, kept: list[str]) -> None:
    assert boxed(Text(lambda _: True, pytest.fail).running(text)) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [("成立中心。", ["中心。"]), ("成立IT中心。", []), ("成立于2014年底。", []), ("好！", [])],
)
def test_no_character_stands_alone_in_a_last_line(text: str, kept: list[str]) -> None:
    setter = Text(lambda _: True, pytest.fail)
    assert boxed(setter.running(text, ends=True)) == kept
    assert "中心。" not in boxed(setter.running(text))


def test_what_no_typeface_has_is_named_and_told() -> None:
    missed: list[str] = []
    text = Text(lambda sign: sign not in "\ue000𰻞", missed.append)
    code = text.running("面𰻞\ue000。")
    assert told(f"{{let substitute(x) = x; {code}}}") == "面U+30EDEU+E000。"
    assert missed == ["𰻞", "\ue000"]
    assert text.plain("面𰻞。") == "面〔U+30EDE〕。"


@pytest.mark.parametrize(
    ("lines", "joined_"),
    [("甲\n乙", "甲乙"), ("甲，\n 乙", "甲，乙"), ("one\ntwo", "one two"), ("甲\none", "甲one")],
)
def test_lines_of_the_source_are_joined(lines: str, joined_: str) -> None:
    """By no space behind Han: there it would be a hole."""
    code = Text(lambda _: True, pytest.fail).running(lines)
    assert told(f"{{let foreign(x) = x; {code}}}") == joined_
