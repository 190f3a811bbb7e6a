"""What a real terminal and a bare system do to a program: sizes, stops, rubbish, names that are not there."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pty_driver import Terminal
from sweeping import often, sweep

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
Open = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open a comparison, with notes in a folder of the test's own, and wait until it stands there."""
    terminals: list[Terminal] = []

    def start(*, cwd: Path | None = None) -> Terminal:
        program = [sys.executable, "-m", "peeldiff", *PAIR, "--notes", str(tmp_path / "notes")]
        command = program if cwd is None else ["env", "-C", str(cwd), *program]
        terminals.append(Terminal(command))
        assert terminals[-1].wait_for("help"), terminals[-1].seen
        terminals[-1].quiet()
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.cut()


def test_a_storm_of_sizes_and_a_stop_while_it_ends(opened: Open) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    chance = random.Random(seed)
    terminal = opened()
    for _ in range(often(30, 150)):
        terminal.resize(chance.randrange(1, 300), chance.randrange(1, 120))
        terminal.send(chance.choice("jk][12345"))
        terminal.read(0.005)
    terminal.resize(80, 24)
    terminal.quiet()
    terminal.send("1")
    terminal.quiet()
    since = len(terminal.seen)
    terminal.send("\x11")
    assert terminal.wait_for("\x1b[?1049l", since=since)  # given back: now Ctrl+Z is the terminal's own again
    terminal.process.send_signal(signal.SIGTSTP)
    time.sleep(0.3)
    terminal.process.send_signal(signal.SIGCONT)
    assert terminal.ended() == 0
    after = terminal.seen[since:].rpartition(b"\x1b[?1049l")[2]
    assert b"\x1b[?1049h" not in after
    assert b"Traceback" not in terminal.seen


def test_rubbish_from_the_terminal(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random bytes, half answers to questions nobody asked, and a paste with escapes in it."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    chance = random.Random(seed)
    monkeypatch.setenv("PEELDIFF_MOUSE", "true")
    terminal = opened(cwd=tmp_path)
    pieces = (
        b"\x1b[200~\x1b]52;c;eA==\x07\x1b[2J",
        b"\x1b[<35;1;1M",
        b"\x1b[1;",
        b"\x1b]11;rgb:",
        b"\x1bP1$r",
        b"\xff\xfe",
    )
    for _ in range(often(30, 60)):
        rubbish = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20))).replace(b"\x11", b"")
        os.write(terminal.fd, chance.choice((*pieces, rubbish, rubbish)))
        terminal.read(0.02)
    terminal.quiet()
    if terminal.process.poll() is None:  # a `q` on the first screen leaves, as it should
        terminal.send("\x1b[201~\x1b\x1b")
        terminal.quiet()
        terminal.send("\x11")
    assert terminal.ended() == 0
    assert b"\x1b]52" not in terminal.seen
    assert b"Traceback" not in terminal.seen


@sweep(1, "term", ["", "dumb", None])
def test_a_terminal_of_no_name(term: str | None) -> None:
    name = [] if term is None else [f"TERM={term}"]
    terminal = Terminal(["env", "-u", "TERM", *name, sys.executable, "-m", "peeldiff", *PAIR])
    assert terminal.ended() == 2
    assert b"peeldiff diff LEFT RIGHT prints a comparison" in terminal.seen
    assert b"\x1b" not in terminal.seen


def test_no_home_and_no_locale_stopped_and_going_on_and_asked_twice_to_end() -> None:
    without = ["env", "-i", "TERM=xterm", sys.executable, "-m", "peeldiff", "--fresh", *PAIR]
    terminal = Terminal(without)
    assert terminal.wait_for("help"), terminal.seen
    terminal.quiet()
    for _ in range(2):
        terminal.process.send_signal(signal.SIGSTOP)
        terminal.send("jj")
        assert terminal.quiet(0.2) == 0
        since = len(terminal.seen)
        terminal.process.send_signal(signal.SIGCONT)
        assert terminal.wait_for("\x1b[?1049h", since=since)
        assert terminal.wait_for("help", since=since)
        terminal.quiet()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTERM):
        terminal.process.send_signal(number)
        time.sleep(0.01)
    assert terminal.ended() in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
    assert b"\x1b[?1049l" in terminal.seen[since:]
    assert b"Traceback" not in terminal.seen


def test_standard_input_is_closed() -> None:
    command = f"exec {sys.executable} -m peeldiff {' '.join(PAIR)} <&-"
    terminal = Terminal(["sh", "-c", command])
    assert terminal.ended() == 2
    assert b"this is not a terminal" in terminal.seen


def test_a_command_on_a_stopped_terminal_ends_when_told(tmp_path: Path) -> None:
    """Nobody reads a long table; the writer waits, and a signal ends it."""
    terminal = Terminal([sys.executable, "-m", "peeldiff", "diff", *PAIR, "--notes", str(tmp_path)])
    assert terminal.stalled()
    assert terminal.process.poll() is None
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(10) == -signal.SIGTERM
    terminal.cut()
