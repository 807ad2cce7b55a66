"""Slips in lines of text that Markdown passes over: lines run together, signs stay literal.

Nothing here is wrong as Markdown; it is only not what was meant. What an editor did mean as it
stands is written with a backslash, and a line that is to end there ends with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from qikan.kinds import Kind

Finding = tuple[Kind, int, tuple[str, ...]]

_BULLET = "[•●◆■▪◇□○★☆▶►➢✓√\uf0b7\uf06c\uf06e\uf075\uf0a7\uf0d8\uf0fc]"  # the last: Word's own
_CHINESE = "[一二三四五六七八九十百]{1,4}"
_NUMBER = (
    rf"\d{{1,3}}(?:[、）)]|[.．](?!\d))|[（(](?:\d{{1,3}}|{_CHINESE})[）)]|{_CHINESE}、"
    "|[\u2460-\u249b\u3220-\u3229\u3280-\u3289]"
)
_DASH = r"[·‧–－]|[-+](?![-+\s\d])|\*(?![*\s]|[^*]*\*)"
_ENTRY = re.compile(rf" *(?:{_BULLET}|{_NUMBER}|{_DASH})")
_SURELY_BEGINS = re.compile(rf"\u3000| *\t| {{4}}| *{_BULLET}")
_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\$|  $")
_UNDERLINE = re.compile(r" *(=+|-{1,2})\s*")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TAB = re.compile(r"\S *\t\s*\S")
_TABS = re.compile(r" *\t\s*")
_RULE = re.compile(r"\s*[|:\s-]*-[|:\s-]*")
_BAR = re.compile(r"(?<!\\)[|｜]")

_HEADING = re.compile("[\\s\u3000]*([#＃]{1,6})(?![#＃])([\\s\u3000]*)(\\S[^#＃]*)$")

_FIGURE = re.compile(r"[A-Za-z0-9.]+")
_BETWEEN_STARS = re.compile(r"[A-Za-z0-9.]+|\d.*\d")
_FIGURES = re.compile(r"[A-Za-z0-9.]+$")
_WIDE_STRONG = re.compile(r"(?<![\w＊])＊＊([^＊\n]{1,200})＊＊(?![\w＊])")
_WIDE_QUOTATION = re.compile(r"\s*＞\s*(?=\w|[“《「])")

_OTHER = "\ufffc"
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_OPENING = "“‘《〈（【「『"
_CLOSING = "”’》〉）】」』"
_STOPS = "。，、；：！？…—"
_STRONG = re.compile(r"(?<!\*)(\*{2,3})(?!\*)([^*\n]{1,200})(?<!\*)\1(?!\*)")
_QUOTED = re.compile(rf"(?<!\*)(\*)([{_OPENING}][^*\n]{{1,200}}[{_CLOSING}])\*(?!\*)")
_RAISED = re.compile(r"(?<=[\w)）])\^([\w+-]{1,6})\^|(?<=[A-Z])~(\d{1,3})~")
_MARK = re.compile(
    r"[\[［【〔]\s*(?:[\^＾]|…{1,2}|\.{3,6})\s*([\w-]{1,20})\s*[\]］】〕](\s*[:：])?"
)
_UNCLOSED = re.compile(rf"(?:^|(?<=[\s{_STOPS}]))\*\*(?![\s*{_OPENING}{_CLOSING}{_STOPS}])")
_UNEVEN = re.compile(
    r"(?<![*\\])\*\*(?![*\s])([^*\n]{1,100})(?<![*\s])\*(?!\*)"
    r"|(?<![*\\])\*(?![*\s])([^*\n]{1,100})(?<![*\s])\*\*(?!\*)"
)
_UNDERSCORED = re.compile(r"(?<!_)(__)(?![_\s])([^_\n]{2,200})(?<!\s)__(?!_)")
_TICK = re.compile("(?<![}｝])`")
_LINK = re.compile(
    r"[\[［]([^\[\]［］\n]{1,100})[\]］][（(]\s*"
    r"((?:https?://|ftp://|mailto:|www\.)[^\s（）()]{1,300})[)）]"
)
_PUNCTUATION = re.compile(rf"^([{_OPENING}]*)(.*?)([{_CLOSING}{_STOPS}]*)$")

_SIGNATURE = re.compile(
    r"[（(](?:(?:来源|摘自|转自|据|载|原载)[：:]?)?\s*([^（）()：:]{2,50}?)(?:电|讯)?[）)]\s*$"
)

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_MARKDOWN = {
    **dict.fromkeys(("b", "strong"), "**…**"),
    **dict.fromkeys(("i", "em"), "*…*"),
    **dict.fromkeys(("table", "tr", "td", "th"), "| … | … |"),
    "sup": "{sup}`…`",
    "sub": "{sub}`…`",
    "a": "[…](https://…)",
    "img": "![…](….png)",
    "li": "- …",
}

_TAGS = frozenset(
    {*_MARKDOWN, "p", "br", "hr", "div", "span", "font", "center", "u", "s", "small"}
    | {"ul", "ol", "dl", "dt", "dd", "thead", "tbody", "tfoot", "caption", "col", "colgroup"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "pre", "code", "blockquote", "q", "cite", "abbr", "ruby"}
    | {"rt", "rp", "script", "style", "iframe", "object", "embed", "svg", "math", "video", "audio"}
    | {"source", "form", "input", "button", "select", "option", "textarea", "label", "section"}
    | {"article", "header", "footer", "nav", "main", "aside", "figure", "figcaption", "details"}
    | {"summary", "link", "meta", "base", "html", "head", "body", "title", "template", "del", "ins"}
)
"""What is HTML between angle brackets; anything else is more often a text's own."""

