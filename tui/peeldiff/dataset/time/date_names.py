"""Reads dates, months and spans between two of them in the name of a cycle, in each way in which they can be read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.dataset.time.cycle_words import MONTH, month_number
from peeldiff.dataset.time.year_names import TWO_YEARS, Span, find_short_pair, find_years, full_year, is_year, year_span

_NUMERIC = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})")
_DAY_MONTH = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]+)?\b{MONTH}(?:[ -]*,?[ -]*'?(\d{{4}}|\d\d))?(?![\d/]|-\d)"
)
_MONTH_DAY = re.compile(rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})")
_YEAR_MONTH_NAME = re.compile(rf"\b(\d{{4}})[ -]+{MONTH}(?: (\d{{1,2}}))?\b")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
MONTH_WORD = re.compile(rf"\b{MONTH}")
_BETWEEN = re.compile(r"\s*(?:-|/|to|until|till|and)\s*(?:the )?")
_COUNTED = re.compile(
    r"\b(?:round|wave|phase|part|tranche|stage|visit|cycle|no\.?|number|inspection|survey|report|issue|batch|set|version"
    r"|step|cohort|group|series|edition|week|year|peel|v)[ #-]*$"
)
"""What a number behind it counts: in `Round 2 - March 2019` the 2 is no day."""
_NUMBER = re.compile(r"\d+")

Key = tuple[int | float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a name tells a time."""

    form: str
    """Only readings of one form are compared by their keys."""
    key: Key
    span: Span | None = None
    """The longest time that may be meant; None where the name does not tell the year."""


def read_ranges(text: str) -> Iterator[Reading]:
    """Read 01/04/2018-31/03/2019, April 2018 to March 2019, Oct-Dec 2019, each end in each way."""
    numeric, months = _numeric_dates(text), list(_DAY_MONTH.finditer(text))
    if len(numeric) == 2 and _BETWEEN.fullmatch(text[numeric[0].end() : numeric[1].start()]):
        ends = [
            {reading.form: reading for reading in _days(found[1], found[3], found[4], found[2])} for found in numeric
        ]
        pairs = [(form, first, ends[1][form]) for form, first in ends[0].items() if form in ends[1]]
    elif len(months) == 2 and _BETWEEN.fullmatch(text[months[0].end() : months[1].start()]):
        pairs = list(_month_range(months[0].group(1, 2, 3), months[1].group(1, 2, 3)))
    else:
        return
    for form, first, last in pairs:
        if first.span and last.span and first.span[0] < last.span[1]:
            span = first.span[0], last.span[1]
            yield Reading(f"from {form}", (span[0],), span)
            yield Reading(f"to {form}", (span[1],), span)


def _month_range(first: Sequence[str | None], last: Sequence[str | None]) -> Iterator[tuple[str, Reading, Reading]]:
    """Read two days or months, of which the first may take its year from the last: `Oct-Dec 2019`."""
    (first_day, first_word, first_year), (last_day, last_word, last_year) = first, last
    if last_year is None or first_word is None or last_word is None:
        return
    months = month_number(first_word), month_number(last_word)
    years = (
        full_year(first_year) if first_year else full_year(last_year) - (months[0] > months[1]),
        full_year(last_year),
    )
    for reading in _day_or_month(years[0], months[0], first_day):
        for other in _day_or_month(years[1], months[1], last_day):
            yield "day" if first_day and last_day else "month", reading, other


def _day_or_month(year: int, month: int, day: str | None) -> Iterator[Reading]:
    return _day("day", year, month, int(day)) if day else _month("month", str(year), str(month))


def read_dates(text: str) -> Iterator[Reading]:
    """Read 2019-12-31, 31/12/2019, 31.12.19, 20191231, 191231, 2019-12, 12/2019, also behind a word such as `at`."""
    numeric = _numeric_dates(text)
    if len(numeric) == 1:
        yield from _days(numeric[0][1], numeric[0][3], numeric[0][4], numeric[0][2])
    elif re.fullmatch(r"\d{8}", text):
        yield from _days(text[:4], text[4:6], text[6:])
        yield from _days(text[:2], text[2:4], text[4:])
    elif re.fullmatch(r"\d{6}", text):
        yield from _month("year-month", text[:4], text[4:])
        yield from _month("month-year", text[2:], text[:2])
        yield from _days(text[:2], text[2:4], text[4:])
    elif found := _YEAR_MONTH.fullmatch(text):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        yield from _month("year-month", year, month)
        years = find_years(text)
        if years and years[0] != years[1]:  # 2010-11 is two years as well as a month
            yield Reading("two years", years[:1], year_span(*years))


