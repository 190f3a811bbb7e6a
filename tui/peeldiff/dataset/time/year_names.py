"""Which years a text names: 2019, 2019/20, FY19, '98, and the two digits that may be one."""

from __future__ import annotations

import datetime
import re

FIRST_YEAR, LAST_YEAR = 1850, 2150
_PIVOT = 70
"""A year of two digits below this is of this century."""

TWO_YEARS = re.compile(r"(?<!\d)(\d{4})\s*(?:[-/]|to)\s*(\d{4}|\d\d)(?!\d)")
ONE_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d|'?s\b)")
_MARKED = re.compile(r"(?:\b(?:fy|ay|cy)\s*'?|')(\d\d)(?:\s*[-/]\s*(\d\d))?(?!\d)")
"""FY19, AY 20/21, '98: two digits behind a mark that says that they are a year."""
_SHORT_PAIR = re.compile(r"(?<![\d/.-])(\d\d)\s*[-/]\s*(\d\d)(?![\d/.-])")
_SHORT = re.compile(r"\A[ ,/-]*(\d\d)[ ,/-]*\Z")

_NAMED = re.compile(
    r"\b(?:fye?|ay|ye|year(?: |-)?end(?:ed|ing)?|(?:financial|fiscal|academic|school|municipal) year)(?=\b|[ ']?\d)"
)
"""A year that is named by one of the two calendar years which it lies in, and not said by which."""

Years = tuple[int, int]
"""The first and the last year, the same where one is named."""
Span = tuple[int, int]
"""Two days, counted from the year 1; the second is the first that no longer belongs to it."""


def find_years(text: str) -> Years | None:
    """Return the first and last year that a text names; None for none or several."""
    pairs = [(int(first), _end_of(first, last)) for first, last in TWO_YEARS.findall(text)]
    pairs = [(first, last) for first, last in pairs if first < last <= first + 9 and is_year(first)]
    if len(pairs) == 1:
        return pairs[0]
    years = [int(year) for year in ONE_YEAR.findall(text) if is_year(int(year))]
    if years or pairs:
        return (years[0], years[0]) if len(years) == 1 and not pairs else None
    marked = [_short_years(first, last) for first, last in _MARKED.findall(text)]
    return marked[0] if len(marked) == 1 else None


def find_years_beside(text: str) -> Years | None:
    """Return the years named beside a quarter, a season or a term, where two digits are a year: `Q4 19`, `Q4 19/20`."""
    known = find_years(text)
    if known is not None or ONE_YEAR.search(text):
        return known
    pair = find_short_pair(text)
    alone = None if pair else _SHORT.match(text)
    return _short_years(alone[1], "") if alone else pair


def find_short_pair(text: str) -> Years | None:
    """Return the years of `19/20` or `99-00`: two digits, and the next two."""
    pairs = [(first, last) for first, last in _SHORT_PAIR.findall(text) if (int(first) + 1) % 100 == int(last)]
    return _short_years(*pairs[0]) if len(pairs) == 1 else None


def find_years_between(text: str) -> Years | None:
    """Return the first and the last of all years of four digits that a text names; None for none."""
    years = [int(year) for year in ONE_YEAR.findall(text)] + [_end_of(*pair) for pair in TWO_YEARS.findall(text)]
    known = [year for year in years if is_year(year)]
    return (min(known), max(known)) if known else None


def resolve_years(text: str, first: int, last: int) -> Span:
    """Return the days that may be meant by the years of a text: FY2020 may begin in 2019 and may end in 2021."""
    around = int(first == last and bool(_NAMED.search(text)))
    return year_span(first - around, last + around)


def full_year(digits: str) -> int:
    """Return a year in full; one of two digits is of the last century from 70 on."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < _PIVOT else 1900)


def is_year(number: int) -> bool:
    """Tell whether a number may be a year of an inspection."""
    return FIRST_YEAR <= number <= LAST_YEAR


def year_span(first: int, last: int) -> Span:
    """Return the days of all years from the first to the last."""
    return datetime.date(first, 1, 1).toordinal(), datetime.date(last + 1, 1, 1).toordinal()


def _short_years(first: str, last: str) -> Years:
    year = full_year(first)
    return (year, year + 1) if last and (int(first) + 1) % 100 == int(last) else (year, year)


def _end_of(first: str, last: str) -> int:
    """Return the second year of `2019/20` or `1999-00` in full."""
    if len(last) == 4:
        return int(last)
    century = int(first) // 100 * 100 + int(last)
    return century if century > int(first) else century + 100
