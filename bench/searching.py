"""The search of a large archive: what its index costs, and what a query brings over the wire.

``python -m bench.searching`` invents the texts of 160,000 items and indexes them in a process of
its own, then asks for words and strings of them. It prints tables beside what must hold.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.__main__ import GROWTH, Cost, measure
from bench.world import ITEMS, Item, World
from qikan.search.files import (
    FOLDER,
    TEXTS,
    Facet,
    Named,
    Row,
    digest,
    manifest_file,
    names_file,
    part_files,
    parts,
    text_files,
)
from qikan.search.files import ISSUES as PART
from qikan.search.folding import Folding
from qikan.search.shards import objects, read_objects, read_script
from qikan.search.simplified import simplified_characters
from qikan.search.site import SearchedSite

ISSUES = (1_000, 10_000)
SEED, OUTLETS = 16, 300
FIRST = 10
"""So many hits are looked at."""

QUERIES = 300


def prose(item: Item) -> list[str]:
    """Write the blocks of an item as its page shows them, names in the place of references."""
    blocks = [
        "".join(
            part if isinstance(part, str) else part.name or "另见本刊"
            for sentence in paragraph
            for part in sentence
        )
        for paragraph in item.paragraphs
    ]
    if item.table:
        blocks += [item.table.caption, *(cell for row in item.table.rows for cell in row)]
    return [*blocks, f"（{'、'.join(outlet.name for outlet in item.outlets)}）"]


def names_of(item: Item) -> list[list[str]]:
    """List the names under which an item is filed."""
    return [[each.name for each in names] for names in (item.outlets, item.topics, item.places)]


def write(site: Path, name: str, data: bytes) -> None:
    """Write a file of the search."""
    path = Path(f"{site}/{FOLDER}/{name}.js")
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(data)


def write_texts(site: Path, issues: int) -> None:
    """Invent issues and write their texts, as a build does beside their pages."""
    rows = []
    for issue in World(issues, SEED, OUTLETS).issues():
        named = list(text_files(issue.id, [], [prose(item) for item in issue.items]))
        for name, data in named:
            write(site, name, data)
        rows.append([
            Row(issue.id, item.number, item.title, issue.id, issue.label, names_of(item),
                named[at // TEXTS][0], at % TEXTS)
            for at, item in enumerate(issue.items)
        ])  # fmt: skip
    (site / "rows.json").write_bytes(objects(rows))


def write_index(site: Path) -> None:
    """Make the index of what ``write_texts`` has left, as a build does at its end."""
    for name, data in index_files(site, read_objects((site / "rows.json").read_bytes())):
        write(site, name, data)


def index_files(site: Path, issues: Sequence[Sequence[Sequence[Any]]]) -> Iterator[Named]:
    """Yield the files of the index of issues, whose texts a site has, the manifest last."""

    def read(name: str) -> bytes:
        return read_script(name, Path(f"{site}/{FOLDER}/{name}.js").read_bytes())

    folding = Folding(simplified_characters())
    told: dict[str, bytes] = {}
    folders = []
    described = []
    for part in parts(issues):
        rows = [Row(*row) for issue in part for row in issue]
        described += rows
        folders.append(digest(objects(rows)))
        for name, data in part_files(folders[-1], rows, folding, read):
            if name.endswith(("/head", "/issues")):
                told[name] = read_script(name, data)
            yield name, data
    facets = [Facet("outlet", "来源"), Facet("topic", "主题"), Facet("place", "地点")]
    names, data = names_file(facets, described)
    yield names, data
    yield manifest_file(folders, names, facets, folding, ".html", told.__getitem__)


class Counted(SearchedSite):
    """A site that notes which files are read, as a browser asks for each once."""

    def __init__(self, root: Path) -> None:
        self.asked: dict[str, int] = {}
        super().__init__(root)

    def _read(self, name: str) -> bytes:
        self.asked.setdefault(name, (self._root / f"{name}.js").stat().st_size)
        return super()._read(name)


def asked_for(root: Path, query: str) -> tuple[dict[str, int], int, int]:
    """Ask for a query as a new reader does.

    Return the files that were read until the first hits stood, the bytes of the snippets' files
    that came after, and the count of hits.
    """
    site = Counted(root)
    answer = site.answer(query)
    described = [site.describe(text) for text in answer.texts[:FIRST].tolist()]
    first = dict(site.asked)
    for each in described:
        site.blocks(each)
    later = sum(size for name, size in site.asked.items() if name not in first)
    return first, later, len(answer.texts)


def index_table(folder: Path) -> Path:
    """Print what the index costs at two sizes; return the folder of the larger one."""
    print(f"\n{'items':>8} {'CPU s':>8} {'ms/item':>8} {'ratio':>7} {'MB':>7} {'files':>7} "
          f"{'lists':>7} {'places':>7} {'texts':>7} {'titles':>7} {'all':>7}  bytes")  # fmt: skip
    costs: list[tuple[int, Cost]] = []
    for count in ISSUES:
        site = folder / str(count)
        site.mkdir()
        write_texts(site, count)
        costs.append(
            (count * ITEMS, measure([sys.executable, "-m", "bench.searching", "--index", site]))
        )
        items, cost = costs[-1]
        each = cost.cpu / items / (costs[0][1].cpu / costs[0][0])
        files = list((site / FOLDER).rglob("*.js"))
        kinds = [
            sum(path.stat().st_size for path in files if re.fullmatch(kind, path.stem)) / items
            for kind in (r"d\d+|head", r"p\d+-\d+", r"\d{4}-.*", r"t\d+", r".*")
        ]
        print(f"{items:8} {cost.cpu:8.1f} {1000 * cost.cpu / items:8.2f} {each:7.2f} "
              f"{cost.memory:7.0f} {len(files):7} "
              + " ".join(f"{kind:7.0f}" for kind in kinds), flush=True)  # fmt: skip
    print(f"must be:  <= 75 CPU s, ratio <= {GROWTH}, <= 2,000 MB, <= 2,400 bytes an item")
    return site


def words(root: Path, length: int) -> Iterator[str]:
    """Draw strings of Han characters from the texts, each as likely as it is frequent."""
    rng = random.Random(length)
    site = SearchedSite(root)
    while True:
        described = site.describe(rng.randrange(site.count))
        text = rng.choice([described.title, *site.blocks(described)])
        at = rng.randrange(max(1, len(text) - length + 1))
        if re.fullmatch(rf"[\u4e00-\u9fff]{{{length}}}", text[at : at + length]):
            yield text[at : at + length]


def share(values: Sequence[float], part: float) -> float:
    """Give the value below which a part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def query_table(root: Path) -> None:
    """Print what queries bring over the wire."""
    print(f"\n{'until ten hits stand, 160,000 items':36} {'median KB':>10} {'95 % KB':>8} "
          f"{'requests':>9} {'snippets KB':>12} {'hits':>8}  must be")  # fmt: skip
    for name, length, count, must in (
        ("a word of two characters", 2, 1, "100, 250 KB"),
        ("a string of six", 6, 1, "200, 500 KB"),
        ("a string of three", 3, 1, ""),
        ("a string of twelve", 12, 1, ""),
        ("two words of two", 2, 2, ""),
        ("a single character", 1, 1, ""),
    ):
        drawn = words(root, length)
        found = [
            asked_for(root, " ".join(next(drawn) for _ in range(count)))
            for _ in range(QUERIES if length > 1 else 20)
        ]
        sizes = [sum(first.values()) / 1000 for first, _, _ in found]
        requests, snippets, hits = (
            statistics.median(column)
            for column in zip(
                *((len(first), later, hits) for first, later, hits in found), strict=True
            )
        )
        print(
            f"{name:36} {statistics.median(sizes):10.0f} {share(sizes, 0.95):8.0f} "
            f"{requests:9.0f} {snippets / 1000:12.0f} {hits:8.0f}  {must}",
            flush=True,
        )


