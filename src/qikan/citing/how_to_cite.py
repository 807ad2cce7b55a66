"""How an item or an issue of the archive is cited, in every form that is offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.citing.csl import entry_of
from qikan.citing.exchange import bibtex, ris
from qikan.citing.gbt7714 import Revision, reference
from qikan.works import Work


def csl_json(works: Sequence[Work]) -> str:
    """Write works as CSL-JSON, a list of entries."""
    entries = [entry_of(work) for work in works]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Format:
    """A format for programs, under its name, with the ending of its files."""

    name: str
    ending: str
    write: Callable[[Sequence[Work]], str]


FORMATS: Mapping[str, Format] = {
    "bibtex": Format("BibTeX", "bib", bibtex),
    "ris": Format("RIS", "ris", ris),
    "csl-json": Format("CSL-JSON", "json", csl_json),
}


@dataclass(frozen=True, slots=True)
class HowToCite:
    """The reference to a work in words, its records for programs, and its permanent address.

    The address is empty where the archive has none yet.
    """

    work: Work
    revision: Revision

    @property
    def address(self) -> str:
        """The permanent address."""
        return self.work.url

    @property
    def words(self) -> Iterator[tuple[str, str]]:
        """Each standard with the reference after it."""
        yield f"GB/T 7714-{self.revision}", reference(self.work, self.revision)

    @property
    def records(self) -> Iterator[tuple[str, str]]:
        """Each format with the record in it."""
        for each in FORMATS.values():
            yield each.name, each.write([self.work]).strip("\n")
