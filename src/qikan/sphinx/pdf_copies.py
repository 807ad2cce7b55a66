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
    """The PDFs in a folder, by page (``issues/2014/2014-07-04``); none without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def stamp(self, page: str) -> Stamp | None:
        """Tell the state of a page's PDF, None where it has none."""
        return stamp(self._path(page)) if self.folder else None

    def of(self, page: str) -> Pdf | None:
        """Read a page's PDF."""
        if self.stamp(page) is None:
            return None
        data = self._path(page).read_bytes()
        return Pdf(data, page_count(data))

    def _path(self, page: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{page}.pdf"
