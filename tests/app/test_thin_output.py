"""Fewer bytes that draw the same."""

from __future__ import annotations

import subprocess
import sys
from typing import NamedTuple

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from peeldiff.app.terminal.sgr_minimiser import thin

# pyte knows no dim (2): what follows its end (22) is compared, itself it is not.
CODES = ["0", "1", "2", "3", "4", "7", "22", "24", "27", "39", "49", "31", "92", "44", "38;5;115", "48;5;233"]
CODES += ["38;2;1;2;3", "48;2;9;8;7", "1;38;5;3;48;5;4", ""]


class Cell(NamedTuple):
    """What is seen of a cell."""

    sign: str
    ink: tuple[str, bool, bool]
    """Colour, bold, italic: of a blank nothing."""
    paper: tuple[str, bool]
    """Colour, and whether ink and paper are exchanged."""
    lines: tuple[bool, bool]


NO_INK = ("default", False, False)
NOTHING = Cell(" ", NO_INK, ("default", False), (False, False))


def seen(char: Char) -> Cell:
    """Return what is seen of a cell of the emulator."""
    lines = (char.underscore, char.strikethrough)
    blank = char.data == " " and not char.reverse and not any(lines)
    ink = NO_INK if blank else (char.fg, char.bold, char.italics)
    return Cell(char.data, ink, (char.bg, char.reverse), lines)


def drawn(data: str) -> tuple[dict[tuple[int, int], Cell], Char]:
    """Return what a terminal that is not ours shows, by line and column, and the style in which it would go on."""
    screen = pyte.Screen(2000, 8)  # so wide that no line ends: nothing of ours is written beyond one
    pyte.Stream(screen).feed(data)
    cells = {(y, x): seen(char) for y, line in screen.buffer.items() for x, char in line.items()}
    return {place: cell for place, cell in cells.items() if cell != NOTHING}, screen.cursor.attrs


TEXTS = [
    "a",
    " ",
    "  ",
    "",
    "x y",
    "\n\x1b[2;3H",
    "\x1b[4;1H",
    "\x1b[4;9H",
    "★",
    "b" + 9 * " ",
    20 * " ",
    f"c{14 * ' '}d",
]


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(TEXTS))), st.booleans())
def test_it_draws_the_same_and_ends_plain(pieces: list[tuple[str, str]], erases: bool) -> None:
    data = "".join(f"\x1b[{codes}m{text}" for codes, text in pieces) + "\x1b[0m"
    shown, style = drawn(thin(data, erases=erases))
    assert shown == drawn(data)[0]
    assert style == drawn("")[1]


def test_it_is_shorter_where_a_style_goes_on() -> None:
    data = "\x1b[38;5;253;48;5;233mone\x1b[0m\x1b[38;5;115;48;5;233m●\x1b[0m\x1b[38;5;253;48;5;233m  \x1b[0m"
    assert thin(data) == "\x1b[38;5;253;48;5;233mone\x1b[38;5;115m●  \x1b[0m"


def test_a_style_holds_from_line_to_line() -> None:
    data = "\x1b[1;38;5;4mone\x1b[0m\n\x1b[7;1H\x1b[1;38;5;4mtwo\x1b[0m"
    assert thin(data) == "\x1b[1;38;5;4mone\x1b[7;1Htwo\x1b[0m"


def test_many_blanks_are_sent_as_a_number() -> None:
    data = f"\x1b[48;5;233mone{14 * ' '}two{9 * ' '}\x1b[0m\n\x1b[7;1H\x1b[48;5;233mx\x1b[0m"
    assert thin(data, erases=True) == "\x1b[48;5;233mone\x1b[14X\x1b[14Ctwo\x1b[9X\x1b[7;1Hx\x1b[0m"
    assert 14 * " " in thin(data)


def test_blanks_that_are_seen_are_sent_as_they_are() -> None:
    data = f"\x1b[7mone{14 * ' '}\x1b[0m\n\x1b[7;1H\x1b[1mx\x1b[0m"
    assert 14 * " " in thin(data, erases=True)


@pytest.mark.parametrize(("term", "fills"), [("xterm", True), ("screen", False), ("vt220", False), ("no-such", False)])
def test_only_some_terminals_fill_what_they_erase(term: str, fills: bool) -> None:
    # In a process of its own: terminfo is read once in each.
    code = "import sys; from peeldiff.app.terminal.sgr_minimiser import *; print(fills_what_it_erases(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, term], capture_output=True, text=True, check=True)
    assert done.stdout == f"{fills}\n"


def test_what_has_no_style_is_left_alone() -> None:
    assert thin("\x1b[?25l") == "\x1b[?25l"
