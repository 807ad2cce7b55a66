"""Work on many documents, shared out among processes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

Result = TypeVar("Result")


def share_out(
    docnames: Sequence[str],
    workers: int,
    message: str,
    work: Callable[[Sequence[str]], Result],
    done: Callable[[Sequence[str], Result], None],
    *,
    size: int = 0,
) -> None:
    """Let workers do shares of some documents, of one size, and take in what each has done.

    ``message`` introduces the progress that is shown.
    """
    size = size or max(1, -(-len(docnames) // (workers * 4)))
    shares = [docnames[start : start + size] for start in range(0, len(docnames), size)]
    progress = status_iterator(shares, message, "darkgreen", len(shares), 0, lambda _: "")

    def finish(share: Sequence[str], result: Result) -> None:
        done(share, result)
        next(progress)

    with _all_kept():
        if workers == 1:
            for share in shares:
                finish(share, work(share))
        else:
            tasks = ParallelTasks(workers)
            for share in shares:
                tasks.add_task(work, share, finish)
            tasks.join()
    for _ in progress:
        pass


@contextmanager
def _all_kept() -> Iterator[None]:
    """Spare what stands already: looked through for garbage, it costs time, and memory in forks."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
