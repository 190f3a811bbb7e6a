"""How it starts and ends in a real terminal: exit codes, signals, errors as one line, ASCII."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peeldiff import app
from peeldiff import settings as layers
from peeldiff.errors import UsageError

CODE = """
import sys
from peeldiff import app, settings
from peeldiff.errors import PeeldiffError
try:
    sys.exit(app.run(settings.load(), *sys.argv[1:]))
except PeeldiffError as error:
    print("peeldiff: error:", error, file=sys.stderr)
    sys.exit(2)
"""
NORTHANTS = ("northamptonshire:2017", "northamptonshire:2021-22")
COLOURS_AND_MOUSE = (b"38;", b"48;", b"\x1b[?1000h")
"""What sets a colour, of letters and behind them, and asks for what the mouse does."""


class Terminal:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, *names: str, **environment: str) -> None:
        self.fd, theirs = pty.openpty()
        source = str(Path(app.__file__).parents[2])
        sized = {"COLUMNS": "80", "LINES": "24", "PYTHONPATH": source, "XDG_STATE_HOME": os.devnull}
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, *names],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | sized | environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = b""

    def wait_for(self, text: str, seconds: float = 30) -> bool:
        """Read until a text was written; tell whether it was."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and text.encode() not in self.seen:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError:
                    break
        return text.encode() in self.seen

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def ended(self) -> int:
        """Read to the end and return the exit code, minus the signal for one that killed it."""
        self.wait_for("\0never")
        code = self.process.wait()
        os.close(self.fd)
        return code


def test_it_opens_moves_and_quits_with_nothing() -> None:
    terminal = Terminal(*NORTHANTS, PEELDIFF_MOUSE="true")
    assert terminal.wait_for("help")
    terminal.send("j")
    assert terminal.wait_for("published 9 Nov 2017")
    terminal.send("q")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.seen
    assert [sign for sign in COLOURS_AND_MOUSE if sign in terminal.seen] == list(COLOURS_AND_MOUSE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(number: signal.Signals) -> None:
    terminal = Terminal(*NORTHANTS)
    assert terminal.wait_for("help")
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert b"\x1b[?1049l" in terminal.seen


def test_a_wrong_name_is_one_line_after_the_screen_is_back() -> None:
    terminal = Terminal("nowhere:2017", "leics:2017")
    assert terminal.ended() == 2
    after = terminal.seen.rpartition(b"\x1b[?1049l")[2].decode()
    assert 'peeldiff: error: no force "nowhere"' in after
    assert "Traceback" not in after


def test_a_latin_terminal_without_colour_and_mouse_gets_ascii_and_neither_of_them() -> None:
    terminal = Terminal(*NORTHANTS, LC_ALL="C", NO_COLOR="1", PEELDIFF_MOUSE="false")
    assert terminal.wait_for("help")
    terminal.send("q")
    assert terminal.ended() == 0
    assert terminal.seen.isascii()
    assert [sign for sign in COLOURS_AND_MOUSE if sign in terminal.seen] == []


def test_without_a_terminal_the_scripted_way_is_named() -> None:
    with pytest.raises(UsageError, match="peeldiff diff"):
        app.run(layers.load(), *NORTHANTS)
