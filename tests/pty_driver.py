"""A program in a pseudo-terminal, driven by keys and read as bytes."""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence

UP, DOWN, SAVE = "\x1b[A", "\x1b[B", "\x14"


def _own_terminal() -> None:
    """Make standard input the controlling terminal, so that its end is told by SIGHUP, and heed that.

    Under nohup a program would inherit that SIGHUP is ignored.
    """
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A program in a terminal of 80 by 24."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None, *, controls: bool = True) -> None:
        self.fd, theirs = pty.openpty()
        self.resize(80, 24)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **(env or {})},
            start_new_session=True,
            preexec_fn=_own_terminal if controls else None,
        )
        os.close(theirs)
        self.seen = b""
        self.last = self.started
        """When something was written last."""

    def read(self, seconds: float) -> bytes:
        """Return what is written within a time, as soon as something is; nothing at the end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            got = os.read(self.fd, 65536)
        except OSError:
            return b""
        self.seen += got
        self.last = time.monotonic()
        return got

    def wait_for(self, text: str, seconds: float = 30, *, since: int = 0) -> bool:
        """Read until a text is written after the byte `since`; tell whether it was."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and text.encode() not in self.seen[since:]:
            if not self.read(0.1) and self.process.poll() is not None:
                break
        return text.encode() in self.seen[since:]

    def quiet(self, seconds: float = 0.3, longest: float = 10) -> int:
        """Read until nothing is written for a while; return how many bytes came."""
        before, until = len(self.seen), time.monotonic() + longest
        while time.monotonic() < until and self.read(seconds):
            pass
        return len(self.seen) - before

    def stalled(self, longest: float = 30) -> bool:
        """Read nothing and ask for screen after screen until what the system holds no longer grows; tell whether so."""
        until, before, alike = time.monotonic() + longest, 0, 0
        for wide in itertools.cycle((1, 0)):
            if alike == 20 or time.monotonic() > until:
                break
            self.resize(80 + wide * 40, 24 + wide * 16)
            time.sleep(0.05)
            held = struct.unpack("i", fcntl.ioctl(self.fd, termios.FIONREAD, b"\0" * 4))[0]
            before, alike = held, alike + 1 if held and held == before else 0
        return alike == 20

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, which the program is told by SIGWINCH."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def ended(self, seconds: float = 20) -> int:
        """Read to the end and return the exit code, minus the signal for one that killed it."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.1)
        self.quiet(0.05)
        code = self.process.wait(1)
        self.close()
        return code

    def cut(self) -> None:
        """Kill the program at once, if it lives; what hangs on its connection has to notice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.close()

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
