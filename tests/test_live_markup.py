"""What an editor may paste into an archive without its coming alive on a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from broken import ISSUE, PNG, path_of
from tiny import FILES, Built, build, issue, write
from website import is_own

pytestmark = pytest.mark.unmeasured


class Live(HTMLParser):
    """What of a page could run, and the text that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.schemes: set[str] = set()
        self.handlers: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if is_own(tag, dict(attrs)):
            return
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.handlers.add(name)
            if name in {"href", "src", "action", "xlink:href", "data", "srcset"}:
                bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
                if scheme := re.match(r"([a-z][a-z0-9+.-]*):", bare):
                    self.schemes.add(scheme[1])

    def handle_data(self, data: str) -> None:
        self.text += data


SHOWN = {
    "inline HTML": "榆次<b>县志</b>重刊。",
    "script": "<script>alert(1)</script>",
    "script in a line": "榆次<script>alert(1)</script>县志",
    "HTML block": '<div class="a">\n榆次\n</div>',
    "javascript link": "[县志](javascript:alert)",
    "javascript autolink": "<javascript:alert>",
    "data link": "[县志](data:text/html;base64,PGI+)",
    "data autolink": "<data:text/html,a>",
    "autolink of another scheme": "x-reader:a",
    "HTML comment": "<!-- 甲",
    "unknown directive": ":::{figrue} a.png\n:::",
    "unknown directive in backticks": "```{toctree}\n/index\n```",
    "unknown directive in another": ":::{raw} html\n<b>\n:::",
    "unknown directive in a list": ":::{include} /conf.py\n:::",
    "unknown directive in a table": ":::{only} html\n乙\n:::",
    "unknown directive in a substitution": "```{raw} html\n<b>\n```",
    "unknown role": "见{itme}`",
    "unknown role in a title": "见{ref}`a`",
    "unknown role in an option": "见{ref}`a`",
    "unknown role in a table": "{ref}`a`",
    "unknown role in a footnote": "{ref}`a`",
    "citation that is no list": "{cite:p}`xinhua-she，shanxi ribao`",
    "table that does not end": "* - 甲",
    "colons that end nothing": ":::\n",
    "part of a grid alone": ":::{grid-item}",
    "option of no directive": ":class: 甲",
    "card that leads to a script": ":link: javascript:alert(1)",
    "ragged table": "* - 丙",
    "table of bars with a cell too many": "| 丙 | 丁 | 戊 |",
    "footnote without text": "甲[^a]",
    "footnote that nothing refers to": "[^a]: 乙",
    "footnote twice": "[^a]: 丙",
    "link that leads nowhere": "nowhere.txt",
    "picture of another host": "![图](https://example.org/a.png)",
    "data picture": "![县志](data:image/png;base64,AA==)",
    "label": "(biao)=",
    "line of plus signs": "+++",
    "substitution in a substitution": "甲{{a}}",
    "deep quotation": ">>>>>>>>>>>>>>>>>>>>>>>>",
}

# Other ways in: each may be told in any number of lines, none may come alive.
WAYS = {
    "image that fails": "<img src=x onerror=alert(1)>",
    "comment": "<!-- 县志 -->",
    "raw directive": ":::{raw} html\n<script>alert(1)</script>\n:::",
    "entities": "[县志](&#106;avascript:alert)",
    "capitals": "[县志](JaVaScRiPt:alert)",
    "blanks": "[县志](< javascript:alert>)",
    "tab": "[县志](java&Tab;script:alert)",
    "reference": "[县志][a]\n\n[a]: javascript:alert",
    "vbscript": "[县志](vbscript:alert)",
    "file": "[县志](file:///etc/passwd)",
    "image": "![县志](javascript:alert)",
    "data image": "![县志](data:image/svg+xml;base64,PHN2Zz4=)",
    "figure's target": ":::{figure} https://example.org/a.png\n:target: javascript:alert\n:::",
    "image's target": ":::{image} https://example.org/a.png\n:target: java\tscript:alert\n:::",
    "card": ":::{card} 县志\n:link: javascript:alert\n\n甲\n:::",
    "button": ":::{button-link} javascript:alert\n:::",
    "attributes": '[县志](https://example.org){onclick="alert(1)" style="color:red"}',
    "span": '[县志]{onclick="alert(1)"}',
    "heading": "### <b>县志</b>[县志](javascript:alert)",
    "substitution": "{{ evil }}",
    "icon": '县志{octicon}`report;1em;" onload="alert(1)`',
    "control": ':::{card} 县志\n:link: "\\x01javascript:alert"\n\n甲\n:::',
}


