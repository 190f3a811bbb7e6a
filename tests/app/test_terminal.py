"""How it starts and ends in a real terminal: exit codes, signals, errors as one line, ASCII."""

from __future__ import annotations

import signal
import sys

import pytest

from peeldiff import app
from peeldiff import settings as layers
from peeldiff.errors import UsageError
from pty_driver import Terminal

NORTHANTS = ("northamptonshire:2017", "northamptonshire:2021-22")
COLOURS_AND_MOUSE = (b"38;", b"48;", b"\x1b[?1000h")
"""What sets a colour, of letters and behind them, and asks for what the mouse does."""


def started(*names: str, **environment: str) -> Terminal:
    """Start the program, which finds these variables besides."""
    return Terminal([sys.executable, "-m", "peeldiff", *names], environment)


def test_it_opens_moves_and_quits_with_nothing() -> None:
    terminal = started(*NORTHANTS, PEELDIFF_MOUSE="true")
    assert terminal.wait_for("help")
    terminal.send("j")
    assert terminal.wait_for("published 9 Nov 2017")
    terminal.send("q")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.seen
    assert [sign for sign in COLOURS_AND_MOUSE if sign in terminal.seen] == list(COLOURS_AND_MOUSE)


def test_a_wrong_name_is_one_line_after_the_screen_is_back() -> None:
    terminal = started("nowhere:2017", "leics:2017")
    assert terminal.ended() == 2
    after = terminal.seen.rpartition(b"\x1b[?1049l")[2].decode()
    assert 'peeldiff: error: no force "nowhere"' in after
    assert "Traceback" not in after


def test_a_latin_terminal_without_colour_and_mouse_gets_ascii_and_neither_of_them_and_a_signal_ends_it() -> None:
    terminal = started(*NORTHANTS, LC_ALL="C", NO_COLOR="1", PEELDIFF_MOUSE="false")
    assert terminal.wait_for("help")
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.ended() == 128 + signal.SIGHUP
    assert b"\x1b[?1049l" in terminal.seen
    assert terminal.seen.isascii()
    assert [sign for sign in COLOURS_AND_MOUSE if sign in terminal.seen] == []


def test_without_a_terminal_the_scripted_way_is_named() -> None:
    with pytest.raises(UsageError, match="peeldiff diff"):
        app.run(layers.load(), *NORTHANTS)
