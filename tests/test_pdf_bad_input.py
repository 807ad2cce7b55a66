"""What an editor or the machine gets wrong: set well, or told in one line with its place."""

from __future__ import annotations

import errno
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import tiny
from building import Built, build_archive
from conforming import RULES
from qikan.kinds import Kind
from qikan.pdf.compositor import Compositor, NotSet
from qikan.pdf.fonts import Missing, Typefaces
from qikan.pdf.press import Press
from qikan.sphinx import pdf_builder

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  width="100" height="50">{}<rect width="100" height="50" fill="#ccc"/></svg>
"""
OUTSIDE = '<image xlink:href="http://evil.example/x.png" width="9" height="9"/>'
SIGNS = r'“#import "x": *”、“$x^2$”、“`raw`”、“@ref”、\\、`#let x = 1; panic()`、//、\[x\]、~'


def figure(name: str) -> str:
    """Show a picture, described with signs of Typst's."""
    return f':::{{figure}} {name}\n:alt: 图 $x$ #import "a"\n:::\n\n'


def pictures(folder: Path) -> None:
    """Draw pictures that can be set, and others that cannot."""
    Image.new("RGB", (200, 100), "red").save(folder / "hong.png")
    (folder.parents[1] / "tu").mkdir()
    Image.new("RGB", (100, 50), "blue").save(folder.parents[1] / "tu/hong.png")
    (folder / "cut.png").write_bytes((folder / "hong.png").read_bytes()[:120])
    Image.new("CMYK", (200, 100)).save(folder / "cmyk.jpg")
    Image.new("1", (20_000, 100)).save(folder / "wide.png")
    frames = [Image.new("P", (50, 50), colour) for colour in (1, 3)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    (folder / "script.svg").write_text(SVG.format("<script>alert(1)</script>"))
    (folder / "outside.svg").write_text(SVG.format(OUTSIDE))


def table(columns: int, rows: int, cell: str = "行") -> str:
    """Write a table with a head."""
    row = "".join(f"{'* ' if not column else '  '}- {cell}\n" for column in range(columns))
    return f":::{{list-table}}\n:header-rows: 1\n\n{row * rows}:::\n\n"


UNSET = ("cut.png", "cmyk.jpg", "outside.svg")
WORST = "".join(
    [
        f"{SIGNS}[链接#$](https://e.example/?a=#$b)\n\n",
        f"<https://www.example.org/{'a' * 1970}>\n\n",
        f"{'甲' * 20}{'b' * 2000}\n\n",
        f"*{'着重，' * 700}*\n\n",
        "葛\U000e0100城，한국어，𝒳𰻞\ue000。\n\n",
        *map(figure, ("hong.png", "cut.png", "cmyk.jpg", "wide.png", "moving.gif")),
        *map(figure, ("script.svg", "outside.svg", "/tu/hong.png")),
        table(30, 3),
        table(2, 2000),
        table(2, 2, "很长的一格，" * 400),
        "\n".join(f"{'  ' * depth}- 第{depth}层" for depth in range(8)) + "\n\n",
        "注" + "".join(f"[^n{number}]" for number in range(200)) + "\n\n",
        *(f"[^n{number}]: 第{number}条注文\n\n" for number in range(200)),
    ]
)


def archive(folder: Path, body: str = "", title: str = "榆次县志") -> Path:
    """Write an archive of one issue with two items, the second of them empty."""
    text = tiny.issue(body=body, item=f"## {title}\n\n:::{{item}} 1\n:::\n")
    files = {**tiny.FILES, "conf.py": tiny.CONF.format(src=str(tiny.SRC), language="zh_CN")}
    files["conf.py"] += 'qikan_publisher = "县志办公室"\n'
    files["issues/2014/2014-07-04.md"] = f"{text}\n## 空的一条\n\n:::{{item}} 2\n:::\n"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="module")
