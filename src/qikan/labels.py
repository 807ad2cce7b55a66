"""The words that readers see for each value of the model."""

from __future__ import annotations

from collections.abc import Mapping

from qikan.catalogue import mark
from qikan.model import Edition, PublicationStatus

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

OUTLET_KIND: Mapping[str, str] = {
    "newspaper": mark("newspaper"),
    "agency": mark("news agency"),
    "website": mark("website"),
    "magazine": mark("magazine"),
    "broadcaster": mark("broadcaster"),
    "government": mark("government office"),
}
