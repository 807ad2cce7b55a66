"""Which pages stand in the output folder, what they were made from, and how they get there.

A build writes a page again when the digest of what it is made from has changed, or when the
file is no longer as it was left. The digests are kept beside Sphinx's doctrees; without them, or
with damaged ones, everything is made again. A build that did not come to its end may have left
files that no manifest names: the next one clears them away.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path

Stamp = tuple[int, int]
"""A file's size in bytes and its time of modification in nanoseconds."""

COPIES = ("_images", "_downloads", "_search")
"""Folders that hold nothing but what documents show or offer, and the search index."""

MADE = frozenset({".bib", ".csv", ".html", ".json", ".md", ".pdf", ".ris"})
"""The endings of pages, and of the references, tables, texts and PDFs that stand beside them."""

_TEMPORARY = re.compile(r"\.\d+\.tmp$")


@dataclass(slots=True)
class Manifest:
    """What was made, by source: a document or a page of the engine's own.

    Each source has the digest of its inputs and its files, by path below ``root``.
    """

    path: Path
    root: Path
    rows: dict[str, tuple[bytes, dict[str, Stamp]]] = field(default_factory=dict)
    whole: bool = True
    """Whether the rows name all that builds before this one have left."""

    @classmethod
    def load(cls, path: Path, root: Path) -> Manifest:
        """Read a manifest; one that is missing or damaged is empty."""
        try:
            rows = pickle.loads(path.read_bytes())
        except FileNotFoundError:
            rows = {}
        except Exception:  # pickle may raise anything on damaged bytes
            rows = None
        if not _is_sound(rows):
            return cls(path, root, whole=False)
        return cls(path, root, rows, not _begun(path).exists())

    def begin(self) -> None:
        """Note that files are going to change, until ``save`` tells what has come of it."""
        _begun(self.path).touch()

    def save(self) -> None:
        """Write the manifest, if it has changed."""
        publish(self.path, pickle.dumps(dict(sorted(self.rows.items())), protocol=5))
        _begun(self.path).unlink(missing_ok=True)

    def is_current(self, source: str, digest: bytes) -> bool:
        """Tell whether all that a source makes stands there, made from the same inputs."""
        row = self.rows.get(source)
        if row is None or row[0] != digest:
            return False
        root = f"{os.fspath(self.root)}{os.sep}"
        return all(stamp(root + name) == left for name, left in row[1].items())

    def note(self, source: str, digest: bytes, files: Iterable[Path]) -> None:
        """Keep what a source has made, and delete what it no longer makes."""
        root = f"{os.fspath(self.root)}{os.sep}"
        made = {os.fspath(path).removeprefix(root): stamp(path) for path in files}
        _, before = self.rows.get(source, (b"", {}))
        self.rows[source] = (digest, {name: left for name, left in made.items() if left})
        self._delete(before.keys() - made.keys())

    def keep_only(self, sources: Iterable[str]) -> None:
        """Delete what was made from all other sources."""
        gone = [self.rows.pop(source) for source in self.rows.keys() - set(sources)]
        self._delete({name for _, files in gone for name in files})

    def sweep(self) -> None:
        """Delete what a build has left that did not come to its end: pages that no row names.

        Only where pages of ours stand: others may have put files of their own beside them.
        """
        ours = {source.partition("/")[0] for source in self.rows}
        strays = set()
        for path in filter(Path.is_file, self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            top, below, _ = name.partition("/")
            page = below and top in ours and (top in COPIES or path.suffix in MADE)
            if page or _TEMPORARY.search(name):
                strays.add(name)
        self._delete(strays)

    def files(self) -> set[str]:
        """Name all files that stand, by path below ``root``."""
        return {name for _, files in self.rows.values() for name in files}

    def files_of(self, source: str) -> Iterable[str]:
        """Name the files that a source has made, by path below ``root``."""
        return self.rows[source][1].keys()

    def _delete(self, names: Set[str]) -> None:
        if not names:
            return
        for name in names - self.files():
            path = self.root / name
            path.unlink(missing_ok=True)
            for folder in path.relative_to(self.root).parents[:-1]:
                try:
                    (self.root / folder).rmdir()
                except OSError:  # something else stands in it
                    break


def _is_sound(rows: object) -> bool:
    """Tell whether what was unpickled has the shape of a manifest's rows."""
    return isinstance(rows, dict) and all(
        isinstance(source, str)
        and isinstance(row, tuple)
        and len(row) == 2
        and isinstance(row[1], dict)
        for source, row in rows.items()
    )


def _begun(path: Path) -> Path:
    return path.with_name(f"{path.name}.begun")


def temporary(path: str | Path) -> str:
    """Name the file beside another in which this process makes its new version."""
    return f"{os.fspath(path)}.{os.getpid()}.tmp"


def publish(path: Path, data: bytes) -> None:
    """Put a file in its place whole, or leave it alone where it is the same already."""
    name = os.fspath(path)  # an archive has hundreds of thousands, where paths of pathlib cost
    try:
        with open(name, "rb") as file:  # noqa: PTH123
            if file.read() == data:
                return
    except FileNotFoundError:
        pass
    new = temporary(name)
    try:
        _write(new, data)
        os.replace(new, name)  # noqa: PTH105
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise


def _write(name: str, data: bytes) -> None:
    try:
        file = open(name, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(name), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(name, "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def stamp(path: str | Path) -> Stamp | None:
    """Tell the state of a file, None where there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116  # a path of pathlib costs more than the question
    except FileNotFoundError:
        return None
    return stat.st_size, stat.st_mtime_ns
