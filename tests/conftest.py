"""What all tests share: where things stand, and building an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page

import tiny
from bench import generate
from bench.chromium import chromium
from bench.world import World
from broken import write_all
from building import EFFORT, Build, Built, FirstBuilds, Workshop, build_archive, copy_archive
from printing import printed, write_specimen
from qikan.search.site import SearchedSite
from serving import served
from website import Website

ROOT = Path(__file__).parents[1]

# No test is timed; the same examples in every run, unless QIKAN_EFFORT asks for others.
settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize=EFFORT == 1,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Name the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Name the folder of originals beside the repository (or ``QIKAN_SHARED``), else skip."""
    folder = Path(os.environ.get("QIKAN_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        reason = f"{folder} is absent: nothing was compared with the originals (QIKAN_SHARED)"
        pytest.skip(reason)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud, even under ``-q``, that tests were skipped for want of the originals."""
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = {report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}
    for reason in sorted(reason for reason in reasons if "QIKAN_SHARED" in reason):
        terminalreporter.write_sep("!", reason, yellow=True, bold=True)


@pytest.fixture(scope="session")
def sample() -> Path:
    """Name the folder of the sample archive, which no test writes into."""
    return ROOT / "tests/sample"


@pytest.fixture(scope="session", params=["html", "dirhtml"])
def sample_site(
    request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Website:
    """Build the sample once in each of both layouts, into a folder with the builder's name."""
    output = tmp_path_factory.mktemp("site") / request.param
    built = build_archive(sample, output, request.param)
    assert (built.status, built.warnings) == (0, [])
    return Website(output)


@pytest.fixture(scope="session")
def own_archive(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's own archive once."""
    output = tmp_path_factory.mktemp("own") / "网站 site"
    built = build_archive(repository, output)
    assert (built.status, built.warnings) == (0, [])
    return output


@pytest.fixture(scope="session")
def broken_builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[tiny.Built, tiny.Built]:
    """Build the archive of all broken files, and build it again."""
    folder = write_all(tmp_path_factory.mktemp("bad") / "县志 通讯")
    return tiny.build(folder), tiny.build(folder)


@pytest.fixture(scope="session")
def broken_build(broken_builds: tuple[tiny.Built, tiny.Built]) -> tiny.Built:
    """Give the first of both builds."""
    return broken_builds[0]


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


@pytest.fixture(scope="session")
def first_builds(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> FirstBuilds:
    """Keep copies of the sample that have been built once, by one process and by two."""
    return FirstBuilds(sample, tmp_path_factory.mktemp("workshop"))


@pytest.fixture
def workshop(
    request: pytest.FixtureRequest, first_builds: FirstBuilds, build: Build
) -> Iterator[Workshop]:
    """Give a built copy of the sample; ``jobs`` comes from the test's parameters."""
    jobs = getattr(request, "param", 1)
    with first_builds.lent(jobs) as (archive, output):
        yield Workshop(archive, build, jobs, output)


@pytest.fixture(scope="session", params=["archive", "sample"])
def site(
    request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Website:
    """Build the repository's own archive, or the sample."""
    if request.param == "archive":
        return Website(request.getfixturevalue("own_archive"))
    output = tmp_path_factory.mktemp(request.param) / "网站 site"
    built = build_archive(sample, output)
    assert (built.status, built.warnings) == (0, [])
    return Website(output)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def axe(repository: Path) -> str:
    """Read axe-core, which no one here wrote."""
    script = repository / "node_modules/axe-core/axe.min.js"
    assert script.is_file(), "make test installs it: npm ci"
    return script.read_text("utf-8")


@pytest.fixture
def disk_address(own_archive: Path) -> str:
    """Give the address of the archive's folder on disk."""
    return f"{own_archive.as_uri()}/"


@pytest.fixture(scope="session", params=["served", "from disk"])
def own_address(request: pytest.FixtureRequest, own_archive: Path) -> Iterator[str]:
    """Give the address of the archive's folder, served or on disk."""
    if request.param == "served":
        with served(own_archive) as address:
            yield address
    else:
        yield f"{own_archive.as_uri()}/"


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build eighty issues: an index of two parts, both with places in files of their own."""
    folder = tmp_path_factory.mktemp("many")
    generate.write(World(80, 16, 40), folder / "archive", plain=False, made_by="tests")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("qikan.search.index.APART", 500)
        built = build_archive(folder / "archive", folder / "html")
    assert (built.status, built.warnings) == (0, [])
    kinds = [
        {name.stem[0] for name in (folder / "html/_search" / part[0]).iterdir()}
        for part in SearchedSite(folder / "html").manifest["parts"]
    ]
    assert kinds == [set("dfhipt")] * 2
    return folder / "html"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser that knows nothing yet; whatever its console says fails the test."""
    said: list[str] = []
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.on("console", lambda message: said.append(message.text))
        context.on("weberror", lambda error: said.append(str(error.error)))
        yield context
    assert said == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty window."""
    with browser.new_page() as page:
        yield page


@pytest.fixture(scope="session")
def own_pdfs(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the repository's own archive once."""
    return printed(repository, tmp_path_factory.mktemp("own-pdfs"))


@pytest.fixture(scope="session")
def sample_pdfs(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the sample once."""
    return printed(sample, tmp_path_factory.mktemp("sample-pdfs"))


@pytest.fixture(scope="session")
def pdf_specimen(repository: Path, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set an issue with all forms that there are: those of the archive's specimen page."""
    folder = tmp_path_factory.mktemp("specimen")
    archive = copy_archive(sample, folder / "archive")
    write_specimen(repository, archive)
    return printed(archive, folder)
