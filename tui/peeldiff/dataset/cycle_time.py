"""Tells from the names of two cycles which came first: dates, years, months, seasons, terms, quarters, numbers.

A name can be read in several ways: 03/04/2020 is a day in April or in March. Each way is a `Reading`.
Two names are in order where every way that both can be read in puts them in the same order; where
none can, where the spans of time of all their readings lie apart. Otherwise nothing is told.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from peeldiff.dataset.year_names import (
    ONE_YEAR,
    TWO_YEARS,
    Span,
    find_short_pair,
    find_years,
    find_years_beside,
    full_year,
    is_year,
    year_span,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b\.?"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_TERMS = {"autumn": 1, "michaelmas": 1, "spring": 2, "lent": 2, "hilary": 2, "summer": 3, "trinity": 3}

_TIME_OF_DAY = re.compile(r"(?:[ t]+)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(?:z|utc|[+-]\d\d:?\d\d)?$")
_NUMERIC = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})")
_DAY_MONTH = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]+)?\b{_MONTH}(?:[ -]*,?[ -]*'?(\d{{4}}|\d\d))?(?!\d)"
)
_MONTH_DAY = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})")
_YEAR_MONTH_NAME = re.compile(rf"\b(\d{{4}})[ -]+{_MONTH}(?: (\d{{1,2}}))?\b")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_SEASON = re.compile(r"\b(spring|summer|autumn|fall|winter|michaelmas|lent|hilary|trinity)\b( term\b)?")
_QUARTER = re.compile(
    r"\b(q|quarter |h|half )(?:year )?([1-4])(?=\b|(?:\d\d)?\d\d\b)|\b([1-4])(q|h)(?=\b|(?:\d\d)?\d\d\b)"
)
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


def find_order(one: str, other: str) -> int | None:
    """Return -1 if the cycle called `one` came before the one called `other`, 1 if after it.

    None where their names do not tell, or tell the same time.
    """
    ours, theirs = (_read(name) for name in (one, other))
    if ours and theirs:
        forms = {reading.form: reading.key for reading in theirs}
        shared = [(reading.key, forms[reading.form]) for reading in ours if reading.form in forms]
        if shared:
            return _agreed(_compare(left, right) for left, right in shared)
        return _agreed(_compare_spans(left.span, right.span) for left in ours for right in theirs)
    return None


def sort_in_time(names: Iterable[str]) -> list[str]:
    """Return names of cycles, oldest first; those that tell no year behind those that do, the rest as text sorts.

    Two names that `find_order` puts in an order stand in that order.
    """
    every = sorted(set(names))
    readings = {name: _read(name) for name in every}
    readable = [found for found in readings.values() if found]
    shared = set.intersection(*({reading.form for reading in found} for found in readable)) if readable else set[str]()
    usual = _usual_forms({reading.form for reading in found} for found in readable)

    def place(name: str) -> tuple[int, Span, str, Key, str]:
        found = readings[name]
        best = next((r for r in found if r.form in shared), None) or next((r for r in found if r.form in usual), None)
        best = best or next(iter(found), None)
        if best is None:
            return 2, (0, 0), "", (), name
        if best.form in shared and not all(r.span for f in readable for r in f if r.form == best.form):
            return 0, (0, 0), best.form, best.key, name
        return (0, best.span, best.form, best.key, name) if best.span else (1, (0, 0), best.form, best.key, name)

    return sorted(every, key=place)


def find_days(texts: Iterable[str]) -> dict[str, datetime.date | None]:
    """Return the day that each of some texts of one table tells, None where it tells none beyond doubt."""
    readings = {text: {r.form: r for r in _read(text) if r.span and r.span[1] - r.span[0] == 1} for text in texts}
    usual = _usual_forms(set(forms) for forms in readings.values())
    found = dict[str, datetime.date | None]()
    for text, forms in readings.items():
        days = {r.span[0] for form, r in forms.items() if r.span and (form in usual or form not in _AMBIGUOUS)}
        found[text] = datetime.date.fromordinal(days.pop()) if len(days) == 1 else None
    return found


_AMBIGUOUS = {"day-month-year", "month-day-year"}


def _usual_forms(forms: Iterable[set[str]]) -> set[str]:
    """Return in which of the two orders of day and month all names of a table can be read."""
    written = [found & _AMBIGUOUS for found in forms if found & _AMBIGUOUS and "year-month-day" not in found]
    return set.intersection(*written) if written else set()


def _agreed(orders: Iterator[int | None]) -> int | None:
    found = set(orders)
    return order if len(found) == 1 and (order := found.pop()) else None


def _compare(left: Key, right: Key) -> int:
    return (left > right) - (left < right)


def _compare_spans(left: Span | None, right: Span | None) -> int | None:
    if left is None or right is None:
        return None
    return -1 if left[1] <= right[0] else 1 if right[1] <= left[0] else None


@lru_cache(maxsize=4096)
def _read(name: str) -> tuple[Reading, ...]:
    """Return the ways in which a name tells a time, the likeliest first, each form once."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'").replace("_", " ")
    text = " ".join(text.split())
    moment: Key = ()
    if clock := _TIME_OF_DAY.search(text):
        moment = (*(int(part or 0) for part in clock.groups()[:3]), float(f"0.{clock[4] or 0}"))
        text = text[: clock.start()]
    for reader in (_read_dates, _read_month_names, _read_seasons, _read_quarters, _read_years):
        found: dict[str, Reading] = {}
        for reading in reader(text):
            found.setdefault(reading.form, Reading(reading.form, reading.key + moment, reading.span))
        if found:
            return tuple(found.values())
    return tuple(_read_numbers(text))


