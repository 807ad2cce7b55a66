"""Which columns of a table hold figures, and what each figure lacks behind the point."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from qikan.sphinx.columns import align_figures


def classes(source: str) -> list[list[str]]:
    """List the classes of each cell of a table, row by row, once it has been aligned."""
    document = publish_doctree(source, settings_overrides={"report_level": 5})
    table = next(iter(document.findall(nodes.table)))
    text = table.astext()
    align_figures(table)
    assert table.astext() == text
    return [
        [" ".join(cell["classes"]) for cell in row.findall(nodes.entry)]
        for row in table.findall(nodes.row)
    ]


def column(texts: Sequence[str]) -> list[str]:
    """Give the classes of a column below a head, beside one of words."""
    rows = "".join(f"\n   * - 甲\n     - {text}".rstrip() for text in ("数", *texts))
    return [row[1] for row in classes(f".. list-table::\n   :header-rows: 1\n{rows}\n")]


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (["1,024", "98"], ["figures"] * 3),
        (["62.5%", "6%"], ["figures", "figures", "figures short-1 no-point"]),
        (["+12.25", "−8.5", "—"],
         ["figures", "figures", "figures short-1", "figures short-2 no-point"]),
        (["0.12345678", "1"], ["figures", "figures", "figures short-6 no-point"]),
        (["3万", "", "2.5万"], ["figures", *["figures short-1 no-point"] * 2, "figures"]),
        (["12人", "8"], [""] * 3),
        (["6%", "6"], [""] * 3),
        (["2014-07-04", "8"], [""] * 3),
        (["—", "…"], [""] * 3),
        (["约12", "8"], [""] * 3),
    ],
)  # fmt: skip
def test_a_column_of_figures(texts: list[str], marked: list[str]) -> None:
    assert column(texts) == marked


def test_row_heads_are_left_alone() -> None:
    source = (
        ".. list-table::\n   :stub-columns: 1\n\n   * - 2013\n     - 1\n   * - 2014\n     - 2\n"
    )
    assert classes(source) == [["", "figures"]] * 2


def test_cells_that_span_columns_or_rows_do_not_shift_the_others() -> None:
    source = """
+----+-----------+----+
| 甲 | 数        | 注 |
|    +-----+-----+    |
|    | 件  | 例  |    |
+====+=====+=====+====+
| 乙 | 1   | 2.5 | 甲 |
+    +-----+-----+----+
|    | 20  | 3   | 乙 |
+----+-----+-----+----+
| 丙 | 共  4     | 丙 |
+----+-----------+----+
"""
    assert classes(source) == [
        ["", "", ""],
        ["figures", "figures"],
        ["", "figures", "figures", ""],
        ["figures", "figures short-1 no-point", ""],
        ["", "", ""],
    ]
