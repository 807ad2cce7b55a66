"""PDFs for tests: builds of them, and an issue that has every form."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from building import build_archive

_NOT_IN_ISSUES = re.compile(r"^```\{eval-rst\}\n.*?^```\n", re.MULTILINE | re.DOTALL)
_LEADS_AWAY = re.compile(r"\{(?:doc|issue)\}`([^`<]*)(?:<[^`]*>)?`")


def printed(archive: Path, folder: Path, *, jobs: int = 1) -> Path:
    """Set an archive's PDFs into a folder of that one; no warning may be told."""
    built = build_archive(archive, folder / "版式 pdf", "qikanpdf", jobs=jobs)
    assert (built.status, built.warnings) == (0, [])
    return built.output


def write_specimen(repository: Path, archive: Path) -> Path:
    """Make an issue of the archive's specimen page: each of its parts becomes an item."""
    text = (repository / "source/specimen.md").read_text("utf-8").partition("\n")[2]
    text = _LEADS_AWAY.sub(r"\1", _NOT_IN_ISSUES.sub("", text))
    parts = text.split("\n## ")
    items = [
        f"## {heading}\n\n:::{{item}} {number}\n:::\n\n{body}"
        for number, part in enumerate(parts[1:], start=1)
        for heading, body in [part.split("\n", 1)]
    ]
    path = archive / "issues/2015/2015-01-05.md"
    path.parent.mkdir()
    front = "---\nissue: 2015-01-05\nlabel: 2015年一月第一期\n---\n# 松河政务信息（一月）\n"
    path.write_text("\n".join([front, parts[0], *items]), "utf-8")
    shutil.copy(repository / "source/specimen-page.svg", path.parent)
    return path
