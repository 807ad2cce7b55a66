"""``qikan import``: issues from documents, with the proof that nothing is lost."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qikan.catalogue import catalogue, mark
from qikan.commands.saying import Refused, Translate, line_of, say, settings_of
from qikan.diagnostics import Unusable
from qikan.importer.founding import SETTINGS, founding_files
from qikan.importer.json_record import as_json
from qikan.importer.libreoffice import TOGETHER
from qikan.importer.outlets import entries
from qikan.importer.profile import USUAL, Profile, read_profile
from qikan.importer.refusals import Refusal
from qikan.importer.report import html_report, markdown_report
from qikan.importer.rereading import difference
from qikan.importer.storing import alone_in, may_be_made, store
from qikan.importer.taking import ENDINGS, LARGEST, Intake, Taken
from qikan.importer.widths import width
from qikan.reading.source import read_archive

HELP = mark("make issues of documents, and prove that nothing of them is lost")
REPORTS = "_import"
"""Where reports stand below the archive's root; no build reads that folder."""
_STANDS = mark("{0} stands there already; --force replaces it and shows the difference")


def configure(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Describe what can be asked."""
    files = translate(mark("documents, or folders of them"))
    parser.add_argument("files", nargs="+", type=Path, metavar="files", help=files)
    into = translate(mark("the archive's folder, made where it is absent; this one if not named"))
    parser.add_argument("--into", type=Path, metavar="folder", default=Path(), help=into)
    profile = translate(mark("what is known of the periodical; source/import.toml if it is there"))
    parser.add_argument("--profile", type=Path, metavar="file", help=profile)
    for option, said in (
        ("--dry-run", mark("only tell what would be done")),
        ("--verify", mark("hold the archive's issue against its document, and write nothing")),
        ("--json", mark("tell the result to programs, as JSON, a line a document")),
        ("--force", mark("replace issues that stand there, and show the difference")),
        ("--keep-original", mark("keep each document beside its issue, which then offers it")),
        ("--keep", mark("leave spaces and hyphens within lines as they are")),
    ):
        parser.add_argument(option, action="store_true", help=translate(said))


def run(options: argparse.Namespace) -> int:
    """Take in each document; return 1 where one was refused, 2 where nothing can be done."""
    return _Import(options).run()


class _Import:
    """One run of the command over all its files."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder: Path = options.into
        self.fresh = not (self.folder / "conf.py").is_file()
        self.settings, self.translate = self.archive_settings()
        self.intake = self.intake_of()
        self.taken: list[Taken] = []
        self.refused = 0
        self.sources: dict[str, Path] = {}

    def run(self) -> int:
        """Take in all files, then write what came of them."""
        try:
            files = list(self.files())
            for count, path in enumerate(files):
                if count % TOGETHER == 0:
                    together = files[count : count + TOGETHER]
                    self.intake.office.prepare(together, LARGEST * 1_000_000)
                self.take(path)
                self.progress(count + 1, len(files))
            if not (self.options.dry_run or self.options.verify) and self.taken:
                with alone_in(self.folder):
                    self.write()
        except Refusal as refusal:
            raise Refused(refusal.message(self.translate)) from refusal
        self.conclude()
        return 1 if self.refused else 0

    # ---- the archive

    def archive_settings(self) -> tuple[Mapping[str, Any], Translate]:
        """Read conf.py; where there is no archive yet, what its conf.py is going to say."""
        if not self.fresh:
            return settings_of(self.folder)
        chinese = catalogue("zh_CN").gettext
        if not may_be_made(self.folder):
            said = mark(
                "there is no archive in {0}: it has no conf.py; name another folder behind --into, "
                "one that is absent or empty, and it will be made"
            )
            raise Refused(chinese(said).format(self.folder.as_posix()))
        return SETTINGS, chinese

    def intake_of(self) -> Intake:
        """Read what the archive has: its outlets, vocabularies and issues."""
        profile = Profile()
        try:
            path = self.options.profile or self.folder / USUAL
            if self.options.profile or path.is_file():
                profile = read_profile(path)
        except Refusal as refusal:
            raise Refused(refusal.message(self.translate)) from refusal
        shared: dict[str, Any] = {
            "settings": self.settings,
            "profile": profile,
            "translate": self.translate,
            "keep": self.options.keep,
            "keep_original": self.options.keep_original,
        }
        if self.fresh:
            return Intake(**shared)
        try:
            archive = read_archive(self.folder, self.settings).archive
        except Unusable as error:
            raise Refused(line_of(error.problem, self.translate, self.folder)) from error
        return Intake(
            outlets=tuple(archive.outlets.values()),
            vocabularies=archive.vocabularies,
            issues=archive.issues,
            **shared,
        )

    # ---- documents

    def files(self) -> Iterator[Path]:
        """Yield the files that are named, and the texts in folders that are."""
        for path in self.options.files:
            if not path.is_dir():
                yield path
                continue
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS)
            if not found:
                said = mark("there is no document in {0}; name another folder, or the file itself")
                raise Refusal(said, path.as_posix())
            yield from found

    def take(self, path: Path) -> None:
        """Take in one file; say in one line why it cannot be."""
        try:
            taken = self.intake.take(_bytes_of(path), path.name, path.parent)
            self.refuse_taken(taken, path)
            if self.options.verify:
                self.verify(taken)
        except Refusal as refusal:
            self.refused += 1
            say(f"{path.as_posix()}: {refusal.message(self.translate)}")
            return
        self.taken.append(taken)
        self.sources[taken.path] = path
        if self.options.json:
            print(as_json(taken, self.translate), flush=True)

    def refuse_taken(self, taken: Taken, path: Path) -> None:
        """Raise Refusal where the issue stands there already."""
        if other := self.sources.get(taken.path):
            said = mark("this is issue {0}, as {1} is; take in one of the two")
            raise Refusal(said, taken.written.id, other.as_posix())
        there = self.folder / taken.path
        if self.options.verify or not self.standing(taken):
            return
        if not self.options.force:
            raise Refusal(_STANDS, self.standing(taken))
        if not there.exists():
            return
        before = there.read_text("utf-8", errors="replace").splitlines(keepends=True)
        after = taken.written.text.splitlines(keepends=True)
        lines = difflib.unified_diff(before, after, taken.path, taken.path)
        (sys.stderr if self.options.json else sys.stdout).writelines(lines)

    def standing(self, taken: Taken) -> str:
        """Name the file that stands where one of the issue is to be, if any does."""
        paths = (taken.path, *taken.files, *filter(None, [taken.original_path]))
        places = [self.folder / path for path in paths]
        return next((place.as_posix() for place in places if place.exists()), "")

    def verify(self, taken: Taken) -> None:
        """Hold the issue that stands in the archive against the document; raise Refusal."""
        there = self.folder / taken.path
        if not there.is_file():
            raise Refusal(mark("there is no issue {0} in the archive"), taken.written.id)
        standing = self.intake.rereader.read(there.read_text("utf-8-sig"), taken.path)
        lost, added = difference(taken.written.shown, standing.shown)
        for said, texts in (
            (mark("the issue lacks: {0}"), lost),
            (mark("the issue has besides: {0}"), added),
        ):
            for text in texts:
                say(f"{there.as_posix()}: {self.translate(said).format(text)}")
        other = [path for path, data in taken.files.items() if not self.has(path, data)]
        for path in other:
            said = mark("{0} is not the picture that stands in the document")
            say(self.translate(said).format((self.folder / path).as_posix()))
        if count := len(lost) + len(added) + len(other):
            said = mark("{0} places differ; correct the issue, or import with --force once more")
            raise Refusal(said, str(count))

    def has(self, path: str, data: bytes) -> bool:
        """Tell whether the archive has a file with this content."""
        place = self.folder / path
        return place.is_file() and place.read_bytes() == data

    # ---- the result

    def write(self) -> None:
        """Write the issues behind all that they need, so that they are there last."""
        files: dict[str, str | bytes | Path] = {}
        conf: dict[str, str] = {}
        first = self.taken[0].draft
        if self.fresh:
            title = self.periodical(self.taken[0])
            made = dict(founding_files(title, first.publisher, first.office))
            conf = {"conf.py": made.pop("conf.py")}
            files |= made
        if self.intake.register.new:
            path = next(iter(self.settings.get("bibtex_bibfiles", ())), "source/outlets.bib")
            before = files.get(path) or _text_of(self.folder / path)
            heading = self.translate(mark("Proposed by an import; look at each."))
            added = "".join(entries(self.intake.register.new, heading))
            files[path] = f"{str(before).rstrip()}\n{added}"
        for taken in self.taken:
            report = f"{REPORTS}/{taken.written.id}"
            files[f"{report}.html"] = html_report(taken, self.translate)
            files[f"{report}.md"] = markdown_report(taken, self.translate)
            files |= taken.files
            if taken.original_path:
                files[taken.original_path] = self.original(taken)
        files |= conf | {taken.path: taken.written.text for taken in self.taken}
        for taken in self.taken:
            if (standing := self.standing(taken)) and not self.options.force:
                raise Refusal(_STANDS, standing)
        store(self.folder, files)

    def original(self, taken: Taken) -> Path:
        """Give the document of an issue; raise Refusal where it has changed since it was read."""
        path = self.sources[taken.path]
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            same = ""
        if same != taken.draft.original.sha256:
            said = mark("{0} has changed since it was read; take it in once more")
            raise Refusal(said, path.as_posix())
        return path

    def periodical(self, taken: Taken) -> str:
        """Name the periodical as its first issue does, without the name of the issue."""
        title = taken.written.shown[0]
        label = taken.draft.label
        return title.partition(label)[0].rstrip("（( 　") if label else title

    def progress(self, done: int, all: int) -> None:
        """Tell on standard error how far it is, where there is much to do."""
        if all > 1 and sys.stderr.isatty():
            said = self.translate(mark("{0} of {1} files read")).format(done, all)
            print(said, end="\n" if done == all else "\r", file=sys.stderr, flush=True)

    def conclude(self) -> None:
        """Print a table of what was taken in, a line a document."""
        if self.options.json or not self.taken:
            return
        heads = (mark("issue"), mark("items"), mark("characters"), mark("listed"),
                 mark("repairs"), mark("doubts"), mark("lost"), mark("added"))  # fmt: skip
        rows = [[self.translate(head) for head in heads]]
        for taken in self.taken:
            account = taken.account
            figures = (len(taken.draft.items), account.characters, sum(account.listed.values()),
                       len(taken.repairs), len(taken.doubts), 0, 0)  # fmt: skip
            rows.append([taken.path, *map(str, figures)])
        for line in _table(rows):
            print(line)
        if self.options.verify:
            print(self.translate(mark("all that the documents print stands in the issues")))
        elif self.options.dry_run:
            print(self.translate(mark("nothing was written (--dry-run)")))
        else:
            one = self.taken[0].written.id if len(self.taken) == 1 else "…"
            place = (self.folder / REPORTS / f"{one}.html").as_posix()
            print(self.translate(mark("look at the doubts in {0}")).format(place))


def _bytes_of(path: Path) -> bytes:
    """Read a document; raise Refusal."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST * 1_000_000 + 1)
    except OSError as error:
        said = mark("the file cannot be read ({0}); look at its name and its rights")
        raise Refusal(said, error.strerror or str(error)) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeError) as error:
        raise Refusal(mark("{0} cannot be read; correct it first"), path.as_posix()) from error


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Set a table for a terminal, where a Han character is as wide as two letters."""
    widths = [max(round(2 * width(row[at])) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            blanks = " " * (widths[at] - round(2 * width(cell)))
            cells.append(f"{blanks}{cell}" if at else f"{cell}{blanks}")
        yield "  ".join(cells).rstrip()
