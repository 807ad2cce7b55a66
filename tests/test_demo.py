"""The demo: the repository's archive among forty invented issues, served as it should be."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import demo
from building import contents, copy_archive, times
from qikan.archive import Archive
from qikan.reading.source import read_archive, read_settings


@pytest.fixture(scope="module")
def folder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the demo's files."""
    folder = tmp_path_factory.mktemp("demo")
    demo.write(repository, folder)
    return folder


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
    """Read them, as a check does."""
    found = read_archive(folder, read_settings(folder))
    assert found.problems == ()
    return found.archive


def test_there_are_forty_more_issues_over_six_years(archive: Archive, repository: Path) -> None:
    own = {path.stem for path in repository.glob("issues/*/*.md")}
    years = Counter(issue.id[:4] for issue in archive.issues if issue.id not in own)
    assert sum(years.values()) == 40
    assert len(years) == 6
    assert own == {"2014-07-04"}


def test_the_own_issue_is_untouched_and_among_kin(
    archive: Archive, folder: Path, repository: Path
) -> None:
    own = Path("issues/2014/2014-07-04.md")
    assert (folder / own).read_bytes() == (repository / own).read_bytes()
    issue = archive.issue(next(i.id for i in archive.issues if i.id == own.stem))
    assert issue is not None
    for item in issue.items:
        for vocabulary in archive.vocabularies:
            assert all(
                len(archive.by_term(vocabulary, term.id)) > 1
                for term in archive.terms_of(item, vocabulary)
            )
        assert all(len(archive.by_outlet(c.outlet)) > 1 for _, c in archive.citations_of(item))
    assert any(archive.references_to(("item", item.id)) for item in issue.items)
    assert len(list(archive.errata())) == 3


def test_what_is_invented_says_so(folder: Path) -> None:
    notice = read_settings(folder)["html_theme_options"]["notice"]
    assert "2014年七月第一期以外" in notice
    assert "虚构" in notice
    issues = [path.read_text("utf-8") for path in folder.glob("issues/*/*.md")]
    assert sum("内容全属虚构" in text for text in issues) == 40


def test_the_same_archive_gives_the_same_bytes(
    folder: Path, repository: Path, tmp_path: Path
) -> None:
    """In another process, with other hashes and another locale."""
    program = "import sys; from pathlib import Path; from bench import demo; "
    program += "demo.write(demo.ROOT, Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=repository,
        env={**os.environ, "PYTHONHASHSEED": "42", "LC_ALL": "C"},
        check=True,
    )
    ignored = "__pycache__"
    assert {k: v for k, v in contents(tmp_path).items() if ignored not in k} == {
        k: v for k, v in contents(folder).items() if ignored not in k
    }


def test_only_what_differs_is_written_again(repository: Path, tmp_path: Path) -> None:
    """So that a second demo is built within a moment."""
    demo.write(repository, tmp_path)
    before = times(tmp_path)
    (tmp_path / "issues/2011/2011-99.md").write_text("旧", "utf-8")
    (tmp_path / "index.md").write_text("改", "utf-8")
    demo.write(repository, tmp_path)
    after = times(tmp_path)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"index.md"}


def test_its_pages_offer_pdfs(sample: Path, tmp_path: Path) -> None:
    copy_archive(sample, tmp_path / "archive")
    assert demo.build(tmp_path) == 0
    for name in ("issues/2014/2014-03-07", "years/2014"):
        pdf = tmp_path / f"html/{name}.pdf"
        assert pdf.read_bytes() == (tmp_path / f"pdf/{name}.pdf").read_bytes()
        assert f'{pdf.name}" download' in (tmp_path / f"html/{name}.html").read_text("utf-8")


@pytest.fixture
def server(repository: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a small folder by the demo's server; tell its port."""
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/a.css").write_text("", "utf-8")
    (tmp_path / "index.html").write_text("首页", "utf-8")
    (tmp_path / "404.html").write_text("没有", "utf-8")
    (tmp_path / "notes.md").write_text("文", "utf-8")
    command = [sys.executable, "-m", "bench.serve", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=repository, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("http://127.0.0.1:")
        yield process, int(said.split("/")[2].split(":")[1])
        process.kill()


def test_it_is_served_under_the_policy(server: tuple[subprocess.Popen[str], int]) -> None:
    _, port = server
    for path, status, kind, cache in (
        ("/", 200, "text/html; charset=utf-8", "no-cache"),
        ("/notes.md", 200, "text/markdown; charset=utf-8", "no-cache"),
        ("/_static/a.css?v=01234567", 200, "text/css; charset=utf-8", "immutable"),
        ("/_static/b.css?v=01234567", 404, "text/html; charset=utf-8", "no-cache"),
        ("/_static/", 404, "text/html; charset=utf-8", "no-cache"),
        ("/x/y/z", 404, "text/html; charset=utf-8", "no-cache"),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        assert (answer.status, answer.headers["Content-Type"]) == (status, kind), path
        assert cache in answer.headers["Cache-Control"], path
        assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
        assert status == 200 or text == "没有"


def test_ctrl_c_ends_it_cleanly(server: tuple[subprocess.Popen[str], int]) -> None:
    process, _ = server
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
