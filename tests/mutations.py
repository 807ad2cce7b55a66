"""Damage to whole files, the same for the same number.

Nothing here knows how files are read: this shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from well_formed import PATHS, texts

SIGNS = ":{}[]`|#-<>\\@,=%$\"'*_!()&~^+./"
"""What means something in Markdown, YAML, BibTeX or TOML."""

WIDE = {sign: chr(ord(sign) + 0xFEE0) for sign in SIGNS} | {"`": "｀", " ": "\u3000"}
STRANGE = (
    "\0\x07\x0b\x0c\x1b\x7f\x85\x9b\xa0\xad"  # controls, a hard blank, a soft hyphen
    "\u0301\u0338\u20e3\ufe0f\u3099"  # combining marks without a letter
    "\u200b\u200d\u200e\u2028\u2029\u202e\u2066\u2069\u2060\ufeff"  # unseen, bidi, BOM
    "\ufdd0\ufffd\uffff\U000e0001\U0010ffff𠮷䶮龘\ue000"
)
BYTES = (
    b"\xff",
    b"\xfe\xff",
    b"\xc3",
    b"\xe4\xb8",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xb9\xfa",
    b"\0",
)

RUNS = (" ", "\t", "\n", "甲", "1", "> ", "- ", "![", "`a", "{a}", "\u0301", "](", "\\\n")

LIVE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!--",
    "]]>",
    "</html>",
    '"><b onclick="alert(1)">',
    "[县志](javascript:alert)",
    "[县志](java&Tab;script:alert)",
    "![县志](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert>",
    "[县志]: javascript:alert",
    '[县志](https://example.org){onclick="alert(1)" style="color:red" .a #b}',
    '县志{octicon}`report;1em;" onload="alert(1)`',
    "{{ env.config }}",
    "{{ dating }}",
    "{% for a in b %}",
    "${jndi}",
    "{raw}`<b>`",
    "{math}`\\frac{1`",
    "{eval}`1`",
    '{abbr}`<b> ("onclick=)`',
    "{download}`../../../etc/passwd`",
    "{item}`<>`",
    "{item}`甲 <2014-03-07/1`",
    "{issue}`2014-03-07/1`",
    "{cite:p}`songhe-ribao,,{见}yunling-wanbao{页}, `",
    "{cite:t}`songhe-ribao`",
    "{cite:p}`,`",
    "{guilabel}`&`",
    "[县志](%00.md)",
    "![县志](%1B%5B31m.png)",
    f"{{doc}}`{'县' * 300}`",
    "{outlet}`songhe-ribao` {topic}`` {place}`松河\\`",
    "{ref}`lanmu`{numref}`tu-ziku`{doc}`about`{any}`x`{term}`x`{eq}`x`",
    "[^koujing]",
    "[^a]: 注",
    "$$\\frac$$",
    "| a | b |\n|---|",
    "\n---\n",
    "\n===\n",
    "\n# 县志\n",
    "\n## \n",
    "\n:::{item} 1\n:::\n",
    "\n:::{erratum} 2014-01-01\n:kind: removal\n:text: 甲\n:::\n",
    "\n:::{erratum} 2014-01-01\n:kind: correction\n:printed: 的\n:right: 地\n:::\n",
    "\n:::{matter}\n:::\n",
    "\n:::{raw} html\n<script>alert(1)</script>\n:::\n",
    "\n:::{include} /etc/passwd\n:::\n",
    "\n:::{literalinclude} ../../../conf.py\n:::\n",
    "\n:::{figure} https://example.org/a.png\n:target: javascript:alert\n:width: 1e9%\n:::\n",
    "\n:::{image} ../../../../etc/passwd\n:height: -1px\n:scale: x\n:::\n",
    "\n:::{card} 县志\n:link: javascript:alert\n:link-type: url\n\n甲\n:::\n",
    "\n:::{button-link} javascript:alert\n:::\n",
    '\n:::{csv-table} 表\n:header-rows: 9\n:widths: 1 2\n\n"a,b\n:::\n',
    "\n:::{list-table}\n:widths: 0 0\n:align: x\n\n* - a\n* - b\n  - c\n:::\n",
    "\n:::{toctree}\n:glob:\n\n*\n:::\n",
    "\n:::{bibliography}\n:all:\n:::\n",
    "\n:::{bibliography}\n:filter: 1 +\n:::\n",
    "\n:::{only} html and (\n甲\n:::\n",
    "\n:::{code-block} nolanguage\n:emphasize-lines: 9-1,x\n:linenos:\n甲\n:::\n",
    "\n:::{math}\n\\frac{\n:::\n",
    "\n:::{index} pair: a\n:::\n",
    "\n:::{glossary}\n甲\n:::\n",
    "\n:::{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n:::\n",
    "\n:::{tab-set}\n甲\n:::\n",
    "\n:::{grid} x y z\n:::\n",
    "\n:::{dropdown}\n:open:\n:color: x\n:::\n",
    "\n:::{periodical}\n:::\n",
    "\n:::{epigraph}\n甲\n\n-- 乙\n:::\n",
    "\n:::{contents}\n:::\n",
    '\n:::{class} "onclick=\n:::\n',
    "\n:::{role} 甲(raw)\n:format: html\n:::\n",
    "\n:::{default-role} raw\n:::\n",
    "\n:::{replace} x\n:::\n",
    "\n:::{date}\n:::\n",
    "\n:::{meta}\n:http-equiv: refresh\n:::\n",
    "\nmyst:\n  enable_extensions: [html_image, x]\n  url_schemes: 1\n",
    "\nmyst:\n  substitutions: {dating: '{{ dating }}', a: [1], b: {c: 2014-02-30}}\n",
    "\nmyst: [1]\n",
    "\nmyst: {substitutions: {dating: <script>alert(1)</script>}}\n",
    "\noriginal: {name: a, pages: １}\n",
    "\nlabel: &a [*a]\n",
    "\ndate: !!python/object:os.system x\n",
    "\nissue: 2014-03-07\n",
    "\nissue: !!binary |\n  aaaa\n",
    '\n@string{a = "甲"}\n',
    "\n@preamble{a # b}\n",
    "\n@comment{@periodical{a,}}\n",
    "\n  crossref = {songhe-ribao},\n",
    "\n  month = jan # feb,\n",
    "\n  url = {javascript:alert(1)},\n",
    "\n  title = {\\emph{<b>}\\unknown\\'},\n",
    "\n  author = {甲, 乙, 丙, 丁 and others and and {}},\n",
    "\n@periodical{songhe-ribao, title = {松河日报}}\n",
    "\n@periodical{{}, title = {松河日报}}\n",
    '\n[terms."a.b"]\nname = "<script>"\n',
    "\n[terms]\n[[terms.a]]\n",
    '\nwithin = "songhe"\ncode = { scheme = 1, value = [] }\n',
    '\nname = "\\u0000\\u202e"\n',
    '\nname = """\n甲\n乙"""\n',
)
"""Pieces of markup that could come alive on a page, or that no editor of an archive needs."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: what it was, what was done to it, and what it is now."""

    number: int
    form: str
    kinds: tuple[str, ...]
    data: bytes

    @property
    def id(self) -> str:
        """The id of the issue that this was."""
        return _id(self.number)

    @property
    def path(self) -> str:
        """Where it stands in an archive; of the archive's own files there is one a form."""
        return PATHS.get(self.form) or f"issues/{self.id[:4]}/{self.id}.md"


