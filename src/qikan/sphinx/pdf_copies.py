"""The PDFs that another build has made, copied beside the pages that offer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qikan.pdf.finishing import page_count
from qikan.sphinx.manifest import Stamp, stamp


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF, with its number of pages."""

    data: bytes
    pages: int

    @property
    def size(self) -> str:
        """Its size for readers, in KB or MB of 1,024 and 1,048,576 bytes."""
        kilobytes = len(self.data) / 1024
        return f"{kilobytes:.0f} KB" if kilobytes < 1000 else f"{kilobytes / 1024:.1f} MB"


class PdfCopies:
    """The PDFs in a folder, by name (``issues/2014/2014-07-04``); none without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def stamp(self, name: str) -> Stamp | None:
        """Tell the state of a PDF, None where there is none."""
        return stamp(self._path(name)) if self.folder else None

    def of(self, name: str) -> Pdf | None:
        """Read a PDF."""
        if self.stamp(name) is None:
            return None
        data = self._path(name).read_bytes()
        return Pdf(data, page_count(data))

    def _path(self, name: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{name}.pdf"