def _read_dates(text: str) -> Iterator[Reading]:
    """Read 2019-12-31, 31/12/2019, 31.12.19, 20191231, 2019-12, 12/2019, also behind a word such as `at`."""
    numeric = [found for found in _NUMERIC.finditer(text) if not _touches_digit(text, found)]
    if len(numeric) == 1:
        first, middle, last = (numeric[0][place] for place in (1, 3, 4))
        yield from _days((first, middle, last))
    elif re.fullmatch(r"\d{8}", text):
        yield from _days((text[:4], text[4:6], text[6:]))
        yield from _days((text[:2], text[2:4], text[4:]))
    elif re.fullmatch(r"\d{6}", text):
        yield from _month("year-month", text[:4], text[4:])
        yield from _month("month-year", text[2:], text[:2])
        yield from _days((text[:2], text[2:4], text[4:]))
    elif found := _YEAR_MONTH.fullmatch(text):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        yield from _month("year-month", year, month)
        if found[1]:
            yield from _read_years(text)


def _days(parts: tuple[str, str, str]) -> Iterator[Reading]:
    """Read three numbers as a day in each order that gives one; a year of four digits can stand only where it is."""
    first, middle, last = parts
    orders = (
        ("day-month-year", last, middle, first),
        ("month-day-year", last, first, middle),
        ("year-month-day", first, middle, last),
    )
    for form, year, month, day in orders:
        lengths = (4,) if form == "year-month-day" else (2, 4)
        if len(month) <= 2 and len(day) <= 2 and len(year) in lengths:
            yield from _day(form, full_year(year), int(month), int(day))


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


def _read_month_names(text: str) -> Iterator[Reading]:
    """Read 31 December 2019, December 31, 2019, 2019 Dec 31, Dec 2019, Dec-19, December."""
    if found := _MONTH_DAY.search(text):
        yield from _day("day", int(found[3]), _number_of(found[1]), int(found[2]))
        return
    if found := _YEAR_MONTH_NAME.search(text):
        year, month = int(found[1]), _number_of(found[2])
        yield from _day("day", year, month, int(found[3])) if found[3] else _month("month", found[1], str(month))
        return
    places = list(_DAY_MONTH.finditer(text))
    if len(places) != 1:
        return
    day, word, year_text = places[0].groups()
    month = _number_of(word)
    if year_text is None:
        years = TWO_YEARS.findall(text) or ONE_YEAR.findall(text)
        if not years and (day is None or int(day) <= 31):
            yield Reading("month of no year" if day is None else "day of no year", (month, int(day or 0)))
    elif day is not None:
        yield from _day("day", full_year(year_text), month, int(day))
    elif not TWO_YEARS.search(text):
        yield from _month("month", str(full_year(year_text)), str(month))
        if re.search(r"[a-z.] \d\d\b", places[0][0]) and 1 <= int(year_text) <= 31:
            # `Dec 19` is a day as well as a month.
            yield Reading("day of no year", (month, int(year_text)))


