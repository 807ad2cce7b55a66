"""References by our formatter and by pandoc's, set against each other, with their cost.

``python -m bench.citing`` makes up records by a grammar of its own, has Debian's pandoc format
them by ``gbt7714.csl``, and prints how many agree by kind, then each class of difference with an
example. CSL cannot say everything that the standard does; ``EXPLAINED`` tells what.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from qikan.citing.bibtex import BibtexWriter
from qikan.citing.csl import to_csl
from qikan.citing.gbt7714 import reference
from qikan.citing.names import printed
from qikan.citing.ris import RisWriter
from qikan.citing.romanization import is_pinyin
from qikan.dates import PartialDate
from qikan.works import Name, Work

STYLE = Path(__file__).with_name("gbt7714.csl")

KINDS = (
    "article article-journal article-newspaper book chapter dataset paper-conference patent "
    "report thesis webpage"
)
HAN = ("云", "大山", "小川", "六", "建国", "𠮷")
LATIN = (
    Name(family="Miller", given="Anna B."),
    Name(family="Park", given="Ji-woo"),
    Name(family="O’Neill", given="Sean"),
    Name(family="Williams-Ellis", given="Amabel"),
    Name(family="Veen", given="Pieter H.", particle="van der"),
    Name(family="Peebles", given="Peyton Z.", suffix="Jr"),
    Name(family="Zhang", given="Xiaoming"),
    Name(family="MILLER", given="JOHN"),
    Name(literal="Songhe City Office"),
)
PLACES = ("县级", "市级", "乡镇", "山区")
DEEDS = ("政务大厅延长办理时间", "大厅的夜间服务", "网上办事：一年来的变化", "“一站式”服务")
TITLES = ("County halls stay open longer", "Night service", "Queues in town halls: a survey")


def made_up(random: Random, number: int, kind: str, language: str) -> Work:
    """Make up a work; each field that its kind may have is there three times in four."""
    chinese = language == "zh-CN"

    def maybe(value: str, chance: float = 0.75) -> str:
        return value if random.random() < chance else ""

    def names(most: int) -> tuple[Name, ...]:
        return tuple(_name(random, chinese) for _ in range(random.randint(0, most)))

    journal = kind == "article-journal"
    booklike = kind in ("book", "chapter", "paper-conference")
    published = booklike or kind in ("report", "thesis")
    first = random.randint(1, 90)
    online = kind == "webpage" or random.random() < 0.4
    return Work(
        id=f"r{number}",
        type=kind,
        language=language,
        title=random.choice(PLACES) + random.choice(DEEDS) if chinese else random.choice(TITLES),
        authors=names(5),
        editors=names(2) if kind in ("book", "chapter", "paper-conference") else (),
        translators=names(4) if booklike and random.random() < 0.3 else (),
        container=("松河日报" if chinese else "Songhe Times")
        if journal or kind in ("article-newspaper", "chapter", "paper-conference")
        else "",
        publisher=maybe("松河出版社" if chinese else "Hall, Inc.")
        if published
        else maybe("松河数据中心")
        if kind in ("dataset", "article")
        else "",
        place=maybe("松河" if chinese else "Ames, Iowa") if published else "",
        issued=_date(random),
        accessed=PartialDate(2014, 7, random.randint(1, 31)) if online else None,
        edition=maybe(random.choice(("2", "11", "修订版")), 0.4) if booklike else "",
        version=maybe("1.0") if kind in ("dataset", "article") else "",
        volume=maybe(str(random.randint(1, 40)), 0.5) if journal or booklike else "",
        issue=maybe(random.choice(("2", "5/6", "增刊1"))) if journal else "",
        number=maybe("S-12") if kind in ("report", "patent") else "",
        page=maybe(random.choice((str(first), f"{first}-{first + 3}", f"{first}–{first + 13}")))
        if kind not in ("webpage", "dataset", "article")
        else "",
        url=f"https://songhe.example/{number}.html" if online else "",
        doi=maybe("10.1234/abcd", 0.3) if online else "",
    )


def _name(random: Random, chinese: bool) -> Name:
    if not chinese:
        return random.choice(LATIN)
    if random.random() < 0.2:
        return Name(literal="松河市秘书处")
    return Name(family=random.choice(("李", "王", "赵", "欧阳", "司马")), given=random.choice(HAN))


def _date(random: Random) -> PartialDate | None:
    known = random.randint(0, 3)
    parts = (2014, random.randint(1, 12), random.randint(1, 28))[:known]
    return PartialDate(*parts) if parts else None


def by_pandoc(works: Sequence[Work], language: str) -> dict[str, str]:
    """Have pandoc format works; give the references by id."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "works.json")
        entries = [to_csl(work) | {"note": work.id} for work in works]
        file.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
        command: list[str | Path] = ["pandoc", "--citeproc", "--csl", STYLE, "--bibliography", file]
        command += ["-M", f"lang={language}", "-f", "markdown", "-t", "plain", "--wrap=none"]
        text = "---\nnocite: '@*'\n---\n"
        ended = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    lines = (line.partition(" | ") for line in ended.stdout.splitlines() if " | " in line)
    return {id: said for id, _, said in lines}


