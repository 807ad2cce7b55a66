"""What `make` says is in Chinese and in English, a line each."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
BOTH = re.compile(r"[^/]*[\u4e00-\u9fff].* ?/ [A-Za-z].*")


def test_the_help_names_every_target_in_both() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [re.split(r"\s+", line, maxsplit=2) for line in told.stdout.splitlines()]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert {name for _, name, _ in lines} == named > {"html", "test", "help"}
    for _, _, text in lines:
        assert BOTH.fullmatch(text), text


def test_every_refusal_of_the_makefile_is_in_both() -> None:
    told = re.findall(r'echo "([^"]*)" >&2', (ROOT / "Makefile").read_text("utf-8"))
    assert len(told) > 2
    for text in told:
        assert BOTH.fullmatch(text), text


def test_what_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    """To whom may not install it."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    told = subprocess.run(
        ["sh", ".ci/debian.sh", "nowhere-a", "nowhere-b"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (told.returncode, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    assert BOTH.fullmatch(line)
    assert line.endswith("sudo apt-get install nowhere-a nowhere-b")
