"""Days as pages write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from peeldiff.importing.imported import Block

_MONTHS_TEXT = """
january february march april may june july august september october november december
"""
_MONTHS = tuple(_MONTHS_TEXT.split())
_NAMES = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS)])
_LONG = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_NAMES})\.?,? (\d{{4}})\b", re.IGNORECASE)
_SHORT = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_SAID = (
    re.compile(r"\b(?:first )?(?:published|publication date|date published)\b", re.IGNORECASE),
    re.compile(r"\b(?:last )?updated\b", re.IGNORECASE),
)
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ", re.IGNORECASE)


def day_in(text: str) -> dt.date | None:
    """Return the first day that a text names; a short one is day, month, year."""
    for pattern in (_LONG, _SHORT, _ISO):
        found = pattern.search(text)
        if found:
            return _day(pattern, found)
    return None


def _day(pattern: re.Pattern[str], found: re.Match[str]) -> dt.date | None:
    try:
        if pattern is _LONG:
            month = next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(found[2].casefold()[:3]))
            return dt.date(int(found[3]), month, int(found[1]))
        if pattern is _SHORT:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def published(found: Iterable[Block]) -> dt.date | None:
    """Return when a report came out: said to be published, else updated, else a day alone near the top."""
    short = [block.text for block in found if len(block.text) <= 120]
    for pattern in _SAID:
        for place, text in enumerate(short):
            announced = pattern.search(text)
            if not announced:
                continue
            day = day_in(text[announced.start() :])
            following = short[place + 1] if place + 1 < len(short) and len(text) < 30 else ""
            day = day or (day_in(following) if len(following) < 30 else None)
            if day:
                return day
    for text in short[:25]:
        day = day_in(text)
        if day and len(_WEEKDAY.sub("", text)) <= 20:
            return day
    return None
