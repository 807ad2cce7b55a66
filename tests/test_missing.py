"""The page for wrong addresses, in a real browser on a real server: what it offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from building import Build, build_archive
from servers import Served, served
from test_accessibility import RULES, RUN
from website import Website, page_name

pytestmark = pytest.mark.unmeasured

ISSUE = "issues/2014/2014-03-07"
MEANT = {
    # no such item, or in another writing
    f"{ISSUE}/99": ISSUE,
    f"{ISSUE}/03": f"{ISSUE}/3",
    "2014-03-07/99": ISSUE,
    "2014-03-07/3": f"{ISSUE}/3",
    "2014/3/7/3": f"{ISSUE}/3",
    "issues/2014/2014-03-07b/2.htm": f"{ISSUE}b/2",
    # an issue by its date
    "20140307": ISSUE,
    "20140307.html": ISSUE,
    "2014/3/7": ISSUE,
    "2014-3-7": ISSUE,
    "2014.03.07/": ISSUE,
    "issues/2014-03-07": ISSUE,
    "issues/2014/2014-03-08": ISSUE,
    "Issues/2014/2014-03-07B.HTML": f"{ISSUE}b",
    "2016-no1": "issues/2016/2016-no01",
    "issues/2016/2016-2": "issues/2016/2016-02",
    "2014": "years/2014",
    "issues/2016": "years/2016",
    # names
    "outlets/songhe-ribo": "outlets/songhe-ribao",
    "OUTLETS/Songhe_Ribao.htm": "outlets/songhe-ribao",
    "outlet/yunling-wanbao/": "outlets/yunling-wanbao",
    "yunlingwanbao": "outlets/yunling-wanbao",
    "松河日报": "outlets/songhe-ribao",
    "topics/shuju-gongxang": "topics/shuju-gongxiang",
    "places/qing-he": "places/qinghe",
    "topic": "topics",
    "source/abot": "source/about",
}
NOTHING = ("zzqqxxww", "issues/zzqqxxww/", "outlets/%E6%9D", "1066/10/14")


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def layout(request: pytest.FixtureRequest) -> str:
    """Name the builder."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(layout: str, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the sample: in one layout at the top of a host, in the other in a folder."""
    built = build_archive(sample, tmp_path_factory.mktemp("missing") / layout, layout)
    assert (built.status, built.warnings) == (0, [])
    server, place = {"html": ("nginx", "/"), "dirhtml": ("apache", "/huibian/")}[layout]
    with served(server, built.output, place) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty window, in which nothing may be said but that pages are not there."""
    said: list[str] = []
    with browser.new_page() as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert [each for each in said if "404" not in each] == []


def offered(page: Page, site: Served) -> list[tuple[str, str]]:
    """List what the page offers: names of pages, with what is shown."""
    page.locator("#meant a").first.wait_for()
    found = []
    for link in page.locator("#meant a").all():
        address = str(link.evaluate("link => link.href"))
        assert address.startswith(site.address())
        name = address.removeprefix(site.address()).removesuffix("/").removesuffix("/index.html")
        found.append((page_name(name), link.inner_text()))
    return found


def test_it_offers_what_was_meant(site: Served, page: Page) -> None:
    tried = 0
    for asked, wanted in MEANT.items():
        answer = page.goto(site.address(quote(asked)))
        assert answer is not None
        if answer.status == 200:
            continue  # in this layout there is such a page
        names = [name for name, _ in offered(page, site)]
        assert names[0] == wanted, f"{asked}: {names}"
        assert len(names) == len(set(names)) <= 5
        tried += 1
    assert tried > len(MEANT) - 5
    page.goto(site.address(f"{ISSUE}/99"))
    assert [name for name, _ in offered(page, site)] == [ISSUE]  # no others beside the right one
    page.goto(site.address("years/2015"))
    assert {"years/2014", "years/2016"} <= {name for name, _ in offered(page, site)}


def test_pages_of_the_other_layout_are_found(site: Served, page: Page, layout: str) -> None:
    for name in (ISSUE, f"{ISSUE}/3", "outlets/songhe-ribao", "source/about"):
        answer = page.goto(site.address(f"{name}/" if layout == "html" else f"{name}.html"))
        assert answer is not None
        assert answer.status == 404
        assert offered(page, site)[0][0] == name
        page.locator("#meant a").first.click()
        assert page.locator("h1").inner_text() != "没有这个页面"


def test_links_bear_the_titles_of_their_pages(site: Served, page: Page) -> None:
    page.goto(site.address("2014-03-07/1"))
    (first, title), *_ = offered(page, site)
    assert first == f"{ISSUE}/1"
    assert title == '松河省清理网页标题中的 <b> 标记：“A&B”与 "僵尸网站" 一并整改'


def test_what_is_like_nothing_is_offered_nothing(site: Served, page: Page) -> None:
    for asked in NOTHING:
        page.goto(site.address(asked))
        page.wait_for_load_state("networkidle")
        assert page.locator("#meant").inner_text() == "", asked
        assert page.locator("h1").inner_text() == "没有这个页面"


def test_nothing_of_the_address_becomes_markup(site: Served, page: Page) -> None:
    for asked in ("outlets/<img src=x onerror=alert(1)>", '"><script>alert(1)</script>/2014-03-07'):
        page.goto(site.address(quote(asked, safe="")))
        page.wait_for_load_state("networkidle")
        assert page.locator("main img, main script").count() == 0
        assert "alert" not in page.content()


def test_it_is_whole_without_scripts(site: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address("issues/2014/2014-03-07/99/x/y"))
    assert page.locator("h1").inner_text() == "没有这个页面"
    assert page.locator("#meant").inner_text() == ""
    links = [str(each.get_attribute("href")) for each in page.locator("main a").all()]
    assert len(links) == 7
    for link in links:
        answer = page.request.get(f"http://127.0.0.1:{site.port}{link}")
        assert answer.status == 200, link
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("/99/x/y#main")
    context.close()


def test_axe_finds_nothing(site: Served, browser: Browser, axe: str) -> None:
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
            page = context.new_page()
            page.goto(site.address("2014-03-07/99"))
            assert offered(page, site)
            page.evaluate(axe)
            assert page.evaluate(RUN, RULES) == []


def test_its_styles_are_loaded_at_any_depth(site: Served, page: Page) -> None:
    page.goto(site.address(""))
    state = "[getComputedStyle(document.body).backgroundColor, document.documentElement.className]"
    paper, scripted = page.evaluate(state)
    assert scripted
    for asked in ("x", "x/y", "a/b/c/d/e/f/", "issues/2014/x.html"):
        page.goto(site.address(asked))
        assert page.evaluate(state) == [paper, scripted]


# ---- without a server


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize(
    ("base", "top"),
    [
        ("", "/./"),
        ("https://archive.example", "/./"),
        ("https://archive.example/", "/./"),
        ("https://archive.example/huibian", "/huibian/"),
        ("https://archive.example/a/b/", "/a/b/"),
    ],
)
def test_its_addresses_begin_where_the_archive_is_served(
    sample: Path, build: Build, builder: str, base: str, top: str
) -> None:
    built = build(sample, builder, settings={"html_baseurl": base})
    text = (built.output / "404.html").read_text("utf-8")
    site = Website(built.output)
    addresses = [address for _, address in site.addresses("404.html")]
    assert all(address.startswith((top, "#")) for address in addresses), addresses
    assert f'data-root="{top}"' in text
    assert 'rel="canonical"' not in text
    assert 'content="noindex"' in text
    others = [file for file in site.pages if file != "404.html"]
    assert all("missing.js" not in str(site.pages[file]) for file in others)


def test_its_script_is_small(repository: Path) -> None:
    assert (repository / "src/qikan/theme/scripts/missing.js").stat().st_size <= 3 * 1024
