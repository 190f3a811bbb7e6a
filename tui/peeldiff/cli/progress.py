"""Tells a person at a terminal that long work is going on; only a wait for others is said into a pipe too."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from peeldiff.cli import streams

_PATIENCE = 1.0
"""Seconds after which the line appears."""
_LONG = 3.0
"""Seconds after which a wait is announced also to who is not at a terminal."""
_BETWEEN = 0.5
"""Seconds between two of its changes."""

Update = Callable[[str], None]
"""Takes what is being done from now on."""


@contextmanager
def progress_line(doing: str) -> Iterator[Update]:
    """Say on standard error what is being done and for how long, once it takes longer than a second.

    Gives a function that changes what is said. The line is gone at the end.
    """
    line = _Line(doing)
    if not sys.stderr.isatty():
        yield line.update
        return
    thread = threading.Thread(target=line.draw, daemon=True)
    thread.start()
    try:
        yield line.update
    finally:
        line.done.set()
        thread.join()


@contextmanager
def announced(reason: str) -> Iterator[None]:
    """Say one line on standard error, into a pipe too, if what is done within takes longer than a few seconds."""
    timer = threading.Timer(_LONG, streams.message, (reason,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Line:
    """The line, drawn over and over by a thread of its own."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self.done = threading.Event()

    def update(self, doing: str) -> None:
        self._doing = doing

    def draw(self) -> None:
        began, patience = time.monotonic(), _PATIENCE
        while not self.done.wait(patience):
            streams.status(f"peeldiff: {self._doing}, {time.monotonic() - began:.0f} s (Ctrl+C stops)")
            patience = _BETWEEN
        if patience == _BETWEEN:
            streams.status("")
