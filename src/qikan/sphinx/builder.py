"""The HTML builders: an issue's document becomes its page and a page for each of its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import docutils
import sphinx
from docutils import nodes
from markupsafe import Markup
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.errors import ThemeError
from sphinx.util import logging
from sphinx.util.inventory import InventoryFile
from sphinx.util.osutil import relative_uri

from qikan import ids
from qikan.catalogue import mark
from qikan.citing.gbt7714 import reference
from qikan.citing.how_to_cite import FORMATS, HowToCite
from qikan.citing.records import works_of
from qikan.diagnostics import Unusable
from qikan.look import Look
from qikan.model import Issue
from qikan.pages import archive_pages
from qikan.pages.home import ways_in
from qikan.pages.issues import Surroundings, issue_inputs, nearby
from qikan.pages.missing import MISSING
from qikan.pages.naming import issue_of, page_of, title_of
from qikan.reading.files import Files
from qikan.sphinx.assets import Assets
from qikan.sphinx.documents import ArchiveBuilder
from qikan.sphinx.domain import is_issue
from qikan.sphinx.fingerprint import fingerprint
from qikan.sphinx.kept_digests import keep_digests
from qikan.sphinx.manifest import Manifest, Stamp, publish, stamp, temporary
from qikan.sphinx.navigation import own_documents, ways
from qikan.sphinx.pdf_copies import Pdf, PdfCopies
from qikan.sphinx.report import stop
from qikan.sphinx.searching import SearchIndex, folding_version, put_texts, written_texts
from qikan.sphinx.site import Site
from qikan.sphinx.templates import Templates
from qikan.sphinx.translator import ROOT, QikanTranslator, beginning, item_text, text_without_title
from qikan.sphinx.workers import share_out
from qikan.volumes import bind

if TYPE_CHECKING:
    _Base = StandaloneHTMLBuilder
else:
    _Base = object

logger = logging.getLogger(__name__)

PACKAGE = Path(__file__).parents[1]
Rows = dict[str, tuple[bytes, list[Path]]]
"""What was written: by source, the digest of its inputs and its files."""
_LIVE = frozenset({".css", ".htm", ".html", ".js", ".mjs", ".svg", ".xht", ".xhtml", ".xml"})
"""How names of originals end that a browser would run: they are offered as texts."""


class _ArchiveBuilder(ArchiveBuilder, _Base):
    """What both HTML builders do otherwise than Sphinx's.

    Pages are rendered by our own templates, written whole, and only where their inputs have
    changed. Sphinx's index, search and copied sources are left out.
    """

    default_translator_class = QikanTranslator  # type: ignore[assignment]
    search = False
    copysource = False
    add_permalinks = False
    has_record_pages = True

    def init(self) -> None:
        super().init()
        folder = self.config.qikan_pdfs
        self.pdfs = PdfCopies(Path(self.confdir, folder) if folder else None)
        self.use_index = False
        self.domain_indices = []
        try:
            self.look = Look.of({**self.theme.get_options({}), **self.config.html_theme_options})
            root = Path(self.confdir)
            self.site = Site(self.config, self.look, root, self.get_target_uri)
        except Unusable as error:
            stop(error.problem, self._app)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands below each item: made where a page is, once for all workers."""
        return Surroundings(self.archive)

    # ---- what to write

    def get_outdated_docs(self) -> Iterator[str]:
        """Leave it to ``stale_documents``, once all is read: a page shows other records too."""
        return iter(())

    def stale_documents(self) -> list[str]:
        """List the documents whose pages are not what a build from nothing would write."""
        self.manifest = Manifest.load(
            self.doctreedir / f"qikan-{self.name}.manifest", Path(self.outdir)
        )
        self.manifest.begin()
        self.engine = self._fingerprint()
        kept = self.doctreedir / f"qikan-{self.name}.digests"
        self.digests = keep_digests(kept, self._all_inputs(), self._document_digests)
        self.stale = {
            name for name, made in self.digests.items() if not self.manifest.is_current(name, made)
        }
        return sorted(self.stale)

    def _fingerprint(self) -> bytes:
        """Digest what every page depends on: the engine, the configuration, the navigation."""
        values = [
            (value.name, value.value)
            for value in self.config
            # What these hold comes in with what shows it, wherever it lies.
            if value.name not in {"bibtex_bibfiles", "html_static_path", "qikan_pdfs"}
            if value.rebuild in {"env", "html"} and isinstance(value.value, str | int | list | dict)
        ]
        versions = (sphinx.__display_version__, docutils.__version__, folding_version())
        chrome = (ways(self.archive, self.translate), own_documents(self.env))
        settings = (versions, sorted(values, key=str), chrome)
        folders = [PACKAGE, *(Path(self.srcdir, path) for path in self.config.templates_path)]
        static = [Path(self.confdir, path) for path in self.config.html_static_path]
        return fingerprint(folders, settings=settings) + fingerprint(static)

    def _all_inputs(self) -> bytes:
        """Digest all that any document's pages are made from."""
        readings = repr(sorted(self.env.all_docs.items())).encode()
        volumes = (volume.file for volume in bind(self.archive.by_year()))
        pdfs = repr([self.pdfs.stamp(name) for name in (*self.domain.issues, *volumes)]).encode()
        originals = repr([*map(self._stamp_of_original, self.archive.issues)]).encode()
        return self.engine + self.domain.everything + readings + pdfs + originals

    def _document_digests(self) -> dict[str, bytes]:
        names = sorted(self.env.all_docs)
        return {name: digest for name in names if (digest := self._digest(name))}

    def _digest(self, docname: str) -> bytes | None:
        """Digest all that a document's pages are made from; None where it makes no page."""
        digest = blake2b(self.engine, digest_size=16)
        digest.update(str(self.env.all_docs[docname]).encode())  # the reading, with its doctree
        if not is_issue(docname) or docname in self.domain.entangled:
            digest.update(self.domain.everything)
        if is_issue(docname):
            issue = self.domain.issues.get(docname)
            if issue is None:
                return None
            digest.update(repr(issue_inputs(self.archive, self.surroundings, issue)).encode())
            digest.update(repr(self.pdfs.stamp(docname)).encode())
            digest.update(repr(self._stamp_of_original(issue)).encode())
        return digest.digest()

    # ---- how to write

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        if docnames:
            _ = self.surroundings  # before the workers fork, which share it
        if not any((folder / "issue.html").is_file() for folder in self._templates()):
            raise ThemeError(
                f"conf.py: html_theme is {self.config.html_theme!r}; write 'qikan', "
                "or a theme that inherits from it"
            )

    def _templates(self) -> list[Path]:
        """List where templates stand, the archive's own first."""
        folders = [Path(self.srcdir, path) for path in self.config.templates_path]
        return folders + [Path(path) for path in self.theme.get_theme_dirs()]

    def write_documents(self, docnames: Set[str]) -> None:
        # All that is stale, whatever was asked for: the search index is made of all texts.
        writable = sorted((docnames | self.stale) & self.digests.keys())
        self._write(writable, self._app.parallel if self.parallel_ok else 1)

    def _write(self, docnames: Sequence[str], workers: int) -> None:
        """Write documents, each worker its own share: it loads, resolves and renders them."""

        def done(_: Sequence[str], rows: Rows) -> None:
            for docname, (digest, files) in rows.items():
                self.manifest.note(docname, digest, files)

        message = self.translate(mark("writing pages... "))
        share_out(docnames, workers, message, self._write_share, done)

    def _write_share(self, docnames: Sequence[str]) -> Rows:
        rows: Rows = {}
        for docname in docnames:
            doctree = self.resolved(docname)
            self.imgpath = f"{ROOT}{self.imagedir}"
            self.post_process_images(doctree)
            self.written: list[Path] = []
            self.write_doc(docname, doctree)
            rows[docname] = (self.digests[docname], self.written)
        return rows

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = f"{ROOT}{self.imagedir}"
        self.dlpath = f"{ROOT}_downloads"
        self.current_docname = docname
        translator = cast(QikanTranslator, self.create_translator(doctree, self))
        doctree.walkabout(translator)
        issue = self.domain.issues.get(docname)
        if issue is None:
            self._write_own(docname, doctree, translator)
        else:
            self._write_issue(issue, translator)

    def _write_own(
        self, docname: str, doctree: nodes.document, translator: QikanTranslator
    ) -> None:
        """Write one of the archive's own documents; the first of them is the home page."""
        home = docname == self.config.root_doc
        body = "".join(translator.body)
        context: dict[str, Any] = {"title": self.env.titles[docname].astext()}
        if home:
            body = text_without_title(translator)
            context |= {"ways_in": ways_in(self.archive)}
        self.handle_page(
            docname,
            {**context, "body": body, "metatags": ""},
            "home.html" if home else "page.html",
            event_arg=doctree,
        )

    def _write_issue(self, issue: Issue, translator: QikanTranslator) -> None:
        body = translator.body
        page = ids.issue_page(issue.id)
        before, after = self.archive.neighbours(issue.id)
        common = {"issue": issue, "before": before, "after": after}
        works = works_of(self.archive, issue, self.site.address)
        citing, *citings = (HowToCite.of(work, self.revision) for work in works)
        offered = not any(item.removed for item in issue.items)
        text = text_without_title(translator)
        pdf = self._copy_pdf(page)
        facsimile = self._copy_original(issue) if offered else ""
        shown = {"citing": citing, "source_offered": offered, "pdf": pdf, "facsimile": facsimile}
        self._publish("issue.html", page, text, **shown, **common)
        self._publish_references(page, [citing, *citings])
        if offered:
            self._put(f"{page}.md", self.env.doc2path(page).read_bytes())
        uri = self.get_target_uri(page)
        items = []
        for index, item in enumerate(issue.items):
            place = translator.places.get(item.number)
            if place is None:
                items.append("")
                continue
            below = self.surroundings.of(item)
            own = ids.item_page(item.id)
            items.append(item_text(body, place, uri, self.get_target_uri(own)))
            context = {**common, "beside": below, "citing": citings[index]}
            self._publish("item.html", own, items[-1], item=item, **context, **nearby(issue, index))
        put_texts(issue, text, items, self._put)

    def _publish_references(self, page: str, citings: Sequence[HowToCite]) -> None:
        """Write the references to an issue and its items into files for programs."""
        for key, format in FORMATS.items():
            text = format.file(citing.entries[key] for citing in citings)
            self._put(f"{page}.{format.ending}", text.encode())

    def _copy_pdf(self, name: str) -> Pdf | None:
        """Put a PDF beside the page that offers it, where there is one."""
        pdf = self.pdfs.of(name)
        if pdf is not None:
            self._put(f"{name}.pdf", pdf.data)
        return pdf

    def _copy_original(self, issue: Issue) -> str:
        """Put the original beside its issue's page, if it is kept and the same; give its name."""
        path, original = f"{ids.issue_page(issue.id)}.md", issue.original
        files = Files(Path(self.srcdir))
        if not original or not original.file or files.fault(path, original.file) is not None:
            return ""
        if original.sha256 and files.sha256(path, original.file) != original.sha256.lower():
            return ""
        ending = Path(original.file).suffix.lower()
        shown = f"{ending}.txt" if ending in _LIVE else ending
        name = f"{ids.issue_page(issue.id)}-original{shown}"
        self._put(name, files.place(path, original.file).read_bytes())
        return name

    def _stamp_of_original(self, issue: Issue) -> Stamp | None:
        if issue.original is None or issue.original.file is None:
            return None
        path, files = f"{ids.issue_page(issue.id)}.md", Files(Path(self.srcdir))
        if files.fault(path, issue.original.file) is not None:
            return None
        return stamp(files.place(path, issue.original.file))

    def _put(self, name: str, data: bytes) -> None:
        """Write a file beside the pages."""
        path = Path(self.outdir, name)
        publish(path, data)
        self.written.append(path)

    def _publish(self, template: str, page: str, text: str, **context: Any) -> None:
        """Render a page around a text and write it."""
        folder = f"{ROOT}{self.get_target_uri(page).rpartition('/')[0]}/"
        body = Markup(text.replace(folder, "").replace(ROOT, self.pages.root(page)))
        context["summary"] = beginning(text)
        styles = list(self.assets.stylesheets(self._css_files))
        path = Path(self.get_output_path(page))
        publish(path, self.pages.render(template, page, body=body, styles=styles, **context))
        self.written.append(path)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page of Sphinx's own kind; extensions see and change it as they are used to."""
        uri = self.get_target_uri(pagename)
        context: dict[str, Any] = {
            **self.globalcontext,
            "pagename": pagename,
            "pathto": lambda other, resource=False: relative_uri(
                uri, other if resource else self.get_target_uri(other)
            ),
            **addctx,
        }
        changed = self.events.emit_firstresult(
            "html-page-context", pagename, templatename, context, event_arg
        )
        for name in {"page", "root", "styles", "url"} | self.pages.environment.globals.keys():
            context.pop(name, None)  # the templates' own
        self._publish(changed or templatename, pagename, context.pop("body", ""), **context)

    def copy_assets(self) -> None:
        super().copy_assets()
        self.assets = Assets(Path(self.outdir))  # what was there before may have changed
        self.pages = Templates(
            self._templates(),
            self.config.language,
            self.get_target_uri,
            self.site.top,
            look=self.look,
            site=self.site,
            card=self.site.card(self.assets),
            asset=self.assets.address,
            scripts=list(self._scripts()),
            archive=self.archive,
            periodical=self.archive.periodical,
            ways=ways(self.archive, self.translate),
            own_documents=own_documents(self.env),
            page_of=lambda target: page_of(self.archive, target),
            source_name=self.domain.source_name,
            title_of=lambda target: title_of(self.archive, target),
            issue_of=lambda item: issue_of(self.archive, item),
            reference=partial(reference, revision=self.revision),
        )

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Lead by way of the folder of all pages: an item's page lies deeper than its issue's."""
        return ROOT + self.get_target_uri(to, typ)

    # ---- the end

    def copy_image_files(self) -> None:
        """Copy the pictures of all documents, not only of those that were written."""
        self.images = {source: name for source, (_, name) in self.env.images.items()}
        super().copy_image_files()
        self._note_copies("_images", (self._images_dir / name for name in self.images.values()))

    def copy_download_files(self) -> None:
        super().copy_download_files()
        names = (name for _, name in self.env.dlfiles.values())
        self._note_copies("_downloads", (self._downloads_dir / name for name in names))

    def _note_copies(self, source: str, copies: Iterable[Path]) -> None:
        self.digests[source] = b""
        self.manifest.note(source, b"", (path for path in copies if path.is_file()))

    def gen_pages_from_extensions(self) -> None:
        self.written = []
        super().gen_pages_from_extensions()
        kept = self.doctreedir / f"qikan-{self.name}.pages.digests"
        inputs = self._all_inputs() + written_texts(self.manifest)
        pages = keep_digests(kept, inputs, self._write_archive_pages)
        if not all(self.manifest.is_current(name, made) for name, made in pages.items()):
            pages = self._write_archive_pages()  # some were touched since
        self.digests |= pages

    def _write_archive_pages(self) -> dict[str, bytes]:
        """Write what is made from the archive alone where it is not current; digest the inputs."""
        digests = {}
        for page in archive_pages(self.archive):
            inputs = repr((page.inputs, [*map(self.pdfs.stamp, page.pdfs)])).encode()
            digest = blake2b(self.engine + inputs, digest_size=16).digest()
            digests[page.name] = digest
            if not self.manifest.is_current(page.name, digest):
                self.written = []
                pdfs = {name: pdf for name in page.pdfs if (pdf := self._copy_pdf(name))}
                self._publish(page.template, page.name, "", pdfs=pdfs, **page.context())
                for table in page.tables():
                    self._put(table.name, table.csv(self.translate))
                self.manifest.note(page.name, digest, self.written)
        index = SearchIndex(self.archive, self.manifest, self.get_target_uri, self.translate)
        return digests | index.write(self.engine)

    def handle_finish(self) -> None:
        super().handle_finish()
        self.finish_tasks.add_task(self._settle)

    def _settle(self) -> None:
        """Delete what nothing makes any more, and remember what stands."""
        self.manifest.keep_only(self.digests)
        if not self.manifest.whole:
            self.manifest.sweep()
        self.manifest.save()
        issues = self.archive.issues
        items = sum(len(issue.items) for issue in issues)
        pages = sum(name.endswith(".html") for name in self.manifest.files())
        said = self.translate(
            "The archive stands in {0}: {1} issues, {2} items, {3} pages; open index.html there."
        )
        self.epilog = said.format("%(outdir)s", len(issues), items, pages)  # type: ignore[misc]

    def copy_translation_js(self) -> None:
        """Leave out Sphinx's script: no page loads one."""

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        super().copy_theme_static_files(context)
        assets = Assets(Path(self.outdir))
        assets.write(self.look, self.translate)
        assets.write_description(self.archive.periodical.title, self.site.address("search"))

    def _scripts(self) -> Iterator[str]:
        """Yield the addresses of our own script and of conf.py's, of no other extension's."""
        for name in (
            "qikan.js",
            *(name for name, _ in self.get_builder_config("js_files", "html")),
        ):
            yield self.assets.address(name if "://" in name else f"_static/{name}")

    def create_pygments_style_file(self) -> None:
        """Leave out the colours of Pygments: the theme marks code with its own."""

    def dump_inventory(self) -> None:
        digest = blake2b(self.engine + self.domain.everything, digest_size=16).digest()
        self.digests[INVENTORY_FILENAME] = digest
        if self.manifest.is_current(INVENTORY_FILENAME, digest):
            return
        path = Path(self.outdir, INVENTORY_FILENAME)
        new = Path(temporary(path))
        InventoryFile.dump(new, self.env, self)
        publish(path, new.read_bytes())
        new.unlink(missing_ok=True)
        self.manifest.note(INVENTORY_FILENAME, digest, [path])

    def write_buildinfo(self) -> None:
        """Leave no ``.buildinfo``: the manifest knows more, and is not served."""


class ArchiveHTMLBuilder(_ArchiveBuilder, StandaloneHTMLBuilder):
    """``-b html``: ``issues/2014/2014-07-04.html``."""


class ArchiveDirectoryBuilder(_ArchiveBuilder, DirectoryHTMLBuilder):
    """``-b dirhtml``: ``issues/2014/2014-07-04/``."""

    def get_output_path(self, page_name: str, /) -> Path:
        """Tell where a page is written: the one for wrong addresses where servers look for it."""
        if page_name == MISSING:
            return Path(self.outdir, f"{MISSING}.html")
        return super().get_output_path(page_name)
