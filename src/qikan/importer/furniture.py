"""What a page carries beside its text: page numbers, running heads and feet, rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from qikan.importer.draft import Reason
from qikan.importer.numbers import number_before
from qikan.importer.original import Original
from qikan.importer.widths import width

_MARKED = re.compile(
    r"[-—–－·•~～]+\s*([0-9０-９]{1,4})\s*[-—–－·•~～]+"
    r"|第?\s*([0-9０-９]{1,4})\s*页(?:\s*[，,/／]?\s*共\s*[0-9０-９]{1,4}\s*页)?"
    r"|第\s*([0-9０-９]{1,4})\s*页\s*共\s*[0-9０-９]{1,4}\s*页"
    r"|(?i:page)\s+(\d{1,4})(?:\s+of\s+\d{1,4})?"
)
_BARE = re.compile(r"([0-9０-９]{1,4})")
_RULE = re.compile(r"\s*(?:[-—–－_=＝*＊~～.·─━═]\s*){4,}")
_FIGURES = re.compile(r"[0-9０-９]+")
LONGEST = 40
"""So many ems a running head has at most."""
OFTEN = 3
"""So often the same line stands in a document, or it is no running head."""


def furniture(original: Original) -> dict[int, Reason]:
    """Tell which blocks, by index, are no text, and why.

    Where the document tells how lines stand on their pages, it tells their edges too.
    """
    placed = any(block.setting for block in original.blocks)
    found = _edges(original) if placed else _guessed(original)
    for at, block in enumerate(original.blocks):
        if not block.rows and _RULE.fullmatch(original.of(block.span)):
            found.setdefault(at, Reason.RULE)
    return found


def _edges(original: Original) -> dict[int, Reason]:
    """Tell what stands at the edges of pages; one page alone shows none but by signs."""
    found: dict[int, Reason] = {}
    for at, block in enumerate(original.blocks):
        text = original.of(block.span).strip()
        if _MARKED.fullmatch(text) or (block.edge and _BARE.fullmatch(text)):
            found[at] = Reason.FOLIO
        elif block.edge:
            found[at] = Reason.RUNNING_HEAD
    return found


def _guessed(original: Original) -> dict[int, Reason]:
    folios = _folios(original)
    found = dict.fromkeys(folios, Reason.FOLIO)
    return found | dict.fromkeys(_running(original, folios), Reason.RUNNING_HEAD)


def folio_in(text: str) -> int:
    """Give the page number that a text is, 0 where it is none."""
    marked = _MARKED.fullmatch(text.strip())
    figures = next(filter(None, marked.groups()), "") if marked else ""
    bare = _BARE.fullmatch(text.strip())
    return int(figures or (bare[1] if bare else "0"))


def _folios(original: Original) -> list[int]:
    """Find page numbers: with signs beside them, or bare if they count on, from two on."""
    marked: list[int] = []
    bare: list[tuple[int, int]] = []
    for at, block in enumerate(original.blocks):
        text = original.of(block.span).strip()
        if block.rows or len(text) > 20:
            continue
        if _MARKED.fullmatch(text):
            marked.append(at)
        elif found := _BARE.fullmatch(text):
            bare.append((at, int(found[1])))
    counting = _counting(bare)
    return [*marked, *(counting if len(counting) > 1 else ())]


def _counting(bare: Sequence[tuple[int, int]]) -> list[int]:
    """Keep the longest run of numbers of which each is the one before plus one."""
    runs: dict[int, list[int]] = {}
    best: list[int] = []
    for at, value in bare:
        runs[value] = [*runs.get(value - 1, []), at]
        best = max(best, runs[value], key=len)
    return best


def _running(original: Original, folios: Sequence[int]) -> list[int]:
    """Find lines that come again and again, but for their figures, each time at a page's edge.

    An edge is known by a page number beside the line, or a form feed; where pages leave no such
    trace, by the line alone, if it stands between two pieces of a sentence, and each time of
    another: what comes again with the line before it is a text that comes again.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(original.blocks):
        text = original.of(block.span).strip()
        listed = number_before(text)
        if (
            not block.rows
            and at not in folios
            and 0 < width(text) <= LONGEST
            and text[-1] not in "。；！？，：）)"
            and (listed is None or listed.style == "1 ")
        ):
            places[_FIGURES.sub("0", "".join(text.split()))].append(at)
    edges = {at + step for at in folios for step in (-1, 1)}
    for at in range(1, len(original.blocks)):
        if _at_form_feed(original, at):
            edges |= {at - 1, at}
    found: list[int] = []
    again = Counter({key: len(at) for key, at in places.items()})
    for key, standing in places.items():
        if again[key] < OFTEN:
            continue
        before = Counter(original.of(original.blocks[at - 1].span) for at in standing if at)
        torn = [
            at
            for at in standing
            if at in edges
            or (_tears(original, at) and before[original.of(original.blocks[at - 1].span)] == 1)
        ]
        if len(torn) >= OFTEN and len(torn) * 2 >= len(standing):
            found += torn
    return found


def _at_form_feed(original: Original, at: int) -> bool:
    """Tell whether a page begins with a block."""
    blocks = original.blocks
    return "\f" in original.text[blocks[at - 1].span.end : blocks[at].span.begin]


def _tears(original: Original, at: int) -> bool:
    """Tell whether the line before a block breaks off in a sentence."""
    if not 0 < at < len(original.blocks) - 1:
        return False
    above = original.of(original.blocks[at - 1].span).rstrip()
    return width(above) > 15 and above[-1:] not in "。！？…”）)：；"
