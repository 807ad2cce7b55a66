"""Parts of a zip package, read within bounds: nothing swells up in memory."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from qikan.catalogue import mark
from qikan.importer.refusals import DAMAGED, LOCKED, TOO_LARGE, Refusal

LARGEST = 20
"""So many megabytes a part may have, unpacked."""
WHOLE = 200
"""So many may a package have, where another program unpacks it."""
_RATIO = 200
_PACKED_SMALL = 1_000_000
_READ_ERRORS = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,  # no such part
    NotImplementedError,  # packed in a way that zipfile does not know
    OSError,
    RuntimeError,
    ValueError,
)


class Package:
    """A zip package in memory; nothing of it is written to a disk, whatever its names say."""

    def __init__(self, data: bytes) -> None:
        """Open a package; raise Refusal."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _READ_ERRORS as error:
            raise Refusal(DAMAGED) from error
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise Refusal(LOCKED)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._zip.NameToInfo

    def refuse_large(self) -> None:
        """Raise Refusal where all parts together unpack to more than another program may."""
        if sum(entry.file_size for entry in self._zip.infolist()) > WHOLE * 1_000_000:
            raise Refusal(TOO_LARGE)

    def read(self, name: str) -> bytes:
        """Read a part; raise Refusal where it is damaged, or swells up."""
        try:
            entry = self._zip.getinfo(name)
            swells = entry.file_size > max(_PACKED_SMALL, _RATIO * entry.compress_size)
            if entry.file_size > LARGEST * 1_000_000 or swells:
                raise Refusal(TOO_LARGE)
            with self._zip.open(entry) as part:
                data = part.read(entry.file_size + 1)
        except _READ_ERRORS as error:
            raise Refusal(DAMAGED) from error
        if len(data) > entry.file_size:
            raise Refusal(TOO_LARGE)
        return data

    def xml(self, name: str) -> ElementTree.Element:
        """Parse a part; raise Refusal, also where it declares entities: no format has such."""
        data = self.read(name)
        if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
            said = mark("the document declares entities of XML, as no program does that writes "
                        "documents; nothing was read")  # fmt: skip
            raise Refusal(said)
        try:
            return ElementTree.fromstring(data)
        except ElementTree.ParseError as error:
            raise Refusal(DAMAGED) from error
