"""A day as people and pages write it: 2026-11-30, 30/11/2026, 30.11.2026, 30 Nov 2026, Monday 30th November 2026."""

from __future__ import annotations

import datetime as dt
import re

EXPECTED = "expected a day of the calendar, such as 2026-11-30, 30/11/2026 or 30 Nov 2026"

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {form: place for place, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", re.ASCII)
_SHORT = re.compile(r"\b(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})\b", re.ASCII)
_LONG = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<name>{'|'.join(_MONTHS)})\.?,?[ -](?P<year>\d{{4}})\b",
    re.ASCII | re.IGNORECASE,
)
_FORMS = (_LONG, _SHORT, _ISO)


def parse_day(text: str) -> dt.date | None:
    """Return the day that a text is, None where it is none; in a short one the day comes before the month."""
    plain = " ".join(text.split())
    return next((_day(found) for form in _FORMS if (found := form.fullmatch(plain))), None)


def parse_beginning(text: str) -> dt.date | None:
    """Return the day that a text is, or the first day of the month or the year; None where it is none of these."""
    plain = " ".join(text.split()).casefold()
    year, _, month = plain.partition("-")
    name, _, after = plain.partition(" ")
    if name in _MONTHS:
        year, month = after, str(_MONTHS[name])
    is_year, is_month = re.fullmatch(r"\d{4}", year, re.ASCII), re.fullmatch(r"\d{1,2}", month or "1", re.ASCII)
    if not (is_year and is_month):
        return parse_day(text)
    try:
        return dt.date(int(year), int(month or "1"), 1)
    except ValueError:
        return None


def find_day(text: str) -> dt.date | None:
    """Return the first day that a text names, one with its month in words before others; None where it names none."""
    plain = " ".join(text.split())
    return next((_day(found) for form in _FORMS if (found := form.search(plain))), None)


def parse_moment(text: str) -> dt.datetime | None:
    """Return the moment that a text is, in UTC where it says no zone: ISO 8601, or a day with or without a time."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        words, _, clock = text.strip().rpartition(" ")
        day, time = (parse_day(words), _parse_clock(clock)) if ":" in clock else (parse_day(text), dt.time())
        if day is None or time is None:
            return None
        moment = dt.datetime.combine(day, time)
    try:
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except OverflowError:
        return None


def _day(found: re.Match[str]) -> dt.date | None:
    parts = found.groupdict()
    month = _MONTHS[parts["name"].casefold()] if "name" in parts else int(parts["month"])
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _parse_clock(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text if len(text.partition(":")[0]) > 1 else f"0{text}")
    except ValueError:
        return None
