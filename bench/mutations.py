"""Damage thousands of files and see that each is answered: ``python -m bench.mutations 20000``.

All mutants go through the check, and a share of them, fifty an archive, through builds. What is
amiss is printed with the mutant's number, from which ``tests/mutations.py`` makes it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from judging import Answers, build_mutants, check_mutants, mutants_to_build
from mutations import KINDS, mutant

BATCH = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants; return 1 where one is not answered as it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description=__doc__)
    parser.add_argument("mutants", type=int, nargs="?", default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--archives", type=int, default=20, help="builds, of fifty mutants each")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="qikan-mutations-") as name:
        folder = Path(name)
        answers = _check(folder, range(options.first, options.first + options.mutants))
        wrong = answers.amiss + _build(folder, options.archives)
    for line in wrong:
        print(f"\nAMISS: {line}")
    print(f"\n{len(wrong)} amiss")
    return 1 if wrong else 0


def _check(folder: Path, numbers: range) -> Answers:
    answers = Answers()
    begun = time.perf_counter()
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = range(start, min(start + BATCH, numbers.stop))
        check_mutants(folder / "archive", [mutant(number) for number in batch], answers)
    spent = time.perf_counter() - begun
    outcomes = sorted(set(answers.told.values()), key=lambda told: (told[0].isupper(), told))
    print(f"{len(numbers)} mutants through the check in {spent:.0f} s\n")
    print(f"{'first damage':26}" + "".join(f"{told:>16}" for told in (*outcomes, "all")))
    table = Counter((mutant(number).kinds[0], told) for number, told in answers.told.items())
    for kind in KINDS:
        row = [table[kind, told] for told in outcomes]
        print(f"{kind:26}" + "".join(f"{count:16}" for count in (*row, sum(row))))
    row = [sum(table[kind, told] for kind in KINDS) for told in outcomes]
    print(f"{'all':26}" + "".join(f"{count:16}" for count in (*row, sum(row))))
    print("\nthe slowest, in ms:")
    for number, seconds in sorted(answers.seconds.items(), key=lambda pair: -pair[1])[:10]:
        slow = mutant(number)
        print(f"{1000 * seconds:8.0f}  {number:6} {slow.form:10} {len(slow.data):8} bytes  "
              f"{', '.join(slow.kinds)}")  # fmt: skip
    return answers


def _build(folder: Path, archives: int) -> list[str]:
    wrong: list[str] = []
    statuses: Counter[int] = Counter()
    begun = time.perf_counter()
    for archive in range(archives):
        chosen = mutants_to_build(folder / "archive", archive)
        built, amiss = build_mutants(folder / "built", chosen)
        statuses[built.status] += 1
        wrong += [f"archive {archive}: {line}" for line in amiss]
    spent = time.perf_counter() - begun
    told = ", ".join(f"{count} with status {status}" for status, count in sorted(statuses.items()))
    print(f"\n{archives} archives of 50 mutants built in {spent:.0f} s: {told}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
