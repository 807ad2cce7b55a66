"""What readers do in the reading room: in Chromium, served under the policy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from serving import served

ISSUE = "issues/2014/2014-07-04.html"
ITEM = "issues/2014/2014-07-04/3.html"
KB = 1000

NO_STORAGE = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});
"""
NO_CLIPBOARD = """
Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
"""


@pytest.fixture(scope="module")
def july(own_archive: Path) -> Iterator[str]:
    """Serve the repository's own archive."""
    with served(own_archive) as address:
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a window."""
    return context.new_page()


def paper(page: Page) -> str:
    """Tell the colour of the paper."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def type_size(page: Page) -> float:
    """Tell the size of running text in pixels."""
    size: str = page.evaluate("getComputedStyle(document.querySelector('.text p')).fontSize")
    return float(size.removesuffix("px"))


# ---- settings

LIGHT, DARK = "rgb(248, 246, 240)", "rgb(25, 24, 22)"


def test_a_reader_chooses_dark_and_it_stays(july: str, page: Page) -> None:
    page.goto(july + ISSUE)
    assert paper(page) == LIGHT
    page.get_by_text("阅读设置").click()
    page.get_by_label("深色").check()
    assert paper(page) == DARK
    page.goto(july + ITEM)
    assert paper(page) == DARK
    page.get_by_text("阅读设置").click()
    expect(page.get_by_label("深色")).to_be_checked()
    page.get_by_label("随系统").check()
    assert paper(page) == LIGHT
    page.reload()
    assert paper(page) == LIGHT


