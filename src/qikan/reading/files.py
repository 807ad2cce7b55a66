"""The files beside the texts: whether one that a text names is there, and may be used."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from qikan.diagnostics import nearest
from qikan.kinds import Kind

PICTURES: Mapping[str, re.Pattern[bytes]] = {
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "GIF": re.compile(rb"GIF8[79]a"),
    "WebP": re.compile(rb"(?s)RIFF....WEBP"),
    "SVG": re.compile(rb"(?s)(?:\xef\xbb\xbf)?\s*<(?:(?:\?xml|!--|!DOCTYPE svg).*?<)?svg[\s>]"),
}
"""The formats of pictures that every browser shows, each with how its files begin."""
ENDINGS: Mapping[str, tuple[str, ...]] = {"JPEG": (".jpg", ".jpeg")}
"""How their names end, where that is not just the format's name."""

_FOLDERS = ("issues", "source", "pictures", "_static")
"""Where files are looked for that do not stand where they should."""


class Files:
    """The files of the archive in the folder ``root``, as they are at this moment."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def fault(self, page: str, target: str) -> Kind | None:
        """Tell why a page cannot use a file that it names; links in the file system are followed.

        ``page`` is a path from the root. A target that begins with ``/`` is one as well, any
        other stands beside the page.
        """
        try:
            place = self.place(page, target).resolve()
            if not place.is_relative_to(self.root):
                return Kind.OUTSIDE
            if place.is_dir():
                return Kind.FOLDER
            return None if place.is_file() else Kind.UNKNOWN_FILE
        except (OSError, ValueError, RuntimeError):  # a name that no file can have
            return Kind.UNKNOWN_FILE

    def sha256(self, page: str, target: str) -> str:
        """Give the checksum of a file that is there, in hexadecimal; empty if it is not."""
        try:
            with self.place(page, target).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError):
            return ""

    def picture_fault(self, page: str, target: str) -> tuple[Kind, tuple[str, ...]] | None:
        """Tell why browsers may not show a file that is there, going by what it begins with."""
        try:
            with self.place(page, target).open("rb") as file:
                head = file.read(4096)
        except (OSError, ValueError):
            return None
        format = next((name for name, start in PICTURES.items() if start.match(head)), None)
        if format is None:
            return Kind.NO_PICTURE, (target, "、".join(PICTURES))
        endings = ENDINGS.get(format, (f".{format.lower()}",))
        if not target.lower().endswith(endings):
            return Kind.PICTURE_ENDING, (target, format, endings[0])
        return None

    def meant(self, page: str, target: str) -> tuple[str, ...]:
        """Find what was perhaps meant by a target that leads to no file.

        First comes the same name with other capitals or another ending, then the same name in
        another folder, then names that are nearly the same.
        """
        name, beside = posixpath.basename(target), self._beside(page, target)
        same = [each for each in beside if _stem(each) == _stem(target) != ""]
        moved = [_way(page, target, path) for path in self._named.get(name, ())]
        alike = (each for each in beside if Path(each).suffix == Path(target).suffix)
        found = same or moved or nearest(target, alike)
        return tuple(each for each in found if each != target)[:3]

    def _beside(self, page: str, target: str) -> list[str]:
        """List the ways to the files in the folder where one was looked for."""
        folder, slash, _ = target.rpartition("/")
        try:
            place = self.place(page, f"{folder}{slash}").resolve()
            if place.is_relative_to(self.root):
                return sorted(f"{folder}{slash}{file.name}" for file in place.iterdir())
        except (OSError, ValueError, RuntimeError):
            pass
        return []

    @cached_property
    def _named(self) -> Mapping[str, Sequence[str]]:
        """Map the names of all files in the archive's folders to their paths from the root."""
        named: dict[str, list[str]] = {}
        for top in _FOLDERS:
            for folder, below, names in os.walk(self.root / top):
                below.sort()
                for name in names:
                    path = Path(folder, name).relative_to(self.root)
                    named.setdefault(name, []).append(path.as_posix())
        return named

    def place(self, page: str, target: str) -> Path:
        """Give the path that a target on a page means, whether or not anything is there."""
        if target.startswith("/"):
            return self.root / target.lstrip("/")
        return (self.root / page).parent / target


def place_of(page: str, target: str) -> str:
    """Give the path from the root that a target on a page means."""
    place = posixpath.join("/", posixpath.dirname(page), target)
    return posixpath.normpath(place).lstrip("/")


def _way(page: str, target: str, path: str) -> str:
    """Write a path from the root as a target in the manner of another one."""
    if target.startswith("/"):
        return f"/{path}"
    return posixpath.relpath(path, posixpath.dirname(page))


def _stem(name: str) -> str:
    """Give the name of a file without ending and blanks, in small half-width letters."""
    stem, _, _ = unicodedata.normalize("NFKC", posixpath.basename(name)).rpartition(".")
    return "".join(stem.split()).casefold()
