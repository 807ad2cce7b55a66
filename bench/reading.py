"""The pages as a reader's phone meets them: what Lighthouse says, what they weigh, what they cost.

``python -m bench.reading`` prints three tables: of the demo, served by nginx as hosting/nginx.conf
has it, and of an invented archive built with our own theme and with alabaster.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import demo
from bench.__main__ import build, make
from bench.chromium import CHROMIUM, OPTIONS, chromium

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))  # where servers are started

PAGES = {
    "home": "",
    "issue": "issues/2014/2014-07-04.html",
    "item": "issues/2014/2014-07-04/3.html",
    "outlet": "outlets/shanxi-ribao.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIRST, FURTHER, SCRIPTS = 40_000, 12_000, 10_000
"""So many bytes may come over the wire for the first page, each further one, and all scripts."""

ISSUES = 300

KNOWN_PLUGINS = """
from functools import cache
from pybtex import plugin
plugin._load_entry_point = cache(plugin._load_entry_point)
"""


def lighthouse(address: str) -> dict[str, int]:
    """Rate a page as on a slow phone: Lighthouse's own setting, points of 100."""
    program = ROOT / "node_modules/.bin/lighthouse"
    flags = " ".join(["--headless", *OPTIONS])
    command = [str(program), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    ended = subprocess.run(command, env=environment, capture_output=True, check=True)
    found = json.loads(ended.stdout)["categories"]
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}


def rated(address: str) -> None:
    """Print what Lighthouse says."""
    print(f"\n{'Lighthouse, phone':20}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for name, page in PAGES.items():
        points = lighthouse(f"{address}{page}")
        print(f"{name:20}" + "".join(f"{points[each]:16}" for each in CATEGORIES), flush=True)


def weighed(address: str) -> None:
    """Print how many bytes come over the wire for pages that are opened one after another."""
    print(f"\n{'over the wire':20}{'bytes':>10}{'scripts':>10}{'at most':>10}")
    with chromium() as browser, browser.new_page() as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on("Network.requestWillBeSent", lambda e: kinds.update({e["requestId"]: e["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
        )
        for count, (name, path) in enumerate(PAGES.items()):
            sizes.clear()
            page.goto(f"{address}{path}", wait_until="networkidle")
            scripts = sum(size for id, size in sizes.items() if kinds.get(id) == "Script")
            most = FURTHER if count else FIRST
            print(f"{name:20}{sum(sizes.values()):10.0f}{scripts:10.0f}{most:10}", flush=True)


def written(folder: Path) -> None:
    """Print what it costs to write all pages, once all is read, with Sphinx's theme and ours.

    For each citation sphinxcontrib-bibtex (2.7) has pybtex look through all installed packages
    for a plugin, which is no fault of alabaster's: it is measured without that as well.
    """
    print(
        f"\n{f'writing, {ISSUES} issues':30}{'pages':>10}{'CPU s':>10}{'ms/page':>10}{'ratio':>10}"
    )
    ours = make(folder, ISSUES)
    plain = make(folder, ISSUES, plain=True)
    knowing = shutil.copytree(plain, folder / "knowing")
    with (knowing / "conf.py").open("a") as configuration:
        configuration.write(KNOWN_PLUGINS)
    pages, cpu = _writing(ours)
    print(f"{'qikan':30}{pages:10}{cpu:10.1f}{1000 * cpu / pages:10.2f}", flush=True)
    for name, path in (("alabaster", plain), ("alabaster, plugins found once", knowing)):
        pages, theirs = _writing(path)
        each = 1000 * theirs / pages
        print(f"{name:30}{pages:10}{theirs:10.1f}{each:10.2f}{cpu / theirs:10.2f}", flush=True)


def _writing(path: Path) -> tuple[int, float]:
    """Count the pages of a project and the seconds of processor time that writing them takes.

    A build that finds what was read, but no page, writes all; what it costs to start and to see
    that nothing has to be read is told by the next one, which has nothing to do.
    """
    build(path, "html")
    output = path / "_build/html"
    shutil.rmtree(output)
    all, nothing = build(path, "html").cpu, build(path, "html").cpu
    return sum(1 for _ in output.rglob("*.html")), all - nothing


def main() -> int:
    """Print all tables."""
    from servers import served

    if status := demo.main(["--build"]):
        return status
    with served("nginx", demo.FOLDER / "html", "/") as site:
        weighed(f"http://127.0.0.1:{site.port}/")
        rated(f"http://127.0.0.1:{site.port}/")
    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as name:
        written(Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
