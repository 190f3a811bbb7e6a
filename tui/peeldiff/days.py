"""A day as people write it: 2026-11-30, 30/11/2026, 30.11.2026, 30 Nov 2026, Monday 30th November 2026."""

from __future__ import annotations

import datetime as dt
import re

EXPECTED = "expected a day of the calendar, such as 2026-11-30, 30/11/2026 or 30 Nov 2026"

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_SHORT = re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII)
_LONG = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def parse_day(text: str) -> dt.date | None:
    """Return the day that a text is, None where it is none; in a short one the day comes before the month."""
    plain = " ".join(text.split())
    found = _ISO.fullmatch(plain) or _SHORT.fullmatch(plain) or _LONG.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


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


def _month(name: str) -> int:
    """Return the number of a month by its name or the first letters of it, 0 for no month."""
    given = name.casefold()
    given = "sep" if given == "sept" else given
    return next((place for place, month in enumerate(_MONTHS, 1) if given in (month, month[:3])), 0)


def _parse_clock(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text if len(text.partition(":")[0]) > 1 else f"0{text}")
    except ValueError:
        return None
