"""Days and moments as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.days import find_day, parse_beginning, parse_day, parse_moment

DAY = dt.date(2026, 11, 30)
SHAPES = (
    "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%A %d %B %Y", "%a, %d %B, %Y",
)  # fmt: skip


@given(st.dates(dt.date(1000, 1, 1)))
def test_every_day_in_every_shape(day: dt.date) -> None:
    for shape in SHAPES:
        assert parse_day(day.strftime(shape)) == day
        assert find_day(f"Published on {day.strftime(shape)}, in 12 parts") == day


@pytest.mark.parametrize("text", ["30/11/2026", " 30  Nov 2026 ", "30th November 2026", "30 NOV. 2026", "30-11-2026"])
def test_as_people_write_it(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "31/11/2026",
        "11/30/2026",
        "30/11/26",
        "2026-11",
        "30 Nov",
        "30/11.2026",
        "٣٠/11/2026",
        "30 Nob 2026",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("inspected 1/2/2021, published on 30 November 2026", DAY),
        ("12 forces 2014, 30th Nov. 2026", DAY),
        ("call 020 7946 0000 or 30/11/26", None),
        ("31/11/2026", None),
        ("2014-15-2016", None),
        ("", None),
    ],
)
def test_a_day_within_a_text(text: str, day: dt.date | None) -> None:
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-27T10:00:00.000001Z", dt.datetime(2026, 11, 27, 10, 0, 0, 1, dt.UTC)),
        ("2026-11-27T12:00:00+02:00", dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)),
        ("27.11.2026 10:00", dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)),
        ("27 Nov 2026 9:05", dt.datetime(2026, 11, 27, 9, 5, tzinfo=dt.UTC)),
        ("27/11/2026", dt.datetime(2026, 11, 27, tzinfo=dt.UTC)),
        ("2026-11-27 10:00", dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)),
        ("yesterday 10:00", None),
        ("27.11.2026 25:00", None),
        ("9999-12-31T23:59:59-23:00", None),
    ],
)
def test_moments(text: str, moment: dt.datetime | None) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(
            ("2026-11", "2026-11-01"),
            ("2026", "2026-01-01"),
            ("November 2026", "2026-11-01"),
            ("nov 2026", "2026-11-01"),
        ),
        *(("30/11/2026", "2026-11-30"), ("30 Nov 2026", "2026-11-30"), (" 2026-11 ", "2026-11-01")),
        *(("2026-13", None), ("2026-0", None), ("26", None), ("November", None), ("Brumaire 2026", None), ("", None)),
        *(("0000", None), ("\u0662\u0660\u0662\u0666", None), ("2026-11-31", None)),
    ],
)
def test_a_month_or_a_year_begins_with_its_first_day(text: str, day: str | None) -> None:
    found = parse_beginning(text)
    assert (found.isoformat() if found else None) == day
