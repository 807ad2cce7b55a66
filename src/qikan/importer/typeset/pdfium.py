"""What the pages of a PDF show, told by PDFium in a process of its own.

Whatever a document makes of its reader, a crash or a flood of memory, ends this process alone. It
is run by its path, with the megabytes of memory, the seconds, the pages and the characters that it
may use up; takes the document from standard input, and writes lines of JSON: first
``{"pages": …}``, or ``{"fault": …}`` where the document cannot be read, then one a page. Lengths
are in points, from the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

SHAPES = 20_000
"""So many rules and pictures of a page are looked at: more are a drawing."""
DEEP = 8
"""So deep are forms within forms looked into."""
THIN = 3.0
"""So wide is a filled shape at most that is a rule."""
UNKNOWN = "\ufffd"
HIGH, LOW = re.compile("[\ud800-\udbff]"), re.compile("[\udc00-\udfff]")
BOLD = re.compile(r"(?i)bold|black|heavy|simhei|stheiti|黑体|[-_]?(?:xbs|dbs|hei)\b")
BOLD_WEIGHT = 650
FILLED_AND_OUTLINED, UNSEEN = 2, 3
"""Ways to paint type (ISO 32000-1, table 106): bold, where a face has none; and not at all, as
recognised text behind a scanned page is."""

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


def work(memory: int, seconds: int, pages: int, characters: int) -> None:
    """Read the document from standard input, and tell of it."""
    for bound, most in (
        (resource.RLIMIT_DATA, memory * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(bound, (most, most))
    data = sys.stdin.buffer.read()
    for told in tell(data, pages, characters):
        json.dump(told, sys.stdout, ensure_ascii=True, separators=(",", ":"))
        sys.stdout.write("\n")


def tell(data: bytes, pages: int, characters: int) -> Iterator[dict[str, Any]]:
    """Yield what the first line says, then the pages."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        yield {"fault": "password" if locked else "damaged"}
        return
    count = pdfium.FPDF_GetPageCount(document)
    if fault := _fault(document, count, pages):
        yield {"fault": fault}
        return
    yield {"pages": count}
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        told = _page(page, characters) if page else {"fault": "damaged"}
        characters -= len(told.get("signs", ()))
        if characters < 0:
            told = {"fault": "characters"}
        yield told
        if "fault" in told:
            return
        pdfium.FPDF_ClosePage(page)


def _fault(document: Any, count: int, pages: int) -> str:
    """Tell why a document that could be opened is not read, if it is not."""
    if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document) or not count:
        return "damaged"
    if count > pages:
        return "pages"
    copying = pdfium.FPDF_GetDocPermissions(document) & 1 << 4  # ISO 32000-1, table 22, bit 5
    return "" if copying else "permission"