_SUSPECT = re.compile("[\n\t*_`|｜［【〔\\]#＃＊＞^＾~]")


def slips(
    children: Sequence[Token], written: str, line: int, *, listed: bool = False
) -> Iterator[Finding]:
    """Yield what was probably meant otherwise in a text that begins at ``line``.

    ``written`` is its source, ``children`` is what became of it; ``listed`` is what stands in a
    list. Each kind is told once.
    """
    bare = _CODE.sub("", written) if "`" in written else written
    if not _SUSPECT.search(bare):
        return
    lines = bare.split("\n")
    yield from _notes(children, line)
    yield from _stars(children, line)
    yield from _wide(lines, line)
    yield from _headings(lines, line)
    yield from _joined(lines, line, listed=listed)
    yield from _cells(lines, line)
    yield from _literal(children, written, line)


def html_fault(html: str, line: int) -> Finding:
    """Tell of a tag of HTML, with what Markdown has in its place."""
    tag = _TAG.match(html)
    said = tag[0] if tag else html[:10]
    name = tag[1].lower() if tag else ""
    meant = _MARKDOWN.get(name)
    if name and name not in _TAGS:
        return Kind.ANGLES, line, (said, f"\\{said}")
    if meant is None:
        return Kind.RAW_MARKUP, line, (said,)
    return Kind.RAW_STYLE, line, (said, meant)


def signature(text: str) -> str | None:
    """Find what is printed in brackets at the end of a text, as sources are: （山西日报）."""
    found = _SIGNATURE.search(text)
    return found[1] if found else None


def _headings(lines: Sequence[str], first: int) -> Iterator[Finding]:
    """Find a line that would be a heading, but for its blank or a full-width sign.

    A single sign before Latin letters or figures may be any number, and one that comes again
    may close what it begins, as #两会#.
    """
    for number, text in enumerate(lines, start=first):
        if (heading := _HEADING.match(text)) and not (
            heading[1] == "#" and not heading[2] and heading[3][0].isascii()
        ):
            signs = heading[1].replace("＃", "#")
            yield Kind.HEADING_SIGN, number, (text.strip()[:20], signs)
            return


def _notes(children: Sequence[Token], line: int) -> Iterator[Finding]:
    """Find the text of a footnote that begins with a full-width colon."""
    first, *others = children
    if first.type == "footnote_ref" and others and others[0].content.startswith("："):
        label = first.meta["label"]
        yield Kind.LITERAL, line, (f"[^{label}]：", f"[^{label}]: ")


def _stars(children: Sequence[Token], line: int) -> Iterator[Finding]:
    """Find asterisks that stand between figures, as in sizes: 3*4*5 has no stress in it."""
    for at, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        if child.type not in {"em_open", "strong_open"} or len(children) < at + 4:
            continue
        before, (inner, closing, behind) = children[at - 1], children[at + 1 : at + 4]
        first, last = _FIGURES.search(before.content[-20:]), _FIGURE.match(behind.content)
        whole = closing.nesting == -1 and _BETWEEN_STARS.fullmatch(inner.content)
        if at and child.markup[0] == "*" and whole and first and last:
            parts = first[0], inner.content, last[0]
            new = ("\\*" * len(child.markup)).join(parts)
            yield Kind.STARS, line, (child.markup.join(parts), new)
            return


def _wide(lines: Sequence[str], first: int) -> Iterator[Finding]:
    """Find full-width signs where half-width ones would be markup."""
    if quotation := _WIDE_QUOTATION.match(lines[0]):
        text = lines[0][quotation.end() :][:10]
        yield Kind.LITERAL, first, (f"{quotation[0].strip()} {text}", f"> {text}")
    for number, text in enumerate(lines, start=first):
        for strong in _WIDE_STRONG.finditer(text):
            yield Kind.LITERAL, number, (strong[0], f"**{strong[1].strip()}**")


def _joined(lines: Sequence[str], first: int, *, listed: bool) -> Iterator[Finding]:
    """Find the first line that runs on from the one above, though it begins something."""
    listed = listed or bool(_ENTRY.match(lines[0]))
    for number, (above, text) in enumerate(pairwise(lines), start=first + 1):
        if underline := _UNDERLINE.fullmatch(text):
            yield Kind.UNDERLINE, number, (underline[1],)
            return
        entry = _ENTRY.match(text)
        begins = _SURELY_BEGINS.match(text) or (entry and (listed or above.endswith(("：", ":"))))
        if begins and not _CONTINUED.search(above):
            yield Kind.JOINED, number, (text.strip()[:10],)
            return
        listed = listed or entry is not None


