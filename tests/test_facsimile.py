"""The original of an issue, kept beside it: offered on its page, and held against its checksum."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from importing import take
from qikan import cli
from test_import_docx import HEAD
from tiny import build
from word import docx, paragraph

DATA = docx(*HEAD, paragraph("1. 一件事的标题"), paragraph("一件事。（松河日报）"))
PAGE = (
    "<!DOCTYPE html><p>松河政务信息</p><p>2014年7月11日</p><h2>1. 一件事的标题</h2>"
    "<p>一件事。（松河日报）</p><script>alert(1)</script>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Take in a Word document and a page, and keep both."""
    (tmp_path / "原件 七月.docx").write_bytes(DATA)
    (tmp_path / "原件.html").write_text(PAGE, "utf-8")
    files = [tmp_path / "原件 七月.docx", tmp_path / "原件.html"]
    imported = take(*files, "--keep-original", into=tmp_path / "库")
    assert (imported.status, imported.err) == (0, ())
    return tmp_path / "库"


def test_the_page_of_the_issue_offers_its_original(folder: Path) -> None:
    """By the name that it had; what a browser would run, as a text."""
    kept = folder / "issues/2014/2014-07-04-original.docx"
    assert kept.read_bytes() == DATA
    built = build(folder)
    assert (built.status, built.stderr) == (0, ())
    page = BeautifulSoup(built.page("issues/2014/2014-07-04"), "html.parser")
    (link,) = page.find_all("a", string="原件 七月.docx")
    offered = built.out / "issues/2014" / str(link["href"])
    assert offered.resolve().read_bytes() == DATA
    assert link["download"] == "原件 七月.docx"
    assert hashlib.sha256(DATA).hexdigest() in page.get_text()
    other = BeautifulSoup(built.page("issues/2014/2014-07-11"), "html.parser")
    (link,) = other.find_all("a", string="原件.html")
    assert str(link["href"]).endswith("-original.html.txt")
    assert not list(built.out.glob("issues/**/*original.html"))


def test_another_file_in_its_place_is_told_and_not_offered(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(folder).status == 0
    kept = folder / "issues/2014/2014-07-04-original.docx"
    kept.write_bytes(DATA[:-1])
    monkeypatch.chdir(folder)
    assert cli.main(["check"]) == 1
    assert "2014-07-04-original.docx" in "".join(capsys.readouterr())
    built = build(folder)
    assert len(built.stderr) == 1
    assert not list(built.out.glob("issues/**/*original.docx"))
    kept.write_bytes(DATA)
    assert build(folder).status == 0
    assert len(list(built.out.glob("issues/**/*original.docx"))) == 1


def test_an_original_that_stands_there_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    (folder / "issues/2014/2014-07-04.md").unlink()
    file = tmp_path / "原件 七月.docx"
    imported = take(file, "--keep-original", into=folder)
    assert (imported.status, len(imported.err)) == (1, 1)
    assert "2014-07-04-original.docx" in imported.err[0]
    assert take(file, "--keep-original", "--force", into=folder).status == 0


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_text_is_kept_as_one_that_is_no_issue(tmp_path: Path, name: str) -> None:
    text = "松河政务信息\n\n2014年7月4日\n\n1. 一件事的标题\n\n一件事。（松河日报）\n"
    (tmp_path / name).write_text(text, "gb18030")
    assert take(tmp_path / name, "--keep-original", into=tmp_path / "库").status == 0
    built = build(tmp_path / "库")
    assert (built.status, built.stderr) == (0, ())
    offered = built.out / "issues/2014/2014-07-04-original.txt"
    assert offered.read_text("gb18030") == text
