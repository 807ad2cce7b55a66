"""Documents as they are read, loaded and resolved, whatever is made of them."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

from docutils import nodes
from sphinx.builders import Builder

from qikan.archive import Archive
from qikan.catalogue import catalogue, mark
from qikan.citing.gbt7714 import Revision
from qikan.sphinx.domain import QikanDomain
from qikan.sphinx.pictures import name_pictures
from qikan.sphinx.plain import knows_all_post_transforms, resolve
from qikan.sphinx.workers import share_out

SMALL = 50
"""So few documents a worker are read faster by one alone than the environment is sent about."""


class ArchiveBuilder(Builder):
    """What all builders of an archive have in common: the records, and how documents are read."""

    @property
    def domain(self) -> QikanDomain:
        """The records that were read."""
        return cast(QikanDomain, self.env.get_domain(QikanDomain.name))

    @property
    def archive(self) -> Archive:
        """The archive that they make."""
        return self.domain.archive

    def translate(self, message: str) -> str:
        """Translate a message into the archive's language."""
        return catalogue(self.config.language).gettext(message)

    @property
    def revision(self) -> Revision:
        """The revision of GB/T 7714 after which references are written."""
        return Revision(self.config.qikan_gbt7714)

    def stale_documents(self) -> list[str]:
        """List the documents of which something is not as a build from nothing would write it."""
        raise NotImplementedError

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read in few large shares: a worker sends back the whole environment with each."""
        if len(docnames) < SMALL * nproc:
            self._read_serial(docnames)
            return
        for docname in docnames:
            self._purge(docname)

        def read_share(share: Sequence[str]) -> bytes:
            self.env._app = self._app
            for docname in share:
                self.read_doc(docname, _cache=False)
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(share: Sequence[str], environment: bytes) -> None:
            self.env.merge_info_from(share, pickle.loads(environment), self._app)

        share_out(docnames, nproc, self.translate(mark("reading texts... ")), read_share, merge)

    def resolved(self, docname: str) -> nodes.document:
        """Load a document with its references resolved."""
        doctree = self._doctree(docname)
        self.env._pickled_doctree_cache.pop(docname, None)
        if docname in self.domain.plain and knows_all_post_transforms(self.env):
            resolve(doctree, docname, self)
        else:
            self.env.get_and_resolve_doctree(docname, self, tags=self.tags, doctree=doctree)
        return doctree

    def _doctree(self, docname: str) -> nodes.document:
        """Load what was read, or read it again where it is damaged or of another reading."""
        with suppress(Exception):  # pickle may raise anything on damaged bytes
            doctree = self.env.get_doctree(docname)
            if self.domain.has_signed(docname, doctree):
                return doctree
        self.env._pickled_doctree_cache.pop(docname, None)
        self._purge(docname)
        self.read_doc(docname, _cache=False)
        name_pictures(self.env)
        return self.env.get_doctree(docname)

    def _purge(self, docname: str) -> None:
        self.events.emit("env-purge-doc", self.env, docname)
        self.env.clear_doc(docname)
