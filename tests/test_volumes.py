"""The issues of a year are bound in one volume, or by sixties."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from building import build_archive, contents, copy_archive
from printing import printed
from qikan import volumes
from qikan.dates import PartialDate
from qikan.ids import IssueId
from qikan.model import Issue

ADDRESS = "https://archive.example/huibian/"


def year(number: int, count: int) -> tuple[Issue, ...]:
    """Make so many issues of a year."""
    ids = (IssueId(f"{number}-no{at}") for at in range(1, count + 1))
    return tuple(Issue(id=id, title="", label="", date=PartialDate(number)) for id in ids)


@given(st.dictionaries(st.integers(1900, 2100), st.integers(1, 700), max_size=4))
def test_each_issue_is_bound_once(counts: dict[int, int]) -> None:
    years = {number: year(number, count) for number, count in counts.items()}
    bound = list(volumes.bind(years))
    assert list(chain(*(volume.issues for volume in bound))) == list(chain(*years.values()))
    assert len({volume.file for volume in bound}) == len(bound)
    assert all(len(volume.issues) <= 60 for volume in bound)
    assert len(bound) == sum(-(-count // 60) for count in counts.values())


@given(st.integers(61, 700), st.integers(1, 700))
def test_what_is_bound_stays_so(count: int, more: int) -> None:
    before, after = (
        [volume for volume in volumes.bind({2014: year(2014, many)}) if len(volume.issues) == 60]
        for many in (count, count + more)
    )
    assert after[: len(before)] == before


@pytest.mark.parametrize(
    ("count", "named"),
    [(1, ["2014"]), (60, ["2014"]), (61, ["2014-1", "2014-2"])],
)
def test_names(count: int, named: list[str]) -> None:
    bound = list(volumes.bind({2014: year(2014, count)}))
    assert [volume.id for volume in bound] == named
    assert [volume.file for volume in bound] == [f"years/{id}" for id in named]


def offered(site: Path) -> list[tuple[str, str]]:
    """List the PDFs that the page of the year offers, and what it says of each."""
    soup = BeautifulSoup((site / "years/2014.html").read_bytes(), "html5lib")
    links = soup.select('main a[href$=".pdf"]')
    return [(str(link["href"]), re.sub(r"（[^（]*$", "", link.get_text())) for link in links]


def test_a_year_in_parts(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a year has too many issues for one volume, parts take its place, also on the page."""
    archive, site = copy_archive(sample, tmp_path / "archive"), tmp_path / "html"
    with (archive / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"\nhtml_baseurl = {ADDRESS!r}\n")
    pdfs = printed(archive, tmp_path)
    settings = {"qikan_pdfs": str(pdfs)}
    built = build_archive(archive, site, settings=settings)
    assert (built.status, built.warnings) == (0, [])
    assert offered(site) == [("../years/2014.pdf", "PDF")]
    monkeypatch.setattr(volumes, "MOST", 1)
    printed(archive, tmp_path)
    built = build_archive(archive, site, settings=settings)
    assert (built.status, built.warnings) == (0, [])
    names = ["years/2014-1.pdf", "years/2014-2.pdf"]
    for folder in (pdfs, site):
        found = sorted(name for name in contents(folder) if name.endswith(".pdf"))
        assert [name for name in found if name.startswith("years/2014")] == names
    labels = ("2014年三月第一期", "2014年三月第一期增刊")
    assert offered(site) == [
        (f"../{name}", f"合订本第{part}册（{label}至{label}） PDF")
        for part, (name, label) in enumerate(zip(names, labels, strict=True), 1)
    ]
    page = BeautifulSoup((site / "years/2014.html").read_bytes(), "html5lib")
    for part, issue, other in ((1, "2014-03-07", "2014-03-07b"), (2, "2014-03-07b", "2014-03-07")):
        assert page.select(f'[id="2014-{part}"] a[href$="2014-{part}.pdf"]')
        with pikepdf.open(pdfs / f"years/2014-{part}.pdf") as pdf:
            with pdf.open_metadata() as said:
                assert said["dc:title"].endswith(f"（2014年合订本，第{part}册）")
                assert said["dc:identifier"] == f"{ADDRESS}years/2014.html#2014-{part}"
            assert f"{issue}.md" in pdf.attachments
            assert f"{other}.md" not in pdf.attachments
