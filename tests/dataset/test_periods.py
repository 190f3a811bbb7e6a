"""Which days a period in words is."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.dataset.time.periods import period_of, span_of


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("2016/17", "2016-04-01", "2017-03-31"),
        ("financial year 2018/19", "2018-04-01", "2019-03-31"),
        ("plan for 2021-22", "2021-04-01", "2022-03-31"),
        ("2021-2022", "2021-04-01", "2022-03-31"),
        ("February 2020", "2020-02-01", "2020-02-29"),
        ("31 March 2020", "2020-03-31", "2020-03-31"),
        ("forecast for 31 March 2021", "2021-03-31", "2021-03-31"),
        ("as at 31 March 2021", "2021-03-31", "2021-03-31"),
        ("year ending 31 March 2021", "2020-04-01", "2021-03-31"),
        ("12 months to October 2020", "2019-11-01", "2020-10-31"),
        ("year to 29 February 2020", "2019-03-01", "2020-02-29"),
        ("year to 28 February 2021", "2020-03-01", "2021-02-28"),
        ("staff survey of 2017", "2017-01-01", "2017-12-31"),
        ("Police Federation survey of 2020", "2020-01-01", "2020-12-31"),
        ("audit of October 2020", "2020-10-01", "2020-10-31"),
    ],
)
def test_a_period_has_its_days(period: str, start: str, end: str) -> None:
    found = span_of(period)
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == (start, end)


@pytest.mark.parametrize(
    "period",
    [
        *("", "undated, in the report", "before July 2019", "30 February 2020", "2016/18", "year to 2017"),
        *("30 years, in a needs assessment of 2019", "estimate for 2041, made in 2019", "spring 2022", "2017 on"),
    ],
)
def test_words_that_do_not_give_both_days_give_none(period: str) -> None:
    assert span_of(period) is None


DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31))


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: datetime.date) -> None:
    assert span_of(period_of(day, day)) == (day, day)


@given(DAYS)
def test_a_year_is_read_as_it_is_written(day: datetime.date) -> None:
    end = day.replace(day=1) - datetime.timedelta(days=1)
    start = day.replace(year=day.year - 1, day=1)
    assert period_of(start, end).startswith("year to ")
    assert span_of(period_of(start, end)) == (start, end)
