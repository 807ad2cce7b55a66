"""Pages as axe-core sees them in Chromium: no barrier that it knows, at any width, in any light."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from website import Website, address, kinds_of_pages

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (rules) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = await axe.run(document, { runOnly: rules });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((n) => n.html).join(" ")}`);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing(
    site: Website, browser: Browser, axe: str, width: int, scheme: str
) -> None:
    found = []
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for name in kinds_of_pages(site):
            page.goto(address(site, name))
            page.evaluate(axe)
            found += [f"{name}: {violation}" for violation in page.evaluate(RUN, RULES)]
    assert found == []
