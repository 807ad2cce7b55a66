"""The command line, as an editor uses it and gets it wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qikan import cli
from qikan.reading.source import read_archive, read_settings
from tiny import issue, write

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *arguments: str | Path) -> tuple[int, list[str], list[str]]:
    """Run ``qikan``; give its status and the lines of both its outputs."""
    status = cli.main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out.splitlines(), told.err.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "县志 通讯", {"issues/2014/2014-07-04.md": issue()})


# ---- check


def test_all_is_well_says_what_was_checked(folder: Path, capsys: Capture) -> None:
    assert said(capsys, "check", folder) == (
        0,
        ["已检查 1 期、1 条、0 处出处、0 处互见、2 家来源、5 个主题和地点，没有问题"],
        [],
    )


def test_several_folders(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    broken = {"issues/2014/2014-07-04.md": issue("2014-07-04", "{cite:p}`shanxi-ribo`")}
    other = write(tmp_path / "乙", broken)
    status, out, err = said(capsys, "check", folder, other)
    assert status == 1
    assert len(out) == 2
    assert out[1].startswith(f"{other.as_posix()}/issues/2014/2014-07-04.md:12: 没有登记来源或原文")
    assert err == ["共发现 1 处问题"]


def test_a_files_problems_are_in_the_order_of_its_lines(tmp_path: Path, capsys: Capture) -> None:
    """Whoever finds them, and those of the archive's own files first."""
    head = "## 甲\n\n:::{item} 1\n:page: 头版\n:topics: 档案馆\n:places: 仙境\n:::\n"
    files = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", "{cite:p}`shanxi-ribo`", item=head),
        "issues/2014/2014-07-11.md": issue("2014-07-11", "<b>乙</b>"),
        "source/citations/2014.bib": "@article{a,\n title = {甲},\n outlet = {nowhere},\n}\n",
    }
    status, out, _ = said(capsys, "check", write(tmp_path, files))
    assert status == 1
    assert [tuple(line.split(": ")[0].rsplit("/", 1)[1].split(":")) for line in out] == [
        ("2014.bib", "1"),
        *(("2014-07-04.md", line) for line in ("9", "10", "11", "14")),
        ("2014-07-11.md", "12"),
    ]


def test_json_for_programs(tmp_path: Path, capsys: Capture) -> None:
    cited = "@article{a,\n title = {甲},\n outlet = {shanxi-ribao},\n}\n"
    files = {
        "issues/2014/2014-07-04.md": issue("2014-07-04", "见{item}`2014-07-04/2`。"),
        "source/citations/2014.bib": cited,
    }
    status, out, _ = said(capsys, "check", "--json", write(tmp_path, files))
    assert status == 1
    (told,) = json.loads("\n".join(out))
    assert told["checked"]["items"] == 1
    note, wrong = told["problems"]
    assert {key: wrong[key] for key in ("path", "line", "kind", "note")} == {
        "path": "issues/2014/2014-07-04.md",
        "line": 12,
        "kind": "qikan.no-such-item",
        "note": False,
    }
    assert (note["kind"], note["note"]) == ("qikan.not-cited", True)


def test_json_of_what_cannot_be_read(tmp_path: Path, capsys: Capture) -> None:
    files = {"source/outlets.bib": "@periodical{甲"}
    status, out, _ = said(capsys, "check", "--json", write(tmp_path, files))
    (told,) = json.loads("\n".join(out))
    assert (status, told["checked"], len(told["problems"])) == (2, None, 1)


def test_a_note_fails_nothing(tmp_path: Path, capsys: Capture) -> None:
    cited = "@article{a,\n title = {甲},\n outlet = {shanxi-ribao},\n}\n"
    status, out, _ = said(capsys, "check", write(tmp_path, {"source/citations/2014.bib": cited}))
    assert status == 0
    assert out[0].startswith("source/citations/2014.bib:1: 没有条目引用原文“a”")
    assert out[1].endswith("没有错误，有 1 处提示")


