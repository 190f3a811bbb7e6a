"""Says the same to a terminal in fewer bytes: styles are sent only where they change, and blanks as a number.

Textual sends each run of text with its whole style and takes all of it back behind it. A terminal
keeps a style until it is told another one; over a slow line that is half of what is sent. Most
terminals also fill cells with the colour of the paper when they are told how many.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import NamedTuple

from textual.driver import Driver

_MOVE = re.compile(r"(?:\r?\n)?(\x1b\[\d+;\d+H)\Z")
"""To another place of the screen, from wherever one is."""
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 53: 55}
"""The code that ends each attribute."""
_SHOWN_ON_BLANKS = frozenset({4, 5, 6, 7, 9, 53})
"""Attributes that are seen where there is no letter."""
_BLANKS = re.compile(r" {6,}")
_LAST_BLANKS = re.compile(r" {6,}\Z")


class Style(NamedTuple):
    """What a terminal draws with."""

    ink: str = ""
    """The code of the colour of letters; empty for the terminal's own."""
    paper: str = ""
    attributes: frozenset[int] = frozenset()


PLAIN = Style()


def thin(data: str, *, erases: bool = False) -> str:
    """Return what draws the same as `data`, which begins and ends without a style.

    `erases` says that the terminal fills cells that it erases with the colour of the paper.
    """
    pieces = _STYLE.split(data)
    if len(pieces) < 3:
        return data
    out = [pieces[0]]
    sent = wanted = PLAIN
    for codes, text in zip(pieces[1::2], pieces[2::2], strict=True):
        wanted = _after(wanted, codes)
        if not text:
            continue
        if moved := _MOVE.match(text):
            if erases and not sent.attributes & _SHOWN_ON_BLANKS:
                out[-1] = _LAST_BLANKS.sub(_erased, out[-1])
            out.append(moved[1])
            continue
        needed = _for_blanks(sent, wanted) if not text.strip(" ") else wanted
        if needed != sent:
            out.append(_between(sent, needed))
            sent = needed
        fewer = erases and not sent.attributes & _SHOWN_ON_BLANKS
        out.append(_BLANKS.sub(_stepped_over, text) if fewer else text)
    if sent != wanted:
        out.append(_between(sent, wanted))
    return "".join(out)


def _erased(blanks: re.Match[str]) -> str:
    return f"\x1b[{len(blanks[0])}X"


def _stepped_over(blanks: re.Match[str]) -> str:
    """Erase and step over: shorter than blanks only where there are many."""
    count = len(blanks[0])
    code = f"\x1b[{count}X\x1b[{count}C"
    return code if len(code) < count and blanks.end() < len(blanks.string) else blanks[0]


def _for_blanks(sent: Style, wanted: Style) -> Style:
    """Return what blanks need: the colour of the paper alone, if nothing else is seen on them."""
    if (sent.attributes | wanted.attributes) & _SHOWN_ON_BLANKS:
        return wanted
    return Style(sent.ink, wanted.paper, sent.attributes)


@lru_cache(maxsize=1024)
def _after(style: Style, codes: str) -> Style:
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
        elif code in _OFF:
            attributes |= {code}
        else:
            attributes = frozenset(attribute for attribute in attributes if _OFF[attribute] != code)
        at += length
    return Style(ink, paper, attributes)


@lru_cache(maxsize=1024)
def _between(before: Style, after: Style) -> str:
    """Return the codes that lead from one style to another, the shorter way."""
    if after == PLAIN:
        return "\x1b[0m"
    codes = []
    ended = before.attributes - after.attributes
    off = {_OFF[attribute] for attribute in ended}
    codes += sorted(off)
    kept = {attribute for attribute in before.attributes & after.attributes if _OFF[attribute] not in off}
    codes += sorted(after.attributes - kept)
    sent = [str(code) for code in codes]
    if before.ink != after.ink:
        sent.append(after.ink or "39")
    if before.paper != after.paper:
        sent.append(after.paper or "49")
    return f"\x1b[{';'.join(sent)}m" if sent else ""


def fills_what_it_erases(term: str) -> bool:
    """Tell whether a terminal erases cells by number (terminfo's `ech`) and fills them with the paper (`bce`)."""
    try:
        import curses

        curses.setupterm(term, fd=1)
        return curses.tigetflag("bce") > 0 and curses.tigetstr("ech") == b"\x1b[%p1%dX"
    except (ImportError, curses.error):
        return False


def thinned(driver: type[Driver]) -> type[Driver]:
    """Return a driver like this one that sends no style twice."""
    erases = fills_what_it_erases(os.environ.get("TERM", ""))

    class ThinDriver(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            super().write(thin(data, erases=erases))

    return ThinDriver
