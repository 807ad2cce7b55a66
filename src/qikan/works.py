"""Published works, as bibliographies describe them."""

from __future__ import annotations

from dataclasses import dataclass

from qikan.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or a body that is responsible for a work.

    A body, or a name that cannot be taken apart, is ``literal`` alone. ``particle`` stands
    between given and family name (``van der``); ``suffix`` behind both (``Jr``).
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a reference describes; what is not known is empty.

    The fields are those of CSL 1.0.2, and ``type`` is one of its types. ``language`` is a tag of
    BCP 47 such as ``zh-CN``. ``container`` is the newspaper, serial or book in which the work
    stands, ``editors`` are its editors. Where a work came out over some time, as a serial does,
    ``issued`` is the first and ``issued_until`` the last date.
    """

    id: str
    type: str
    title: str
    language: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    issued: PartialDate | None = None
    issued_until: PartialDate | None = None
    accessed: PartialDate | None = None
    edition: str = ""
    version: str = ""
    volume: str = ""
    issue: str = ""
    number: str = ""
    page: str = ""
    url: str = ""
    doi: str = ""
