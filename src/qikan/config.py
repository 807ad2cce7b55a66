"""The ``qikan_*`` values of conf.py as one typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from qikan.diagnostics import Kind, Problem, Unusable
from qikan.model import Periodical, PublicationStatus

PREFIX = "qikan_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an institution sets for its periodical.

    ``title`` falls back to Sphinx's ``project``. ``vocabularies`` lists TOML files by path from
    conf.py; each is one vocabulary, named by the file. ``directives`` and ``roles`` name what
    issues may use beyond the engine's own list.
    """

    title: str = ""
    publisher: str = ""
    office: str = ""
    publication_status: str = PublicationStatus.UNKNOWN.value
    vocabularies: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Config:
        """Take the values from conf.py's names; raise Unusable."""
        given = {
            field.name: values[PREFIX + field.name]
            for field in fields(cls)
            if PREFIX + field.name in values
        }
        config = cls(**given)
        for name in ("vocabularies", "directives", "roles"):
            value = getattr(config, name)
            if not isinstance(value, list | tuple) or not all(isinstance(e, str) for e in value):
                arguments = (PREFIX + name, str(value), '["…"]')
                raise Unusable(Problem(Kind.SETTING, "conf.py", 1, arguments))
        if config.publication_status not in list(PublicationStatus):
            status, known = str(config.publication_status), "、".join(PublicationStatus)
            arguments = ("qikan_publication_status", status, known)
            raise Unusable(Problem(Kind.SETTING, "conf.py", 1, arguments))
        return config

    def periodical(self, project: str) -> Periodical:
        """Describe the periodical."""
        return Periodical(
            title=self.title or project,
            publisher=self.publisher or None,
            office=self.office or None,
            publication_status=PublicationStatus(self.publication_status),
        )
