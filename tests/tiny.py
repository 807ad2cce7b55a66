"""Archives of a few lines, written into a folder and built as an editor would build them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"

CONF = """\
import sys

sys.path.insert(0, {src!r})
project = "县志通讯"
language = {language!r}
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "qikan.sphinx"]
include_patterns = ["index.md", "issues/**", "source/**"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "substitution"]
bibtex_bibfiles = ["source/outlets.bib"]
html_theme = "qikan"
qikan_publication_status = "public"
qikan_vocabularies = ["source/topics.toml", "source/places.toml"]
"""

FILES: Mapping[str, str] = {
    "index.md": "# 县志通讯资料库\n\n收录县志编纂的消息。\n",
    "source/outlets.bib": """\
@periodical{shanxi-ribao,
  title = {山西日报},
}

@periodical{xinhua-she,
  title = {新华社},
}
""",
    "source/topics.toml": """\
role = "topic"
name = "主题"

[terms.fangzhi]
name = "方志"

[terms.dangan]
name = "档案"
aliases = ["卷宗"]

[terms.wenshu]
name = "文书"
aliases = ["卷宗"]
""",
    "source/places.toml": """\
role = "place"
name = "地点"

[terms.taiyuan]
name = "太原"

[terms.datong]
name = "大同"
""",
}

WARNING = re.compile(
    r"(?:(?P<path>[^:]+)(?::(?P<line>\d+))?: )?WARNING: (?P<text>.+) \[(?P<kind>[\w.-]+)\]"
)
STOP = re.compile(r"(?P<path>[^:]+):(?P<line>\d+): (?P<text>.+)")


def issue(
    id: str = "2014-07-04",
    body: str = "",
    *,
    title: str = "# 县志通讯（七月）",
    front: str = "",
    item: str = "## 《榆次县志》（明万历本）重刊\n\n:::{item} 1\n:places: 太原\n:::\n",
) -> str:
    """Write an issue: four lines of front matter and title, an item, and below it ``body``.

    The item's heading stands at line 6, its directive at line 8, the first line of ``body`` at
    line 12.
    """
    return f"---\nissue: {id}\n{front}---\n{title}\n\n{item}\n{body}\n"


@dataclass(frozen=True)
class Line:
    """A warning as Sphinx prints it, its path below the archive's folder.

    ``kind`` is its type and subtype, empty where the build stopped there.
    """

    path: str
    line: int | None
    text: str
    kind: str


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    status: int
    stderr: tuple[str, ...]
    stdout: str
    out: Path

    @property
    def said(self) -> str:
        """All that the build printed."""
        return "\n".join([*self.stderr, self.stdout])

    def warnings(self, path: str | None = None) -> list[Line]:
        """Read the warnings of every type, of one file or of all; fail on any other line."""
        texts = [text for text in self.stderr if text and text != "Configuration error:"]
        found = [_line(text, self.out.parent) for text in texts]
        return [line for line in found if path in {None, line.path}]

    def lines(self, path: str | None = None) -> list[Line]:
        """List qikan's own among them, with what made it stop."""
        return [
            line for line in self.warnings(path) if line.kind.startswith("qikan.") or not line.kind
        ]

    def page(self, name: str) -> str:
        """Read a page of the output."""
        return (self.out / f"{name}.html").read_text("utf-8")

    def pages(self) -> set[str]:
        """Name all pages of the output."""
        return {path.relative_to(self.out).as_posix() for path in self.out.rglob("*.html")}


def write(
    folder: Path,
    files: Mapping[str, str | bytes | None],
    *,
    language: str = "zh_CN",
    conf: str = "",
) -> Path:
    """Write an archive: the files above with those given; None takes one away."""
    text = CONF.format(src=str(SRC), language=language) + conf
    for path, data in {"conf.py": text, **FILES, **files}.items():
        place = folder / path
        if data is None:
            place.unlink(missing_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def build(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Built:
    """Build an archive in a process of its own, warnings being errors."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "--no-color"]
    ended = subprocess.run(
        [*command, "-d", ".doctrees", *arguments, ".", "_html"],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    stderr = tuple(ended.stderr.splitlines())
    return Built(ended.returncode, stderr, ended.stdout, folder / "_html")


def _line(text: str, folder: Path) -> Line:
    match = WARNING.fullmatch(text) or STOP.fullmatch(text)
    assert match is not None, f"not a problem in one line: {text}"
    path = Path(match["path"] or "")
    place = path.relative_to(folder) if path.is_absolute() else path
    line = int(match["line"]) if match["line"] else None
    return Line(place.as_posix(), line, match["text"], match.groupdict().get("kind", ""))
