"""The original of July 2014, taken in: held against its own lines, read here by other means.

None of its sentences stands in the repository: whatever is expected is read from the original,
or counted in it by hand.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from importing import Imported, squeezed, take
from qikan.search.site import SearchedSite

# Counted in print: the paragraphs of each item, and the lines of the original that go on.
PARAGRAPHS = (2, 3, 4, 2, 3, 2, 3, 1, 1, 3, 3, 2, 2, 3, 7, 2)
TORN = (44, 54, 68, 80, 98, 114, 124, 134, 142)


@pytest.fixture(scope="module")
def july(shared: Path) -> Path:
    return shared / "originals/2014-07-04.txt"


@pytest.fixture(scope="module")
def archive(july: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Imported]:
    folder = tmp_path_factory.mktemp("archive") / "资料库"
    return folder, take(july, into=folder)


@pytest.fixture(scope="module")
def record(archive: tuple[Path, Imported]) -> dict[str, Any]:
    _, imported = archive
    assert (imported.status, imported.err) == (0, ())
    return imported.record


def printed_contents(text: str) -> list[tuple[str, str, str]]:
    """Read number, title and page from the list of contents."""
    found = re.findall(r"(?m)^(\d+)\. (.+?)[ .]*(\d+)$", text)
    return [(number, title.strip(), page) for number, title, page in found]


def printed_sources(text: str) -> list[str]:
    """Read what stands in brackets above each next heading, and at the end."""
    below = re.split(r"\n\d+\. ", text.partition("目 录")[2])[17:]
    return [re.findall(r"[(（]((?:[^()（）]|\([^()]*\))*)[)）]\s*$", part)[0] for part in below]


def test_number_title_page_and_source_of_every_item(record: dict[str, Any], july: Path) -> None:
    text = july.read_text("utf-8")
    contents, sources = printed_contents(text), printed_sources(text)
    assert (len(contents), len(sources)) == (16, 16)
    assert [(str(i["number"]), i["title"], i["page"]) for i in record["items"]] == contents
    assert [item["outlet_name"] for item in record["items"]] == sources
    assert all(item["outlet"] and item["confidence"] == 1 for item in record["items"])


def test_the_head(record: dict[str, Any], july: Path) -> None:
    lines = [line for line in july.read_text("utf-8").splitlines() if line.strip()]
    assert (record["id"], record["date"], record["label"]) == ("2014-07-04", "2014-07-04", lines[3])
    assert record["title"] == f"{lines[1]}（{lines[3]}）"


def test_paragraphs_are_joined_where_print_runs_on_and_nowhere_else(record: dict[str, Any]) -> None:
    assert tuple(len(item["paragraphs"]) for item in record["items"]) == PARAGRAPHS
    joins = [each for each in record["joins"] if each["kind"] == "joined"]
    assert tuple(each["original"]["line"] for each in joins) == TORN
    ends = [paragraph[-1] for item in record["items"] for paragraph in item["paragraphs"]]
    assert [end for end in ends if end not in "。”）！"] == ["化"]  # the note below the table


def test_the_table(record: dict[str, Any], july: Path) -> None:
    rows = [line.split("\t") for line in july.read_text("utf-8").split("\n") if "\t" in line]
    (table,) = record["items"][14]["tables"]
    assert len(table["rows"]) == 21
    assert {len(row) for row in table["rows"]} == {6}
    assert [[squeezed(c) for c in row] for row in table["rows"]] == [
        [squeezed(cell) for cell in row] for row in rows
    ]
    spaced = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row)
              if table["rows"][r][c] != cell]  # fmt: skip
    assert spaced == [(14, 2)], "only the name that its cell was too narrow for is closed up"
    assert [each["kind"] for each in record["joins"]].count("table-joined") == 1
    assert [item["number"] for item in record["items"] if item["tables"]] == [15]


def test_the_note_below_the_table_is_told(record: dict[str, Any], july: Path) -> None:
    (doubt,) = [each for each in record["doubts"] if each["kind"] == "table-note"]
    lines = july.read_text("utf-8").split("\n")
    assert lines[doubt["original"]["line"] - 3].startswith("20\t")
    note = record["items"][14]["paragraphs"][-1]
    assert lines[doubt["original"]["line"] - 1].startswith(note)


def test_the_body_can_be_put_together_again(record: dict[str, Any], july: Path) -> None:
    """Each character but spaces, in the order of the original: none lost, none added."""
    whole = july.read_text("utf-8")
    body = whole[whole.index("\n1. ", whole.index("\n16. ")) :]
    again = "".join(map(_item_text, record["items"]))
    assert _level(squeezed(body)) == _level(squeezed(again))


def _item_text(item: dict[str, Any]) -> str:
    """Put an item together as the original has it; the only table stands before the last text."""
    paragraphs = list(item["paragraphs"])
    for table in item["tables"]:
        rows = "".join("".join(row) for row in table["rows"])
        paragraphs.insert(len(paragraphs) - 1, table["caption"] + rows)
    source = f"（{item['outlet_name']}）"
    return f"{item['number']}.{item['title']}{''.join(paragraphs)}{source}"


def _level(text: str) -> str:
    """Write all brackets alike: those of sources are the page's own."""
    return text.translate(str.maketrans("()", "（）"))


