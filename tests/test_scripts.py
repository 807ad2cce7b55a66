"""The theme's scripts: that their types fit together, and what is left of them for browsers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from rjsmin import jsmin

from qikan.sphinx.assets import THEME

SCRIPTS = sorted((THEME / "scripts").glob("*.js"))


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command, and give all that it says."""
    ended = subprocess.run(
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ended.stdout


def test_their_types_fit_together(repository: Path) -> None:
    tsc = repository / "node_modules/.bin/tsc"
    assert tsc.is_file(), "make test installs it: npm ci"
    assert run(tsc, "--project", repository / "jsconfig.json") == ""


TREES = """
const ts = require("typescript"), fs = require("fs");
const tree = (node) => [node.kind, ...(node.getChildCount() ? [] : [node.getText()]),
  ...node.getChildren().filter((each) => !ts.isJSDoc(each)).map(tree)];
for (const path of process.argv.slice(1)) {
  const text = fs.readFileSync(path, "utf-8");
  const script = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  if (script.parseDiagnostics.length) throw new Error(path);
  console.log(JSON.stringify(tree(script)));
}"""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_what_browsers_get_is_the_same_script(
    script: Path, repository: Path, tmp_path: Path
) -> None:
    text = jsmin(script.read_text("utf-8"))
    assert "@type" not in text
    assert "@param" not in text
    served = tmp_path / script.name
    served.write_text(text, "utf-8")
    ours, theirs = run("node", "-e", TREES, script, served, cwd=repository).splitlines()
    assert ours == theirs


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_nothing_is_hidden_from_the_check(script: Path) -> None:
    text = script.read_text("utf-8")
    assert "@ts-" not in text
    assert "{any" not in text
