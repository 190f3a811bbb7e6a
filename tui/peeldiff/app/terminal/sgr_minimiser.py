"""Says the same to a terminal in fewer bytes: a style is sent once for several runs of text, and blanks as a number.

Textual sends each run of text with its whole style and takes all of it back behind it. A terminal
keeps a style until it is told another one, and to step over cells takes fewer bytes than another style:
so what has one style on a line is sent together. Most terminals also fill cells with the colour of the
paper when they are told how many.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.driver import Driver

from peeldiff.app.terminal.sgr_styles import PLAIN, Style, codes_between, style_after

_MOVE = re.compile(r"(?:\r?\n)?\x1b\[(\d+);(\d+)H\Z")
"""To another place of the screen, from wherever one is."""
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_KEEPS_STYLE = re.compile(r"(?:\x1b\[\?2026[hl]|\x1b\]22;[a-z-]*\x07)*\Z")
"""The begin and the end of an update, and the shape of the mouse: what draws nothing."""
_BLANKS = re.compile(r" {6,}")
_LAST_BLANKS = re.compile(r" {6,}\Z")


Place = tuple[int, int]
"""Line and column, counted from 1."""


class Abilities(NamedTuple):
    """What a terminal does beyond what all of them do."""

    erases: bool = False
    """It erases cells by number, and fills them with the colour of the paper."""
    steps: bool = False
    """It steps over cells by number, and to a column."""


class Run(NamedTuple):
    """Text in one style."""

    text: str
    style: Style


class Thinner:
    """Sends the same in fewer bytes, from one update to the next."""

    def __init__(self, abilities: Abilities) -> None:
        """Begin with a terminal that draws without a style."""
        self._abilities = abilities
        self._sent = PLAIN
        """The style in which the terminal is."""

    def thin(self, data: str) -> str:
        """Return what draws the same as `data`, which was written for a terminal without a style."""
        if "\x1b[" not in data or _KEEPS_STYLE.match(data):
            return data
        if not _STYLE.search(data):  # it may do anything: what ends the program also takes the style back
            return self.take_back() + data
        lines = list(_lines(data))
        return "".join(
            _move(place) + self._line(runs, place, is_last=number == len(lines))
            for number, (place, runs) in enumerate(lines, 1)
        )

    def take_back(self) -> str:
        """Return what takes the style back in which the terminal is."""
        before, self._sent = self._sent, PLAIN
        return codes_between(before, PLAIN) if before != PLAIN else ""

    def _line(self, runs: Sequence[Run], place: Place | None, *, is_last: bool) -> str:
        """Draw the runs from a place on, in the shorter of two ways."""
        before = self._sent
        straight = self._in_their_order(runs, is_last=is_last)
        if place is None or is_last or not self._abilities.steps or any(_CONTROL.search(run.text) for run in runs):
            return straight
        after, self._sent = self._sent, before
        together = self._by_style(runs, place[1])
        if len(together) < len(straight):
            return together
        self._sent = after
        return straight

    def _in_their_order(self, runs: Sequence[Run], *, is_last: bool) -> str:
        out: list[str] = []
        for text, style in runs:
            out.append(self._change(style if text.strip(" ") else self._for_blanks(style)))
            out.append(_BLANKS.sub(_stepped_over, text) if self._erases else text)
        if out and self._erases and not is_last:
            out[-1] = _LAST_BLANKS.sub(_erased, out[-1])
        return "".join(out)

    def _by_style(self, runs: Sequence[Run], column: int) -> str:
        """Draw what has one style together; `column` is where the runs begin, counted from 1."""
        groups: dict[Style, list[tuple[int, str]]] = {}
        place = column
        for text, style in _with_their_blanks(runs):
            groups.setdefault(style, []).append((place, text))
            place += cell_len(text)
        out: list[str] = []
        drawn: set[int] = set()
        at = column
        while groups:
            style = min(groups, key=lambda style: len(codes_between(self._sent, style)) if style != self._sent else 0)
            out.append(self._change(style))
            for start, text in groups.pop(style):
                end = start + cell_len(text)
                out.append(_step(at, start, free=drawn.isdisjoint(range(at, start))))
                last = _LAST_BLANKS.search(text) if self._erases else None
                at = end - len(last[0]) if last else end
                out.append(_BLANKS.sub(_stepped_over, text[: last.start()] if last else text) if self._erases else text)
                out.append(_erased(last) if last else "")
                drawn.update(range(start, end))
        return "".join(out)

    def _change(self, style: Style) -> str:
        before, self._sent = self._sent, style
        return codes_between(before, style) if before != style else ""

    @property
    def _erases(self) -> bool:
        return self._abilities.erases and not self._sent.shows_on_blanks

    def _for_blanks(self, wanted: Style) -> Style:
        """Return what blanks need: the colour of the paper alone, if nothing else is seen on them."""
        sent = self._sent
        shown = sent.shows_on_blanks or wanted.shows_on_blanks
        return wanted if shown else Style(sent.ink, wanted.paper, sent.attributes)


def _lines(data: str) -> Iterator[tuple[Place | None, list[Run]]]:
    """Yield each place to which `data` moves with the runs from there on; the first may stand anywhere."""
    pieces = _STYLE.split(data)
    place: Place | None = None
    wanted = PLAIN
    runs: list[Run] = []
    for codes, text in zip(["0", *pieces[1::2]], pieces[::2], strict=True):
        wanted = style_after(wanted, codes)
        if moved := _MOVE.match(text):
            yield place, runs
            place, runs = (int(moved[1]), int(moved[2])), []
        elif text:
            runs.append(Run(text, wanted))
    yield place, runs


def _move(place: Place | None) -> str:
    """Return what leads to a place; what is 1 need not be said."""
    if place is None:
        return ""
    line, column = place
    return f"\x1b[{line if place != (1, 1) else ''}{f';{column}' if column > 1 else ''}H"


def _with_their_blanks(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with blanks in the style of what stands before them, where that looks the same."""
    found: list[Run] = []
    for text, style in runs:
        blank = not text.strip(" ") and not style.shows_on_blanks
        if found and blank and found[-1].style.paper == style.paper and not found[-1].style.shows_on_blanks:
            found[-1] = Run(found[-1].text + text, found[-1].style)
        elif found and found[-1].style == style:
            found[-1] = Run(found[-1].text + text, style)
        else:
            found.append(Run(text, style))
    return found


