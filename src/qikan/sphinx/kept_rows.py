"""Parsed BibTeX files kept beside Sphinx's doctrees: sixteen thousand entries take seconds."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from qikan.reading.bibtex import Row, read_rows
from qikan.reading.bibtex_faults import entry_lines
from qikan.sphinx.manifest import publish

PARSER = blake2b(
    b"".join(Path(inspect.getfile(part)).read_bytes() for part in (Row, entry_lines)),
    digest_size=16,
).digest()
"""What was parsed by another engine is parsed again: its rows may have other fields."""


def read_files(root: Path, paths: Iterable[str], kept: Path) -> dict[str, tuple[Row, ...]]:
    """Give the rows of each file below ``root``, parsed where its bytes have changed.

    ``kept`` is the file in which they are kept for the next build. Raise Unusable.
    """
    before = _load(kept)
    now: dict[str, tuple[bytes, tuple[Row, ...]]] = {}
    for path in paths:
        digest = _digest(root / path)
        known = before.get(path)
        now[path] = known if known and known[0] == digest else (digest, read_rows(root, path))
    if now != before:
        publish(kept, pickle.dumps(now, pickle.HIGHEST_PROTOCOL))
    return {path: rows for path, (_, rows) in now.items()}


def _load(kept: Path) -> dict[str, tuple[bytes, tuple[Row, ...]]]:
    try:
        rows = pickle.loads(kept.read_bytes())
    except Exception:  # pickle may raise anything on damaged bytes
        return {}
    return rows if isinstance(rows, dict) else {}


def _digest(path: Path) -> bytes:
    try:
        return blake2b(path.read_bytes(), digest_size=16, key=PARSER).digest()
    except OSError:  # read_rows tells what is wrong
        return b""
