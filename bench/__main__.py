"""Processor time, memory and wall time of builds, whole processes with their children.

``python -m bench`` prints the tables. Everything of one table is measured in one run, so
that its rows can be set against each other; the machine's own speed cancels out.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import generate
from bench.world import ITEMS

ROOT = Path(__file__).parents[1]
GROWTH = 1.15
"""An issue may cost so many times as much in a large archive as in a small one."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost with its children: seconds, and the largest one's memory in MB."""

    user: float
    system: float
    wall: float
    memory: float

    @property
    def cpu(self) -> float:
        """Processor time in seconds."""
        return self.user + self.system


def measure(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end; raise CalledProcessError with its output if it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
    return Cost(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss / 1024)


def build(source: Path, name: str, jobs: int = 1) -> Cost:
    """Build a project; ``name`` tells its output apart, the same name builds on what stands."""
    target = source / "_build" / name
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs)]
    return measure([*command, "-d", f"{target}.doctrees", source, target])


def make(folder: Path, issues: int, *, plain: bool = False, located: int = 0) -> Path:
    """Generate an archive, or the plain Sphinx project of the same text."""
    path = folder / f"{'plain' if plain else 'qikan'}-{issues}-{located}"
    shutil.rmtree(path, ignore_errors=True)
    options = ["--outlets", "16", "--located", str(located), *(["--plain"] if plain else [])]
    with contextlib.redirect_stdout(io.StringIO()):
        generate.main([str(issues), str(path), *options])
    return path


def row(name: str, cost: Cost, issues: int, against: float) -> None:
    """Print one line of a table."""
    print(
        f"{name:44} {cost.user:8.1f} {cost.system:7.1f} {cost.cpu:8.1f} "
        f"{1000 * cost.cpu / issues:9.1f} {cost.cpu / against:7.3f} "
        f"{cost.wall:7.1f} {cost.memory:7.0f}",
        flush=True,
    )


def head() -> None:
    """Print the first line of a table."""
    print(f"\n{'':44} {'user s':>8} {'sys s':>7} {'CPU s':>8} {'ms/issue':>9} {'ratio':>7} "
          f"{'wall s':>7} {'MB':>7}")  # fmt: skip


def main() -> int:
    """Print the tables of cold and incremental builds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", type=int, default=1000, help="issues of the plain project")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000])
    parser.add_argument(
        "--located", type=int, nargs="+", default=[300, 3000], help="issues beside located pieces"
    )
    parser.add_argument(
        "--tables", nargs="+", choices=TABLES, default=TABLES, help="which to print"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as name:
        if "archive" in options.tables:
            table(Path(name), options.plain, options.sizes)
        if "located" in options.tables:
            located_table(Path(name), options.located)
    return 0


TABLES = ("archive", "located")


def table(folder: Path, plain_issues: int, sizes: Sequence[int]) -> None:
    """Measure plain Sphinx, then the archive at each size and, at the largest, what changes."""
    plain = build(make(folder, plain_issues, plain=True), "html")
    an_issue = plain.cpu / plain_issues
    head()
    row(f"plain Sphinx, {plain_issues} issues, no item pages", plain, plain_issues, plain.cpu)
    costs: dict[int, float] = {}
    for issues in sizes:
        path = make(folder, issues)
        cold = build(path, "html")
        costs[issues] = cold.cpu / issues
        row(f"archive, {issues} issues, all pages", cold, issues, an_issue * issues)
    growth = costs[sizes[-1]] / costs[sizes[0]]
    print(f"an issue at {sizes[-1]} against one at {sizes[0]}: {growth:.2f}")
    print("ratio: above, to as many issues of plain Sphinx; below, to the cold build")
    nothing = build(path, "html")
    row("nothing to do", nothing, issues, cold.cpu)
    edited = sorted(path.glob("issues/*/*.md"))[issues // 2]
    edited.write_text(edited.read_text(encoding="utf-8").replace("。", "，改一词。", 1), "utf-8")
    row("one word edited", build(path, "html"), issues, cold.cpu)
    parallel = build(path, "parallel", jobs=2)
    row("cold, -j 2", parallel, issues, cold.cpu)
    print(f"wall time of -j 2 against -j 1: {parallel.wall / cold.wall:.2f}")


def located_table(folder: Path, sizes: Sequence[int]) -> None:
    """Measure archives with a located piece for every tenth item, and what changes in them."""
    head()
    costs: list[float] = []
    for issues in sizes:
        pieces = issues * ITEMS // 10
        path = make(folder, issues, located=pieces)
        cold = build(path, "html")
        costs.append(cold.cpu / issues)
        row(f"archive, {issues} issues, {pieces} located", cold, issues, costs[0] * issues)
    growth = costs[-1] / costs[0]
    verdict = "as it should be" if growth <= GROWTH else f"MORE THAN {GROWTH}"
    print(f"an issue at {sizes[-1]} against one at {sizes[0]}: {growth:.3f}, {verdict}")
    print("ratio: above, to as many issues of the first row; below, to the cold build")
    row("nothing to do", build(path, "html"), issues, cold.cpu)
    files = sorted(path.glob("source/citations/*.bib"))
    text = files[len(files) // 2].read_text("utf-8")
    changed = re.sub("title = {(.+)}", r"title = {\1（续）}", text, count=1)
    files[len(files) // 2].write_text(changed, "utf-8")
    row("one citation changed", build(path, "html"), issues, cold.cpu)


if __name__ == "__main__":
    sys.exit(main())
