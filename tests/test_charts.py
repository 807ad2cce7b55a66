"""Where the bars of a chart stand, and what is written at them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qikan.archive import Archive
from qikan.charts import Series, bars, share
from qikan.dates import PartialDate
from qikan.ids import IssueId
from qikan.model import Issue, Periodical
from qikan.pages.counting import month_of_end


def test_bars_stand_on_one_line_and_fill_the_height() -> None:
    made = bars(Series({2009: 1, 2010: 2, 2011: 4}))
    assert [bar.height for bar in made] == [14.0, 28.0, 56.0]
    assert [round(bar.y + bar.height, 2) for bar in made] == [78.0, 78.0, 78.0]
    assert [bar.middle for bar in made] == [16.67, 50.0, 83.33]


def test_a_common_scale() -> None:
    [bar, _] = bars(Series({2009: 5, 2010: 1}), scale=20)
    assert bar.height == 14.0


@pytest.mark.parametrize("years", [1, 2, 7, 8, 14, 15, 60, 400])
def test_bars_do_not_touch_nor_leave_the_chart(years: int) -> None:
    made = bars(Series({1900 + year: year % 7 for year in range(years)}))
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in made)
    for before, after in pairwise(made):
        assert before.x + before.width < after.x


@pytest.mark.parametrize("years", range(1, 130))
def test_labels_have_room(years: int) -> None:
    """A label of four digits is 32 pixels wide: seven on 320 pixels, fourteen on 648."""
    made = bars(Series({1950 + year: year + 1 for year in range(years)}))
    always = [bar for bar in made if bar.says_year == "always"]
    wide = [bar for bar in made if bar.says_year]
    assert 1 <= len(always) <= 7 or (len(always) == 0 and len(wide) > 1)
    assert len(wide) <= 14
    assert sum(bool(bar.says_count) for bar in made) <= 14
    assert sum(bar.says_count == "always" for bar in made) <= 7


def test_sixty_years_show_each_tenth_and_the_highest_count() -> None:
    made = bars(Series({year: 100 - abs(1988 - year) for year in range(1955, 2015)}))
    assert [bar.year for bar in made if bar.says_year] == [1960, 1970, 1980, 1990, 2000, 2010]
    assert [bar.year for bar in made if bar.says_count] == [1988]


def test_only_the_last_year_can_be_incomplete() -> None:
    counts = {2012: 3, 2013: 0, 2014: 1}
    assert [bar.whole for bar in bars(Series(counts, until=7))] == [True, True, False]
    assert all(bar.whole for bar in bars(Series(counts)))


def test_one_item_beside_ten_thousand_is_seen_and_none_is_not() -> None:
    low, none, _ = bars(Series({2012: 1, 2013: 0, 2014: 10_000}))
    assert low.height > 0.5
    assert none.height == 0
    assert share(1, 10_000) > 0.5
    assert share(0, 10_000) == 0
    assert share(5, 20) == 25


def test_a_year_without_anything_is_no_fault() -> None:
    assert [bar.height for bar in bars(Series({2013: 0, 2014: 0}))] == [0, 0]


def test_what_a_series_tells() -> None:
    series = Series({2012: 3, 2013: 5, 2014: 5})
    assert (series.first, series.last, series.total, series.most) == (2012, 2014, 13, 5)
    assert series.fullest == 2013


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        (["2013-12-06", "2014-11-07"], 11),
        (["2013-11-01", "2014-11-07"], 0),  # as far as the year before
        (["2013-10-04", "2014-11-07"], 0),
        (["2014-11-07"], 11),
        (["2014-12-05"], 0),
        (["2012-11-02", "2014-05-02"], 5),  # nothing of the year before is known
        (["2013", "2014-05"], 5),
    ],
)
def test_a_year_is_whole_that_goes_as_far_as_the_one_before(dates: list[str], until: int) -> None:
    issues = (
        Issue(id=IssueId(date), title="县志", label=date, date=PartialDate.parse(date))
        for date in dates
    )
    archive = Archive(periodical=Periodical(title="县志"), issues=tuple(issues))
    assert month_of_end(archive) == until
