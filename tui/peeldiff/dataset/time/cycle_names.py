"""Reads the time that a cycle's name tells, in each way in which it can be read.

Dates and months are read by `date_names`; here seasons, terms, quarters, years and plain numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from peeldiff.dataset.time.cycle_words import counts_back, month_number, names_bound, plain_name, split_clock
from peeldiff.dataset.time.date_names import MONTH_WORD, Reading, read_dates, read_month_names, read_ranges
from peeldiff.dataset.time.year_names import (
    ONE_YEAR,
    TWO_YEARS,
    find_short_pair,
    find_years,
    find_years_beside,
    find_years_between,
    full_year,
    resolve_years,
    year_span,
)

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_TERMS = {"autumn": 1, "michaelmas": 1, "spring": 2, "lent": 2, "hilary": 2, "summer": 3, "trinity": 3}
_SEASON = re.compile(r"\b(spring|summer|autumn|fall|winter|michaelmas|lent|hilary|trinity)\b( term\b)?")
_QUARTER = re.compile(
    r"\b(q|quarter |h|half )(?:year )?([1-4])(?=\b|(?:\d\d)?\d\d\b)|\b([1-4])(q|h)(?=\b|(?:\d\d)?\d\d\b)"
    r"|\b([1-4])(?:st|nd|rd|th)? (q|h)(?:uarter|alf)\b"
)
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def read_name(name: str) -> tuple[Reading, ...]:
    """Return the ways in which a name tells a time, the likeliest first, each form once."""
    text, clock = split_clock(plain_name(name))
    readers = (read_ranges, read_dates, read_month_names, _read_seasons, _read_quarters, _read_years, _read_numbers)
    for reader in readers:
        if reader is not read_ranges and names_bound(text):
            break
        found: dict[str, Reading] = {}
        for reading in reader(text):
            found.setdefault(reading.form, reading)
        if found:
            return tuple(found.values() if clock is None else (_at(reading, *clock) for reading in found.values()))
    return ()


def _at(reading: Reading, seconds: float, ahead: int | None) -> Reading:
    """Return a reading at a time of day. Of two zones the moments are compared, whatever day it is there."""
    if ahead is None or reading.span is None:
        return Reading(reading.form, (*reading.key, seconds), reading.span)
    return Reading(f"{reading.form} in a zone", (reading.span[0] * 86400 + seconds - ahead,), reading.span)


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
    unit, number = (found[1] or found[4] or found[6])[0], int(found[2] or found[3] or found[5])
    rest = text[: found.start()] + " " + text[found.end() :]
    years = find_years_beside(rest)
    if years is None:
        yield from _without_year(unit, number, rest)
    else:
        year, last = years
        kind = "of two years" if last != year else "of a year"
        months = MONTH_WORD.search(rest)
        if months and last == year:  # Q4 (Jan-Mar) 2019 ends a financial year or begins the year
            yield Reading("months beside", (year, month_number(months[1])), year_span(year, year + 1))
        yield Reading(f"{unit} {kind}", (year, number), resolve_years(text, year, max(last, year)))


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
        yield from _read_several_years(text)
        return
    year, last = years
    kind = "two years" if last != year else "year" if resolve_years(text, year, last) == year_span(year, last) else "fy"
    if not ONE_YEAR.search(text):
        yield Reading(kind, (year,), resolve_years(text, year, last))
        return
    pattern = TWO_YEARS if last != year or TWO_YEARS.search(text) else ONE_YEAR
    rest = pattern.sub(" ", text, count=1)
    others = () if counts_back(text) else tuple(int(number) for number in _NUMBER.findall(rest))
    if others:
        kind = f"{kind} and {' '.join(_NUMBER.sub('#', rest).split())}"
    yield Reading(kind, (year, *others), resolve_years(text, year, last))


def _read_several_years(text: str) -> Iterator[Reading]:
    """Read a name of several years by the first and by the last of them, since either may be meant."""
    years = find_years_between(text)
    if years:
        yield Reading("first of several years", years[:1], year_span(*years))
        yield Reading("last of several years", years[1:], year_span(*years))
    elif pair := find_short_pair(text):
        yield Reading("two years", pair[:1], year_span(*pair))


def _read_numbers(text: str) -> Iterator[Reading]:
    """Read 9, 1.5, Round 9, 2nd wave; of one shape only, and never by a letter.

    What may be a day, a year of two digits or a number behind its year is read in each way.
    """
    numbers = _NUMBER.findall(text)
    if not numbers or counts_back(text):
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
