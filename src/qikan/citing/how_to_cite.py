"""How an item or an issue of the archive is cited, in every form that is offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qikan.citing.bibtex import BibtexWriter
from qikan.citing.csl import to_csl
from qikan.citing.gbt7714 import Revision, reference
from qikan.citing.ris import RisWriter
from qikan.works import Work


@dataclass(frozen=True, slots=True)
class Format:
    """A format for programs: its name, the ending of its files, and how these are written.

    ``entry`` writes one work, ``file`` makes a file of entries.
    """

    name: str
    ending: str
    entry: Callable[[Work], str]
    file: Callable[[Iterable[str]], str]

    def write(self, works: Iterable[Work]) -> str:
        """Write a file of works."""
        return self.file(map(self.entry, works))


_bibtex = BibtexWriter()
_ris = RisWriter()


def _csl_entry(work: Work) -> str:
    return json.dumps(to_csl(work), ensure_ascii=False)


def _csl_file(entries: Iterable[str]) -> str:
    return "[\n" + ",\n".join(entries) + "\n]\n"


FORMATS: Mapping[str, Format] = {
    "bibtex": Format("BibTeX", "bib", lambda work: _bibtex.write([work]), "\n".join),
    "ris": Format("RIS", "ris", lambda work: _ris.write([work]), "\n".join),
    "csl-json": Format("CSL-JSON", "json", _csl_entry, _csl_file),
}


@dataclass(frozen=True, slots=True)
class HowToCite:
    """The ways to cite one work.

    ``words`` are references, each with the name of its standard; ``entries`` those for programs,
    by the key of their format. ``address`` is the permanent one, empty where there is none yet.
    """

    address: str
    words: tuple[tuple[str, str], ...]
    entries: Mapping[str, str]

    @classmethod
    def of(cls, work: Work, revision: Revision) -> HowToCite:
        """Cite a work in every way."""
        words = (f"GB/T 7714-{revision}", reference(work, revision))
        entries = {key: each.entry(work) for key, each in FORMATS.items()}
        return cls(work.url, (words,), entries)
