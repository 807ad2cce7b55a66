"""The sample archive's site as a whole: its pages, links, ids, headings, and ways from home."""

from __future__ import annotations

import copy
import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import html5lib  # type: ignore[import-untyped]
import pytest
from bs4 import Tag

from songhe import ISSUES, ITEMS, SUBJECTS, page_of
from website import Website, is_own_script, one, text_of


def test_all_pages_stand_and_no_others(sample_site: Website) -> None:
    years = [f"years/{year}" for year in (2013, 2014, 2016)]
    folders = ("outlets", "topics", "places")
    indexes = ["index", "404", "years", "statistics", "errata", "search"]
    indexes += ["source/about", *folders]
    indexes += [f"{folder}/by_count" for folder in folders]
    records = map(page_of, [*ISSUES, *ITEMS, *SUBJECTS])
    assert sorted(sample_site.names) == sorted([*records, *years, *indexes])


def test_each_layout_puts_pages_where_it_should(sample_site: Website) -> None:
    suffix = "/index.html" if sample_site.root.name == "dirhtml" else ".html"
    for page in ("issues/2014/2014-03-07b", "issues/2014/2014-03-07b/1", "outlets/songhe-ribao"):
        assert sample_site.names[page] == f"{page}{suffix}"
    assert sample_site.names["index"] == "index.html"


def test_html_has_no_parse_errors(sample_site: Website) -> None:
    """By the HTML standard's own parsing algorithm, as html5lib carries it out."""
    errors: Counter[str] = Counter()
    for file in sample_site.pages:
        parser = html5lib.HTMLParser()
        parser.parse((sample_site.root / file).read_bytes())
        errors.update(f"{kind} {details}" for _, kind, details in parser.errors)
    assert errors == {}


