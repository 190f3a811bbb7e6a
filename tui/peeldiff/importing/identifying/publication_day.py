"""When a report came out, as its page says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from peeldiff.days import find_day
from peeldiff.importing.imported import Block

_PATTERNS = (
    re.compile(r"\b(?:first )?(?:published|publication date|date published)\b", re.IGNORECASE),
    re.compile(r"\b(?:last )?updated\b", re.IGNORECASE),
)
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ", re.IGNORECASE)


def find_publication_day(found: Iterable[Block]) -> dt.date | None:
    """Return when a report came out: said to be published, else updated, else a day alone near the top."""
    short = [block.text for block in found if len(block.text) <= 120]
    for pattern in _PATTERNS:
        for place, text in enumerate(short):
            announced = pattern.search(text)
            if not announced:
                continue
            day = find_day(text[announced.start() :])
            following = short[place + 1] if place + 1 < len(short) and len(text) < 30 else ""
            day = day or (find_day(following) if len(following) < 30 else None)
            if day:
                return day
    for text in short[:25]:
        day = find_day(text)
        if day and len(_WEEKDAY.sub("", text)) <= 20:
            return day
    return None
