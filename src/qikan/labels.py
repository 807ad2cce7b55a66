"""The words that readers see for each value of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qikan.catalogue import mark
from qikan.dates import PartialDate
from qikan.model import Edition, Erratum, ErratumKind, Evidence, PublicationStatus

Translate = Callable[[str], str]

Terms = tuple[tuple[str, tuple[str, ...]], ...]
"""The names of terms, by that of their vocabulary."""

STATUS: Mapping[PublicationStatus, str] = {
    PublicationStatus.PUBLIC: mark("published openly"),
    PublicationStatus.INTERNAL: mark("internal material"),
    PublicationStatus.OFFICIAL: mark("official brief"),
    PublicationStatus.CLEARED: mark("cleared for publication by its owner"),
    PublicationStatus.UNKNOWN: mark("not determined"),
}

EDITION: Mapping[Edition, str] = {
    Edition.FULL: mark("full text"),
    Edition.ABSTRACT: mark("abstract edition"),
}

EDITION_NOTE: Mapping[Edition, str] = {
    Edition.FULL: mark("Full text: the items stand as printed."),
    Edition.ABSTRACT: mark(
        "Abstract edition: the rights in the pieces belong to the sources that are named, so that "
        "the text of each item is an abstract in the archive's own words; titles, sources and "
        "tables are as printed."
    ),
}

ITEM_NOTE: Mapping[Edition, str] = {
    Edition.ABSTRACT: mark(
        "Abstract edition: the text is an abstract in the archive's own words, not to be quoted "
        "as the original."
    ),
}
"""What an item's page says above the text."""

OUTLET_KIND: Mapping[str, str] = {
    "newspaper": mark("newspaper"),
    "agency": mark("news agency"),
    "website": mark("website"),
    "magazine": mark("magazine"),
    "broadcaster": mark("broadcaster"),
    "government": mark("government office"),
}

ERRATUM_KIND: Mapping[ErratumKind, str] = {
    ErratumKind.CORRECTION: mark("correction"),
    ErratumKind.RETRACTION: mark("retraction"),
    ErratumKind.REMOVAL: mark("removal"),
    ErratumKind.NOTE: mark("editors' note"),
}

EVIDENCE: Mapping[Evidence, str] = {
    Evidence.OUTLET_ONLY: mark(
        "according to the source “{0}” that this periodical prints; the title, date and page of "
        "the original piece are not known"
    ),
    Evidence.LOCATED: mark("the original piece has been found"),
    Evidence.ARCHIVED: mark("the original piece has been found, and a copy of it is kept"),
}


def date(date: PartialDate, translate: Translate) -> str:
    """Write a date for readers, as far as it is known."""
    if date.day:
        form = translate(mark("{year}-{month:02}-{day:02}"))
    elif date.month:
        form = translate(mark("{year}-{month:02}"))
    else:
        form = translate(mark("{year}"))
    return form.format(year=date.year, month=date.month, day=date.day)


def day(date: PartialDate, translate: Translate) -> str:
    """Write a date below the name of its year, as far as it is known."""
    if not date.month:
        return ""
    form = translate(mark("{month:02}-{day:02}") if date.day else mark("month {month}"))
    return form.format(month=date.month, day=date.day)


def below_year(label: str, year: int, translate: Translate) -> str:
    """Shorten an issue's label below the name of its year, which it mostly begins with."""
    return label.removeprefix(translate(mark("{year}")).format(year=year)) or label


def erratum(erratum: Erratum, translate: Translate) -> str:
    """Say what was printed and what is right, then what else there is to say."""
    if not erratum.printed:
        return erratum.text
    words = translate(mark("“{0}” should read “{1}”."))
    return words.format(erratum.printed, erratum.right) + erratum.text


def reasons(terms: Terms, words: tuple[str, ...], translate: Translate) -> str:
    """Say why an item is suggested beside another: what the two share."""
    comma = translate(mark(", "))
    same = translate(mark("Same %(vocabulary)s: %(names)s"))
    said = [same % {"vocabulary": name, "names": comma.join(names)} for name, names in terms]
    if words:
        said.append(translate(mark("Similar words: %(words)s")) % {"words": comma.join(words)})
    return translate(mark("; ")).join(said)
