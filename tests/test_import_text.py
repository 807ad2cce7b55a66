"""Taking in texts as editors have them: what is read, what is told, what is refused."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.documents import LAYOUTS, document
from bench.world import World
from importing import take
from qikan import cli
from tiny import build, write

WORLD = World(3, 7, 30)
TEXT = document(WORLD, 0, LAYOUTS[0]).text
HEAD = "松河市信息化研究院\n\n松河政务信息\n\n2014年7月4日\n\n第12期（总第87期）\n\n"


def original(folder: Path, text: str | bytes = TEXT, name: str = "期.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def items(*texts: str) -> str:
    """Write an issue of items, without a list of contents."""
    return HEAD + "\n\n".join(f"{n}. 第{n}件事的标题\n\n{text}" for n, text in enumerate(texts, 1))


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


# ---- what is read


def test_the_name_of_the_issue_is_whole(tmp_path: Path) -> None:
    text = items("松河启用一个平台。（松河日报）", "松河又启用一个平台。（松河晚报）")
    record = take(original(tmp_path, text), into=tmp_path / "库").record
    assert (record["label"], record["date"]) == ("第12期（总第87期）", "2014-07-04")
    written = (tmp_path / "库/issues/2014/2014-07-04.md").read_text("utf-8")
    assert "\nnumber: 12\nrunning-number: 87\n" in written


@pytest.mark.parametrize(
    ("printed", "names", "byline"),
    [
        ("（松河日报）", "松河日报", None),
        ("(松河网(城南))", "松河网(城南)", None),
        ("（松河日报、松河晚报）", "松河日报、松河晚报", None),
        ("（据松河日报报道）", "松河日报", None),
        ("（松河日报 2014年7月2日）", "松河日报", None),
        ("（松河日报记者 李云）", "松河日报", "李云"),
        ("（记者 张三）", None, "张三"),
        ("（记者 李云）（松河日报）", "松河日报", "李云"),
        ("\n\n（松河日报）", "松河日报", None),
        ("\n\n来源：松河日报", "松河日报", None),
        ("\n\n——《松河日报》", "松河日报", None),
    ],
)
def test_sources_as_print_has_them(
    tmp_path: Path, printed: str, names: str | None, byline: str | None
) -> None:
    text = items(f"松河启用一个平台。{printed}", "又一件事。（松河日报）")
    first = take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record["items"][0]
    assert (first["outlet_name"], first["byline"]) == (names, byline)
    assert first["paragraphs"] == ["松河启用一个平台。"]


def test_a_text_that_comes_again_is_no_running_head(tmp_path: Path) -> None:
    """Broken over lines, its middle stands between two pieces of a sentence each time."""
    lines = (
        "有意参加的单位请在本月底之前把表格送到松河市信息化",
        "研究院综合科，逾期不再受理，表格可以在研究院的网站上",
        "下载，也可以打电话索取。",
    )
    again = "\n".join(lines)
    text = items(*(f"第{n}件事已经办成。\n\n{again}（松河日报）" for n in range(4)))
    for item in take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record["items"]:
        assert item["paragraphs"][1:] == ["".join(lines)]


@pytest.mark.parametrize("printed", ["（完）", "（见附表）", "（以下简称平台）", "（2014—2020年）"])
def test_other_brackets_are_no_source(tmp_path: Path, printed: str) -> None:
    text = items(f"松河启用一个平台{printed}", "又一件事。（松河日报）")
    record = take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record
    assert record["items"][0]["outlet_name"] is None
    assert record["items"][0]["paragraphs"] == [f"松河启用一个平台{printed}"]
    assert any(doubt["kind"] == "bracket-kept" for doubt in record["doubts"])


def test_signs_of_markdown_and_rare_characters_stay_text(tmp_path: Path) -> None:
    """The command itself reads its file again and compares; pages are asked here."""
    strange = (
        "*甲* _乙_ `丙` [丁](http://a.example/) <b>戊</b> &amp; {item}`1` {{己}} $x$ 2^3^ ~~庚~~ "
        "𠮷田、㐀、麵包、\ue000、﹏ C# A|B https://a.example/?a=b&c=d \\\\ %注。"
    )
    lines = [
        strange,
        "# 不是标题。",
        "- 不是列表。",
        "1) 不是列表。",
        ":::{note}",
        "> 引。",
        "=一。",
    ]
    text = items("\n\n".join([*lines, "完了。（松河日报）"]), "又一件事。（松河日报）")
    folder = tmp_path / "库"
    imported = take(original(tmp_path, text), into=folder)
    assert imported.err == ()
    assert imported.record["items"][0]["paragraphs"] == [*lines, "完了。"]
    built = build(folder)
    assert (built.status, built.stderr) == (0, ())
    page = built.page("issues/2014/2014-07-04/1")
    assert "<b>戊</b>" not in page
    assert "&lt;b&gt;戊&lt;/b&gt;" in page


def test_an_archive_keeps_what_it_has(tmp_path: Path) -> None:
    """Outlets are found by their names; new ones are added behind the rest."""
    folder = write(tmp_path / "库", {})
    before = tree(folder)
    text = items("一件事。（山西日报）", "又一件事。（松河日报）")
    record = take(original(tmp_path, text), into=folder).record
    assert [item["outlet"] for item in record["items"]] == ["shanxi-ribao", "songhe-ribao"]
    after = tree(folder)
    outlets = "source/outlets.bib"
    assert after[outlets].startswith(before[outlets].rstrip())
    assert {name: after[name] for name in before if name != outlets} == {
        name: data for name, data in before.items() if name != outlets
    }
    assert build(folder).status == 0


def test_a_profile_tells_what_no_rule_can_know(tmp_path: Path) -> None:
    text = HEAD.replace("松河政务信息", "松河潮") + (
        "内部资料\n\n其一　一件事\n\n正文如此。（松河日报）\n\n"
        "其二　两件事\n\n也是如此。（松河日报）\n"
    )
    profile = tmp_path / "import.toml"
    profile.write_text('title = "松河潮"\nitem = "其.　.+"\ndrop = ["内部资料"]\n', "utf-8")
    record = take(
        original(tmp_path, text), "--profile", profile, "--dry-run", into=tmp_path / "库"
    ).record
    assert [item["title"] for item in record["items"]] == ["其一　一件事", "其二　两件事"]
    assert record["title"] == "松河潮　第12期（总第87期）"
    assert record["account"]["reasons"]["profile"] == 4


# ---- the command


def test_an_issue_that_stands_there_is_left_unless_force_is_used(tmp_path: Path) -> None:
    folder, path = tmp_path / "库", original(tmp_path)
    first = take(path, into=folder)
    issue = folder / first.record["path"]
    issue.write_text(issue.read_text("utf-8") + "\n校对过。\n", "utf-8")
    before = tree(folder)
    again = take(path, into=folder)
    assert (again.status, len(again.err), again.records) == (1, 1, ())
    assert "--force" in again.err[0]
    assert tree(folder) == before
    forced = take(path, "--force", into=folder, json_lines=False)
    assert forced.status == 0
    assert "-校对过。" in forced.out
    assert "校对过" not in issue.read_text("utf-8")


def test_verify_names_what_differs(tmp_path: Path) -> None:
    folder, path = tmp_path / "库", original(tmp_path)
    issue = folder / take(path, into=folder).record["path"]
    assert take(path, "--verify", into=folder).status == 0
    text = issue.read_text("utf-8")
    issue.write_text(text.replace("。", "！", 1), "utf-8")
    wrong = take(path, "--verify", into=folder)
    assert wrong.status == 1
    assert [line.rpartition("：")[2] for line in wrong.err[:2]] == ["。", "！"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    imported = take(original(tmp_path), "--dry-run", into=tmp_path / "库")
    assert (imported.status, (tmp_path / "库").exists()) == (0, False)


def test_several_files_have_one_table(tmp_path: Path) -> None:
    folder = tmp_path / "原件"
    folder.mkdir()
    for index in range(3):
        original(folder, document(WORLD, index, LAYOUTS[index]).text, f"{index}.txt")
    original(folder, b"", "空.txt")
    imported = take(folder, into=tmp_path / "库", json_lines=False)
    assert imported.status == 1
    assert [line.split()[1] for line in imported.out[:4]] == ["条数", "16", "16", "16"]
    assert len(imported.err) == 1
    assert "空.txt" in imported.err[0]
    assert build(tmp_path / "库").status == 0


def test_the_report_is_one_page_without_scripts(tmp_path: Path) -> None:
    text = items("<script>alert(1)</script>一件事。（松河日报）", "又一件事。（松河日报）")
    record = take(original(tmp_path, text), into=tmp_path / "库").record
    page = (tmp_path / f"库/_import/{record['id']}.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "http:" not in page
    report = (tmp_path / f"库/_import/{record['id']}.md").read_text("utf-8")
    for doubt in record["doubts"]:
        assert doubt["message"] in report
        assert f":{doubt['original']['line']} → " in report


def test_a_month_may_be_all_that_is_known(tmp_path: Path) -> None:
    text = TEXT.replace("2005年1月7日", "2005年1月")
    record = take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record
    assert record["date"] == "2005-01"


def test_the_contents_end_where_a_heading_of_two_lines_begins_the_text(tmp_path: Path) -> None:
    entries = "1. 松河市开通网上办事大厅 … 2\n2. 松河县公布办事指南 … 3"
    first = "1. 松河市开通\n网上办事大厅\n\n大厅已开通。（松河日报）"
    text = f"{HEAD}目录\n\n{entries}\n\n{first}\n\n2. 松河县公布办事指南\n\n已公布。（松河晚报）"
    record = take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record
    assert [(item["title"], item["page"]) for item in record["items"]] == [
        ("松河市开通网上办事大厅", "2"),
        ("松河县公布办事指南", "3"),
    ]


def test_a_hyphen_behind_one_letter_is_part_of_the_word(tmp_path: Path) -> None:
    lines = "其后提出的e-\n" + "government指数另有说明。（松河日报）"
    record = take(
        original(tmp_path, items(lines, "又一件事。（松河晚报）")),
        "--dry-run",
        into=tmp_path / "库",
    ).record
    assert not [repair for repair in record["repairs"] if repair["kind"] == "hyphenated"]


# ---- bad input

HAN = "松河市政务服务中心开通网上办事大厅并公布办事指南和联系方式"
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空的"),
    "blank": ("\n \n　\n".encode(), "空的"),
    "html": (b"<!DOCTYPE html><script>1</script>", "没有文字"),
    "too large": (b"a" * 8_000_001, "8 MB"),
    "binary": (bytes(range(256)) * 20, "文本"),
    "mixed": (TEXT.encode() + "\n".join([HAN, HAN]).encode("gb18030"), "GB18030"),
    "cut off": (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "UTF-16"),
    "utf-8 read as gb18030": (
        (HAN * 9).encode().decode("gb18030", "ignore").encode(),
        "UTF-8",
    ),
    "utf-8 read as latin-1": (TEXT.encode().decode("latin-1").encode(), "UTF-8"),
    "gb18030 read as latin-1": (TEXT.encode("gb18030").decode("latin-1").encode(), "GB18030"),
    "lost characters": (("锟斤拷" + TEXT).encode(), "锟斤拷"),
    "no items": ((HEAD + "这里没有条目。\n\n只有两段话。\n").encode(), "条目"),
    "no date": (TEXT.replace("2005年1月7日", "").encode(), "日期"),
    "two issues": (
        (TEXT + document(WORLD, 1, LAYOUTS[0]).text).encode(),
        "两期",
    ),
    "too many items": (items(*["一件事。（松河日报）"] * 2001).encode(), "2000"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_line_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    data, said = BAD[case]
    imported = take(original(tmp_path, data), into=tmp_path / "库")
    assert (imported.status, imported.records) == (1, ())
    (line,) = imported.err
    assert said in line
    assert line.startswith((tmp_path / "期.txt").as_posix())
    assert not (tmp_path / "库").exists()


def test_two_thousand_items_are_taken(tmp_path: Path) -> None:
    text = items(*["一件事。（松河日报）"] * 2000)
    record = take(original(tmp_path, text), "--dry-run", into=tmp_path / "库").record
    assert len(record["items"]) == 2000


def test_the_date_may_stand_in_the_name_of_the_file(tmp_path: Path) -> None:
    text = TEXT.replace("2005年1月7日", "")
    path = original(tmp_path, text, "汇编20050107.txt")
    record = take(path, "--dry-run", into=tmp_path / "库").record
    assert record["date"] == "2005-01-07"
    assert any(doubt["kind"] == "date-of-name" for doubt in record["doubts"])


def test_a_missing_file_and_a_folder_that_is_no_archive(tmp_path: Path) -> None:
    missing = take(tmp_path / "无.txt", into=tmp_path / "库")
    assert (missing.status, len(missing.err)) == (1, 1)
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的/信.txt").write_text("信", "utf-8")
    refused = take(original(tmp_path), into=tmp_path / "别的")
    assert (refused.status, len(refused.err)) == (2, 1)
    assert list(tree(tmp_path / "别的")) == ["信.txt"]


def test_a_name_that_no_one_can_write(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd0\xc5': \"x\n#.txt"))
    path.write_text(TEXT, "utf-8")
    folder = tmp_path / "库"
    assert take(path, into=folder).status == 0
    assert build(folder).status == 0


def test_two_imports_at_once(tmp_path: Path) -> None:
    folder, path = tmp_path / "库", original(tmp_path)
    folder.mkdir()
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    refused = take(path, into=folder, json_lines=False)
    assert (refused.status, len(refused.err), tree(folder)) == (2, 1, {})
    os.close(held)
    assert take(path, into=folder).status == 0


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "库", {})
    before = tree(folder)
    path = original(tmp_path)

    move = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.suffix == ".md" and "issues" in target.parts:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", full)
    refused = take(path, into=folder)
    assert (refused.status, len(refused.err)) == (2, 1)
    assert "No space left" in refused.err[0]
    assert tree(folder) == before


@pytest.mark.parametrize("step", [0, 1, 6])
def test_a_kill_leaves_no_half_written_file(tmp_path: Path, step: int) -> None:
    """Killed after each of its moves, an import can be made again; what is there is whole."""
    path, folder = original(tmp_path), tmp_path / "库"
    program = f"""
