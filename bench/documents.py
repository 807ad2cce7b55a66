"""Issues of invented digests as plain text, in several layouts, with what is right to read in them.

The items are those of ``bench.world``. A layout only tells how they are printed: how headings
are numbered, how lines and pages break, where the source stands. ``python -m bench.documents
FOLDER`` writes one of each layout, to look at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.grammar import numeral
from bench.world import PERIODICAL, PUBLISHER, Issue, Item, Link, Outlet, World

LINES = 22
"""So many lines a page has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a digest is printed.

    ``number`` is a form for the number of an item, with ``{n}`` in figures, ``{w}`` in full width
    and ``{h}`` in Chinese; ``contents`` one for its entries, empty where there is no list.
    ``measure`` is the width of a line in ems, 0 where a paragraph is one line. ``source`` is a
    form for what stands behind the text, on a line of its own where ``apart``.
    """

    name: str
    number: str
    contents: str
    contents_heading: str = "目 录"
    measure: int = 0
    indent: str = ""
    gap: str = "\n"
    source: str = "（{name}）"
    apart: bool = False
    folio: str = ""
    head: str = ""
    sections: str = ""
    issue: str = "第{count}期"
    date: str = "{y}年{m}月{d}日"
    lists: bool = False
    closing: str = ""


LAYOUTS = (
    Layout(name="一段一行", number="{n}. ", contents="{n}. {title}{dots} {page}", lists=True),
    Layout(
        name="排版缩进",
        number="{h}、",
        contents="{h}、{title}\t{page}",
        measure=28,
        indent="　　",
        gap="",
        folio="- {page} -",
        issue="{y}年第{count}期（总第{total}期）",
        closing="编辑：李云　　电话：0000-1234567",
    ),
    Layout(
        name="排版页眉",
        number="{n}、",
        contents="{n}、{title}（{page}）",
        contents_heading="本期要目",
        measure=32,
        gap="\n",
        head=f"{PERIODICAL}　　第{{count}}期",
        folio="第 {page} 页",
        apart=True,
    ),
    Layout(
        name="缩进无目录",
        number="（{h}）",
        contents="",
        indent="　　",
        gap="",
        date="{Y}年{M}月{D}日",
        lists=True,
    ),
    Layout(
        name="栏目无编号",
        number="",
        contents="{title}",
        contents_heading="【目录】",
        sections="【{name}】",
        date="{y}-{m:02}-{d:02}",
        closing="报：市委办公室　　送：各县（区）政府",
    ),
    Layout(
        name="全角编号",
        number="{w}．",
        contents="{w}．{title}……{page}",
        sections="{h}、{name}",
        source="({name})",
        issue="第{count}期　总第{total}期",
        lists=True,
    ),
    Layout(name="来源另行", number="【{n}】", contents="", source="来源：{name}", apart=True),
    Layout(
        name="记者日期",
        number="{n}．",
        contents="{n}．{title} {page}",
        contents_heading="目次",
        source="（{name} {m}月{d}日 记者 王大山）",
        indent="    ",
        gap="",
    ),
    Layout(
        name="排版双空行",
        number="{n}. ",
        contents="{n}. {title} ········ {page}",
        measure=38,
        indent="  ",
        gap="",
        folio="{page}",
        source="(据{name}报道)",
    ),
)


@dataclass(slots=True)
class Answer:
    """What is right to read in an item: ``paragraphs`` without its source."""

    title: str
    section: str
    page: str
    sources: tuple[str, ...]
    paragraphs: list[str]
    table: list[list[str]]


@dataclass(slots=True)
class Document:
    """A text, and what is right to read in it; ``torn`` counts paragraphs that a page breaks."""

    layout: Layout
    text: str
    date: str
    label: str
    answers: list[Answer] = field(default_factory=list)
    torn: int = 0

    @property
    def file(self) -> tuple[bytes, str]:
        """What an editor would have of it: a file's content, and its name."""
        return self.text.encode(), f"{self.layout.name}.txt"


def document(world: World, index: int, layout: Layout) -> Document:
    """Print an issue of a world in a layout."""
    return _Press(world, index, layout).document()


