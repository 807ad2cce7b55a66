"""The archive can still be handed to TeX, by Sphinx's own builder."""

from __future__ import annotations

from pathlib import Path

from building import build_archive

ISSUES = ("2013/2013-05-10", "2014/2014-03-07")


def test_latex_is_written_without_a_warning(repository: Path, tmp_path: Path) -> None:
    built = build_archive(repository, tmp_path / "latex", "latex")
    assert (built.status, built.warnings) == (0, [])
    text = (built.output / "2014-07-04.tex").read_text("utf-8")
    assert r"]{ctex}" in text
    assert text.count("另见") > 20
    assert "爱沙尼亚" in text
    assert "（苏州日报）" in text


def test_the_sample_is_written_too(sample: Path, tmp_path: Path) -> None:
    """As any archive is that sets nothing of LaTeX, here of two issues that refer to each other."""
    documents = [(f"issues/{name}", f"{name[5:]}.tex", "", "", "howto") for name in ISSUES]
    settings = {"latex_documents": documents}
    built = build_archive(sample, tmp_path / "latex", "latex", settings=settings)
    assert (built.status, built.warnings) == (0, [])
    text = (built.output / "2014-03-07.tex").read_text("utf-8")
    assert "云岭与岚港之间的专线改造完成" in text
