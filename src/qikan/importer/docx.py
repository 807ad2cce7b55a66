"""A Word document (.docx, ECMA-376) as an original: what print shows of it, each once."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from qikan.catalogue import mark
from qikan.importer.numbering import Numbering, W, value_of
from qikan.importer.original import Block, Mark, Original, Picture, Row
from qikan.importer.packages import Package
from qikan.importer.refusals import Refusal
from qikan.importer.spans import Span

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rPrChange", f"{W}pPrChange", f"{W}instrText"})
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
          f"{W}noBreakHyphen": "\u2011"}  # fmt: skip
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURE_KEYS = {"blip": ("embed", "link"), "imagedata": ("id", "href")}
_RAISED = {"superscript": "sup", "subscript": "sub"}
_OFF = frozenset({"0", "false", "off"})
_CAPTIONS = frozenset({"caption", "题注", "figure", "illustration"})
_HEADING = re.compile(r"(?i)(?:heading|标题)\s*([1-9])")


def read_docx(data: bytes, name: str) -> Original:
    """Read a Word document; raise Refusal.

    Tracked changes are taken as accepted; hidden text and comments are left out; fields give
    their result, automatic numbers stand before their paragraphs. A text box and a footnote stand
    behind the paragraph that they belong to. Programs (macros) are not looked at, and nothing is
    fetched that the document only refers to.
    """
    package = Package(data)
    package.refuse_large()
    main = _main_part(package)
    reader = _Reader(package, posixpath.dirname(main))
    body = package.xml(main).find(f"{W}body")
    if body is not None:
        reader.blocks_in(body)
    return Original(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind="docx",
        text="".join(reader.text),
        blocks=tuple(reader.blocks),
        pages=_pages(package),
        pictures=reader.pictures,
        marks=reader.marks,
    )


def _main_part(package: Package) -> str:
    """Find the document among the parts of a package; raise Refusal."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(_RELATIONS):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                if target in package and target.startswith("word/"):
                    return target
    said = mark("this is a file of {0}, which is not taken in; save it as plain text first")
    raise Refusal(said, "ODT" if "META-INF/manifest.xml" in package else "ZIP")


def _pages(package: Package) -> int | None:
    """Tell how many pages the program that saved the document counted."""
    if "docProps/app.xml" not in package:
        return None
    pages = package.xml("docProps/app.xml").findtext(f"{_APP}Pages") or ""
    return int(pages) if pages.isdecimal() and int(pages) else None


@dataclass(slots=True)
class _Paragraph:
    """The characters of a paragraph, and what stands beside it."""

    text: str = ""
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def add(self, other: _Paragraph) -> None:
        """Append another, with what stands beside it."""
        shift = len(self.text)
        self.text += other.text
        self.marks += [(b + shift, e + shift, role, to) for b, e, role, to in other.marks]
        self.boxes += other.boxes
        self.notes += other.notes
        self.pictures += (replace(each, at=each.at + shift) for each in other.pictures)


