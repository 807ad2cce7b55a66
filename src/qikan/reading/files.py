"""The files beside the texts: whether one that a text names is there, and may be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

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
            place = self._place(page, target).resolve()
            if not place.is_relative_to(self.root):
                return Kind.OUTSIDE
            if place.is_dir():
                return Kind.FOLDER
            return None if place.is_file() else Kind.UNKNOWN_FILE
        except (OSError, ValueError, RuntimeError):  # a name that no file can have
            return Kind.UNKNOWN_FILE

    def picture_fault(self, page: str, target: str) -> tuple[Kind, tuple[str, ...]] | None:
        """Tell why browsers may not show a file that is there, going by what it begins with."""
        try:
            with self._place(page, target).open("rb") as file:
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

    def beside(self, page: str, target: str) -> Iterator[str]:
        """Yield the ways to the files of its sort in the folder where a file was looked for."""
        folder, slash, _ = target.rpartition("/")
        try:
            place = self._place(page, f"{folder}{slash}").resolve()
            if place.is_relative_to(self.root):
                files = sorted(
                    file.name for file in place.iterdir() if file.suffix == Path(target).suffix
                )
                yield from (f"{folder}{slash}{name}" for name in files)
        except (OSError, ValueError, RuntimeError):
            return

    def _place(self, page: str, target: str) -> Path:
        if target.startswith("/"):
            return self.root / target.lstrip("/")
        return (self.root / page).parent / target
