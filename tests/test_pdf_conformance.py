"""What PDFs claim to be, they are: rules of the standards, each seen to find what breaks it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from conforming import RULES, Rule

SPECIMEN = "issues/2015/2015-01-05.pdf"
EACH_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def pdfs_of(folder: Path) -> list[Path]:
    """List the PDFs of a build, issues and volumes."""
    found = sorted(folder.rglob("*.pdf"))
    assert found
    return found


def qpdf(path: Path) -> subprocess.CompletedProcess[str]:
    """Let qpdf check a file."""
    return subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def everything(pdf_specimen: Path, own_pdfs: Path, sample_pdfs: Path) -> list[Path]:
    return [path for each in (pdf_specimen, own_pdfs, sample_pdfs) for path in pdfs_of(each)]


@EACH_RULE
def test_a_rule_holds_in_all_pdfs(rule: Rule, everything: list[Path]) -> None:
    found = {}
    for path in everything:
        with pikepdf.open(path) as pdf:
            found[path.name] = list(rule.faults(pdf))
    assert {name: faults for name, faults in found.items() if faults} == {}


@EACH_RULE
def test_a_rule_finds_what_breaks_it(rule: Rule, pdf_specimen: Path) -> None:
    with pikepdf.open(pdf_specimen / SPECIMEN) as pdf:
        rule.broken(pdf)
        assert list(rule.faults(pdf)) != []


def test_qpdf_finds_no_fault(everything: list[Path]) -> None:
    for path in everything:
        told = subprocess.run(
            ["qpdf", "--check", path], capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stderr) == (0, "")


def test_qpdf_finds_what_is_broken(pdf_specimen: Path, tmp_path: Path) -> None:
    data = (pdf_specimen / SPECIMEN).read_bytes()
    (tmp_path / "broken.pdf").write_bytes(data[: len(data) // 2])
    told = qpdf(tmp_path / "broken.pdf")
    assert told.returncode != 0


def test_the_docs_list_the_rules_that_are_tested(repository: Path) -> None:
    text = (repository / "source/pdf.md").read_text("utf-8")
    listed = re.findall(r"^\* - (ISO .+)$", text, re.MULTILINE)
    assert listed == [rule.numbers for rule in RULES.values()]
