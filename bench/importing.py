"""How well issues are made of documents: of invented ones, with known answers, in many layouts.

``python -m bench.importing [COUNT]`` prints a table, a row a layout. Titles and sources count as
right where they are character for character. A join is a line end within a paragraph; its
precision is of those that were joined, its recall of those that should be. Where lines are set in
type nearly all line ends are such, so that those at the ends of pages are also told alone, as
paragraphs that came out whole.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from bench.documents import LAYOUTS, Answer, Document, documents
from qikan.importer.draft import Item, Paragraph, Table
from qikan.importer.founding import SETTINGS
from qikan.importer.refusals import Refusal
from qikan.importer.spans import Text, of, places
from qikan.importer.taking import Intake, Taken

COUNT = 63


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


def judge(made: Document) -> Score:
    """Take a document in, and hold what was read against what is right."""
    begin = time.process_time()
    score = Score(documents=1, items=len(made.answers))
    try:
        taken = Intake(settings=SETTINGS).take(made.text.encode(), f"{made.layout.name}.txt")
    except Refusal:
        score.refused = 1
        return score
    score.seconds = time.process_time() - begin
    score.unbalanced = not taken.account.balanced
    by_title = {_said(item.title, taken): item for item in taken.draft.items}
    for answer in made.answers:
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
    """Count line ends of the original: those in paragraphs as they are, and as they were read."""
    text = taken.draft.original.text
    texts = [list(places(part.text)) for part in item.parts if isinstance(part, Paragraph)]
    spans = [(each[0].begin, each[-1].end) for each in texts if each]
    if not spans:
        return
    wanted: set[int] = set()
    at = spans[0][0]
    for paragraph in answer.paragraphs:
        for character in paragraph:
            while text[at] != character:
                if text[at] == "\n" and character != paragraph[0]:
                    wanted.add(at)
                at += 1
            at += 1
    wanted = {_line_end(each, text) for each in wanted}
    joined = {
        _line_end(each, text)
        for begin, end in spans
        for each in range(begin, end)
        if text[each] == "\n"
    }
    score.joins += len(wanted)
    score.joined += len(joined)
    score.rightly += len(wanted & joined)


def _line_end(at: int, text: str) -> int:
    """Give the first of the line ends that stand together."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _said(text: Text, taken: Taken) -> str:
    return of(text, taken.draft.original.text)


def scores(made: Iterable[Document]) -> dict[str, Score]:
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


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    count = int(arguments[0]) if arguments else COUNT
    found = scores(documents(count))
    print(f"{'layout':12}" + "".join(f"{name:>11}" for name in COLUMNS))
    whole = Score()
    for layout in LAYOUTS:
        if score := found.get(layout.name):
            whole.add(score)
            print(f"{layout.name:12}" + "".join(f"{cell:>11}" for cell in row(score)))
    print(f"{'all':12}" + "".join(f"{cell:>11}" for cell in row(whole)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
