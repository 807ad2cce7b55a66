"""Builds of a whole archive, in this process through Sphinx itself or in one of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

SOURCE = Path(__file__).parents[1] / "src"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: the exit status, one line a warning, and the output folder."""

    status: int
    warnings: list[str]
    output: Path


class Build(Protocol):
    """The fixture ``build``: builds a folder, by default into one of the test's own."""

    def __call__(
        self,
        source: Path,
        builder: str = "html",
        *,
        into: Path | None = None,
        doctrees: Path | None = None,
        jobs: int = 1,
        strict: bool = True,
        settings: Mapping[str, Any] | None = None,
    ) -> Built:
        """Build; see ``build_archive``."""
        ...


def build_archive(
    source: Path,
    output: Path,
    builder: str = "html",
    *,
    doctrees: Path | None = None,
    jobs: int = 1,
    strict: bool = True,
    settings: Mapping[str, Any] | None = None,
) -> Built:
    """Build ``source`` in this process; exceptions come through as they are.

    ``strict`` is ``-W``. The doctrees stand beside the output folder, which holds only what
    would be served; building there again is an incremental build.
    """
    status, warning = StringIO(), StringIO()
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source,
            source,
            output,
            doctrees or doctrees_of(output),
            builder,
            dict(settings or {}),
            status,
            warning,
            warningiserror=strict,
            parallel=jobs,
        )
        app.build()
    lines = _COLOUR.sub("", warning.getvalue()).splitlines()
    return Built(app.statuscode, lines, output)


def build_apart(
    source: Path, output: Path, *options: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build by ``python -m sphinx -q -W`` in a process of its own, with other environment."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", *options]
    # coverage cannot name its files where the locale is C and the folder Chinese
    inherited = {name: text for name, text in os.environ.items() if "COVERAGE" not in name}
    return subprocess.run(
        [*command, "-d", str(doctrees_of(output)), str(source), str(output)],
        env={**inherited, "PYTHONPATH": str(SOURCE), **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def doctrees_of(output: Path) -> Path:
    """Name the folder in which a build keeps what it knows."""
    return output.with_name(f"{output.name}.doctrees")


def copy_archive(source: Path, target: Path) -> Path:
    """Copy an archive's files, but nothing that Python or a build has left among them."""
    ignored = shutil.ignore_patterns("__pycache__", "_build")
    return shutil.copytree(source, target, ignore=ignored)
