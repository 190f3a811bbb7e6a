"""Fewer bytes that draw the same."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.app.terminal.sgr_minimiser import _STYLE, PLAIN, _after, _for_blanks, thin

CODES = ["0", "1", "2", "3", "4", "7", "22", "24", "27", "39", "49", "31", "92", "44", "38;5;115", "48;5;233"]
CODES += ["38;2;1;2;3", "48;2;9;8;7", "1;38;5;3;48;5;4", ""]


_MOVES = re.compile(r"(\r?\n)?\x1b\[\d+;\d+H")
_ERASED = re.compile(r"\x1b\[(\d+)X(?:\x1b\[\1C)?")


def drawn(data: str) -> list[tuple[str, object]]:
    """Return each sign with the style in which a terminal draws it; of a blank only what is seen."""
    cells: list[tuple[str, object]] = []
    style = PLAIN
    pieces = _STYLE.split(f"\x1b[m{data}")
    for codes, text in zip(pieces[1::2], pieces[2::2], strict=True):
        style = _after(style, codes)
        blank = _for_blanks(PLAIN, style)
        text = _ERASED.sub(lambda erased: " " * int(erased[1]), text)
        cells += [(sign, blank if sign == " " else style) for sign in _MOVES.sub("", text)]
    return cells


TEXTS = ["a", " ", "  ", "", "x y", "\n\x1b[2;3H", "\x1b[4;1H", "★", "b" + 9 * " ", 20 * " ", f"c{14 * ' '}d"]


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(TEXTS))), st.booleans())
def test_it_draws_the_same_and_ends_plain(pieces: list[tuple[str, str]], erases: bool) -> None:
    data = "".join(f"\x1b[{codes}m{text}" for codes, text in pieces) + "\x1b[0m"
    thinner = thin(data, erases=erases)
    assert drawn(thinner) == drawn(data)
    style = PLAIN
    for codes in _STYLE.findall(thinner):
        style = _after(style, codes)
    assert style == PLAIN


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
    code = "import sys; from peeldiff.app.thin_output import *; print(fills_what_it_erases(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, term], capture_output=True, text=True, check=True)
    assert done.stdout == f"{fills}\n"


def test_what_has_no_style_is_left_alone() -> None:
    assert thin("\x1b[?25l") == "\x1b[?25l"
