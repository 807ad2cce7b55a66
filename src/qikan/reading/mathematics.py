"""Formulas in the notation of LaTeX, as MathML, which browsers set without a script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

LONGEST = 2_000
"""So many characters a formula may have: what stands deep in it is looked up again and again."""
_DEEPEST = 40
_CHILDREN: Mapping[str, int] = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
_SPACE = re.compile(r"-?[0-2]?(?:\.\d+)?em|0")  # a wider one would tear the line
_LAYOUT = re.compile(r'\n\s*| style="[^"]*"| xmlns="[^"]*"')


class Unreadable(ValueError):
    """What is wrong with a formula, in the words of docutils where it knows any."""


def mathml(formula: str, *, display: bool) -> str:
    """Write a formula as MathML, on a line of its own if ``display``; raise Unreadable."""
    from docutils.utils.math import MathError  # loaded where there is a formula
    from docutils.utils.math.latex2mathml import tex2mathml

    if len(formula) > LONGEST:
        raise Unreadable(f"> {LONGEST}")
    try:
        written = tex2mathml(" ".join(formula.split()), as_block=display)
        # What docutils makes of incomplete formulas may lack parts that MathML asks for.
        _check(ElementTree.fromstring(written), 0)
    except (MathError, Unreadable) as error:
        raise Unreadable(str(error)) from error
    except Exception as error:  # docutils stumbles over marks that stand alone
        raise Unreadable(formula.strip()) from error
    return _LAYOUT.sub("", written)


def _check(element: ElementTree.Element, depth: int) -> None:
    name = element.tag.rpartition("}")[2]
    wrong = len(element) != _CHILDREN.get(name, len(element)) or depth > _DEEPEST
    if wrong or not _SPACE.fullmatch(element.get("width", "0")):
        raise Unreadable(f"<{name}>")
    if name == "math" and not len(element):
        raise Unreadable("∅")
    for child in element:
        _check(child, depth + 1)