class _Reader:
    def __init__(self, package: Package, folder: str) -> None:
        self.text: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.marks: list[Mark] = []
        self.relations = _Relations.of(package, folder)
        self.blank = 0
        self.torn = _Paragraph()
        self.styles = _styles(_part(package, folder, "styles.xml"))
        self.numbering = Numbering(_part(package, folder, "numbering.xml"))
        self.notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            for note in (_part(package, folder, f"{kind}s.xml") or ())
        }

    def blocks_in(self, parent: Element, *, note: bool = False, label: str = "") -> None:
        """Read paragraphs and tables, also those within content controls, or of a footnote."""
        for child in _shown(parent):
            if child.tag == f"{W}p":
                self.paragraph(child, note=note, label=label)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo",
                               f"{W}customXml", f"{W}smartTag"}:  # fmt: skip
                self.blocks_in(child, note=note, label=label)

    # ---- paragraphs

    def paragraph(self, element: Element, *, note: bool, label: str) -> None:
        """Read a paragraph; what soft line breaks divide is as many lines."""
        found, self.torn = self.torn, _Paragraph()
        found.text += self.number(element)
        _read_runs(element, found, self.relations)
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:  # its end was deleted
            self.torn = found
            return
        level = self.level(element)
        self.note_marks(found)
        caption = self.style(element).caption
        for line in found.text.split("\n"):
            if line.strip():
                self.add(line, level=level, note=note, label=label, caption=caption)
            else:
                self.put(f"{line}\n")
                self.blank += 1
        for box in found.boxes:
            self.blocks_in(box, note=True)
        self.footnotes(found)

    def footnotes(self, found: _Paragraph) -> None:
        """Read the footnotes of a paragraph, each where its mark comes first."""
        for key in found.notes:
            if (note := self.notes.pop(key, None)) is not None:
                self.blocks_in(note, note=True, label=_label(key))

    def note_marks(self, found: _Paragraph) -> None:
        """Remember how the characters of a paragraph are set that comes next, and its pictures."""
        self.pictures += (replace(each, at=self.length + each.at) for each in found.pictures)
        for begin, end, role, address in found.marks:
            span = Span(self.length + begin, self.length + end)
            self.marks.append(Mark(span, role, address))

    def number(self, element: Element) -> str:
        """Give the number that stands before a paragraph, by itself or by its style."""
        own = element.find(f"{W}pPr/{W}numPr")
        style = self.style(element)
        list_id = value_of(own.find(f"{W}numId")) if own is not None else ""
        depth = value_of(own.find(f"{W}ilvl")) if own is not None else ""
        if not list_id:
            list_id, depth = style.list_id, depth or style.depth
        if not any(each.text for each in element.iter(f"{W}t")):
            return ""
        number = self.numbering.next(list_id, int(depth) if depth.isdecimal() else 0)
        return f"{number} " if number[-1:].isascii() and number else number

    def level(self, element: Element) -> int:
        """Tell of which level of headings a paragraph is, 0 if of none."""
        own = value_of(element.find(f"{W}pPr/{W}outlineLvl"))
        level = int(own) + 1 if own.isdecimal() else self.style(element).level
        return level if level < 10 else 0

    def style(self, element: Element) -> _Style:
        """Give the style of a paragraph."""
        return self.styles.get(value_of(element.find(f"{W}pPr/{W}pStyle")), _Style())

    # ---- tables

    def table(self, element: Element) -> None:
        """Read a table: a merged cell has its text once, and then as many empty ones."""
        begin = self.length
        above = self.blank
        rows: list[Row] = []
        beside = _Paragraph()
        for row in _rows(element):
            cells: list[Span] = []
            for cell in _cells(row):
                start = self.length
                if not _goes_on_above(cell):
                    found = _cell(cell, self.relations)
                    self.note_marks(found)
                    self.put(found.text)
                    beside.add(found)
                cells.append(Span(start, self.length))
                self.put("\t")
                span = value_of(cell.find(f"{W}tcPr/{W}gridSpan"))
                for _ in range(min(int(span), 63) - 1 if span.isdecimal() else 0):
                    cells.append(Span(self.length, self.length))
                    self.put("\t")
            if cells:
                rows.append(tuple(cells))
                self.put("\n")
        if rows:
            self.blocks.append(Block(span=Span(begin, self.length), rows=tuple(rows), above=above))
            self.blank = 0
        self.footnotes(beside)

    # ---- text

    def add(self, line: str, *, level: int, note: bool, label: str, caption: bool) -> None:
        span = Span(self.length, self.length + len(line))
        block = Block(span=span, above=self.blank, level=level, note=note, label=label)
        self.blocks.append(replace(block, caption=caption))
        self.put(f"{line}\n")
        self.blank = 0

    def put(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs."""

    level: int = 0
    list_id: str = ""
    depth: str = ""
    caption: bool = False


def _label(note: tuple[str, str]) -> str:
    return "-".join(note)


def _part(package: Package, folder: str, name: str) -> Element | None:
    path = posixpath.join(folder, name)
    return package.xml(path) if path in package else None


def _styles(part: Element | None) -> Mapping[str, _Style]:
    """Read the styles of paragraphs, each with what it has from those it is based on."""
    elements = {e.get(f"{W}styleId", ""): e for e in (part.iter(f"{W}style") if part else ())}
    return {id: _style(id, elements) for id in elements}


def _style(id: str, elements: Mapping[str, Element]) -> _Style:
    level, list_id, depth, caption = 0, "", "", False
    seen: set[str] = set()
    while id in elements and id not in seen:
        seen.add(id)
        element = elements[id]
        outline = value_of(element.find(f"{W}pPr/{W}outlineLvl"))
        named = _HEADING.fullmatch(value_of(element.find(f"{W}name")))
        caption |= value_of(element.find(f"{W}name")).lower() in _CAPTIONS
        if not level:
            level = int(outline) + 1 if outline.isdecimal() else int(named[1]) if named else 0
        numbers = element.find(f"{W}pPr/{W}numPr")
        if numbers is not None and not list_id:
            list_id = value_of(numbers.find(f"{W}numId"))
            depth = value_of(numbers.find(f"{W}ilvl"))
        id = value_of(element.find(f"{W}basedOn"))
    return _Style(level if level < 10 else 0, list_id, depth, caption)


def _shown(parent: Element) -> Iterator[Element]:
    """Yield children; of alternatives for programs old and new, which say the same, the first."""
    for child in parent:
        if child.tag == f"{_MC}AlternateContent":
            branch = child.find(f"{_MC}Choice")
            chosen = branch if branch is not None else child.find(f"{_MC}Fallback")
            if chosen is not None:
                yield from _shown(chosen)
        elif child.tag not in _GONE:
            yield child


def _read_runs(parent: Element, found: _Paragraph, relations: _Relations) -> None:
    """Collect the characters of a paragraph in their order, and what stands among them."""
    for child in _shown(parent):
        if child.tag == f"{W}t":
            found.text += (child.text or "").replace("\n", " ")
        elif child.tag in _SIGNS:
            kind = child.get(f"{W}type", "")
            found.text += "" if kind in {"page", "column"} else _SIGNS[child.tag]
        elif child.tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            found.text += chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4,5}", code) else ""
        elif child.tag in _PICTURES:
            boxes = [box for each in _all_shown(child) if each.tag == f"{W}txbxContent"
                     for box in [each]]  # fmt: skip
            found.boxes += boxes
            pictures = list(_pictures(child, len(found.text), relations))
            found.pictures += pictures or ([] if boxes else [Picture(at=len(found.text))])
        elif child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            kind = "footnote" if child.tag.endswith("}footnoteReference") else "endnote"
            found.notes.append((kind, child.get(f"{W}id", "")))
            here = len(found.text)
            found.marks.append((here, here, "note", _label(found.notes[-1])))
        elif child.tag == f"{W}r":
            hidden = child.find(f"{W}rPr/{W}vanish")
            if hidden is None or hidden.get(f"{W}val", "1") in _OFF:
                begin = len(found.text)
                _read_runs(child, found, relations)
                if role := _role(child):
                    found.marks.append((begin, len(found.text), role, ""))
        elif child.tag == f"{W}hyperlink":
            begin = len(found.text)
            _read_runs(child, found, relations)
            if address := relations.links.get(child.get(f"{_R}id", "")):
                found.marks.append((begin, len(found.text), "link", address))
        elif child.tag not in {f"{W}pPr", f"{W}rPr", f"{W}sdtPr"}:
            _read_runs(child, found, relations)


def _role(run: Element) -> str:
    """Tell how a run is set, if not as the text around it."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    raised = value_of(properties.find(f"{W}vertAlign"))
    if raised in _RAISED:
        return _RAISED[raised]
    for name, role in (("b", "strong"), ("i", "emphasis")):
        element = properties.find(f"{W}{name}")
        if element is not None and element.get(f"{W}val", "1") not in _OFF:
            return role
    return ""


def _all_shown(parent: Element) -> Iterator[Element]:
    """Yield all that stands in an element, but nothing that stands in a text box."""
    for child in _shown(parent):
        yield child
        if child.tag != f"{W}txbxContent":
            yield from _all_shown(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in _shown(table):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in _shown(row):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _cells(child)


def _goes_on_above(cell: Element) -> bool:
    """Tell whether a cell is one with that above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _cell(cell: Element, relations: _Relations) -> _Paragraph:
    """Read a cell, its paragraphs divided by line ends; those of tables within are such too."""
    whole = _Paragraph()
    for paragraph in cell.iter(f"{W}p"):
        found = _Paragraph()
        _read_runs(paragraph, found, relations)
        if found.text.strip() and whole.text:
            whole.text += "\n"
        found.text = found.text.replace("\t", " ")
        whole.add(found)
    return whole


def _pictures(drawing: Element, at: int, relations: _Relations) -> Iterator[Picture]:
    """Yield the pictures of a drawing, which one description holds for."""
    inside = list(_all_shown(drawing))
    told = (each.get(key) for each in inside for key in ("descr", "title", "alt") if each.get(key))
    alt = next(iter(told), "") or ""
    for element in inside:
        keys = _PICTURE_KEYS.get(element.tag.rpartition("}")[2], ())
        for id in filter(None, (element.get(f"{_R}{key}") for key in keys)):
            yield Picture(
                at=at, alt=alt, data=relations.data(id), address=relations.links.get(id, "")
            )


class _Relations:
    """What a document refers to by its own ids: ``links`` lead out of it, nothing is fetched."""

    def __init__(
        self, package: Package, links: Mapping[str, str], parts: Mapping[str, str]
    ) -> None:
        self.links = links
        self._package = package
        self._parts = parts
        self._read: dict[str, bytes] = {}

    @classmethod
    def of(cls, package: Package, folder: str) -> _Relations:
        """Read the relations of the document in a folder of the package."""
        path = f"{folder}/_rels/document.xml.rels"
        links: dict[str, str] = {}
        parts: dict[str, str] = {}
        for relation in package.xml(path).iter(_RELATIONS) if path in package else ():
            id, target = relation.get("Id", ""), relation.get("Target", "")
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind == "hyperlink" or relation.get("TargetMode") == "External":
                links[id] = target
            elif kind == "image":
                parts[id] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return cls(package, links, parts)

    def data(self, id: str) -> bytes:
        """Read a picture once; nothing where it is not in the package."""
        part = self._parts.get(id, "")
        if part not in self._package:
            return b""
        if part not in self._read:
            self._read[part] = self._package.read(part)
        return self._read[part]
