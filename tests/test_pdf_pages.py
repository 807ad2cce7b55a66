"""Pages offer the PDFs that there are, with pages and size."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from bs4 import BeautifulSoup

from building import build_archive, contents

OFFERED = {"issues/2014/2014-03-07": "2014-03-07.pdf", "years/2014": "2014.pdf"}


def offered(output: Path, page: str) -> list[tuple[str, str]]:
    """List the PDFs to which a page leads, and what it says of each."""
    soup = BeautifulSoup((output / f"{page}.html").read_bytes(), "html5lib")
    links = soup.select('main a[href$=".pdf"]')
    return [(str(link["href"]).rpartition("/")[2], link.get_text()) for link in links]


def test_a_page_offers_its_pdf_while_there_is_one(
    sample: Path, sample_pdfs: Path, tmp_path: Path
) -> None:
    pdfs, output = tmp_path / "pdfs", tmp_path / "html"
    shutil.copytree(sample_pdfs, pdfs)
    settings = {"qikan_pdfs": str(pdfs)}
    built = build_archive(sample, output, settings=settings)
    assert (built.status, built.warnings) == (0, [])
    for page, name in OFFERED.items():
        copy, original = output / f"{page}.pdf", pdfs / f"{page}.pdf"
        assert copy.read_bytes() == original.read_bytes()
        told = subprocess.run(["pdfinfo", original], capture_output=True, text=True, check=True)
        [pages] = re.findall(r"^Pages: +(\d+)$", told.stdout, re.MULTILINE)
        size = round(original.stat().st_size / 1024)
        assert offered(output, page) == [(name, f"PDF（{pages}页，{size} KB）")]
    for page in OFFERED:
        (pdfs / f"{page}.pdf").unlink()
    again = build_archive(sample, output, settings=settings)
    assert (again.status, again.warnings) == (0, [])
    for page in OFFERED:
        assert offered(output, page) == []
        assert not (output / f"{page}.pdf").exists()
    assert offered(output, "issues/2013/2013-05-10") != []
    shutil.rmtree(pdfs)
    built = build_archive(sample, output, settings=settings)
    assert not any(name.endswith(".pdf") for name in contents(built.output))
