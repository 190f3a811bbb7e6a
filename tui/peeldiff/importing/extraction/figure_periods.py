"""Periods that a figure is of, as reports write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from peeldiff.days import find_day

_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_ENDING = re.compile(rf"\b(?:[Yy]ear|12[- ]months?(?: period)?) (?:ending|to|ended)(?: in)? ({_DAY})")
_AS_AT = re.compile(rf"\b(?:[Aa]s (?:at|of)|[Oo]n) ({_DAY})")
_FROM_TO = re.compile(rf"\b(?:[Ff]rom|[Bb]etween) ({_DAY}) (?:to|and) ({_DAY})")
_MONTH = re.compile(r"\b([A-Z][a-z]+) (20\d\d)\b")
_YEAR = re.compile(r"\b(?:[Ii]n|[Dd]uring) (20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it is written, and its first and last day (ISO)."""

    text: str
    start: str | None
    end: str | None


def period_in(text: str) -> Period | None:
    """Return the first period that a text names."""
    found = _ENDING.search(text)
    if found and (end := find_day(found[1])):
        return Period(f"year ending {found[1]}", _year_before(end).isoformat(), end.isoformat())
    found = _FROM_TO.search(text)
    if found and (start := find_day(found[1])) and (end := find_day(found[2])):
        return Period(f"{found[1]} to {found[2]}", start.isoformat(), end.isoformat())
    found = _AS_AT.search(text)
    if found and (day := find_day(found[1])):
        return Period(f"at {found[1]}", day.isoformat(), day.isoformat())
    found = _YEAR.search(text)
    if found:
        return Period(found[1], f"{found[1]}-01-01", f"{found[1]}-12-31")
    found = _MONTH.search(text)
    first = find_day(f"1 {found[0]}") if found else None
    if found and first:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return Period(found[0], first.isoformat(), last.isoformat())
    return None


def _year_before(end: dt.date) -> dt.date:
    """Return the first day of the year that ends with a day."""
    following = end + dt.timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:  # 29 February
        return following.replace(year=following.year - 1, day=28)
