"""When a period was that a figure names in words: a year, a financial year, a month, a day, a survey of one of them."""

from __future__ import annotations

import calendar
import datetime
import re

Span = tuple[datetime.date, datetime.date]

_MONTHS = {name: place for place, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_LED = re.compile(
    r"(?:(?:[a-z]+ )*(?:survey|audit|census|count|inspection|review)s?,?(?: (?:of|in|at|from))?|as at|at|on|in|"
    r"plan for|target for|forecast for|calendar year|financial year|fy) ",
    re.IGNORECASE,
)
"""What may stand before a period that is one all the same."""
_YEAR_TO = re.compile(r"(?:the )?(?:year|twelve months|12 months)(?: ending| ended)?(?: in| to| on)? ", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)\Z")
_FINANCIAL = re.compile(r"((?:19|20)\d\d)[/–-](\d\d|(?:19|20)\d\d)\Z")
_OF_MONTH = re.compile(rf"({_MONTH}) ((?:19|20)\d\d)\Z")
_DAY = re.compile(rf"(\d\d?) ({_MONTH}) ((?:19|20)\d\d)\Z")


def span_of(period: str) -> Span | None:
    """Return the first and last day of a period; None where its words do not give both."""
    words = " ".join(period.split())
    if words == period.strip() and (preposition := _LED.match(words)):
        words = words[preposition.end() :]
    if up_to := _YEAR_TO.match(words):
        found = _plain(words[up_to.end() :])
        # Of a year the end is not said: a year to 2017 may end in March or in December.
        return _year_before(found[1]) if found and not _YEAR.match(words[up_to.end() :]) else None
    return _plain(words)


def _plain(words: str) -> Span | None:
    if found := _YEAR.match(words):
        return datetime.date(int(found[1]), 1, 1), datetime.date(int(found[1]), 12, 31)
    if found := _FINANCIAL.match(words):
        first = int(found[1])
        if int(found[2]) % 100 != (first + 1) % 100:
            return None
        return datetime.date(first, 4, 1), datetime.date(first + 1, 3, 31)
    if found := _OF_MONTH.match(words):
        year, month = int(found[2]), _MONTHS[found[1]]
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    if found := _DAY.match(words):
        year, month, day = int(found[3]), _MONTHS[found[2]], int(found[1])
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            return datetime.date(year, month, day), datetime.date(year, month, day)
    return None


def _year_before(end: datetime.date) -> Span:
    following = end + datetime.timedelta(days=1)
    last_of_february = (following.month, following.day) == (2, 29)
    first = following.replace(year=following.year - 1, day=28 if last_of_february else following.day)
    return first, end


def period_of(start: datetime.date, end: datetime.date) -> str:
    """Return the words for a span of days: `31 March 2017`, `year to March 2017`, else both days."""
    if start == end:
        return f"{end.day} {calendar.month_name[end.month]} {end.year}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months and (start.year, start.month) == (end.year, end.month):
        return f"{calendar.month_name[end.month]} {end.year}"
    if whole_months and _year_before(end)[0] == start:
        return f"year to {calendar.month_name[end.month]} {end.year}"
    return f"{period_of(start, start)} to {period_of(end, end)}"