def _numeric_dates(text: str) -> list[re.Match[str]]:
    return [found for found in _NUMERIC.finditer(text) if not _touches_digit(text, found)]


def _days(first: str, middle: str, last: str, sign: str = "") -> Iterator[Reading]:
    """Read three numbers as a day in each order that gives one; a year of four digits can stand only where it is.

    A year of two digits stands first only where there is no `sign` between the numbers, or a dash: 19-12-31.
    """
    orders = (
        ("day-month-year", last, middle, first),
        ("month-day-year", last, first, middle),
        ("year-month-day", first, middle, last),
    )
    for form, year, month, day in orders:
        lengths = (4,) if form == "year-month-day" and sign not in ("", "-") else (2, 4)
        if len(month) <= 2 and len(day) <= 2 and len(year) in lengths:
            yield from _day(
                f"short {form}" if form[0] == "y" and len(year) == 2 else form, full_year(year), int(month), int(day)
            )


def _day(form: str, year: int, month: int, day: int) -> Iterator[Reading]:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return
    if is_year(year):
        yield Reading(form, (year, month, day), (date.toordinal(), date.toordinal() + 1))


def _month(form: str, year: str, month: str) -> Iterator[Reading]:
    if 1 <= int(month) <= 12 and is_year(int(year)):
        yield Reading(form, (int(year), int(month)), _months(int(year), int(month), 1))


def read_month_names(text: str) -> Iterator[Reading]:
    """Read 31 December 2019, December 31, 2019, 2019 Dec 31, Dec 2019, Dec-19, December."""
    if len(MONTH_WORD.findall(text)) != 1:
        return
    if found := _MONTH_DAY.search(text):
        yield from _day("day", int(found[3]), month_number(found[1]), int(found[2]))
        return
    if found := _YEAR_MONTH_NAME.search(text):
        year, month = int(found[1]), month_number(found[2])
        yield from _day("day", year, month, int(found[3])) if found[3] else _month("month", found[1], str(month))
        return
    if not (found := _DAY_MONTH.search(text)) or find_short_pair(text):
        return
    day, word, year_text = found.groups()
    month = month_number(word)
    if day is not None and _COUNTED.search(text[: found.start()]):
        day = None
    if year_text is None:
        yield from _month_of_no_year(text, found, day)
    elif day is not None:
        yield from _day("day", full_year(year_text), month, int(day))
    elif not TWO_YEARS.search(text):
        yield from _month("month", str(full_year(year_text)), str(month))
        if re.search(r"[a-z.] \d\d\b", found[0]) and 1 <= int(year_text) <= 31:
            # `Dec 19` is a day as well as a month.
            yield Reading("day of no year", (month, int(year_text)))


def _month_of_no_year(text: str, found: re.Match[str], day: str | None) -> Iterator[Reading]:
    """Read March, 12 March, 19-Mar, which is a month as well as a day. Other numbers may count years: nothing then."""
    if _NUMBER.search(text[: found.start()] + text[found.end() :]) or (found[1] and not day):
        return
    month = month_number(found[2])
    if day is None:
        yield Reading("month of no year", (month,))
    elif int(day) <= 31:
        yield Reading("day of no year", (month, int(day)))
    if day is not None and len(day) == 2 and found[0].startswith(f"{day}-"):
        yield from _month("month", str(full_year(day)), str(month))


def _touches_digit(text: str, found: re.Match[str]) -> bool:
    around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return any(char.isdigit() for char in around)


def _months(year: int, month: int, count: int) -> Span:
    first = datetime.date(year, month, 1)
    after = datetime.date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)
    return first.toordinal(), after.toordinal()
