"""The sample archive for other projects, by other builders, and built in other surroundings."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from building import Build, build_apart
from songhe import ISSUES, ITEMS, SUBSTITUTED, items_of, page_of, title_of
from website import Website, page_name, text_of

# ---- the inventory


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a line of ``objects.inv`` leads, and what it shows."""

    uri: str
    text: str


_ENTRY = re.compile(
    r"(?P<name>.+?)\s+(?P<role>\S+)\s+(?P<priority>-?\d+)\s+?(?P<uri>\S*)\s+(?P<text>.*)"
)


def read_inventory(path: Path) -> dict[tuple[str, str], Entry]:
    """Read an inventory of version 2, as its description in Sphinx's manual has it."""
    data = path.read_bytes()
    head, packed = data.split(b"\n", 4)[:4], data.split(b"\n", 4)[4]
    assert head[0] == b"# Sphinx inventory version 2"
    assert head[1].decode() == "# Project: 松河政务信息"
    entries = {}
    for line in zlib.decompress(packed).decode("utf-8").splitlines():
        match = _ENTRY.fullmatch(line)
        assert match, line
        uri, name = match["uri"], match["name"]
        uri = uri[:-1] + name if uri.endswith("$") else uri
        text = name if match["text"] == "-" else match["text"]
        entries[match["role"], name] = Entry(uri, text)
    return entries


def test_the_inventory_holds_every_issue_and_item(sample_site: Website) -> None:
    entries = read_inventory(sample_site.root / "objects.inv")
    expected = {("qikan:issue", issue) for issue in ISSUES} | {("qikan:item", i) for i in ITEMS}
    assert {key for key in entries if key[0].startswith("qikan:")} == expected
    for role, name in expected:
        target, _ = sample_site.follow("index.html", entries[role, name].uri)
        assert page_name(target) == page_of(name)
        if name != SUBSTITUTED:
            assert entries[role, name].text == title_of(name)


def test_the_inventory_leads_nowhere_in_vain(sample_site: Website) -> None:
    entries = read_inventory(sample_site.root / "objects.inv")
    assert {"std:label", "std:doc"} <= {role for role, _ in entries}
    found = [sample_site.follow("index.html", entry.uri) for entry in entries.values()]
    missing = [
        (target, fragment)
        for target, fragment in found
        if target not in sample_site.pages
        or (fragment and not sample_site.pages[target].find(id=fragment))
    ]
    assert missing == []


def test_another_project_can_refer_to_items(
    sample_site: Website, tmp_path: Path, build: Build, sample: Path
) -> None:
    """By intersphinx, through the inventory alone."""
    other = tmp_path / "other"
    other.mkdir()
    inventory = sample_site.root / "objects.inv"
    (other / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx", "myst_parser"]\n'
        f'intersphinx_mapping = {{"songhe": ("https://songhe.example/", {str(inventory)!r})}}\n',
        "utf-8",
    )
    (other / "index.md").write_text("# Other\n\n<inv:songhe:qikan:item#2014-03-07/3>\n", "utf-8")
    built = build(other)
    assert (built.status, built.warnings) == (0, [])
    page = Website(built.output).page("index")
    [link] = page.select("a.external")
    suffix = "/" if sample_site.root.name == "dirhtml" else ".html"
    assert link["href"] == f"https://songhe.example/issues/2014/2014-03-07/3{suffix}"
    assert text_of(link) == ITEMS["2014-03-07/3"]


# ---- other builders


def test_linkcheck_finds_nothing_broken(sample: Path, build: Build) -> None:
    built = build(sample, "linkcheck")
    assert (built.status, built.warnings) == (0, [])
    lines = (built.output / "output.json").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert {entry["status"] for entry in found} <= {"ignored", "unchecked"}
    assert "https://songhe-ribao.example/2014/03/07?a=1&b=2" in [entry["uri"] for entry in found]


def test_text(sample: Path, build: Build) -> None:
    built = build(sample, "text")
    assert (built.status, built.warnings) == (0, [])
    text = "".join((built.output / "issues/2014/2014-03-07.txt").read_text("utf-8").split())
    for item in items_of("2014-03-07"):
        assert "".join(ITEMS[item].split()) in text
    assert "（云岭晚报、青禾网）" in text
    assert "另见松河省网上办事大厅试运行；" in text


def test_latex(sample: Path, build: Build) -> None:
    documents = [("issues/2014/2014-03-07", "songhe.tex", "松河", "编辑部", "howto")]
    built = build(sample, "latex", settings={"latex_documents": documents})
    assert (built.status, built.warnings) == (0, [])
    text = (built.output / "songhe.tex").read_text("utf-8")
    assert "（云岭晚报、青禾网）" in text
    assert "“𠮷”“𬭊”“𰻞”" in text
    assert r"A\&B" in text


def test_xml(sample: Path, build: Build) -> None:
    built = build(sample, "xml")
    assert (built.status, built.warnings) == (0, [])
    document = ElementTree.parse(built.output / "issues/2014/2014-03-07.xml").getroot()
    titles = ["".join(title.itertext()) for title in document.iter("title")]
    assert ITEMS["2014-03-07/1"] in titles
    ids = {key for element in document.iter("section") for key in element.get("ids", "").split()}
    assert {f"item-{number}" for number in range(1, 6)} <= ids
    links = [
        element.get("refid") or element.get("refuri") for element in document.iter("reference")
    ]
    assert "https://songhe-ribao.example/2014/03/07?a=1&b=2" in links


# ---- the place and the surroundings of a build


def test_any_folder_any_locale(archive_copy: Path, sample_site: Website, tmp_path: Path) -> None:
    """Spaces and Chinese in the path, no UTF-8 in the locale: the same bytes come out."""
    output = tmp_path / "网站 public" / sample_site.root.name
    done = build_apart(
        archive_copy,
        output,
        "-b",
        sample_site.root.name,
        LC_ALL="C",
        PYTHONUTF8="0",
        TZ="Asia/Shanghai",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(output) == contents(sample_site.root)


def contents(folder: Path) -> dict[str, bytes]:
    """Read a whole folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_output_does_not_tell_where_it_was_made(sample_site: Website, sample: Path) -> None:
    for name, data in contents(sample_site.root).items():
        for trace in (sample_site.root, sample):
            assert str(trace).encode() not in data, name
