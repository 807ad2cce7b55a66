"""The archive's own items and issues as works that can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.model import Issue, Item, Periodical
from qikan.works import Name, Work

_BETWEEN = re.compile(r"[、，,；;/／\s]+")
_ROLES = re.compile(
    "(?:本报|本刊|本社|本台|本网|特约|见习|实习|首席|驻.{1,6}?)*"
    "(?:记者|通讯员|编辑|编者|实习生|评论员|撰稿人?|作者|整理|摄影|文|图)[:：]?"
)


def item_work(periodical: Periodical, issue: Issue, item: Item, address: str = "") -> Work:
    """Describe an item as an article of the serial; ``address`` is its permanent one, if any."""
    return Work(
        id=item.id,
        type="article-journal",
        title=item.title,
        authors=tuple(authors_of(item.byline or "")),
        container=periodical.title,
        issued=issue.date,
        volume=issue.volume or "",
        issue=designation(issue),
        page=item.page or "",
        url=address,
    )


def issue_work(periodical: Periodical, issue: Issue, address: str = "") -> Work:
    """Describe one number of the serial, for which its publisher is responsible."""
    publisher = periodical.publisher or ""
    return Work(
        id=issue.id,
        type="periodical",
        title=periodical.title,
        authors=(Name(literal=publisher),) if publisher else (),
        publisher=publisher,
        issued=issue.date,
        volume=issue.volume or "",
        issue=designation(issue),
        url=address,
    )


def designation(issue: Issue) -> str:
    """Name an issue within its year: by its number, else by its label without the year."""
    if issue.number:
        return issue.number
    return issue.label.removeprefix(f"{issue.date.year}年").strip() or issue.label


def authors_of(byline: str) -> Iterator[Name]:
    """Take the names out of a byline as print has it, 本刊记者 王明、李云, without their roles."""
    for word in filter(None, _BETWEEN.split(byline)):
        name = _ROLES.sub("", word, count=1) if _ROLES.match(word) else word
        if name:
            yield Name(literal=name)
