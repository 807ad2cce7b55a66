"""Typst code, made of values.

Everything that is set reaches Typst as a string in its code mode, written by ``literal``: there
is no markup in which a sign of a text could mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NewType

Code = NewType("Code", str)
"""An expression of Typst. Only this module makes it of text."""

NOTHING = Code("[]")

_ESCAPED = re.compile(
    '[\\\\"\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
)

Value = None | bool | int | str | Iterable["Value"] | Mapping[str, "Value"]


def literal(text: str) -> Code:
    """Write a text as a string. What cannot be seen is written by its number."""
    return Code(f'"{_ESCAPED.sub(_escape, text)}"')


def _escape(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}" if sign[0] in '\\"' else f"\\u{{{ord(sign[0]):x}}}"


def call(function: str, *arguments: Code, **named: Code) -> Code:
    """Write a call; ``mime_type`` stands for ``mime-type``."""
    pairs = (f"{name.replace('_', '-')}: {code}" for name, code in named.items())
    return Code(f"{function}({', '.join([*arguments, *pairs])})")


def joined(parts: Iterable[Code]) -> Code:
    """Write expressions that follow each other, as one."""
    written = list(parts)
    if len(written) == 1:
        return written[0]
    return Code("{" + "\n".join(written) + "}") if written else NOTHING


def value(data: Value) -> Code:
    """Write a value: None, truth, a number, a text, a list or a dictionary of such."""
    if data is None:
        return Code("none")
    if isinstance(data, bool):
        return Code("true" if data else "false")
    if isinstance(data, int):
        return Code(str(data))
    if isinstance(data, str):
        return literal(data)
    if isinstance(data, Mapping):
        return dictionary({name: value(each) for name, each in data.items()})
    return array(map(value, data))


def array(elements: Iterable[Code]) -> Code:
    """Write a list of expressions."""
    return Code("(" + "".join(f"{element}, " for element in elements) + ")")


def dictionary(pairs: Mapping[str, Code]) -> Code:
    """Write a dictionary of expressions."""
    written = ", ".join(f"{literal(name)}: {code}" for name, code in pairs.items())
    return Code(f"({written or ':'})")
