"""The real archive's pages, and the sample's, as checkers and a browser see them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from website import Website, address, is_item, kinds_of_pages, text_of

UTF8 = {**os.environ, "LC_ALL": "C.UTF-8"}  # Java reads paths in the locale's encoding
WIDTHS = (320, 768, 1440)


def test_the_nu_checker_finds_nothing(site: Website, repository: Path) -> None:
    """HTML by the Nu checker (npm vnu-jar), which no one here wrote."""
    jar = repository / "node_modules/vnu-jar/build/dist/vnu.jar"
    assert jar.is_file(), "make test installs it: npm ci"
    command = ["java", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site.root)]
    ended = subprocess.run(command, capture_output=True, env=UTF8, encoding="utf-8", check=False)
    messages = json.loads(ended.stderr)["messages"]
    errors = [each for each in messages if each["type"] == "error"]
    assert [f"{each['url']}: {each['message']}" for each in errors] == []
    assert len(site.pages) > 10


def test_the_stylesheet_is_valid(site: Website, repository: Path) -> None:
    jar = repository / "node_modules/vnu-jar/build/dist/vnu.jar"
    sheet = site.root / "_static/qikan.css"
    command = ["java", "-jar", str(jar), "--css", "--format", "json", str(sheet)]
    ended = subprocess.run(command, capture_output=True, env=UTF8, encoding="utf-8", check=False)
    messages = json.loads(ended.stderr)["messages"]
    assert [each["message"] for each in messages if each["type"] == "error"] == []


def test_pages_open_in_silence(site: Website, page: Page) -> None:
    """No console message, no request that fails or leaves the site, at any kind of page."""
    said: list[str] = []
    asked: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by going to the next page
            said.append(request.url)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", failed)
    page.on("request", lambda request: asked.append(request.url))
    for name in kinds_of_pages(site):
        page.goto(address(site, name))
        assert page.locator("h1").count() == 1, name
    assert said == []
    assert [url for url in asked if not url.startswith(site.root.as_uri())] == []
    assert any(url.split("?")[0].endswith("/_static/qikan.css") for url in asked)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows(site: Website, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in kinds_of_pages(site):
        page.goto(address(site, name))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} pixels wide"


def test_a_reader_walks_by_clicks(site: Website, page: Page) -> None:
    """From home by year and issue to an item, on to its source, and back to the item."""
    page.goto(address(site, "index"))
    for step in (".years a", ".entries a", ".contents a", ".item h2 a, .item h3 a"):
        page.locator(step).first.click()
    title = page.locator("h1").inner_text()
    page.locator(".source a").first.click()
    assert "#source-" in page.url
    page.locator("dd:target a").first.click()
    assert "/outlets/" in page.url
    links = page.locator(".entries a", has_text=title)
    links.first.click()
    assert page.locator("h1").inner_text() == title


def test_the_keyboard_reaches_the_text_first(site: Website, page: Page) -> None:
    page.goto(address(site, "index"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")


def test_what_is_copied_is_what_is_written(site: Website, page: Page) -> None:
    """Spacing is left to the browser: no blanks are put into the text for looks."""
    name = next(name for name in site.names if is_item(name))
    page.goto(address(site, name))
    shown = page.locator("article p").first.inner_text()
    paragraph = site.main(name).select_one("article p")
    assert paragraph is not None
    assert shown == text_of(paragraph)