class _Press:
    def __init__(self, world: World, index: int, layout: Layout) -> None:
        self.world = world
        self.index = index
        self.layout = layout
        self.issue: Issue = world.issue(index)
        self.rng = Random(f"{layout.name}/{index}")
        day = world.schedule.day(index)
        self.day = day
        self.words = {
            "y": day.year,
            "m": day.month,
            "d": day.day,
            "Y": "".join("〇一二三四五六七八九"[int(c)] for c in str(day.year)),
            "M": numeral(day.month),
            "D": numeral(day.day),
            "count": index % 50 + 1,
            "total": index + 101,
        }
        self.lines: list[str] = []
        self.on_page = 0
        self.page = 1
        self.torn = 0

    def document(self) -> Document:
        """Print the head, the list of contents, and the items."""
        layout = self.layout
        label = layout.issue.format(**self.words)
        answers = [self.answer(item) for item in self.issue.items]
        gap = [""]
        self.lines += [PUBLISHER, *gap, PERIODICAL, *gap, label, *gap]
        self.lines += [layout.date.format(**self.words), ""]
        if layout.contents:
            self.lines += [layout.contents_heading, *gap]
            section = ""
            for number, answer in enumerate(answers, start=1):
                if answer.section != section:
                    section = answer.section
                    self.lines.append(self.section_line(section, answers))
                self.lines.append(self.entry(number, answer))
            self.lines.append("")
        section = ""
        for number, (item, answer) in enumerate(zip(self.issue.items, answers, strict=True), 1):
            if answer.section != section:
                section = answer.section
                self.put([self.section_line(section, answers), ""])
            self.item(number, item, answer)
        if layout.closing:
            self.put(["", layout.closing])
        text = "\n".join(self.lines) + "\n"
        return Document(layout, text, self.day.isoformat(), label, answers, self.torn)

    def answer(self, item: Item) -> Answer:
        place = (item.number - 1) // 6
        section = ("要闻", "各地动态", "他山之石")[place] if self.layout.sections else ""
        names = tuple(outlet.name for outlet in item.outlets)
        page = str(item.page) if "{page}" in self.layout.contents else ""
        return Answer(item.title, section, page, names, [], [])

    def number(self, number: int, form: str) -> str:
        wide = "".join(chr(ord(c) + 0xFEE0) for c in str(number))
        return form.replace("{n}", str(number)).replace("{w}", wide).replace("{h}", numeral(number))

    def entry(self, number: int, answer: Answer) -> str:
        form = self.number(number, self.layout.contents)
        dots = "." * self.rng.choice((0, 5, 12))
        return form.format(title=answer.title, page=answer.page, dots=dots)

    def section_line(self, section: str, answers: Sequence[Answer]) -> str:
        order = list(dict.fromkeys(answer.section for answer in answers))
        form = self.number(order.index(section) + 1, self.layout.sections)
        return form.format(name=section)

    def item(self, number: int, item: Item, answer: Answer) -> None:
        """Print an item."""
        self.put([self.number(number, self.layout.number) + item.title])
        self.space()
        paragraphs = list(paragraphs_of(item))
        if self.layout.lists and number % 5 == 2:
            paragraphs[1:1] = [f"{count}. {text}" for count, text in enumerate(LIST, start=1)]
        answer.paragraphs = list(paragraphs)
        source = self.source(item.outlets)
        for at, paragraph in enumerate(paragraphs):
            last = at == len(paragraphs) - 1
            if last and item.table:
                self.paragraph(paragraph)
            elif last and not self.layout.apart:
                self.paragraph(paragraph + source)
                source = ""
            else:
                self.paragraph(paragraph)
        if item.table:
            rows = [list(row) for row in item.table.rows]
            answer.table = rows
            self.put([item.table.caption])
            self.space()
            cut = self.rng.randint(3, len(rows) - 2) if self.rng.random() < 0.5 else len(rows)
            self.put(["\t".join(row) for row in rows[:cut]])
            if rows[cut:]:
                self.lines.append("")
                self.put(["\t".join(row) for row in rows[cut:]])
            self.lines.append("")
        if source:
            self.put([source if not self.layout.measure else " " * 20 + source])
            self.space()

    def source(self, outlets: Sequence[Outlet]) -> str:
        return self.layout.source.format(name="、".join(o.name for o in outlets), **self.words)

    def paragraph(self, text: str) -> None:
        """Print a paragraph: in lines of the measure, or as one line that a page may tear."""
        layout = self.layout
        if layout.measure:
            self.put(list(_set(layout.indent + text, layout.measure)))
        elif len(text) > 90 and self.rng.random() < 0.2:
            lines = list(_set("　　" + text, 28))
            cut = self.rng.randint(1, len(lines) - 1)
            above, below = "".join(lines[:cut])[2:], "".join(lines[cut:])
            if above[-1] not in "。！？”）":  # else nobody could tell
                self.torn += 1
                self.lines += [layout.indent + above, "", below]
            else:
                self.lines.append(layout.indent + text)
        else:
            self.lines.append(layout.indent + text)
        self.space()

    def space(self) -> None:
        if self.layout.gap:
            self.lines.append("")

    def put(self, lines: Sequence[str]) -> None:
        """Print lines, and the edges of pages between them."""
        for line in lines:
            if self.layout.folio and self.on_page == LINES:
                self.turn(line)
            self.lines.append(line)
            self.on_page += 1

    def turn(self, line: str) -> None:
        self.on_page = 0
        before = self.lines[-1]
        if before and before[-1:] not in "。！？”）)" and not line.startswith("　　"):
            self.torn += 1
        self.lines += ["", self.layout.folio.format(page=self.page)]
        self.page += 1
        if self.layout.head:
            self.lines.append(self.layout.head.format(**self.words))
        self.lines.append("")


LIST = ("建立联席会议制度，明确责任分工；", "完善数据目录，统一报送口径；", "按季度通报办理情况。")


def paragraphs_of(item: Item) -> Iterator[str]:
    """Yield the paragraphs of an item, as print has them."""
    for sentences in item.paragraphs:
        yield "".join(
            (part.text or part.name or part.target) if isinstance(part, Link) else part
            for sentence in sentences
            for part in sentence
        )


def _set(text: str, measure: int) -> Iterator[str]:
    """Break a text into lines: no line begins with a stop, no figure or word is divided."""
    line, wide = "", 0.0
    for at, character in enumerate(text):
        own = 0.5 if character.isascii() else 1.0
        if wide + own > measure and character not in "，。、；：！？”）》":
            keep = len(line)
            if character.isascii() and character.isalnum():
                while keep and line[keep - 1].isascii() and line[keep - 1].isalnum():
                    keep -= 1
            while keep and line[keep - 1] in "“（《":
                keep -= 1
            keep = keep or len(line)
            yield line[:keep]
            line = line[keep:]
            wide = sum(0.5 if each.isascii() else 1.0 for each in line)
        line += text[at]
        wide += own
    if line:
        yield line


def documents(count: int, seed: int = 18) -> Iterator[Document]:
    """Yield so many documents, each layout in turn."""
    world = World(count, seed, 60)
    for index in range(count):
        yield document(world, index, LAYOUTS[index % len(LAYOUTS)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one document of each layout."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    for made in documents(len(LAYOUTS)):
        (folder / f"{made.layout.name}.txt").write_text(made.text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
