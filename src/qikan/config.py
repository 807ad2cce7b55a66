"""The ``qikan_*`` values of conf.py as one typed value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Protocol

from qikan.citing.gbt7714 import Revision
from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind
from qikan.model import Periodical, PublicationStatus

PREFIX = "qikan_"


class Settings(Protocol):
    """The names and values of a conf.py, in a dictionary or as Sphinx holds them."""

    def __contains__(self, name: str, /) -> bool: ...

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an institution sets for its periodical.

    ``publication_status`` has to be set, if only to say that it is not determined; what print
    says of it stands in ``publication_marks``. ``title`` falls back to Sphinx's ``project``.
    ``vocabularies`` lists TOML files by path from conf.py; each is one vocabulary, named by the
    file. ``gbt7714`` is the revision of GB/T 7714 after which references are written.
    ``pdfs`` is the folder of PDFs, from conf.py, that pages offer; empty where they offer none.
    ``directives`` and ``roles`` name what issues may use beyond the engine's own list.
    """

    title: str = ""
    publisher: str = ""
    office: str = ""
    publication_status: str = ""
    publication_marks: tuple[str, ...] = ()
    gbt7714: str = Revision.GBT_2025.value
    pdfs: str = ""
    vocabularies: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Settings) -> Config:
        """Take the values from conf.py's names; raise Unusable."""
        given = {
            field.name: values[PREFIX + field.name]
            for field in fields(cls)
            if PREFIX + field.name in values
        }
        config = cls(**given)
        for name in ("vocabularies", "publication_marks", "directives", "roles"):
            value = getattr(config, name)
            if not isinstance(value, list | tuple) or not all(isinstance(e, str) for e in value):
                arguments = (PREFIX + name, str(value), '["…"]')
                raise Unusable(Problem(Kind.SETTING, "conf.py", 1, arguments))
        words: dict[str, list[str]] = {
            "publication_status": list(PublicationStatus),
            "gbt7714": list(Revision),
        }
        for name, known in words.items():
            if (value := getattr(config, name)) not in known:
                arguments = (PREFIX + name, str(value), "、".join(known))
                raise Unusable(Problem(Kind.SETTING, "conf.py", 1, arguments))
        return config

    def periodical(self, project: str) -> Periodical:
        """Describe the periodical."""
        return Periodical(
            title=self.title or project,
            publisher=self.publisher or None,
            office=self.office or None,
            publication_status=PublicationStatus(self.publication_status),
            marks=tuple(self.publication_marks),
        )
