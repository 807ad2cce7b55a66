"""The search as readers use it: in Chromium, served under the policy and from disk."""

from __future__ import annotations

import json
import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import tiny
from looking import titles
from qikan.cli import main
from qikan.search.folding import Folding
from qikan.search.query import Query
from qikan.search.site import NEWEST, OLDEST, RELEVANCE, SearchedSite
from qikan.search.snippets import snippet
from read_index import holding
from serving import served
from test_accessibility import RULES, RUN
from website import is_own_script

NAME, TITLE = "大数据", "国家统计局首个大数据基地落户厦门"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a window."""
    return context.new_page()


# ---- what a reader does


def test_a_word_typed_on_any_page_is_found(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}issues/2014/2014-07-04/3.html")
    page.keyboard.press("/")
    page.keyboard.type(f"{NAME} 厦门")
    page.keyboard.press("Enter")
    assert titles(page)[0] == TITLE
    expect(page.get_by_role("status")).to_have_text("大数据 厦门，见于3篇")
    marked = set(page.locator("#results mark").all_text_contents())
    assert marked == {NAME, "厦门"}
    first = page.locator("#results li").first
    assert first.locator(".meta").inner_text().split() == [
        *("2014年7月4日", "2014年七月第一期", "第12条", "中国日报", "厦门"),
    ]


def test_a_hit_opens_with_its_words_marked(own_address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"{own_address}search.html?q={quote('數據國際年會')}")
    page.locator("#results h2 a").first.click()
    expect(page.locator("main mark").first).to_have_text("数据国际年会")
    expect(page.locator("main mark").first).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("數據國際年會，见于1篇")


def test_results_can_be_put_in_another_order(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}search.html?q={quote('政务')}")
    best = titles(page)
    page.get_by_role("link", name="最早").click()
    page.wait_for_url("**order=oldest*")
    assert titles(page) != best
    numbers = [text.split()[2] for text in page.locator("#results .meta").all_inner_texts()]
    assert numbers == sorted(numbers, key=lambda number: int(number.strip("第条")))
    expect(page.locator("[data-order][aria-current]")).to_have_text("最早")
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url("**page=2*")
    rest = len(titles(page))
    expect(page.get_by_role("status")).to_have_text(f"政务，见于{10 + rest}篇")
    page.get_by_role("link", name="上一页").click()
    assert len(titles(page)) == 10
    page.go_back()
    page.go_back()
    page.go_back()
    assert titles(page) == best


def test_who_searches_on_stays_on_the_page(disk_address: str, page: Page) -> None:
    page.goto(f"{disk_address}search.html?q={quote('政务')}")
    before = titles(page)
    page.evaluate("window.stayed = true")
    page.locator("#q").fill("厦门")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("厦门，见于")
    expect(page).to_have_title(re.compile("^厦门 - "))
    expect(page.locator("#results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#results a:focus")).to_be_visible()
    assert "厦门" in unquote(page.url)
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("政务，见于")
    expect(page.locator("#q")).to_have_value("政务")
    assert titles(page) == before
    page.go_forward()
    expect(page.get_by_role("status")).to_contain_text("厦门，见于")
    page.locator("#q").fill(" ")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_hidden()
    assert page.evaluate("window.stayed")


@pytest.mark.parametrize(
    "held",
    [
        """const { open } = qikanSearch;
        qikanSearch.open = async () => { qikanSearch.open = open; await release; return open(); };
        """,
        """const paint = window.requestAnimationFrame;
        window.requestAnimationFrame = (then) => {
          window.requestAnimationFrame = paint;
          release.then(then);
        };""",
    ],
    ids=["before its hits", "behind them"],
)
def test_what_was_asked_last_is_shown(disk_address: str, page: Page, held: str) -> None:
    """A search that ends after a later one does not take its place, here or in the form."""
    page.goto(f"{disk_address}search.html")
    page.evaluate(f"""() => {{
      window.release = new Promise((resolve) => {{ window.let = resolve; }});
      {held}
    }}""")
    for word in ("政务", "厦门"):
        page.locator("#q").fill(word)
        page.locator("#q").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("厦门，见于")
    expect(page.locator("#all-words")).to_have_value("厦门")
    shown = titles(page)
    page.evaluate("window.let()")
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_contain_text("厦门，见于")
    expect(page.locator("#all-words")).to_have_value("厦门")
    assert titles(page) == shown


@pytest.mark.parametrize("width", [390, 1440])
def test_the_first_hit_stays_where_it_was_first_seen(
    own_address: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script("""
      const place = () => document.querySelector("ol.found a").getBoundingClientRect().top;
      new MutationObserver((changes) => {
        if (!("seen" in window) && changes.some(({ target }) => target.matches?.("ol.found"))) {
          window.seen = 0;
          requestAnimationFrame(() => setTimeout(() => { window.seen = place(); }));
        }
      }).observe(document, { childList: true, subtree: true });
      window.place = place;
    """)
    page.goto(f"{own_address}search.html?q={quote('政务')}", wait_until="networkidle")
    assert page.evaluate("seen") > 0
    assert page.evaluate("place()") == page.evaluate("seen")


def test_nothing_found_is_explained(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}search.html?q={quote('大数据 越南 沙漠')}")
    expect(page.get_by_role("status")).to_have_text("没有找到：大数据 越南 沙漠")
    alone = page.locator(".advice li")
    expect(alone).to_have_text(["只查“大数据”：4篇", "只查“越南”：1篇", "“沙漠”没有找到。"])
    alone.nth(1).get_by_role("link").click()
    assert titles(page) == ["越南信息技术服务市场规模同比增长 9.9%"]


@pytest.mark.parametrize(
    ("id", "page_of", "title"),
    [("2014-07-04/12", "2014-07-04/12.html", TITLE), ("2014-07-04", "2014-07-04.html", "七月")],
)
def test_an_id_leads_to_what_bears_it(
    own_address: str, page: Page, id: str, page_of: str, title: str
) -> None:
    page.goto(f"{own_address}search.html")
    page.keyboard.type(id)
    expect(page.get_by_role("option").first).to_contain_text(title)
    page.keyboard.press("Enter")
    link = page.locator(".advice a")
    expect(link).to_contain_text(title)
    link.click()
    page.wait_for_url(f"**/issues/2014/{page_of}")


def test_no_item_bears_a_number_too_high(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}search.html?q=2014-07-04/999")
    expect(page.locator(".advice li")).to_have_text("“2014-07-04/999”没有找到。")


def test_the_search_page_by_itself(own_address: str, page: Page) -> None:
    page.goto(f"{own_address}search.html")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.locator("#results")).to_be_hidden()
    page.get_by_text("检索方法").click()
    expect(page.get_by_text("不会发往任何地方")).to_be_visible()


def test_a_word_that_is_being_composed_is_not_searched(own_address: str, page: Page) -> None:
    """Enter ends what an input method composes; only the next one searches."""
    page.goto(f"{own_address}search.html")
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "shuju", "selectionStart": 5, "selectionEnd": 5}
    )
    key = {"type": "keyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", key)
    session.send("Input.insertText", {"text": "数据"})
    assert urlsplit(page.url).query == ""
    expect(page.locator("#q")).to_have_value("数据")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("见于")


HOSTILE = [
    *(
        "",
        "   ",
        "，。",
        "-",
        '"',
        "标题:",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
    ),
    *("__proto__", "constructor", ".*(", "\\", "%00", "a" * 3000, "政务\n公开", "\u202e政务\u200b"),
    " ".join(f"词{at}" for at in range(600)),
]


def test_no_query_does_harm(own_address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for text in HOSTILE:
        page.goto(f"{own_address}search.html?q={quote(text)}&page=zzz&order=__proto__")
        if Query.of(text, Folding({}), {}).words:
            expect(page.get_by_role("status")).to_have_text(re.compile("没有找到：|，见于"))
            expect(page.locator("#results li").first).to_be_visible()
        else:
            expect(page.locator("#results")).to_be_hidden()
        assert page.locator("#results").locator("script, img, iframe").count() == 0
    assert all(url.startswith(own_address) for url in asked)


# ---- without, in part, damaged


def test_without_scripts_there_are_other_ways(own_archive: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{own_archive.as_uri()}/search.html")
        expect(page.get_by_text("没有启用")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)
        page.locator("main").get_by_role("link", name="地点").click()
        expect(page.locator("h1")).to_have_text("地点")


@pytest.mark.parametrize("which", ["manifest.js", "*/d*.js", "*/t0.js", "*/f0.js", "text/*-2-*.js"])
@pytest.mark.parametrize("how", ["missing", "cut", "of another build", "changed"])
def test_a_file_that_is_not_whole_is_told(
    own_archive: Path, browser: Browser, tmp_path: Path, which: str, how: str
) -> None:
    """Whatever it is, the page says so and offers to load again: no answer is half of one."""
    with browser.new_context() as context:
        page = context.new_page()
        paths = {quote(path.name): path for path in (own_archive / "_search").glob(which)}

        def answer(route: Route) -> None:
            if how == "missing":
                route.fulfill(status=404)
                return
            data = paths[urlsplit(route.request.url).path.rpartition("/")[2]].read_bytes()
            middle = len(data) // 4 * 2
            bodies = {
                "cut": data[:middle],
                "of another build": data.replace(
                    'qikanTake("'.encode("utf-16-le"), 'qikanTake("x'.encode("utf-16-le")
                ),
                "changed": data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :],
            }
            route.fulfill(body=bodies[how], content_type="text/javascript")

        with served(own_archive) as address:
            wanted = re.compile("|".join(map(re.escape, paths)))
            page.route(wanted, answer)
            page.goto(f"{address}search.html?q=大数据")
            expect(page.get_by_text("检索所用的文件不完整")).to_be_visible()
            expect(page.locator("#results li")).to_have_count(0)
            page.unroute(wanted)
            page.get_by_role("link", name="重新载入本页").click()
            assert titles(page)[0] == TITLE


# ---- for everyone

OPEN = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", [NAME, "大数据 沙漠"])
def test_axe_finds_nothing_in_results(
    own_archive: Path, browser: Browser, axe: str, width: int, scheme: str, query: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{own_archive.as_uri()}/search.html?q={quote(query)}")
        page.wait_for_load_state("networkidle")
        if query == NAME:
            titles(page)
            page.evaluate(OPEN)
            expect(page.locator(".facet .names").last).to_be_visible()
        page.evaluate(axe)
        assert page.evaluate(RUN, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_loads_only_our_scripts(own_archive: Path, page: Page) -> None:
    page.goto(f"{own_archive.as_uri()}/search.html")
    names = [
        str(source)
        for source in page.locator("script").evaluate_all(
            "all => all.map((each) => each.getAttribute('src'))"
        )
    ]
    assert len(names) == 5
    assert is_own_script({"src": names[0]})
    scripts = sum(
        (own_archive / "_static" / name).stat().st_size
        for name in ("shards.js", "search.js", "results.js", "suggest.js")
    )
    assert scripts <= 40_000


# ---- the same as Python's


FILED = ("year", "date", "issue", "name", "part of a name", "two names")


def queries(site: SearchedSite, count: int) -> Iterator[str]:
    """Draw words, strings and combinations of them from the texts of a site."""
    rng = random.Random(2000)
    described = [site.describe(text) for text in range(site.count)]
    columns = zip(*(each.names for each in described), strict=True)
    names = [[each for each in column if each] or [("无",)] for column in columns]
    texts = [[each.title, *site.blocks(each)] for each in described]

    def piece(length: int) -> str:
        text = rng.choice(rng.choice(texts))
        at = rng.randrange(max(1, len(text) - length + 1))
        return text[at : at + length]

    for _ in range(count):
        form = rng.choice(
            [*["one"] * 4, "title", "two", "three", "without", "phrase", "in title", *FILED]
        )
        first, second = (rng.choice(described).issue_id for _ in range(2))
        year = first[:4]
        place = rng.randrange(len(site.facets))
        field = site.manifest["facets"][place][1]
        name, other = (rng.choice(rng.choice(names[place])) for _ in range(2))
        length = rng.choice((1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20))
        yield {
            "one": piece(length),
            "title": rng.choice(texts)[0],
            "two": f"{piece(2)} {piece(2)}",
            "three": f"{piece(1)} {piece(3)} {piece(2)}",
            "without": f"{piece(2)} -{piece(2)}",
            "phrase": f'"{piece(length)}" {piece(1)}',
            "in title": f"标题:{piece(2)}",
            "year": f"年:{year} {piece(1)}",
            "date": f"日期:{first}..{rng.choice((second, ''))} {piece(2)}",
            "issue": f"期:{rng.choice(described).issue[-4:]} {piece(1)}",
            "name": f'{field}:"{name}" {piece(1)}',
            "part of a name": f"{field}:{name[:2]}",
            "two names": f'{field}:"{name}" {field}:"{other}" -年:{year}',
        }[form]


ANSWERS = """async (asked) => {
  const { open, wordsOf, wantedOf, written, snippet, objects } = qikanSearch;
  const site = await open();
  const answers = [];
  for (const [text, order] of asked) {
    const words = wordsOf(text);
    const { best } = await site.answer(text, order), hits = best(Infinity);
    const strings = wantedOf(words).map((word) => word.string);
    const first = hits.length ? await site.describe(hits[0].text) : null;
    const runs = first && snippet((await objects(first.file))[first.place], strings);
    answers.push([words.map(written).join(" "), hits.map((hit) => hit.text),
      best(3).map((hit) => hit.text), hits.map((hit) => hit.score), first && first.id, runs]);
  }
  return answers;
}"""


def test_browsers_and_python_answer_the_same(many: Path, page: Page) -> None:
    """The same hits with the same scores in the same order, and the same snippet of the first."""
    site = SearchedSite(many)
    orders = random.Random(1)
    asked = [
        (text, orders.choice((RELEVANCE, RELEVANCE, RELEVANCE, NEWEST, OLDEST)))
        for text in queries(site, 2000)
    ]
    page.goto(f"{many.as_uri()}/search.html")
    theirs = page.evaluate(ANSWERS, asked)
    found = 0
    for (text, order), told in zip(asked, theirs, strict=True):
        answer = site.answer(text, order)
        first = site.describe(int(answer.texts[0])) if len(answer.texts) else None
        strings = [word.string for word in answer.query.wanted]
        runs = first and [list(run) for run in snippet(site.blocks(first), strings, site.folding)]
        texts, scores = answer.texts.tolist(), answer.scores.tolist()
        ours = [str(answer.query), texts, texts[:3], scores, first and first.id, runs]
        assert told == ours, text
        found += len(answer.texts) > 0
    assert found > 1500


def test_the_manifest_tells_the_average_size(many: Path) -> None:
    """A letter tells a power of four, of the texts of both parts."""
    manifest = SearchedSite(many).manifest
    letters = "".join(part[1] for part in manifest["parts"])
    sizes = [4 ** "abcdefghijkl".index(letter) for letter in letters]
    assert len(set(sizes)) > 1
    assert manifest["average"] == pytest.approx(sum(sizes) / len(sizes))


def test_the_index_is_read_by_its_description_alone(many: Path) -> None:
    site = SearchedSite(many)
    strings = {query for query in queries(site, 90) if re.fullmatch("[\u4e00-\u9fff]{1,3}", query)}
    for string in sorted(strings)[:4]:
        found = [site.describe(text).id for text in site.answer(string).texts.tolist()]
        assert sorted(holding(many, string)) == sorted(found)
        assert found


def test_browsers_and_python_fold_alike(many: Path, page: Page) -> None:
    """Every character alone; beside others those that may become one with them, and an eighth."""
    codes = [code for code in range(1, 0x32000) if not 0xD800 <= code < 0xE000]
    joining = [code for code in codes if is_changed(chr(code)) or code % 8 == 0]
    texts = [chr(code) for code in codes] + [f"Aあ 政{chr(code)} 1" for code in joining]
    page.goto(f"{many.as_uri()}/search.html")
    theirs = page.evaluate(
        "async (all) => { await qikanSearch.open(); return all.map((t) => qikanSearch.fold(t)); }",
        texts,
    )
    folding = SearchedSite(many).folding
    differ = [text for text, told in zip(texts, theirs, strict=True) if folding.fold(text) != told]
    # Browsers know characters that this Python's Unicode does not have yet.
    assert [text for text in differ if not new_to_python(text)] == []


def is_changed(sign: str) -> bool:
    """Tell whether a character is a mark, or another one once it is normalised."""
    mark = unicodedata.category(sign).startswith("M")
    return mark or unicodedata.normalize("NFKC", sign).lower() != sign


def new_to_python(text: str) -> bool:
    """Tell whether a text holds a character that Python has no name for."""
    return any(unicodedata.category(each) == "Cn" for each in text)


# ---- ranking


def ranked(folder: Path, titles: dict[str, str], query: str) -> list[str]:
    """Build issues of one item each, and list the titles of what answers a query, in order."""
    files: dict[str, str | bytes | None] = {}
    for day, (title, text) in enumerate(titles.items(), start=1):
        id = f"2014-01-{day:02}"
        item = f"## {title}\n\n:::{{item}} 1\n:::\n\n{text}\n"
        files[f"issues/2014/{id}.md"] = tiny.issue(id, item=item)
    built = tiny.build(tiny.write(folder, files))
    assert (built.status, built.warnings()) == (0, [])
    site = SearchedSite(built.out)
    return [site.describe(text).title for text in site.answer(query).texts.tolist()]


def test_the_title_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    titles = {
        "“互联网+”行动": "见前文。",
        "“互联网+”行动计划": "互联网+行动，互联网+行动，互联网+行动。",
        "行动与互联网+": "“互联网+”行动，互联网+行动，“互联网+”行动。",
    }
    for query in ("“互联网+”行动", '"互联网+" 行动'):
        found = ranked(tmp_path / query[:1], titles, query)
        assert len(found) == 3
        assert query[0] == '"' or found[0] == "“互联网+”行动"


def test_the_form_that_was_written_comes_first(tmp_path: Path) -> None:
    titles = {"甲": "经济發展。發展。發展。發展。", "乙": "经济发展，其他不提。"}
    assert ranked(tmp_path / "简", titles, "经济发展") == ["乙", "甲"]
    assert ranked(tmp_path / "繁", titles, "经济發展") == ["甲", "乙"]


@pytest.mark.parametrize("query", ["松河 政务", "松河市 政务办", "松河市政府 办公室"])
def test_words_that_stand_together_come_first(tmp_path: Path, query: str) -> None:
    """In either order, however long they are; between others there are more or fewer signs."""
    one, other = query.split()
    between = {"甲": 90, "乙": 12, "丙": 0, "丁": 40}
    texts = {
        title: f"{other if title == '丙' else one}{'一' * count}"
        f"{one if title == '丙' else other}{'二' * (90 - count)}。"
        for title, count in between.items()
    }
    assert ranked(tmp_path, texts, query) == ["丙", "乙", "丁", "甲"]


# ---- the command


def test_the_command_answers_the_same(
    own_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["search", "大數據", "厦门", "--site", str(own_archive), "--json", "--limit", "2"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    site = SearchedSite(own_archive)
    answer = site.answer("大數據 厦门")
    assert (
        (told["query"], told["total"]) == ("大數據 厦门", len(answer.texts)) == ("大數據 厦门", 3)
    )
    assert [each["score"] for each in told["results"]] == answer.scores[:2].tolist()
    first = told["results"][0]
    assert (first["id"], first["title"]) == ("2014-07-04/12", TITLE)
    assert first["url"] == "issues/2014/2014-07-04/12.html"
    assert (own_archive / first["url"]).is_file()
    assert "大数据" in first["snippet"]


def test_the_command_speaks_to_people(
    own_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "--site", str(own_archive), "--", "大数据", "-厦门"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "大数据 -厦门，见于1篇"
    assert main(["search", "沙漠", "--site", str(own_archive)]) == 1
    assert capsys.readouterr().out == "沙漠，见于0篇\n"


@pytest.mark.parametrize("way", ["no site", "cut"])
def test_the_command_at_a_site_that_is_not_whole(
    own_archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    if way == "cut":
        shutil.copytree(own_archive / "_search", tmp_path / "_search")
        for shard in (tmp_path / "_search").glob("*/d*.js"):
            shard.write_bytes(shard.read_bytes()[:-9])
    assert main(["search", "大数据", "--site", str(tmp_path)]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert "没有检索索引，或者索引不完整" in error
