"""How well issues are made of documents: of invented ones, with known answers, in many layouts.

``python -m bench.importing [TEXTS PDFS]`` prints tables, a row a layout. Titles and sources count
as right where they are character for character. A join is a line end within a paragraph; its
precision is of those that were joined, its recall of those that should be. Where lines are set in
type nearly all line ends are such, so that those at the ends of pages are also told alone, as
paragraphs that came out whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate, pairwise

from bench import documents, pdfs
from bench.__main__ import Cost, measure
from bench.documents import Answer, Document
from bench.pdfs import Printed
from qikan.importer.draft import Item, Paragraph, Table
from qikan.importer.founding import SETTINGS
from qikan.importer.refusals import Refusal
from qikan.importer.spans import Text, of, places
from qikan.importer.taking import Intake, Taken

COUNT, PDFS = 63, 35


@dataclass(slots=True)
class Score:
    """Counts of what was right, of what there was, and of what was found."""

    documents: int = 0
    refused: int = 0
    items: int = 0
    titles: int = 0
    sources: int = 0
    pages: int = 0
    sections: int = 0
    paragraphs: int = 0
    whole: int = 0
    joins: int = 0
    joined: int = 0
    rightly: int = 0
    cells: int = 0
    right_cells: int = 0
    unbalanced: int = 0
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        """Add the counts of another."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def precision(self) -> float:
        """Tell which share of the joins were right."""
        return self.rightly / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Tell which share of the line ends within paragraphs were joined."""
        return self.rightly / self.joins if self.joins else 1.0


def judge(made: Document | Printed) -> Score:
    """Take a document in, and hold what was read against what is right."""
    begin = _processor_time()
    try:
        taken = Intake(settings=SETTINGS).take(*made.file)
    except Refusal:
        return Score(documents=1, items=len(made.answers), refused=1)
    seconds = _processor_time() - begin
    return replace(judged(made.answers, taken), seconds=seconds)


def _processor_time() -> float:
    times = os.times()
    return sum(times[:4])  # the reader of PDFs is a process of its own


def judged(answers: Sequence[Answer], taken: Taken) -> Score:
    """Hold what was read of a document against what is right."""
    score = Score(documents=1, items=len(answers), unbalanced=not taken.account.balanced)
    by_title = {_said(item.title, taken): item for item in taken.draft.items}
    for answer in answers:
        if item := by_title.get(answer.title):
            score.titles += 1
            _judge_item(answer, item, taken, score)
    return score


def _judge_item(answer: Answer, item: Item, taken: Taken, score: Score) -> None:
    names = tuple(_said(source.name, taken) for source in item.sources)
    score.sources += names == answer.sources
    score.pages += item.page == answer.page
    score.sections += _said(item.section, taken) == answer.section
    found = [_said(part.text, taken) for part in item.parts if isinstance(part, Paragraph)]
    score.paragraphs += len(answer.paragraphs)
    score.whole += sum(each in found for each in answer.paragraphs)
    _judge_joins(answer, item, taken, score)
    cells = [cell for row in answer.table for cell in row]
    tables = [part for part in item.parts if isinstance(part, Table)]
    rows = tables[0].rows if len(tables) == 1 else ()
    read = [_said(cell, taken) for row in rows for cell in row]
    score.cells += len(cells)
    score.right_cells += sum(a == b for a, b in zip(cells, read, strict=False))


def _judge_joins(answer: Answer, item: Item, taken: Taken, score: Score) -> None:
    """Count the line ends between the characters of an item: within paragraphs as they are, and
    as they were read. Where it was not read whole, nothing that was joined counts as right."""
    text = taken.draft.original.text
    read = [part.text for part in item.parts if isinstance(part, Paragraph) and not part.note]
    held = [[at for span in places(each) for at in range(*span)] for each in read]
    stood = [at for each in held for at in each if not text[at].isspace()]
    ends = {
        count
        for count, (one, other) in enumerate(pairwise(stood), start=1)
        if not {"\n", "\f"}.isdisjoint(text[one:other])
    }
    wanted = ends - _bounds("".join(each.split()) for each in answer.paragraphs)
    joined = ends - _bounds("".join(text[at] for at in each).split() for each in held)
    score.joins += len(wanted)
    score.joined += len(joined)
    if "".join(text[at] for at in stood) == "".join("".join(answer.paragraphs).split()):
        score.rightly += len(wanted & joined)


def _bounds(paragraphs: Iterable[Sequence[str]]) -> set[int]:
    """Tell where paragraphs end, counted in characters."""
    return set(accumulate(sum(map(len, each)) for each in paragraphs))


def _said(text: Text, taken: Taken) -> str:
    return of(text, taken.draft.original.text)


def scores(made: Iterable[Document | Printed]) -> dict[str, Score]:
    """Judge documents; give the scores by layout."""
    found: defaultdict[str, Score] = defaultdict(Score)
    for each in made:
        found[each.layout.name].add(judge(each))
    return dict(found)


COLUMNS = ("documents", "titles", "sources", "pages", "sections", "precision", "recall", "whole",
           "cells", "lost", "seconds")  # fmt: skip


def row(score: Score) -> list[str]:
    """Write a score as the table has it."""
    items = score.items or 1
    return [
        str(score.documents),
        f"{score.titles / items:.4f}",
        f"{score.sources / items:.4f}",
        f"{score.pages / items:.4f}",
        f"{score.sections / items:.4f}",
        f"{score.precision:.4f}",
        f"{score.recall:.4f}",
        f"{score.whole / (score.paragraphs or 1):.4f}",
        f"{score.right_cells / score.cells:.4f}" if score.cells else "-",
        str(score.unbalanced + score.refused),
        f"{score.seconds / score.documents:.2f}",
    ]


def table(found: dict[str, Score]) -> None:
    """Print scores, a row a layout, and their sum."""
    whole = Score()
    for name, score in found.items():
        whole.add(score)
        print(f"{name:12}" + "".join(f"{cell:>11}" for cell in row(score)))
    print(f"{'all':12}" + "".join(f"{cell:>11}" for cell in row(whole)))


def costs() -> Iterator[tuple[str, Cost]]:
    """Measure the command on a PDF of sixteen pages, and on one with a picture of 48 MB.

    Others make them: a process counts as large as the one that started it.
    """
    program = "import sys; from qikan.cli import main; sys.exit(main())"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.pdfs", folder], check=True)
        for name in ("小开本.pdf", pdfs.HEAVY):
            into = ["--into", f"{folder}/库", "--dry-run"]
            yield (
                name,
                measure([sys.executable, "-c", program, "import", f"{folder}/{name}", *into]),
            )


def main(arguments: Sequence[str]) -> int:
    """Print what the command takes up, and the tables: of texts, and of PDFs."""
    count, printed = map(int, arguments or (COUNT, PDFS))
    for name, cost in costs():
        print(f"{name:12} {cost.cpu:6.2f} CPU s, {cost.memory:4.0f} MB")
    print(f"{'layout':12}" + "".join(f"{name:>11}" for name in COLUMNS))
    table(scores(documents.documents(count)))
    table(scores(pdfs.all_printed(printed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
