"""Issues of invented digests as PDFs, set by Typst in several layouts, with what is right to read.

The items are those of ``bench.world``. ``python -m bench.pdfs FOLDER`` writes one PDF of each
layout, to look at.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import typst

from bench.documents import LIST, Answer, paragraphs_of
from bench.grammar import numeral
from bench.world import PERIODICAL, PUBLISHER, Item, World

HEAVY = "大图.pdf"
MARKS = "①②③④⑤⑥⑦⑧"
EVERY = 10
"""Each tenth issue of a world has a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a digest is set.

    ``number`` and ``entry`` are forms as those of ``bench.documents``: for the number of an item,
    and its entry in the list of contents; an empty ``entry`` means that there is no list. ``rules``
    of tables are all, those above and below rows ("three"), or none.
    """

    name: str
    number: str = "{n}. "
    entry: str = "{n}. {title}"
    columns: int = 1
    size: float = 10.5
    paper: str = "a4"
    text: str = "Noto Serif CJK SC"
    heading: str = 'size: 14pt, weight: "bold", font: "Noto Sans CJK SC"'
    indent: bool = True
    justify: bool = True
    leader: str = "."
    source: str = "（{name}）"
    apart: bool = False
    folio: str = "- {page} -"
    outer: bool = False
    head: str = ""
    sections: str = ""
    rules: str = "all"
    narrow: bool = False
    lists: bool = False
    notes: bool = False
    lead: str = ""
    issue: str = "第{count}期"
    date: str = "{y}年{m}月{d}日"
    closing: str = ""


LAYOUTS = (
    Layout(name="单栏", lists=True),
    Layout(
        name="双栏页眉",
        columns=2,
        number="{h}、",
        entry="{h}、{title}",
        head=f"{PERIODICAL}　第{{count}}期",
        rules="three",
        closing="编辑：李云　　电话：0000-1234567",
    ),
    Layout(
        name="不缩进",
        number="{n}、",
        entry="{n}、{title}",
        indent=False,
        apart=True,
        folio="第 {page} 页",
        rules="none",
        leader="·",
        issue="{y}年第{count}期（总第{total}期）",
    ),
    Layout(
        name="仅字体",
        number="",
        entry="",
        heading='size: 12pt, weight: "bold"',
        justify=False,
        folio="{page}",
        outer=True,
        notes=True,
        date="{Y}年{M}月{D}日",
    ),
    Layout(
        name="栏目双栏",
        columns=2,
        size=9,
        number="",
        entry="{title}",
        heading='size: 11pt, font: "Noto Sans CJK SC"',
        sections="【{name}】",
        folio="{page}",
        head=PERIODICAL,
        lead="本报讯　",
        narrow=True,
    ),
    Layout(
        name="宋体无目录",
        size=12,
        number="（{h}）",
        entry="",
        heading='size: 12pt, weight: "regular"',
        source="(据{name}报道)",
        rules="three",
        head=f"{PUBLISHER}　　{PERIODICAL}",
        narrow=True,
    ),
    Layout(
        name="小开本",
        size=10,
        paper="a5",
        number="{w}．",
        entry="{w}．{title}",
        heading='size: 12pt, weight: "bold"',
        source="（{name} {m}月{d}日 记者 王大山）",
        folio="· {page} ·",
        outer=True,
        head=f"{PERIODICAL}　总第{{total}}期",
        notes=True,
        rules="none",
        leader="…",
    ),
)


@dataclass(slots=True)
class Printed:
    """A PDF, its text by items in the order of reading, and what is right to read in it."""

    layout: Layout
    pdf: bytes
    date: str
    label: str
    answers: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def file(self) -> tuple[bytes, str]:
        """What an editor would have of it: a file's content, and its name."""
        return self.pdf, f"{self.layout.name}.pdf"


def printed(world: World, index: int, layout: Layout) -> Printed:
    """Set an issue of a world in a layout."""
    return _Setting(world, index, layout).printed()


