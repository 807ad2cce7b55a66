"""``-b qikanpdf``: an archival PDF of each issue, and of each bound volume."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar, NamedTuple

from qikan import ids
from qikan.catalogue import mark
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.model import Issue
from qikan.pages.naming import title_of
from qikan.pdf.attachments import Attachment, bibtex, citations_of, csl, record
from qikan.pdf.compositor import NotSet
from qikan.pdf.documents import Document, issue_document, volume_document
from qikan.pdf.fonts import Missing, Typefaces
from qikan.pdf.matter import Identity, Matter
from qikan.pdf.objects import Unexpected
from qikan.pdf.press import Press
from qikan.pdf.text import Text
from qikan.reading.files import Files
from qikan.sphinx.documents import ArchiveBuilder
from qikan.sphinx.fingerprint import fingerprint
from qikan.sphinx.manifest import Manifest, publish, stamp
from qikan.sphinx.report import report, stop
from qikan.sphinx.typesetting import RECORDS, Typeset, Typesetter
from qikan.sphinx.workers import share_out
from qikan.volumes import Volume, bind

PACKAGE = Path(__file__).parents[1]


class Printed(NamedTuple):
    """What a worker has made of a volume: PDFs by source, what is wrong, which are to be redone."""

    files: dict[str, Path]
    problems: list[Problem]
    faulty: set[str]


class PdfBuilder(ArchiveBuilder):
    """Typesets what has changed, a volume at a time: it holds its issues' texts."""

    name = "qikanpdf"
    format = "qikanpdf"
    allow_parallel = True
    has_record_pages = True
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"{docname}.html"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Lead to a page: the typesetter knows which of them stand in the same PDF."""
        return f"{RECORDS}{to}"

    def address(self, page: str) -> str:
        """Give a page's permanent address, if conf.py says where the site is."""
        base = self.config.html_baseurl
        return f"{base.rstrip('/')}/{self.get_target_uri(page)}" if base else ""

    # ---- what to make

    def get_outdated_docs(self) -> Iterator[str]:
        """Leave it to ``stale_documents``."""
        return iter(())

    def stale_documents(self) -> list[str]:
        try:
            self.typefaces = Typefaces.installed()
        except Missing as error:
            stop(Problem(Kind.TYPEFACE, "conf.py", 1, (str(error),)), self._app)
        self.manifest = Manifest.load(self.doctreedir / f"qikan-{self.name}.manifest", self.outdir)
        self.manifest.begin()
        engine = self._fingerprint()
        self.digests: dict[str, bytes] = {}
        self.volumes = {volume.file: volume for volume in bind(self.archive.by_year())}
        self.stale: set[str] = set()
        for file, volume in self.volumes.items():
            made = {name: self._digest(engine, name) for name in documents(volume)}
            made[file] = blake2b(repr(made).encode(), digest_size=16).digest()
            self.digests |= made
            self.stale |= {
                name for name, each in made.items() if not self.manifest.is_current(name, each)
            }
        texts = {name for file in self._stale_volumes() for name in documents(self.volumes[file])}
        return sorted(texts & self.env.all_docs.keys())

    def _stale_volumes(self) -> list[str]:
        """Name the volumes that are stale, or of which an issue is."""
        return [
            file for file, volume in self.volumes.items() if self.stale & {file, *documents(volume)}
        ]

    def _fingerprint(self) -> bytes:
        """Digest what every PDF depends on: the engine, the typefaces, the configuration."""
        values = [
            (value.name, value.value)
            for value in self.config
            if value.name.startswith("qikan_") or value.name in {"language", "html_baseurl"}
        ]
        settings = (version("typst"), self.typefaces.checksums, sorted(values, key=str))
        return fingerprint([PACKAGE], settings=(settings, repr(self.archive.periodical)))

    def _digest(self, engine: bytes, docname: str) -> bytes:
        """Digest all that an issue's PDF is made from."""
        archive, issue = self.archive, self.domain.issues[docname]
        digest = blake2b(engine, digest_size=16)
        digest.update(str(self.env.all_docs[docname]).encode())  # the reading, with its doctree
        if docname in self.domain.entangled:
            digest.update(self.domain.everything)
        shown: list[object] = [title_of(archive, each) for each in archive.references_from(issue)]
        for item in issue.items:
            shown += [title_of(archive, target) for target in archive.references_from(item)]
            shown += [title_of(archive, target) for target in archive.subjects_of(item)]
            for _, citation in archive.citations_of(item):
                shown += [citation, archive.outlets[citation.outlet]]
        shown += [stamp(path) for path in self._pictures(issue)]
        digest.update(repr(shown).encode())
        return digest.digest()

    def _pictures(self, issue: Issue) -> Iterator[Path]:
        page = f"{ids.issue_page(issue.id)}.md"
        files = Files(Path(self.srcdir))
        for file in issue.files:
            if file.picture and files.fault(page, file.target) is None:
                yield files.place(page, file.target)

    # ---- how to make it

    def write_documents(self, docnames: Set[str]) -> None:
        """Typeset all volumes of which anything is stale, whatever was asked for."""
        workers = self._app.parallel if self.parallel_ok else 1
        message = self.translate(mark("typesetting... "))
        _ = self.press, self.matter  # before the workers fork, which share it
        share_out(self._stale_volumes(), workers, message, self._print_volumes, self._take, size=1)

    def finish(self) -> None:
        """Delete what nothing makes any more, and remember what stands."""
        self.manifest.keep_only(self.digests)
        if not self.manifest.whole:
            self.manifest.sweep()
        self.manifest.save()
        made = (name for name in self.manifest.files() if name.endswith(".pdf"))
        said = self.translate(mark("The PDFs stand in {0}: {1} issues, {2} bound volumes."))
        volumes = sum(name.startswith("years/") for name in made)
        self.epilog = said.format("%(outdir)s", len(self.domain.issues), volumes)  # type: ignore[misc]

    @cached_property
    def press(self) -> Press:
        """Typst, with the typefaces."""
        return Press(self.typefaces, Path(self.srcdir))

    @cached_property
    def matter(self) -> Matter:
        """The words around the texts."""
        return Matter(
            self.archive,
            self.config.language,
            self.revision,
            self.translate,
            self.address,
            Text(self.typefaces.has, lambda _: None).plain,
        )

    def _take(self, share: Sequence[str], printed: Printed) -> None:
        for problem in printed.problems:
            report(problem, self._app)
        for source, path in printed.files.items():
            # What is faulty is made again at the next build, which tells of it again.
            digest = b"" if source in printed.faulty else self.digests[source]
            self.manifest.note(source, digest, [path])

    def _print_volumes(self, files: Sequence[str]) -> Printed:
        printed = Printed({}, [], set())
        for file in files:
            with self.press:
                self._print_volume(self.volumes[file], printed)
        return printed

    def _print_volume(self, volume: Volume, printed: Printed) -> None:
        """Make the PDF of a volume, then, of the same texts, those of the issues that are stale.

        The volume comes first: in the memory that it took, Typst also sets the issues.
        """
        names = documents(volume)
        made = [self._typeset(name, self.domain.issues[name]) for name in names]
        attachments = [
            self._attachments(name, each) for name, each in zip(names, made, strict=True)
        ]
        bodies = [each.body for each in made]
        everything = {each.name: each for attached in attachments for each in attached}
        document = volume_document(self.matter, volume, bodies, list(everything.values()))
        self._print(volume.file, document, self.matter.identity_of_volume(volume), printed)
        for name, each, attached in zip(names, made, attachments, strict=True):
            if each.is_faulty:
                printed.faulty.update({name, volume.file})
            printed.problems.extend(each.problems)
            if each.is_faulty or name in self.stale:
                document = issue_document(self.matter, each.body, attached)
                self._print(name, document, self.matter.identity_of_issue(each.issue), printed)

    def _typeset(self, docname: str, issue: Issue) -> Typeset:
        """Typeset an issue; a picture that Typst cannot set gives way to its description."""
        made = self._typesetter(docname, issue).typeset(self.resolved(docname))
        faults = self.press.faults(made.pictures)
        if not faults:
            return made
        setter = self._typesetter(docname, issue)
        setter.unset = faults
        return setter.typeset(self.resolved(docname))

    def _typesetter(self, docname: str, issue: Issue) -> Typesetter:
        path = self.env.doc2path(docname, base=False).as_posix()
        return Typesetter(self.archive, issue, path, self.typefaces.has, self.address)

    def _print(self, name: str, document: Document, identity: Identity, printed: Printed) -> None:
        """Make a PDF; where that fails, the one that is there stays."""
        path = Path(self.outdir, f"{name}.pdf")
        try:
            publish(path, self.press.print(document, identity))
        except (NotSet, Unexpected) as error:
            place = self.env.doc2path(name, base=False) if name in self.domain.issues else path.name
            printed.problems.append(Problem(Kind.UNSET, str(place), 1, (name, str(error))))
        except OSError as error:
            said = error.strerror or str(error)
            printed.problems.append(Problem(Kind.UNWRITTEN, f"{name}.pdf", 1, (path.name, said)))
        else:
            printed.files[name] = path

    def _attachments(self, docname: str, typeset: Typeset) -> list[Attachment]:
        """Gather what the issue can be built from again, unless an item was removed from it."""
        issue = typeset.issue
        citations = citations_of(self.archive, [issue])
        say = self.translate
        made = [
            Attachment(
                f"{issue.id}.bib",
                bibtex(self.archive, citations),
                "application/x-bibtex",
                "data",
                say(mark("sources, BibTeX")),
            ),
            Attachment(
                f"{issue.id}.csl.json",
                csl(self.archive, citations),
                "application/vnd.citationstyles.csl+json",
                "data",
                say(mark("sources, CSL-JSON")),
            ),
            Attachment(
                f"{issue.id}.json",
                record(self.archive, issue),
                "application/json",
                "data",
                say(mark("the issue's record, JSON")),
            ),
        ]
        if any(item.removed for item in issue.items):
            return made
        text = Attachment(
            f"{issue.id}.md",
            self.env.doc2path(docname).read_bytes(),
            "text/markdown",
            "source",
            say(mark("The issue's text, MyST Markdown")),
        )
        pictures = [
            Attachment(
                path.replace("/", "-"),
                Path(path),
                mimetypes.guess_type(path)[0] or "image/svg+xml",
                "source",
                say(mark("picture")),
            )
            for path in typeset.pictures
        ]
        return [text, *made, *pictures]


def documents(volume: Volume) -> list[str]:
    """Name the documents of a volume's issues."""
    return [ids.issue_page(issue.id) for issue in volume.issues]
