"""Places in the text of an original, and texts that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """The characters from ``begin`` up to, and without, ``end``; both count from 0."""

    begin: int
    end: int

    def __bool__(self) -> bool:
        """Tell whether there is anything in it."""
        return self.end > self.begin


Text = tuple[Span | str, ...]
"""A text of the result: characters of the original by their places, and, as they are, the few
that the original has not: a blank in place of a line end between two English words."""


def of(text: Text, original: str) -> str:
    """Write a text out."""
    return "".join(p if isinstance(p, str) else original[p.begin : p.end] for p in text)


def places(text: Text) -> Iterator[Span]:
    """Yield the places that a text is made of."""
    return (part for part in text if not isinstance(part, str))


def trimmed(span: Span, original: str) -> Span:
    """Leave out the spaces at both ends, whichever of Unicode's they are."""
    begin, end = span
    while begin < end and original[begin].isspace():
        begin += 1
    while end > begin and original[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def without(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of a span without the holes, which are in order and apart."""
    begin = span.begin
    for hole in holes:
        if hole.begin > begin:
            yield Span(begin, hole.begin)
        begin = max(begin, hole.end)
    if span.end > begin:
        yield Span(begin, span.end)
