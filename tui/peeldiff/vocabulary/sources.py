"""Whose a source is, in words: `the inspectorate`, `press, 15 Dec 2015`, `deduced, from a force's page`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from peeldiff.vocabulary.words import short_day

_ADDRESS = re.compile(r"https?://\S+\Z")
_HOST = re.compile(r"https?://([^/?#]+)")
FORCE = "a force"
PRESS = "press"
_PUBLISHERS = (
    ("the inspectorate", re.compile(r"justiceinspectorates\.gov\.uk\Z|\bhmicf?r?s?\b", re.IGNORECASE)),
    ("official statistics", re.compile(r"(?:\A|\.)(?:ons|publishing\.service)\.gov\.uk\Z", re.IGNORECASE)),
    ("a commissioner", re.compile(r"p(?:f|fr)?cc(?![a-z])|commissioner", re.IGNORECASE)),
    (FORCE, re.compile(r"police\.uk\Z", re.IGNORECASE)),
    ("a council", re.compile(r"moderngov|^democracy\.|opencouncil", re.IGNORECASE)),
)
"""By the host of an address, the first that fits; anything else is the press."""
_OWN_PAPER = re.compile(r"\A[^,:]*\b(?:police|constabulary)\b", re.IGNORECASE)
_LETTER = re.compile(r"\AHMIC|\bno public address\b")


def is_address(source: str) -> bool:
    """Tell whether a source is the address of a page on the web, which may be linked and must stay whole."""
    return _ADDRESS.match(source) is not None


def publisher(source: str) -> str:
    """Return who published a source, by its address or, where it has none, by its first words."""
    host = _HOST.match(source)
    if host:
        return next((name for name, pattern in _PUBLISHERS if pattern.search(host[1])), PRESS)
    if source.startswith("HMIC"):
        return "the inspectorate"
    return FORCE if _OWN_PAPER.match(source) else PRESS


@lru_cache(maxsize=1_024)  # whose a page is, is asked for each grade, finding and figure that it gives
def source_words(source: str, basis: str | None, published: str | None = None) -> str:
    """Return whose a source is, with its ISO day where that is known.

    A report that has no address is a file that a person imported, unless it says that there is none. Of somebody
    else's table nobody says whose its sources are (no basis): an unknown publisher is not taken for the press.
    """
    who = publisher(source)
    if basis is None and who == PRESS:
        who = "the table's own source"
    if basis == "report":
        known = is_address(source) or _LETTER.search(source)
        who = "the inspectorate" if known else "your own import"
    elif basis == "narrative":
        who = f"{who}, in prose without a grade label"
    elif basis == "deduced":
        who = f"deduced, from {who}"
    return f"{who}, {short_day(published)}" if published else who


def aside_of(source: str | None, basis: str | None) -> str:
    """Return, in brackets behind a blank, whose a source is that is not the inspectorate's own page; else nothing."""
    return f" ({source_words(source, basis)})" if source and basis not in (None, "report") else ""


def is_unofficial(bases: Iterable[str | None]) -> bool:
    """Tell whether a side, of whose judgments these are the bases, rests on none of the inspectorate's own pages."""
    known = [basis for basis in bases if basis]
    return bool(known) and "report" not in known
