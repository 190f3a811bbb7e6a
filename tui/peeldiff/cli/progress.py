"""Tells a person at a terminal that long work is going on; says nothing to a file or a pipe."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from peeldiff.cli import streams

_PATIENCE = 1.0
"""Seconds after which something is said, and between two words."""


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """Say on standard error what is being done and for how long, from the second second on."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(doing: str, done: threading.Event) -> None:
    """Write one line over and over, and take it away in the end."""
    began, said = time.monotonic(), False
    while not done.wait(_PATIENCE):
        streams.status(f"peeldiff: {doing}, {time.monotonic() - began:.0f} s (Ctrl+C stops)")
        said = True
    if said:
        streams.status("")
