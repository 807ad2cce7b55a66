"""Builds of a whole archive, in this process through Sphinx itself or in one of their own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

SOURCE = Path(__file__).parents[1] / "src"

EFFORT = int(os.environ.get("QIKAN_EFFORT") or 1)
"""How many times more moments and examples than usual to try where a test draws them."""

Snapshot = dict[str, bytes]
"""A folder's files, by path below it."""

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


def build_killed(source: Path, output: Path, *, jobs: int, moment: int) -> int:
    """Build in a process of its own, which is killed as it is about to touch a file.

    ``moment`` counts how often the folder of ``output`` has been touched by then; a file that was
    to be written is left empty. Return that number where the build came to its end before.
    """
    folder, passed = os.fspath(output.parent), 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal passed
        writes = event == "open" and isinstance(arguments[1], str) and "w" in arguments[1]
        if not writes and event not in {"os.mkdir", "os.remove", "os.rename", "os.rmdir"}:
            return
        if not str(arguments[0]).startswith(folder):
            return
        passed += 1
        if passed == moment:
            if writes:
                os.close(os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            os.killpg(0, signal.SIGKILL)

    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.setsid()
        sys.addaudithook(watch)
        try:
            build_archive(source, output, jobs=jobs)
            os.write(writer, str(passed).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:  # noqa: PTH123  # it is a number; its end: all are dead
        said = pipe.read()
    os.waitpid(process, 0)
    return int(said or 0)


def doctrees_of(output: Path) -> Path:
    """Name the folder in which a build keeps what it knows."""
    return output.with_name(f"{output.name}.doctrees")


def copy_archive(source: Path, target: Path) -> Path:
    """Copy an archive's files, but nothing that Python or a build has left among them."""
    ignored = shutil.ignore_patterns("__pycache__", "_build")
    return shutil.copytree(source, target, ignore=ignored)


def contents(folder: Path) -> Snapshot:
    """Read a whole folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    """Note when each file of a folder was last written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """Name the files that two folders do not have in common, byte for byte."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@dataclass(frozen=True, slots=True)
class FirstBuilds:
    """Built copies of an archive, made once for each number of processes, lent many times.

    What a build keeps names its folders, so that each copy is always lent at the same place; it
    comes with the times that its files had after the build.
    """

    source: Path
    folder: Path

    @contextmanager
    def lent(self, jobs: int) -> Iterator[tuple[Path, Path]]:
        """Put a copy in its place: the archive and, beside it, the output folder of its build."""
        kept, place = self.folder / f"kept-{jobs}", self.folder / f"松河 资料库 {jobs}"
        archive, output = place / "松河 政务信息", place / "网站 site"
        if not kept.exists():
            copy_archive(self.source, archive)
            Workshop.checked(build_archive(archive, output, jobs=jobs))
            place.rename(kept)
        shutil.copytree(kept, place)
        try:
            yield archive, output
        finally:
            shutil.rmtree(place)


@dataclass(slots=True)
class Workshop:
    """An archive that has been built once, and can be built again after changes."""

    archive: Path
    build: Build
    jobs: int
    output: Path

    def again(self) -> Built:
        """Build incrementally."""
        return self.checked(self.build(self.archive, into=self.output, jobs=self.jobs))

    def fresh(self) -> Snapshot:
        """Build the same state from nothing, elsewhere and by one process."""
        elsewhere = self.output.with_name("fresh")
        for folder in (elsewhere, doctrees_of(elsewhere)):
            shutil.rmtree(folder, ignore_errors=True)
        return contents(self.checked(self.build(self.archive, into=elsewhere)).output)

    @staticmethod
    def checked(built: Built) -> Built:
        assert (built.status, built.warnings) == (0, [])
        return built


in_both_jobs = pytest.mark.parametrize("workshop", [1, 2], indirect=True, ids=["j1", "j2"])
