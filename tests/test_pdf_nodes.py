"""Each node becomes a call, and of a node that is not known the text is kept and the place told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from qikan.archive import Archive
from qikan.dates import PartialDate
from qikan.ids import IssueId, ItemId
from qikan.kinds import Kind
from qikan.model import Issue, Item, Periodical
from qikan.pdf.formulas import formula
from qikan.pdf.notation import literal
from qikan.sphinx.typesetting import RECORDS, Typeset, Typesetter

ISSUE = Issue(
    id=IssueId("2014-07-04"),
    title="县志通讯",
    label="七月",
    date=PartialDate(2014, 7, 4),
    items=(Item(id=ItemId("2014-07-04/1"), number=1, title="题"),),
)


def typeset(*children: nodes.Node, address: str = "") -> Typeset:
    """Set nodes, without an archive around them."""
    document = nodes.document("", None)  # type: ignore[arg-type]
    document += list(children)
    archive = Archive(periodical=Periodical(title="县志通讯"), issues=(ISSUE,))
    path = "issues/2014/2014-07-04.md"
    return Typesetter(archive, ISSUE, path, lambda _: True, lambda _: address).typeset(document)


class unheard_of(nodes.General, nodes.Element):
    """A node of an extension that nobody knows."""


def test_of_an_unknown_node_the_text_is_kept_and_the_place_told() -> None:
    unknown = unheard_of("", nodes.paragraph("", "榆次"))
    unknown.line = 7
    made = typeset(unknown)
    assert made.code == 'p("榆次")'
    [problem] = made.problems
    assert (problem.kind, problem.line, problem.arguments) == (Kind.NOT_SET, 7, ("unheard_of",))
    assert made.is_faulty


FIELD_NAME = nodes.field_name("", "名")
FIELD_BODY = nodes.field_body("", nodes.paragraph("", "值"))
HERE = f"{RECORDS}issues/2014/2014-07-04/1"


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (nodes.paragraph("", "", nodes.emphasis("", "重")), 'p(dotted("重"))'),
        (nodes.paragraph("", "", nodes.strong("", "重")), 'p(bold("重"))'),
        (nodes.literal("", '#"x"'), r'code("#\"x\"")'),
        (nodes.subscript("", "2"), 'sub("2")'),
        (nodes.abbreviation("", "办", explanation="办公"), 'shortened("办", "办公")'),
        (nodes.inline("", "误", classes=["del"]), 'deleted("误")'),
        (nodes.comment("", "批注"), "[]"),
        (nodes.transition(), "transition()"),
        (nodes.raw("", "<b>", format="html"), 'verbatim(flush("<b>"))'),
        (nodes.note("", nodes.paragraph("", "注")), 'framed(p("注"), title: "备注")'),
        (nodes.line_block("", nodes.line("", "一"), nodes.line("", "二")), 'lines("一", "二")'),
        (
            nodes.enumerated_list("", nodes.list_item("", nodes.paragraph("", "一")), start=3),
            'numbered(3, "1.", p("一"))',
        ),
        (
            nodes.field_list("", nodes.field("", FIELD_NAME, FIELD_BODY)),
            'defined(("名", p("值"), ))',
        ),
        (
            nodes.container("", nodes.paragraph("", "面"), design_component="tab-content"),
            'p("面")',
        ),
    ],
)  # fmt: skip
def test_nodes_become_calls(node: nodes.Node, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qikan.sphinx.typesetting.admonitionlabels", {"note": "备注"})
    made = typeset(node)
    assert (made.code, made.problems) == (code, [])


@pytest.mark.parametrize(
    ("uri", "address", "code"),
    [
        (HERE, "", '{to("2014-07-04/1", "字")\nshort-id("2014-07-04/1")}'),
        (f"{HERE}#source-a", "", 'to("2014-07-04#source-a", "字")'),
        (f"{RECORDS}outlets/a", "https://e.example/a", 'web("https://e.example/a", "字")'),
        (f"{RECORDS}outlets/a", "", '"字"'),
        ("https://e.example/", "", 'web-noted("https://e.example/", "字")'),
    ],
)  # fmt: skip
def test_links_lead_to_records_here_and_to_pages_elsewhere(
    uri: str, address: str, code: str
) -> None:
    made = typeset(nodes.reference("", "", nodes.Text("字"), refuri=uri), address=address)
    assert made.code == code


def test_a_source_ends_the_paragraph_before_it() -> None:
    source = nodes.paragraph("", "（山西日报）", classes=["source"])
    made = typeset(nodes.paragraph("", "甲。"), source)
    assert made.code == 'p({"甲。"\nsource("（山西日报）")})'
    alone = typeset(nodes.paragraph("", "（山西日报）", classes=["source"]))
    assert alone.code == 'source-alone("（山西日报）")'


def test_a_formula_that_cannot_be_read_is_shown_as_code() -> None:
    assert formula(r"\nonsense{", display=False, text=literal) == r'code("\\nonsense{")'
    assert formula("x^2", display=False, text=literal).startswith('formula("x^2", false, ')


def test_all_calls_are_functions_of_the_setting() -> None:
    """Else Typst would stop at the first issue that needs one."""
    folder = Path(__file__).parents[1] / "src/qikan"
    setting = "".join(path.read_text("utf-8") for path in (folder / "pdf/setting").iterdir())
    sources = [folder / "sphinx/typesetting.py", folder / "sphinx/typeset_tables.py"]
    sources += [folder / "pdf/documents.py", folder / "pdf/text.py", folder / "pdf/formulas.py"]

    called = {
        name
        for path in sources
        for name in re.findall(r'call\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    own = set(re.findall(r"^#let ([a-z-]+)\(", setting, re.MULTILINE))
    assert called - own == {"box", "h", "pagebreak", "sub", "super", "symbol"}
    assert len(called) > 30


@pytest.mark.parametrize(
    "kind",
    [nodes.block_quote, nodes.bullet_list, nodes.compound, nodes.container, nodes.definition_list,
     nodes.emphasis, nodes.enumerated_list, nodes.field_list, nodes.figure, nodes.line_block,
     nodes.list_item, nodes.literal_block, nodes.note, nodes.paragraph, nodes.topic],
)  # fmt: skip
def test_what_is_empty_does_no_harm(kind: type[nodes.Element]) -> None:
    made = typeset(kind(""), nodes.paragraph("", "榆次"))
    assert 'p("榆次")' in made.code
    assert made.problems == []


def test_a_cell_may_be_empty() -> None:
    row = nodes.row("", nodes.entry(""), nodes.entry("", nodes.paragraph("", "榆次")))
    columns = [nodes.colspec(colwidth=1) for _ in range(2)]
    table = nodes.table("", nodes.tgroup("", *columns, nodes.tbody("", row), cols=2))
    assert "榆次" in typeset(table).code


def test_cells_of_a_stub_column_head_their_rows_also_below_one_that_spans() -> None:
    """The first cell of the second row stands in the second column."""

    def cell(text: str, **spans: int) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", text), **spans)

    rows = [nodes.row("", cell("甲", morerows=1), cell("一")), nodes.row("", cell("二"))]
    rows += [nodes.row("", cell("乙"), cell("三"))]
    columns = [nodes.colspec(stub=1), nodes.colspec()]
    made = typeset(nodes.table("", nodes.tgroup("", *columns, nodes.tbody("", *rows), cols=2)))
    heads = re.findall(r'row-head\("(.)"', made.code)
    cells = re.findall(r'\bcell\("(.)"', made.code)
    assert (heads, cells) == (["甲", "乙"], ["一", "二", "三"])


def test_a_line_may_break_between_marks_of_notes() -> None:
    marks = [nodes.footnote_reference("", number) for number in "12"]
    made = typeset(nodes.paragraph("", "", nodes.Text("注"), *marks))
    assert made.code == 'p({"注"\n"1"\nbox()\n"2"})'
