"""Directives for the archive's own documents."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from qikan import labels
from qikan.catalogue import catalogue, mark
from qikan.config import Config


class PeriodicalRecord(SphinxDirective):
    """``{periodical}``: the record of the periodical, with its publication status.

    The status is as declared in conf.py; what print itself says of it stands beside it.
    """

    def run(self) -> list[nodes.Node]:
        periodical = Config.of(self.config).periodical(self.config.project)
        translate = catalogue(self.config.language).gettext
        status = translate(labels.STATUS[periodical.publication_status])
        marks = periodical.marks or (translate(mark("no mark of its status is known")),)
        rows: list[tuple[str, tuple[str | None, ...]]] = [
            (mark("Title"), (periodical.title,)),
            (mark("Publisher"), (periodical.publisher,)),
            (mark("Office"), (periodical.office,)),
            (mark("Publication status"), (status,)),
            (mark("Marks in print"), marks),
        ]
        record = nodes.definition_list(classes=["facts"])
        for name, values in rows:
            shown = [nodes.definition("", nodes.paragraph("", text)) for text in values if text]
            if shown:
                term = nodes.term("", translate(name))
                record += nodes.definition_list_item("", term, *shown)
        return [record]
