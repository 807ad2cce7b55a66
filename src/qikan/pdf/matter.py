"""What stands before and behind the text: contents, record, sources, errata, colophon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from qikan import __version__, ids, labels
from qikan.archive import Archive
from qikan.catalogue import mark
from qikan.citing.gbt7714 import Revision, reference
from qikan.citing.how_to_cite import HowToCite
from qikan.citing.records import issue_work
from qikan.dates import PartialDate
from qikan.ids import CitationKey, ItemId
from qikan.model import Citation, Issue, Item
from qikan.pdf.attachments import Attachment, citations_of
from qikan.pdf.fonts import SANS, SERIF
from qikan.pdf.notation import Code, Value, value
from qikan.pinyin import by_letter
from qikan.volumes import Volume

Rows = Sequence[tuple[str, Sequence[Value]]]
"""Terms with their values; a pair of texts is a link and what it shows."""

_LANGUAGES = {"zh_CN": ("zh", "cn"), "zh_TW": ("zh", "tw"), "zh_HK": ("zh", "hk")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What the file itself says of a document."""

    identifier: str
    publisher: str
    rights: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is known of a source, below the places that lead there; its items as they are shown."""

    ids: tuple[str, ...]
    name: str
    says: str
    reference: str
    items: Sequence[tuple[str, str]]

    @property
    def value(self) -> Value:
        """Give it to the setting."""
        return {
            "ids": self.ids,
            "name": self.name,
            "says": self.says,
            "reference": self.reference,
            "items": self.items,
        }


@dataclass(frozen=True, slots=True)
class Matter:
    """The words around the text of issues of one archive.

    ``address`` gives a page's permanent address, or an empty text; ``plain`` leaves out of a text
    what cannot be set.
    """

    archive: Archive
    language: str
    revision: Revision
    translate: Callable[[str], str]
    address: Callable[[str], str]
    plain: Callable[[str], str]

    # ---- the whole

    def of_issue(self, issue: Issue) -> dict[str, Value]:
        """Describe an issue."""
        return self._about(
            title=f"{self.archive.periodical.title}（{issue.label}）",
            label=issue.label,
            date=issue.date,
            description=self.translate(labels.EDITION_NOTE[issue.edition]),
            keywords=self._keywords([issue]),
            top=1,
        )

    def of_volume(self, volume: Volume) -> dict[str, Value]:
        """Describe a bound volume."""
        issues, label = volume.issues, self._label(volume)
        return self._about(
            title=f"{self.archive.periodical.title}（{label}）",
            label=label,
            date=volume.date,
            description=self._edition_notes(issues)[0],
            keywords=self._keywords(issues),
            top=2,
            printed_date=self.translate(mark("{0} issues")).format(len(issues)),
        )

    def _label(self, volume: Volume) -> str:
        whole, part = mark("bound volume of {0}"), mark("bound volume of {0}, part {1}")
        form = self.translate(whole if volume.part is None else part)
        return form.format(f"{volume.year:04}", volume.part)

    def date(self, date: PartialDate) -> str:
        """Write a date for readers, as far as it is known."""
        return labels.date(date, self.translate)

    def _about(
        self,
        *,
        title: str,
        label: str,
        date: PartialDate,
        description: str,
        keywords: Sequence[str],
        top: int,
        printed_date: str = "",
    ) -> dict[str, Value]:
        periodical = self.archive.periodical
        language, region = _LANGUAGES.get(self.language, (self.language[:2], None))
        return {
            "title": self.plain(title),
            "periodical": self.plain(periodical.title),
            "publisher": self.plain(periodical.publisher or ""),
            "author": self.plain(periodical.publisher or periodical.title),
            "office": self.plain(periodical.office or ""),
            "label": self.plain(label),
            "date": [date.year, date.month or 1, date.day or 1],
            "printed-date": printed_date or self.date(date),
            "description": description,
            "keywords": [self.plain(word) for word in keywords],
            "lang": language,
            "region": region,
            "top": top,
        }

    def _keywords(self, issues: Iterable[Issue]) -> Sequence[str]:
        names: dict[str, None] = {}
        for issue in issues:
            for item in issue.items:
                for vocabulary in self.archive.vocabularies:
                    terms = self.archive.terms_of(item, vocabulary)
                    names.update(dict.fromkeys(term.name for term in terms))
        return list(names)

    def _edition_notes(self, issues: Iterable[Issue]) -> list[str]:
        editions = dict.fromkeys(issue.edition for issue in issues)
        return [self.translate(labels.EDITION_NOTE[edition]) for edition in editions]

    # ---- the front

    def identity_of_issue(self, issue: Issue) -> Identity:
        """Tell what the file of an issue says of itself."""
        address = self.address(ids.issue_page(issue.id))
        return self._identity(issue.id, address, [issue], issue.date)

    def identity_of_volume(self, volume: Volume) -> Identity:
        """Tell what the file of a bound volume says of itself."""
        return self._identity(volume.id, self._address_of(volume), volume.issues, volume.date)

    def _address_of(self, volume: Volume) -> str:
        """Give the permanent address of a volume: where its year's page offers it."""
        address = self.address(ids.year_page(volume.year))
        return f"{address}#{volume.id}" if address and volume.part else address

    def _identity(
        self, id: str, address: str, issues: Sequence[Issue], date: PartialDate
    ) -> Identity:
        return Identity(
            identifier=address or id,
            publisher=self.archive.periodical.publisher or "",
            rights=" ".join([*self._edition_notes(issues), self._status_in_words(issues)]),
            date=date,
        )

    def _status_in_words(self, issues: Iterable[Issue]) -> str:
        form = self.translate(mark("Publication status: %(status)s"))
        return form % {"status": self.translate("; ").join(self._status(issues))}

    def _status(self, issues: Iterable[Issue]) -> list[str]:
        said: dict[str, None] = {}
        for issue in issues:
            status = self.translate(labels.STATUS[self.archive.publication_status_of(issue)])
            said.update(dict.fromkeys([status, *self.archive.marks_of(issue)]))
        return list(said)

    def record_of_issue(self, issue: Issue) -> Rows:
        """List what is to be known of an issue before it is read or cited."""
        page = ids.issue_page(issue.id)
        address = self.address(page)
        citing = HowToCite.of(issue_work(self.archive, issue, address), self.revision)
        rows: list[tuple[str, Sequence[Value]]] = [
            (self.translate("Date"), [self.date(issue.date)])
        ]
        numbers = {"Volume": issue.volume, "Number": issue.number}
        numbers["Running number"] = issue.running_number
        rows += [(self.translate(name), [text]) for name, text in numbers.items() if text]
        rows += self._rights([issue])
        rows += [(name, [text]) for name, text in citing.words]
        if original := issue.original:
            pages = self.translate(mark(", %(count)s pages")) % {"count": original.pages}
            named = original.name + (pages if original.pages else "")
            rows.append((self.translate("Original"), [named]))
        return self._clean([*rows, *self._address(issue.id, address)])

    def record_of_volume(self, volume: Volume) -> Rows:
        """List what is to be known of a bound volume."""
        address = self._address(volume.id, self._address_of(volume))
        return self._clean([*self._rights(volume.issues), *address])

    def _rights(self, issues: Sequence[Issue]) -> Rows:
        return [
            (self.translate("Edition"), self._edition_notes(issues)),
            (self.translate("Publication"), self._status(issues)),
        ]

    def _address(self, id: str, address: str) -> Rows:
        rows: list[tuple[str, Sequence[Value]]] = [(self.translate("Id"), [id])]
        if address:
            rows.append((self.translate("Permanent address"), [[address, address]]))
        return rows

    def _clean(self, rows: Rows) -> Rows:
        return [
            (term, [self.plain(each) if isinstance(each, str) else each for each in values])
            for term, values in rows
        ]

    # ---- the back

    def sources(self, issues: Sequence[Issue]) -> list[SourceRecord]:
        """List the records of what items are taken from, with these items."""
        citing: dict[CitationKey, dict[ItemId, Item]] = {}
        for issue in issues:
            for item in issue.items:
                for _, citation in self.archive.citations_of(item):
                    citing.setdefault(citation.key, {})[item.id] = item
        return [
            self._source(citation, citing[citation.key].values(), alone=len(issues) == 1)
            for citation in citations_of(self.archive, issues)
        ]

    def _source(self, citation: Citation, items: Iterable[Item], *, alone: bool) -> SourceRecord:
        items = list(items)
        outlet = self.archive.outlets[citation.outlet]
        work = reference(citation.work, self.revision) if citation.work else ""
        number = self.translate("item %(number)s")
        places = (f"{ids.issue_of(item.id)}#{ids.source_anchor(citation.key)}" for item in items)
        return SourceRecord(
            ids=tuple(dict.fromkeys(places)),
            name=self.plain(outlet.name),
            says=self.plain(self._evidence(citation, outlet.name)),
            reference=self.plain(work),
            items=[
                (item.id, number % {"number": item.number} if alone else item.id) for item in items
            ],
        )

    def _evidence(self, citation: Citation, name: str) -> str:
        return self.translate(labels.EVIDENCE[citation.evidence]).format(name)

    def errata(self, issues: Sequence[Issue]) -> list[Value]:
        """List the corrections, with the items that they correct."""
        rows: list[Value] = []
        for issue in issues:
            for item in issue.items:
                for erratum in item.errata:
                    kind = self.translate(labels.ERRATUM_KIND[erratum.kind])
                    date = self.date(erratum.date)
                    words = labels.erratum(erratum, self.translate)
                    rows.append([item.id, self.plain(f"{kind}　{date}　{words}")])
        return rows

    def index(self, issues: Sequence[Issue]) -> list[Value]:
        """List the outlets by their names' pronunciation, each with its items."""
        items: dict[str, list[str]] = {}
        for issue in issues:
            for item in issue.items:
                for _, citation in self.archive.citations_of(item):
                    found = items.setdefault(citation.outlet, [])
                    if item.id not in found:
                        found.append(item.id)
        outlets = [self.archive.outlets[ids.OutletId(id)] for id in items]
        ordered = by_letter(outlets, lambda outlet: outlet.name)
        return [
            {"name": self.plain(outlet.name), "items": items[outlet.id]}
            for _, group in ordered
            for outlet in group
        ]

    def colophon(self, id: str, attachments: Iterable[Attachment]) -> list[str]:
        """Tell how the file was made, and what it holds."""
        say = self.translate
        lines = [
            f"{say('Id')}　{id}",
            say(mark("Set by qikan {0} with Typst {1}, in {2} and {3}.")).format(
                __version__, version("typst"), SERIF, SANS
            ),
            say(
                mark(
                    "The file keeps to PDF/A-3a (ISO 19005-3, GB/T 23286.3) and PDF/UA-1 "
                    "(ISO 14289-1). From what is attached to it, it can be made again:"
                )
            ),
        ]
        files: dict[str, list[str]] = {}
        for each in attachments:
            sum = ""
            if each.relationship == "source" and isinstance(each.data, bytes):
                sum = f"，SHA-256 {sha256(each.data).hexdigest()}"
            files.setdefault(each.description, []).append(f"{each.name}{sum}")
        listed = "；".join(f"{what}：{'、'.join(names)}" for what, names in files.items())
        return [self.plain(line) for line in (*lines, listed)]


def words(translate: Callable[[str], str]) -> Code:
    """Give the headings of the frame."""
    named: Mapping[str, str] = {
        "contents": translate("Contents"),
        "record": translate("Record"),
        "sources": translate(mark("Records of the sources")),
        "errata": translate("Errata"),
        "index": translate(mark("Index of sources")),
        "colophon": translate(mark("Colophon")),
    }
    return value(named)
