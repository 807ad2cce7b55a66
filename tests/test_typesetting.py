"""How text is set: the specimen, the July issue, the sample and awkward items in a browser."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import tiny
from building import build_archive
from qikan.reading.forms import DIRECTIVES, MARKS

SPECIMEN = "source/specimen.html"
JULY = "issues/2014/2014-07-04"
MARCH = "issues/2014/2014-03-07"
NO_START = "，。、；：？！）》”’】」』〕〉·…—%％"
NO_END = "（《“‘【「『〔〈"

LINES = """() => {
  // Each block's characters with where they stand; a line begins where they turn back.
  const found = [];
  const blocks = document.querySelectorAll('main :is(p, li, dd, dt, h1, h2, h3, h4, figcaption)');
  for (const block of blocks) {
    if (block.querySelector('p') || block.closest('pre, .vh, [hidden]')) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let right = -1, last = '';
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest('.vh')) continue;
      const formula = node.parentElement.closest('math');
      if (formula) { right = formula.getBoundingClientRect().right; last = 'x'; continue; }
      for (let at = 0; at < node.length; at++) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        const sign = node.data[at];
        if (!box || !box.width || !sign.trim()) continue;
        if (box.left < right - box.width / 2 - 1) found.push([last, sign, block.textContent]);
        right = box.right;
        last = sign;
      }
    }
  }
  return found;
}"""

BARE = """() => [...document.querySelectorAll('.highlight span, .highlight pre')].map(
  each => getComputedStyle(each).color)"""


@pytest.fixture(scope="module")
def sample_pages(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample."""
    output = tmp_path_factory.mktemp("sample") / "site"
    assert build_archive(repository / "tests/sample", output).status == 0
    return output


