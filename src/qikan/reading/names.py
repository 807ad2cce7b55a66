"""What divides names: those of terms, of persons and of outlets.

BibTeX divides persons by `` and `` alone, and the names of an outlet stand between semicolons;
other signs there make one name of several. What stands in braces is one on purpose.
"""

from __future__ import annotations

import re

BETWEEN_TERMS = re.compile(r"[、，,；;]\s*")
"""Between the topics or places of an item."""

_HAN = "[〇\u3400-\u9fff\U00020000-\U0003ffff]"
_BRACED = re.compile(r"\{[^{}]*\}")
_BRACKETED = re.compile(r"\{[^{}]*\}|[(（][^()（）]*[)）]|《[^《》]*》|“[^“”]*”")
_BETWEEN_PERSONS = re.compile(rf"\s*[、，；;]\s*|(?<={_HAN})\s*(?:,|and|[&＆]|\s)\s*(?={_HAN})")
_BETWEEN_ALIASES = re.compile(rf"\s*[、，]\s*|(?<={_HAN})\s*,\s*(?={_HAN})")
_SURNAME = re.compile(
    rf"(?:{_HAN}|欧阳|歐陽|上官|司马|司馬|司徒|司空|东方|東方|东郭|南宫|南宮|西门|独孤|獨孤|诸葛|諸葛"
    "|夏侯|皇甫|尉迟|尉遲|公孙|公孫|慕容|长孙|長孫|宇文|令狐|轩辕|钟离|鍾離|闻人|聞人|赫连|澹台|端木"
    rf"|百里|呼延|拓跋|濮阳|申屠|太史|鲜于|鮮于|万俟|闾丘|梁丘|左丘|达奚)(?:[,，]\s*|\s+){_HAN}+"
)

_OFFICE = (
    "(?:(?:本报|本刊|本网|本台|本社|特约|特派|实习|见习|责任)*"
    "(?:记者|通讯员|编辑|编译|责编|撰稿|作者|译者|评论员))"
)
_TITLE = re.compile(
    rf"(?:{_OFFICE}|[文图]+)\s*[:：/／]\s*|{_OFFICE}(?:$|(?={_HAN}{{1,3}}[^会社部室团站网报家]$))"
    r"|\s*[/／][文图摄]+$"
)


def terms_in(text: str) -> tuple[str, ...]:
    """Take the topics or places of an item apart."""
    return tuple(filter(None, BETWEEN_TERMS.split(text)))


def untitled(person: str) -> str | None:
    """Write persons without what they do, if that stands there: ``记者 李云 通讯员 王大山``."""
    if _BRACED.fullmatch(person):  # a body, such as an editorial office
        return None
    written = _pieces(person, _BETWEEN_PERSONS, _BRACED)
    names = [name for piece in written if (name := _TITLE.sub("", piece))]
    if not names or names == written:
        return None
    is_one = _SURNAME.fullmatch(" ".join(names))
    return "".join(names) if is_one else " and ".join(names)


def divided(person: str) -> str | None:
    """Write a person as they should stand, if this is none; ``李, 云`` and ``Miller, Bob`` are."""
    names = _pieces(person, _BETWEEN_PERSONS, _BRACED)
    if len(names) < 2:
        return None
    if _SURNAME.fullmatch(person):
        return None if "," in person else "".join(names)
    return " and ".join(names)


def divided_aliases(text: str) -> str | None:
    """Write the names of an outlet as they should stand, if other signs divide them."""
    names = _pieces(text, _BETWEEN_ALIASES, _BRACKETED)
    return "；".join(names) if len(names) > 1 else None


def _pieces(text: str, between: re.Pattern[str], kept: re.Pattern[str]) -> list[str]:
    """Take a text apart, but for what is kept together."""
    masked = kept.sub(lambda found: "\0" * len(found[0]), text)
    ends = [(found.start(), found.end()) for found in between.finditer(masked)]
    starts = [0, *(end for _, end in ends)]
    return [
        piece
        for start, end in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)
        if (piece := text[start:end].strip())
    ]
