"""How the check and a build answer mutants, and whether that is an answer."""

from __future__ import annotations

import re
import shutil
import signal
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from mutations import Mutant
from mutations import mutant as mutant_of
from qikan.assembly import Assembled
from qikan.catalogue import catalogue
from qikan.diagnostics import Problem, Unusable
from qikan.reading.source import read_archive, read_settings
from tiny import Built, build, write
from website import is_own
from well_formed import SAMPLE

SECONDS = 20
"""A batch that takes longer hangs."""

LONGEST = 3000
LINE_END = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")


class Hang(BaseException):
    """Not an Exception: no one may take it for a fault of a file."""


@dataclass
class Answers:
    """What became of mutants: how each was answered, how long it took, and all that is amiss."""

    told: dict[int, str] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    amiss: list[str] = field(default_factory=list)


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Break off what takes too long by raising Hang."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise Hang(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---- the check


def check_mutants(folder: Path, mutants: Sequence[Mutant], answers: Answers) -> None:
    """Check mutants: issues together in one archive, each of the archive's own files in its own."""
    issues = [mutant for mutant in mutants if mutant.form == "issue"]
    if issues and not _check(_archive(folder, issues), issues, answers):
        for mutant in issues:  # one at a time shows which it was
            _check(_archive(folder, [mutant]), [mutant], answers)
    for mutant in mutants:
        if mutant.form != "issue":
            _check(_archive(folder, [mutant], intact=False), [mutant], answers)


def _archive(folder: Path, mutants: Iterable[Mutant], *, intact: bool = True) -> Path:
    """Write the sample archive with the mutants in it; its issues too, if they are ``intact``."""
    shutil.rmtree(folder, ignore_errors=True)
    sample = {path: data for path, data in _sample().items() if intact or "issues" not in path}
    for path, data in {**sample, **{mutant.path: mutant.data for mutant in mutants}}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


@cache
def _sample() -> Mapping[str, bytes]:
    files = (path for path in SAMPLE.rglob("*.*") if path.suffix in {".md", ".bib", ".toml"})
    found = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in sorted(files)}
    picture = (SAMPLE / "issues/2014/ziku.png").read_bytes()
    return {**found, "issues/1901/ziku.png": picture, "issues/2014/ziku.png": picture}


@cache
def _settings() -> Mapping[str, Any]:
    return read_settings(SAMPLE)


def _check(folder: Path, mutants: Sequence[Mutant], answers: Answers) -> bool:
    """Check an archive; return whether it came to an end."""
    clock = _Clock(folder, {mutant.path: mutant.number for mutant in mutants}, answers.seconds)
    found: Assembled | Problem
    begun = time.perf_counter()
    try:
        with limited():
            try:
                found = read_archive(folder, _settings(), clock.tell)
            except Unusable as error:
                found = error.problem
    except (Exception, Hang) as error:
        if len(mutants) == 1:
            last = traceback.format_exception(error)[-3:]
            answers.told[mutants[0].number] = type(error).__name__
            answers.amiss.append(f"{_name(mutants[0])}: {''.join(last)}")
        return False
    if len(mutants) == 1 and mutants[0].form != "issue":
        answers.seconds[mutants[0].number] = time.perf_counter() - begun
    problems = (found,) if isinstance(found, Problem) else found.problems
    told = {problem.path for problem in problems}
    for mutant in mutants:
        stops = isinstance(found, Problem)
        answers.told[mutant.number] = (
            "stops" if stops else "told" if mutant.path in told else "sound"
        )
    answers.amiss += _judge(folder, problems, mutants)
    return True


class _Clock:
    """Takes the time of each file as the check goes through them."""

    def __init__(self, folder: Path, numbers: Mapping[str, int], seconds: dict[int, float]) -> None:
        files = {
            folder / "index.md",
            *folder.glob("issues/**/*.md"),
            *folder.glob("source/**/*.md"),
        }
        self.paths = [path.relative_to(folder).as_posix() for path in sorted(files)]
        self.numbers = numbers
        self.seconds = seconds
        self.before = time.perf_counter()

    def tell(self, done: int, all: int) -> None:
        now = time.perf_counter()
        if (number := self.numbers.get(self.paths[done - 1])) is not None:
            self.seconds[number] = now - self.before
        self.before = now