def _read_seasons(text: str) -> Iterator[Reading]:
    """Read Spring 2019, Autumn term 2019/20, Winter 2019-20, Michaelmas 2019, Summer term.

    Winter 2019 may begin or end the year. Without a year only terms have an order: the school's.
    """
    found = _SEASON.search(text)
    if not found:
        return
    word, is_term = found[1], bool(found[2]) or found[1] not in _SEASONS
    rest = text[: found.start()] + " " + text[found.end() :]
    years = find_years_beside(rest)
    if years is None:
        if is_term and word in _TERMS:
            yield from _without_year("term", _TERMS[word], rest)
        return
    year, last = years
    if last == year:
        if word in _SEASONS:
            yield Reading("season", (year, _SEASONS[word]), year_span(year, year + (word == "winter")))
            if word == "winter":
                yield Reading("season with winter first", (year, 0), year_span(year - 1, year))
            else:
                yield Reading("season with winter first", (year, _SEASONS[word]), year_span(year, year))
        else:
            yield Reading("term", (year, _TERMS[word]), year_span(year, year + 1))
    elif word in _TERMS:
        yield Reading("term of two years", (year, _TERMS[word]), year_span(year, last))
        if not is_term:
            start = _SEASONS[word]
            yield Reading("season of two years", (year, start if start > 3 else start + 12), year_span(year, last))
    else:
        yield Reading("term of two years", (year, 1.5), year_span(year, last))
        yield Reading("season of two years", (year, 12), year_span(year, last))


def _read_quarters(text: str) -> Iterator[Reading]:
    """Read Q3 2019, 2019/20 Q3, 2H 2020, Quarter 2."""
    found = _QUARTER.search(text)
    if not found:
        return
    unit, number = (found[1] or found[4])[0], int(found[2] or found[3])
    rest = text[: found.start()] + " " + text[found.end() :]
    years = find_years_beside(rest)
    if years is None:
        yield from _without_year(unit, number, rest)
    else:
        year, last = years
        kind = "of two years" if last != year else "of a year"
        yield Reading(f"{unit} {kind}", (year, number), year_span(year, max(last, year)))


def _without_year(unit: str, place: int, rest: str) -> Iterator[Reading]:
    """Read a quarter or a term of no year; other numbers beside it may count before it or after it."""
    others = tuple(int(number) for number in _NUMBER.findall(rest))
    label = " ".join(_NUMBER.sub("#", rest).split())
    yield Reading(f"{unit} of no year {label}", (place, *others))
    if others:
        yield Reading(f"{unit} of no year behind {label}", (*others, place))


def _read_years(text: str) -> Iterator[Reading]:
    """Read 2017, PEEL 2017, 2021/22, FY 2021-2022; other numbers beside it count after it: Round 2 2019."""
    years = find_years(text)
    if years is None:
        if pair := find_short_pair(text):
            yield Reading("two years", pair[:1], year_span(*pair))
        return
    year, last = years
    if not ONE_YEAR.search(text):
        yield Reading("two years" if last != year else "year", (year,), year_span(year, last))
        return
    pattern = TWO_YEARS if last != year or TWO_YEARS.search(text) else ONE_YEAR
    others = tuple(int(number) for number in _NUMBER.findall(pattern.sub(" ", text, count=1)))
    kind = "two years" if last != year else "year"
    span = year_span(year, last)
    if not others:
        yield Reading(kind, (year,), span)
        return
    label = _NUMBER.sub("#", pattern.sub(" ", text, count=1)).strip()
    yield Reading(f"{kind} and {' '.join(label.split())}", (year, *others), span)


def _read_numbers(text: str) -> Iterator[Reading]:
    """Read 9, 1.5, Round 9, 2nd wave; of one shape only, and never by a letter.

    What may be a day, a year of two digits or a number behind its year is read in each way.
    """
    numbers = _NUMBER.findall(text)
    if not numbers:
        return
    label = re.sub(r"#(?:st|nd|rd|th)\b", "#", " ".join(_NUMBER.sub("#", text).split()))
    key = tuple(int(number) for number in numbers)
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        yield Reading("number", (float(text),))
        if "." in text:
            yield Reading("version", key)
    else:
        yield Reading(label, key)
        if len(key) > 1 and (len(numbers[-1]) == 2 or re.fullmatch(r"[#/-]+", label)):
            last = full_year(numbers[-1]) if len(numbers[-1]) == 2 else key[-1]
            yield Reading(f"{label}, the last first", (last, *key[:-1]))
    if len(numbers) == 1 and re.fullmatch(r"\d\d", numbers[0]) and "." not in text:
        yield Reading(f"{label}, a year of two digits", (full_year(numbers[0]),))


def _touches_digit(text: str, found: re.Match[str]) -> bool:
    around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return any(char.isdigit() for char in around)


def _number_of(month: str) -> int:
    return _MONTHS.index(month[:3]) + 1


def _months(year: int, month: int, count: int) -> Span:
    first = datetime.date(year, month, 1)
    after = datetime.date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)
    return first.toordinal(), after.toordinal()


def describe_untold(cycles: Sequence[str]) -> str:
    """Return the reason for having no direction where the names of two cycles do not tell which came first."""
    return f"The names {' and '.join(cycles)} do not tell which came first, so a difference has no direction."