def picture(width: int, height: int) -> bytes:
    """Make a white PNG."""

    def part(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


ADDRESS = "https://www.example.org/" + "very-long-address/" * 20
TITLE = "\\<b>“松河”'政务'\"信息\"😀👨‍👩‍👧بوابةשער&amp;" + "松" * 200 + "A" * 80
LINES_OF_CELLS = """cells => cells.map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const tops = Array.from(range.getClientRects(), (each) => Math.round(each.top));
  return [cell.textContent.length, new Set(tops).size];
})"""
TABLE = ":::{{list-table}} 表\n:header-rows: 1\n:stub-columns: 1\n\n{rows}\n:::"
TOPICS = [f"事项{number}" for number in range(200)]


def row(cells: int, name: str = "甲") -> str:
    return f"* - {name}\n" + "\n".join(f"  - {number * 7:,}.5" for number in range(1, cells))


def item(text: str, title: str = "## 《榆次县志》重刊", record: str = "") -> str:
    return f"{title}\n\n:::{{item}} 1\n{record}:::\n\n{text}\n"


AWKWARD = {
    "title": item("甲。", f"## {TITLE}"),
    "no text": item(""),
    "500 paragraphs": item("\n\n".join(["榆次、太谷、祁县、平遥、介休五县的县志重刊。"] * 500)),
    "30 columns": item(TABLE.format(rows="\n".join([row(30)] * 3))),
    "200 rows": item(TABLE.format(rows="\n".join([row(5)] * 200))),
    "picture": item("![县志](tu.png)\n\n:::{figure} tu.png\n:alt: 县志\n\n图1　县志\n:::"),
    "200 topics": item("甲。", record=f":topics: {'、'.join(TOPICS)}\n"),
    "address": item(
        f"见<{ADDRESS}>。\n\n`{'a' * 300}`\n\n- {'b' * 300}\n\n> [{'c' * 300}]({ADDRESS})"
    ),
    "formula": item(
        "甲{math}`\\text{三十个字以上的}x`乙{math}`" + "x + " * 60 + "x`\n\n"
        ":::{math}\n" + "x + " * 99 + "x\n:::"
    ),
    "components": item(
        "::::{grid} 4\n"
        + ":::{grid-item-card} 榆次\n" + "a" * 90 + "\n:::\n" * 1
        + "::::\n\n::::{tab-set}\n"
        + "".join(f":::{{tab-item}} 第{number}页\n甲\n:::\n" for number in range(30))
        + "::::\n\n```python\n" + "a" * 300 + "\n```\n\n:::{dropdown} " + "榆" * 100 + "\n甲\n:::"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build an issue for each awkward item; map each to the page of its issue."""
    named = {name: f"2014-01-{day:02}" for day, name in enumerate(AWKWARD, start=1)}
    files: dict[str, str | bytes | None] = {
        f"issues/2014/{named[name]}.md": tiny.issue(named[name], item=text)
        for name, text in AWKWARD.items()
    }
    terms = "".join(f'[terms.t{at}]\nname = "{name}"\n\n' for at, name in enumerate(TOPICS))
    files["source/topics.toml"] = f'role = "topic"\nname = "主题"\n\n{terms}'
    files["issues/2014/tu.png"] = picture(8000, 3000)
    built = tiny.build(tiny.write(tmp_path_factory.mktemp("awkward"), files))
    assert (built.status, built.warnings()) == (0, [])
    return {name: built.out / f"issues/2014/{id}.html" for name, id in named.items()}


# ---- the specimen


def test_the_specimen_shows_every_form(repository: Path) -> None:
    text = (repository / "source/specimen.md").read_text("utf-8")
    assert set(re.findall(r"^:{3,}\{([\w-]+)\}", text, re.MULTILINE)) == set(DIRECTIVES)
    marks = set(re.findall(r"\{([\w-]+)\}`", text)) | {"emphasis", "strong", "code", "literal"}
    assert set(MARKS) <= marks
    assert "*着重*" in text
    assert "**加重**" in text
    assert "`conf.py`" in text


def test_upstream_stylesheets_and_scripts_are_not_loaded(own_archive: Path) -> None:
    text = (own_archive / SPECIMEN).read_text("utf-8")
    loaded = re.findall(r"_static/([\w.-]+\.(?:css|js))", text)
    assert loaded == ["qikan.css", "qikan.js"]
    assert "style=" not in text


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_code_is_legible(own_archive: Path, page: Page, system: Any, choice: str) -> None:
    """Each colour against the page, by the system's choice and the reader's, after WCAG 2.2."""
    page.emulate_media(color_scheme=system)
    page.goto((own_archive / SPECIMEN).as_uri())
    page.evaluate("choice => { document.documentElement.dataset.scheme = choice }", choice)
    paper = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert (paper < 0.1) == (choice == "dark")
    colours = set(page.evaluate(BARE))
    assert len(colours) > 1
    for colour in colours:
        darker, lighter = sorted((paper, luminance(colour)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colour


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- lines, paragraphs, copies


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1440])
def test_no_line_begins_or_ends_with_a_forbidden_sign(
    own_archive: Path, sample_pages: Path, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        own_archive / SPECIMEN,
        own_archive / f"{JULY}.html",
        sample_pages / f"{MARCH}.html",
    ):
        page.goto(path.as_uri())
        turns = page.evaluate(LINES)
        assert len(turns) > 3
        wrong = [turn for turn in turns if turn[0] in NO_END or turn[1] in NO_START]
        assert wrong == []


def plain_paragraphs(source: Path) -> list[str]:
    """List the paragraphs of a file that hold no markup, as they are written."""
    blocks = re.split(r"\n{2,}", source.read_text("utf-8").partition("\n---\n")[2])
    return [block for block in blocks if not re.search(r"[`*_{}\[\]<>|&\\#:\n]|^-|^\d+\. ", block)]


@pytest.mark.parametrize("name", [JULY, MARCH])
def test_what_is_copied_is_what_was_written(
    repository: Path, own_archive: Path, sample_pages: Path, page: Page, name: str
) -> None:
    """All of the text is selected and copied; each paragraph and cell comes out unaltered."""
    site = own_archive if name == JULY else sample_pages
    source = repository / ("" if name == JULY else "tests/sample") / f"{name}.md"
    page.goto((site / f"{name}.html").as_uri())
    copied = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector('main .text'));
          return getSelection().toString();
        }"""
    )
    lines = copied.split("\n")
    paragraphs = plain_paragraphs(source)
    assert len(paragraphs) > (10 if name == JULY else 0)
    assert [text for text in paragraphs if text not in lines] == []
    assert not set("\xa0\xad\u200b\u2002\u2003\u2060\ufeff") & set(copied)
    text = source.read_text("utf-8")
    cells = set(re.findall(r"^(?:\* )? *- ([^`*{\n\\]+)$", text, re.MULTILINE))
    there = {cell.strip() for line in lines for cell in line.split("\t")}
    assert [cell for cell in sorted(cells) if cell not in there] == []


def test_one_mark_of_a_paragraph(own_archive: Path, page: Page) -> None:
    """Two characters, but not where a number, a term, a label or a title opens the text."""
    page.goto((own_archive / SPECIMEN).as_uri())
    indents = {
        selector: page.evaluate(
            "s => { const p = document.querySelector(s), style = getComputedStyle(p);"
            " return parseFloat(style.textIndent) / parseFloat(style.fontSize) }",
            selector,
        )
        for selector in (
            "section > p", "blockquote p", "li > p + p", "dd > p + p", ".footnote p ~ p",
            ".admonition p ~ p ~ p", "li > p", "dd > p", "td", ".footnote p",
            ".admonition-title + p", "figcaption p",
        )
    }  # fmt: skip
    assert list(indents.values()) == [2] * 6 + [0] * 6, indents


@pytest.mark.parametrize("width", [390, 1440])
def test_sources_are_ranged_right(own_archive: Path, page: Page, width: int) -> None:
    """The bracket ends at the edge, and not the blank half of its square."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((own_archive / f"{JULY}.html").as_uri())
    for gap in page.evaluate(
        """() => [...document.querySelectorAll('.source')].map(source => {
          const range = document.createRange();
          range.selectNodeContents(source);
          const edge = source.closest('article').getBoundingClientRect().right;
          const size = parseFloat(getComputedStyle(source).fontSize);
          return (Math.max(...[...range.getClientRects()].map(r => r.right)) - edge) / size;
        })"""
    ):
        assert 0.3 < gap < 0.6


# ---- tables


def test_points_stand_below_one_another(own_archive: Path, page: Page) -> None:
    page.goto((own_archive / SPECIMEN).as_uri())
    columns = page.evaluate(
        """() => [...document.querySelectorAll('table')].map(table =>
          [...table.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => {
            const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
            if (!text || !cell.matches('.figures') || !/\\d/.test(text.data)) return null;
            const at = text.data.search(/\\.|%|$/);
            const range = document.createRange();
            range.setStart(text, 0);
            range.setEnd(text, at);
            return range.getBoundingClientRect().right;
          })))"""
    )
    seen = 0
    for rows in columns:
        for column in zip(*[row for row in rows if len(row) == len(rows[0])], strict=True):
            rights = [right for right in column if right is not None]
            if len(rights) > 1:
                seen += 1
                assert max(rights) - min(rights) < 2, rights
    assert seen >= 15


def test_a_wide_table_scrolls_in_a_region_of_its_own(awkward: dict[str, Path], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(awkward["30 columns"].as_uri())
    region = page.locator(".scroll")
    region.focus()
    head = page.locator("tbody th").first
    left = "head => head.getBoundingClientRect().left"  # the page may still scroll to the region
    before = head.evaluate(left)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll').scrollLeft > 50")
    assert head.evaluate(left) == before


def test_the_caption_of_a_wide_table_stays(awkward: dict[str, Path], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(awkward["30 columns"].as_uri())
    caption = page.locator(".caption-text")
    before = caption.bounding_box()
    page.locator(".scroll").evaluate("each => { each.scrollLeft = 900 }")
    assert caption.bounding_box() == before


def test_a_short_word_in_a_table_is_not_broken(own_archive: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((own_archive / "issues/2014/2014-07-04/15.html").as_uri())
    lines = page.locator("tbody td").evaluate_all(LINES_OF_CELLS)
    assert len(lines) == 100
    assert {count for length, count in lines if length <= 4} == {1}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_head_of_a_long_table_stays(awkward: dict[str, Path], page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(awkward["200 rows"].as_uri())
    top = "document.querySelector('thead').getBoundingClientRect().top"
    page.evaluate("document.querySelector('.scroll').scrollTop = 2000")
    edge = page.evaluate("document.querySelector('.scroll').getBoundingClientRect().top")
    assert abs(page.evaluate(top) - edge) < 2


# ---- tabs and what folds up


def test_tabs_are_turned_by_the_keyboard(own_archive: Path, page: Page) -> None:
    page.goto((own_archive / SPECIMEN).as_uri())
    tabs = page.locator(".sd-tab-content")
    shown = [tabs.nth(at).is_visible() for at in range(3)]
    assert shown == [False, True, False]
    page.locator(".sd-tab-set input").nth(1).focus()
    page.keyboard.press("ArrowRight")
    assert [tabs.nth(at).is_visible() for at in range(3)] == [False, False, True]
    label = page.locator(".sd-tab-label").nth(2)
    assert label.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"


def test_all_is_open_in_print(own_archive: Path, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto((own_archive / SPECIMEN).as_uri())
    for text in page.locator(".sd-tab-content, .sd-summary-content").all():
        assert text.is_visible()
        assert text.evaluate("each => each.getBoundingClientRect().height") > 10
    for selector, name, value in (
        (".scroll", "overflow", "visible"),
        ("thead", "display", "table-header-group"),
        ("tbody tr", "breakInside", "avoid"),
        ("pre", "whiteSpace", "pre-wrap"),
    ):
        first = page.locator(selector).first
        assert first.evaluate("(each, name) => getComputedStyle(each)[name]", name) == value


def test_a_wide_table_fits_on_the_sheet(awkward: dict[str, Path], page: Page) -> None:
    """The type area of A4 is 36 characters of 12 points wide."""
    page.set_viewport_size({"width": 576, "height": 800})
    page.emulate_media(media="print")
    page.goto(awkward["30 columns"].as_uri())
    assert page.locator("table").evaluate("each => each.scrollWidth") <= 576


def test_nothing_vanishes_in_forced_colours(own_archive: Path, page: Page) -> None:
    """The chosen tab is underlined, lines and letters stand out from the ground."""
    page.emulate_media(forced_colors="active")
    page.goto((own_archive / SPECIMEN).as_uri())
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    same = page.evaluate(
        """ground => [...document.querySelectorAll('main *')].filter(each =>
          [...each.childNodes].some(node => node.nodeType == 3 && node.data.trim())
          && getComputedStyle(each).color == ground).length""",
        ground,
    )
    assert same == 0
    chosen = page.locator("input:checked + label")
    assert chosen.evaluate("each => getComputedStyle(each).textDecorationLine") == "underline"
    for selector in ("thead th", ".sd-card", ".admonition", "pre"):
        style = page.locator(selector).first.evaluate(
            "each => { const s = getComputedStyle(each); return ["
            "s.borderBlockStartStyle, s.borderInlineStartStyle, s.borderInlineStartColor] }"
        )
        assert "solid" in style[:2], selector
        assert style[2] != ground


# ---- what is awkward


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("name", AWKWARD)
def test_nothing_overflows(awkward: dict[str, Path], page: Page, name: str, width: int) -> None:
    """320 pixels are also a window of 1,280 at 400 %."""
    page.set_viewport_size({"width": width, "height": 800})
    issue = awkward[name]
    for path in (issue, issue.with_suffix("") / "1.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_specimen_fits(own_archive: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((own_archive / SPECIMEN).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
