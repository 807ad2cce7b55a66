"""The piece of a text that shows best why it was found, with the words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from qikan.search.folding import Folding

BEFORE, LENGTH = 24, 90
"""So many characters stand in front of the first word that is found, and in all."""

Run = tuple[str, bool]
"""Characters, and whether they are a word that was asked for."""


def snippet(blocks: Sequence[str], strings: Sequence[str], folding: Folding) -> list[Run]:
    """Cut a piece out of the block that holds most of the strings, the first of several."""
    best: tuple[int, str, list[tuple[int, int]]] = (0, blocks[0] if blocks else "", [])
    for block in blocks:
        spans = list(_spans(block, strings, folding))
        held = len({string for _, _, string in spans})
        if held > best[0]:
            best = held, block, [(begin, end) for begin, end, _ in spans]
    _, block, found = best
    first = min(found)[0] if found else 0
    begin = max(0, min(first - BEFORE, len(block) - LENGTH))
    end = begin + LENGTH
    runs = runs_of(block[:end], [(max(a, begin), b) for a, b in found if begin < b and a < end])
    runs[:1] = [(runs[0][0][begin:], False)] if runs and not runs[0][1] else runs[:1]
    before, after = [("……", False)] * (begin > 0), [("……", False)] * (end < len(block))
    return [*before, *(run for run in runs if run[0]), *after]


def runs_of(text: str, spans: Sequence[tuple[int, int]]) -> list[Run]:
    """Part a text into runs, those within a span being marked; spans may overlap."""
    runs: list[Run] = []
    at = 0
    for begin, end in sorted(spans):
        if end <= at:
            continue
        if at < begin:
            runs.append((text[at:begin], False))
        joined = runs.pop()[0] if runs and runs[-1][1] else ""
        runs.append((joined + text[max(at, begin) : end], True))
        at = end
    return [*runs, (text[at:], False)] if at < len(text) else runs


def _spans(text: str, strings: Sequence[str], folding: Folding) -> Iterator[tuple[int, int, str]]:
    """Yield where a text holds strings, folded: begin and end in the text itself."""
    folded, places = _folded(text, folding)
    for string in strings:
        at = folded.find(string)
        while at >= 0:
            yield places[at][0], places[at + len(string) - 1][1], string
            at = folded.find(string, at + 1)


def _folded(text: str, folding: Folding) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text; tell of each character where that stands in the text which it was made of.

    A text that folds to something else as a whole than piece by piece is given as nothing.
    """
    made: list[tuple[str, tuple[int, int]]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        piece = folding.fold(text[at:end])
        if not piece and made and made[-1][0] != " ":
            made.append((" ", (at, end)))
        made += [(character, (at, end)) for character in piece]
        at = end
    whole = folding.fold(text)
    places, kept = [], 0
    for character, place in made:
        if kept < len(whole) and character == whole[kept]:
            places.append(place)
            kept += 1
        elif character != " ":
            return "", []
    return (whole, places) if kept == len(whole) else ("", [])
