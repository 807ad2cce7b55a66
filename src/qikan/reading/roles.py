"""What a role says: where it points, and which text it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.token import Token

_EXPLICIT = re.compile(r"(?s).*<([^<>]+)>\s*")
_EXPLICIT_TEXT = re.compile(r"(?s)(.+)<[^<>]+>\s*")


def role_target(content: str) -> str:
    """Tell what a role points at: itself, or what stands in ``<>`` behind a text."""
    explicit = _EXPLICIT.fullmatch(content)
    return (explicit[1] if explicit else content).strip()


def shown_text(inline: Token, substitutions: Mapping[str, object]) -> str:
    """Give a heading's text without its markup, with the file's substitutions in their places."""
    pieces = []
    for child in inline.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif child.type == "substitution_inline":
            pieces.append(str(substitutions.get(child.content.strip(), child.content)))
        elif child.type == "myst_role":
            explicit = _EXPLICIT_TEXT.fullmatch(child.content)
            pieces.append(explicit[1].rstrip() if explicit else child.content)
        else:
            pieces.append(child.content)
    return "".join(pieces).strip()


def bare_role(inline: Token) -> tuple[str, str] | None:
    """Find a role without a text in a heading: what it points at, and its name."""
    for child in inline.children or ():
        if child.type == "myst_role" and not _EXPLICIT.fullmatch(child.content):
            return child.content, child.meta["name"]
    return None
