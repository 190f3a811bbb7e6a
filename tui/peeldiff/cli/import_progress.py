"""The line that says how far an import is, on a terminal, once it takes longer than a second."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from peeldiff.text import inert

_QUIET = 1.0
_BETWEEN = 0.2
"""Seconds before the line appears, and between two of its changes."""


@contextlib.contextmanager
def shown(count: int) -> Iterator[Callable[[int, str], None]]:
    """Give a function to call with the number and name of each file; the line is gone at the end."""
    begun = last = time.monotonic()
    drawn = False

    def progress(place: int, name: str) -> None:
        nonlocal last, drawn
        now = time.monotonic()
        if now - begun < _QUIET or now - last < _BETWEEN or not sys.stderr.isatty():
            return
        sys.stderr.write(f"\r\x1b[Kreading {place} of {count}: {inert(name)[-50:]} (Ctrl+C stops)")
        sys.stderr.flush()
        last, drawn = now, True

    try:
        yield progress
    finally:
        if drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
