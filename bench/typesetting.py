"""How long PDFs take: the repository's own issue, a thousand invented ones, a bound year.

``python -m bench.typesetting`` prints the figures with their bars. Where xelatex is installed, and
the fonts and packages that ``-b latex`` needs, the same issue is set by it in the same run.
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
from bench.__main__ import GROWTH, Cost, measure

ROOT = Path(__file__).parents[1]
JULY = "issues/2014/2014-07-04.pdf"
YEAR = 48
"""So many issues come in a year that is bound."""

PRINT = """
import resource, sys
from pathlib import Path
import typst
from qikan.pdf.compositor import typeset
from qikan.pdf.press import Press
from qikan.sphinx.pdf_builder import PdfBuilder
from sphinx.cmd.build import main

fonts = typst.Fonts(include_system_fonts=True)
name = ""
whole = PdfBuilder._print

def named(builder, asked, *others):
    global name
    name = asked
    whole(builder, asked, *others)

def measured(press, source, moment):
    before = resource.getrusage(resource.RUSAGE_SELF)
    pdf = typeset(fonts, source, str(press.root), moment)
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with Path(sys.argv[3]).open("a") as file:
        file.write(f"{name} {spent}\\n")
    return pdf

PdfBuilder._print = named
Press._compile = measured
sys.exit(main(["-q", "-b", "qikanpdf", "-d", sys.argv[2] + ".doctrees", *sys.argv[1:3]]))
"""
"""Builds, and notes the CPU seconds of each call of Typst: of the volume, then of its issues."""


def build(source: Path, output: Path) -> Cost:
    """Build the PDFs of an archive."""
    doctrees = ["-d", f"{output}.doctrees"]
    options: list[str | Path] = ["-q", "-b", "qikanpdf", *doctrees, source, output]
    command = [sys.executable, "-m", "sphinx", *options]
    return measure(command)


def typst_alone(source: Path, output: Path) -> tuple[Cost, dict[str, float]]:
    """Build an archive, and tell the CPU seconds of each call of Typst, by the name of the PDF."""
    kept = output.with_suffix(".seconds")
    cost = measure([sys.executable, "-c", PRINT, source, output, kept])
    rows = (line.split() for line in kept.read_text().splitlines())
    return cost, {name: float(spent) for name, spent in rows}


def issues_alone(source: Path, output: Path) -> float:
    """Tell the CPU seconds from the doctrees of an archive to the PDFs of its issues.

    Of a build to which nothing is left but to set what was read, that is all but what Typst takes
    for volumes, and what a build takes that has nothing to do.
    """
    shutil.rmtree(output)
    setting, each = typst_alone(source, output)
    volumes = sum(spent for name, spent in each.items() if name.startswith("years/"))
    return setting.cpu - volumes - build(source, output).cpu


def invented(folder: Path, count: int) -> Path:
    """Write an archive of so many invented issues."""
    source = folder / f"{count} issues"
    generate.write(generate.World(count, 16, 40), source, plain=False, made_by="bench")
    return source


def xelatex(folder: Path) -> float | None:
    """Set the repository's own archive by xelatex; CPU seconds, None where that is not here."""
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
    print(f"{what:<58} {found:9.2f} {unit:<4} ≤ {bar:g} {'' if kept else '  TOO MUCH'}")
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return 1 where a bar is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=1000, help="so many at most")
    most = parser.parse_args(arguments).issues
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The volume, which is set first, has the same text: of the two, the cold one counts.
        july = max(typst_alone(ROOT, folder / "july")[1].values())
        size = (folder / "july" / JULY).stat().st_size / 1024
        kept = [
            told("the July issue, Typst alone", july, 0.25, "s"),
            told("the July issue, size", size, 400, "KB"),
        ]
        volume = max(typst_alone(invented(folder, YEAR), folder / "year")[1].values())
        kept.append(told(f"a bound year of {YEAR} issues, Typst alone", volume, 15, "s"))
        each: list[float] = []
        for count in (most // 4, most):
            source, output = invented(folder, count), folder / f"pdf {count}"
            cost = build(source, output)
            each.append(issues_alone(source, output) / count)
            kept.append(told(f"{count} issues, doctree to PDF, an issue", each[-1], 0.30, "s"))
            print(f"{'with reading and bound volumes':<58} {cost.cpu / count:9.2f} s")
            kept.append(
                told(f"{count} issues, memory of the largest process", cost.memory, 1024, "MB")
            )
        kept.append(
            told("an issue of the most beside one of a quarter", each[1] / each[0], GROWTH, "")
        )
        tex = xelatex(folder / "latex")
        if tex is None:
            print("xelatex is not installed: nothing was compared with it")
        else:
            kept.append(told("the July issue, beside xelatex", july / tex, 1 / 50, ""))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
