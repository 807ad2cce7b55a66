"""Markdown as an original: the page that it makes, read as any other is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from qikan.catalogue import mark
from qikan.importer.encodings import decode
from qikan.importer.html import HIDDEN, INLINE, read_page
from qikan.importer.original import Original
from qikan.importer.refusals import Refusal

ENDINGS = (".md", ".markdown")
"""Those of files that are Markdown: nothing in a text tells."""
_MARK = '<a href="#note:{0}" id="mark:{0}">[1]</a>'
_NOTE = '<aside id="note:{0}" data-line="{1}"><a href="#mark:{0}"></a>'
DEEPEST = 40
"""So deep are tokens at most, of which an entry of a list is two: what is deeper is not parsed."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)[\s/>]")
_BLOCKS = frozenset({"address", "article", "aside", "blockquote", "br", "caption", "center", "dd",
                     "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
                     "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
                     "picture", "pre", "section", "source", "summary", "table", "tbody", "td",
                     "tfoot", "th", "thead", "tr", "ul"})  # fmt: skip
_KNOWN = INLINE | _BLOCKS
_FRAME = re.compile(r"(?is)<(iframe|video|audio)\b[^<>]*>(?:(?!<\1).)*</\1\s*>")
_WIDE = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef“”‘’…—\U00020000-\U0003ffff]"
)


def read_markdown(data: bytes, name: str) -> Original:
    """Read a text in Markdown (CommonMark, with tables and footnotes); raise Refusal.

    Tags of HTML are what a browser makes of them, as far as they set text; others are text. What
    stands above, between rules, is text, too. An original's lines are those of the file, as far
    as paragraphs begin there.
    """
    text, encoding = decode(data)
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 1})
    parser.enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    tokens = parser.parse(text)
    for token in tokens:
        if token.type.startswith("footnote_reference"):
            _link_note(token)
            continue
        if token.level >= DEEPEST:
            said = mark("line {0}: more than {1} quotations and lists stand in one another")
            raise Refusal(said, str((token.map or [0])[0] + 1), str(DEEPEST // 2))
        _placed(token)
        _settle(token.children or ())
    page = parser.renderer.render(tokens, parser.options, {})
    return read_page(page, data, name, "markdown", encoding, lines=text.count("\n") + 1)


def _placed(token: Token) -> None:
    """Tell in which line what a token begins stands; leave no HTML but what sets text."""
    line = token.map[0] + 1 if token.map else 1
    if token.type == "front_matter":
        token.type, lines = "html_block", enumerate(token.content.split("\n"), start=line + 1)
        token.content = "".join(f'<p data-line="{at}">{escape(said)}</p>' for at, said in lines)
    elif token.type == "html_block":
        said = token.content if _sets_text(token.content) else escape(token.content)
        token.content = f'<div data-line="{line}">{said}</div>'
    elif token.map and token.nesting >= 0:
        token.attrSet("data-line", str(line))


def _link_note(token: Token) -> None:
    """Make the ends of a footnote's text those of an element that leads back to its mark."""
    opens = token.type == "footnote_reference_open"
    label = escape(token.meta["label"]) if opens else ""
    line = token.map[0] + 1 if token.map else 1
    token.type, token.content = "html_block", _NOTE.format(label, line) if opens else "</aside>"


def _sets_text(html: str) -> bool:
    """Tell whether all tags of a piece of HTML are such as set text, or are closed in it."""
    rest = _FRAME.sub("", re.sub("(?s)<!--.*?-->", "", html))
    names = [tag[1].lower() for tag in _TAG.finditer(rest)]
    return all(each in _KNOWN and each not in HIDDEN for each in names) and "<!" not in rest


def _settle(inline: Sequence[Token]) -> None:
    """Make text of tags that a browser would hide, and nothing of line ends between Han."""
    before = ""
    broken: Token | None = None
    for token in inline:
        if token.type == "html_inline" and not _sets_text(token.content):
            token.type = "text"
        if token.type == "footnote_ref":
            label = escape(token.meta["label"])
            token.type, token.content = "html_inline", _MARK.format(label)
        if token.type == "softbreak":
            broken = token
        elif token.content:
            if broken:
                joined = _WIDE.match(before[-1:]) and _WIDE.match(token.content)
                broken.type, broken.content = "text", "" if joined else " "
                broken = None
            before = token.content