def worst(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Set an issue with the worst of everything."""
    folder = tmp_path_factory.mktemp("worst")
    archive(folder / "县志", WORST, "长题 $x$ #panic()" * 20)
    pictures(folder / "县志/issues/2014")
    return build_archive(folder / "县志", folder / "pdf", "qikanpdf", strict=False)


def kinds(built: Built) -> list[tuple[str, str]]:
    """List the places and kinds of what was told, a line each."""
    found = [
        re.fullmatch(r"\S*/(\S+?:\d+): WARNING: .+ \[qikan\.([a-z-]+)\]", line)
        for line in built.warnings
    ]
    assert all(found), built.warnings
    return sorted((each[1], each[2]) for each in found if each)


def test_what_cannot_be_set_is_told_with_its_place(worst: Built) -> None:
    lines = (worst.output.parent / "县志/issues/2014/2014-07-04.md").read_text("utf-8").split("\n")

    def place(text: str) -> str:
        return f"2014-07-04.md:{next(n for n, line in enumerate(lines, 1) if text in line)}"

    told = [(place(f" {name}"), Kind.UNSET_PICTURE.subtype) for name in UNSET]
    assert kinds(worst) == sorted([*told, (place("葛"), Kind.GLYPH.subtype)])


def test_the_worst_is_an_archival_pdf_all_the_same(worst: Built) -> None:
    for path in worst.output.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert [fault for rule in RULES.values() for fault in rule.faults(pdf)] == []


def test_nothing_of_the_worst_is_lost_or_runs_off_the_page(worst: Built) -> None:
    path = worst.output / "issues/2014/2014-07-04.pdf"
    margins = ["-x", "60", "-y", "70", "-W", "476", "-H", "720"]
    command = ["pdftotext", "-layout", *margins, str(path), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    inside = re.sub(r"\s", "", read)
    counts = {"着重，": 700, "格": 1600, "条注文": 200, "b": 2000, "行": 4000, "第7层": 1}
    found = {text: inside.count(text) for text in counts}
    assert {text: count for text, count in found.items() if count < counts[text]} == {}
    for text in ("#letx=1;panic()", "@ref", "$x^2$", "U+E000", "U+1D4B3", "葛", "한국어"):
        assert text in inside


@pytest.mark.parametrize(
    ("where", "what", "error", "kind"),
    [
        (pdf_builder, "publish", OSError(errno.ENOSPC, "No space left on device"), Kind.UNWRITTEN),
        (Press, "print", NotSet("layout did not converge"), Kind.UNSET),
    ],
)
def test_a_pdf_that_fails_leaves_the_old_one(
    where: Any,
    what: str,
    error: Exception,
    kind: Kind,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = archive(tmp_path / "县志")
    output = build_archive(source, tmp_path / "pdf", "qikanpdf").output
    before = {path: path.read_bytes() for path in output.rglob("*.*")}
    path = source / "issues/2014/2014-07-04.md"
    path.write_text(path.read_text("utf-8").replace("空的", "空"), "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(where, what, fail)
        built = build_archive(source, output, "qikanpdf")
    assert built.status == 1
    assert [told for _, told in kinds(built)] == [kind.subtype, kind.subtype]
    assert {path: path.read_bytes() for path in output.rglob("*.*")} == before
    mended = build_archive(source, output, "qikanpdf")
    assert (mended.status, mended.warnings) == (0, [])
    assert {path: path.read_bytes() for path in output.rglob("*.*")} != before


def test_without_the_typeface_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Typefaces:
        raise Missing("Noto Serif CJK SC")

    monkeypatch.setattr(Typefaces, "installed", missing)
    with pytest.raises(SystemExit) as stopped:
        build_archive(archive(tmp_path / "县志"), tmp_path / "pdf", "qikanpdf")
    assert stopped.value.code == 2
    assert list((tmp_path / "pdf").rglob("*.pdf")) == []


def test_typst_may_be_killed(tmp_path: Path) -> None:
    compositor = Compositor()
    assert compositor.typeset("#set document(title: [a])\na", tmp_path, 0).startswith(b"%PDF")
    compositor._process.kill()
    for _ in range(2):
        with pytest.raises(NotSet, match="Typst"):
            compositor.typeset("a", tmp_path, 0)
    compositor.dismiss()
