"""The interface through a real SSH server: notes survive a connection that is cut, and nothing lives on."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable

import pyte
import pytest

from pty_driver import SAVE, Terminal
from ssh.server import SshServer, program

pytestmark = pytest.mark.system
LogIn = Callable[..., Terminal]
PAIR = "northamptonshire:2017 northamptonshire:2021-22"


def until(true: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


def opened(log_in: LogIn) -> Terminal:
    terminal = log_in(f"exec {program()} {PAIR}")
    assert terminal.wait_for("Northamptonshire Police"), terminal.seen
    assert terminal.wait_for("help"), terminal.seen
    terminal.quiet()
    return terminal


def shows(terminal: Terminal, text: str) -> bool:
    """Read on, and tell whether a text stands on the screen by now, however it was painted there."""
    terminal.read(0.1)
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(terminal.seen)
    return any(text in line for line in screen.display)


def notes(server: SshServer) -> dict[str, str]:
    listed = subprocess.run(
        server.client(f"{program()} notes list --format json"), capture_output=True, timeout=60, check=True
    )
    return {note["id"]: note["text"] for note in json.loads(listed.stdout)}


def test_a_note_half_written_when_the_line_is_cut_is_offered_again(server: SshServer, log_in: LogIn) -> None:
    first = opened(log_in)
    first.send("e")
    assert first.wait_for("Note on Effectiveness")
    first.send("Ask the board" + SAVE)
    assert first.wait_for("The note is saved.")
    first.send("je")
    assert first.wait_for("Note on Efficiency")
    first.send("They say that demand")
    first.quiet(1)
    first.cut()
    assert until(lambda: not server.sessions()), "a session lives on without its terminal"
    saved = notes(server)
    assert saved["judgment/pillar/effectiveness"] == "Ask the board"
    assert "judgment/pillar/efficiency" not in saved

    second = opened(log_in)
    assert b"Not saved yet: your note on Efficiency" in second.seen
    second.send("je")
    assert second.wait_for("Your draft, not saved yet.")
    assert until(lambda: shows(second, "They say that demand"))
    second.send(SAVE)
    assert second.wait_for("The note is saved.")
    second.send("q")
    assert second.ended() == 0
    assert notes(server)["judgment/pillar/efficiency"] == "They say that demand"

    third = opened(log_in)
    assert b"Not saved yet" not in third.seen
    third.send("q")
    assert third.ended() == 0


def test_the_last_words_before_the_cut_are_kept_too(server: SshServer, log_in: LogIn) -> None:
    first = opened(log_in)
    first.send("jje")
    assert first.wait_for("Note on Legitimacy")
    first.send("in one breath")
    assert until(lambda: shows(first, "in one breath"))
    first.cut()
    assert until(lambda: not server.sessions())
    second = opened(log_in)
    second.send("jje")
    assert until(lambda: shows(second, "in one breath"))
    second.send("\x12")
    second.quiet()
    second.send("q")
    assert second.ended() == 0
    third = opened(log_in)
    assert b"Not saved yet" not in third.seen
    third.send("q")
    assert third.ended() == 0
