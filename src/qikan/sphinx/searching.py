"""The search index as a build makes it: texts with the pages, the index of them at the end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from qikan import ids, labels
from qikan.archive import Archive
from qikan.model import Issue
from qikan.pages.facets import Facets
from qikan.search.files import (
    FOLDER,
    MANIFEST,
    TEXTS,
    Facet,
    Named,
    Row,
    digest,
    manifest_file,
    names_file,
    part_files,
    parts,
    text_files,
)
from qikan.search.folding import Folding
from qikan.search.shards import objects, read_script
from qikan.search.simplified import simplified_characters
from qikan.search.texts import blocks
from qikan.sphinx.manifest import Manifest, publish
from qikan.sphinx.translator import ITEM

_ITEMS = re.compile(f"{ITEM}.*?</article>", re.DOTALL)

Put = Callable[[str, bytes], None]
Translate = Callable[[str], str]


def put_texts(issue: Issue, text: str, items: Iterable[str], put: Put) -> None:
    """Write what an issue's texts say, given as HTML: what stands around its items, and these."""
    front = blocks(_ITEMS.sub("\n\n", text))
    for name, data in text_files(issue.id, front, [*map(blocks, items)]):
        put(f"{FOLDER}/{name}.js", data)


def written_texts(manifest: Manifest) -> bytes:
    """Digest what all texts say, by the names of their files, which have digests of their own."""
    texts = (name for name in manifest.files() if name.startswith(f"{FOLDER}/text/"))
    return digest("\n".join(sorted(texts)).encode()).encode()


def folding_version() -> tuple[str, str]:
    """Name what decides which characters are one: an index made by another is no longer right."""
    return unicodedata.unidata_version, version("opencc")


class SearchIndex:
    """The index of an archive, of which each part is made again only where its texts changed."""

    def __init__(
        self,
        archive: Archive,
        manifest: Manifest,
        url_of: Callable[[str], str],
        translate: Translate,
    ) -> None:
        self._archive = archive
        self._manifest = manifest
        self._ending = url_of("page").removeprefix("page")
        self._translate = translate
        self._facets = Facets(archive)
        self._folding = Folding(simplified_characters())

    def write(self, engine: bytes) -> dict[str, bytes]:
        """Write what is not current, the manifest last; tell the sources of all files."""
        made: dict[str, bytes] = {}
        folders = []
        described = []
        for issues in parts(self._archive.issues):
            rows = [row for issue in issues for row in self._rows(issue)]
            described += rows
            inputs = engine + objects(rows)
            folders.append(digest(inputs))
            files = part_files(folders[-1], rows, self._folding, self._read)
            made |= self._put(folders[-1], files, inputs)
        facets = [*self._facets_told()]
        names, data = names_file(facets, described)
        made |= self._put(names, [(names, data)], data)
        manifest = manifest_file(folders, names, facets, self._folding, self._ending, self._read)
        return made | self._put(MANIFEST, [manifest], manifest[1])

    def _facets_told(self) -> Iterator[Facet]:
        """Yield the facets with their names, and the other names for the same."""
        others: dict[str, dict[str, Sequence[str]]] = {
            vocabulary.role: {term.name: term.aliases for term in vocabulary.terms}
            for vocabulary in self._archive.vocabularies
        }
        others["outlet"] = {
            outlet.name: [*outlet.aliases, *(former.name for former in outlet.former)]
            for outlet in self._archive.outlets.values()
        }
        for key, name in self._facets.kinds:
            yield Facet(key, self._translate(name), others.get(key, {}))

    def _put(self, source: str, files: Iterable[Named], inputs: bytes) -> dict[str, bytes]:
        """Write the files of a source where they are not current."""
        name, made = f"{FOLDER}/{source}", blake2b(inputs, digest_size=16).digest()
        if not self._manifest.is_current(name, made):
            written = []
            for file, data in files:
                path = Path(self._manifest.root, FOLDER, f"{file}.js")
                publish(path, data)
                written.append(path)
            self._manifest.note(name, made, written)
        return {name: made}

    def _rows(self, issue: Issue) -> Iterator[Row]:
        """Describe the texts of an issue, of which its front is numbered 0."""
        files = dict(map(_numbered, self._manifest.files_of(ids.issue_page(issue.id))))
        date = labels.date(issue.date, self._translate)
        if 0 in files:
            none = ((),) * len(self._facets.kinds)
            yield Row(issue.id, 0, issue.label, date, issue.label, none, files[0], 0)
        for place, item in enumerate(issue.items):
            file, at = files[1 + place // TEXTS], place % TEXTS
            names = tuple(map(tuple, self._facets.names_of(item)))
            yield Row(issue.id, item.number, item.title, date, issue.label, names, file, at)

    def _read(self, name: str) -> bytes:
        path = Path(f"{self._manifest.root}/{FOLDER}/{name}.js")
        return read_script(name, path.read_bytes())


def _numbered(path: str) -> tuple[int, str]:
    """Tell the number of an issue's file of texts, and its name; -1 for any other file."""
    folder, _, name = path.partition("/")
    number = re.fullmatch(r"text/.*-(\d+)-\w+", name.removesuffix(".js"))
    return (int(number[1]), name.removesuffix(".js")) if folder == FOLDER and number else (-1, "")
