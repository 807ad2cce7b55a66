"""Dates of three precisions: reading, writing, order."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.dates import PartialDate


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Draw a day, a month or a year that exists."""
    year = draw(st.integers(1, 9999))
    month = draw(st.integers(0, 12))
    if not month:
        return PartialDate(year)
    return PartialDate(year, month, draw(st.integers(0, calendar.monthrange(year, month)[1])))


@given(partial_dates())
def test_what_is_written_is_read(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(st.text("0123456789-０１年 \n", max_size=11))
def test_what_is_read_is_written(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014-07-04", PartialDate(2014, 7, 4)),
        ("2014-07", PartialDate(2014, 7)),
        ("2014", PartialDate(2014)),
        ("2012-02-29", PartialDate(2012, 2, 29)),
        ("2000-02-29", PartialDate(2000, 2, 29)),
        ("0965-12-31", PartialDate(965, 12, 31)),
    ],
)
def test_parse(text: str, date: PartialDate) -> None:
    assert PartialDate.parse(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014-7-4",
        "2014-07-4",
        "14-07-04",
        "20140704",
        "2014-00",
        "2014-13",
        "2014-07-00",
        "2014-00-04",
        "2014-06-31",
        "2013-02-29",
        "1900-02-29",
        "0000",
        "0000-01-01",
        "-2014",
        "2014-",
        "2014-07-04 ",
        "2014-07-04\n",
        "2014/07/04",
        "2014–07–04",
        "２０１４-07-04",
        "2014-０7",
        "2014年7月4日",
        "2014-07-04T00:00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no such"):
        PartialDate.parse(text)


def test_a_year_comes_before_its_months_and_a_month_before_its_days() -> None:
    order = ["2013-12-31", "2014", "2014-01-01", "2014-07", "2014-07-01", "2014-07-04", "2014-08"]
    dates = [PartialDate.parse(text) for text in order[::-1]]
    assert [str(date) for date in sorted(dates)] == order


@given(partial_dates(), partial_dates())
def test_order_is_that_of_the_written_form(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (str(one) < str(other))


@given(partial_dates(), partial_dates())
def test_what_is_surely_before_is_so_however_much_is_known(
    one: PartialDate, other: PartialDate
) -> None:
    assert not (one.is_before(other) and other.is_before(one))
    if one.is_before(other):
        assert one < other
        assert PartialDate(one.year).is_before(other) == (one.year < other.year)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2014-07-03", "2014-07-04", True),
        ("2014-07-04", "2014-07-04", False),
        ("2014-06", "2014-07-04", True),
        ("2014-07", "2014-07-04", False),
        ("2014", "2014-07", False),
        ("2013", "2014-07", True),
        ("2014-12-31", "2015", True),
    ],
)
def test_surely_before(one: str, other: str, before: bool) -> None:
    assert PartialDate.parse(one).is_before(PartialDate.parse(other)) == before