def facet_table(root: Path) -> None:
    """Print what the counts of a facet bring over the wire, once."""
    print(f"\n{'counts of a facet, KB, once':36} {'must be: <= 250':>19}")
    site = SearchedSite(root)
    for place, (_, name) in enumerate(site.manifest["facets"]):
        files = [root / FOLDER / part[0] / f"f{place}.js" for part in site.manifest["parts"]]
        print(f"{name:36} {sum(file.stat().st_size for file in files) / 1000:10.0f}")


def added_table(site: Path) -> None:
    """Print what an issue more changes of an index, and one that closes its first part."""
    print(f"\n{'files that an issue more changes':36} {'all':>7} {'shards':>7} {'KB':>9} "
          f"{'of files':>9} {'KB':>9}")  # fmt: skip
    issues = read_objects((site / "rows.json").read_bytes())
    for count in (len(issues), len(issues) // PART * PART):
        before, after = (dict(index_files(site, issues[:last])) for last in (count - 1, count))
        new = {name: data for name, data in after.items() if before.get(name) != data}
        shards = sum(bool(re.search(r"/[dp]\d+", name)) for name in new)
        closing = "" if count % PART else ", which closes a part"
        print(f"{f'number {count}{closing}':36} {len(new):7} {shards:7} "
              f"{sum(map(len, new.values())) / 1000:9.0f} {len(after):9} "
              f"{sum(map(len, after.values())) / 1000:9.0f}", flush=True)  # fmt: skip


def ranking_table(root: Path) -> None:
    """Print how often the item whose title is the query comes first."""
    site = SearchedSite(root)
    rng = random.Random(3)
    right = 0
    start = time.perf_counter()
    for _ in range(QUERIES):
        title = site.describe(rng.randrange(site.count)).title
        first = site.describe(int(site.answer(title).texts[0]))
        right += site.folding.fold(first.title) == site.folding.fold(title)
    spent = (time.perf_counter() - start) / QUERIES
    print(f"\nthe item whose title is the query is first: {right / QUERIES:.3f} (>= 0.99), "
          f"{1000 * spent:.0f} ms a query in Python")  # fmt: skip


def main() -> int:
    """Print all tables."""
    if sys.argv[1:2] == ["--index"]:
        write_index(Path(sys.argv[2]))
        return 0
    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as name:
        root = index_table(Path(os.environ.get("QIKAN_BENCH") or name))
        added_table(root.with_name(str(ISSUES[0])))
        query_table(root)
        facet_table(root)
        ranking_table(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
