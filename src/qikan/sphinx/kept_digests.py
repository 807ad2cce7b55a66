"""The digests of all documents' inputs, kept beside Sphinx's doctrees until a record changes.

To make them every relation in the archive is gone through: where nothing has changed they need
not be made again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from qikan.sphinx.manifest import publish

Digests = dict[str, bytes]
_SIZE = 16


def keep_digests(path: Path, archive: bytes, make: Callable[[], Digests]) -> Digests:
    """Give what ``make`` gave for the same ``archive`` last time, else make and keep it.

    A file that is missing or damaged counts for nothing: its first bytes sign the others.
    """
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if data[:_SIZE] == _sign(archive, data[_SIZE:]):
        kept: Digests = pickle.loads(data[_SIZE:])
        return kept
    made = make()
    rows = pickle.dumps(made, protocol=5)
    publish(path, _sign(archive, rows) + rows)
    return made


def _sign(archive: bytes, rows: bytes) -> bytes:
    return blake2b(archive + rows, digest_size=_SIZE).digest()
