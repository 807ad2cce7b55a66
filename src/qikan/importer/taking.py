"""Taking a document into an archive: from its bytes to what is to be written, and the proof."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qikan import ids
from qikan.catalogue import mark
from qikan.config import Config
from qikan.importer.account import Account, account_of
from qikan.importer.docx import read_docx
from qikan.importer.draft import Draft, Figure, Point, Remark
from qikan.importer.head import Known
from qikan.importer.html import read_html
from qikan.importer.libreoffice import ENDINGS as FOREIGN
from qikan.importer.libreoffice import Office, kind_of
from qikan.importer.markdown import ENDINGS as MARKDOWN
from qikan.importer.markdown import read_markdown
from qikan.importer.myst import Written, issue_id, may_lead, write_issue
from qikan.importer.original import Original
from qikan.importer.outlets import Register, link
from qikan.importer.pictures import with_pictures
from qikan.importer.profile import Profile
from qikan.importer.recognition import recognise
from qikan.importer.refusals import Refusal
from qikan.importer.rereading import Reread, Rereader, difference
from qikan.importer.spans import Span, of
from qikan.importer.text import read_text
from qikan.importer.writing import key_of
from qikan.kinds import Kind
from qikan.labels import Translate
from qikan.model import Issue, Outlet, Vocabulary
from qikan.reading.forms import Forms
from qikan.reading.source import parser_of

LARGEST = 50
"""So many megabytes a document has at most; its pictures count, too."""
LARGEST_TEXT = 8
"""So many has one that is nothing but text: twice what the file of an issue may have."""

_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f]")

_OTHERS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
)
_MARKUP = re.compile(rb"(?i)^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)")
ENDINGS = (".docx", ".htm", ".html", ".pdf", ".txt", ".text", *MARKDOWN, *FOREIGN)
"""Those of the files that are taken out of a folder; a file that is named may have any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document as it was taken in: the issue, its file, and what is to be said of both.

    ``lost`` and ``added`` are texts in which the file, read again, differs from the draft.
    """

    draft: Draft
    written: Written
    account: Account
    lost: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the issue stands below the archive's root."""
        return f"{ids.issue_page(self.written.id)}.md"

    @property
    def files(self) -> dict[str, bytes]:
        """The files beside it, by their paths below the archive's root."""
        folder = self.path.rpartition("/")[0]
        return {f"{folder}/{name}": data for name, data in self.written.files.items()}

    @property
    def original_path(self) -> str:
        """Where the document is to be kept below the archive's root; empty if it is not."""
        return f"{self.path.rpartition('/')[0]}/{name}" if (name := self.written.original) else ""

    @property
    def repairs(self) -> list[Remark]:
        """What was mended, joins too."""
        return [remark for remark in self.draft.remarks if remark.point.is_repair]

    @property
    def doubts(self) -> list[Remark]:
        """What an editor has to look at."""
        return [remark for remark in self.draft.remarks if not remark.point.is_repair]


@dataclass(slots=True, kw_only=True)
class Intake:
    """What documents are taken into: an archive's settings, outlets, vocabularies and issues."""

    settings: Mapping[str, Any]
    outlets: Collection[Outlet] = ()
    vocabularies: Collection[Vocabulary] = ()
    issues: Collection[Issue] = ()
    profile: Profile = field(default_factory=Profile)
    translate: Translate = str
    keep: bool = False
    keep_original: bool = False
    office: Office = field(default_factory=Office)
    register: Register = field(init=False)
    known: Known = field(init=False)
    rereader: Rereader = field(init=False)
    titles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        config = (
            Config.of(self.settings) if "qikan_publication_status" in self.settings else Config()
        )
        self.register = Register.of(self.outlets)
        self.known = Known(
            outlets=self.register.known(),
            title=config.title or str(self.settings.get("project", "")),
            publisher=config.publisher,
            office=config.office,
        )
        vocabularies = tuple(self.vocabularies)
        self.rereader = Rereader(
            parser=parser_of(self.settings),
            vocabularies=vocabularies,
            forms=Forms.of(vocabularies, config.directives, config.roles),
            names=self.register.names,
        )
        self.titles = {
            key_of(item.title): item.id
            for issue in self.issues
            for item in issue.items
            if len(item.title) > 8
        }

    def take(self, data: bytes, name: str, folder: Path | None = None) -> Taken:
        """Take in a document; raise Refusal, also where anything would be lost or added.

        Pictures that it refers to are looked for in its ``folder``.
        """
        before = self.register.copy()
        try:
            return self._taken(with_pictures(read_document(data, name, self.office), folder))
        except Refusal:
            self.register.restore(before)
            raise

    def _taken(self, original: Original) -> Taken:
        draft = link(recognise(original, self.known, self.profile, keep=self.keep), self.register)
        id = issue_id(draft)
        draft, hints = self._compared(draft, id)
        names = (self.register.names, self.known.title)
        written = write_issue(draft, id, *names, hints, keep_original=self.keep_original)
        account = account_of(draft)
        reread = self.rereader.read(written.text, f"{ids.issue_page(id)}.md")
        lost, added = difference(written.shown, reread.shown)
        self._refuse_unbalanced(draft, account, lost, added)
        checked = self._checked(draft, reread)
        return Taken(
            draft=checked,
            written=written,
            account=account,
            lost=tuple(lost),
            added=tuple(added),
        )

    # ---- what the archive knows

    def _compared(self, draft: Draft, id: str) -> tuple[Draft, dict[int, str]]:
        """Propose places and topics, and name items that the archive has already."""
        remarks = list(draft.remarks)
        if draft.original.encoding not in {"", "UTF-8"}:
            remarks.append(Remark(Point.ENCODING, Span(0, 0), (draft.original.encoding,)))
        remarks += _undescribed(draft)
        remarks += _left_links(draft.original)
        if draft.original.recognised:
            remarks.append(Remark(Point.RECOGNISED, Span(0, 0)))
        unknown = (found.span() for found in re.finditer("\ufffd", draft.original.text))
        remarks += (Remark(Point.UNKNOWN_SIGN, Span(*place)) for place in unknown)
        hints: dict[int, str] = {}
        for item in draft.items:
            text = draft.original.text
            title = of(item.title, text)
            same = self.titles.get(key_of(title))
            if same and ids.issue_of(ids.ItemId(same)) != id:
                remarks.append(
                    Remark(Point.SAME_TEXT, item.place, (str(item.number), same), item.number)
                )
            found = [
                (vocabulary, names)
                for vocabulary in self.vocabularies
                if (names := _named_in(title, vocabulary))
            ]
            if found:
                said = " ".join(f":{v.id}: {'、'.join(names)}" for v, names in found)
                remarks.append(
                    Remark(Point.PROPOSED, item.place, (str(item.number), said), item.number)
                )
                hints[item.number] = f"{self.translate(mark('proposed'))} {said}"
        ordered = sorted(remarks, key=lambda remark: remark.span)
        return replace(draft, remarks=tuple(ordered)), hints

    # ---- the proof

    def _refuse_unbalanced(
        self, draft: Draft, account: Account, lost: list[str], added: list[str]
    ) -> None:
        """Raise Refusal where a character would be lost, added or stand twice."""
        original = draft.original
        for said, places in (
            (mark("“{0}” in line {1} would be lost; nothing was written: please report it"),
             account.lost),
            (mark("“{0}” in line {1} would stand twice; nothing was written: please report it"),
             account.twice),
        ):  # fmt: skip
            for place in places[:1]:
                line = str(original.line(place.begin))
                raise Refusal(said, original.of(place)[:40], line)
        for texts in (lost, [*account.added, *added]):
            for text in texts[:1]:
                said = mark(
                    "“{0}” would not stand in the issue as in the original; nothing was written: "
                    "please report it"
                )
                raise Refusal(said, text[:40])

    def _checked(self, draft: Draft, reread: Reread) -> Draft:
        """Add what the check says of the file."""
        known = {Kind.NO_ALT}  # told already, where the picture stands in the original
        problems = [p for p in reread.problems if not p.kind.is_note and p.kind not in known]
        end = len(draft.original.text)
        more = (
            Remark(Point.CHECK, Span(end, end), (problem.message(self.translate),))
            for problem in problems
        )
        return replace(draft, remarks=(*draft.remarks, *more))


