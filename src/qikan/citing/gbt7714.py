"""References after GB/T 7714, Information and documentation: rules for bibliographic references.

The revision of 2025, in force since 2026-07-01, is the usual one; that of 2015 is for texts that
were begun under it. Forms were compared with examples of both that are published elsewhere. What
is not known of a work is left out with its punctuation; nothing is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from qikan.citing.names import is_east_asian, printed
from qikan.dates import PartialDate
from qikan.works import Name, Work


class Revision(StrEnum):
    """An edition of the standard, by its year."""

    GBT_2025 = "2025"
    GBT_2015 = "2015"


def reference(work: Work, revision: Revision = Revision.GBT_2025) -> str:
    """Write the reference to a work: one line that ends with a full stop."""
    style = _STYLES[revision]
    code, body = _KINDS.get(work.type, _OTHER)
    if revision is Revision.GBT_2015:
        code = _CODES_2015.get(code, code)
    online = "/OL" if work.url or work.doi or code == "EB" else ""
    words = _words(work)
    part = _Parts(work, style, words, f"[{code}{online}]", bool(online))
    return _sentences([*body(part), work.url.strip(), part.doi()])


@dataclass(frozen=True, slots=True)
class _Style:
    """What the revisions do differently; the full stop and square brackets are half-width."""

    former: bool
    comma: str = "，"
    colon: str = "："
    left: str = "（"
    right: str = "）"
    dash: str = "—"


_STYLES = {
    Revision.GBT_2025: _Style(former=False),
    Revision.GBT_2015: _Style(True, comma=", ", colon=": ", left="(", right=")", dash="-"),
}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a reference supplies, in the language of the work."""

    others: str
    translated: str
    volume: str
    edition: Callable[[int, bool], str]


def _chinese_edition(number: int, former: bool) -> str:
    return f"{number}版" if former else f"{number} 版"


def _english_edition(number: int, former: bool) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending} ed"


_CHINESE = _Words("等", "译", "第{}卷", _chinese_edition)
_JAPANESE = _Words("他", "訳", "第{}巻", _chinese_edition)
_WESTERN = _Words("et al", "trans", "v.{}", _english_edition)
_KANA = re.compile("[\u3040-\u30ff]")


def _words(work: Work) -> _Words:
    """Choose by the work's language or, where it is not said, by the script of names and title."""
    language = work.language.strip().lower()
    if language:
        return {"zh": _CHINESE, "ja": _JAPANESE}.get(re.split("[-_]", language)[0], _WESTERN)
    text = "".join((work.title, *(n.family + n.given + n.literal for n in work.authors)))
    if not is_east_asian(text):
        return _WESTERN
    return _JAPANESE if _KANA.search(text) else _CHINESE


# No more names than these are printed.
_MOST_NAMES = 3

