"""Whatever an editor gets wrong is told in one line a mistake, and nothing else suffers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import EllipsisType

import pytest

from broken import CASES, ISSUE, OWN, SOUND, STOPPING, arguments_of, message, path_of, write_all
from qikan import ids
from qikan.kinds import Kind
from tiny import FILES, SRC, Built, build, issue, write

pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the archive of all broken files in English, with two processes that read."""
    return build(write_all(tmp_path_factory.mktemp("en"), language="en"), "-j", "2")


# ---- the tables


@pytest.mark.parametrize("case", CASES)
def test_one_line_says_where_and_what_and_the_remedy(broken_build: Built, case: str) -> None:
    expected = CASES[case]
    warnings = broken_build.warnings(path_of(case))
    own = [line for line in warnings if line.kind.startswith("qikan.")]
    assert [(line.line, line.kind) for line in own] == [
        (expected.line, f"qikan.{expected.kind.subtype}")
    ]
    assert own[0].text == message(expected.kind, arguments_of(case))
    assert warnings == own


@pytest.mark.parametrize("case", CASES)
def test_only_what_could_be_read_has_a_page(broken_build: Built, case: str) -> None:
    page = path_of(case).removesuffix(".md")
    assert (f"{page}.html" in broken_build.pages()) == CASES[case].page
    if not CASES[case].page:
        assert not (broken_build.out / page).exists()  # nor has an item of it


@pytest.mark.parametrize("path", OWN)
def test_the_archives_own_files(broken_build: Built, path: str) -> None:
    lines = broken_build.lines(path)
    _, expected = OWN[path]
    assert [(line.line, line.kind) for line in lines] == [
        (at, f"qikan.{kind.subtype}") for at, kind, _ in expected
    ]
    for line, (_, kind, arguments) in zip(lines, expected, strict=True):
        start = message(
            kind, tuple("\ue000" if isinstance(each, EllipsisType) else each for each in arguments)
        )
        assert line.text.startswith(start.partition("\ue000")[0])


def test_all_that_is_told_is_in_the_tables(broken_build: Built) -> None:
    """No sound issue is accused, and nothing else."""
    assert {line.path for line in broken_build.warnings()} == {*map(path_of, CASES), *OWN}