def read_document(data: bytes, name: str, office: Office) -> Original:
    """Read a document of whichever format its content is; raise Refusal."""
    name = _CONTROLS.sub("?", Path(name).name.encode("utf-8", "replace").decode())
    foreign = kind_of(data)
    packed = data.startswith(b"PK\x03\x04")
    is_pdf = b"%PDF-" in data[:1024]
    largest = LARGEST if packed or foreign or is_pdf else LARGEST_TEXT
    if len(data) > largest * 1_000_000:
        said = mark("the file is larger than {0} MB; look whether it is the right one")
        raise Refusal(said, str(largest))
    if foreign:  # its pages are those that LibreOffice would make
        made = read_docx(office.docx(data), name)
        digest = hashlib.sha256(data).hexdigest()
        return _with_text(replace(made, sha256=digest, kind=foreign, pages=None))
    if packed:
        return _with_text(read_docx(data, name))
    if is_pdf:
        from qikan.importer.pdf import read_pdf  # it takes a tenth of the start

        return read_pdf(data, name)
    for sign, format in _OTHERS:
        if data.startswith(sign):
            said = mark("this is a file of {0}, which is not taken in; save it as plain text first")
            raise Refusal(said, format)
    if _MARKUP.match(data[:500]):
        return _with_text(read_html(data, name))
    if name.lower().endswith(MARKDOWN):
        return _with_text(read_markdown(data, name))
    return read_text(data, name)


def _with_text(original: Original) -> Original:
    """Give an original; raise Refusal where it has nothing but pictures, if anything."""
    if original.text.strip():
        return original
    raise Refusal(
        mark(
            "the document has no text; if it holds scanned pages, have them recognised first (OCR)"
        )
    )


def _undescribed(draft: Draft) -> Iterator[Remark]:
    """Tell of pictures of which the document does not say what they show."""
    for number, parts in ((0, draft.front), *((item.number, item.parts) for item in draft.items),
                          (0, draft.back)):  # fmt: skip
        for part in parts:
            if isinstance(part, Figure) and not part.picture.alt:
                at = part.picture.at
                said = of(part.caption, draft.original.text)[:20]
                yield Remark(Point.NO_ALT, Span(at, at), (f"“{said}”" if said else "",), number)


def _left_links(original: Original) -> Iterator[Remark]:
    """Tell of links that lead to other files, or to what no issue may link; not of those within."""
    for each in original.marks:
        within = not each.address or each.address.startswith("#")
        if each.role == "link" and not within and not may_lead(each):
            yield Remark(Point.LINK, each.span, (original.of(each.span)[:20], each.address[:80]))


def _named_in(title: str, vocabulary: Vocabulary) -> list[str]:
    """Find the terms of a vocabulary that a title names, in its order."""
    found: list[tuple[int, str]] = []
    for term in vocabulary.terms:
        places = [title.find(name) for name in (term.name, *term.aliases) if len(name) > 1]
        if standing := [place for place in places if place >= 0]:
            found.append((min(standing), term.name))
    return [name for _, name in sorted(found)]