FORMS = ("issue",) * 7 + ("outlets", "citations", "vocabulary")


def mutant(number: int) -> Mutant:
    """Make the mutant of that number."""
    random = Random(f"mutant {number}")
    form = FORMS[number % len(FORMS)]
    kind = KINDS[number // len(FORMS) % len(KINDS)]
    kinds = [kind] * random.choice((1, 1, 2, 3))
    if random.random() < 1 / 4:
        kinds.append(random.choice(KINDS))
    text = random.choice(texts()[form]).replace("ID", _id(number))
    other = random.choice(texts()[random.choice((form, form, "issue", "citations", "vocabulary"))])
    for each in kinds:
        if each in DAMAGE:
            text = DAMAGE[each](text, random, other)
    data = text.encode()
    for each in kinds:
        if each == OF_BYTES:
            data = _damage_bytes(data, random)
    return Mutant(number, form, tuple(dict.fromkeys(kinds)), data)


def _id(number: int) -> str:
    return (date(1901, 1, 1) + timedelta(days=number)).isoformat()


# ---- how


def _delete_lines(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    del lines[start : start + random.choice((1, 1, 1, 2, 5))]
    return "\n".join(lines)


def _repeat_lines(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    piece = lines[start : start + random.choice((1, 1, 2, 8))]
    at = random.choice((start, start, random.randrange(len(lines))))
    return "\n".join([*lines[:at], *piece, *lines[at:]])


def _swap_lines(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    one = random.randrange(len(lines))
    two = random.choice((min(one + 1, len(lines) - 1), random.randrange(len(lines))))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _cut(text: str, random: Random, other: str) -> str:
    at = random.randrange(len(text) + 1)
    return random.choice((text[:at], text[:at], text[at:]))


def _flip(text: str, random: Random, other: str) -> str:
    for _ in range(random.choice((1, 2, 5))):
        at = random.randrange(len(text) + 1)
        new = random.choice((random.choice(SIGNS), chr(random.randrange(32, 127)), ""))
        text = text[:at] + new + text[at + 1 :]
    return text


def _insert_signs(text: str, random: Random, other: str) -> str:
    for _ in range(random.choice((1, 2, 5))):
        at = _at(text, random)
        text = text[:at] + random.choice(SIGNS) * random.choice((1, 1, 2, 3, 4)) + text[at:]
    return text


def _widen(text: str, random: Random, other: str) -> str:
    places = [at for at, sign in enumerate(text) if sign in WIDE]
    for at in random.sample(places, min(len(places), random.choice((1, 2, 3, 20)))):
        text = text[:at] + WIDE[text[at]] + text[at + 1 :]
    return text


def _insert_strange(text: str, random: Random, other: str) -> str:
    for _ in range(random.choice((1, 1, 3))):
        at = _at(text, random)
        text = text[:at] + random.choice(STRANGE) + text[at:]
    return text


def _long_run(text: str, random: Random, other: str) -> str:
    at, times = _at(text, random), int(2.0 ** random.uniform(4, 13))
    run: str = random.choice((*RUNS, *SIGNS))
    return text[:at] + run * times + text[at:]


def _splice(text: str, random: Random, other: str) -> str:
    at, start = _at(text, random), random.randrange(len(other) + 1)
    if random.random() < 1 / 3:
        return text[:at] + other[start:]
    return text[:at] + other[start : start + int(2.0 ** random.uniform(2, 10))] + text[at:]


def _repeat_piece(text: str, random: Random, other: str) -> str:
    start = _at(text, random)
    end = start + int(2.0 ** random.uniform(1, 9))
    return text[:start] + text[start:end] * int(2.0 ** random.uniform(1, 7)) + text[end:]


def _indent(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    blanks = random.choice((" ", "  ", "   ", "    ", "\t", "\u3000", "> ", "- ", "1. ", " " * 40))
    for at in range(start, min(len(lines), start + random.choice((1, 1, 4, 40)))):
        outdented = lines[at].lstrip()
        lines[at] = random.choice((blanks + lines[at], blanks + lines[at], outdented))
    return "\n".join(lines)


def _end_lines(text: str, random: Random, other: str) -> str:
    new = random.choice(("\r\n", "\r", "\n\r", "\u2028", "\x85", "\\\n", "  \n", "\n\n", " "))
    if random.random() < 1 / 2:
        return text.replace("\n", new)
    places = [at for at, sign in enumerate(text) if sign == "\n"]
    for at in sorted(random.sample(places, min(len(places), 5)), reverse=True):
        text = text[:at] + new + text[at + 1 :]
    return text


def _insert_live(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    return text[:at] + random.choice(LIVE) + text[at:]


def _nest(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    end = min(len(lines), start + random.choice((1, 3, 20)))
    inner = lines[start:end]
    depth = random.choice((1, 2, 3, 12))
    name = random.choice(("{note}", "{card} 甲", "{item} 7", "{figure} a.png", "{code}", "", "{"))
    for level in range(depth):
        fence = random.choice((":", ":", "`", "：")) * (level + 3)
        inner = [fence + name, *inner, fence]
    return "\n".join([*lines[:start], *inner, *lines[end:]])


def _at(text: str, random: Random) -> int:
    """Choose a place, half the time at the beginning of a line."""
    at = random.randrange(len(text) + 1)
    return at if random.random() < 1 / 2 else text.rfind("\n", 0, at) + 1


def _damage_bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    how = random.randrange(6)
    if how < 3:
        return data[:at] + random.choice(BYTES) + data[at:]
    if how == 3:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    text = data.decode(errors="replace")
    return text.encode(random.choice(("gb18030", "utf-16", "utf-16-be", "big5")), errors="replace")


DAMAGE: Mapping[str, Callable[[str, Random, str], str]] = {
    "lines deleted": _delete_lines,
    "lines repeated": _repeat_lines,
    "lines swapped": _swap_lines,
    "cut off": _cut,
    "characters changed": _flip,
    "signs inserted": _insert_signs,
    "signs widened": _widen,
    "strange characters": _insert_strange,
    "long runs": _long_run,
    "two files spliced": _splice,
    "a piece many times": _repeat_piece,
    "indentation": _indent,
    "line ends": _end_lines,
    "markup from elsewhere": _insert_live,
    "nesting": _nest,
}
OF_BYTES = "bytes that are not UTF-8"
KINDS = (*DAMAGE, OF_BYTES)
