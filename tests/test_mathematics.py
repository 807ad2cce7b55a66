"""Formulas become MathML that a page under the strictest policy can hold, or are refused."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.reading.mathematics import LONGEST, Unreadable, mathml

PIECES = [
    "x", "1", " ", "^", "_", "{", "}", "&", "\\\\", "'", "(", "率", "<", "\\frac", "\\sqrt",
    "\\sum", "\\text", "\\left(", "\\right)", "\\begin{matrix}", "\\end{matrix}", "\\bar",
    "\\hspace{1em}", "\\boldsymbol", "\\over", "\\limits", "\\color{red}", "\\href{a}", "%",
]  # fmt: skip
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3}


@pytest.mark.parametrize(
    ("display", "start"), [(False, "<math>"), (True, '<math display="block">')]
)
def test_a_formula_is_written_as_mathml(display: bool, start: str) -> None:
    written = mathml("\\frac{b - a}{\\text{总数}}", display=display)
    assert written == (
        f"{start}<mfrac><mrow><mi>b</mi><mo>−</mo>"
        "<mi>a</mi></mrow><mtext>总数</mtext></mfrac></math>"
    )


@pytest.mark.parametrize(
    "formula",
    ["", "\\frac{1", "\\frac", "x^", "^", "&", "\\end{matrix}", "\\nosuch",
     "\\href{javascript:a}{x}", "\\hspace{99em}x", "\\hspace{-9em}x", "x" * (LONGEST + 1),
     "\\sqrt{" * 50 + "x" + "}" * 50],
)  # fmt: skip
def test_what_cannot_be_set_is_refused(formula: str) -> None:
    with pytest.raises(Unreadable):
        mathml(formula, display=True)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_is_written_is_whole_and_harmless(formula: str) -> None:
    try:
        written = mathml(formula, display=True)
    except Unreadable:
        return
    for element in ElementTree.fromstring(written).iter():
        assert len(element) == PARTS.get(element.tag, len(element))
        assert element.attrib.keys().isdisjoint({"style", "href", "xmlns"})
        assert not any(name.startswith("on") for name in element.attrib)
