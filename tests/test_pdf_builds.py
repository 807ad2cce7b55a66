"""PDFs are the same bytes however they come about, and hold all that makes them anew."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from building import build_apart, build_archive, contents, copy_archive, times
from printing import printed

ISSUE = """\
---
issue: 2017-01-06
label: 2017年一月第一期
---
# 松河政务信息

## 甲

:::{item} 1
:::
"""


@pytest.fixture
def archive(sample: Path, tmp_path: Path) -> Path:
    return copy_archive(sample, tmp_path / "松河 政务信息")


def rewrite(path: Path, old: str, new: str) -> None:
    """Edit a file, in which the old words must stand."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_neither_clock_nor_place_nor_locale_nor_processes_show(
    archive: Path, sample_pdfs: Path, tmp_path: Path
) -> None:
    """Another folder, two workers, another time zone and locale, an hour of the past."""
    told = build_apart(
        archive,
        tmp_path / "elsewhere",
        *("-b", "qikanpdf", "-j", "2"),
        TZ="Asia/Shanghai",
        LC_ALL="C",
        SOURCE_DATE_EPOCH="1",
        HOME="/nonexistent",
        USER="nobody",
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert contents(tmp_path / "elsewhere") == contents(sample_pdfs)


def test_no_path_of_this_machine_stands_in_a_pdf(sample_pdfs: Path, repository: Path) -> None:
    for path in sample_pdfs.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            pdf.save(path.with_suffix(".plain"), compress_streams=False)
        data = path.with_suffix(".plain").read_bytes()
        path.with_suffix(".plain").unlink()
        for trace in (str(repository), "/usr/", tempfile.gettempdir()):
            assert trace.encode() not in data


def test_only_what_has_changed_is_set_again(archive: Path, tmp_path: Path) -> None:
    """After each change the same stands there as after a build from nothing."""
    alone = archive / "issues/2017/2017-01-06.md"
    alone.parent.mkdir()
    alone.write_text(ISSUE, "utf-8")
    output = printed(archive, tmp_path)
    before = times(output)
    rewrite(archive / "issues/2013/2013-05-10.md", "## ", "## 重刊：")  # 2014 and 2016 refer to it
    rewrite(archive / "source/outlets.bib", "{青禾网}", "{青禾新闻网}")
    alone.unlink()
    (output / "issues/2014/2014-03-07b.pdf").write_bytes(b"")
    built = build_archive(archive, output, "qikanpdf")
    assert (built.status, built.warnings) == (0, [])
    (tmp_path / "fresh").mkdir()
    assert contents(output) == contents(printed(archive, tmp_path / "fresh", jobs=2))
    after = times(output)
    assert before.keys() - after.keys() == {"issues/2017/2017-01-06.pdf", "years/2017.pdf"}
    assert after["issues/2014/2014-03-07b.pdf"] != before["issues/2014/2014-03-07b.pdf"]
    assert after["years/2016.pdf"] != before["years/2016.pdf"]
    again = build_archive(archive, output, "qikanpdf")
    assert (again.status, again.warnings) == (0, [])
    assert times(output) == after


def test_other_issues_of_a_year_are_left_alone(archive: Path, tmp_path: Path) -> None:
    output = printed(archive, tmp_path)
    before = times(output)
    rewrite(archive / "issues/2014/2014-03-07b.md", "。", "；")
    built = build_archive(archive, output, "qikanpdf")
    assert (built.status, built.warnings) == (0, [])
    changed = {name for name, time in times(output).items() if time != before[name]}
    assert changed == {"issues/2014/2014-03-07b.pdf", "years/2014.pdf"}


def detached(pdf: Path, folder: Path) -> dict[str, Path]:
    """Take out the files inside a PDF, by poppler."""
    folder.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", folder, pdf], check=True, capture_output=True)
    return {path.name: path for path in folder.iterdir()}


def vocabulary(record: dict[str, Any]) -> str:
    """Write a vocabulary as TOML."""
    lines = [f"role = {json.dumps(record['role'])}", f"name = {json.dumps(record['name'])}"]
    for term in record["terms"]:
        lines += [f"[terms.{term['id']}]", f"name = {json.dumps(term['name'], ensure_ascii=False)}"]
        if "aliases" in term:
            lines.append(f"aliases = {json.dumps(term['aliases'], ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def test_a_pdf_alone_makes_the_same_page_again(
    own_pdfs: Path, own_archive: Path, repository: Path, tmp_path: Path
) -> None:
    files = detached(own_pdfs / "issues/2014/2014-07-04.pdf", tmp_path / "files")
    record = json.loads(files["2014-07-04.json"].read_text("utf-8"))
    again = tmp_path / "again"
    (again / "issues/2014").mkdir(parents=True)
    (again / "source").mkdir()
    shutil.copy(files["2014-07-04.md"], again / "issues/2014")
    shutil.copy(files["2014-07-04.bib"], again / "source/outlets.bib")
    for each in record["vocabularies"]:
        (again / f"source/{each['id']}.toml").write_text(vocabulary(each), "utf-8")
    conf = (repository / "conf.py").read_text("utf-8").replace('"src"', f'"{repository}/src"')
    conf = re.sub(r"^(?:html_\w+) = (?!\"qikan\").*\n", "", conf, flags=re.MULTILINE)
    (again / "conf.py").write_text(conf, "utf-8")
    (again / "index.md").write_text("# 重建\n", "utf-8")
    built = build_archive(again, tmp_path / "html")
    assert (built.status, built.warnings) == (0, [])

    def text(folder: Path) -> str:
        page = (folder / "issues/2014/2014-07-04.html").read_text("utf-8")
        return page.partition('<div class="text">')[2].partition('<aside class="record"')[0]

    assert text(tmp_path / "html") == text(own_archive) != ""


def test_pictures_are_inside_too(sample: Path, sample_pdfs: Path, tmp_path: Path) -> None:
    files = detached(sample_pdfs / "issues/2014/2014-03-07.pdf", tmp_path / "files")
    shown = sample / "issues/2014/ziku.png"
    assert [path.read_bytes() for name, path in files.items() if "ziku" in name] == [
        shown.read_bytes()
    ]
    assert "2014-03-07.md" in files


def test_what_was_removed_does_not_come_out_of_a_pdf(archive: Path, tmp_path: Path) -> None:
    """Neither out of the issue's nor out of the volume's."""
    path = archive / "issues/2014/2014-03-07.md"
    removal = ":::{erratum} 2014-04-01\n:kind: removal\n:text: 应当事人要求撤下。\n:::\n\n"
    rewrite(path, "同题的第二条简讯", f"{removal}同题的第二条简讯")
    output = printed(archive, tmp_path)
    for name in ("issues/2014/2014-03-07.pdf", "years/2014.pdf"):
        told = subprocess.run(["pdftotext", output / name, "-"], capture_output=True, check=True)
        assert "专线改造" not in re.sub(r"\s", "", told.stdout.decode())
        files = detached(output / name, tmp_path / name.replace("/", "-"))
        assert "2014-03-07.md" not in files
        assert all("专线改造" not in path.read_text("utf-8", "replace") for path in files.values())
