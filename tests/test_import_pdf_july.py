"""The original of July 2014, set as a PDF in one column and in two: the same items come out.

None of its sentences stands in the repository: what is expected is what comes of the text itself,
which ``test_import_july`` holds against print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import typst

from bench.pdfs import said
from importing import squeezed, take

FRAME = """
#set page(margin: (x: 2.4cm, y: 2.6cm),
  header: text(size: 9pt)[#head #h(1fr) #issue],
  footer: align(center)[— #context counter(page).display() —])
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), spacing: 0.8em, leading: 0.8em)
#let title(body) = block(above: 1.5em, below: 1em, text(weight: "bold", size: 12pt, body))
#let entry(body, page) = block[#body #box(width: 1fr, repeat(".")) #page]
"""


@pytest.fixture(scope="module")
def july(shared: Path) -> Path:
    return shared / "originals/2014-07-04.txt"


@pytest.fixture(scope="module")
def record(july: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Take in the text."""
    return take(july, "--dry-run", into=tmp_path_factory.mktemp("库") / "库").record


@pytest.fixture(scope="module", params=[1, 2])
def imported(
    request: pytest.FixtureRequest,
    july: Path,
    record: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """Set it, and take in the PDF."""
    code = "\n".join(lines(july.read_text("utf-8"), record, request.param))
    path = tmp_path_factory.mktemp("pdf") / "期.pdf"
    pdf = typst.compile(code.encode(), format="pdf")
    assert isinstance(pdf, bytes)
    path.write_bytes(pdf)
    return take(path, "--dry-run", into=path.parent / "库").record


def lines(text: str, record: dict[str, Any], columns: int) -> Iterator[str]:
    """Write head and contents as the text has them, the items as paragraphs and tables."""
    head, _, rest = text.partition("目 录")
    names = [line for line in head.split("\n") if line.strip()]
    yield f"#let head = {said(names[1])}\n#let issue = {said(names[3])}"
    yield FRAME
    yield from (f"#align(center, {said(name)})\n" for name in [*names, "目 录"])
    for found in re.finditer(r"(?m)^(\d+\. .+?)[ .]*(\d+)$", rest):
        yield f"#entry({said(found[1])}, [{found[2]}])"
    yield "#columns(2)[" if columns == 2 else ""
    for item in record["items"]:
        heading, source = f"{item['number']}. {item['title']}", f"（{item['outlet_name']}）"
        yield f"#title({said(heading)})"
        *paragraphs, last = item["paragraphs"]
        yield from (f"#par({said(paragraph)})" for paragraph in paragraphs)
        for table in item["tables"]:
            cells = [", ".join(f"[#{said(cell)}]" for cell in row) for row in table["rows"]]
            first, rows = cells[0], ", ".join(cells[1:])
            yield f"#align(center, {said(table['caption'])})"
            yield "#[#set par(first-line-indent: 0em, justify: false)\n#set text(size: 8pt)"
            yield f"#table(columns: 6, inset: 3pt, table.header({first}), {rows})]"
        yield f"#par({said(last + source)})"
    yield "]" if columns == 2 else ""


def test_every_item_is_there(imported: dict[str, Any], record: dict[str, Any]) -> None:
    def told(items: list[dict[str, Any]]) -> list[tuple[str, ...]]:
        return [(item["title"], item["page"], item["outlet_name"]) for item in items]

    assert len(imported["items"]) == 16
    assert told(imported["items"]) == told(record["items"])
    assert (imported["date"], imported["label"]) == (record["date"], record["label"])
    account = imported["account"]
    assert (account["lost"], account["added"]) == (0, 0)


def test_paragraphs_and_rows_are_whole(imported: dict[str, Any], record: dict[str, Any]) -> None:
    for item, right in zip(imported["items"], record["items"], strict=True):
        paragraphs = [squeezed(paragraph) for paragraph in item["paragraphs"]]
        assert paragraphs == [squeezed(paragraph) for paragraph in right["paragraphs"]]
        tables = [[list(map(squeezed, row)) for row in t["rows"]] for t in item["tables"]]
        assert tables == [[list(map(squeezed, row)) for row in t["rows"]] for t in right["tables"]]
    kinds = [key for key, _ in groupby(imported["joins"], key=lambda join: join["kind"])]
    assert "joined" in kinds
    assert "maybe-joined" not in [doubt["kind"] for doubt in imported["doubts"]]
