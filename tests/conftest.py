"""What all tests share: where things stand, and building an archive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from building import Build, Built, build_archive, copy_archive

ROOT = Path(__file__).parents[1]

_SHARED_IS_ABSENT = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def repository() -> Path:
    """Name the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """Name the folder of originals beside the repository (or ``QIKAN_SHARED``), else skip."""
    folder = Path(os.environ.get("QIKAN_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        reason = f"{folder} is absent: nothing was compared with the originals (QIKAN_SHARED)"
        request.config.stash[_SHARED_IS_ABSENT] = reason
        pytest.skip(reason)
    return folder


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say aloud, even under ``-q``, that tests were skipped for want of the originals."""
    if reason := config.stash.get(_SHARED_IS_ABSENT, None):
        terminalreporter.write_sep("!", f"SKIPPED: {reason}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def sample() -> Path:
    """Name the folder of the sample archive, which no test writes into."""
    return ROOT / "tests/sample"


@pytest.fixture
def archive_copy(sample: Path, tmp_path: Path) -> Path:
    """Copy the sample archive to where a test may change it: a path with spaces and Chinese."""
    return copy_archive(sample, tmp_path / "松河 政务信息 资料库")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that builds an archive in this process, strictly unless told."""

    def run(
        source: Path,
        builder: str = "html",
        *,
        into: Path | None = None,
        doctrees: Path | None = None,
        jobs: int = 1,
        strict: bool = True,
        settings: Mapping[str, Any] | None = None,
    ) -> Built:
        output = into or tmp_path / "输出 out" / builder
        return build_archive(
            source,
            output,
            builder,
            doctrees=doctrees,
            jobs=jobs,
            strict=strict,
            settings=settings,
        )

    return run
