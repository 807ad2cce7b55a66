"""What happens between Sphinx's reading and its writing, step by step."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config as SphinxConfig
from sphinx.environment import BuildEnvironment

from qikan.assembly import assemble as put_together
from qikan.config import Config
from qikan.diagnostics import Unusable
from qikan.model import Issue
from qikan.reading.bibliography import bibliography_files, read_bibliography
from qikan.reading.encoding import text_problem
from qikan.reading.files import Files
from qikan.reading.forms import Forms
from qikan.reading.reader import Reading
from qikan.reading.vocabularies import read_vocabularies as vocabularies_of
from qikan.sphinx.citations import Style
from qikan.sphinx.documents import ArchiveBuilder
from qikan.sphinx.domain import QikanDomain, ReferenceToRecord, is_issue
from qikan.sphinx.kept_rows import read_files
from qikan.sphinx.manifest import stamp
from qikan.sphinx.pictures import name_pictures
from qikan.sphinx.plain import OWN_DOMAINS
from qikan.sphinx.report import Warned, report, stop

_LISTED_ELSEWHERE = {"orphan": ""}


def check_config(app: Sphinx, config: SphinxConfig) -> None:
    """Stop at a setting that cannot be used; let bibtex know outlets where no style is chosen.

    Hidden files are no documents: editors and systems put some beside an issue.
    """
    config.exclude_patterns = [*config.exclude_patterns, "**/.*"]
    if "bibtex_default_style" not in config._raw_config:
        config.bibtex_default_style = Style.name
    try:
        Config.of(config)
    except Unusable as error:
        stop(error.problem, app)


def read_data_files(app: Sphinx) -> None:
    """Read the vocabularies, each of which has its role, and the bibliography.

    Stop at a file that cannot be read: sphinxcontrib-bibtex would show a traceback.
    """
    domain = cast(QikanDomain, app.env.get_domain(QikanDomain.name))
    root = Path(app.srcdir)
    configured = (Path(app.confdir, path) for path in app.config.bibtex_bibfiles or ())
    files = (Path(os.path.relpath(path, root)).as_posix() for path in configured)
    try:
        vocabularies, problems = vocabularies_of(root, app.config.qikan_vocabularies)
        kept = Path(app.doctreedir, "qikan.bibliography")
        rows = read_files(root, bibliography_files(root, files), kept)
    except Unusable as error:
        stop(error.problem, app)
    domain.vocabularies, domain.problems = tuple(vocabularies), tuple(problems)
    own = Config.of(app.config)
    domain.forms = Forms.of(domain.vocabularies, own.directives, own.roles)
    domain.bibliography = read_bibliography(rows)
    for vocabulary in domain.vocabularies:
        app.add_role(vocabulary.role, ReferenceToRecord(), override=True)


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Name the documents to be read again that Sphinx, which asks for newer ones, would miss.

    Those are files that have changed without being newer, those with warnings, so that no fault
    is forgotten while it stands there, and all of them when vocabularies have
    other names or roles: the reader asked for them.
    """
    domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
    roles = [(vocabulary.id, vocabulary.role) for vocabulary in domain.vocabularies]
    if domain.data["roles"] != roles:
        domain.data["roles"] = roles
        return set(env.found_docs)
    stamps = domain.stamps
    edited = (name for name in env.found_docs if stamps.get(name) != stamp(env.doc2path(name)))
    return {*edited, *Warned.before(app)}


