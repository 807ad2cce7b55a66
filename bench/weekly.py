"""How 407 issues of another periodical are taken in: a weekly in Markdown, beside the clone.

``python -m bench.weekly [FOLDER]`` takes in every file of the folder, stores nothing of it, and
prints a table: how many came in, with how many items and doubts, how many characters are lost or
added, and in how many CPU seconds. Lost and added count twice: as the import's own account has
it, and as the letters and figures of the file, without its markup, are those of the issue.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from qikan.importer.founding import SETTINGS
from qikan.importer.profile import read_profile
from qikan.importer.refusals import Refusal
from qikan.importer.spans import of
from qikan.importer.taking import Intake, Taken

ROOT = Path(__file__).parent.parent
WEEKLY = ROOT.parent / "shared/corpora/weekly"
PROFILE = Path(__file__).with_suffix(".toml")

_MARKUP = re.compile(
    r"""
    <!--(?s:.*?)-->
    | ^[>\s]*\d+\.\s                              # numbers: lists count by themselves
    | !\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)  # pictures
    | (?<=\])\([^()]*(?:\((?:[^()]|\([^()]*\))*\)[^()]*)*\)  # where links lead
    | <(?P<media>iframe|audio)\b[^>]*>(?s:.*?)</(?P=media)>
    | </?(?:br|u|ins|sup|sub|a|span|p|img|div|b|strong|ul|ol|picture|source)\b[^>]*>
    """,
    re.VERBOSE | re.MULTILINE,
)
_CODE = re.compile(r"(?s)(?<=\n)```\n.*?\n```\n|(`+)[^`\n]+\1(?!`)")
_NUMBER = re.compile(r"^[1-9]\d?\. ")


@dataclass(slots=True)
class Tally:
    """What came of all files; ``differ`` are those of which the letters are others."""

    files: int = 0
    taken: int = 0
    items: int = 0
    lost: int = 0
    added: int = 0
    doubts: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0


def letters(markdown: str) -> Counter[str]:
    """Count the letters and figures that a page made of Markdown shows."""
    code = (found[0] for found in _CODE.finditer(markdown))
    text = unescape(_MARKUP.sub("", _CODE.sub("", markdown)))
    return Counter(sign for piece in (text, *code) for sign in piece if sign.isalnum())


def shown(taken: Taken) -> Counter[str]:
    """Count those of an issue as it was written: its texts, and the numbers of its items."""
    text = taken.draft.original.text
    said = [_NUMBER.sub("", of(each, text)) for each in taken.draft.texts()]
    numbers = [taken.draft.original.of(each.span) for each in taken.draft.listed]
    return Counter(sign for piece in (*said, *numbers) for sign in piece if sign.isalnum())


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the issues of the weekly as they are counted."""
    yield from sorted(folder.glob("issue-*.md"), key=lambda path: int(path.stem.rpartition("-")[2]))


def tally(paths: Sequence[Path]) -> Tally:
    """Take in every file by itself."""
    found = Tally(files=len(paths))
    profile = read_profile(PROFILE)
    for path in paths:
        data = path.read_bytes()
        begin = time.process_time()
        try:
            taken = Intake(settings=SETTINGS, profile=profile).take(data, path.name)
        except Refusal as refusal:
            found.refused.append(f"{path.name}: {refusal}")
            continue
        found.seconds += time.process_time() - begin
        found.taken += 1
        found.items += len(taken.draft.items)
        found.lost += sum(span.end - span.begin for span in taken.account.lost)
        found.added += sum(map(len, taken.account.added))
        found.doubts.update(remark.point.key for remark in taken.doubts)
        if letters(data.decode()) != shown(taken):
            found.differ.append(path.name)
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 where a file was refused, or anything was lost or added."""
    folder = Path(arguments[0]) if arguments else WEEKLY
    paths = list(files_of(folder))
    if not paths:
        print(f"there is no issue-*.md in {folder}; name the folder that has them", file=sys.stderr)
        return 2
    found = tally(paths)
    print(f"taken in   {found.taken} of {found.files}, {found.items} items")
    print(
        f"lost       {found.lost}, added {found.added}; other letters in {len(found.differ)} files"
    )
    print(
        f"doubts     {found.doubts.total()}: "
        + ", ".join(f"{k} {n}" for k, n in found.doubts.most_common())
    )
    print(f"CPU        {found.seconds:.1f} s")
    for line in (*found.refused, *found.differ):
        print(f"  {line}")
    return int(found.taken < found.files or bool(found.lost or found.added or found.differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
