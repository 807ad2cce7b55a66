"""How soon a reader sees what was found, and whether it is right: our search beside Pagefind's.

``python -m bench.finding`` takes the items of the periodical in ``../shared`` for both engines and
holds what they find against plain scanning; then it searches in Chromium: by an address, with
nothing cached; from the archive's front page, with nothing cached but that; and as a reader does
who searches on. Given the folder that ``bench.searching`` has left (``QIKAN_BENCH``), it searches
its 160,000 items too, served by nginx.
"""

from __future__ import annotations

import html
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import opencc
from playwright.sync_api import Browser, Page

from bench.__main__ import build, make
from bench.chromium import chromium
from bench.searching import share, words, write, write_index
from bench.serve import Handler
from qikan.search.files import TEXTS, Row, text_files
from qikan.search.shards import objects
from qikan.search.site import SearchedSite

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))  # where a folder is served

QUERIES, STRINGS = 40, 2_000
REST = 0.5
"""So many seconds a browser has until it is asked: opening and closing pages is work, too."""

Item = tuple[str, list[str]]
"""A title, and the blocks below it."""

_TOLD = """window.asked = Number(sessionStorage.getItem("asked")) || performance.timeOrigin;
addEventListener("keydown", ({ key }) => {
  if (key === "Enter") sessionStorage.setItem("asked", performance.timeOrigin + performance.now());
}, true);
new MutationObserver((changes) => {
  if (!changes.some(({ target }) => target.matches?.("ol.found")) || window.told) return;
  requestAnimationFrame(() => setTimeout(() => {
    window.told ||= performance.timeOrigin + performance.now() - window.asked;
  }));
}).observe(document, { childList: true, subtree: true });"""
"""Notes when a reader sees the first hits, in milliseconds since they were asked for: by an
address, or by a key that was pressed on the page before."""

_ASK = """(query) => {
  document.querySelector("main input").value = query;
  window.told = 0;
  window.asked = performance.timeOrigin + performance.now();
  document.querySelector("main form").requestSubmit();
}"""
"""Asks for something else on the same page, as the key Enter does."""

_PAGEFIND = """<!DOCTYPE html><html lang="zh"><title>Pagefind</title>
<main><form><input></form></main><ol class="found"></ol>
<script type="module">
  const pagefind = await import("./pagefind/pagefind.js");
  async function show(query) {
    const found = await pagefind.search(query);
    const first = await Promise.all(found.results.slice(0, 10).map((each) => each.data()));
    document.querySelector("ol").replaceChildren(...first.map((each) => {
      const item = document.createElement("li");
      item.textContent = each.meta.title;
      return item;
    }));
    const urlOf = async (result) => (await result.data()).url;
    window.all = () => Promise.all(found.results.map(urlOf));
  }
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    show(document.querySelector("input").value);
  });
  show(new URLSearchParams(location.search).get("q"));
</script>"""


_FRONT = """<!DOCTYPE html><html lang="zh"><title>Pagefind</title>
<form action="search.html"><input name="q"></form>"""


def weekly() -> list[Item]:
    """Read the items of a real periodical: what stands below each heading."""
    folder = Path(os.environ.get("QIKAN_SHARED") or ROOT.parent / "shared") / "corpora/weekly"
    items = []
    for path in sorted(folder.glob("*.md")):
        parts = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)
        for part in parts[1:]:
            title, _, text = part.partition("\n")
            items.append((title.strip(), [line for line in text.splitlines() if line.strip()]))
    return items


