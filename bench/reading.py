"""The pages as a reader's phone meets them: what Lighthouse says, what they weigh, what they cost.

``python -m bench.reading`` prints three tables: of the demo, served by nginx as hosting/nginx.conf
has it, and of an invented archive built with the alabaster theme and with our own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import demo
from bench.__main__ import Cost, make, measure
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
    """Print what it costs to write the pages: a build, less one that only reads."""
    print(f"\n{f'writing, {ISSUES} issues':20}{'CPU s':>10}{'ratio':>10}")
    costs: dict[str, float] = {}
    for name, plain in (("alabaster", True), ("qikan", False)):
        path = make(folder, ISSUES, plain=plain)
        costs[name] = _build(path, "html").cpu - _build(path, "dummy").cpu
        print(f"{name:20}{costs[name]:10.1f}{costs[name] / costs['alabaster']:10.2f}", flush=True)


def _build(path: Path, builder: str) -> Cost:
    target = path / "_build" / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", f"{target}.doctrees"]
    return measure([*command, path, target])


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