def test_the_check_without_a_build_says_the_same(broken_build: Built) -> None:
    """To the letter, and no more and no less."""
    folder = broken_build.out.parent
    ended = subprocess.run(
        [sys.executable, "-c", "import sys; from qikan.cli import main; sys.exit(main())", "check"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    told = [
        f"{line.path}:{line.line}: {line.text} [{line.kind}]" for line in broken_build.warnings()
    ]
    assert sorted(ended.stdout.splitlines()) == sorted(told)


def test_the_build_fails_without_a_traceback(broken_build: Built) -> None:
    assert broken_build.status == 1
    assert "Traceback" not in broken_build.said
    assert "Exception" not in broken_build.said


def test_the_pages_of_sound_issues_are_written(broken_build: Built) -> None:
    pages = broken_build.pages()
    for id in SOUND:
        assert f"issues/2013/{id}.html" in pages
        assert "《榆次县志》（明万历本）重刊" in broken_build.page(f"issues/2013/{id}/1")
    assert {"index.html", "source/about.html", "years/2013.html", "places/taiyuan.html"} <= pages


def test_no_half_written_page_is_left(broken_build: Built) -> None:
    assert not list(broken_build.out.rglob("*.tmp"))
    for name in broken_build.pages():
        assert (broken_build.out / name).read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize("path", [*map(path_of, CASES), *OWN])
def test_a_second_build_says_the_same(broken_builds: tuple[Built, Built], path: str) -> None:
    first, second = broken_builds
    assert second.lines(path) == first.lines(path) != []


def test_a_second_build_fails_too(broken_builds: tuple[Built, Built]) -> None:
    first, second = broken_builds
    assert second.status == 1
    assert second.pages() == first.pages()


# What Sphinx, MyST and bibtex tell, who tell it only when they read or write a document.
UPSTREAM: Mapping[str, tuple[str, str]] = {
    "label": (ISSUE, issue("2014-07-04", "见{ref}`nowhere`。")),
    "document": (ISSUE, issue("2014-07-04", "见{doc}`nowhere`。")),
    "link": (ISSUE, issue("2014-07-04", "见[甲](nowhere.md)。")),
    "directive": (ISSUE, issue("2014-07-04", ":::{nowhere}\n:::")),
    "level of a heading": (ISSUE, issue("2014-07-04", "#### 甲")),
    "source on an own page": (
        "source/about.md",
        "---\norphan: true\n---\n# 关于\n\n{cite:p}`nowhere`\n",
    ),
}


@pytest.mark.parametrize("case", UPSTREAM)
def test_a_second_build_does_not_forget(tmp_path: Path, case: str) -> None:
    """Else ``make`` succeeds when it is called again, with the fault on the page."""
    path, text = UPSTREAM[case]
    folder = write(tmp_path, {path: text})
    first, second = build(folder), build(folder)
    assert first.status == second.status == 1
    assert second.warnings(path) == first.warnings(path) != []


@pytest.mark.parametrize("case", CASES)
def test_english(english: Built, case: str) -> None:
    (line,) = english.lines(path_of(case))
    assert line.line == CASES[case].line
    assert line.text == message(CASES[case].kind, arguments_of(case), "en")


def test_english_says_the_engines_words_in_english(english: Built) -> None:
    assert english.status == 1
    for line in english.lines():
        kind = next(kind for kind in Kind if line.kind == f"qikan.{kind.subtype}")
        assert line.text.startswith(kind.text.partition("{")[0])


PROVOKED = {case.kind for case in CASES.values()} | {
    kind for _, found in OWN.values() for _, kind, _ in found
}


def test_every_kind_is_in_a_table() -> None:
    notes = {kind for kind in Kind if kind.is_note}
    of_pdfs = {Kind.GLYPH, Kind.NOT_SET, Kind.TYPEFACE}  # see test_pdf_bad_input
    of_pdfs |= {Kind.UNSET, Kind.UNSET_PICTURE, Kind.UNWRITTEN}
    # Kind.MARKUP: see below
    assert set(Kind) == PROVOKED | STOPPING | notes | of_pdfs | {Kind.MARKUP}


ADDED = """
from docutils.parsers.rst import Directive

class Failing(Directive):
    has_content = True

    def run(self):
        raise KeyError("县志")

def setup(app):
    app.add_directive("failing", Failing)

qikan_directives = ["failing"]
"""


def test_what_conf_py_adds_may_fail_without_harm_to_other_issues(tmp_path: Path) -> None:
    files = {
        ISSUE: issue("2014-07-04", "```{failing}\n甲\n```"),
        "issues/2014/2014-07-11.md": issue("2014-07-11"),
    }
    built = build(write(tmp_path, files, conf=ADDED))
    assert built.status == 1
    (line,) = built.lines(ISSUE)
    assert line.kind == "qikan.markup"
    assert line.text == message(Kind.MARKUP, ("'县志'",))
    assert "issues/2014/2014-07-11/1.html" in built.pages()
    assert "issues/2014/2014-07-04.html" not in built.pages()


@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_can_be_suppressed(broken_build: Built, tmp_path: Path, half: int) -> None:
    """In two halves: what is suppressed is not told, all else is as before."""
    silent = {f"qikan.{kind.subtype}" for kind in sorted(PROVOKED, key=str)[half::2]}
    folder = write_all(tmp_path, conf=f"suppress_warnings = {sorted(silent)!r}\n")
    told = [(line.path, line.line, line.kind) for line in build(folder).lines()]
    before = [(line.path, line.line, line.kind) for line in broken_build.lines()]
    assert told == [line for line in before if line[2] not in silent]
    assert silent <= {kind for _, _, kind in before}


def test_what_is_suppressed_does_not_fail_a_build(tmp_path: Path) -> None:
    files = {"issues/2014/2014-07-04.md": issue("2014-07-04", "见{item}`2014-07-04/2`。")}
    folder = write(tmp_path, files, conf='suppress_warnings = ["qikan.no-such-item"]\n')
    ended = build(folder)
    assert (ended.status, ended.warnings()) == (0, [])


def test_the_words_that_the_issue_asks_for(broken_build: Built) -> None:
    (line,) = broken_build.lines(path_of("unknown source"))
    assert line.text.startswith("没有登记来源或原文“shanxi-ribo”，是否指 shanxi-ribao？")


def test_the_id_that_is_offered_is_free_and_is_one(tmp_path: Path) -> None:
    """Also in a periodical that only counts, whose ids have no letters."""
    written = {"2014-no03": "2014-no03", "2014-no03-copy": "2014-no03", "2014-no04": "2014-no04"}
    files = {f"issues/2014/{name}.md": issue(id) for name, id in written.items()}
    lines = build(write(tmp_path, files)).lines("issues/2014/2014-no03-copy.md")
    (line,) = [line for line in lines if line.kind == "qikan.duplicate-issue"]
    offered = re.search(r"如 ([\w-]+)$", line.text)
    assert offered is not None
    assert ids.issue_id(offered[1]) not in {"2014-no03", "2014-no04"}


# ---- what is accepted

ACCEPTED: Mapping[str, bytes] = {
    "BOM": issue("ID", front="label: 七月第一期\n").encode("utf-8-sig"),
    "CRLF": issue("ID", "甲\n\n乙", front="label: 七月第一期\n").replace("\n", "\r\n").encode(),
    "BOM and CRLF": issue("ID", front="label: 七月第一期\n")
    .replace("\n", "\r\n")
    .encode("utf-8-sig"),
    "no line end at the end": issue("ID", front="label: 七月第一期\n").rstrip().encode(),
    "hard breaks": issue("ID", "甲\\\n乙  \n丙", front="label: 七月第一期\n").encode(),
    "signs that look like markup": issue(
        "ID", "3 < 5，a<b，《<甲>》，&lt;b&gt;，<甲>，{甲}", front="label: 七月第一期\n"
    ).encode(),
    "links": issue(
        "ID",
        "[甲](https://example.org/?a=1&b=2) <http://example.org> <a@example.org> [乙](/index.md)",
        front="label: 七月第一期\n",
    ).encode(),
    "substitutions": issue(
        "ID",
        "{{ journal }}",
        front="label: 七月第一期\nmyst:\n  substitutions:\n    journal: 县志通讯\n",
    ).encode(),
    "rare characters": issue("ID", "𠮷、㐂、龘、縣志", front="label: 七月第一期\n").encode(),
}


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {
        f"issues/2014/{_date(case)}.md": data.replace(b"ID", _date(case).encode())
        for case, data in ACCEPTED.items()
    }
    return build(write(tmp_path_factory.mktemp("good"), files))


def _date(case: str) -> str:
    return f"2014-02-{list(ACCEPTED).index(case) + 1:02}"


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(accepted: Built, case: str) -> None:
    assert accepted.warnings(f"issues/2014/{_date(case)}.md") == []
    page = accepted.page(f"issues/2014/{_date(case)}/1")
    assert "《榆次县志》（明万历本）重刊" in page
    assert "七月第一期" in page
    assert "places/taiyuan.html" in page


def test_all_that_is_accepted_builds(accepted: Built) -> None:
    assert (accepted.status, accepted.warnings()) == (0, [])


def test_an_archive_without_an_issue_builds(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {}))
    assert (ended.status, ended.warnings()) == (0, [])
    assert "index.html" in ended.pages()


@pytest.mark.parametrize("path", ["source/places.toml", "source/outlets.bib"])
def test_the_archives_own_files_may_begin_with_a_bom(tmp_path: Path, path: str) -> None:
    ended = build(write(tmp_path, {path: FILES[path].encode("utf-8-sig")}))
    assert (ended.status, ended.warnings()) == (0, [])


# ---- where and how


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": ""}], ids=["C", "POSIX"]
)
def test_any_locale(tmp_path: Path, locale: Mapping[str, str]) -> None:
    files: dict[str, str | bytes] = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", "{cite:p}`shanxi-ribo`"),
        "issues/2014/2014-07-11.md": issue("2014-07-11").encode("gb18030"),
        "issues/2014/2014-07-18.md": issue("2014-07-18"),
    }
    ended = build(write(tmp_path / "县志 通讯", files), env={"LANG": "C", **locale})
    assert ended.status == 1
    assert {line.path: line.text for line in ended.warnings()} == {
        "issues/2014/2014-07-04.md": message(
            Kind.UNKNOWN_OUTLET, ("shanxi-ribo", ("shanxi-ribao",))
        ),
        "issues/2014/2014-07-11.md": message(Kind.ENCODING, ("GB18030",)),
    }
    assert "重刊" in ended.page("issues/2014/2014-07-18/1")


HARM: Mapping[str, Callable[[str], str | bytes]] = {
    "encoding": lambda text: text.encode("gb18030"),
    "front matter": lambda text: text.replace("---\n", "", 1),
    "empty": lambda _: "",
    "reference": lambda text: f"{text}\n见{{item}}`2014-07-04/2`。\n",
}


@pytest.mark.parametrize("harm", HARM)
def test_a_page_goes_with_the_issue_and_comes_back(tmp_path: Path, harm: str) -> None:
    """Sound, then broken, then sound again: each build says and writes what a new one would."""
    folder = write(tmp_path, {ISSUE: issue()})
    sound = build(folder)
    assert sound.status == 0
    write(folder, {ISSUE: HARM[harm](issue())})
    broken = build(folder)
    assert broken.status == 1
    assert len(broken.lines(ISSUE)) == 1
    assert ("issues/2014/2014-07-04/1.html" in broken.pages()) == (harm == "reference")
    write(folder, {ISSUE: issue()})
    again = build(folder)
    assert (again.status, again.warnings()) == (0, [])
    assert again.pages() == sound.pages()
