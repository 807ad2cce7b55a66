"""Tables as files, read back by other readers of CSV."""

from __future__ import annotations

import csv
import io

import pytest

from qikan.catalogue import catalogue
from qikan.tables import Row, Table

CHINESE = catalogue("zh_CN").gettext


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_excel_knows_the_encoding_by_the_mark_and_programs_the_lines() -> None:
    data = Table("a.csv", ("Year", "Number of items"), [(2013, 1024)]).csv(CHINESE)
    assert data == b"\xef\xbb\xbf" + "年,条数\r\n2013,1024\r\n".encode()


def test_heads_are_in_the_language_of_the_archive() -> None:
    assert read(Table("a.csv", ("Year",), []).csv(str)) == [["Year"]]


@pytest.mark.parametrize("name", ['《县志》"订补", 续', "太原,大同", "a\nb", "<b>&amp;", "𠮷田"])
def test_any_name_comes_back(name: str) -> None:
    row: Row = ("id", name, 3)
    assert read(Table("a.csv", ("Id",), [row]).csv(CHINESE))[1] == ["id", name, "3"]


@pytest.mark.parametrize("name", ["=1+1", "+8610", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_name_is_a_formula(name: str) -> None:
    [_, [found, number]] = read(Table("a.csv", ("Id",), [(name, -2)]).csv(CHINESE))
    assert found == f"'{name}"
    assert number == "-2"  # a number stays one


def test_what_holds_a_sign_within_stays_as_it_is() -> None:
    assert read(Table("a.csv", ("Id",), [("A=B", "2-3")]).csv(CHINESE))[1] == ["A=B", "2-3"]
