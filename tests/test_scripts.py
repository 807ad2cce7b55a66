"""The theme's scripts: that their types fit together, and what is left of them for browsers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qikan.sphinx.assets import THEME, lean

SCRIPTS = sorted((THEME / "scripts").glob("*.js"))


def run(*command: str | Path) -> str:
    """Run a command, and give all that it says."""
    ended = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return ended.stdout


def test_their_types_fit_together(repository: Path) -> None:
    tsc = repository / "node_modules/.bin/tsc"
    assert tsc.is_file(), "make test installs it: npm ci"
    assert run(tsc, "--project", repository / "jsconfig.json") == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_what_browsers_get_is_a_script(script: Path, tmp_path: Path) -> None:
    text = lean(script.read_text("utf-8"))
    assert "@type" not in text
    assert "@param" not in text
    # missing.js is a module, which Node knows by the ending.
    path = tmp_path / ("lean.mjs" if script.stem == "missing" else "lean.js")
    path.write_text(text, "utf-8")
    assert run("node", "--check", path) == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_nothing_is_hidden_from_the_check(script: Path) -> None:
    text = script.read_text("utf-8")
    assert "@ts-" not in text
    assert "{any" not in text
