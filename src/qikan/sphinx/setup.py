"""Everything that the extension registers with Sphinx, in build order."""

from __future__ import annotations

import gc
from pathlib import Path

import pybtex.plugin
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from qikan import __version__
from qikan.sphinx import steps
from qikan.sphinx.builder import ArchiveDirectoryBuilder, ArchiveHTMLBuilder
from qikan.sphinx.citations import CiteDomain, SourceRole, Style
from qikan.sphinx.directives import PeriodicalRecord
from qikan.sphinx.domain import QikanDomain, ReferenceToRecord
from qikan.sphinx.fingerprint import fingerprint
from qikan.sphinx.footnotes import FootnotesWithItems
from qikan.sphinx.parser import ArchiveParser
from qikan.sphinx.pdf_builder import PdfBuilder
from qikan.sphinx.report import Warned

PACKAGE = Path(__file__).parents[1]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    gc.unfreeze()  # see steps.assemble_quietly
    for extension in ("myst_parser", "sphinx_design", "sphinxcontrib.bibtex"):
        app.setup_extension(extension)

    app.add_config_value("qikan_title", "", "env", str)
    app.add_config_value("qikan_publisher", "", "env", str)
    app.add_config_value("qikan_office", "", "env", str)
    app.add_config_value("qikan_publication_status", "", "env", str)
    app.add_config_value("qikan_publication_marks", [], "env", (list, tuple))
    app.add_config_value("qikan_vocabularies", [], "env", (list, tuple))
    app.add_config_value("qikan_directives", [], "env", (list, tuple))
    app.add_config_value("qikan_roles", [], "env", (list, tuple))
    app.add_config_value("qikan_gbt7714", "2025", "html", str)
    app.add_config_value("qikan_pdfs", "", "html", str)
    app.add_html_theme("qikan", str(PACKAGE / "theme"))
    app.add_domain(QikanDomain)
    app.add_domain(CiteDomain, override=True)
    app.add_source_parser(ArchiveParser, override=True)
    app.add_transform(FootnotesWithItems)
    app.add_role("cite", SourceRole(), override=True)
    app.add_directive("periodical", PeriodicalRecord)
    for role in ("item", "issue", "outlet"):
        app.add_role(role, ReferenceToRecord())
    pybtex.plugin.register_plugin("pybtex.style.formatting", Style.name, Style)
    app.add_builder(ArchiveHTMLBuilder, override=True)
    app.add_builder(ArchiveDirectoryBuilder, override=True)
    app.add_builder(PdfBuilder)

    app.connect("config-inited", steps.check_config)
    app.connect("builder-inited", steps.read_data_files, priority=400)  # before bibtex reads
    app.connect("build-finished", Warned(app).keep)
    app.connect("env-get-outdated", steps.find_changed)
    app.connect("env-before-read-docs", steps.refuse_unreadable)
    app.connect("doctree-read", steps.slim_environment, priority=900)
    app.connect("env-updated", steps.assemble_quietly, priority=900)
    return {
        "version": __version__,
        # Any change of the engine's code makes Sphinx read all again: no one has to remember it.
        "env_version": int.from_bytes(fingerprint([PACKAGE], "*.py")[:4]),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
