"""The options that stand in the block of a record: ``:page: 3``, one a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.reading.directives import head_of

_SURPLUS = re.compile(r"^[、，,；;]|[、，,；;]$|(?<=[、，,；;])\s*[、，,；;]")
_ALMOST = re.compile(r"\s*[:：﹕︓]?\s*([\w－-]+)\s*[:：﹕︓]\s*(.*)")
_OPTION = re.compile(r":([\w-]+):(.*)")
_BEGINS = (":::", "```", "#")


def read_options(
    token: Token, known: Sequence[str], number: int | None, path: str, problems: list[Problem]
) -> dict[str, tuple[str, int]]:
    """Read the options of a block, each with its line: ``number`` is that of the item there."""
    options: dict[str, tuple[str, int]] = {}
    block, _ = head_of(token) or ("", "")
    first = token.map[0] + 2 if token.map else 1

    def report(kind: Kind, line: int, *arguments: str) -> None:
        problems.append(Problem(kind, path, line, arguments))

    lines = token.content.split("\n")
    for line, text in enumerate(lines, start=first):
        if not text.strip():
            continue
        option = _OPTION.fullmatch(text)
        if option is None:  # one line is told; where ':::' was forgotten, many follow
            said = text.strip()[:20]
            meant = _meant(text, known)
            if meant is not None:
                report(Kind.OPTION_SIGNS, line, said, meant)
            elif text.startswith(_BEGINS) or (line > first and not lines[line - first - 1].strip()):
                report(Kind.NOT_ENDED, line, said, block)
            elif block == "erratum":
                report(Kind.ERRATUM_OPTION, line, said)
            elif options and text[0] not in ":：" and not text.startswith(tuple(known)):
                report(Kind.WRAPPED, line, said)
            else:
                report(Kind.NO_OPTION, line, said, str(number or "—"))
            break
        name, value = option.groups()
        if name not in known:
            report(Kind.UNKNOWN_OPTION, line, name, "、".join(known))
        elif name in options:
            report(Kind.REPEATED_OPTION, line, block, name)
        else:
            options[name] = (value.strip(), line)
            if block == "item" and (surplus := _SURPLUS.search(value.strip())):
                report(Kind.SURPLUS_SIGN, line, text.strip(), surplus[0].strip())
    return options


def _meant(text: str, known: Sequence[str]) -> str | None:
    """Write a line as an option, if it is one but for its colons and blanks."""
    almost = _ALMOST.fullmatch(text)
    name = unicodedata.normalize("NFKC", almost[1]).lower() if almost else ""
    return f":{name}: {almost[2]}".rstrip() if almost and name in known else None
