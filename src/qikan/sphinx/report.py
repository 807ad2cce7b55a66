"""Problems shown as Sphinx warnings."""

from __future__ import annotations

import logging as standard
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.logging import get_node_location, is_suppressed_warning

from qikan.catalogue import catalogue
from qikan.diagnostics import Problem
from qikan.kinds import Kind
from qikan.sphinx.domain import is_issue
from qikan.sphinx.manifest import publish

logger = logging.getLogger(__name__)

_FILES = frozenset(kind.subtype for kind in (Kind.UNKNOWN_FILE, Kind.FOLDER, Kind.OUTSIDE))


def report(problem: Problem, app: Sphinx) -> None:
    """Log one problem, typed for ``suppress_warnings``, in the archive's language.

    What is only a note does not fail a build.
    """
    said = problem.message(catalogue(app.config.language).gettext)
    if problem.kind.is_note:
        logger.info(f"{problem.path}:{problem.line}: {said} [qikan.{problem.kind.subtype}]")
        return
    logger.warning(
        said,
        location=f"{app.srcdir / problem.path}:{problem.line or 1}",
        type="qikan",
        subtype=problem.kind.subtype,
    )


def stop(problem: Problem, app: Sphinx) -> NoReturn:
    """End the build at a file without which nothing can be read.

    Not by an exception of Sphinx's: it would print a traceback and ask for a report.
    """
    report(problem, app)
    raise SystemExit(2)


TOLD = frozenset(
    {
        ("download", "not_readable"),
        ("image", "not_readable"),
        ("misc", "highlighting_failure"),
        ("myst", "duplicate_def"),
        ("myst", "header"),
        ("myst", "xref_missing"),
    }
)
"""What Sphinx and MyST would say, in their own words, of mistakes in issues that we tell.

And of code that is not of its language, which is shown without colours: that is no mistake.
"""


class Warned(standard.Handler):
    """Remembers which documents Sphinx, MyST and bibtex warn of.

    They do so only when they read or write a document. Our own problems are told at every build;
    but where a file was missing, the document that names it is read again, for it may be there.
    They are written down at once, should the build be killed, with those of the build before it.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(standard.WARNING)
        self.app = app
        self.documents: set[str] = set()
        namespace = standard.getLogger(logging.NAMESPACE)
        for handler in (*namespace.handlers, self):
            handler.filters.insert(0, self.is_news)  # before those that count
        namespace.addHandler(self)

    def is_news(self, record: standard.LogRecord) -> bool:
        """Tell whether a message says what we do not say ourselves."""
        kind = (getattr(record, "type", ""), getattr(record, "subtype", ""))
        return kind not in TOLD or not is_issue(self.document(record))

    def document(self, record: standard.LogRecord) -> str:
        """Name the document that a message is about, in the words that it has."""
        place = getattr(record, "location", None)
        if isinstance(place, nodes.Node):
            place = get_node_location(place)
        name = place[0] if isinstance(place, tuple) else str(place or "").partition(":")[0]
        if not hasattr(self.app, "builder"):  # settings are being read: no document is
            return ""
        return self.app.project.path2doc(name or "") or name or ""

    def emit(self, record: standard.LogRecord) -> None:
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if kind == "qikan" and subtype not in _FILES:
            return
        if kind == "qikan" or not is_suppressed_warning(
            kind, subtype, self.app.config.suppress_warnings
        ):
            document = self.document(record)
            if document and document not in self.documents:
                self.documents.add(document)
                self._publish(self.documents | self.before(self.app))

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Write down, at the end of a build, which documents to read again at the next."""
        standard.getLogger(logging.NAMESPACE).removeHandler(self)
        self._publish(self.documents)

    def _publish(self, documents: Iterable[str]) -> None:
        publish(_warned(self.app), "\n".join(sorted(documents)).encode())

    @staticmethod
    def before(app: Sphinx) -> set[str]:
        """Name the documents of which the build before this one warned."""
        try:
            documents = set(_warned(app).read_text("utf-8").split("\n"))
        except FileNotFoundError:
            return set()
        return documents & app.project.docnames


def _warned(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"qikan-{app.builder.name}.warned")