def refuse_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep issues that are no text from Sphinx, which would break off at them.

    Without one of the archive's own documents there is no way through it: that ends the build.
    """
    domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
    for docname in list(docnames):
        path = env.doc2path(docname)
        domain.stamps[docname] = stamp(path)
        problem = text_problem(path.read_bytes(), env.doc2path(docname, base=False).as_posix())
        if problem is not None and not is_issue(docname):
            stop(problem, app)
        if problem is not None:
            docnames.remove(docname)
            app.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
            domain.note_reading(docname, Reading(None, (problem,)))


def slim_environment(app: Sphinx, doctree: nodes.document) -> None:
    """Take out of the environment what an archive does not need of each issue.

    It is loaded and saved at every build. An issue's table of contents is half of what Sphinx
    keeps of it, and is in its record already.
    """
    env = app.env
    env._write_doc_doctree_cache.clear()  # under -j 1 Sphinx keeps every doctree that it read
    docname = env.current_document.docname
    domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
    domain.sign(docname, doctree)
    if not is_issue(docname):
        return
    env.metadata[docname] = _LISTED_ELSEWHERE
    if docname in env.titles:
        text = env.titles[docname].astext()
        title = nodes.title("", text)
        env.titles[docname] = env.longtitles[docname] = title
        link = nodes.reference("", text, internal=True, refuri=docname, anchorname="")
        entry = nodes.list_item("", addnodes.compact_paragraph("", "", link))
        env.tocs[docname] = nodes.bullet_list("", entry)
    if docname not in domain.plain and any(map(_leads_elsewhere, doctree.findall(nodes.Element))):
        domain.data["entangled"].add(docname)


def _leads_elsewhere(node: nodes.Element) -> bool:
    """Tell whether a node shows something that the archive does not hold."""
    if isinstance(node, addnodes.pending_xref):
        return node.get("refdomain") not in OWN_DOMAINS
    return isinstance(node, addnodes.toctree)


def assemble_quietly(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Assemble the archive, which stays to the end, unseen by the garbage collector.

    It would look through a million new objects again and again, once more as the process ends,
    and find nothing. ``setup`` gives back what an earlier build in the same process has kept.
    """
    gc.disable()
    try:
        return assemble(app, env)
    finally:
        gc.freeze()
        gc.enable()


def assemble(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the archive, report its problems, and name the documents to be written again."""
    domain = cast(QikanDomain, env.get_domain(QikanDomain.name))
    _forget_missing_pages(env)
    _date_from_the_future(domain, env)
    name_pictures(env)
    assembled = put_together(
        Config.of(app.config).periodical(app.config.project),
        dict(domain.readings()),
        domain.bibliography,
        domain.vocabularies,
        domain.problems,
        Files(Path(app.srcdir)),
    )
    records = assembled.records.items()
    domain.archive = assembled.archive
    domain.issues = {name: each for name, each in records if isinstance(each, Issue)}
    for problem in assembled.problems:
        report(problem, app)
    domain.everything = _digest(domain, env)
    if isinstance(app.builder, ArchiveBuilder):
        return app.builder.stale_documents()
    return []


def _date_from_the_future(domain: QikanDomain, env: BuildEnvironment) -> None:
    """Let a file from the future count as read then: Sphinx would read it at every build."""
    for docname in domain.stamps.keys() - env.found_docs:
        del domain.stamps[docname]
    for docname, state in domain.stamps.items():
        if state is not None and docname in env.all_docs:
            env.all_docs[docname] = max(env.all_docs[docname], state[1] // 1000)


def _forget_missing_pages(env: BuildEnvironment) -> None:
    """Take the pages that Sphinx always names, but an archive does not have, from the inventory."""
    standard = env.domains.standard_domain
    for name in ("genindex", "modindex", "py-modindex", "search"):
        standard.labels.pop(name, None)
        standard.anonlabels.pop(name, None)


def _digest(domain: QikanDomain, env: BuildEnvironment) -> bytes:
    """Digest everything that the archive's own documents may show."""
    digest = blake2b(digest_size=16)
    for docname in sorted(domain.issues):
        digest.update(domain.packed(docname))
    own = sorted(name for name in env.titles if not is_issue(name))
    digest.update(repr([(name, env.titles[name].astext()) for name in own]).encode())
    digest.update(repr(sorted(domain.archive.outlets.items())).encode())
    digest.update(repr(sorted(domain.archive.citations.items())).encode())
    digest.update(repr(domain.archive.vocabularies).encode())
    labels = env.domains.standard_domain
    digest.update(repr(sorted(labels.labels.items())).encode())
    digest.update(repr(sorted(labels.anonlabels.items())).encode())
    return digest.digest()
