"""The account of characters: each of the original is in the issue, or on the list, exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qikan.importer.draft import Draft, Reason
from qikan.importer.spans import Span, places


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters came in, stand in the issue, and are listed, by reason.

    ``lost`` are the places of those that are neither, ``twice`` of those that are both, or one
    of them twice; ``added`` are texts of the issue that are not the original's, nor a blank that
    is listed.
    """

    characters: int
    out: int
    listed: dict[Reason, int]
    lost: tuple[Span, ...]
    twice: tuple[Span, ...]
    added: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether nothing is lost and nothing added."""
        return not (self.lost or self.twice or self.added)


def account_of(draft: Draft) -> Account:
    """Reckon up a draft, position by position."""
    count = len(draft.original.text)
    standing = bytearray(count)
    inserted: Counter[str] = Counter()
    out = 0
    for text in draft.texts():
        inserted.update(part for part in text if isinstance(part, str))
        for span in places(text):
            out += span.end - span.begin
            _mark(standing, span)
    listed: Counter[Reason] = Counter()
    for each in draft.listed:
        inserted.subtract([each.instead] if each.instead else [])
        listed[each.reason] += each.span.end - each.span.begin
        _mark(standing, each.span)
    return Account(
        characters=count,
        out=out,
        listed={reason: listed[reason] for reason in Reason if listed[reason]},
        lost=tuple(_runs(standing, 0)),
        twice=tuple(_runs(standing, 2)),
        added=tuple(text for text, times in inserted.items() for _ in range(times)),
    )


_ONE_MORE = bytes([1, 2, *([2] * 254)])


def _mark(standing: bytearray, span: Span) -> None:
    standing[span.begin : span.end] = standing[span.begin : span.end].translate(_ONE_MORE)


def _runs(standing: bytearray, value: int) -> Iterator[Span]:
    """Yield the places that are marked so often."""
    begin = standing.find(value)
    while begin >= 0:
        end = begin
        while end < len(standing) and standing[end] == value:
            end += 1
        yield Span(begin, end)
        begin = standing.find(value, end)
