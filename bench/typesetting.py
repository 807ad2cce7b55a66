"""How long PDFs take: the repository's own issue, a bound year, archives of invented issues.

``python -m bench.typesetting`` prints the figures with their bars, ``--sizes 100 300 1000`` says of
how many issues. Where xelatex is installed, and the fonts and packages that ``-b latex`` needs,
the same issue is set by it in the same run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import generate
from bench.__main__ import GROWTH, ROOT, Cost, measure
from bench.world import World

JULY = "issues/2014/2014-07-04"
YEAR = 48
"""So many issues come in a year that is bound."""
RUNS = 5
"""Of so many runs the shortest counts: all that others have more is not Typst's."""

NOTED = """
import os, sys
from pathlib import Path
from qikan.pdf.press import Press
from qikan.sphinx.pdf_builder import PdfBuilder
from sphinx.cmd.build import main

folder = Path(sys.argv[3])
name = ""
whole, compile = PdfBuilder._print, Press._compile

def named(builder, asked, *others):
    global name
    name = asked
    whole(builder, asked, *others)
    name = ""

def spent(press):
    fields = Path(f"/proc/{press._compositor._process.pid}/stat").read_text().rpartition(")")[2]
    return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")

def measured(press, source, moment):
    before = spent(press)
    pdf = compile(press, source, moment)
    if name:
        path = folder / f"{name}.typ"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
        path.with_suffix(".seconds").write_text(str(spent(press) - before))
    return pdf

PdfBuilder._print, Press._compile = named, measured
sys.exit(main(["-q", "-b", "qikanpdf", "-d", sys.argv[2] + ".doctrees", *sys.argv[1:3]]))
"""
"""Builds, and keeps of each PDF the code that Typst was given, with the CPU seconds it took."""

ALONE = """
import resource, sys
from pathlib import Path
import typst
from qikan.pdf.compositor import typeset

def spent():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime

source = Path(sys.argv[1]).read_text("utf-8")
fonts = typst.Fonts(include_system_fonts=True)
before = spent()
typeset(fonts, source, sys.argv[2], 0)
print(spent() - before)
"""
"""Has Typst set one document, and tells its CPU seconds."""


def build(source: Path, output: Path) -> Cost:
    """Build the PDFs of an archive."""
    doctrees = ["-d", f"{output}.doctrees"]
    options: list[str | Path] = ["-q", "-b", "qikanpdf", *doctrees, source, output]
    return measure([sys.executable, "-m", "sphinx", *options])


def build_noted(source: Path, output: Path) -> tuple[Cost, Path]:
    """Build an archive, and tell where the code of each PDF is kept, and what it took Typst."""
    kept = output.with_suffix(".code")
    return measure([sys.executable, "-c", NOTED, source, output, kept]), kept


def alone(code: Path, root: Path) -> float:
    """Tell the CPU seconds that Typst takes for a document in a process that has set none."""
    command = [sys.executable, "-c", ALONE, str(code), str(root)]
    runs = (subprocess.run(command, check=True, capture_output=True) for _ in range(RUNS))
    return min(float(run.stdout) for run in runs)


def issues_alone(source: Path, output: Path) -> float:
    """Tell the CPU seconds from the doctrees of an archive to the PDFs of its issues.

    Of a build to which nothing is left but to set what was read, that is all but what Typst takes
    for volumes, and what a build takes that has nothing to do.
    """
    shutil.rmtree(output)
    setting, kept = build_noted(source, output)
    volumes = sum(float(path.read_text()) for path in kept.glob("years/*.seconds"))
    return setting.cpu - volumes - build(source, output).cpu


def invented(folder: Path, count: int) -> Path:
    """Write an archive of so many invented issues."""
    source = folder / f"{count} issues"
    generate.write(World(count, 16, 40), source, plain=False, made_by="bench")
    return source


def xelatex(folder: Path) -> float | None:
    """Set the repository's own issue by xelatex; CPU seconds, None where that is not here.

    latexmk has it run as often as contents and references need.
    """
    if shutil.which("latexmk") is None or shutil.which("xelatex") is None:
        return None
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", str(ROOT), str(folder)]
    subprocess.run(command, check=True)
    before = os.times()
    subprocess.run(["make"], cwd=folder, check=True, capture_output=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def told(what: str, found: float, bar: float, unit: str) -> bool:
    """Print a figure beside its bar; tell whether it is kept."""
    kept = found <= bar
    print(f"{what:<58} {found:9.3f} {unit:<4} ≤ {bar:g} {'' if kept else '  TOO MUCH'}", flush=True)
    return kept


def own_issue(folder: Path) -> list[bool]:
    """Measure the repository's own issue, and set it by xelatex."""
    output = folder / "own"
    kept = build_noted(ROOT, output)[1]
    july = alone(kept / f"{JULY}.typ", ROOT)
    bars = [
        told("the July issue, Typst alone", july, 0.25, "s"),
        told("the July issue, size", (output / f"{JULY}.pdf").stat().st_size / 1024, 400, "KB"),
    ]
    tex = xelatex(folder / "latex")
    if tex is None:
        print("xelatex is not installed: nothing was compared with it")
    else:
        print(f"{'the July issue, xelatex':<58} {tex:9.3f} s")
        bars.append(told("the July issue, beside xelatex", july / tex, 1 / 50, ""))
    return bars


def bound_year(folder: Path) -> list[bool]:
    """Measure the volume of a year."""
    source = invented(folder, YEAR)
    kept = build_noted(source, folder / "year")[1]
    [volume] = kept.glob("years/*.typ")
    return [told(f"a bound year of {YEAR} issues, Typst alone", alone(volume, source), 15, "s")]


def archives(folder: Path, sizes: Sequence[int]) -> list[bool]:
    """Measure archives of so many issues."""
    bars: list[bool] = []
    each: list[float] = []
    for count in sizes:
        source, output = invented(folder, count), folder / f"pdf {count}"
        cost = build(source, output)
        each.append(issues_alone(source, output) / count)
        bars += [
            told(f"{count} issues, doctree to PDF, an issue", each[-1], 0.30, "s"),
            told(f"{count} issues, memory of the largest process", cost.memory, 1024, "MB"),
        ]
        print(f"{'with reading and bound volumes, an issue':<58} {cost.cpu / count:9.3f} s")
    growth = each[-1] / each[0]
    bars.append(told(f"an issue of {sizes[-1]} beside one of {sizes[0]}", growth, GROWTH, ""))
    return bars


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return 1 where a bar is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000])
    sizes = parser.parse_args(arguments).sizes
    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as name:
        folder = Path(name)
        bars = [*own_issue(folder), *bound_year(folder), *archives(folder, sizes)]
    return int(not all(bars))


if __name__ == "__main__":
    sys.exit(main())