def _judge(folder: Path, problems: Iterable[Problem], mutants: Sequence[Mutant]) -> Iterator[str]:
    names = {mutant.path: _name(mutant) for mutant in mutants}
    lines: dict[str, int] = {}
    for problem in problems:
        path = problem.path
        if path not in lines:
            place = folder / path
            text = place.read_bytes().decode(errors="replace") if place.is_file() else None
            lines[path] = -1 if text is None else len(LINE_END.split(text))
        name = names.get(path, path)
        if lines[path] < 0:
            yield f"{name}: there is no such file"
        elif not 0 <= problem.line <= max(1, lines[path]):
            yield f"{name}: {problem.kind.subtype} at line {problem.line} of {lines[path]}"
        for language in ("zh_CN", "en"):
            said = problem.message(catalogue(language).gettext)
            if len(said.splitlines()) != 1 or len(said) > LONGEST:
                yield f"{name}: {problem.kind.subtype} is not said in one line: {said[:200]!r}"
            elif re.search("[\0-\x1f\x7f-\x9f]", said):
                yield f"{name}: {problem.kind.subtype} is said with controls: {said[:200]!r}"
            elif language == "zh_CN" and not re.search("[\u4e00-\u9fff]", said):
                yield f"{name}: {problem.kind.subtype} is not said in Chinese: {said[:200]!r}"


def _name(mutant: Mutant) -> str:
    return f"mutant {mutant.number} ({mutant.form}; {', '.join(mutant.kinds)})"


# ---- a build


def build_mutants(folder: Path, mutants: Sequence[Mutant]) -> tuple[Built, list[str]]:
    """Build the sample archive with mutants in it, and say what is amiss."""
    files: dict[str, str | bytes | None] = {**_sample()}
    files["issues/2014/ziku.png"] = (SAMPLE / "issues/2014/ziku.png").read_bytes()
    for mutant in mutants:
        path = mutant.path
        if mutant.form == "citations":  # of which there may be several files
            path = f"source/citations/{mutant.number}.bib"
        files[path] = mutant.data
    shutil.rmtree(folder, ignore_errors=True)
    built = build(write(folder, files))
    return built, list(_judge_build(built))


def _judge_build(built: Built) -> Iterator[str]:
    if built.status not in {0, 1, 2}:
        yield f"exit status {built.status}"
    for word in ("Traceback", "Exception", "Sphinx error", "RecursionError"):
        if word in built.said:
            at = built.said.index(word)
            yield f"{word} in what is said: …{built.said[max(0, at - 1000) : at + 1000]}…"
    for path in built.out.rglob("*.html"):
        text = path.read_text("utf-8")
        name = path.relative_to(built.out).as_posix()
        if not text.endswith("</html>\n"):
            yield f"{name} is half a page"
        yield from (f"{name}: {live}" for live in sorted(Live(text).found))


class Live(HTMLParser):
    """What of a page could run, or be fetched unasked from elsewhere."""

    TAGS = frozenset({"script", "iframe", "object", "embed", "form", "style", "base", "applet"})
    ADDRESSES = frozenset({"href", "src", "action", "xlink:href", "data", "srcset", "formaction"})
    SCHEMES = frozenset({"http", "https", "ftp", "mailto", "tel"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.TAGS and not is_own(tag, dict(attrs)):
            self.found.add(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "http-equiv":
                self.found.add(f"<{tag} {name}>")
            if name in self.ADDRESSES:
                bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", bare)
                if scheme and scheme[1] not in self.SCHEMES:
                    self.found.add(f"<{tag} {name}={bare[:40]}>")


def mutants_to_build(folder: Path, archive: int) -> list[Mutant]:
    """Choose fifty mutants for one archive, of its own files only those that can be read."""
    wanted = {"issue": 44, "citations": 4, "outlets": 1, "vocabulary": 1}
    chosen: list[Mutant] = []
    for number in count(archive * 1000):
        each = mutant_of(number)
        if wanted[each.form] and (each.form == "issue" or not stops(folder, each)):
            wanted[each.form] -= 1
            chosen.append(each)
        if not any(wanted.values()):
            return chosen
    raise AssertionError("there is always one more")


def stops(folder: Path, mutant: Mutant) -> bool:
    """Tell whether nothing can be built with a mutant."""
    answers = Answers()
    check_mutants(folder, [mutant], answers)
    return answers.told[mutant.number] == "stops"
