"""The pictures of the README and the guide, and the card that messengers show.

``python -m bench.pictures`` builds the demo and takes them anew in Chromium, into ``pictures/``
and ``_static/card.png``; the guide's, into ``source/``, are of the report on an invented document.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from bench import demo
from bench.chromium import chromium
from bench.documents import LAYOUTS, document
from bench.world import World
from qikan.catalogue import catalogue
from qikan.importer.founding import SETTINGS
from qikan.importer.report import html_report
from qikan.importer.taking import Intake
from qikan.reading.source import read_settings

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "pictures"
QUALITY = 70
LARGEST = 150_000
"""How the README's pictures are compressed, and how many bytes each may have."""


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows: a page in a window of so many pixels, by day or night."""

    name: str
    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    scroll: str = ""


VIEWS = (
    View("issue", "issues/2014/2014-07-04.html", 1280, 900),
    View("item-dark", "issues/2014/2014-07-04/3.html", 1280, 900, "dark"),
    View("source", "outlets/shanxi-ribao.html", 1280, 900),
    View("phone", "issues/2014/2014-07-04/15.html", 390, 780, scroll=".scroll"),
)


CARD = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; width: 1200px; height: 630px; display: grid; align-content: center;
  justify-items: center; background: #f8f6f0; color: #211e1a;
  font-family: "Songti SC", "Noto Serif CJK SC", serif; }
p { margin: 0; font-size: 34px; letter-spacing: .08em; }
h1 { margin: 24px -.16em 40px 0; font-size: 108px; line-height: 1.3; letter-spacing: .16em; }
div { width: 980px; height: 12px; border: solid #a62b1f; border-width: 8px 0 2px; }
</style><p>%s</p><h1>%s</h1><div></div>"""


def take(browser: Browser, view: View, folder: Path) -> Path:
    """Take one picture."""
    with browser.new_context(
        viewport={"width": view.width, "height": view.height}, color_scheme=view.scheme
    ) as context:
        page = context.new_page()
        page.goto((demo.FOLDER / "html" / view.page).as_uri())
        if view.scroll:
            at_once = "(part) => part.scrollIntoView({behavior: 'instant'})"
            page.locator(view.scroll).first.evaluate(at_once)
        path = folder / f"{view.name}.jpg"
        page.screenshot(path=path, type="jpeg", quality=QUALITY)
        return path


def take_card(browser: Browser, path: Path) -> Path:
    """Set the masthead alone, in the proportions that Open Graph asks for."""
    settings = read_settings(ROOT)
    with browser.new_page(viewport={"width": 1200, "height": 630}) as page:
        page.set_content(CARD % (settings["qikan_publisher"], settings["project"]))
        page.screenshot(path=path)
    return path


def take_print(folder: Path) -> Path:
    """Show the first page of the issue's PDF."""
    path, pdf = folder / "pdf.jpg", demo.FOLDER / "pdf/issues/2014/2014-07-04.pdf"
    options = ["-r", "96", "-f", "1", "-singlefile", "-jpeg", "-jpegopt", f"quality={QUALITY}"]
    subprocess.run(["pdftoppm", *options, pdf, path.with_suffix("")], check=True)
    return path


def take_reports(browser: Browser, folder: Path) -> list[Path]:
    """Import an invented document, and take the head of its report and lines side by side."""
    made = document(World(1, 18, 60), 0, LAYOUTS[1])
    taken = Intake(settings=SETTINGS, translate=catalogue("zh_CN").gettext).take(
        made.text.encode(), "汇编20050107.txt"
    )
    first = next(taken.draft.original.line(r.span.begin) for r in taken.repairs if r.is_join)
    paths = [folder / "import-report.jpg", folder / "import-lines.jpg"]
    with browser.new_page(viewport={"width": 1100, "height": 620}) as page:
        page.set_content(html_report(taken, catalogue("zh_CN").gettext))
        page.screenshot(path=paths[0], type="jpeg", quality=QUALITY)
        page.locator(f"#l{first - 6}").evaluate("(line) => line.scrollIntoView()")
        page.screenshot(path=paths[1], type="jpeg", quality=QUALITY)
    return paths


def main() -> int:
    """Take all pictures; return 1 where one is too large."""
    if status := demo.main(["--build"]):
        return status
    PICTURES.mkdir(exist_ok=True)
    with chromium() as browser:
        paths = [take(browser, view, PICTURES) for view in VIEWS]
        paths.append(take_card(browser, ROOT / "_static/card.png"))
        paths += take_reports(browser, ROOT / "source")
    paths.append(take_print(PICTURES))
    for path in paths:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return int(any(path.stat().st_size > LARGEST for path in paths))


if __name__ == "__main__":
    sys.exit(main())