_FIRST_EDITION = re.compile(r"(?:第\s*)?(?:1|一)\s*版|1st(?:\s+ed(?:ition|n)?\.?)?|1|一", re.I)
_EDITION = re.compile(
    r"(?:第\s*)?(\d+|[二三四五六七八九十])\s*版|(\d+)(?:st|nd|rd|th)(?:\s+ed(?:ition|n)?\.?)?|(\d+)",
    re.I,
)
_NUMERALS = {numeral: n for n, numeral in enumerate("二三四五六七八九十", start=2)}
_VERSION = re.compile(r"[Vv]?(\d[\w.+-]*)", re.ASCII)
_DASHES = re.compile(r"\s*(?:--+|[–—‐‑−～])\s*|\s+-\s+")
_RANGE = re.compile(r"(\d+)\s*(?:--?|[–—‐‑−～])\s*(\d+)")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts that references are put together from; each is empty where it is not known."""

    work: Work
    style: _Style
    words: _Words
    mark: str
    online: bool

    def responsible(self, names: Sequence[Name]) -> str:
        """Name up to three, then say that there are others."""
        capitals = self.style.former
        shown = [name for name in (printed(n, capitals=capitals) for n in names) if name]
        more = [self.words.others] if len(shown) > _MOST_NAMES else []
        return self.style.comma.join([*shown[:_MOST_NAMES], *more])

    def authors(self) -> str:
        return self.responsible(self.work.authors)

    def authors_or_editors(self) -> str:
        return self.authors() or self.responsible(self.work.editors)

    def translators(self) -> str:
        names = self.responsible(self.work.translators)
        if not names:
            return ""
        # 2015 closes up: 等译
        others = f"{self.style.comma}{self.words.others}"
        joined = self.style.former and self.words is _CHINESE and names.endswith(others)
        return f"{names}{'' if joined else self.style.comma}{self.words.translated}"

    def title(self, *more: str) -> str:
        """Give the title with what belongs to it, a volume or a number, and the mark."""
        return self.style.colon.join(_known(self.work.title, *more)) + self.mark

    def volume(self) -> str:
        volume = self.work.volume.strip()
        return self.words.volume.format(volume) if volume.isdecimal() else volume

    def edition(self) -> str:
        edition = self.work.edition.strip()
        if _FIRST_EDITION.fullmatch(edition):
            return ""
        if match := _EDITION.fullmatch(edition):
            said = match[1] or match[2] or match[3]
            number = _NUMERALS.get(said) or int(said)
            return self.words.edition(number, self.style.former)
        return edition

    def version(self) -> str:
        version = self.work.version.strip() or self.work.edition.strip()
        return f"V{match[1]}" if (match := _VERSION.fullmatch(version)) else version

    def pages(self) -> str:
        pages = _DASHES.sub("-", self.work.page.strip())
        return re.sub(r"(?<=\d),\s*(?=\d)", self.style.comma, pages)

    def year(self) -> str:
        return self._span(_year(self.work.issued), _year(self.work.issued_until))

    def date(self) -> str:
        return str(self.work.issued or "")

    def accessed(self) -> str:
        """Give the date of access, which only what is online has."""
        return f"[{self.work.accessed}]" if self.work.accessed and self.online else ""

    def accessed_formerly(self) -> str:
        """Give the date of access where only the revision of 2015 has it."""
        return self.accessed() if self.style.former else ""

    def published(self, date: str) -> str:
        """Give place, publisher, date and pages: ``地：出版者，年：页``."""
        publisher = self.style.colon.join(_known(self.work.place, self.work.publisher))
        dated = self.style.comma.join(_known(publisher, date))
        return self.style.colon.join(_known(dated, self.pages())) + self.accessed_formerly()

    def published_or_dated(self) -> str:
        """Give the year beside a publisher, and the whole date alone."""
        known = self.work.place.strip() or self.work.publisher.strip()
        return self.published(self.year() if known else self.date())

    def released(self, platform: str) -> str:
        """Give what may change online: platform, date in brackets, date of access."""
        date = f"{self.style.left}{self.work.issued}{self.style.right}" if self.work.issued else ""
        return f"{platform.strip()}{date}{self.accessed()}"

    def numbering(self, date: str, volume: str, issue: str) -> str:
        """Number a part of a serial: ``2014，3（2）``."""
        numbered = self.style.comma.join(_known(date, volume))
        issue = _DASHES.sub("-", issue.strip())
        return f"{numbered}{self.style.left}{issue}{self.style.right}" if issue else numbered

    def article_numbering(self) -> str:
        """Number an article's part of its serial; without a number, by the whole date."""
        work = self.work
        numbered = work.volume.strip() or work.issue.strip()
        return self.numbering(
            self.year_begun() if numbered else self.date(), work.volume, work.issue
        )

    def year_begun(self) -> str:
        return _year(self.work.issued)

    def serial_numbering(self) -> str:
        """Number one part of a serial, or its first and its last."""
        work = self.work
        if not work.issued_until:
            return self.article_numbering()
        volumes, issues = _ends(work.volume), _ends(work.issue)
        first = self.numbering(_year(work.issued), volumes[0], issues[0])
        return self._span(first, self.numbering(_year(work.issued_until), volumes[1], issues[1]))

    def _span(self, first: str, last: str) -> str:
        return self.style.dash.join(dict.fromkeys(_known(first, last)))

    def doi(self) -> str:
        """Give the DOI, unless the address has it."""
        doi = self.work.doi.strip()
        url = self.work.url.lower()
        return "" if not doi or doi.lower() in url or doi.lower() in unquote(url) else f"DOI:{doi}"


def _serial_article(part: _Parts) -> list[str]:
    work = part.work
    # An article that has no pages may have a number instead.
    pages = part.pages() or work.number.strip()
    numbered = part.article_numbering()
    # Nothing separates a title from an issue whose year is not known: 刊名（2）
    joint = "" if numbered.startswith(part.style.left) else part.style.comma
    where = joint.join(_known(work.container, numbered))
    where = part.style.colon.join(_known(where, pages)) + part.accessed_formerly()
    return [part.authors(), part.title(), part.translators(), where]


def _newspaper_article(part: _Parts) -> list[str]:
    where = part.style.comma.join(_known(part.work.container, part.date()))
    if pages := part.pages():
        where += f"{part.style.left}{pages}{part.style.right}"
    return [part.authors(), part.title(), part.translators(), where + part.accessed_formerly()]


def _serial(part: _Parts) -> list[str]:
    published = ""
    if part.work.publisher.strip() or part.work.place.strip():
        published = part.published(part.year())
    return [part.authors_or_editors(), part.title(), part.serial_numbering(), published]


