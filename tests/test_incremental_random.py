"""Whatever editors do, in any order, and whatever befalls the files: a build makes it good.

``QIKAN_EFFORT=20 python -m pytest tests/test_incremental_random.py`` tries twenty times as much.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from building import (
    EFFORT,
    Snapshot,
    build_archive,
    build_killed,
    contents,
    copy_archive,
    differences,
    doctrees_of,
)
from qikan.sphinx import documents
from random_edits import EDITS, Edit, damage

pytestmark = pytest.mark.unmeasured

PLACES = st.integers(0, 60)
WORDS = st.sampled_from(["松河大桥通车", "云岭 A&B 试点", "青禾“𠮷”字入库", "岚港《渔汛》快报"])
JOBS = st.sampled_from([1, 2])


class Editing(RuleBasedStateMachine):
    """A copy of the sample that is edited, damaged and built again and again."""

    sample: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.archive = copy_archive(self.sample, self.folder / "松河 资料库")
        self.output = self.folder / "网站 site"
        self.before = self.state()
        self.calm = 0
        self.right: tuple[object, Snapshot, int, list[str]] | None = None

    def teardown(self) -> None:
        try:
            self.build(1)
        finally:
            shutil.rmtree(self.folder)

    def state(self) -> dict[Path, tuple[bytes, int]]:
        """Take down the archive's files, with their times."""
        files = (path for path in self.archive.rglob("*") if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    @initialize(jobs=JOBS)
    def begin(self, jobs: int) -> None:
        self.build(jobs)

    @rule(
        edits=st.lists(st.tuples(st.sampled_from(EDITS), PLACES, WORDS), min_size=1, max_size=3),
        jobs=JOBS,
    )
    def edit(self, edits: list[tuple[Edit, int, str]], jobs: int) -> None:
        """Edit, and build."""
        for edit, at, words in edits:
            edit(self.archive, at, words)
        self.build(jobs)
        self.calm += 1

    @precondition(lambda self: self.calm > 1)  # or nothing would be left to continue from
    @rule(
        event=st.sampled_from(["page", "memory", "killed", "taken back"]),
        edit=st.sampled_from(EDITS),
        at=PLACES,
        words=WORDS,
        jobs=JOBS,
    )
    def suffer(self, event: str, edit: Edit, at: int, words: str, jobs: int) -> None:
        """Edit; then, before the next build, something happens to the files."""
        edit(self.archive, at, words)
        if event == "page":
            damage(self.output, at)
        elif event == "memory":
            damage(doctrees_of(self.output), at)
        else:
            build_killed(self.archive, self.output, jobs=jobs, moment=at)
        if event == "taken back":
            self.take_back()
        self.calm = 0

    def take_back(self) -> None:
        """Take back all edits since the last build, with the times that the files had then."""
        for path in self.state().keys() - self.before.keys():
            path.unlink()
        for path, (data, time) in self.before.items():
            path.write_bytes(data)
            os.utime(path, ns=(time, time))

    def build(self, jobs: int) -> None:
        """Build: bytes, status and warnings are those of a build from nothing."""
        files = {path: data for path, (data, _) in self.state().items()}
        if self.right is None or self.right[0] != files:
            fresh = build_archive(self.archive, self.folder / "fresh")
            self.right = files, contents(fresh.output), fresh.status, sorted(fresh.warnings)
            for folder in (fresh.output, doctrees_of(fresh.output)):
                shutil.rmtree(folder)
        _, pages, status, warnings = self.right
        built = build_archive(self.archive, self.output, jobs=jobs)
        assert (built.status, sorted(built.warnings)) == (status, warnings)
        assert differences(contents(self.output), pages) == []
        self.before = self.state()


def test_any_sequence_of_edits_and_damages_ends_in_a_fresh_builds_pages(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "SMALL", 1)  # let workers read even so few documents
    monkeypatch.setattr(Editing, "sample", sample, raising=False)
    settings = hypothesis.settings(
        max_examples=3 * EFFORT,
        stateful_step_count=15,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=False,
        phases=[hypothesis.Phase.generate],  # to make an example smaller would take an hour
    )
    run_state_machine_as_test(Editing, settings=settings)
