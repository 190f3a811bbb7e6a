"""A walk through the real program in a pseudo-terminal: after each burst it lives, and it ends in order."""

from __future__ import annotations

import itertools
import random
import signal
import sys
import termios
import time
from pathlib import Path

from app.hands import ESCAPE, sent
from app.reviewing import request
from pty_driver import Terminal
from walks.invariants import REVIEW_CODES
from walks.steps import OPENINGS, REVIEW, Step, walk

_BACK = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1003l", "\x1b[?1006l", "\x1b[?2004l")
"""What gives a terminal its screen, cursor, mouse and pasting back."""
_ALL_SEEN = "\x1b[?1049h"


def wander(home: Path, words: Path, seed: int, count: int, size: tuple[int, int] = (80, 24)) -> int:
    """Take so many steps in bursts, opening the program again whenever it was left; return how often it was."""
    request(home, *REVIEW[1:-1])
    dice = random.Random(seed)
    steps = itertools.islice(walk(seed, size), count)
    left = True
    sittings = 0
    terminal = None
    while burst := list(itertools.islice(steps, dice.randint(1, 12))):
        if left or terminal is None:
            terminal = Sitting(home, words, dice.choice(OPENINGS), size)
            sittings += 1
        left = terminal.go(burst)
    if terminal is not None and not left:
        terminal.leave()
    return sittings


class Sitting:
    """The program from its start to its end."""

    def __init__(self, home: Path, words: Path, names: tuple[str, ...], size: tuple[int, int]) -> None:
        watched = Path(__file__).with_name("watched.py")
        self.names = names
        self.taken: list[Step] = []
        self.terminal = Terminal([sys.executable, str(watched), str(home), str(words), *names])
        self.before = termios.tcgetattr(self.terminal.fd)
        self.terminal.resize(*size)
        assert self.terminal.wait_for(_ALL_SEEN), self.words("it did not start")
        if names == REVIEW:
            assert self.terminal.wait_for("write"), self.words("the files were not read")
        self.terminal.quiet(0.5)

    def go(self, burst: list[Step]) -> bool:
        """Send some steps; tell whether the program was left."""
        for step in burst:
            self.taken.append(step)
            if isinstance(step, tuple):
                self.terminal.resize(*step)
            else:
                self.terminal.send(step)
                # A lone Escape is one only if nothing comes soon.
                time.sleep(0.15 if step == ESCAPE else 0)
            self.terminal.read(0)
        self.terminal.quiet(0.15)
        self.go_on()
        if self.terminal.process.poll() is None:
            assert b"Traceback" not in self.terminal.seen, self.words("a traceback")
            return False
        self.ended_in_order()
        return True

    def go_on(self) -> None:
        """Let it go on where a Ctrl+Z came after the key that leaves, and stopped it as it would any program."""
        pid = self.terminal.process.pid
        if self.terminal.process.poll() is None and " T " in Path(f"/proc/{pid}/stat").read_text("utf-8")[:80]:
            self.terminal.process.send_signal(signal.SIGCONT)
            self.terminal.quiet(0.5)

    def leave(self) -> None:
        """Leave by the key that works everywhere."""
        self.terminal.send(sent("ctrl+q"))
        self.ended_in_order()

    def ended_in_order(self) -> None:
        """It ended as it should, said nothing and gave the terminal back as it was."""
        until = time.monotonic() + 30
        while self.terminal.process.poll() is None and time.monotonic() < until:
            self.terminal.read(0.1)
        assert self.terminal.process.poll() is not None, self.words("it does not end")
        settings = termios.tcgetattr(self.terminal.fd)
        assert settings == self.before, self.words(f"the terminal was {self.before} and is {settings}")
        code = self.terminal.ended()
        seen = self.terminal.seen.decode("utf-8", "replace")
        codes = REVIEW_CODES if self.names == REVIEW else {0}
        assert code in codes, self.words(f"it ended with {code}")
        assert "Traceback" not in seen, self.words("a traceback")
        after = seen.rpartition(_ALL_SEEN)[2]
        missing = [entry for entry in _BACK if entry not in after]
        assert not missing, self.words(f"the terminal was not given back {missing}")

    def words(self, what: str) -> str:
        """Return what is needed to see it again."""
        last = self.terminal.seen[-3000:].decode("utf-8", "replace")
        return f"{what}\nopened {self.names}, after {self.taken!r}\n{last!r}"