def index(site: Path, items: Sequence[Item]) -> None:
    """Make our index of items, sixteen to an issue."""
    issues = []
    for number, at in enumerate(range(0, len(items), 16)):
        issue = items[at : at + 16]
        id = f"{2000 + number // 300}-no{number % 300 + 1:03}"
        named = list(text_files(id, [], [blocks for _, blocks in issue]))
        for name, data in named:
            write(site, name, data)
        issues.append([
            Row(id, place + 1, title, id, id, [[], [], []],
                named[place // TEXTS][0], place % TEXTS)
            for place, (title, _) in enumerate(issue)
        ])  # fmt: skip
    (site / "rows.json").write_bytes(objects(issues))
    write_index(site)


def index_by_pagefind(site: Path, items: Sequence[Item]) -> None:
    """Write a page for each item, and have Pagefind index them."""
    site.mkdir()
    for number, (title, blocks) in enumerate(items):
        text = "".join(f"<p>{html.escape(block)}</p>" for block in blocks)
        (site / f"{number}.html").write_text(
            f'<!DOCTYPE html><html lang="zh"><title>{html.escape(title)}</title>'
            f"<main data-pagefind-body><h1>{html.escape(title)}</h1>{text}</main>",
            "utf-8",
        )
    (site / "search.html").write_text(_PAGEFIND, "utf-8")
    (site / "index.html").write_text(_FRONT, "utf-8")
    program = ROOT / "node_modules/.bin/pagefind"
    subprocess.run([program, "--site", site], check=True, capture_output=True)


def with_pages(site: Path, folder: Path) -> None:
    """Put the page of results, with its scripts, beside an index."""
    archive = make(folder, 1)
    build(archive, "html")
    target = archive / "_build/html"
    for name in ("index.html", "search.html"):
        shutil.copy(target / name, site)
    shutil.copytree(target / "_static", site / "_static", dirs_exist_ok=True)


# ---- what is found


def plain(text: str) -> str:
    """Make a text comparable, by means of its own: forms, case, spaces, simplified characters."""
    level = "".join(unicodedata.normalize("NFKC", text).lower().split())
    return level.translate({ord(sign): _TO_SIMPLIFIED.convert(sign) for sign in set(level)})


_TO_SIMPLIFIED = opencc.OpenCC("t2s")


def strings(texts: Sequence[str], count: int) -> Iterator[str]:
    """Draw strings of two to ten Han characters from texts."""
    rng = random.Random(11)
    while count:
        text, length = rng.choice(texts), rng.randint(2, 10)
        at = rng.randrange(max(1, len(text) - length + 1))
        if re.fullmatch(rf"[\u4e00-\u9fff]{{{length}}}", text[at : at + length]):
            yield text[at : at + length]
            count -= 1


def truth_table(
    items: Sequence[Item], site: SearchedSite, theirs: Callable[[str], set[int]]
) -> None:
    """Print recall and precision of both engines against scanning, and of titles which is first."""
    texts = [[plain(part) for part in (title, *blocks)] for title, blocks in items]
    print(f"\n{f'{len(items)} items, strings of 2 to 10':36} {'queries':>8} {'recall':>8} "
          f"{'precision':>10} {'count':>7}")  # fmt: skip
    drawn = list(strings([part for text in texts for part in text], STRINGS))
    for name, ask, few in (
        ("qikan", lambda query: set(site.answer(f'"{query}"').texts.tolist()), drawn),
        ("Pagefind 1.6", theirs, drawn[:100]),
    ):
        recalls, precisions, counts = [], [], []
        for query in few:
            true = {at for at, text in enumerate(texts) if any(query in part for part in text)}
            told = ask(query)
            recalls.append(len(true & told) / len(true))
            precisions.append(len(true & told) / len(told) if told else 1.0)
            counts.append(len(true) == len(told))
        row = [statistics.mean(column) for column in (recalls, precisions, counts)]
        print(f"{name:36} {len(few):8} {row[0]:8.3f} {row[1]:10.3f} {row[2]:7.3f}", flush=True)
    titles = [title for title, _ in items if 4 <= len(title) <= 60]
    right = 0
    for title in random.Random(5).sample(titles, 300):
        answer = site.answer(title)
        right += plain(site.describe(int(answer.texts[0])).title) == plain(title)
    print(f"the item whose title is the query is first: {right / 300:.3f} (>= 0.99)")


# ---- how soon


def told(page: Page) -> float:
    """Give the milliseconds until the first hits were seen; then let the machine come to rest."""
    page.wait_for_function("window.told")
    found: float = page.evaluate("window.told")
    page.wait_for_load_state("networkidle")
    return found


def soon_table(browser: Browser, sites: Mapping[str, str], queries: Sequence[str]) -> None:
    """Print how soon hits are seen by who opens an address, who comes, and who stays.

    All sites, told by name and address, are asked for a query before the next one.
    """
    ways = ("an address", "first", "later")
    print(f"\n{'until the first hits are seen, in ms':36}"
          + "".join(f" {way:>10} {'95 %':>8}" for way in ways))  # fmt: skip
    spent: dict[str, tuple[list[float], ...]] = {name: ([], [], []) for name in sites}
    for query in queries:
        for name, address in sites.items():
            with new_page(browser) as page:
                page.goto(f"{address}search.html?q={query}")
                spent[name][0].append(told(page))
            with new_page(browser) as page:
                page.goto(f"{address}index.html", wait_until="networkidle")
                page.focus("input[name=q]")
                page.keyboard.insert_text(query)
                page.keyboard.press("Enter")
                page.wait_for_url("**/search.html?*")
                spent[name][1].append(told(page))
    with ExitStack() as stack:
        pages = {name: stack.enter_context(new_page(browser)) for name in sites}
        for name, page in pages.items():
            page.goto(f"{sites[name]}search.html?q={queries[-1]}")
            told(page)
        for query in queries[:-1]:
            for name, page in pages.items():
                page.bring_to_front()
                time.sleep(REST)
                page.evaluate(_ASK, query)
                spent[name][2].append(told(page))
    for name, columns in spent.items():
        print(f"{name:36}" + "".join(f" {statistics.median(each):10.0f} {share(each, 0.95):8.0f}"
                                    for each in columns), flush=True)  # fmt: skip


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    """Open a page of a browser that has nothing cached."""
    with browser.new_context(bypass_csp=True) as context:
        context.add_init_script(_TOLD)
        page = context.new_page()
        time.sleep(REST)
        yield page


class _Unguarded(Handler):
    """Serves without a policy: Pagefind's WebAssembly does not run under ours."""

    every_answer: Mapping[str, str] = {}


def compare(browser: Browser, folder: Path, items: Sequence[Item]) -> None:
    """Print what both engines find in a periodical, and how soon."""
    from serving import served

    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir()
    index(ours, items)
    with_pages(ours, folder)
    index_by_pagefind(theirs, items)
    drawn = words(ours, 2)
    queries = [next(drawn) for _ in range(QUERIES)]
    with served(theirs, _Unguarded) as address, browser.new_page(bypass_csp=True) as page:

        def asked(query: str) -> set[int]:
            page.goto(f"{address}search.html?q={query}")
            page.wait_for_function("() => 'all' in window")
            urls = page.evaluate("window.all()")
            return {int(url.strip("/").removesuffix(".html")) for url in urls}

        truth_table(items, SearchedSite(ours), asked)
    with served(theirs, _Unguarded) as other, served(ours, Handler) as address:
        sites = {"Pagefind 1.6": other, "qikan": address}
        soon_table(browser, sites, queries)


def main() -> int:
    """Print all tables."""
    import servers

    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as name, chromium() as browser:
        folder = Path(name)
        if items := weekly():
            compare(browser, folder, items)
        else:
            print("There is no weekly in ../shared: nothing is compared.")
        if large := os.environ.get("QIKAN_BENCH"):
            site = Path(large) / "10000"
            with_pages(site, folder)
            drawn = words(site, 2)
            some = [next(drawn) for _ in range(QUERIES)]
            with servers.served("nginx", site, "/") as nginx:
                soon_table(browser, {"qikan, 160,000 items": nginx.address()}, some)
            print(f"{'must be, from the key':36} {'':19} {400:10} {'':8} {150:10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