def _book(part: _Parts) -> list[str]:
    return [
        part.authors_or_editors(),
        part.title(part.volume()),
        part.translators(),
        part.edition(),
        part.published(part.year()),
    ]


def _chapter(part: _Parts) -> list[str]:
    """Give a part of a book or of proceedings: ``题名[M]//编者. 书名. 版. 地：出版者，年：页``."""
    work = part.work
    if not work.container.strip():
        return _book(part)
    host = part.style.colon.join(_known(work.container, part.volume()))
    head = _joined([part.title(), part.translators()])
    inside = _joined([part.responsible(work.editors), host])
    source = [part.edition(), part.published(part.year())]
    # A meeting whose papers no publisher brought out has the year behind its name.
    unpublished = not (work.publisher.strip() or work.place.strip() or source[0])
    if work.type == "paper-conference" and unpublished:
        dated = part.style.comma.join(_known(inside, part.year()))
        inside = part.style.colon.join(_known(dated, part.pages())) + part.accessed_formerly()
        source = []
    return [part.authors(), f"{head}//{inside}", *source]


def _thesis(part: _Parts) -> list[str]:
    return [part.authors(), part.title(), part.translators(), part.published(part.year())]


def _report(part: _Parts) -> list[str]:
    work = part.work
    imprint = part.published_or_dated()
    if part.style.former and part.online and not (work.place.strip() or work.publisher.strip()):
        imprint = part.style.colon.join(_known(part.released(""), part.pages()))
    title = part.title(work.number)
    return [part.authors_or_editors(), title, part.translators(), part.edition(), imprint]


def _other(part: _Parts) -> list[str]:
    return _chapter(part) if part.work.container.strip() else _report(part)


def _patent(part: _Parts) -> list[str]:
    dated = part.style.colon.join(_known(part.date(), part.pages())) + part.accessed_formerly()
    return [part.authors(), part.title(part.work.number), dated]


def _standard(part: _Parts) -> list[str]:
    """Give a standard: since 2025 its number and title are all there is."""
    work = part.work
    if part.style.former or not work.number.strip():
        return _report(part)
    return [f"{work.number.strip()} {part.title()}"]


def _web_page(part: _Parts) -> list[str]:
    return [part.authors_or_editors(), part.title(), part.translators(), part.released("")]


def _data_set(part: _Parts) -> list[str]:
    work = part.work
    released = part.released(work.publisher.strip() or work.container)
    return [part.authors_or_editors(), part.title(), part.version(), released]


def _software(part: _Parts) -> list[str]:
    title = part.title()
    return [part.authors_or_editors(), title, part.version(), part.published_or_dated()]


_Body = Callable[[_Parts], list[str]]

# The code of each kind of work, by its type in CSL 1.0.2, with its form.
_OTHER: tuple[str, _Body] = ("Z", _other)
_KINDS: dict[str, tuple[str, _Body]] = {
    "article": ("PP", _data_set),
    "article-journal": ("J", _serial_article),
    "article-magazine": ("J", _serial_article),
    "article-newspaper": ("N", _newspaper_article),
    "book": ("M", _book),
    "chapter": ("M", _chapter),
    "dataset": ("DS", _data_set),
    "entry": ("M", _chapter),
    "entry-dictionary": ("M", _chapter),
    "entry-encyclopedia": ("M", _chapter),
    "map": ("CM", _book),
    "paper-conference": ("C", _chapter),
    "patent": ("P", _patent),
    "periodical": ("J", _serial),
    "post": ("EB", _web_page),
    "post-weblog": ("EB", _web_page),
    "report": ("R", _report),
    "review": ("J", _serial_article),
    "review-book": ("J", _serial_article),
    "software": ("CP", _software),
    "standard": ("S", _standard),
    "thesis": ("D", _thesis),
    "webpage": ("EB", _web_page),
}

# 2015 has no code for preprints, which were filed as archives (档案).
_CODES_2015 = {"PP": "A"}


def _known(*parts: str) -> list[str]:
    return [part for part in map(str.strip, parts) if part]


def _joined(parts: Sequence[str]) -> str:
    """Join by full stops, of which no part brings a second one."""
    known = _known(*parts)
    ended = [f"{part} " if part.endswith(".") else f"{part}. " for part in known[:-1]]
    return "".join([*ended, *known[-1:]])


def _sentences(parts: Sequence[str]) -> str:
    text = _joined(parts)
    return text if text.endswith(".") else f"{text}."


def _year(date: PartialDate | None) -> str:
    return f"{date.year:04}" if date else ""


def _ends(numbers: str) -> tuple[str, str]:
    """Take ``1-4`` apart, the numbers of a serial's first and last part."""
    if match := _RANGE.fullmatch(numbers.strip()):
        return match[1], match[2]
    return numbers, ""