import os, signal, sys
from pathlib import Path
from qikan import cli
moved = 0
def replace(self, target):
    global moved
    if moved == {step}:
        os.kill(os.getpid(), signal.SIGKILL)
    moved += 1
    os.replace(self, target)
Path.replace = replace
cli.main(["import", {str(path)!r}, "--into", {str(folder)!r}])
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    left = {name for name in tree(folder) if not name.startswith(".qikan-import-")}
    assert not any(name.startswith("issues/") for name in left)
    finished = take(path, into=folder)
    assert finished.status == 0
    assert not any(name.startswith(".qikan-import-") for name in tree(folder))
    assert (cli.main(["check", str(folder)]), len(finished.record["items"])) == (0, 16)


def test_json_holds_what_the_issue_asks(tmp_path: Path) -> None:
    imported = take(original(tmp_path), "--dry-run", into=tmp_path / "库")
    record = json.loads(imported.out[0])
    assert {
        "id",
        "date",
        "label",
        "items",
        "joins",
        "repairs",
        "doubts",
        "account",
    } <= record.keys()
    assert {"in", "out", "listed", "lost", "added"} <= record["account"].keys()
    assert {
        "number", "title", "section", "page", "byline", "outlet", "outlet_name", "citation",
        "paragraphs", "tables", "notes", "confidence",
    } == record["items"][0].keys()  # fmt: skip