@pytest.mark.parametrize("case", SHOWN)
@pytest.mark.parametrize("suffix", ["", "/1"], ids=["issue", "item"])
def test_markup_is_shown_as_text(broken_build: Built, case: str, suffix: str) -> None:
    live = Live(broken_build.page(path_of(case).removesuffix(".md") + suffix))
    assert SHOWN[case] in live.text
    assert live.tags.isdisjoint({"script", "b"})
    assert live.schemes <= {"http", "https"}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build an issue a way, in one archive."""
    evil = "myst:\n  substitutions:\n    evil: <script>alert(1)</script>[县志](javascript:alert)\n"
    files = {
        f"issues/2014/{id}.md": issue(id, text, front=evil if "{{" in text else "")
        for id, text in ((_day(way), text) for way, text in WAYS.items())
    }
    return build(write(tmp_path_factory.mktemp("ways"), files))


def _day(way: str) -> str:
    return f"2014-01-{list(WAYS).index(way) + 1:02}"


@pytest.mark.parametrize("way", WAYS)
def test_nothing_comes_alive(ways: Built, way: str) -> None:
    for suffix in ("", "/1"):
        live = Live(ways.page(f"issues/2014/{_day(way)}{suffix}"))
        assert live.tags.isdisjoint({"script", "b", "iframe", "object", "embed", "form", "style"})
        assert live.handlers == set()
        assert live.schemes <= {"http", "https"}
        assert "县志" in live.text


# What conf.py lets in is its own affair, but nothing of it runs on a page either.
ADDED = {
    "raw directive": ":::{raw} html\n<script>alert(1)</script>\n:::",
    "button": ":::{button-link} javascript:alert\n:::",
    "icon": '县志{octicon}`report;1em;" onload="alert(1)`',
    "download": "县志{download}`/../secret.png`",
}


@pytest.mark.parametrize("way", ADDED)
def test_nothing_that_conf_py_adds_comes_alive(tmp_path: Path, way: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    conf = 'qikan_directives = ["raw", "button-link"]\nqikan_roles = ["octicon", "download"]\n'
    ended = build(write(tmp_path / "县志", {ISSUE: issue("2014-07-04", ADDED[way])}, conf=conf))
    assert ended.status == 1
    live = Live(ended.page("issues/2014/2014-07-04/1"))
    assert live.tags.isdisjoint({"script", "iframe"})
    assert live.handlers == set()
    assert live.schemes <= {"http", "https"}
    assert not list(ended.out.rglob("secret.png"))


def test_what_conf_py_adds_may_be_used(tmp_path: Path) -> None:
    conf = 'qikan_directives = ["math"]\nqikan_roles = ["ref"]\n'
    text = "(biao)=\n### 表\n\n```{math}\na < b\n```\n\n见{ref}`biao`。"
    ended = build(write(tmp_path, {ISSUE: issue("2014-07-04", text)}, conf=conf))
    assert (ended.status, ended.warnings()) == (0, [])
    assert 'href="#biao"' in ended.page("issues/2014/2014-07-04")


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        (":::{figure} tu.png\n:alt: 图\n:::", "tu.png", 'alt="图"'),
        ("![图](图一.png)", "图一.png", 'alt="图"'),
        ("[表](biao.csv)", "biao.csv", "_downloads/"),
    ],
)
def test_a_file_may_come_later_and_go_again(
    tmp_path: Path, text: str, name: str, shown: str
) -> None:
    """The issue itself does not change, and each build says and shows what is true then."""
    folder = write(tmp_path, {ISSUE: issue("2014-07-04", text)})
    file: dict[str, str | bytes] = {f"issues/2014/{name}": PNG}
    for _ in range(2):
        missing = build(folder)
        assert [line.kind for line in missing.warnings()] == ["qikan.unknown-file"]
        assert missing.status == 1
        write(folder, file)
        there = build(folder)
        assert (there.status, there.warnings()) == (0, [])
        assert shown in there.page("issues/2014/2014-07-04/1")
        copies = (path for path in there.out.rglob("*") if path.is_file())
        assert PNG in [path.read_bytes() for path in copies]
        write(folder, dict.fromkeys(file))


def test_nothing_in_an_issue_is_run(tmp_path: Path) -> None:
    """Upstream hands the build's environment to an expression in double braces."""
    written = tmp_path / "written"
    code = "env.config.__init__.__globals__['__builtins__']['open']"
    text = f"县志{{{{ {code}('{written}', 'w').write('x') }}}}"
    ended = build(write(tmp_path / "县志", {ISSUE: issue("2014-07-04", text)}))
    assert not written.exists()
    assert [line.kind for line in ended.lines()] == ["qikan.substitution"]
    assert "__globals__" in Live(ended.page("issues/2014/2014-07-04/1")).text


def test_no_file_from_outside_is_published(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    text = (
        "县志{download}`/../secret.png`\n\n![图](/../secret.png)\n\n[志](path:../../../secret.png)"
    )
    folder = write(tmp_path / "县志", {ISSUE: issue("2014-07-04", text)})
    (folder / "issues/2014/link.png").symlink_to(tmp_path / "secret.png")
    (folder / ISSUE).write_text(
        (folder / ISSUE).read_text("utf-8").replace("县志{", "![图](link.png)县志{"), "utf-8"
    )
    ended = build(folder)
    kinds = sorted(line.kind for line in ended.warnings())
    assert kinds == ["qikan.link-scheme", *["qikan.outside"] * 2, "qikan.unknown-role"]
    files = (path for path in ended.out.rglob("*") if path.is_file())
    assert [path for path in files if path.read_bytes() == b"secret"] == []


def test_the_address_of_an_outlet_does_not_come_alive(tmp_path: Path) -> None:
    """It stands as a link on the outlet's page."""
    evil = "\n@periodical{a,\n  title = {甲报},\n  url = {javascript:alert(1)},\n}\n"
    files = {"source/outlets.bib": FILES["source/outlets.bib"] + evil}
    ended = build(write(tmp_path, files))
    assert Live(ended.page("outlets/a")).schemes <= {"http", "https"}
    assert [(line.path, line.line) for line in ended.lines()] == [("source/outlets.bib", 9)]
