"""Makes the text of a page plain and inert, and gives the form in which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from peeldiff.text import inert

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-", "\u2028": " "})
_LONGEST = 20_000
_KEPT = 300
"""Texts up to this length are met again and again: labels, headings, badges."""
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_WORD = re.compile(r"[a-z0-9]+")
_SMALL_TEXT = """
a an and are as at by do does for from how in into is it its of on or our that the their them they
this to we well what which who with good extent force forces police effective
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_ENDINGS_TEXT = "ations ating ation ingly ments ated ment ings ions ing ies ion ers ate ed es er ly e s y"
_ENDINGS = tuple(_ENDINGS_TEXT.split())


def clean(text: str) -> str:
    """Return one line of outside text: inert, single spaces, no invisible characters."""
    text = text[:_LONGEST].translate(_INVISIBLE).translate(_PLAIN)
    return inert(re.sub(r"\s+", " ", text).strip())


def key(text: str) -> str:
    """Return a text without case, quotes, punctuation and accents, its words divided by one space."""
    return _short_key(text) if len(text) <= _KEPT else _key(text)


def _key(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace("&", " and ")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_ACCENTS)
    return " ".join(_WORD.findall(plain.replace("'s ", " ").replace("'", "")))


_short_key = lru_cache(maxsize=8192)(_key)


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, roughly without their endings."""
    return frozenset(_stem(word) for word in key(text).split() if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how much two sets of stems share, from 0 to 1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def sentences(text: str) -> list[str]:
    """Divide a paragraph into sentences."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z‘“'\"(])", text) if part]
