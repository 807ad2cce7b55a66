"""Rules of ISO 19005-3 (PDF/A-3a) and ISO 14289-1 (PDF/UA-1), read from a PDF by pikepdf.

Each rule tells the faults that it finds, and how a PDF is broken so that it finds one. The table
in ``source/pdf.md`` names the same rules.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

DC = "{http://purl.org/dc/elements/1.1/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"

Faults = Iterator[str]


@dataclass(frozen=True)
class Rule:
    """A rule: its numbers in the standards, what it finds, and what breaks it."""

    numbers: str
    faults: Callable[[Pdf], Faults]
    broken: Callable[[Pdf], None]


def elements(pdf: Pdf) -> Iterator[Any]:
    """Go through the structure, the whole before its parts."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if "/S" in node:
            yield node
        kids: Any = node.get("/K", [])
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, Dictionary) and "/S" in kid]


def of_type(pdf: Pdf, *types: str) -> list[Any]:
    """Find the elements of a type in the structure."""
    return [element for element in elements(pdf) if str(element.S) in types]


def fonts(pdf: Pdf) -> Iterator[Any]:
    """Go through the fonts of all pages, and of the pictures drawn on them."""
    waiting = [page.obj.get("/Resources", Dictionary()) for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        yield from resources.get("/Font", Dictionary()).values()
        for drawn in resources.get("/XObject", Dictionary()).values():
            waiting.append(drawn.get("/Resources", Dictionary()))


def links(pdf: Pdf) -> Iterator[Any]:
    """Go through the annotations of all pages."""
    for page in pdf.pages:
        yield from page.obj.get("/Annots", [])


def instructions(page: Any) -> Iterator[tuple[Any, str]]:
    """Go through what draws a page: operands and operators."""
    for each in pikepdf.parse_content_stream(page):
        yield each.operands, str(each.operator)


def first(found: Iterator[Any]) -> Any:
    """Take the first of what is found."""
    return next(iter(found))


# ---- the file


def _file(pdf: Pdf) -> Faults:
    if "/Encrypt" in pdf.trailer:
        yield "encrypted"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "no ID"


def _no_id(pdf: Pdf) -> None:
    del pdf.trailer.ID


def _intent(pdf: Pdf) -> Faults:
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    profile = intents[0].get("/DestOutputProfile") if intents else None
    if profile is None or profile.read_bytes()[36:40] != b"acsp":
        yield "no output intent with an ICC profile"


def _no_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def _embedded(pdf: Pdf) -> Faults:
    for font in fonts(pdf):
        below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = below.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"{font.BaseFont} is not embedded"


def _no_font_file(pdf: Pdf) -> None:
    del first(fonts(pdf)).DescendantFonts[0].FontDescriptor.FontFile3


def _unicode(pdf: Pdf) -> Faults:
    for font in fonts(pdf):
        if "/ToUnicode" not in font:
            yield f"{font.BaseFont} has no Unicode map"
            continue
        mapped = re.findall(rb"> ?<([0-9A-Fa-f]+)>", font.ToUnicode.read_bytes())
        for code in mapped:
            text = bytes.fromhex(code.decode()).decode("utf-16-be", "surrogatepass")
            if any(sign in "\0\ufeff\ufffe" or "\ue000" <= sign <= "\uf8ff" for sign in text):
                yield f"{font.BaseFont} maps to {text!r}"


def _no_map(pdf: Pdf) -> None:
    del first(fonts(pdf)).ToUnicode


def _active(pdf: Pdf) -> Faults:
    if {"/AA", "/AcroForm", "/OpenAction"} & set(pdf.Root.keys()):
        yield "the file acts by itself"
    if "/JavaScript" in pdf.Root.get("/Names", Dictionary()):
        yield "the file has scripts"
    for object in pdf.objects:
        if isinstance(object, Dictionary) and object.get("/S") in {
            Name.JavaScript, Name.Launch, Name.GoToR, Name.SubmitForm, Name.ImportData,
            Name.Sound, Name.Movie, Name.Rendition, Name.ResetForm,
        }:  # fmt: skip
            yield f"action {object.S}"


def _script(pdf: Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def _annotated(pdf: Pdf) -> Faults:
    for each in links(pdf):
        if each.Subtype != "/Link":
            yield f"annotation {each.Subtype}"
        if not each.get("/F", 0) & 4 or each.get("/F", 0) & 3:
            yield "an annotation that is not printed"


def _hidden(pdf: Pdf) -> None:
    first(links(pdf)).F = 2


def _described(pdf: Pdf) -> Faults:
    with pdf.open_metadata() as xmp:
        for name in ("title", "publisher", "identifier", "rights", "language"):
            if not xmp.get(DC + name):
                yield f"XMP has no {name}"
        if (xmp.get(f"{PDFA}part"), xmp.get(f"{PDFA}conformance")) != ("3", "A"):
            yield "XMP does not claim PDF/A-3a"
        if xmp.get(f"{PDFUA}part") != "1":
            yield "XMP does not claim PDF/UA-1"
        if xmp.get(f"{DC}title") != str(pdf.docinfo.Title):
            yield "the title in XMP is another"
        dates = (xmp.get("xmp:CreateDate"), str(pdf.docinfo.CreationDate))
        if re.sub(r"\D", "", str(dates[0])) != re.sub(r"\D", "", dates[1]):
            yield "the date in XMP is another"


def _no_claim(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        del xmp[f"{PDFA}conformance"]


def _attached(pdf: Pdf) -> Faults:
    listed = {str(each.UF) for each in pdf.Root.get("/AF", [])}
    for name, specification in pdf.attachments.items():
        file = specification.obj
        stream = file.EF.F
        if name not in listed:
            yield f"{name} is associated with nothing"
        if file.get("/AFRelationship") not in {Name.Source, Name.Data, Name.Supplement}:
            yield f"{name} has no relationship"
        if "/F" not in file or "/Desc" not in file or "/Subtype" not in stream:
            yield f"{name} is not described"
        parameters = stream.get("/Params", Dictionary())
        data = stream.read_bytes()
        if parameters.get("/Size") != len(data) or "/ModDate" not in parameters:
            yield f"{name} has another size"
        if bytes(parameters.get("/CheckSum", b"")) != hashlib.md5(data).digest():
            yield f"{name} has another checksum"


def _other_sum(pdf: Pdf) -> None:
    pdf.Root.AF[0].EF.F.Params.CheckSum = String(b"\0" * 16)


# ---- the structure


def _tagged(pdf: Pdf) -> Faults:
    marks = pdf.Root.get("/MarkInfo", Dictionary())
    if not marks.get("/Marked") or marks.get("/Suspects"):
        yield "not marked as tagged"
    for number, page in enumerate(pdf.pages, start=1):
        depth = 0
        for operands, name in instructions(page):
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            if name in {"Tj", "TJ", "'", '"', "Do", "sh", "S", "f", "B"} and not depth:
                yield f"page {number}: {name} {operands!r:.40} stands outside of the structure"
                break


def _unmarked(pdf: Pdf) -> None:
    page = pdf.pages[0]
    kept = [
        instruction
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) not in {"BDC", "BMC", "EMC"}
    ]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _typed(pdf: Pdf) -> Faults:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    for element in elements(pdf):
        if str(roles.get(str(element.S), element.S)) not in STANDARD:
            yield f"{element.S} is no standard type"


def _odd_type(pdf: Pdf) -> None:
    of_type(pdf, "/P")[0].S = Name.Absatz


def _languages(pdf: Pdf) -> Faults:
    if str(pdf.Root.get("/Lang", "")) != "zh-Hans":
        yield "the document has no language"
    said = set()
    for page in pdf.pages:
        for operands, name in instructions(page):
            if name == "BDC" and isinstance(operands[1], Dictionary):
                said.add(str(operands[1].get("/Lang", "")))
    said |= {str(element.get("/Lang", "")) for element in elements(pdf)}
    if not said - {""} <= {"en", "zh-Hans"}:
        yield f"languages {said}"


def _no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def _titled(pdf: Pdf) -> Faults:
    if not pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "the window shows the file's name, not the title"


def _no_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def _figures(pdf: Pdf) -> Faults:
    for element in of_type(pdf, "/Figure", "/Formula"):
        if not str(element.get("/Alt", "")).strip():
            yield f"{element.S} without an alternative text"


def _no_alternative(pdf: Pdf) -> None:
    del of_type(pdf, "/Figure", "/Formula")[0].Alt


def _headings(pdf: Pdf) -> Faults:
    before = 0
    for element in elements(pdf):
        if heading := re.fullmatch(r"/H(\d)", str(element.S)):
            level = int(heading[1])
            if level > before + 1:
                yield f"H{level} behind H{before}"
            before = level
    if not before:
        yield "no headings"


def _skipped(pdf: Pdf) -> None:
    of_type(pdf, "/H1")[0].S = Name.H3


def _tables(pdf: Pdf) -> Faults:
    for table in of_type(pdf, "/Table"):
        cells = [cell for cell in elements_below(table) if str(cell.S) in {"/TH", "/TD"}]
        heads = [cell for cell in cells if str(cell.S) == "/TH"]
        if not heads:
            yield "a table without header cells"
        for cell in heads:
            if attribute(cell, "/Scope") not in {Name.Column, Name.Row, Name.Both}:
                yield "a header cell that heads nothing"
        if any(attribute(cell, "/Scope") == Name.Row for cell in heads):
            for cell in cells:
                if str(cell.S) == "/TD" and attribute(cell, "/Headers") is not None:
                    yield "a cell whose heads are listed without that of its row"


def attribute(element: Any, name: str) -> Any:
    """Look for an attribute of an element; None where it has none of that name."""
    attributes = element.get("/A", [])
    each = list(attributes) if isinstance(attributes, Array) else [attributes]
    return next((found[name] for found in each if name in found), None)


def elements_below(node: Any) -> Iterator[Any]:
    """Go through the structure below an element."""
    kids = node.get("/K", [])
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements_below(kid)


def _no_heads(pdf: Pdf) -> None:
    for cell in of_type(pdf, "/TH"):
        cell.S = Name.TD


def _lists(pdf: Pdf) -> Faults:
    held = {"/L": {"/LI", "/L", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
    for element in elements(pdf):
        kids = element.get("/K", [])
        types = {
            str(kid.S)
            for kid in (kids if isinstance(kids, Array) else [])
            if isinstance(kid, Dictionary) and "/S" in kid
        }
        if not types <= held.get(str(element.S), types):
            yield f"{element.S} holds {types}"


def _no_item(pdf: Pdf) -> None:
    of_type(pdf, "/LI")[0].S = Name.P


def _links(pdf: Pdf) -> Faults:
    for page in pdf.pages:
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield "the order of tabs is not that of the structure"
    for each in links(pdf):
        if "/StructParent" not in each:
            yield "a link outside of the structure"
        if not str(each.get("/Contents", "")).strip():
            yield "a link that does not say where it leads"


def _no_parent(pdf: Pdf) -> None:
    del first(links(pdf)).StructParent


def _notes(pdf: Pdf) -> Faults:
    names = [str(note.get("/ID", "")) for note in of_type(pdf, "/Note")]
    if "" in names or len(names) != len(set(names)):
        yield "a note without an ID of its own"


def _no_note_id(pdf: Pdf) -> None:
    del of_type(pdf, "/Note")[0].ID


def _bookmarks(pdf: Pdf) -> Faults:
    with pdf.open_outline() as outline:
        if not outline.root:
            yield "no bookmarks"


def _no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root.Outlines


STANDARD = frozenset(
    f"/{name}"
    for name in (
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
        "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
        "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
        "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form",
    )
)  # fmt: skip
"""The standard types of ISO 32000-1, 14.8.4."""

RULES = {
    "file": Rule("ISO 19005-3 6.1.3", _file, _no_id),
    "output intent": Rule("ISO 19005-3 6.2.3", _intent, _no_profile),
    "fonts embedded": Rule(
        "ISO 19005-3 6.2.11.4.1; ISO 14289-1 7.21.4.1", _embedded, _no_font_file
    ),
    "Unicode": Rule("ISO 19005-3 6.2.11.7.2; ISO 14289-1 7.21.7", _unicode, _no_map),
    "annotations": Rule("ISO 19005-3 6.3.1, 6.3.2", _annotated, _hidden),
    "actions": Rule("ISO 19005-3 6.4.1, 6.5.1", _active, _script),
    "XMP": Rule("ISO 19005-3 6.6.2.1, 6.6.4; ISO 14289-1 5, 7.1", _described, _no_claim),
    "attachments": Rule("ISO 19005-3 6.8; ISO 14289-1 7.11", _attached, _other_sum),
    "tagged": Rule("ISO 19005-3 6.7.2.2; ISO 14289-1 7.1", _tagged, _unmarked),
    "types": Rule("ISO 19005-3 6.7.3.4; ISO 14289-1 7.1", _typed, _odd_type),
    "languages": Rule("ISO 19005-3 6.7.4; ISO 14289-1 7.2", _languages, _no_language),
    "title": Rule("ISO 14289-1 7.1", _titled, _no_title),
    "figures": Rule("ISO 14289-1 7.3, 7.7", _figures, _no_alternative),
    "headings": Rule("ISO 14289-1 7.4.2", _headings, _skipped),
    "tables": Rule("ISO 14289-1 7.5", _tables, _no_heads),
    "lists": Rule("ISO 14289-1 7.6", _lists, _no_item),
    "notes": Rule("ISO 14289-1 7.9", _notes, _no_note_id),
    "bookmarks": Rule("ISO 14289-1 7.17", _bookmarks, _no_bookmarks),
    "links": Rule("ISO 14289-1 7.18.1, 7.18.3, 7.18.5", _links, _no_parent),
}
