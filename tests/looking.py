"""What a reader sees on the page of results."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def titles(page: Page) -> list[str]:
    """List the titles of the results, once they all stand there."""
    expect(page.get_by_role("status")).to_contain_text("见于")
    expect(page.locator("#results .piece").last).not_to_be_empty()
    return page.locator("#results h2").all_text_contents()
