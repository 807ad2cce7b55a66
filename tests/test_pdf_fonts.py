"""PDFs are made again where a typeface is another one."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst

from qikan.pdf.fonts import SANS, SERIF, Typefaces

FACES = [(SERIF, 400), (SANS, 400), (SANS, 700)]


@dataclass(frozen=True)
class Font:
    """What Typst tells of a font."""

    family: str
    weight: int
    path: Path
    style: str = "normal"
    index: int = 0


def font(path: Path, checksum: int) -> Path:
    """Write a font that has 政 and no outlines: its tables cmap (format 12) and head."""
    group = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x653F, 0x653F, 1)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + group
    head = struct.pack(">III", 0x10000, 0, checksum).ljust(54, b"\0")
    begin = 12 + 2 * 16
    rows = [(b"cmap", 0, begin, len(cmap)), (b"head", 0, begin + len(cmap), len(head))]
    table = struct.pack(">IHHHH", 0x10000, 2, 32, 1, 0)
    path.write_bytes(table + b"".join(struct.pack(">4sIII", *row) for row in rows) + cmap + head)
    return path


@pytest.mark.parametrize("face", FACES)
def test_any_face_that_is_set_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face: tuple[str, int]
) -> None:
    """Typst sets texts in Songti, heads in bold Heiti."""

    class Fonts:
        def __init__(self, **_: object) -> None: ...

        def fonts(self) -> list[Font]:
            return [Font(*each, tmp_path / f"{number}.otf") for number, each in enumerate(FACES)]

    monkeypatch.setattr(typst, "Fonts", Fonts)
    for number in range(len(FACES)):
        font(tmp_path / f"{number}.otf", 7)
    before = Typefaces.installed()
    assert before.has("政")
    assert not before.has("府")
    changed = FACES.index(face)
    font(tmp_path / f"{changed}.otf", 8)
    assert Typefaces.installed().checksums != before.checksums
    font(tmp_path / f"{changed}.otf", 7)
    assert Typefaces.installed() == before
