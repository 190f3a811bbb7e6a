"""What a terminal draws with, and the codes that lead from one style to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

OFF_CODES = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 53: 55}
"""The code that ends each attribute."""
_SHOWN_ON_BLANKS = frozenset({4, 5, 6, 7, 9, 53})
"""Attributes that are seen where there is no letter."""


class Style(NamedTuple):
    """What a terminal draws with."""

    ink: str = ""
    """The code of the colour of letters; empty for the terminal's own."""
    paper: str = ""
    attributes: frozenset[int] = frozenset()

    @property
    def shows_on_blanks(self) -> bool:
        """Whether more than the paper is seen where there is no letter."""
        return bool(self.attributes & _SHOWN_ON_BLANKS)


PLAIN = Style()


@lru_cache(maxsize=1024)
def style_after(style: Style, codes: str) -> Style:
    """Return the style that holds after some codes."""
    ink, paper, attributes = style
    parts = [int(part or 0) for part in codes.split(";")]
    at = 0
    while at < len(parts):
        code = parts[at]
        length = 1
        if code in (38, 48) and at + 1 < len(parts):
            length = 3 if parts[at + 1] == 5 else 5
        sent = ";".join(map(str, parts[at : at + length]))
        if code == 0:
            ink, paper, attributes = PLAIN
        elif code in range(30, 39) or code in range(90, 98):
            ink = sent
        elif code in range(40, 49) or code in range(100, 108):
            paper = sent
        elif code in (39, 49):
            ink, paper = ("", paper) if code == 39 else (ink, "")
        elif code in OFF_CODES:
            attributes |= {code}
        else:
            attributes = frozenset(attribute for attribute in attributes if OFF_CODES[attribute] != code)
        at += length
    return Style(ink, paper, attributes)


@lru_cache(maxsize=1024)
def codes_between(before: Style, after: Style) -> str:
    """Return the codes that lead from one style to another, the shorter way."""
    if after == PLAIN:
        return "\x1b[0m"
    codes = []
    ended = before.attributes - after.attributes
    off = {OFF_CODES[attribute] for attribute in ended}
    codes += sorted(off)
    kept = {attribute for attribute in before.attributes & after.attributes if OFF_CODES[attribute] not in off}
    codes += sorted(after.attributes - kept)
    sent = [str(code) for code in codes]
    if before.ink != after.ink:
        sent.append(after.ink or "39")
    if before.paper != after.paper:
        sent.append(after.paper or "49")
    return f"\x1b[{';'.join(sent)}m" if sent else ""
