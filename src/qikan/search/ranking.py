"""How well a text answers: BM25F (Robertson, Zaragoza 2009) over title and body.

Every step is an addition, a multiplication or a division of 64-bit numbers in a fixed order, so
that Python and browsers come to the same bits; logarithms, of which libraries differ in the last
bit, are a series of our own.

The figures were chosen on 4,600 items of a real periodical, by 400 queries made of words of one
item's title and text: by the mean of 1/place at which that item stood. It is 0.72 with these; half
or twice of each changes it by less than 0.01, no regard to sizes or titles by 0.02 and 0.01.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qikan.search.lists import Held
from qikan.search.shards import Numbers

Scores = NDArray[np.float64]

K1, B = 1.2, 0.4
"""How soon more of a word says no more, and how much the size of a text counts."""

IN_TITLE = 4.0
"""A word in the title counts as so many in the body."""

WHOLE = 1.5
"""So much more counts a text that holds all words as one string."""

_LOG2 = 0.6931471805599453


def logarithm(value: float) -> float:
    """Give the natural logarithm of a number from 1 on, to some eight places."""
    powers = 0
    while value >= 2:
        value /= 2
        powers += 1
    part = (value - 1) / (value + 1)
    square, term, total = part * part, part, part
    for divisor in (3, 5, 7, 9, 11, 13):
        term *= square
        total += term / divisor
    return powers * _LOG2 + 2 * total


def damping(steps: Numbers) -> Scores:
    """Tell for each text, from its size as a power of four, how much of a word it has to have."""
    if not len(steps):
        return np.zeros(0)
    counts = np.bincount(steps)
    sizes = [4.0**step for step in range(len(counts))]
    total = 0.0
    for count, size in zip(counts.tolist(), sizes, strict=True):
        total += count * size
    average = total / len(steps)
    values = [K1 * (1 - B + B * size / average) for size in sizes]
    return np.array(values)[steps]


def scores(held: Held, damping: Scores) -> Scores:
    """Score the texts that hold a word."""
    count, having = len(damping), len(held.texts)
    rare = logarithm(1 + (count - having + 0.5) / (having + 0.5))
    weight = held.times + IN_TITLE * held.in_title
    result: Scores = rare * (weight * (K1 + 1)) / (weight + damping[held.texts])
    return result