def test_progress_is_told_apart(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qikan.commands.check.STEP", 1)
    status, out, err = said(capsys, "check", folder)
    assert (status, len(out)) == (0, 1)
    assert err == ["已读 1 个文件，共 2 个", "已读 2 个文件，共 2 个"]


@pytest.mark.parametrize(
    "command", [["check"], ["cite", "2014-07-04", "--folder"], ["new", "2014"]]
)
def test_where_no_archive_is(command: list[str], tmp_path: Path, capsys: Capture) -> None:
    status, out, err = said(capsys, *command, tmp_path)
    assert (status, out, len(err)) == (2, [], 1)
    assert "没有 conf.py" in err[0]


def test_a_conf_py_that_fails_is_told_with_its_line(folder: Path, capsys: Capture) -> None:
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("qikan_publisher = 县志办\n")
    lines = (folder / "conf.py").read_text("utf-8").count("\n")
    status, out, err = said(capsys, "check", folder)
    assert (status, out, len(err)) == (2, [], 1)
    assert f"conf.py:{lines}: conf.py 在此出错（NameError" in err[0]
    assert "请撤销最近的改动" in err[0]


# ---- new


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("2014-07-11", "2014年7月11日"),
        ("2014-07-11b", "2014年7月11日"),
        ("2015-01", "2015年1月"),
        ("2014-no03", "2014年第3期"),
        ("2014-no09-10", "2014年第9-10期"),
    ],
)
def test_a_new_issue_is_well_formed(id: str, label: str, folder: Path, capsys: Capture) -> None:
    path = folder / f"issues/{id[:4]}/{id}.md"
    status, out, err = said(capsys, "new", id, folder, "--edition", "abstract")
    assert (status, out, err) == (0, [path.as_posix()], [])
    assert said(capsys, "check", folder)[0] == 0
    found = read_archive(folder, read_settings(folder)).archive.issue(id)
    assert found is not None
    assert (found.label, found.edition.value, found.items) == (label, "abstract", ())
    assert found.title == f"县志通讯（{label}）"


def test_the_hint_becomes_an_item(folder: Path, capsys: Capture) -> None:
    """Taking the percent signs away leaves what passes, but for the source that is not chosen."""
    said(capsys, "new", "2014-07-11", folder)
    path = folder / "issues/2014/2014-07-11.md"
    lines = path.read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("% ##"))
    kept = [line.removeprefix("%").removeprefix(" ") for line in lines[start:]]
    front = [line for line in lines[:start] if not line.startswith("%")]
    path.write_text("\n".join([*front, *kept]).replace("来源的标识", "xinhua-she"), "utf-8")
    assert said(capsys, "check", folder)[0] == 0
    found = read_archive(folder, read_settings(folder)).archive.item("2014-07-11/1")
    assert found is not None
    assert [cited.key for cited in found.cited] == ["xinhua-she"]


def test_new_overwrites_nothing(folder: Path, capsys: Capture) -> None:
    path = folder / "issues/2014/2014-07-04.md"
    before = path.read_bytes()
    status, out, err = said(capsys, "new", "2014-07-04", folder)
    assert (status, out, len(err)) == (2, [], 1)
    assert "已经存在" in err[0]
    assert path.read_bytes() == before


@pytest.mark.parametrize("id", ["2014-02-30", "七月", "../2014", "2014-07-04/1", ""])
def test_new_refuses_what_is_no_id(id: str, folder: Path, capsys: Capture) -> None:
    before = sorted(folder.rglob("*"))
    status, out, err = said(capsys, "new", id, folder)
    assert (status, out, len(err)) == (2, [], 1)
    assert "不是期的标识" in err[0]
    assert sorted(folder.rglob("*")) == before


def test_new_where_a_file_stands_for_the_folder(folder: Path, capsys: Capture) -> None:
    (folder / "issues/2015").write_text("", "utf-8")
    status, _, err = said(capsys, "new", "2015-01-02", folder)
    assert (status, len(err)) == (2, 1)


# ---- cite

NONE = "没有标识为“{}”的条目、期或原文；请改正，标识如 "


def test_cite_items_issues_and_located_pieces(sample: Path, capsys: Capture) -> None:
    ids = ("2013-05-10/1", "2016-no01", "songhe-zhuanxian")
    status, out, err = said(capsys, "cite", *ids, "--folder", sample)
    assert status == 0
    assert out == [
        "王芳，欧阳松河. 松河省网上办事大厅试运行[J]. 松河政务信息，2013，1（9）：1.",
        "松河省信息中心. 松河政务信息[J]. 2016（1）. 松河省信息中心，2016.",
        "李云岭，欧阳松河. 云岭与岚港之间的专线昨日改造完成[N/OL]. "
        "松河日报，2014-03-05（A03）. https://songhe-ribao.example/2014/03/05/a03.html?a=1&b=2.",
    ]
    assert err == ["conf.py 没有设定 html_baseurl，引文中不列永久网址"]


def test_cite_with_the_permanent_address(folder: Path, capsys: Capture) -> None:
    with (folder / "conf.py").open("a") as conf:
        conf.write('html_baseurl = "https://xz.example.org/a"\n')
    status, out, err = said(capsys, "cite", "2014-07-04/1", "--folder", folder, "--revision=2015")
    assert (status, err) == (0, [])
    assert out == [
        "《榆次县志》（明万历本）重刊[J/OL]. 县志通讯, 2014(县志通讯（七月）). "
        "https://xz.example.org/a/issues/2014/2014-07-04/1.html."
    ]


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_cite_for_programs(format: str, folder: Path, capsys: Capture) -> None:
    status, out, _ = said(capsys, "cite", "2014-07-04/1", "--folder", folder, "--format", format)
    assert status == 0
    assert "《榆次县志》（明万历本）重刊" in "\n".join(out)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["2014-07-04/2"], f"{NONE.format('2014-07-04/2')}2014-07-04/1"),
        (["2014-07-4/1"], f"{NONE.format('2014-07-4/1')}2014-07-04/1"),
        (["2014-07-05"], f"{NONE.format('2014-07-05')}2014-07-04"),
        (["甲"], f"{NONE.format('甲')}2014-07-04/3 或 2014-07-04"),
        (["shanxi-ribao"], NONE.format("shanxi-ribao")),
        (["2014-07-04", "2014-07-04/9"], NONE.format("2014-07-04/9")),
        ([], "没有写明引用什么"),
    ],
)
def test_cite_what_is_not_there(ids: list[str], words: str, folder: Path, capsys: Capture) -> None:
    status, out, err = said(capsys, "cite", *ids, "--folder", folder)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(words)


