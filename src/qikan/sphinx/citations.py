"""sphinxcontrib-bibtex's domain with sources printed as the periodical prints them.

Two things differ. A citation of an outlet, ``{cite:p}`shanxi-ribao```, or of a located piece
becomes （山西日报） with a link to its record and needs no ``{bibliography}``. And citations are
kept by document: upstream keeps one list that every document, entry and removal walks through
(2.7), which takes quadratic time over an archive. All other uses of bibtex go to the domain
underneath.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from pybtex.database import Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting.alpha import Style as AlphaStyle
from pybtex.style.template import FieldIsMissing, field, join, optional, sentence
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor
from sphinxcontrib.bibtex.roles import CitationRef, CiteRole

from qikan.archive import Archive
from qikan.reading.bibliography import OUTLET_TYPE
from qikan.sphinx.domain import QikanDomain, is_issue

logger = logging.getLogger(__name__)


class Style(AlphaStyle):  # type: ignore[misc]  # pybtex is not typed
    """pybtex's alphabetic style, which knows ``@periodical`` too, and bears what is not known."""

    name = "qikan"

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Describe an entry; one that lacks what its kind demands, as far as it goes."""
        try:
            return super().format_entry(label, entry, bib_data)
        except (AttributeError, FieldIsMissing):  # or is of a kind that pybtex lacks
            loose = Entry("misc", fields=entry.fields, persons=entry.persons)
            loose.key = entry.key
            return super().format_entry(label, loose, bib_data)

    def get_periodical_template(self, entry: Entry) -> Any:
        """Describe an outlet in a ``{bibliography}``: its name, place and address."""
        return join[
            sentence[field("title"), optional[field("address")]],
            optional[" ", self.format_url(entry)],
        ]


class SourceRole(CiteRole):
    """A citation, noted with its document."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not node.get("refdomain"):  # plain {cite}
            node["refdomain"], node["reftype"] = "cite", "p"
        domain = cast(CiteDomain, env.get_domain("cite"))
        targets = list(parse_citation_targets(self.target))
        if is_issue(env.docname) and node["reftype"] == "p":
            domain.note_cited(env.docname, targets)
            return [node], []
        document.note_explicit_target(node, node)  # the bibliography links back to it
        place = CitationRef(node["ids"][0], env.docname, document.line or 0, targets)
        domain.note_reference(env.docname, place)
        return [node], []


class CiteDomain(BibtexDomain):
    """Citations by document; those of outlets resolve to the outlets' pages.

    ``data["cited"]`` maps a document to the keys that it cites, in order; ``data["references"]``
    to the places of those that a bibliography lists.
    """

    data_version = BibtexDomain.data_version * 100 + 1
    initial_data: ClassVar[dict[str, Any]] = {
        **BibtexDomain.initial_data,
        "cited": {},
        "references": {},
    }
    roles: ClassVar[dict[str, Any]] = {name: SourceRole() for name in BibtexDomain.roles}

    def note_cited(self, docname: str, targets: Iterable[CitationTarget]) -> None:
        """Note which keys a document cites."""
        self.data["cited"].setdefault(docname, []).extend(target.key for target in targets)

    def note_reference(self, docname: str, reference: CitationRef) -> None:
        """Note a citation that a bibliography links back to."""
        self.note_cited(docname, reference.targets)
        self.data["references"].setdefault(docname, []).append(reference)

    def is_source(self, key: str, archive: Archive) -> bool:
        """Tell whether a key is that of an outlet or located piece, not of a work of bibtex's."""
        entry = self.bibdata.data.entries.get(key)
        return archive.citation(key) is not None and (entry is None or entry.type == OUTLET_TYPE)

    @property
    def citation_refs(self) -> list[CitationRef]:
        """The citations that can be linked back to: those beside a bibliography.

        Upstream's transform looks for a bibliography's own document among them, no others.
        """
        documents = dict.fromkeys(key.docname for key in self.bibliographies)
        return [ref for name in documents for ref in self.data["references"].get(name, ())]

    def clear_doc(self, docname: str) -> None:
        for kept in ("cited", "references"):
            self.data[kept].pop(docname, None)
        super().clear_doc(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kept in ("cited", "references"):
            found = otherdata[kept]
            self.data[kept].update((name, found[name]) for name in docnames if name in found)
        super().merge_domaindata(docnames, otherdata)

    def get_all_cited_keys(self, docnames: Iterable[str]) -> Iterator[str]:
        for docname in docnames:
            yield from self.data["cited"].get(docname, ())

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Entry]]:
        bibliography = self.bibliographies[bibliography_key]
        cited_in: defaultdict[str, set[str]] = defaultdict(set)
        for docname, keys in self.data["cited"].items():
            for key in keys:
                cited_in[key].add(docname)
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            documents = cited_in.get(key, set())
            wanted = _FilterVisitor(entry, bibliography_key.docname, documents)
            try:
                listed = bool(wanted.visit(bibliography.filter_))
            except ValueError as error:
                logger.warning(
                    "the :filter: cannot be applied (%s); see sphinxcontrib-bibtex",
                    error,
                    location=(bibliography_key.docname, bibliography.line),
                    type="bibtex",
                    subtype="filter_syntax_error",
                )
                listed = bool(documents)
            if listed or entry.key in bibliography.keys:
                yield key, entry

    def resolve_xref(  # type: ignore[override]  # upstream too returns other nodes
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element:
        targets = list(parse_citation_targets(target))
        qikan = cast(QikanDomain, env.get_domain(QikanDomain.name))
        # What an issue cites without being known has been reported with its record.
        if typ != "p" or not (
            is_issue(fromdocname) or all(self.is_source(e.key, qikan.archive) for e in targets)
        ):
            resolved: Element = super().resolve_xref(
                env, fromdocname, builder, typ, target, node, contnode
            )
            return resolved
        printed: dict[str, str] = node.get("printed", {})
        source = nodes.inline("", "（")
        for number, each in enumerate(targets):
            if number:
                source += nodes.Text("、")
            name = nodes.inline("", printed.get(each.key) or qikan.source_name(each.key))
            link = qikan.link_to_source(fromdocname, builder, each.key, node.get("item"), name)
            source += [nodes.Text(each.pre), link, nodes.Text(each.post)]
        source += nodes.Text("）")
        return source