def _cells(lines: Sequence[str], first: int) -> Iterator[Finding]:
    """Find what was copied from a table: cells between tabs, rows of bars without a rule."""
    bars = [len(_BAR.findall(text)) for text in lines]
    for number, text in enumerate(lines):
        row = text.strip()
        closed = bars[number] > 2 and row[0] in "|｜" and row[-1] in "|｜"
        if closed or (number and bars[number] and bars[number - 1]):
            at = number if closed else number - 1
            if "｜" in text:
                yield wide_bars(text, first + number)
            elif at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
                there, wanted = str(_width(lines[at + 1])), str(_width(lines[at]))
                yield Kind.TABLE_RULE, first + at + 1, (there, wanted, _rule_below(lines[at]))
            else:
                yield Kind.BARS, first + at, (_rule_below(lines[at]),)
            break
    for number, text in enumerate(lines):
        if _TAB.search(text):
            row = tabbed_row(text)
            yield Kind.TAB, first + number, (row, _rule_below(row))
            break


def tabbed_row(text: str) -> str:
    """Write a row with bars in place of tabs."""
    return f"| {' | '.join(_TABS.split(text.strip(' |')))} |"


def _width(row: str) -> int:
    """Count the cells of a row between bars; those at its ends bound no further cell."""
    bare = row.strip()
    outer = bare.startswith("|") + (len(bare) > 1 and bare.endswith("|"))
    return len(_BAR.findall(bare)) + 1 - outer


def _rule_below(row: str) -> str:
    return f"|{'---|' * _width(row)}"


def wide_bars(row: str, line: int) -> Finding:
    """Tell of full-width bars in a row of a table."""
    return Kind.WIDE_BARS, line, (row.strip().replace("｜", "|"),)


def _literal(children: Sequence[Token], written: str, line: int) -> Iterator[Finding]:
    """Find the signs of markup that have remained text."""
    for number, text in enumerate(_texts(children), start=line):
        if "\\*" not in written and "\\_" not in written:
            for pattern in (_STRONG, _QUOTED, _UNDERSCORED):
                for pair in pattern.finditer(text):
                    if pattern is not _STRONG or _is_meant(pair[2]):
                        new = _rewritten(pair[1], pair[2]).replace(_OTHER, "…")
                        yield Kind.LITERAL, number, (pair[0].replace(_OTHER, "…"), new)
            for uneven in _UNEVEN.finditer(text):
                inner = uneven[1] or uneven[2]
                if _is_meant(inner):
                    yield Kind.LITERAL, number, (uneven[0], f"**{inner.strip()}**")
            unclosed = _UNCLOSED.search(text) if text.count("*") == 2 else None
            if unclosed and _HAN.search(text):
                end = unclosed.start()
                yield Kind.LITERAL, number, (text[end : end + 10], "**…**")
        if "\\`" not in written and (tick := _TICK.search(text)):
            yield Kind.LITERAL, number, (text[tick.start() :][:10], "`…`")
        if "\\^" not in written and "\\~" not in written:
            for raised in _RAISED.finditer(text):
                role, inner = ("sup", raised[1]) if raised[1] else ("sub", raised[2])
                yield Kind.LITERAL, number, (raised[0], f"{{{role}}}`{inner}`")
        if "\\[" not in written:
            for mark in _MARK.finditer(text):
                yield Kind.LITERAL, number, (mark[0], f"[^{mark[1]}]{': ' if mark[2] else ''}")
            for link in _LINK.finditer(text):
                address = link[2] if ":" in link[2] else f"https://{link[2]}"
                yield Kind.LITERAL, number, (link[0], f"[{link[1]}]({address})")


def _texts(children: Sequence[Token]) -> list[str]:
    """Give what is text in each line, with a mark where there is anything else."""
    texts = [""]
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            texts.append("")
        else:
            texts[-1] += child.content if child.type == "text" else _OTHER
    return texts


def _is_meant(inner: str) -> bool:
    """Tell whether stars around a text were meant to stress it, and not to mask names (李**)."""
    bare = inner.strip()
    return bool(_HAN.search(bare) or _OTHER in bare) and bare[0] not in _CLOSING + _STOPS


def _rewritten(sign: str, inner: str) -> str:
    """Write a text so that it is stressed: CommonMark wants letters next to the signs."""
    before, bare, behind = _PUNCTUATION.findall(inner.strip())[0]
    pairs = [_OPENING.index(each) for each in reversed(before)]
    if not bare or [_CLOSING.find(each) for each in behind[: len(pairs)]] != pairs:
        return f"{{strong}}`{inner.strip()}`" if before else f"**{bare}**{behind}"
    stars = sign.replace("_", "*")
    return f"{before}{stars}{bare}{stars}{behind}"
