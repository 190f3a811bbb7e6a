"""Makes the name of a cycle plain: one case, one dash, numbers in digits; and takes a time of day off its end."""

from __future__ import annotations

import re
import unicodedata

MONTH = (
    r"(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_NUMBERS = {word: str(place) for words in (_CARDINALS, _ORDINALS) for place, word in enumerate(words, 1)}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_ROMAN = re.compile(r"(?<![\w.'-])(q?)(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})(?![\w'])")
_ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

_COUNTED_BACK = re.compile(r"\b(?:ago|before|prior|previous|last|remaining|back|bce?|[tyn]-\d)")
_BOUND = re.compile(
    rf"\b(?:before|until|till|up to|after|since|pre|post|prior to)\b[ -]*(?:the )?[(']?(?=\d|{MONTH})"
    r"|\d(?: onwards?| and (?:after|before|earlier|later)|\+)$"
)

_CLOCK = re.compile(
    r"(?:[ t]+)(?:at )?(\d{1,2})(?:(?::|\.(?=\d\d ?[ap]\.?m))(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?"
    r"\s*([ap]\.?m\b\.?)?\s*(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?$"
)

Clock = tuple[float, int | None]
"""Seconds since midnight, and by how many seconds they are ahead of UTC; None where that is not said."""


def plain_name(name: str) -> str:
    """Return a name in lower case with plain dashes and blanks, its numbers in digits: `Wave IX` is `wave 9`."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'").replace("_", " ")
    text = " ".join(text.split())
    text = _NUMBER_WORD.sub(lambda found: _NUMBERS[found[1]], text)
    return _ROMAN.sub(lambda found: f"{found[1]}{10 * len(found[2]) + _ROMAN_ONES[found[3]]}", text)


def split_clock(text: str) -> tuple[str, Clock | None]:
    """Return a plain name without the time of day at its end, and that time."""
    found = _CLOCK.search(text)
    if not found or not (found[2] or found[5]):
        return text, None
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if found[5]:
        if not 1 <= hour <= 12:
            return text, None
        hour = hour % 12 + 12 * found[5].startswith("p")
    if hour > 23 or minute > 59:
        return text, None
    seconds = 3600 * hour + 60 * minute + second + float(f"0.{found[4] or 0}")
    return text[: found.start()], (seconds, _ahead(found[6]))


def _ahead(zone: str | None) -> int | None:
    if zone is None or not zone[-1].isdigit():
        return None if zone is None else 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (3600 * int(digits[:2]) + 60 * int(digits[2:])) * (-1 if zone[0] == "-" else 1)


def month_number(word: str) -> int:
    """Return the number of the month that a word names."""
    return _MONTHS.index(word[:3]) + 1


def counts_back(text: str) -> bool:
    """Tell whether a plain name may count away from now: `10 years ago` is before `5 years ago`."""
    return bool(_COUNTED_BACK.search(text))


def names_bound(text: str) -> bool:
    """Tell whether a plain name says only where a time ends or begins: `before 2020`, `2019 onwards`."""
    return bool(_BOUND.search(text))