@pytest.mark.parametrize("choice", ["浅色", "深色"])
def test_the_choice_wins_over_the_system(july: str, page: Page, choice: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(july)
    assert paper(page) == DARK
    page.get_by_text("阅读设置").click()
    page.get_by_label(choice).check()
    assert paper(page) == (LIGHT if choice == "浅色" else DARK)


def test_a_reader_chooses_larger_type(july: str, page: Page) -> None:
    page.goto(july + ITEM)
    normal = type_size(page)
    page.get_by_text("阅读设置").click()
    sizes = []
    for name in ("小", "标准", "大", "特大"):
        page.get_by_label(name, exact=True).check()
        sizes.append(type_size(page))
    assert sizes == sorted(set(sizes))
    assert sizes[1] == normal
    assert sizes[3] >= 1.3 * normal
    page.reload()
    assert type_size(page) == sizes[3]


@pytest.mark.parametrize("width", [320, 1240, 1440])
def test_the_largest_type_overflows_nothing(july: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(july)
    page.evaluate("localStorage.setItem('qikan-size', 'huge')")
    for name in ("", ISSUE, ITEM):
        page.goto(july + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        boxes = page.evaluate(
            "[...document.querySelectorAll('.side, .beside')].map((e) => e.getBoundingClientRect())"
        )
        spans = sorted((box["left"], box["right"]) for box in boxes if box["top"] < 2000)
        if width >= 1240:  # side by side, not over one another
            assert all(a[1] <= b[0] for a, b in pairwise(spans)), name


def test_another_window_follows(july: str, context: BrowserContext) -> None:
    here, there = context.new_page(), context.new_page()
    here.goto(july)
    there.goto(july + ITEM)
    here.get_by_text("阅读设置").click()
    here.get_by_label("深色").check()
    there.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    assert paper(there) == DARK


def test_where_nothing_can_be_kept_the_choice_holds_for_the_page(
    july: str, context: BrowserContext
) -> None:
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    page.goto(july)
    page.get_by_text("阅读设置").click()
    told = page.get_by_text("所选只在本页有效")
    expect(told).to_be_hidden()
    page.get_by_label("深色").check()
    assert paper(page) == DARK
    expect(told).to_be_visible()


def test_settings_are_reached_and_left_by_keyboard(july: str, page: Page) -> None:
    page.goto(july + ITEM)
    summary = page.locator(".settings summary")
    for _ in range(20):
        page.keyboard.press("Tab")
        if summary.evaluate("(each) => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert paper(page) == DARK
    page.keyboard.press("Escape")
    expect(page.get_by_label("深色")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_click_beside_the_settings_closes_them(july: str, page: Page) -> None:
    page.goto(july + ITEM)
    page.get_by_text("阅读设置").click()
    page.locator("h1").click()
    expect(page.get_by_label("深色")).to_be_hidden()


# ---- copying


def test_a_reference_is_copied_as_it_stands(july: str, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(july + ITEM)
    page.locator(".cite summary").click()
    for name in ("GB/T 7714-2025", "BibTeX", "RIS", "CSL-JSON"):
        button = page.get_by_role("button", name=f"复制 {name}")
        button.click()
        part = page.locator(f"#{button.get_attribute('data-copies')}")
        expect(page.get_by_role("status")).to_have_text("已复制。")
        assert page.evaluate("navigator.clipboard.readText()") == part.text_content()
    assert "太原党政 OA 协同办公系统正式启用[J" in (page.locator("#cite-1").text_content() or "")


def test_without_a_clipboard_the_reference_is_marked(july: str, context: BrowserContext) -> None:
    context.add_init_script(NO_CLIPBOARD)
    page = context.new_page()
    page.goto(july + ITEM)
    page.locator(".cite summary").click()
    page.get_by_role("button", name="复制 RIS").click()
    expect(page.get_by_role("status")).not_to_be_empty()
    marked = page.evaluate("getSelection().toString()")
    assert marked.split() == (page.locator("#cite-ris").text_content() or "").split()


# ---- the contents follow the reading


def test_the_contents_follow_the_reading(july: str, page: Page) -> None:
    page.goto(july + ISSUE)
    current = page.locator('.toc [aria-current="location"]')
    for number in (1, 9, 16, 4):
        page.locator(f"#item-{number}").evaluate(
            "(each) => scrollTo({ top: each.offsetTop - 100, behavior: 'instant' })"
        )
        expect(current).to_have_attribute("href", f"#item-{number}")
        assert current.count() == 1
        inside = current.evaluate(
            "(link) => { const box = link.closest('.toc').getBoundingClientRect(),"
            " own = link.getBoundingClientRect(); return own.top >= box.top - 1"
            " && own.bottom <= box.bottom + 1; }"
        )
        assert inside, f"the entry of item {number} is out of sight"


# ---- without scripts, in print, over the wire


def test_without_scripts_nothing_is_offered_that_would_not_work(
    july: str, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(july + ITEM)
        expect(page.locator("article p").first).to_be_visible()
        expect(page.get_by_text("阅读设置")).to_be_hidden()
        expect(page.locator("#cite-1")).to_be_visible()
        page.locator(".cite summary").click()
        expect(page.locator("#cite-ris")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)


def test_a_printed_item_is_a_sheet_of_the_bulletin(july: str, page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(july + ITEM)
    for part in (".top nav", ".crumbs", ".next", "button", ".foot nav"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    expect(page.locator(".running")).to_have_text("电子政务信息汇编 2014年七月第一期 2014年7月4日")
    assert paper(page) == "rgb(255, 255, 255)"
    reference = page.locator("#cite-1")
    expect(reference).to_be_visible()
    expect(reference).to_contain_text("太原党政 OA 协同办公系统正式启用[J")


def test_an_item_leads_to_what_its_edition_is(july: str, page: Page) -> None:
    page.goto(july + ITEM)
    page.get_by_role("link", name="摘要版").click()
    expect(page.locator(":target")).to_contain_text("正文为本库另写的提要")


NOTED = """
window.shifts = { all: 0, heads: 0 };
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts.all += value;
    const heads = sources.filter(({ node }) => node?.parentElement?.closest(".top, .masthead"));
    shifts.heads += heads.length;
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def test_nothing_shifts_while_a_page_loads(july: str, context: BrowserContext) -> None:
    context.add_init_script(NOTED)
    page = context.new_page()
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("", ISSUE, ITEM, "outlets/", "source/guide.html"):
            page.goto(july + name, wait_until="networkidle")
            assert page.evaluate("window.shifts.all") == 0, (name, width)


def test_heads_stay_in_place_where_half_a_page_has_come(july: str, context: BrowserContext) -> None:
    """Slow machines show a page before all of it is read."""
    context.add_init_script(NOTED)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("", ISSUE, "outlets/"):
            page.goto(july + name, wait_until="networkidle")
            assert page.evaluate("window.shifts.heads") == 0, (name, width)


def test_pages_are_light(july: str, page: Page) -> None:
    """Compressed as hosting/ has it: 40 KB for the first page, 12 KB for each further one."""
    weighed: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url not in weighed:
            body = response.body()
            packed = (
                gzip.compress(body, 6)
                if "/_static/" in response.url
                else brotli.compress(body, quality=9)
            )
            weighed[response.url] = len(packed)

    page.on("response", weigh)
    page.goto(july, wait_until="networkidle")
    assert sum(weighed.values()) <= 40 * KB, weighed
    scripts = {url for url in weighed if urlsplit(url).path.endswith(".js")}
    assert 0 < sum(weighed[url] for url in scripts) <= 10 * KB
    for name in (ISSUE, ITEM, "outlets/", "years/2014.html"):
        before = sum(weighed.values())
        page.goto(july + name, wait_until="networkidle")
        assert sum(weighed.values()) - before <= 12 * KB, name
