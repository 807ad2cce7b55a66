"""Identifiers: every form of the design, what they tell, and where their pages stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan import ids
from qikan.dates import PartialDate
from qikan.ids import InvalidId, IssueId, ItemId, OutletId, TermId

ISSUES = {
    "2014-07-04": (PartialDate(2014, 7, 4), 0),
    "2014-07-04b": (PartialDate(2014, 7, 4), 0),
    "2014-07-04z": (PartialDate(2014, 7, 4), 0),
    "2014-07": (PartialDate(2014, 7), 0),
    "2014-07b": (PartialDate(2014, 7), 0),
    "2014": (PartialDate(2014), 0),
    "2012-02-29": (PartialDate(2012, 2, 29), 0),
    "1958-no01": (PartialDate(1958), 1),
    "2014-no03": (PartialDate(2014), 3),
    "2014-no120": (PartialDate(2014), 120),
    "2014-no09-10": (PartialDate(2014), 9),
    "2014-no99-100": (PartialDate(2014), 99),
}

dates = st.dates().map(lambda day: day.isoformat())
counts = st.integers(1, 400)
issue_ids = st.one_of(
    dates,
    st.builds("{}{}".format, dates, st.sampled_from("bcdz")),
    dates.map(lambda day: day[:7]),
    st.builds("{:04}-no{:02}".format, st.integers(1, 9999), counts),
    st.builds(
        lambda year, first, more: f"{year:04}-no{first:02}-{first + more:02}",
        st.integers(1, 9999),
        counts,
        st.integers(1, 3),
    ),
).map(ids.issue_id)


@pytest.mark.parametrize("text", ISSUES)
def test_an_issue_id_tells_its_date_and_number(text: str) -> None:
    issue = ids.issue_id(text)
    date, count = ISSUES[text]
    assert issue == text
    assert ids.date_of(issue) == date
    assert ids.count_of(issue) == count
    assert ids.year_of(issue) == date.year


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014-07-04a",  # the first issue of a day has no letter
        "2014-07-04bb",
        "2014-07-04B",
        "2014-07-04-b",
        "2014-07-04 b",
        "2014-07-04/1",
        "2014-02-30",
        "2014-13-01",
        "2014-00",
        "2014-7-4",
        "0000-01-01",
        "0000-no01",
        "2014-no3",
        "2014-no",
        "2014-no00",
        "2014-no03b",
        "2014-no10-09",
        "2014-no09-09",
        "2014-no09-10-11",
        "2014-No03",
        "no03",
        "２０１４-07-04",
        "2014-no０３",
        "2014-07-04\n",
        " 2014-07-04",
        "2014年7月4日",
        "../2014-07-04",
        "2014-no" + "9" * 5000,  # more digits than Python reads as a number
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_no_issue_id(text: str) -> None:
    with pytest.raises(InvalidId):
        ids.issue_id(text)


@given(
    st.one_of(
        st.from_regex(r"[0-2]\d{3}(-no\d{1,3}(-\d{1,3})?|(-[01]\d){0,2}[a-c]?)", fullmatch=True),
        st.text("0123456789-nobc/０", max_size=14),
    )
)
def test_what_is_accepted_tells_all(text: str) -> None:
    """No accepted id may fail later, where nothing expects it."""
    try:
        issue = ids.issue_id(text)
    except InvalidId:
        return
    assert ids.date_of(issue).year == ids.year_of(issue) == int(text[:4])
    assert ids.count_of(issue) >= 0


@given(issue_ids, st.integers(1, 9_999))
def test_an_item_id_leads_back_to_issue_and_number(issue: IssueId, number: int) -> None:
    item = ids.item_id(issue, number)
    assert ids.issue_of(item) == issue
    assert ids.item_number(item.removeprefix(f"{issue}/")) == number
    assert ids.item_page(item) == f"{ids.issue_page(issue)}/{number}"


@given(issue_ids, issue_ids)
def test_pages_are_as_distinct_as_ids(one: IssueId, other: IssueId) -> None:
    assert (ids.issue_page(one) == ids.issue_page(other)) == (one == other)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("9", 9), ("16", 16), ("9999", 9999)])
def test_item_numbers(text: str, number: int) -> None:
    assert ids.item_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "00",
        "01",
        "-1",
        "+1",
        "1.5",
        "１",
        "一",
        "②",
        "1 ",
        "1\n",
        "1a",
        "10000",
        "9" * 5000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_no_item_number(text: str) -> None:
    with pytest.raises(InvalidId):
        ids.item_number(text)


@pytest.mark.parametrize("text", ["shanxi-ribao", "taiyuan", "a", "863", "g20-hangzhou", "5g"])
def test_keys(text: str) -> None:
    assert ids.key(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shanxi",
        "shanxi_ribao",
        "shanxi ribao",
        "-shanxi",
        "shanxi-",
        "shanxi--ribao",
        "山西日报",
        "lüliang",
        "shanxi/ribao",
        "..",
        "shanxi.ribao",
        "taiyuan\n",
        "５g",
    ],
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(InvalidId):
        ids.key(text)


@pytest.mark.parametrize("read", [ids.issue_id, ids.item_number, ids.key])
def test_an_invalid_id_is_a_value_error_that_shows_the_text(read: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="第三期"):
        read("第三期")


def test_pages_and_anchors() -> None:
    """These addresses are cited: they may never change."""
    issue = IssueId("2014-07-04b")
    assert ids.issue_page(issue) == "issues/2014/2014-07-04b"
    assert ids.issue_page(IssueId("2014-no09-10")) == "issues/2014/2014-no09-10"
    assert ids.item_page(ItemId("2014-07-04b/3")) == "issues/2014/2014-07-04b/3"
    assert ids.item_anchor(3) == "item-3"
    assert ids.outlet_page(OutletId("shanxi-ribao")) == "outlets/shanxi-ribao"
    assert ids.term_page("places", TermId("taiyuan")) == "places/taiyuan"
    assert ids.year_page(2014) == "years/2014"
    assert ids.year_page(965) == "years/0965"
