"""What happens around an open session: sizes, stops, files and folders that go or change. It bears it, or says so."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peeldiff import shipped
from pty_driver import SAVE, Terminal
from running import peeldiff

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
NAME = "northamptonshire@2017--northamptonshire@2021-22.toml"
EFFECTIVENESS = "judgment/pillar/effectiveness"
Open = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open a comparison, with notes in a folder of the test's own, and wait until it stands there."""
    terminals: list[Terminal] = []

    def start(*options: str, cwd: Path | None = None, columns: int = 80) -> Terminal:
        program = [sys.executable, "-m", "peeldiff", *PAIR, "--notes", str(tmp_path / "notes"), *options]
        command = program if cwd is None else ["env", "-C", str(cwd), *program]
        terminals.append(Terminal(command))
        terminals[-1].resize(columns, 24)
        assert terminals[-1].wait_for("help"), terminals[-1].seen
        terminals[-1].quiet()
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.cut()


def leaves(terminal: Terminal) -> None:
    """Leave with the key that closes at once; nothing of a traceback was ever shown."""
    terminal.send("\x11")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.seen


def write(terminal: Terminal, text: str, answer: str) -> None:
    terminal.send("e")
    assert terminal.wait_for("Note on Effectiveness")
    terminal.quiet()
    terminal.send(text + SAVE)
    assert terminal.wait_for(answer), terminal.seen[-1500:]


def test_a_strange_size(opened: Open) -> None:
    terminal = opened()
    for columns, rows in ((1, 1), (500, 200), (2, 300)):
        terminal.resize(columns, rows)
        terminal.quiet()
        terminal.send("jk]2351?")
        terminal.quiet()
        assert terminal.process.poll() is None, (columns, rows)
        terminal.send("q")
        terminal.resize(80, 24)
        terminal.quiet()
    leaves(terminal)


def test_a_storm_of_sizes(opened: Open, pytestconfig: pytest.Config) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    chance = random.Random(seed)
    terminal = opened()
    for _ in range(150 if pytestconfig.getoption("--system") else 50):
        terminal.resize(chance.randrange(1, 300), chance.randrange(1, 120))
        terminal.send(chance.choice("jk][12345"))
        terminal.read(0.005)
    terminal.resize(80, 24)
    terminal.quiet()
    terminal.send("1")
    terminal.quiet()
    leaves(terminal)


def test_it_is_stopped_and_goes_on_and_is_asked_twice_to_end(opened: Open) -> None:
    terminal = opened()
    for _ in range(3):
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
    assert b"Traceback" not in terminal.seen


def test_it_is_stopped_while_it_ends(opened: Open) -> None:
    terminal = opened()
    since = len(terminal.seen)
    terminal.send("\x11")
    while b"\x1b[?1049l" not in terminal.seen[since:]:  # given back: now Ctrl+Z is the terminal's own again
        terminal.read(0.001)
    terminal.process.send_signal(signal.SIGTSTP)
    time.sleep(0.3)
    terminal.process.send_signal(signal.SIGCONT)
    assert terminal.ended() == 0
    after = terminal.seen[since:].rpartition(b"\x1b[?1049l")[2]
    assert b"\x1b[?1049h" not in after
    assert b"Traceback" not in terminal.seen


def test_the_notes_folder_goes_and_comes_back(opened: Open, tmp_path: Path) -> None:
    terminal = opened(columns=300)
    write(terminal, "before", "The note is saved.")
    terminal.quiet()
    shutil.rmtree(tmp_path / "notes")
    (tmp_path / "notes").write_text("in the way", encoding="utf-8")
    write(terminal, "meanwhile ", "cannot be made, nothing was written: file exists")
    terminal.quiet()
    leaves(terminal)
    (tmp_path / "notes").unlink()
    again = opened()
    again.send("e")
    assert again.wait_for("Your draft, not saved yet.")
    assert b"meanwhile" in again.seen
    again.send(SAVE)
    assert again.wait_for("Somebody else changed this note meanwhile")  # what it was written over is gone
    again.send("m")
    assert again.wait_for("The note is saved.")
    assert "meanwhile" in (tmp_path / "notes" / NAME).read_text("utf-8")
    leaves(again)


@pytest.mark.system
def test_a_full_disk_under_an_open_note(opened: Open, small_disk: Path) -> None:
    folder = small_disk / "notes"
    terminal = opened("--notes", str(folder), columns=300)
    write(terminal, "kept", "The note is saved.")
    terminal.quiet()
    (small_disk / "ballast").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
    write(terminal, "more ", "the disk is full")
    (small_disk / "ballast").unlink()
    terminal.quiet()
    since = len(terminal.seen)
    terminal.send("e")
    terminal.quiet()
    terminal.send(SAVE)
    assert terminal.wait_for("The note is saved.", since=since), terminal.seen[since:]
    assert "more" in (folder / NAME).read_text("utf-8")
    leaves(terminal)


def test_the_dataset_and_the_working_folder_go(opened: Open, tmp_path: Path) -> None:
    """All was read at the start; what needs a file afterwards does without or says so."""
    shutil.copytree(shipped.data(), tmp_path / "data")
    (tmp_path / "work").mkdir()
    terminal = opened("--data", str(tmp_path / "data"), cwd=tmp_path / "work")
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "work").rmdir()
    for keys in ("jj", "]", "2", "3", "4", "5", "1", "s", ")", "w", "p", "/demand\r"):
        terminal.send(keys)
        terminal.quiet(0.1)
        assert terminal.process.poll() is None, terminal.seen[-500:]
    leaves(terminal)


def test_notes_that_change_and_break_under_an_open_session(opened: Open, tmp_path: Path) -> None:
    terminal = opened()
    where = ("--notes", str(tmp_path / "notes"))
    assert peeldiff("notes", "set", *PAIR, EFFECTIVENESS, "--note", "theirs", "--author", "Lee", *where).code == 0
    write(terminal, "mine", "Somebody else changed this note meanwhile")
    terminal.send("b")
    assert terminal.wait_for("The note is saved.")
    path = tmp_path / "notes" / NAME
    assert "theirs\nmine" in path.read_text("utf-8").replace("\r", "")
    terminal.quiet()
    whole = path.read_bytes()
    half = whole[: whole.index(b' = "', len(whole) // 2) + 4]  # within a text: cut between lines it is TOML still
    for broken in (b"", b"\x00" * 100, half, os.urandom(500)):
        path.write_bytes(broken)
        since = len(terminal.seen)
        for keys in ("5", "1", "je", "more" + SAVE, "\x1b", "k"):
            terminal.send(keys)
            terminal.quiet(0.15)
        assert terminal.process.poll() is None, terminal.seen[since:]
        assert path.read_bytes() == broken
    path.write_bytes(whole)
    leaves(terminal)


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
    for _ in range(60):
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


@pytest.mark.parametrize("term", ["", "dumb", None])
def test_a_terminal_of_no_name(term: str | None) -> None:
    name = [] if term is None else [f"TERM={term}"]
    terminal = Terminal(["env", "-u", "TERM", *name, sys.executable, "-m", "peeldiff", *PAIR])
    assert terminal.ended() == 2
    assert b"peeldiff diff LEFT RIGHT prints a comparison" in terminal.seen
    assert b"\x1b" not in terminal.seen


def test_no_home_no_locale() -> None:
    without = ["env", "-i", "TERM=xterm", sys.executable, "-m", "peeldiff", "--fresh", *PAIR]
    terminal = Terminal(without)
    assert terminal.wait_for("help"), terminal.seen
    terminal.quiet()
    leaves(terminal)


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
