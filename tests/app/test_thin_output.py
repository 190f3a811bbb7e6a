"""Fewer bytes that draw the same."""

from __future__ import annotations

import subprocess
import sys
from typing import NamedTuple

import pyte
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from peeldiff.app.terminal.sgr_minimiser import Abilities, Thinner

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
    "界",
    "b" + 9 * " ",
    20 * " ",
    f"c{14 * ' '}d",
]


abilities = st.builds(Abilities, st.booleans(), st.booleans())
pieces = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(TEXTS)))


def thin(data: str, *, erases: bool = False, steps: bool = False) -> str:
    """Return what is sent for one update, up to where the style is taken back at the end."""
    thinner = Thinner(Abilities(erases, steps))
    return thinner.thin(data) + thinner.take_back()


@given(st.lists(pieces), abilities)
def test_updates_draw_the_same_one_after_the_other(updates: list[list[tuple[str, str]]], able: Abilities) -> None:
    moved = [
        "\x1b[3;7H" + "".join(f"\x1b[{codes}m{text}" for codes, text in update) + "\x1b[0m\x1b[1;1H"
        for update in updates
    ]
    thinner = Thinner(able)
    shown, style = drawn("".join(thinner.thin(update) for update in moved) + thinner.take_back())
    assert shown == drawn("".join(moved))[0]
    assert style == drawn("")[1]


@given(pieces, abilities)
def test_it_draws_the_same_wherever_one_is(update: list[tuple[str, str]], able: Abilities) -> None:
    data = "".join(f"\x1b[{codes}m{text}" for codes, text in update) + "\x1b[0m"
    assert drawn(thin(data, erases=able.erases, steps=able.steps))[0] == drawn(data)[0]


def test_it_is_shorter_where_a_style_goes_on() -> None:
    data = "\x1b[38;5;253;48;5;233mone\x1b[0m\x1b[38;5;115;48;5;233m●\x1b[0m\x1b[38;5;253;48;5;233m  \x1b[0m"
    assert thin(data) == "\x1b[38;5;253;48;5;233mone\x1b[38;5;115m●  \x1b[0m"


def test_a_style_holds_from_line_to_line_and_from_update_to_update() -> None:
    data = "\x1b[1;38;5;4mone\x1b[0m\n\x1b[7;1H\x1b[1;38;5;4mtwo\x1b[0m\x1b[1;1H"
    thinner = Thinner(Abilities())
    assert thinner.thin(data) == "\x1b[1;38;5;4mone\x1b[7Htwo\x1b[H"
    assert thinner.thin("\x1b[?2026h") == "\x1b[?2026h"
    assert thinner.thin(data) == "one\x1b[7Htwo\x1b[H"


def test_the_style_is_taken_back_before_the_terminal_is_left() -> None:
    thinner = Thinner(Abilities())
    thinner.thin("\x1b[1;1H\x1b[31mone\x1b[0m\x1b[1;1H")
    assert thinner.thin("\x1b[?1049l") == "\x1b[0m\x1b[?1049l"
    assert thinner.thin("\x1b[?25h") == "\x1b[?25h"


def test_what_has_one_style_on_a_line_is_sent_together() -> None:
    signs = "".join(f"\x1b[38;5;{115 if place % 2 else 179}mx\x1b[0m" for place in range(5))
    line = f"\x1b[4;8H{signs}\x1b[1;1H"
    assert thin(line, steps=True) == "\x1b[4;8H\x1b[38;5;179mx x x\x1b[38;5;115m\x1b[9Gx\x1b[Cx\x1b[H\x1b[0m"
    assert thin(line).count("38;5") == 5


def test_many_blanks_are_sent_as_a_number() -> None:
    data = f"\x1b[48;5;233mone{14 * ' '}two{9 * ' '}\x1b[0m\n\x1b[7;1H\x1b[48;5;233mx\x1b[0m"
    assert thin(data, erases=True) == "\x1b[48;5;233mone\x1b[14X\x1b[14Ctwo\x1b[9X\x1b[7Hx\x1b[0m"
    assert 14 * " " in thin(data)


def test_blanks_that_are_seen_are_sent_as_they_are() -> None:
    data = f"\x1b[7mone{14 * ' '}\x1b[0m\n\x1b[7;1H\x1b[1mx\x1b[0m"
    assert 14 * " " in thin(data, erases=True)


ABLE = {"xterm": (True, True), "screen": (False, True), "vt220": (False, False), "no-such": (False, False)}
EACH = """
import os, sys
from peeldiff.app.terminal.sgr_minimiser import abilities_of

for term in sys.argv[1:]:
    if not os.fork():
        print(term, tuple(abilities_of(term)), flush=True)
        os._exit(0)
    os.wait()
"""
"""Terminfo is read once in each process."""


def test_what_terminals_can_do() -> None:
    done = subprocess.run([sys.executable, "-c", EACH, *ABLE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{term} {able}" for term, able in ABLE.items()]


def test_what_has_no_style_is_left_alone() -> None:
    assert thin("\x1b[?25l") == "\x1b[?25l"
