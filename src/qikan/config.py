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
    conf.py; each is one vocabulary, named by the file.
    """

    title: str = ""
    publisher: str = ""
    office: str = ""
    publication_status: str = PublicationStatus.UNKNOWN.value
    vocabularies: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Config:
        """Take the values from conf.py's names; raise Unusable."""
        given = {
            field.name: values[PREFIX + field.name]
            for field in fields(cls)
            if PREFIX + field.name in values
        }
        config = cls(**given)
        if not isinstance(config.vocabularies, list | tuple):
            name, value = "qikan_vocabularies", str(config.vocabularies)
            raise Unusable(Problem(Kind.SETTING, "conf.py", 1, (name, value, '["…"]')))
        if config.publication_status not in list(PublicationStatus):
            name, value = "qikan_publication_status", str(config.publication_status)
            known = "、".join(PublicationStatus)
            raise Unusable(Problem(Kind.SETTING, "conf.py", 1, (name, value, known)))
        return config

    def periodical(self, project: str) -> Periodical:
        """Describe the periodical."""
        return Periodical(
            title=self.title or project,
            publisher=self.publisher or None,
            office=self.office or None,
            publication_status=PublicationStatus(self.publication_status),
        )
