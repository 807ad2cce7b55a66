"""Problems shown as Sphinx warnings."""

from __future__ import annotations

from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.util import logging

from qikan.catalogue import catalogue
from qikan.diagnostics import Problem

logger = logging.getLogger(__name__)


def report(problem: Problem, app: Sphinx) -> None:
    """Log one problem, typed for ``suppress_warnings``, in the archive's language."""
    logger.warning(
        problem.message(catalogue(app.config.language).gettext),
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