Difference = Callable[[Work, str], str]
"""Take out of our reference what CSL cannot say or pandoc says otherwise."""


def _quotes(work: Work, ours: str) -> str:
    return ours.replace("“", "《").replace("”", "》")


def _hyphen(work: Work, ours: str) -> str:
    return ours.replace("Park J-W", "Park J")


def _pinyin(work: Work, ours: str) -> str:
    for name in (*work.authors, *work.editors, *work.translators):
        if is_pinyin(name.family, name.given):
            ours = ours.replace(printed(name), f"{name.family} {name.given[0]}")
    return ours


def _shouting(work: Work, ours: str) -> str:
    return ours.replace("Miller J", "MILLER J")


def _particle(work: Work, ours: str) -> str:
    return ours.replace("Veen P H van der", "van der Veen P H")


def _edition(work: Work, ours: str) -> str:
    return re.sub(r"(\d+)(?:st|nd|rd|th) ed\b", r"\1 版", ours)


def _volume(work: Work, ours: str) -> str:
    return re.sub(r"：v\.(\d+)", r"：第\1卷", ours)


def _unpublished(work: Work, ours: str) -> str:
    if work.type == "paper-conference" and not (work.publisher or work.place or work.edition):
        told = f"，{work.issued.year}" if work.issued else f"：{work.page.replace('–', '-')}."
        return ours.replace(told, f". {told[1:]}") if work.issued or work.page else ours
    return ours


EXPLAINED: dict[str, Difference] = {
    "pandoc turns quotation marks into the locale's": _quotes,
    "pandoc drops what stands in small letters behind a hyphen": _hyphen,
    "CSL cannot tell pinyin, and cuts it to initials": _pinyin,
    "CSL leaves surnames in capitals as they are": _shouting,
    "CSL has no place for particles behind initials": _particle,
    "our style says n 版 in every language": _edition,
    "our style says 第n卷 in every language": _volume,
    "our style cannot ask for the publisher of a meeting's papers": _unpublished,
}


def compare(works: Sequence[Work]) -> None:
    """Print how many references agree, and how the others differ."""
    theirs: dict[str, str] = {}
    for language in ("zh-CN", "en-US"):
        theirs |= by_pandoc([work for work in works if work.language == language], language)
    agreeing: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    all_: Counter[str] = Counter(work.type for work in works)
    classes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for work in works:
        ours, other = reference(work), theirs[work.id]
        if ours == other:
            agreeing[work.type] += 1
            continue
        changed, causes = ours, []
        for cause, difference in EXPLAINED.items():
            if (after := difference(work, changed)) != changed:
                changed = after
                causes.append(cause)
        if changed == other:
            explained[work.type] += 1
            for cause in causes:
                classes[cause].append((ours, other))
        else:
            classes["not explained"].append((ours, other))
    print(f"{'kind':20} {'works':>6} {'agree':>6} {'explained':>10} {'not':>5}")
    for kind in (*sorted(all_), "all"):
        total = all_.total() if kind == "all" else all_[kind]
        same = agreeing.total() if kind == "all" else agreeing[kind]
        told = explained.total() if kind == "all" else explained[kind]
        print(f"{kind:20} {total:6} {same:6} {told:10} {total - same - told:5}")
    for cause, pairs in sorted(classes.items()):
        print(f"\n{len(pairs)} x {cause}")
        for ours, other in pairs[: 8 if cause == "not explained" else 1]:
            print(f"    ours   {ours}\n    pandoc {other}")


def measure(works: Sequence[Work]) -> None:
    """Print what each format costs, an item at a time."""
    bibtex, ris = BibtexWriter(), RisWriter()
    formats: dict[str, Callable[[Work], object]] = {
        "GB/T 7714": reference,
        "CSL-JSON": lambda work: json.dumps(to_csl(work), ensure_ascii=False),
        "BibTeX": lambda work: bibtex.write([work]),
        "RIS": lambda work: ris.write([work]),
    }
    print()
    for name, write in formats.items():
        start = time.process_time()
        for work in [*works] * 10:
            write(work)
        cost = (time.process_time() - start) / len(works) / 10
        print(f"{name:12} {1e6 * cost:6.1f} µs an item")


def main() -> None:
    """Compare, then measure."""
    if shutil.which("pandoc") is None:
        sys.exit("This compares with Debian's pandoc: apt-get install pandoc")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=660, help="how many to make up")
    parser.add_argument("--seed", type=int, default=7714)
    options = parser.parse_args()
    random = Random(options.seed)
    kinds = KINDS.split()
    works = [
        made_up(random, number, kinds[number % len(kinds)], random.choice(("zh-CN", "en-US")))
        for number in range(options.works)
    ]
    compare(works)
    measure(works)


if __name__ == "__main__":
    main()