class _Setting:
    def __init__(self, world: World, index: int, layout: Layout) -> None:
        self.layout = layout
        self.issue = world.issue(index)
        self.day = world.schedule.day(index)
        self.words = {
            "y": self.day.year,
            "m": self.day.month,
            "d": self.day.day,
            "Y": "".join("〇一二三四五六七八九"[int(c)] for c in str(self.day.year)),
            "M": numeral(self.day.month),
            "D": numeral(self.day.day),
            "count": index % 50 + 1,
            "total": index + 101,
        }
        self.notes: list[str] = []

    def printed(self) -> Printed:
        """Set the head, the list of contents, and the items; ask on which pages these begin."""
        layout = self.layout
        label = layout.issue.format(**self.words)
        answers = [self.answer(item) for item in self.issue.items]
        items = zip(self.issue.items, answers, strict=True)
        parts: list[str] = []
        section = ""
        for number, (item, answer) in enumerate(items, start=1):
            if answer.section != section:
                section = answer.section
                parts.append(f"#section({said(layout.sections.format(name=section))})")
            parts += self.item(number, item, answer)
        if layout.closing:
            parts.append(f"#line(length: 100%)\n#closing({said(layout.closing)})")
        body = "\n\n".join(parts)
        body = f"#columns(2, gutter: 2em)[\n{body}\n]" if layout.columns == 2 else body
        code = "\n".join([self.frame(), self.head(label), self.contents(answers), body])
        pdf = typst.compile(code.encode(), format="pdf")
        pages = json.loads(typst.query(code.encode(), "<page>", field="value"))
        for answer, page in zip(answers, pages, strict=True):
            answer.page = str(page) if layout.folio else ""
        assert isinstance(pdf, bytes)
        return Printed(layout, pdf, self.day.isoformat(), label, answers, self.notes)

    def answer(self, item: Item) -> Answer:
        section = ("要闻", "各地动态", "他山之石")[(item.number - 1) // 6]
        names = tuple(outlet.name for outlet in item.outlets)
        return Answer(item.title, section if self.layout.sections else "", "", names, [], [])

    def frame(self) -> str:
        """Tell Typst of the page and its type."""
        layout = self.layout
        folio = layout.folio.partition("{page}")
        page = f"#{said(folio[0])}#context counter(page).display()#{said(folio[2])}"
        side = "if calc.odd(counter(page).get().first()) { right } else { left }"
        side = f"#context align({side})" if layout.outer else "#align(center)"
        head = layout.head.format(**self.words)
        shown = f"text(size: 8pt)[#{said(head)} #h(1fr) #context counter(page).display()]"
        indent = "(amount: 2em, all: true)" if layout.indent else "0em"
        return "\n".join([
            f'#set page(paper: "{layout.paper}", margin: (x: 2.4cm, y: 2.5cm),',
            f"  header: {shown if head else 'none'},",
            f"  footer: [{side}[{page}]])",
            f'#set text(font: "{layout.text}", size: {layout.size}pt, lang: "zh", region: "cn")',
            f"#set par(justify: {str(layout.justify).lower()}, first-line-indent: {indent},",
            f"  leading: 0.75em, spacing: {'0.75em' if layout.indent else '1.6em'})",
            f"#let title(body) = block(above: 1.6em, below: 1.2em, text({layout.heading}, body))",
            '#let section(body) = align(center, block(above: 2em, text(size: 16pt, body)))',
            "#let apart(body) = align(right, body)",
            "#let closing(body) = block(text(size: 9pt, body))",
            "#set footnote(numbering: \"①\")",
        ])  # fmt: skip

    def head(self, label: str) -> str:
        date = self.layout.date.format(**self.words)
        lines = ((PUBLISHER, 12), (PERIODICAL, 26), (label, 12), (date, 12))
        set_ = (f"#align(center, block(text(size: {size}pt, {said(t)})))" for t, size in lines)
        return "\n".join(set_)

    def contents(self, answers: Sequence[Answer]) -> str:
        """Set the list of contents, with the pages on which the items stand."""
        if not self.layout.entry:
            return ""
        leader = f"box(width: 1fr, repeat({said(self.layout.leader)}))"
        lines = [f"#align(center, block(text(size: 14pt, {said('目　录')})))"]
        section = ""
        for number, answer in enumerate(answers, start=1):
            if answer.section != section:
                section = answer.section
                lines.append(f"#block({said(self.layout.sections.format(name=section))})")
            entry = self.number(number, self.layout.entry).format(title=answer.title)
            page = f"context counter(page).at(label({said(f'item-{number}')})).first()"
            lines.append(f"#block[#{said(entry)} #{leader} #{page}]")
        return "\n".join(lines)

    def number(self, number: int, form: str) -> str:
        wide = "".join(chr(ord(c) + 0xFEE0) for c in str(number))
        return form.replace("{n}", str(number)).replace("{w}", wide).replace("{h}", numeral(number))

    def item(self, number: int, item: Item, answer: Answer) -> Iterator[str]:
        """Set an item."""
        layout = self.layout
        place = f"#context [#metadata(counter(page).get().first())<page>]<item-{number}>"
        title = self.number(number, layout.number) + item.title
        yield f"#title[#{said(title)}{place}]"
        paragraphs = list(paragraphs_of(item))
        paragraphs[0] = layout.lead + paragraphs[0]
        if layout.lists and number % 5 == 2:
            paragraphs[1:1] = [f"{count}. {text}" for count, text in enumerate(LIST, start=1)]
        answer.paragraphs = [*paragraphs]
        noted = layout.notes and number % 4 == 1
        if noted:
            self.notes.append(f"见{item.outlets[0].name}有关报道的附录，原文共{number}节。")
            answer.paragraphs[0] += MARKS[len(self.notes) - 1]
        names = "、".join(outlet.name for outlet in item.outlets)
        source = layout.source.format(name=names, **self.words)
        for at, paragraph in enumerate(paragraphs):
            last = at == len(paragraphs) - 1
            behind = source if last and not item.table and not layout.apart else ""
            note = f"#footnote[#{said(self.notes[-1])}]" if noted and not at else ""
            yield f"#par[#{said(paragraph)}{note}#{said(behind)}]"
        if item.table:
            answer.table = [list(row) for row in item.table.rows]
            yield f"#align(center, block({said(item.table.caption)}))"
            yield self.table(answer.table)
        if item.table or layout.apart:
            yield f"#apart({said(source)})"

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        rules = self.layout.rules
        stroke = {"all": "0.5pt", "three": "none", "none": "none"}[rules]
        rule = "table.hline(stroke: 0.6pt)," if rules == "three" else ""
        wide = "(3.5em, 1fr, 1fr, 4em)" if self.layout.narrow else "(auto,) * 4"
        cells = [", ".join(f"[#{said(cell)}]" for cell in row) + ",\n" for row in rows]
        head = f"table.header({rule} {cells[0]} {rule})"
        lines = "".join(cells[1:])
        table = f"table(columns: {wide}, stroke: {stroke}, align: left, {head}, {lines} {rule})"
        return f"#align(center, {{ set par(first-line-indent: 0em, justify: false); {table} }})"


def said(text: str) -> str:
    """Write a text as a string of Typst's code."""
    return json.dumps(text, ensure_ascii=False)


def all_printed(count: int, seed: int = 18) -> Iterator[Printed]:
    """Yield so many PDFs, each layout in turn."""
    world = World(count * EVERY, seed, 60)
    for index in range(count):
        yield printed(world, index * EVERY, LAYOUTS[index % len(LAYOUTS)])


def with_picture(pdf: bytes, megabytes: int) -> bytes:
    """Put a picture on the first page that cannot be packed."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        picture = opened.make_stream(
            Random(0).randbytes(megabytes * 1_000_000),
            Subtype=pikepdf.Name.Image,
            Width=1000,
            Height=megabytes * 1000,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
        opened.pages[0].add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.X)
        opened.pages[0].contents_add(b"q 90 0 0 90 0 0 cm /X Do Q")
        target = BytesIO()
        opened.save(target)
    return target.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one PDF of each layout, and the last once more with a large picture."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    for made in all_printed(len(LAYOUTS)):
        (folder / f"{made.layout.name}.pdf").write_bytes(made.pdf)
        if made.layout is LAYOUTS[-1]:
            (folder / HEAVY).write_bytes(with_picture(made.pdf, 48))
    return 0


if __name__ == "__main__":
    sys.exit(main())
