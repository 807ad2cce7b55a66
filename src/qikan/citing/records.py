"""The archive's own issues and items as works that can be cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qikan import ids
from qikan.archive import Archive
from qikan.model import Issue, Item
from qikan.works import Name, Work

_YEAR = re.compile(r"\s*([\d〇○零一二三四五六七八九]{4})\s*年\s*")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_BETWEEN_NAMES = re.compile(r"[、，；：,;:/|\s（）()【】\[\]]+")
_AFFILIATION = re.compile(r"(?<=[^\s、，；：,;:/|（(])[（(][^（）()]*[）)]")
# Before a name: 本报记者, 新华社记者, 特约通讯员. Alone or behind a name: 整理, 摄影.
_ROLE_BEFORE = re.compile(r"^.*(?:记者|通讯员|实习生|特派员|撰稿人|评论员)")
_ROLE = re.compile(
    "(?:责任)?编辑|责编|编|编写|编译|编撰|整理|综合|采写|撰文|撰稿|供稿|来稿|报道|摄影|摄影报道|图文|"
    "文|图|摄|译|翻译|作者|本报讯|佚名|等"
)
_ROLE_BEHIND = re.compile(r"(?<=..)(?:等|整理|编译|编写|采写|撰文|撰稿|供稿|摄影|摄影报道|报道)$")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def works_of(archive: Archive, issue: Issue, address: Callable[[str], str]) -> Iterator[Work]:
    """Describe an issue, then each of its items; ``address`` gives a page's permanent one."""
    yield issue_work(archive, issue, address(ids.issue_page(issue.id)))
    for item in issue.items:
        yield item_work(archive, item, address(ids.item_page(item.id)))


def item_work(archive: Archive, item: Item, address: str = "", language: str = "") -> Work:
    """Describe an item as an article of the periodical.

    ``address`` is permanent, or empty where none is known; so is the ``language`` of the text.
    """
    issue = archive.issue(item.id.partition("/")[0])
    if issue is None:
        raise KeyError(item.id)
    return Work(
        id=item.id,
        type="article-journal",
        title=item.title,
        language=language,
        authors=authors(item.byline or ""),
        container=archive.periodical.title,
        issued=issue.date,
        volume=issue.volume or "",
        issue=numbering(issue),
        page=item.page or "",
        url=address,
    )


def issue_work(archive: Archive, issue: Issue, address: str = "", language: str = "") -> Work:
    """Describe an issue as one part of the periodical; see ``item_work``."""
    publisher = archive.periodical.publisher or ""
    return Work(
        id=issue.id,
        type="periodical",
        title=archive.periodical.title,
        language=language,
        authors=(Name(literal=publisher),) if publisher else (),
        publisher=publisher,
        issued=issue.date,
        volume=issue.volume or "",
        issue=numbering(issue),
        url=address,
    )


def numbering(issue: Issue) -> str:
    """Tell the number of an issue, else its label without the year that leads it."""
    if issue.number:
        return issue.number
    year = _YEAR.match(issue.label)
    if year and int(year[1].translate(_DIGITS)) == issue.date.year:
        return issue.label[year.end() :].strip()
    return issue.label.strip()


def authors(byline: str) -> tuple[Name, ...]:
    """Name the persons and bodies of a printed byline, without their roles."""
    names: list[str] = []
    spaced = False  # 李　云, set wide
    latin = False  # Anna Miller
    for word in _BETWEEN_NAMES.split(_AFFILIATION.sub(" ", byline)):
        name = _ROLE_BEHIND.sub("", _ROLE_BEFORE.sub("", word))
        if not name or _ROLE.fullmatch(name):
            spaced = latin = False
            continue
        han = _HAN.search(name) is not None
        if spaced and len(name) == 1 and han:
            names[-1] += name
            spaced = False
        elif latin and not han:
            names[-1] += f" {name}"
        else:
            names.append(name)
            spaced = han and len(name) == 1
        latin = not han
    return tuple(Name(literal=name) for name in dict.fromkeys(names))
