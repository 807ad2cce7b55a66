"""A digest of the engine itself: what was made by another one has to be made again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path


def fingerprint(folders: Sequence[Path], pattern: str = "*", settings: object = None) -> bytes:
    """Digest all files below some folders whose names fit a pattern, with settings; 16 bytes."""
    digest = blake2b(repr(settings).encode(), digest_size=16)
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.digest()
