"""Formulas in the notation of LaTeX, as Typst's: by way of MathML, as on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from qikan.pdf.notation import NOTHING, Code, array, call, joined, literal, value
from qikan.reading.mathematics import Unreadable, mathml

_ACCENTS = {
    "¯": "math.overline", "ˉ": "math.overline", "‾": "math.overline", "_": "math.underline",
    "⏞": "math.overbrace", "⏟": "math.underbrace",
}  # fmt: skip
_FENCES = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋")
_OVER = frozenset("^~→˙¨ˇ˘`´ˆ˜⃗")


def formula(written: str, *, display: bool, text: Callable[[str], Code]) -> Code:
    """Set a formula, on a line of its own if ``display``; one that cannot be read as ``text``."""
    try:
        root = ElementTree.fromstring(mathml(written, display=display))
    except Unreadable:
        return call("verbatim" if display else "code", text(written))
    spoken = literal(" ".join(written.split()))
    return call("formula", spoken, value(display), _inside(root))


def _inside(element: Element) -> Code:
    """Set what stands in an element; between fences that grow with it, if it has them."""
    code = joined(filter(lambda each: each != NOTHING, map(_set, element)))
    fenced = any(_name(each) == "mo" and each.text in _FENCES for each in element)
    return call("math.lr", code) if fenced and len(element) > 1 else code


def _set(element: Element) -> Code:
    name = _name(element)
    words = (element.text or "").strip()
    parts = [_set(child) for child in element]
    if name == "mi" and len(words) > 1:
        return call("math.op", literal(words))
    if name == "mi" and element.get("mathvariant") != "normal":
        return call("math.italic", joined(_signs(words)))
    if name in {"mi", "mo"}:
        return joined(_signs(words))
    if name in {"mn", "mtext"}:
        return literal(element.text or "") if element.text else NOTHING
    if name == "mspace":
        width = element.get("width", "0")
        return call("h", Code(width)) if width.endswith("em") else NOTHING
    if name == "mfrac":
        return call("math.frac", *parts)
    if name == "msqrt":
        return call("math.sqrt", _inside(element))
    if name == "mroot":
        return call("math.root", parts[1], parts[0])
    if name == "mtable":
        rows = [array(_inside(cell) for cell in row) for row in element]
        return call("math.mat", *rows, delim=Code("none"))
    if name in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}:
        return _attached(name, element, parts)
    return _inside(element)


def _attached(name: str, element: Element, parts: list[Code]) -> Code:
    sign = (element[1].text or "").strip() if name in {"munder", "mover"} else ""
    if sign in _ACCENTS:
        return call(_ACCENTS[sign], parts[0])
    if name == "mover" and sign in _OVER:
        return call("math.accent", parts[0], literal(sign))
    base = call("math.limits", parts[0]) if name.startswith(("mu", "mo")) else parts[0]
    where = {"sub": "b", "under": "b", "sup": "t", "over": "t"}
    places = ("b", "t") if len(parts) == 3 else (where[name[1:]],)
    return call("math.attach", base, **dict(zip(places, parts[1:], strict=True)))


def _signs(words: str) -> Iterator[Code]:
    return (call("symbol", literal(sign)) for sign in words if not sign.isspace())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