def test_the_account(record: dict[str, Any], july: Path) -> None:
    account = record["account"]
    assert account["in"] == len(july.read_text("utf-8"))
    assert account["in"] == account["out"] + account["listed"]
    assert (account["lost"], account["added"]) == (0, 0)


@pytest.mark.parametrize(
    ("encoding", "mark", "ends"),
    [
        ("utf-8", b"\xef\xbb\xbf", "\r\n"),
        ("gb18030", b"", "\n"),
        ("utf-16-le", b"\xff\xfe", "\r\n"),
        ("utf-16-be", b"\xfe\xff", "\n"),
        ("utf-16-le", b"", "\r\n"),
    ],
)
def test_other_encodings_give_the_same_items(
    record: dict[str, Any], july: Path, tmp_path: Path, encoding: str, mark: bytes, ends: str
) -> None:
    path = tmp_path / "期.txt"
    text = july.read_text("utf-8").replace("\n", ends)
    path.write_bytes(mark + text.encode(encoding))
    other = take(path, "--dry-run", into=tmp_path / "archive").record
    assert other["items"] == record["items"]
    assert other["account"]["lost"] == other["account"]["added"] == 0
    told = [each for each in other["doubts"] if each["kind"] == "encoding"]
    assert len(told) == (encoding != "utf-8")


def test_it_builds_strictly_and_its_pages_and_search_hold_every_sentence(
    archive: tuple[Path, Imported], july: Path, tmp_path: Path
) -> None:
    folder, _ = archive
    strictly = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q"]
    ended = subprocess.run(
        [*strictly, "-d", tmp_path / "trees", folder, tmp_path / "html"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    pages = {
        number: BeautifulSoup(
            (tmp_path / f"html/issues/2014/2014-07-04/{number}.html").read_text("utf-8"),
            "html.parser",
        )
        for number in range(1, 17)
    }
    texts = {number: _level(squeezed(page.get_text())) for number, page in pages.items()}
    whole = july.read_text("utf-8")
    parts = re.split(r"\n\d+\. ", whole.partition("目 录")[2])[17:]
    for number, part in enumerate(parts, start=1):
        joined = _level(squeezed(part))
        for sentence in filter(None, re.split("(?<=。)", joined)):
            for cell in _pieces(sentence, number):
                assert cell in texts[number], (number, cell)
    search = SearchedSite(tmp_path / "html")
    for number, part in enumerate(parts, start=1):
        clause = max(re.split("[，。“”（）\n]", part), key=len)
        found = [search.describe(int(text)).page for text in search.answer(f'"{clause}"').texts]
        assert f"issues/2014/2014-07-04/{number}" in found, clause


def test_its_pdf_holds_every_sentence(
    archive: tuple[Path, Imported], july: Path, tmp_path: Path
) -> None:
    folder, _ = archive
    strictly = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "qikanpdf"]
    subprocess.run([*strictly, "-d", tmp_path / "trees", folder, tmp_path / "pdf"], check=True)
    pdf = tmp_path / "pdf/issues/2014/2014-07-04.pdf"
    margins = ["-x", "0", "-y", "70", "-W", "596", "-H", "690"]  # heads and folios stand there
    told = subprocess.run(
        ["pdftotext", *margins, pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    text = _level(squeezed(told.stdout.replace("\u2060", "")))
    items = re.split(r"\n\d+\. ", july.read_text("utf-8").partition("目 录")[2])[17:]
    for number, item in enumerate(items, start=1):
        if number == 15:  # pdftotext reads tables in an order of its own
            item = re.sub(r"\n排名.*\n20\t[^\n]*\n", "\0", item, flags=re.DOTALL)
        for sentence in filter(None, re.split("(?<=。)|\0", _level(squeezed(item)))):
            assert sentence in text, (number, sentence)


def _pieces(sentence: str, number: int) -> list[str]:
    """Give a sentence; of the item with the table, what stands between cells."""
    return [sentence] if number != 15 else re.split(r"(?<=变化)排名.*1(?=2014年国)", sentence)


def test_json_is_one_line_a_document(archive: tuple[Path, Imported]) -> None:
    _, imported = archive
    (line,) = imported.out
    assert json.loads(line)["items"]
