"""What an editor may paste into an archive without its coming alive on a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from broken import ISSUE, path_of
from tiny import FILES, Built, build, issue, write


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
        (folder / ISSUE).read_text("utf-8").replace("县志{", "![](link.png)县志{"), "utf-8"
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