def _step(at: int, to: int, *, free: bool) -> str:
    """Return what leads from one column to another; `free` says that what lies between is drawn later."""
    if at == to:
        return ""
    if to < at:  # not by steps: behind the last column of all, a terminal stands on it
        return f"\x1b[{to}G"
    if free and to - at <= 3:
        return " " * (to - at)
    return f"\x1b[{to - at if to - at > 1 else ''}C"


def _erased(blanks: re.Match[str]) -> str:
    return f"\x1b[{len(blanks[0])}X"


def _stepped_over(blanks: re.Match[str]) -> str:
    """Erase and step over: shorter than blanks only where there are many."""
    count = len(blanks[0])
    code = f"\x1b[{count}X\x1b[{count}C"
    return code if len(code) < count and blanks.end() < len(blanks.string) else blanks[0]


def abilities_of(term: str) -> Abilities:
    """Return what a terminal can do, by its terminfo (`ech` and `bce`, `hpa` and `cuf`)."""
    try:
        import curses

        curses.setupterm(term, fd=1)
        erases = curses.tigetflag("bce") > 0 and curses.tigetstr("ech") == b"\x1b[%p1%dX"
        steps = curses.tigetstr("hpa") == b"\x1b[%i%p1%dG" and curses.tigetstr("cuf") == b"\x1b[%p1%dC"
    except (ImportError, curses.error):
        return Abilities()
    return Abilities(erases, steps)


def thinned(driver: type[Driver]) -> type[Driver]:
    """Return a driver like this one that sends no style twice."""
    thinner = Thinner(abilities_of(os.environ.get("TERM", "")))

    class ThinDriver(driver):  # type: ignore[valid-type, misc]  # known when it runs
        def write(self, data: str) -> None:
            super().write(thinner.thin(data))

    return ThinDriver
