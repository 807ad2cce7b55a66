"""From a document to the bytes of an archival PDF."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Self

from qikan.pdf.compositor import Compositor, NotSet
from qikan.pdf.documents import Document
from qikan.pdf.finishing import finish
from qikan.pdf.fonts import MONO, SANS, SERIF, Typefaces
from qikan.pdf.matter import Identity
from qikan.pdf.notation import Code, array, call, dictionary, literal

_SETTING = Path(__file__).parent / "setting"


class Press:
    """Makes PDFs of documents whose pictures stand below ``root``, in a ``with`` block."""

    def __init__(self, typefaces: Typefaces, root: Path) -> None:
        self.root = root
        self.typefaces = typefaces
        families = {
            "serif": array(map(literal, (SERIF, *typefaces.fallbacks))),
            "sans": literal(SANS),
            "mono": literal(MONO if MONO in typefaces.characters else SANS),
        }
        self.fonts = f"#let fonts = {dictionary(families)}\n"

    def __enter__(self) -> Self:
        self._compositor = Compositor()
        return self

    def __exit__(self, *_: object) -> None:
        self._compositor.dismiss()

    def print(self, document: Document, identity: Identity) -> bytes:
        """Set a document; the same gives the same bytes. Raise NotSet, objects.Unexpected."""
        date = identity.date
        moment = calendar.timegm((date.year, date.month or 1, date.day or 1, 0, 0, 0))
        source = f"{self.fonts}{document.definitions}{_setting()}{document.body}\n"
        return finish(
            self._compile(source, moment),
            publisher=identity.publisher,
            identifier=identity.identifier,
            rights=identity.rights,
        )

    def faults(self, pictures: Iterable[str]) -> dict[str, str]:
        """Tell which pictures, by path from the root, cannot be set, and why."""
        faults = {}
        for path in pictures:
            alone = call("image", literal(f"/{path}"), alt=literal(path), width=Code("1cm"))
            try:
                self._compile(f'#set document(title: "…")\n#{alone}', 0)
            except NotSet as error:
                faults[path] = str(error)
        return faults

    def _compile(self, source: str, moment: int) -> bytes:
        return self._compositor.typeset(source, self.root, moment)


@cache
def _setting() -> str:
    return "".join(
        f"{(_SETTING / name).read_text('utf-8')}\n" for name in ("text.typ", "frame.typ")
    )
