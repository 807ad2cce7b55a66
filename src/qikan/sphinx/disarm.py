"""The last net below an issue: nothing in it comes alive or reaches out of the archive.

What the engine's own forms make has been looked at as text. What is caught here comes from
directives and roles that conf.py has added, or from files that have been exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx_design.icons import sd_icon

from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.reading.files import Files

_HARMLESS = frozenset({"http", "https", "ftp", "mailto", "tel"})
_MYST_OWN = frozenset({"<br />\n", "\\\\\n", "<s>", "</s>"})
"""What MyST itself writes as raw markup: line breaks and struck-out text."""

_DRAWING = frozenset(
    {"svg", "path", "version", "width", "height", "class", "viewBox", "aria-hidden"}
    | {"aria-label", "role", "d", "fill-rule"}
)
_IGNORED = re.compile("[\0-\x20\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def disarm(document: nodes.document, path: str, named: Container[str]) -> Iterator[Problem]:
    """Replace what directives and roles have made: markup, links that run, files from outside.

    Of the files that are ``named`` in the text, the check of the archive tells.
    """
    for raw in list(document.findall(nodes.raw)):
        if raw.astext() not in _MYST_OWN:
            yield Problem(Kind.RAW_MARKUP, path, _line(raw), (raw.astext()[:20],))
            text = nodes.Text(raw.astext())
            inline = isinstance(raw.parent, nodes.TextElement)
            raw.replace_self(text if inline else nodes.paragraph("", "", text))
    for icon in list(document.findall(sd_icon)):
        if not _is_drawing(icon["svg"]):
            yield Problem(Kind.RAW_MARKUP, path, _line(icon), (icon["svg"][:20],))
            icon.parent.remove(icon)
    for link in list(document.findall(nodes.reference)):
        # Browsers ignore blanks and controls in an address.
        scheme = _SCHEME.match(_IGNORED.sub("", link.get("refuri", "")))
        if scheme and scheme[1].lower() not in _HARMLESS:
            yield Problem(Kind.LINK_SCHEME, path, _line(link), (scheme[1],))
            link.replace_self(link.children)
    for picture in list(document.findall(nodes.image)):
        if "://" not in picture["uri"] and _may_not_be_had(document, picture["uri"]):
            if picture["uri"] not in named:
                yield Problem(Kind.OUTSIDE, path, _line(picture), (picture["uri"],))
            picture.replace_self(nodes.inline("", picture.get("alt", "")))
    for file in list(document.findall(download_reference)):
        if _may_not_be_had(document, file["reftarget"]):
            if file["reftarget"] not in named:
                yield Problem(Kind.OUTSIDE, path, _line(file), (file["reftarget"],))
            file.replace_self(file.children)


def _is_drawing(svg: str) -> bool:
    """Tell whether an icon of sphinx-design holds nothing but lines: its classes are unescaped."""
    names = re.findall(r"<\s*/?\s*([\w-]+)|([\w:-]+)\s*=", svg)
    return {tag or attribute for tag, attribute in names} <= _DRAWING


def _may_not_be_had(document: nodes.document, address: str) -> bool:
    """Tell whether an address names a folder, or a file that is none of the archive's.

    Sphinx would break off at one with a NUL.
    """
    if "\0" in unquote(address):
        return True
    env = document.settings.env
    page = env.doc2path(env.docname, base=False).as_posix()
    return Files(Path(env.srcdir)).fault(page, address) in {Kind.OUTSIDE, Kind.FOLDER}


def _line(node: nodes.Node | None) -> int:
    while node is not None and not node.line:
        node = node.parent
    return node.line or 0 if node is not None else 0