def _page(page: Any, characters: int) -> dict[str, Any]:
    text = pdfium.FPDFText_LoadPage(page)
    sides = (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    turned = pdfium.FPDFPage_GetRotation(page) % 2  # to be shown: places are told without it
    told = {
        "width": round(sides[turned], 2),
        "height": round(sides[1 - turned], 2),
        **_Glyphs(text).told(characters),
        **_Shapes(page).told(),
    }
    pdfium.FPDFText_ClosePage(text)
    return told


class _Glyphs:
    """The characters of a page, in the order in which the page paints them.

    ``places`` has for each: left, right, base line, size, index of its face, and how it is turned,
    in quarters to the left, or -1 where it stands aslant. ``faces`` have a name, and tell whether
    they are bold, slanted, and not painted at all. What PDFium adds itself, spaces
    and line ends where it sees some, is left out.
    """

    def __init__(self, text: Any) -> None:
        self.text = text
        self.faces: dict[tuple[Any, ...], int] = {}
        self.shown: dict[int, tuple[int, float, int]] = {}

    def told(self, most: int) -> dict[str, Any]:
        """Give what stands on the page, though hardly more than ``most`` characters."""
        signs: list[str] = []
        places: list[tuple[float, ...]] = []
        count = pdfium.FPDFText_CountChars(self.text)
        for at in range(min(count, 2 * most + 2)):
            if pdfium.FPDFText_IsGenerated(self.text, at) == 1:
                continue
            sign = self.sign(at)
            if signs and LOW.match(sign) and HIGH.match(signs[-1]):  # PDFium tells UTF-16
                pair = (signs[-1] + sign).encode("utf-16-le", "surrogatepass")
                signs[-1] = pair.decode("utf-16-le")
            else:
                signs.append(sign)
                places.append(self.place(at))
        told = [UNKNOWN if HIGH.match(sign) or LOW.match(sign) else sign for sign in signs]
        return {"signs": told, "places": places, "faces": list(self.faces)}

    def sign(self, at: int) -> str:
        """Give a character; that which has none in Unicode is U+FFFD."""
        if pdfium.FPDFText_IsHyphen(self.text, at) == 1:
            return "-"  # at a line end, where PDFium gives a sign of its own instead
        code = pdfium.FPDFText_GetUnicode(self.text, at)
        unknown = pdfium.FPDFText_HasUnicodeMapError(self.text, at) == 1
        return UNKNOWN if unknown or not code else chr(code)

    def place(self, at: int) -> tuple[float, ...]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.text, at, x, y)
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self.text, at, box)
        shown = pdfium.FPDFText_GetTextObject(self.text, at)
        address = ctypes.cast(shown, ctypes.c_void_p).value
        if address is None or address not in self.shown:
            self.shown[address or 0] = self.face(at)
        face, size, turn = self.shown[address or 0]
        edges = ((box.left, box.right), (box.bottom, box.top))
        along = edges[turn % 2] if turn >= 0 else (x.value, x.value + size)
        base = (y.value, x.value)[turn % 2] if turn >= 0 else y.value
        return (round(along[0], 2), round(along[1], 2), round(base, 2), size, face, turn)

    def face(self, at: int) -> tuple[int, float, int]:
        """Tell the face of a character, its size and its turn: all of one object have the same."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, at, matrix)
        tall = math.hypot(matrix.c, matrix.d)
        size = round(pdfium.FPDFText_GetFontSize(self.text, at) * tall, 2)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        quarter = round(angle / 90)
        turn = quarter % 4 if abs(angle - 90 * quarter) < 2 else -1
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self.text, at, None, 0, flags)
        buffer = ctypes.create_string_buffer(max(1, length))
        pdfium.FPDFText_GetFontInfo(self.text, at, buffer, length, flags)
        name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
        shown = pdfium.FPDFText_GetTextObject(self.text, at)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(shown) if shown else 0
        weight = pdfium.FPDFText_GetFontWeight(self.text, at)
        slanted = bool(flags.value & 1 << 6)  # ISO 32000-1, table 123, bit 7
        bold = weight >= BOLD_WEIGHT or mode == FILLED_AND_OUTLINED or bool(BOLD.search(name))
        face = (name, bold, slanted, mode == UNSEEN)
        return self.faces.setdefault(face, len(self.faces)), size, turn


class _Shapes:
    """The straight lines and the pictures of a page: left, bottom, right, top."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.rules: list[tuple[float, ...]] = []
        self.pictures: list[tuple[float, ...]] = []
        self.left = SHAPES

    def told(self) -> dict[str, Any]:
        count = pdfium.FPDFPage_CountObjects(self.page)
        for index in range(count):
            self.look(pdfium.FPDFPage_GetObject(self.page, index), UPRIGHT, DEEP)
        drawn = self.left < 0
        return {"rules": [] if drawn else self.rules, "pictures": self.pictures[:SHAPES]}

    def look(self, shape: Any, outer: Matrix, deep: int) -> None:
        if self.left < 0:
            return
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and deep:
            inner = _times(_matrix(shape), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
                self.look(pdfium.FPDFFormObj_GetObject(shape, index), inner, deep - 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = _box([_moved(_times(_matrix(shape), outer), x, y)
                            for x in (0, 1) for y in (0, 1)])  # fmt: skip
            self.left -= 1
            self.pictures.append(corners)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.path(shape, _times(_matrix(shape), outer))

    def path(self, path: Any, matrix: Matrix) -> None:
        """Find the straight lines of a path: its strokes, or the thin shapes that it fills."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        for points in self.runs(path, matrix):
            if stroke.value:
                self.rules += [_box(pair) for pair in pairwise(points)]
            elif fill.value:
                left, bottom, right, top = box = _box(points)
                if min(right - left, top - bottom) <= THIN:
                    self.rules.append(box)

    def runs(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """Yield the points of each piece of a path; curves are no rules, and end one."""
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(pdfium.FPDFPath_CountSegments(path)):
            self.left -= 1
            if self.left < 0:
                return
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if kind != pdfium.FPDF_SEGMENT_LINETO and points:
                yield points
                points = []
            points.append(_moved(matrix, x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _matrix(shape: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    xs, ys = zip(*points, strict=True)
    return tuple(round(each, 2) for each in (min(xs), min(ys), max(xs), max(ys)))


if __name__ == "__main__":
    work(*map(int, sys.argv[1:]))
