"""What PDFs claim to be, they are: rules of the standards, each seen to find what breaks it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from conforming import RULES, Rule, attribute, elements_below, instructions, of_type
from qikan.pdf.compositor import Compositor
from qikan.pdf.finishing import finish

CELLS = frozenset({"/TH", "/TD"})
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


def test_the_cells_of_a_first_column_head_their_rows(own_pdfs: Path, repository: Path) -> None:
    [rows] = re.findall(
        r":stub-columns: 1\n(.*?)^:::$",
        (repository / "issues/2014/2014-07-04.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    with pikepdf.open(own_pdfs / "issues/2014/2014-07-04.pdf") as pdf:
        scopes = [
            [attribute(cell, "/Scope") for cell in elements_below(row) if str(cell.S) in CELLS]
            for row in of_type(pdf, "/TR")
        ]
    below = len(re.findall(r"^\* -", rows, re.MULTILINE)) - 1
    assert scopes == [[Name.Column] * 6, *[[Name.Row, *[None] * 5]] * below]


@pytest.mark.parametrize(
    ("region", "told"), [("cn", "zh-Hans"), ("tw", "zh-Hant"), ("hk", "zh-Hant-HK")]
)
def test_chinese_is_told_by_its_script(region: str, told: str, tmp_path: Path) -> None:
    """For the whole, and for words inside of a paragraph in English."""
    chinese = f'font: "Noto Serif CJK SC", lang: "zh", region: "{region}"'
    words = (
        f'松河\n\n#text(lang: "en", region: none)[Words, then #text({chinese})[松河], and others]'
    )
    compositor = Compositor()
    pdf = compositor.typeset(
        f'#set document(title: "松河")\n#set text({chinese})\n{words}', tmp_path, 0
    )
    compositor.dismiss()
    (tmp_path / "a.pdf").write_bytes(finish(pdf, publisher="松河", identifier="1", rights="无"))
    with pikepdf.open(tmp_path / "a.pdf") as made, made.open_metadata() as xmp:
        assert (str(made.Root.Lang), xmp["dc:language"]) == (told, {told})
        drawn = [operands[1] for operands, name in instructions(made.pages[0]) if name == "BDC"]
        assert [each.get("/Lang") for each in of_type(made, "/P")] == [None, "en"]
        assert [str(each.Lang) for each in drawn if "/Lang" in each] == [told]


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
