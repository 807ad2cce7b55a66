"""The Sphinx domain of issues, items, outlets and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import ReferenceRole
from sphinx.util.nodes import make_refnode

from qikan import ids
from qikan.archive import Archive
from qikan.diagnostics import Problem
from qikan.model import Issue, Reference, Target, Vocabulary
from qikan.pages.naming import page_of, title_of
from qikan.reading.bibliography import Bibliography
from qikan.reading.forms import Forms
from qikan.reading.reader import Reading
from qikan.reading.roles import role_target
from qikan.sphinx.manifest import Stamp
from qikan.sphinx.records import pack, unpack

ISSUES = "issues/"


class ReferenceToRecord(ReferenceRole):
    """``{item}`2014-07-04/3```, ``{outlet}`text <shanxi-ribao>```: a link to a record."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        text = nodes.inline(self.rawtext, self.title)
        reference = pending_xref(
            self.rawtext,
            text,
            refdomain=QikanDomain.name,
            reftype=self.name,
            reftarget=role_target(self.text),
            refexplicit=self.has_explicit_title,
            refdoc=self.env.docname,
            refwarn=False,
        )
        self.set_source_info(reference)
        return [reference], []


class QikanDomain(Domain):
    """All records that were read, and the archive that they make.

    ``data["readings"]`` maps a document to its packed reading; one that could not be read as text
    has only its problems there. ``data["plain"]`` names the issues of plain text,
    ``data["entangled"]`` those that show something from outside of the archive, ``data["roles"]``
    the vocabularies with which all this was read, ``data["stamps"]`` the state of the files then.
    """

    name = "qikan"
    label = "qikan"
    object_types: ClassVar[dict[str, ObjType]] = {
        "issue": ObjType("issue", "issue"),
        "item": ObjType("item", "item"),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "readings": {},
        "plain": set(),
        "entangled": set(),
        "roles": [],
        "stamps": {},
    }
    data_version = 1

    vocabularies: tuple[Vocabulary, ...] = ()
    """Set before the first document is read; never pickled."""

    forms: Forms
    """What issues may use; set with the vocabularies."""

    bibliography: Bibliography
    """Likewise."""

    problems: Sequence[Problem] = ()
    """What is wrong with the vocabularies."""

    archive: Archive
    issues: Mapping[str, Issue]
    everything: bytes
    """The archive, its issues by document, and a digest of it all.

    They are set when all documents have been read, and never pickled.
    """

    @property
    def _readings(self) -> dict[str, bytes]:
        readings: dict[str, bytes] = self.data["readings"]
        return readings

    def note_reading(self, docname: str, reading: Reading) -> None:
        """Keep what was read from a document; nothing else writes this domain's data."""
        self._readings[docname] = pack(reading)

    def readings(self) -> Iterator[tuple[str, Reading]]:
        """Yield every document's reading, in the order of the documents' names."""
        for docname in sorted(self._readings):
            yield docname, unpack(self._readings[docname])

    def packed(self, docname: str) -> bytes:
        """Give the bytes that stand for all that an issue's file says of its records."""
        return self._readings[docname]

    def note_plain(self, docname: str) -> None:
        """Note that an issue has nothing in it but plain text."""
        self.plain.add(docname)

    @property
    def plain(self) -> set[str]:
        """The issues whose references can be resolved without Sphinx's transforms."""
        plain: set[str] = self.data["plain"]
        return plain

    @property
    def entangled(self) -> set[str]:
        """The issues whose text leads to the archive's own documents or out of it."""
        entangled: set[str] = self.data["entangled"]
        return entangled

    @property
    def stamps(self) -> dict[str, Stamp | None]:
        """Size and time of the documents' files, as they were just before they were read."""
        stamps: dict[str, Stamp | None] = self.data["stamps"]
        return stamps

    def sign(self, docname: str, doctree: nodes.document) -> None:
        """Note in a doctree which state of the file it was read from."""
        doctree.stamp = self.stamps.get(docname)  # type: ignore[attr-defined]  # pickled with it

    def has_signed(self, docname: str, doctree: nodes.document) -> bool:
        """Tell whether a doctree belongs to this reading, not to one whose build was killed."""
        return vars(doctree).get("stamp") == self.stamps.get(docname)

    def clear_doc(self, docname: str) -> None:
        self._readings.pop(docname, None)
        self.entangled.discard(docname)
        self.plain.discard(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        readings = otherdata["readings"]
        self._readings.update((name, readings[name]) for name in docnames if name in readings)
        self.entangled.update(otherdata["entangled"] & docnames)
        self.plain.update(otherdata["plain"] & docnames)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        reference = Reference(role=typ, target=target)
        found = self.archive.resolve(reference)
        if found is None:  # reported with the record that it stands in
            return contnode  # type: ignore[return-value]  # any node may stand for it
        text = contnode if node["refexplicit"] else nodes.Text(title_of(self.archive, found))
        return self.link(fromdocname, builder, found, text)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = []
        for role in ("item", "issue"):
            resolved = self.archive.resolve(Reference(role=role, target=target))
            if resolved is not None:
                link = self.link(fromdocname, builder, resolved, contnode)
                found.append((f"qikan:{role}", link))
        return found

    def link(
        self, fromdocname: str, builder: Builder, target: Target, content: nodes.Node
    ) -> nodes.reference:
        """Link to a record's own page, or in formats without such pages to its place."""
        role, key = target
        if getattr(builder, "has_record_pages", False):
            uri = builder.get_relative_uri(fromdocname, page_of(self.archive, target))
            return nodes.reference("", "", content, internal=True, refuri=uri)
        if role == "issue":
            return make_refnode(builder, fromdocname, ids.issue_page(ids.IssueId(key)), "", content)
        if role == "item":
            item = self.archive.item(key)
            assert item is not None
            docname = ids.issue_page(ids.issue_of(item.id))
            anchor = ids.item_anchor(item.number)
            return make_refnode(builder, fromdocname, docname, anchor, content)
        return content  # type: ignore[return-value]  # an outlet has no place in a book

    def source_name(self, key: str) -> str:
        """Give the name of the outlet that a citation names; the key where it names none."""
        citation = self.archive.citation(key)
        return self.archive.outlets[citation.outlet].name if citation else key

    def link_to_source(
        self, fromdocname: str, builder: Builder, key: str, item: int | None, content: nodes.Node
    ) -> nodes.Node:
        """Link to a citation's record on the page of the item that cites it, else to the outlet."""
        citation = self.archive.citation(key)
        if citation is None or not getattr(builder, "has_record_pages", False):
            return content
        if item is None:
            return self.link(fromdocname, builder, ("outlet", citation.outlet), content)
        page = builder.get_relative_uri(fromdocname, f"{fromdocname}/{item}")
        uri = f"{page}#{ids.source_anchor(citation.key)}"
        return nodes.reference("", "", content, internal=True, refuri=uri)

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        for issue in self.archive.issues:
            yield issue.id, issue.label, "issue", ids.issue_page(issue.id), "", 1
            for item in issue.items:
                yield item.id, item.title, "item", ids.item_page(item.id), "", 1


def is_issue(docname: str) -> bool:
    """Tell whether a document is to be an issue."""
    return docname.startswith(ISSUES)
