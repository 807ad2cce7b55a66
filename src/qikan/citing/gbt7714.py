"""References after GB/T 7714, in its revision of 2025 or of 2015."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qikan.citing.names import is_cjk, written
from qikan.works import Name, Work


class Revision(StrEnum):
    """Which GB/T 7714; that of 2025 replaces that of 2015 from July 2026 on."""

    OF_2025 = "2025"
    OF_2015 = "2015"


@dataclass(frozen=True, slots=True)
class _Signs:
    """The marks between the elements: of full width in 2025, of half width in 2015."""

    comma: str
    colon: str
    opening: str
    closing: str

    def bracketed(self, text: str) -> str:
        return f"{self.opening}{text}{self.closing}" if text else ""

    def joined(self, *texts: str) -> str:
        return self.comma.join(filter(None, texts))

    def followed(self, text: str, by: str) -> str:
        return self.colon.join(filter(None, (text, by)))


_SIGNS = {
    Revision.OF_2025: _Signs("，", "：", "（", "）"),
    Revision.OF_2015: _Signs(", ", ": ", "(", ")"),
}

_MARKS = {
    "article": "PP",
    "article-journal": "J",
    "article-magazine": "J",
    "article-newspaper": "N",
    "book": "M",
    "chapter": "M",
    "collection": "G",
    "dataset": "DS",
    "entry": "M",
    "entry-dictionary": "M",
    "entry-encyclopedia": "M",
    "manuscript": "A",
    "map": "CM",
    "paper-conference": "C",
    "patent": "P",
    "periodical": "J",
    "post": "EB",
    "post-weblog": "EB",
    "report": "R",
    "review": "J",
    "software": "CP",
    "standard": "S",
    "thesis": "D",
    "webpage": "EB",
}
_OTHER = "Z"
_WITHIN = frozenset(
    {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}
)
_NUMBERED = frozenset({"patent", "report", "standard"})
_MOST_NAMES = 3
_OTHERS = {"zh": "等", "ja": "他"}
_ORDINAL = re.compile(r"第?\s*(\d+)\s*(?:版|st|nd|rd|th)?(?:\s*ed\.?)?", re.IGNORECASE)


def reference(work: Work, revision: Revision = Revision.OF_2025) -> str:
    """Write the reference to a work, ending in a full stop.

    What the work does not tell is left out. Elements stand as they are given: titles are not
    changed, dates have the form of ISO 8601.
    """
    return _Reference(work, revision).text()


class _Reference:
    def __init__(self, work: Work, revision: Revision) -> None:
        self.work = work
        self.signs = _SIGNS[revision]
        self.is_old = revision is Revision.OF_2015
        self.mark = _MARKS.get(work.type, _OTHER)
        self.language = work.language[:2].lower() or _language(work)
        self.is_online = self.mark == "EB" or bool(work.url or work.doi)

    def text(self) -> str:
        work = self.work
        within = work.type in _WITHIN and work.container
        authors = work.authors or (() if within else work.editors)
        return _sentence(
            self.names(authors),
            self.title(),
            self.translators(),
            self.edition(),
            *self.imprint(),
            work.url,
            self.doi(),
        )

    # ---- who and what

    def names(self, names: Sequence[Name]) -> str:
        """Write up to three names, more as three and a word for the others."""
        shown = [written(name, capitals=self.is_old) for name in names[:_MOST_NAMES]]
        if len(names) > _MOST_NAMES:
            shown.append(_OTHERS.get(self.language, "et al"))
        return self.signs.joined(*shown)

    def title(self) -> str:
        """Write the title with the mark of its kind, and what it stands in."""
        work = self.work
        title = work.title
        if work.type in _NUMBERED:
            title = self.signs.followed(title, work.number)
        elif work.volume and self.mark in {"M", "G"} and not work.container:
            title = self.signs.followed(title, self.volume())
        marked = f"{title}[{self.mark}{'/OL' if self.is_online else ''}]"
        if work.type in _WITHIN and work.container:
            return f"{marked}//{_sentence(self.names(work.editors), work.container, end='')}"
        return marked

    def volume(self) -> str:
        if not self.work.volume.isdecimal():
            return self.work.volume
        return f"第{self.work.volume}卷" if self.language == "zh" else f"Vol.{self.work.volume}"

    def translators(self) -> str:
        names = self.names(self.work.translators)
        if not names:
            return ""
        if self.language != "zh":
            return self.signs.joined(names, "trans")
        if len(self.work.translators) > _MOST_NAMES:
            return f"{names}译"  # 等译
        return self.signs.joined(names, "译")

    def edition(self) -> str:
        """Write an edition; the first one is not told."""
        number = _ORDINAL.fullmatch(self.work.edition.strip())
        if number is None:
            return self.work.edition.rstrip(".")
        count = int(number[1])
        if count == 1:
            return ""
        if self.language == "zh":
            return f"{count}版" if self.is_old else f"{count} 版"
        return f"{count}{_suffix(count)} ed"

    # ---- where and when

    def imprint(self) -> Iterable[str]:
        match self.mark:
            case "N":
                yield self.newspaper()
            case "J" if self.work.type == "periodical":
                yield self.holdings()
                yield self.published(self.years())
            case "J":
                yield self.serial()
            case "EB":
                yield self.signs.bracketed(_iso(self.work.issued)) + self.accessed()
            case "DS" | "PP" | "CP":
                yield self.work.version
                yield self.platform()
            case "P":
                yield _iso(self.work.issued) + self.accessed_before()
            case "R" if not self.work.publisher:
                yield self.dated()
            case _:
                published = self.published(self.year())
                yield self.signs.followed(published, self.pages()) + self.accessed_before()

    def newspaper(self) -> str:
        place = self.signs.joined(self.work.container, _iso(self.work.issued))
        return place + self.signs.bracketed(self.pages()) + self.accessed_before()

    def serial(self) -> str:
        """Write a serial's name with year, volume, number and pages.

        Where neither volume nor number is known, the whole date tells the issue.
        """
        work = self.work
        when = self.year() if work.volume or work.issue else _iso(work.issued)
        number = self.signs.joined(when, work.volume) + self.signs.bracketed(work.issue)
        place = self.signs.joined(work.container, number)
        return self.signs.followed(place, self.pages()) + self.accessed_before()

    def holdings(self) -> str:
        """Write from which number to which a whole serial is meant, or which one number."""
        work = self.work
        first, _, last = work.issue.partition("—")
        start = self.signs.joined(self.year(), work.volume) + self.signs.bracketed(first)
        if work.issued_until is None:
            return start if work.issue or work.volume else ""
        if not last:
            return ""
        return f"{start}—{work.issued_until.year:04}{self.signs.bracketed(last)}"

    def platform(self) -> str:
        """Write who offers data or a preprint, since when, and when it was looked up."""
        offered = self.work.publisher or self.work.container
        return offered + self.signs.bracketed(_iso(self.work.issued)) + self.accessed()

    def dated(self) -> str:
        date = _iso(self.work.issued)
        if self.is_old and self.is_online:
            return self.signs.bracketed(date) + self.accessed()
        return self.signs.followed(date, self.pages())

    def published(self, year: str) -> str:
        publisher = self.signs.followed(self.work.place, self.work.publisher)
        return self.signs.joined(publisher, year)

    def year(self) -> str:
        return f"{self.work.issued.year:04}" if self.work.issued else ""

    def years(self) -> str:
        until = self.work.issued_until
        return f"{self.year()}—{until.year:04}" if until else self.year()

    def pages(self) -> str:
        return re.sub("[–—]|--", "-", self.work.page)

    def accessed(self) -> str:
        return f"[{self.work.accessed}]" if self.work.accessed else ""

    def accessed_before(self) -> str:
        """Write when a dated work was looked up: only the standard of 2015 asks for it."""
        return self.accessed() if self.is_old and self.is_online else ""

    def doi(self) -> str:
        """Write the DOI, unless the address tells it."""
        known = not self.work.doi or self.work.doi.lower() in self.work.url.lower()
        return "" if known else f"DOI:{self.work.doi}"


def _sentence(*elements: str, end: str = ".") -> str:
    """Join elements by full stops, none of them twice."""
    text = ""
    for element in filter(None, elements):
        gap = " " if text.endswith(".") else ". " if text else ""
        text += gap + element
    return text if text.endswith(end) else text + end


def _language(work: Work) -> str:
    names = (name.literal + name.family for name in (*work.authors, *work.editors))
    return "zh" if is_cjk("".join((work.title, work.container, *names))) else ""


def _iso(date: object) -> str:
    return str(date) if date else ""


def _suffix(count: int) -> str:
    if 10 < count % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