def test_cite_the_entries_of_a_file(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "文献.json"
    entries = [{"id": "a", "type": "book", "title": "松河史"}, {"type": "book", "title": "云岭史"}]
    path.write_text(json.dumps(entries), "utf-8")
    assert said(capsys, "cite", "--csl-json", path) == (0, ["松河史[M].", "云岭史[M]."], [])


@pytest.mark.parametrize("text", ["", "{", "[{}]", '[{"type": "book", "title": "甲"}, 7]', "\0"])
def test_cite_a_file_with_faults(text: str, tmp_path: Path, capsys: Capture) -> None:
    """Nothing is printed: a line too few would be taken for another entry's."""
    path = tmp_path / "文献.json"
    path.write_text(text, "utf-8")
    status, out, err = said(capsys, "cite", "--csl-json", path)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"{path}")


def test_cite_a_file_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    for path in (tmp_path, tmp_path / "无.json"):
        status, out, err = said(capsys, "cite", "--csl-json", path)
        assert (status, out, len(err)) == (2, [], 1)


# ---- what is written wrongly


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("chek", "没有“chek”这条命令；可写 check、cite"),
        ("检查", "没有“检查”这条命令；可写 check、cite、import、new、search"),
        ("check --jsno", "此处没有“--jsno”这一选项；可写 --json"),
        ("check --js", "此处没有“--js”这一选项；可写 --json"),
        ("check --json=3", "--json 的写法有误，多半是后面缺少或多了值；用法见 qikan check --help"),
        ("--vresion", "此处没有“--vresion”这一选项；可写 --version"),
        ("new", "没有写明新一期的标识；请写，如 qikan new 2014-07-11"),
        ("new 2014-07-11 . 甲", "“甲”是多余的；请删去，用法见 qikan new --help"),
        ("new 2014-07-11 --edition ful", "--edition 不可为“ful”；应写 full、abstract 之一"),
        (
            "new 2014-07-11 --edition",
            "--edition 的写法有误，多半是后面缺少或多了值；用法见 qikan new --help",
        ),
        ("cite --format=bib", "--format 不可为“bib”；应写 gbt7714、bibtex、ris、csl-json 之一"),
        ("cite 2014-07-04 --revision 2020", "--revision 不可为“2020”；应写 2025、2015 之一"),
    ],
)
def test_words_that_cannot_be_read(words: str, line: str, folder: Path, capsys: Capture) -> None:
    assert said(capsys, *words.split()) == (2, [], [line])
    assert not list(folder.glob("issues/2014/2014-07-11.md"))


def test_words_that_name_no_command(capsys: Capture) -> None:
    status, out, err = said(capsys, "--")
    assert (status, out, len(err)) == (2, [], 1)


@pytest.mark.parametrize(
    "words", ["", "--help", "check -h", "cite --help", "new --help", "import -h"]
)
def test_the_help_is_in_the_language_of_the_archive(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """In Chinese where there is none."""
    monkeypatch.chdir(tmp_path)
    chinese = helped(words, capsys)
    assert chinese.startswith("用法: qikan")
    unknown = set(re.findall(r"[A-Za-z]{3,}", chinese)) - set(re.findall(r"[A-Za-z]{3,}", WRITTEN))
    assert unknown == set()
    write(tmp_path, {}, language="en")
    english = helped(words, capsys)
    assert english.startswith("usage: qikan")
    assert not re.search(r"[\u4e00-\u9fff]", english)


WRITTEN = (
    "qikan check cite import new search id words files into profile dry-run verify force keep "
    "keep-original "
    "source import.toml limit site title folder --help --version --json "
    "--edition full abstract --format --revision --csl-json file conf.py bibtex ris gbt7714 "
    "CSL-JSON"
)
"""What is written as it is in any language."""


def helped(words: str, capsys: Capture) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main(words.split())
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_words_about_an_archive_elsewhere_are_answered_in_its_language(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = write(tmp_path, {}, language="en")
    line = "there is no option “--jsno” here; write, for example, --json"
    assert said(capsys, "check", folder, "--jsno") == (2, [], [line])
