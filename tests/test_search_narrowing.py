"""A search made narrower or wider, suggested, or put together in a form, in Chromium."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Locator, Page, expect

from looking import titles
from qikan.cli import main
from serving import served

WORD = "政务"
Record = tuple[str, dict[str, list[str]]]
"""What the page of an item says, and the names in its record, by kind."""

FACETS = ("来源", "主题", "地点")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a window."""
    return context.new_page()


@pytest.fixture(scope="module")
def records(own_archive: Path) -> list[Record]:
    """Read what each item's page says, and the names in its record."""
    found = []
    for path in sorted(own_archive.glob("issues/*/*/*.html")):
        page = BeautifulSoup(path.read_bytes(), "html5lib")
        article, record = page.select_one("article"), page.select_one(".record dl")
        assert article
        assert record
        names = {
            term.get_text(): [
                link.get_text()
                for each in term.find_next_siblings("dd")
                if each.find_previous_sibling("dt") is term
                for link in each.select("a")
            ]
            for term in record.select("dt")
        }
        found.append((article.get_text(), names))
    return found


def scanned(records: Sequence[Record], facet: str) -> Counter[str]:
    """Count the names of a facet over the items that hold the word."""
    return Counter(name for text, names in records if WORD in text for name in names.get(facet, ()))


def facet(page: Page, name: str) -> Locator:
    """Find the part of the page that has the names of a facet."""
    return page.locator(".facet").filter(has=page.locator("summary", has_text=name)).first


def counts(part: Locator) -> dict[str, int]:
    """Read the names of a facet with their counts."""
    expect(part.locator("li").first).to_be_attached()
    rows = part.locator("li").evaluate_all(
        "all => all.map((li) => ['a', '.n'].map((part) => li.querySelector(part).textContent))"
    )
    return {name: int(count) for name, count in rows}


def found(page: Page) -> tuple[str, int]:
    """Read which query was understood, and how many items hold it."""
    titles(page)
    said = page.get_by_role("status").inner_text()
    match = re.fullmatch(r"(.*)，见于(\d+)篇", said)
    assert match, said
    return match[1], int(match[2])


# ---- facets


@pytest.mark.parametrize("name", FACETS)
def test_counts_are_those_of_the_pages(
    own_address: str, page: Page, records: list[Record], name: str
) -> None:
    page.goto(f"{own_address}search.html?q={quote(WORD)}")
    expected = scanned(records, name)
    assert len(expected) > 3
    assert counts(facet(page, name)) == dict(expected)


