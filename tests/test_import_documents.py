"""Invented documents, of which the generator knows what is right to read, in many layouts."""

from __future__ import annotations

import pytest

from bench.documents import LAYOUTS, Document, documents
from bench.importing import judge, scores
from importing import squeezed
from qikan.importer.draft import Paragraph, Table
from qikan.importer.founding import SETTINGS
from qikan.importer.spans import Text, of
from qikan.importer.taking import Intake, Taken

DOCUMENTS = list(documents(2 * len(LAYOUTS)))


def taken(made: Document) -> Taken:
    return Intake(settings=SETTINGS).take(made.text.encode(), f"{made.layout.name}.txt")


def test_what_is_read_is_right() -> None:
    """The floors of the issue; ``python -m bench.importing`` tries more documents."""
    assert len(LAYOUTS) >= 6
    for name, score in scores(DOCUMENTS).items():
        assert score.titles == score.sources == score.pages == score.sections == score.items, name
        assert score.right_cells == score.cells, name
        assert (score.refused, score.unbalanced) == (0, 0), name
        assert score.precision >= 0.99, name
        assert score.recall >= 0.97, name


def test_a_judge_who_reads_another_document_finds_nothing_right() -> None:
    """Else the floors would hold for anything."""
    one, other = DOCUMENTS[0], DOCUMENTS[len(LAYOUTS)]
    mixed = Document(one.layout, one.text, one.date, one.label, other.answers)
    assert judge(mixed).titles == 0


@pytest.mark.parametrize("made", DOCUMENTS, ids=lambda made: made.layout.name)
def test_every_character_of_the_original_is_where_the_account_says(made: Document) -> None:
    """Put together from the issue and the list, the original is there again."""
    result = taken(made)
    original = result.draft.original.text
    again: list[str | None] = [None] * len(original)
    texts = [*result.draft.texts()]
    spans = [part for text in texts for part in text if not isinstance(part, str)]
    for span in [*spans, *(each.span for each in result.draft.listed)]:
        for at in range(*span):
            assert again[at] is None, original[at]
            again[at] = original[at]
    assert "".join(each or "\0" for each in again) == original == made.text


@pytest.mark.parametrize("made", DOCUMENTS, ids=lambda made: made.layout.name)
def test_no_sentence_of_the_generator_is_missing(made: Document) -> None:
    """What it printed, but for heads and page numbers, is in the issue, and nothing else."""
    result = taken(made)

    def said(text: Text) -> str:
        return squeezed(of(text, result.draft.original.text))

    for answer, item in zip(made.answers, result.draft.items, strict=True):
        printed = squeezed("".join(answer.paragraphs))
        assert printed == "".join(said(p.text) for p in item.parts if isinstance(p, Paragraph))
        rows = [row for p in item.parts if isinstance(p, Table) for row in p.rows]
        assert answer.table == [[said(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("made", DOCUMENTS[: len(LAYOUTS)], ids=lambda made: made.layout.name)
def test_the_head_is_read(made: Document) -> None:
    draft = taken(made).draft
    assert (draft.label, str(draft.date)) == (made.label, made.date)
    assert len(draft.back) == bool(made.layout.closing)
