"""The forms that the text of an issue may use: one closed list of directives and roles.

Whatever stands here is known to be harmless on a page and whole in its own right; everything
else is shown as text. ``conf.py`` may add names, of which nothing more is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from types import MappingProxyType

from qikan.model import Vocabulary

RECORD = frozenset({"item", "erratum", "matter"})
"""Directives that are no text: the reader reads them, and nothing of them is shown."""

CITATIONS = ("cite", "cite:p")
REFERENCES = ("item", "issue", "outlet")
VERBATIM = frozenset({"code", "code-block", "sourcecode", "math", "raw"})
"""Directives whose content is no Markdown: what looks like a role there is none."""

MARKS = ("sub", "sup", "abbr", "code", "literal", "math", "emphasis", "strong")

SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
"""Where a link may lead out of the archive."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an argument or an option may be; ``text`` is Markdown, ``file`` names a picture."""

    pattern: str = r"\S.*"
    example: str = ""
    text: bool = False
    file: bool = False

    def fits(self, written: str) -> bool:
        """Tell whether this may be written."""
        return re.fullmatch(self.pattern, written) is not None


class Content(Enum):
    """What stands between the first and the last line of a directive."""

    NONE = auto()
    TEXT = auto()
    CODE = auto()
    FORMULA = auto()  # in the notation of LaTeX
    CAPTION = auto()  # a paragraph, then text
    LIST = auto()  # rows and cells as a list of lists
    TABLE = auto()  # one table drawn with bars
    PARTS = auto()  # nothing but the directives that belong into it


@dataclass(frozen=True, slots=True)
class Form:
    """A directive that an issue may use.

    ``first_line`` is text that may begin behind the name already. Of a ``free`` form, named by
    conf.py, nothing is known: whatever is wrong with it, its own program tells.
    """

    example: str = ""
    argument: Value | None = None
    needs_argument: bool = False
    first_line: bool = False
    options: Mapping[str, Value] = field(default_factory=dict)
    content: Content = Content.TEXT
    needs_content: bool = False
    parent: str = ""
    parts: tuple[str, ...] = ()
    free: bool = False


_TEXT = Value(example="文字", text=True)
_WORDS = Value(example="文字")
_FLAG = Value("", "")
_COUNT = Value("[0-9]{1,3}", "1")
_PERCENT = Value("[0-9]{1,3}%", "50%")
_PICTURE = Value(r"\S+", "2014-07-04-tu1.png", file=True)
_ADDRESS = Value(r"(?i)(?:https?://|ftp://|mailto:)\S+", "https://www.example.org/")
_PARTS = "(?:auto|[1-9]|1[0-2])"
_COLUMNS = Value(f"{_PARTS}|(?:{_PARTS} +){{3}}{_PARTS}", "2")
_GAPS = Value("[0-5]|(?:[0-5] +){3}[0-5]", "2")


def _one_of(*words: str) -> Value:
    return Value("|".join(map(re.escape, words)), "、".join(words))


_NOTE = Form(first_line=True, needs_content=True)
_PICTURED: Mapping[str, Value] = {"alt": _WORDS, "width": _PERCENT, "target": _ADDRESS}
_CARD: Mapping[str, Value] = {
    "header": _TEXT,
    "footer": _TEXT,
    "link": _ADDRESS,
    "link-alt": _WORDS,
    "shadow": _one_of("none", "sm", "md", "lg"),
    "text-align": _one_of("left", "right", "center", "justify"),
    "width": _one_of("auto", "25%", "50%", "75%", "100%"),
}

DIRECTIVES: Mapping[str, Form] = MappingProxyType(
    {
        # Tables and pictures
        "list-table": Form(
            "* - 甲",
            argument=_TEXT,
            options={"header-rows": _COUNT, "stub-columns": _COUNT},
            content=Content.LIST,
            needs_content=True,
        ),
        "table": Form("| 甲 | 乙 |", argument=_TEXT, content=Content.TABLE, needs_content=True),
        "figure": Form(
            argument=_PICTURE, needs_argument=True, options=_PICTURED, content=Content.CAPTION
        ),
        "image": Form(
            argument=_PICTURE, needs_argument=True, options=_PICTURED, content=Content.NONE
        ),
        # Notes and quotations
        **dict.fromkeys(
            ("note", "tip", "hint", "important", "attention", "caution", "warning", "danger",
             "error", "seealso", "epigraph", "pull-quote"),
            _NOTE,
        ),
        "admonition": Form(argument=_TEXT, needs_argument=True, needs_content=True),
        "rubric": Form(argument=_TEXT, needs_argument=True, content=Content.NONE),
        # What is shown as it is written
        "code": Form(argument=Value(r"\S+", "text"), content=Content.CODE, needs_content=True),
        "code-block": Form(
            argument=Value(r"\S+", "text"),
            options={"caption": _TEXT, "linenos": _FLAG},
            content=Content.CODE,
            needs_content=True,
        ),
        "math": Form(content=Content.FORMULA, needs_content=True),
        # Cards, grids and tabs
        "card": Form(argument=_TEXT, options=_CARD),
        "grid": Form(
            argument=_COLUMNS,
            options={"gutter": _GAPS},
            content=Content.PARTS,
            needs_content=True,
            parts=("grid-item", "grid-item-card"),
        ),
        "grid-item": Form(first_line=True, options={"columns": _COLUMNS}, parent="grid"),
        "grid-item-card": Form(
            argument=_TEXT, options={"columns": _COLUMNS, **_CARD}, parent="grid"
        ),
        "tab-set": Form(content=Content.PARTS, needs_content=True, parts=("tab-item",)),
        "tab-item": Form(
            argument=_TEXT,
            needs_argument=True,
            options={"selected": _FLAG},
            needs_content=True,
            parent="tab-set",
        ),
        "dropdown": Form(
            argument=_TEXT, needs_argument=True, options={"open": _FLAG}, needs_content=True
        ),
    }
)  # fmt: skip

_LABELLED = frozenset({"list-table", "table", "figure", "code-block"})


@dataclass(frozen=True, slots=True)
class Forms:
    """The directives and roles of one archive.

    ``labels`` tells whether a place may be given a name: only where a role can lead there.
    """

    directives: Mapping[str, Form]
    roles: frozenset[str]
    labels: bool

    @classmethod
    def of(
        cls,
        vocabularies: Iterable[Vocabulary] = (),
        directives: Iterable[str] = (),
        roles: Iterable[str] = (),
    ) -> Forms:
        """Take the list above, with the vocabularies' roles and the names from conf.py."""
        known = dict(DIRECTIVES)
        if labels := "ref" in roles:
            for name in _LABELLED:
                options = {**known[name].options, "name": _WORDS}
                known[name] = replace(known[name], options=options)
        for name in directives:
            content = Content.CODE if name in VERBATIM else Content.TEXT
            known.setdefault(name, Form(free=True, content=content))
        own = (vocabulary.role for vocabulary in vocabularies)
        return cls(known, frozenset({*CITATIONS, *REFERENCES, *MARKS, *own, *roles}), labels)
