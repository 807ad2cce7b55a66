"""The search in Debian's Firefox, from disk. All else is asked of Chromium."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from qikan.search.site import SearchedSite
from qikan.search.snippets import snippet

WORD = "大数据"
SHOWN = """document.querySelector("#results .piece")
  && !document.querySelector("#results .piece:empty")"""
STATUS = f"{SHOWN} && document.querySelector('#count').textContent"
TITLES = "[...document.querySelectorAll('#results h2')].map((each) => each.textContent)"
SNIPPETS = """[...document.querySelectorAll("#results .piece")].map((piece) => (
  [...piece.childNodes].map((node) => [node.textContent, node.nodeName === "MARK"])))"""
OUTLETS = """Object.fromEntries([...document.querySelectorAll(".facet:nth-of-type(2) li")].map(
  (each) => ["a", ".n"].map((part) => each.querySelector(part).textContent)))"""
SUGGESTED = """document.querySelector("[role=option]")
  && [...document.querySelectorAll("[role=option]")].map((each) => each.textContent)"""
MARKED = """document.querySelector("main mark")
  && [...document.querySelectorAll("main mark")].map((each) => each.textContent)"""


class Firefox:
    """A window of Firefox, to which ``firefox.mjs`` hands each action."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, action: str, *told: str) -> Any:
        """Let it do something, and give what it answers."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([action, *told]), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, f"{action}: firefox.mjs has ended, see what it said"
        return json.loads(answer)


@pytest.fixture(scope="module")
def started(repository: Path) -> Iterator[Firefox]:
    """Start Firefox once: it takes longer than all that it is asked."""
    assert (repository / "node_modules/puppeteer-core").is_dir(), "make test installs it: npm ci"
    with subprocess.Popen(
        ["node", "tests/firefox.mjs"],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Firefox(process)


@pytest.fixture
def firefox(started: Firefox) -> Iterator[Firefox]:
    """Give the window; whatever its console says fails the test."""
    yield started
    assert started("said") == []


@pytest.mark.parametrize("query", [WORD, "政务 公开"])
def test_firefox_shows_what_python_answers(firefox: Firefox, own_archive: Path, query: str) -> None:
    site = SearchedSite(own_archive)
    answer = site.answer(query)
    rows = [site.describe(text) for text in answer.texts[:10].tolist()]
    strings = [word.string for word in answer.query.wanted]
    firefox("open", f"{own_archive.as_uri()}/search.html?q={quote(query)}")
    assert firefox("read", STATUS) == f"{query}，见于{len(answer.texts)}篇"
    assert firefox("read", TITLES) == [row.title for row in rows]
    assert firefox("read", SNIPPETS) == [
        [list(run) for run in snippet(site.blocks(row), strings, site.folding)] for row in rows
    ]


def test_a_name_of_a_facet_narrows_the_search(firefox: Firefox, own_archive: Path) -> None:
    site = SearchedSite(own_archive)
    firefox("open", f"{own_archive.as_uri()}/search.html?q={WORD}")
    counts = firefox("read", f"document.querySelector('.facet .n') && {OUTLETS}")
    assert len(counts) > 1
    for name, count in counts.items():
        assert len(site.answer(f"{WORD} 来源:{name}").texts) == int(count)
    firefox("follow", ".facet:nth-of-type(2) li a")
    [(name, count), *_] = counts.items()
    assert firefox("read", STATUS) == f"{WORD} 来源:{name}，见于{count}篇"


def test_a_search_within_an_outlet_keeps_one_address(firefox: Firefox, own_archive: Path) -> None:
    firefox("open", f"{own_archive.as_uri()}/search.html?in={quote('来源:中国日报')}&q={WORD}")
    assert firefox("read", STATUS).startswith("来源:中国日报 大数据，见于")
    assert firefox("read", "[...new URLSearchParams(location.search).keys()]") == ["q"]


def test_a_hit_opens_with_its_words_marked(firefox: Firefox, own_archive: Path) -> None:
    firefox("open", f"{own_archive.as_uri()}/search.html?q={quote('大數據')}")
    [title, *_] = firefox("read", f"{SHOWN} && {TITLES}")
    firefox("follow", "#results h2 a")
    assert set(firefox("read", MARKED)) == {WORD}
    assert firefox("read", "document.querySelector('h1').textContent") == title


def test_names_are_suggested_in_the_head_of_a_page(firefox: Firefox, own_archive: Path) -> None:
    firefox("open", f"{own_archive.as_uri()}/issues/2014/2014-07-04/3.html")
    firefox("type", f"/{WORD} 日报")
    suggested = firefox("read", SUGGESTED)
    assert all("日报" in each for each in suggested)
    firefox("follow", "[role=option]")
    name = suggested[0].split()[0]
    query = firefox("read", "document.querySelector('main input[name=q]').value")
    assert query == f"{WORD} 来源:{name}"
