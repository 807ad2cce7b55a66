"""Identifiers that last for ever, with the pages and anchors that follow from them.

An issue is named by its date (``2014-07-04``, ``2014-07-04b`` for a second one that day,
``2014-07`` where no day is known) or, in a periodical that only counts, by year and number
(``2014-no03``, combined ``2014-no09-10``). An item adds its number: ``2014-07-04/3``.

Pages are named as Sphinx names documents: without suffix, ``/`` between the parts.
"""

from __future__ import annotations

import re
from typing import NewType

from qikan.dates import PartialDate

IssueId = NewType("IssueId", str)
ItemId = NewType("ItemId", str)
OutletId = NewType("OutletId", str)
TermId = NewType("TermId", str)
CitationKey = NewType("CitationKey", str)

_DATED = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)([b-z])?", re.ASCII)
_COUNTED = re.compile(r"(\d{4})-no(\d{2,4})(?:-(\d{2,4}))?", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class InvalidId(ValueError):
    """A text that is no identifier."""


def issue_id(text: str) -> IssueId:
    """Check the form and the date of an issue's id; raise InvalidId."""
    counted = _COUNTED.fullmatch(text)
    dated = None if counted else _DATED.fullmatch(text)
    try:
        if counted:
            year, first, last = counted.groups()
            PartialDate.parse(year)
            if 0 < int(first) < int(last or "10000"):
                return IssueId(text)
        elif dated:
            PartialDate.parse(dated[1])
            return IssueId(text)
    except ValueError as error:
        raise InvalidId(text) from error
    raise InvalidId(text)


def item_number(text: str) -> int:
    """Read an item's number, 1 to 9999 in ASCII digits; raise InvalidId."""
    if not _NUMBER.fullmatch(text):
        raise InvalidId(text)
    return int(text)


def item_id(issue: IssueId, number: int) -> ItemId:
    """Name an item by its issue and its number there."""
    return ItemId(f"{issue}/{number}")


def key(text: str) -> str:
    """Check the id of an outlet, term or citation: lower-case ASCII words joined by hyphens."""
    if not _KEY.fullmatch(text):
        raise InvalidId(text)
    return text


def issue_of(item: ItemId) -> IssueId:
    """Name the issue in which an item stands."""
    return IssueId(item.partition("/")[0])


def year_of(id: IssueId | ItemId) -> int:
    """Tell the year that the id of every issue begins with, and so that of every item."""
    return int(id[:4])


def date_of(issue: IssueId) -> PartialDate:
    """Tell the date in an issue's id, no more than the year where it only counts."""
    dated = _DATED.fullmatch(issue)
    return PartialDate.parse(dated[1] if dated else issue[:4])


def count_of(issue: IssueId) -> int:
    """Tell the number in the id of an issue that only counts, else 0."""
    counted = _COUNTED.fullmatch(issue)
    return int(counted[2]) if counted else 0


def issue_page(issue: IssueId) -> str:
    """Name the page of an issue, which is also its document: ``issues/2014/2014-07-04``."""
    return f"issues/{issue[:4]}/{issue}"


def item_page(item: ItemId) -> str:
    """Name the page on which an item stands alone: ``issues/2014/2014-07-04/3``."""
    return f"issues/{item[:4]}/{item}"


def item_anchor(number: int) -> str:
    """Name an item's place on its issue's page."""
    return f"item-{number}"


def source_anchor(key: CitationKey) -> str:
    """Name the place of a citation's record on the pages of the items that cite it."""
    return f"source-{key}"


def erratum_anchor(number: int, count: int) -> str:
    """Name the place of an item's correction, counted from 1, on its issue's page."""
    return f"item-{number}-erratum-{count}"


def outlet_page(outlet: OutletId) -> str:
    """Name the page of an outlet: ``outlets/shanxi-ribao``."""
    return f"outlets/{outlet}"


def term_page(vocabulary: str, term: TermId) -> str:
    """Name the page of a vocabulary's term: ``places/taiyuan``."""
    return f"{vocabulary}/{term}"


def year_page(year: int) -> str:
    """Name the page of a year: ``years/2014``."""
    return f"years/{year:04}"