def test_a_name_narrows_the_search_and_widens_it_again(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html?q={quote(WORD)}&order=oldest")
    _, all = found(page)
    [(first, one), (second, two)] = list(counts(facet(page, "来源")).items())[:2]
    facet(page, "来源").get_by_role("link", name=first).click()
    page.wait_for_url("**q=*%3A*")
    assert found(page) == (f"{WORD} 来源:{first}", one)
    assert "order=oldest" in page.url
    # What is chosen in a facet leaves its other names to be chosen too.
    facet(page, "来源").get_by_role("link", name=second).click()
    page.wait_for_url(f"**{quote(second)}*")
    assert found(page) == (f"{WORD} 来源:{first} 来源:{second}", one + two)
    assert facet(page, "来源").locator("[aria-current]").count() == 2
    [place, *_] = counts(facet(page, "地点"))
    facet(page, "地点").get_by_role("link", name=place, exact=True).click()
    page.wait_for_url(f"**{quote(place)}*")
    assert 0 < found(page)[1] <= one + two
    page.go_back()
    assert found(page)[1] == one + two
    for chosen in (first, second):
        facet(page, "来源").get_by_role("link", name=chosen).click()
        expect(page.get_by_role("status")).not_to_contain_text(chosen)
    assert found(page) == (WORD, all)


def test_bars_are_years(many: Path, page: Page) -> None:
    page.goto(f"{many.as_uri()}/search.html?q={quote(WORD)}")
    _, all = found(page)
    bars = facet(page, "年").locator(".bars a")
    told = dict(title.split(": ") for title in bars.evaluate_all("a => a.map((e) => e.title)"))
    assert sum(map(int, told.values())) == all
    assert len(told) > 1
    year, count = next(iter(told.items()))
    bars.first.click()
    page.wait_for_url(f"**{year}*")
    assert found(page) == (f"{WORD} 年:{year}", int(count))
    dates = page.locator("#results .meta span:first-child").all_text_contents()
    assert {date[:4] for date in dates} == {year}
    assert facet(page, "年").locator(".bars a").count() == len(told)


def test_in_a_large_archive_a_facet_is_loaded_when_it_is_opened(
    own_archive: Path, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(own_archive) as address:
        small = re.compile(r"results\.js")
        body = (own_archive / "_static/results.js").read_text("utf-8")
        assert body.count("SMALL=20_000") == 1
        page.route(small, lambda route: route.fulfill(
            body=body.replace("SMALL=20_000", "SMALL=0"), content_type="text/javascript"
        ))  # fmt: skip
        page.goto(f"{address}search.html?q={quote(WORD)}")
        found(page)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if re.search(r"/f\d", url)] == []
        facet(page, "地点").locator("summary").click()
        assert counts(facet(page, "地点"))
        assert len([url for url in asked if re.search(r"/f\d", url)]) == 1
        facet(page, "来源").evaluate("(part) => part.remove()")  # as one that has no names
        page.locator(".bars a").first.click()
        assert counts(facet(page, "地点"))
        open_now = page.locator(".facet[open] > summary").all_text_contents()
        assert sorted(open_now) == ["地点", "年"]


def test_by_keyboard_alone(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    found(page)
    [name, *_] = counts(facet(page, "主题"))
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == name:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{quote(name)}*")
    expect(page.get_by_role("status")).to_contain_text(f"主题:{name}")  # after the address
    assert found(page)[0] == f"{WORD} 主题:{name}"


@pytest.mark.parametrize("width", [390, 640])
def test_on_a_phone_and_at_200_per_cent(disk_address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 450})
    page.goto(f"{disk_address}search.html?q={quote(WORD)}")
    found(page)
    expect(facet(page, "主题")).not_to_be_visible()
    page.get_by_text("缩小范围").click()
    facet(page, "主题").get_by_role("link").first.click()
    expect(page.get_by_role("status")).to_contain_text("主题:")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---- the form, and searches from other pages


def test_the_form_puts_a_query_together(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html")
    page.get_by_text("高级检索").click()
    form = page.locator("details.form")
    for label, value in {
        "包含全部词语": "政务 公开",
        "包含整句（连续出现）": "红头 文件",
        "不包含": "厦门 贵州",
        "标题包含": "查阅",
        "来源": "河北日报",
        "年份": "2013",
        "止于": "2015",
    }.items():
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_role("button").click()
    query, count = found(page)
    assert query == '政务 公开 "红头 文件" -厦门 -贵州 标题:查阅 来源:河北日报 年:2013..2015'
    assert count == 1
    expect(page.locator("#q")).to_have_value(re.compile("^政务 公开 "))


def test_the_form_knows_all_names(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html")
    page.get_by_text("高级检索").click()
    option = page.locator("#all-outlet option[value='山西日报']")
    expect(option).to_have_count(1)


@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("outlets/shanxi-ribao", "来源:山西日报"),
        ("topics/da-shuju", "主题:大数据"),
        ("places/xiamen", "地点:厦门"),
        ("issues/2014/2014-07-04", "期:2014-07-04"),
    ],
)
def test_a_search_within_a_page(disk_address: str, page: Page, where: str, field: str) -> None:
    page.goto(f"{disk_address}{where}.html")
    page.get_by_placeholder("在此检索").fill("政务")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    query, count = found(page)
    assert query.replace('"', "") == f"{field} 政务"
    assert count >= 1
    assert set(parse_qs(urlsplit(page.url).query)) == {"q"}


def test_the_form_holds_what_was_asked(disk_address: str, page: Page) -> None:
    query = '大数据 "协同 办公" -厦门 标题:基地 地点:贵州 年:2013..2015'
    page.goto(f"{disk_address}search.html?q={quote(query)}")
    page.get_by_text("高级检索").click()
    form = page.locator("details.form")
    expect(form.get_by_label("年份")).to_have_value("2013")
    for label, value in {
        "包含全部词语": "大数据",
        "包含整句（连续出现）": "协同 办公",
        "不包含": "厦门",
        "标题包含": "基地",
        "地点": "贵州",
        "止于": "2015",
    }.items():
        expect(form.get_by_label(label, exact=True)).to_have_value(value)


# ---- where nothing is found


def test_a_name_that_is_not_quite_right(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html?q={quote('来源:山西日抱')}")
    expect(page.locator(".advice li")).to_contain_text("相近的名称：")
    page.locator(".advice").get_by_role("link", name="山西日报").click()
    page.wait_for_url(f"**{quote('来源:山西日报', safe='')}*")
    assert found(page)[0] == "来源:山西日报"


@pytest.mark.parametrize("query", ["作者:王海峰", "年:20145", "日期:2014-13"])
def test_what_is_no_field_is_said_so(disk_address: str, page: Page, query: str) -> None:
    page.goto(f"{disk_address}search.html?q={quote(query)}")
    expect(page.locator(".advice li")).to_contain_text(f"“{query}”不是可以识别的限定")


def test_all_but_a_word(disk_address: str, page: Page, records: list[Record]) -> None:
    page.goto(f"{disk_address}search.html?q={quote(f'期:2014-07-04 -{WORD}')}&order=oldest")
    query, count = found(page)
    assert query == f"期:2014-07-04 -{WORD}"
    assert count == sum(WORD not in text for text, _ in records)


# ---- suggestions


def test_names_and_titles_are_suggested(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}issues/2014/2014-07-04/3.html")
    page.keyboard.press("/")
    page.keyboard.type("大数据 日报")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert all("日报" in text for text in options.all_text_contents())
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    name = options.first.inner_text().split()[0]
    page.keyboard.press("Escape")
    expect(options.first).not_to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.type("报")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert parse_qs(urlsplit(page.url).query)["q"] == [f"大数据 来源:{name}"]


def test_suggestions_stay_within_a_page(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}outlets/zhongguo-ribao.html")
    page.get_by_placeholder("在此检索").click()
    page.keyboard.type("大数据")
    option = page.get_by_role("option").filter(has_text="主题")
    option.click()
    page.wait_for_url("**/search.html?q=*")
    assert found(page) == ("来源:中国日报 主题:大数据", 1)


def test_a_title_that_is_suggested_opens(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html")
    page.keyboard.type("首个大數據")
    page.get_by_role("option").filter(has_text="落户厦门").click()
    expect(page.locator("h1")).to_have_text("国家统计局首个大数据基地落户厦门")


def test_nothing_is_suggested_for_what_is_being_composed(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html")
    session = page.context.new_cdp_session(page)
    for text in ("r", "ri", "ribao"):
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    page.wait_for_timeout(600)
    expect(page.get_by_role("option")).to_have_count(0)
    session.send("Input.insertText", {"text": "日报"})
    expect(page.get_by_role("option").first).to_be_visible()


# ---- the command


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (["来源:山西日报"], 1),
        (["主题:大数据", "-年:2013"], 3),
        (["期:2014-07-04"], 16),
        (["日期:2014-07-01..2014-07-31", "标题:大数据"], 3),
    ],
)
def test_the_command_knows_fields(
    own_archive: Path, capsys: pytest.CaptureFixture[str], words: list[str], least: int
) -> None:
    assert main(["search", "--site", str(own_archive), "--", *words]) == 0
    told = re.search(r"见于(\d+)篇", capsys.readouterr().out)
    assert told
    assert int(told[1]) >= least
    assert main(["search", "--site", str(own_archive), "--", *words, "年:1999"]) == 1
