"""The typefaces of PDFs: which are installed, and which characters they have.

Typst asks a font for a glyph only when it sets it, and PDF/A-3a allows no missing one; so what
no font has is found out before. The tables that are read are those of OpenType (ISO/IEC
14496-22): ``cmap`` with the characters, ``head`` with the checksum of the whole font.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import typst

SERIF, SANS, MONO = "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC"
"""Songti for texts, Heiti for heads, and for what is written by machines."""

FALLBACKS = (
    "Noto Serif CJK TC",
    "Noto Serif CJK JP",
    "Noto Sans CJK SC",
    "Noto Serif Hentaigana",
    "HanaMinA",
    "HanaMinB",
    "BabelStone Han",
    "Jigmo",
    "Jigmo2",
    "Jigmo3",
    "Plangothic P1",
    "Plangothic P2",
    "Noto Serif",
    "Noto Sans",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Emoji",
    "DejaVu Sans",
)
"""Where a character is looked for that Songti lacks: rare Han of the extensions first."""

REGULAR, BOLD = 400, 700

Face = tuple[str, int]
"""A family and a weight."""

Ranges = Sequence[tuple[int, int]]
"""First and last of the characters that follow each other."""


class Missing(Exception):
    """A typeface that no PDF can do without is not installed; its name."""


@dataclass(frozen=True)
class Typefaces:
    """The typefaces that PDFs may use on this machine.

    ``characters`` has by family, in the order in which they are asked, what each can set;
    ``checksums`` has those of the regular and the bold faces, which change with what they draw.
    """

    characters: Mapping[str, Ranges]
    checksums: tuple[tuple[Face, int], ...]

    @classmethod
    def installed(cls) -> Typefaces:
        """Look for the typefaces where the system keeps its own; raise Missing."""
        fonts = typst.Fonts(include_system_fonts=True)
        wanted = (SERIF, SANS, MONO, *FALLBACKS)
        faces: dict[Face, tuple[str, int]] = {}
        for font in sorted(fonts.fonts(), key=lambda each: (each.family, str(each.path))):
            upright = font.path and font.style == "normal" and font.weight in (REGULAR, BOLD)
            if upright and font.family in wanted:
                faces.setdefault((font.family, font.weight), (str(font.path), font.index))
        for family in (SERIF, SANS):
            if (family, REGULAR) not in faces:
                raise Missing(family)
        characters = {
            name: tuple(_ranges(_table(b"cmap", *faces[name, REGULAR])))
            for name in wanted
            if (name, REGULAR) in faces
        }
        checksums = {face: _checksum(*place) for face, place in sorted(faces.items())}
        return cls(characters, tuple(checksums.items()))

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """The families that are asked after the first, as far as they are here."""
        return tuple(name for name in FALLBACKS if name in self.characters)

    @cached_property
    def _covered(self) -> frozenset[int]:
        asked = (self.characters[name] for name in (SERIF, *self.fallbacks))
        return frozenset(chain.from_iterable(range(a, b + 1) for a, b in chain(*asked)))

    def has(self, character: str) -> bool:
        """Tell whether any typeface has a character."""
        return ord(character) in self._covered


def _checksum(path: str, index: int) -> int:
    """Read what a font says of all that is in it."""
    checksum: int
    (checksum,) = struct.unpack_from(">I", _table(b"head", path, index), 8)
    return checksum


def _table(wanted: bytes, path: str, index: int) -> bytes:
    """Read a table of one of the fonts of a file."""
    with Path(path).open("rb") as file:

        def read(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        start = 0
        if read(0, 4) == b"ttcf":
            (start,) = struct.unpack(">I", read(12 + 4 * index, 4))
        (count,) = struct.unpack(">H", read(start + 4, 2))
        directory = read(start + 12, 16 * count)
        rows = struct.iter_unpack(">4sIII", directory)
        tables = {tag: (offset, length) for tag, _, offset, length in rows}
        return read(*tables[wanted])


def _ranges(cmap: bytes) -> Iterable[tuple[int, int]]:
    """Read the characters of a ``cmap`` in format 12, else in format 4, which knows no more."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = {offset for _, _, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count])}
    formats = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in sorted(offsets)}
    if 12 in formats:
        start = formats[12]
        (groups,) = struct.unpack_from(">I", cmap, start + 12)
        for first, last, _ in struct.iter_unpack(
            ">III", cmap[start + 16 : start + 16 + 12 * groups]
        ):
            yield first, last
    elif 4 in formats:
        start = formats[4]
        (size,) = struct.unpack_from(">H", cmap, start + 6)
        ends = struct.unpack_from(f">{size // 2}H", cmap, start + 14)
        firsts = struct.unpack_from(f">{size // 2}H", cmap, start + 16 + size)
        yield from ((a, b) for a, b in zip(firsts, ends, strict=True) if a != 0xFFFF)