def test_no_id_stands_twice_on_a_page(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        counted = Counter(element["id"] for element in page.find_all(id=True))
        assert [key for key, count in counted.items() if count > 1] == [], file


def test_ids_that_elements_refer_to_exist(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        for element in page.select("[aria-labelledby], [aria-describedby], [for]"):
            for name in ("aria-labelledby", "aria-describedby", "for"):
                for key in str(element.get(name, "")).split():
                    assert page.find(id=key), (file, key)


def test_every_link_and_fragment_resolves(sample_site: Website) -> None:
    fragments = 0
    for file in sample_site.pages:
        for _, address in sample_site.addresses(file):
            if urlsplit(address).scheme:
                continue
            target, fragment = sample_site.follow(file, address)
            assert (sample_site.root / target).is_file(), (file, address)
            if fragment:
                fragments += 1
                assert sample_site.pages[target].find(id=fragment), (file, address)
    assert fragments > len(sample_site.pages)  # the way past the navigation, at least


@pytest.mark.parametrize("sample_site", ["html"], indirect=True)
def test_links_work_from_disk(sample_site: Website) -> None:
    """Without a server, a link to a folder shows its files instead of a page."""
    for file in sample_site.pages:
        for _, address in sample_site.addresses(file):
            parts = urlsplit(address)
            assert parts.scheme or not parts.path.endswith(("/", ".")), (file, address)


def test_addresses_are_relative_but_for_those_in_the_content(
    sample_site: Website, sample: Path
) -> None:
    sources = [*sample.rglob("*.md"), *sample.rglob("*.bib")]
    written = set(
        itertools.chain.from_iterable(
            re.findall(r"https?://[^\s)}]+", path.read_text("utf-8")) for path in sources
        )
    )
    external = set()
    for file in sample_site.pages:
        for element, address in sample_site.addresses(file):
            if file == "404.html":
                assert address.startswith(("/./", "#")), address  # shown at any address
            elif urlsplit(address).scheme or address.startswith("/"):
                assert element.name == "a", (file, address)
                external.add(address)
    assert external == written


def test_nothing_runs_but_the_reading_room_s_own_script(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        assert page.find_all(["iframe", "object", "embed", "base"]) == [], file
        scripts = page.find_all("script")
        assert all(is_own_script(each.attrs) and each.string is None for each in scripts), file
        own = {
            "404.html": ["qikan.js", "missing.js"],
            sample_site.names["search"]: ["shards.js", "qikan.js", "search.js", "results.js"],
        }
        names = [str(each["src"]).split("?")[0].rpartition("/")[2] for each in scripts]
        assert names == own.get(file, ["qikan.js"]), file
        for element in page.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], file


def test_no_style_is_inline(sample_site: Website) -> None:
    """As a strict content security policy asks: ``style-src 'self'``."""
    for file, page in sample_site.pages.items():
        assert page.find_all("style") == [], file
        assert [str(element) for element in page.select("[style]")] == [], file


def test_styles_load_nothing_from_elsewhere(sample_site: Website) -> None:
    sheets = list(sample_site.root.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        loaded = re.findall(r"url\(\s*['\"]?(?!data:)([^)'\"]+)", sheet.read_text("utf-8"))
        assert [address for address in loaded if "//" in address] == []
        assert "@import" not in sheet.read_text("utf-8")


def test_language_and_encoding(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        assert one(page, "html")["lang"] == "zh-Hans", file
        assert one(page, "meta[charset]")["charset"].lower() == "utf-8"  # type: ignore[union-attr]
        assert b"<meta charset" in (sample_site.root / file).read_bytes()[:1024]


def test_no_word_of_the_engine_is_left_in_english(sample_site: Website, sample: Path) -> None:
    """Whatever Latin letters a page shows, an editor wrote."""
    sources = [path for path in sample.rglob("*") if path.suffix in {".md", ".bib", ".toml"}]
    texts = "\n".join(path.read_text("utf-8") for path in sources)
    values = re.sub(r"^[%#] .*|^ *:?[\w-]+(:| =) |\{[\w:-]+\}", "", texts, flags=re.MULTILINE)
    names_of_formats = {"BibTeX", "CSL", "CSV", "GB", "JSON", "Markdown", "MyST", "OL", "RIS"}
    names_of_formats.add("JavaScript")
    written = set(re.findall("[A-Za-z]{2,}", values)) | names_of_formats
    written.add("item")  # which stands in a title
    for file, page in sample_site.pages.items():
        names = [str(element["aria-label"]) for element in page.select("[aria-label]")]
        shown = set(re.findall("[A-Za-z]{2,}", " ".join([*names, without_code(page)])))
        assert shown <= written, file


def without_code(page: Tag) -> str:
    text = copy.copy(page)
    for code in text.find_all(["pre", "code"]):
        code.decompose()
    return text.get_text()


def test_every_page_has_a_title_a_heading_and_a_way_past_the_navigation(
    sample_site: Website,
) -> None:
    for file, page in sample_site.pages.items():
        heading, title = text_of(one(page, "h1")), text_of(one(page, "head > title"))
        assert heading, file
        assert "松河政务信息" in title, file
        skip = page.find("a")
        assert skip is not None
        assert skip["href"] == "#main"
        assert one(page, "main")["id"] == "main"


def test_headings_skip_no_level(sample_site: Website) -> None:
    for file, page in sample_site.pages.items():
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"h[1-6]"))]
        steps = [after - before for before, after in itertools.pairwise([0, *levels])]
        assert max(steps) == 1, (file, levels)


def test_every_page_is_within_three_clicks_from_home(sample_site: Website) -> None:
    clicks = {"index.html": 0}
    frontier = ["index.html"]
    while frontier:
        file = frontier.pop(0)
        for element, address in sample_site.addresses(file):
            target, _ = sample_site.follow(file, address)
            if element.name == "a" and target in sample_site.pages and target not in clicks:
                clicks[target] = clicks[file] + 1
                frontier.append(target)
    search = sample_site.names["search"]  # to which forms lead
    assert clicks.keys() == sample_site.pages.keys() - {"404.html", search}
    assert max(clicks.values()) <= 3
