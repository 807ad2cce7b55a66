"""The files in hosting/ on Debian's nginx and Apache, at the top of a host and in a folder."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Response

from bench.serve import HEADERS
from servers import PLACES, SERVERS, Answer, Served, configuration, is_comment, served
from website import Website

EXAMPLE = "https://www.example.cn/huibian/"
POLICY = "default-src 'self'"
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "inv": "application/octet-stream",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
WRONG = ("nowhere", "issues/2014/nowhere/deep/down.html", "issues/2014/", "empty/", "index.html/")
REFUSED = (
    ".secret",
    ".git/config",
    ".git/404.html",
    "..%2foutside.txt",
    "..%2f..%2f..%2fetc/passwd",
    "%2e%2e%2foutside.txt",
    "_static/..%2f..%2foutside.txt",
    "_static/../../outside.txt",
    "_static/%2e%2e/%2e%2e/outside.txt",
)


@pytest.fixture(scope="module", params=[f"{s}{p}" for s in SERVERS for p in PLACES])
def site(request: pytest.FixtureRequest, sample_site: Website) -> Iterator[Served]:
    """Serve the sample by each server, at the top of the host and in a folder."""
    server, _, place = request.param.partition("/")
    with served(server, sample_site.root, f"/{place}") as found:
        yield found


def files(site: Served) -> dict[str, str]:
    """Choose a file of each ending that a build makes."""
    found: dict[str, str] = {}
    for path in sorted(site.folder.rglob("*")):
        name = path.relative_to(site.folder).as_posix()
        if path.is_file() and not re.search(r"(^|/)\.|\.unknown$|^404|^_search", name):
            found.setdefault(path.suffix[1:], name)
    return found


def is_safe(answer: Answer) -> bool:
    """Tell whether an answer has every header that keeps readers safe, each once."""
    return all(answer.headers.get_all(name) == [text] for name, text in HEADERS.items())


# ---- what every answer has


def test_every_kind_of_file_has_its_type_and_all_headers(site: Served) -> None:
    found = files(site)
    assert found.keys() == TYPES.keys()
    for ending, name in found.items():
        answer = site.ask(name)
        assert answer.status == 200, name
        assert answer.body == (site.folder / name).read_bytes()
        assert answer.header("Content-Type") == TYPES[ending], name
        assert is_safe(answer), name
        assert answer.header("Cache-Control") == "no-cache", name
        assert answer.header("ETag")
        assert answer.header("Last-Modified")
    assert HEADERS["Content-Security-Policy"] == POLICY


def test_what_has_no_known_type_is_not_guessed(site: Served) -> None:
    answer = site.ask("data.unknown")
    assert answer.header("Content-Type") in {"application/octet-stream", None}
    assert answer.header("X-Content-Type-Options") == "nosniff"


def test_assets_by_their_digest_are_kept_for_ever(site: Served) -> None:
    home = site.ask("").body.decode()
    assets = re.findall(r'(?:href|src)="(_static/[^"]+)"', home)
    assert len(assets) >= 2
    for name in assets:
        answer = site.ask(name)
        assert answer.header("Cache-Control") == "public, max-age=31536000, immutable"
        assert is_safe(answer)
    for name in ("index.html?v=01234567", "_static/qikan.css", "_static/qikan.css?w=1"):
        assert site.ask(name).header("Cache-Control") == "no-cache", name
    gone = site.ask("_static/gone.css?v=01234567")
    assert (gone.status, gone.header("Cache-Control")) == (404, "no-cache")


def test_files_of_the_search_are_kept_for_ever_but_its_manifest(site: Served) -> None:
    files = sorted(path for path in (site.folder / "_search").rglob("*") if path.is_file())
    assert len(files) > 5
    for path in files:
        answer = site.ask(path.relative_to(site.folder).as_posix())
        forever = "public, max-age=31536000, immutable"
        expected = "no-cache" if path.name == "manifest.js" else forever
        assert answer.header("Cache-Control") == expected, path
        assert answer.body == path.read_bytes()
        assert is_safe(answer)


def test_unchanged_files_are_not_sent_again(site: Served) -> None:
    """Compressed or not, by ETag and by date, pages and assets."""
    for name in ("index.html", "_static/qikan.css?v=01234567", files(site)["png"]):
        for coding in ("identity", "gzip", "gzip, br"):
            first = site.ask(name, Accept_Encoding=coding)
            assert first.status == 200
            tag, date = first.header("ETag"), first.header("Last-Modified")
            assert tag
            assert date
            again = site.ask(name, Accept_Encoding=coding, If_None_Match=tag)
            assert (again.status, again.body) == (304, b""), (name, coding)
            assert again.header("Cache-Control") == first.header("Cache-Control")
            again = site.ask(name, Accept_Encoding=coding, If_Modified_Since=date)
            assert again.status == 304
            assert site.ask(name, If_None_Match='"other"').status == 200


def test_texts_are_compressed_and_pictures_are_not(site: Served) -> None:
    for ending, name in files(site).items():
        plain = site.ask(name)
        answer = site.ask(name, Accept_Encoding="gzip")
        smaller = site.ask(name, Accept_Encoding="gzip, br")
        assert answer.header("Content-Type") == plain.header("Content-Type")
        if ending in {"png", "inv", "pdf"}:
            assert answer.header("Content-Encoding") is None, name
        elif len(plain.body) > 256:
            assert answer.header("Content-Encoding") == "gzip", name
            assert gzip.decompress(answer.body) == plain.body
            if name.startswith("_static/"):
                assert smaller.body == answer.body
            else:
                assert smaller.header("Content-Encoding") == "br", name
                assert brotli.decompress(smaller.body) == plain.body
            assert "Accept-Encoding" in (answer.header("Vary") or "")
            assert "Accept-Encoding" in (plain.header("Vary") or ""), name


def test_files_of_the_search_are_sent_as_they_are(site: Served) -> None:
    """They are packed: a server that packs them again keeps readers waiting for nothing."""
    for path in (site.folder / "_search").rglob("*.js"):
        name = path.relative_to(site.folder).as_posix()
        answer = site.ask(name, Accept_Encoding="gzip, br")
        assert (answer.status, answer.header("Content-Encoding")) == (200, None), name
        assert answer.body == path.read_bytes()
        assert is_safe(answer), name


# ---- what is not there


def test_what_is_not_there_is_a_404_with_the_archives_page(site: Served) -> None:
    for name in WRONG:
        answer = site.ask(name)
        assert answer.status == 404, name
        assert answer.header("Content-Type") == TYPES["html"]
        assert is_safe(answer), name
        assert answer.header("Cache-Control") == "no-cache"
        page = answer.body.decode()
        assert "没有这个页面" in page, name
        addresses = re.findall(r'(?:href|src|data-root)="([^"#]+)"', page)
        assert len(addresses) > 8
        assert all(each.startswith(site.place) and "/./" not in each for each in addresses), name
        compressed = site.ask(name, Accept_Encoding="gzip")
        assert gzip.decompress(compressed.body) == answer.body


def test_nothing_hidden_or_outside_is_given(site: Served) -> None:
    for name in REFUSED:
        answer = site.ask(name)
        assert answer.status in {400, 403, 404}, name
        assert b"outside" not in answer.body
        assert "秘密".encode() not in answer.body
    assert is_safe(site.ask(".secret"))


def test_no_folder_is_listed(site: Served) -> None:
    for name in ("_static/", "issues/", "empty/"):
        answer = site.ask(name)
        assert answer.status == 404, name
        assert b"qikan.css" not in answer.body.replace(b"_static/qikan.css", b"")


def test_a_folder_without_its_slash_leads_to_the_folder(site: Served) -> None:
    """By an answer that names no host and no scheme, so that any proxy may stand before it."""
    for name in ("years", "outlets"):
        answer = site.ask(f"{name}?from=mail", Host="archive.example:8443")
        assert answer.status == 301
        location = answer.header("Location") or ""
        assert not re.match(r"\w+:|//", location)
        asked = f"https://archive.example{site.place}{name}"
        assert urljoin(asked, location) == f"{asked}/?from=mail"
        assert is_safe(answer)
    if site.place != "/":
        answer = site.ask_host(site.place.rstrip("/"))
        assert answer.status == 301
        whole = site.address().rstrip("/")
        assert urljoin(whole, answer.header("Location")) == site.address()
    nowhere = urljoin(site.place + "issues", site.ask("issues").header("Location") or "issues")
    assert site.ask_host(nowhere).status == 404


# ---- what may be asked


def test_only_reading_is_allowed(site: Served) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        for name in ("", "index.html", "404.html"):
            answer = site.ask(name, method)
            assert answer.status == 405, (method, name)
            assert answer.header("Allow") in {"GET, HEAD", None}
            assert is_safe(answer)
    assert site.ask("index.html", "POST").header("Allow") == "GET, HEAD"
    assert site.ask("", "TRACE").status == 405


def test_head_answers_like_get_without_the_text(site: Served) -> None:
    for name in ("", "nowhere/at/all", files(site)["png"]):
        head, get = site.ask(name, "HEAD"), site.ask(name)
        assert (head.status, head.body) == (get.status, b"")
        assert head.header("Content-Type") == get.header("Content-Type")
        assert is_safe(head)


def test_other_parts_of_the_host_are_left_alone(site: Served) -> None:
    if site.place == "/":
        return
    for path in ("/other/", "/huibianer/"):
        answer = site.ask_host(path)
        assert answer.status == (200 if path == "/other/" else 404)
        assert answer.header("Content-Security-Policy") is None
        assert "没有这个页面" not in answer.body.decode()


# ---- in a browser


def kinds(site: Website) -> list[str]:
    """Choose a page of each kind: by its folder and its depth, the largest."""
    found: dict[tuple[str, int, bool], str] = {}
    for name, file in site.names.items():
        if file == "404.html":
            continue
        kind = (name.partition("/")[0], name.count("/"), name.endswith("index"))
        size = (site.root / file).stat().st_size
        if kind not in found or size > (site.root / site.names[found[kind]]).stat().st_size:
            found[kind] = name
    return [site.names[name] for name in found.values()]


def test_every_kind_of_page_opens_in_silence_under_the_policy(
    site: Served, sample_site: Website, browser: Browser
) -> None:
    said: list[str] = []
    asked: list[str] = []
    with browser.new_page() as page:

        def note(message: ConsoleMessage) -> None:
            if not message.location["url"].endswith("/favicon.ico"):  # the browser's own wish
                said.append(f"{page.url}: {message.text}")

        def note_failure(response: Response) -> None:
            if response.status >= 400:
                said.append(f"{response.status} {response.url}")

        page.on("console", note)
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: said.append(request.url))
        page.on("request", lambda request: asked.append(request.url))
        page.on("response", note_failure)
        chosen = kinds(sample_site)
        for file in chosen:
            path = file.removesuffix("index.html")
            answer = page.goto(site.address(path))
            assert answer is not None
            assert answer.headers["content-security-policy"] == POLICY
            assert page.locator("h1").count() == 1, file
            assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", file
        page.goto(site.address(""))
        page.locator("main .years a").first.click()
        page.locator("main .entries a").first.click()
        assert page.locator("h1").count() == 1
    assert said == []
    assert len(chosen) >= 10
    assert [url for url in asked if not url.startswith(site.address())] == []


def test_the_policy_is_obeyed(site: Served, browser: Browser) -> None:
    """What no page has would be refused: the silence above is not for want of a policy."""
    said: list[str] = []
    with browser.new_page() as page:
        page.on("console", lambda message: said.append(message.text))
        page.goto(site.address(""))
        page.evaluate("document.body.setAttribute('style', 'margin: 9px')")
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
        page.wait_for_timeout(50)
    assert any("Content Security Policy" in each for each in said)


# ---- the files


@pytest.mark.parametrize("server", SERVERS)
def test_an_operator_changes_two_lines(server: str) -> None:
    text = configuration(server, "/huibian/", Path("/srv/qikan/current"))
    marked, rest = re.split(r"^# ---- 以下不改.*$", text, flags=re.MULTILINE)
    changed = [line for line in marked.splitlines() if line.strip() and not is_comment(line)]
    assert len(changed) == 2
    assert "huibian" not in rest
    assert "/srv" not in rest
    assert text.count("default-src") == 1


def test_the_page_for_operators_has_commands_that_answer_as_it_says(
    site: Served, sample_site: Website, repository: Path
) -> None:
    if sample_site.root.name != "html" or site.place == "/":
        return
    text = (repository / "source/hosting.md").read_text("utf-8")
    rows = re.findall(r"^\* - `(curl [^`]+)`\n  - `([^`]+)`", text, re.MULTILINE)
    assert len(rows) >= 6
    for command, expected in rows:
        here = command.replace(EXAMPLE, site.address())
        here = here.replace("2014-07-04", "2014-03-07")
        ran = subprocess.run(
            ["bash", "-c", here], capture_output=True, encoding="utf-8", check=True
        )
        assert ran.stdout.strip() == expected.replace(EXAMPLE, site.address()), command
