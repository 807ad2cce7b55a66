"""The pictures of a document: those that an issue may show, and why it may not show others."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from qikan.importer.draft import Point
from qikan.importer.original import Original, Picture
from qikan.reading.files import ENDINGS, PICTURES

LARGEST = 20
"""So many megabytes a picture has at most."""
ALL = 60
"""So many have all pictures of a document."""
MOST = 500
"""So many pictures are taken from a document."""

_DATA = re.compile(r"(?is)data:[^,;]*((?:;[^,;]*)*),(.*)")
_LIVE = re.compile(rb"(?i)<script|<foreignobject|<!entity|\son\w+\s*=|javascript:")
_OTHERS = {b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x00\x00": "EMF", b"BM": "BMP", b"II*\0": "TIFF",
           b"MM\0*": "TIFF"}  # fmt: skip
_FILE_NAME = re.compile(r"(?i).*\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|wmf|emf)|https?://\S+")


def with_pictures(original: Original, folder: Path | None) -> Original:
    """Give a document its pictures: what it holds, and what lies beside it in its ``folder``.

    Nothing is fetched, and nothing is read that lies elsewhere on the disk.
    """
    return replace(original, pictures=tuple(_within_bounds(original, folder)))


def _within_bounds(original: Original, folder: Path | None) -> Iterator[Picture]:
    left = ALL * 1_000_000
    for count, picture in enumerate(original.pictures):
        data = picture.data or _data_at(picture.address, folder)
        if len(data) > min(left, LARGEST * 1_000_000) or (data and count >= MOST):
            yield replace(picture, data=b"", fault=Point.PICTURE_SIZE, about=f"{len(data):,}")
            continue
        left -= len(data)
        address = "" if picture.address.startswith("data:") else picture.address
        if not data:
            yield replace(picture, fault=Point.PICTURE, about=address[:120] or original.kind)
        elif not (ending := ending_of(data)):
            about = next((n for start, n in _OTHERS.items() if data.startswith(start)), "—")
            yield replace(picture, data=b"", fault=Point.PICTURE_FORMAT, about=about)
        else:
            yield replace(picture, data=data, ending=ending, alt=_alt(picture.alt))


def ending_of(data: bytes) -> str:
    """Tell how the name of a picture's file ends, by its content; empty where it may be none."""
    format = next((name for name, start in PICTURES.items() if start.match(data[:4096])), "")
    if format == "SVG" and _LIVE.search(data):
        return ""
    return ENDINGS.get(format, (f".{format.lower()}",))[0] if format else ""


def _alt(written: str) -> str:
    """Give what is said of a picture, in one line; the name of a file says nothing."""
    said = " ".join(written.split())
    return "" if _FILE_NAME.fullmatch(said) else said


def _data_at(address: str, folder: Path | None) -> bytes:
    """Read a picture that stands in the address itself, or in a file below the folder."""
    if found := _DATA.fullmatch(address):
        try:
            data = unquote_to_bytes(found[2])
            return base64.b64decode(data) if ";base64" in found[1].lower() else data
        except (binascii.Error, ValueError):
            return b""
    if folder is None or not address or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]", address):
        return b""
    try:
        path = (folder / unquote(address.partition("?")[0].partition("#")[0])).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(LARGEST * 1_000_000 + 1)
    except (OSError, ValueError):
        return b""
