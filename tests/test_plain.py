"""The short way of plain issues: it leads where Sphinx's whole way leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx.builders import Builder

from bench import generate
from building import Build
from qikan.sphinx import plain

pytestmark = pytest.mark.unmeasured


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a site."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=["sample", "archive", "generated"])
def source(request: pytest.FixtureRequest, repository: Path, tmp_path: Path) -> Path:
    """Give an archive: the sample, the repository's own, or an invented one."""
    if request.param == "generated":
        generate.main(["12", str(tmp_path / "generated"), "--outlets", "16"])
        return tmp_path / "generated"
    return repository / "tests/sample" if request.param == "sample" else repository


def test_the_short_way_gives_the_same_bytes(
    source: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = build(source, into=tmp_path / "short", doctrees=tmp_path / "short.doctrees")
    monkeypatch.setattr("qikan.sphinx.parser.is_plain", lambda document: False)
    whole = build(source, into=tmp_path / "whole", doctrees=tmp_path / "whole.doctrees")
    assert contents(short.output) == contents(whole.output)


def test_the_short_way_is_taken(
    repository: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the comparison above would say nothing."""
    taken: list[str] = []

    def spy(doctree: nodes.document, docname: str, builder: Builder) -> None:
        taken.append(docname)
        plain.resolve(doctree, docname, builder)

    monkeypatch.setattr("qikan.sphinx.documents.resolve", spy)
    build(repository, into=tmp_path / "site", doctrees=tmp_path / "doctrees")
    assert taken == ["issues/2014/2014-07-04"]
