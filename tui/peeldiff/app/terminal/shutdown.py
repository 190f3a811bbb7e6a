"""Ends the program in order when the system says so, or when its terminal is gone without a word.

Where nobody reads the terminal any more, a program that draws waits for ever, and so does its loop:
then what is being written is kept, and it ends without order.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
PATIENCE = 5.0
"""Seconds after which an ending in order is no longer waited for."""


def end_in_order(loop: asyncio.AbstractEventLoop, end: Callable[[int], object], keep: Callable[[], object]) -> None:
    """Call `end` with the exit code on SIGHUP, SIGINT (no key sends it here), SIGTERM and on the terminal's end.

    A terminal that does not control the program sends no SIGHUP when it goes; reading from it
    would go on for ever. If the loop is stuck, `keep` is called from another thread and the program ends.
    """

    def on_signal(number: int, _frame: object) -> None:
        # A handler of the loop would wait with it; this one runs wherever the main thread waits.
        with contextlib.suppress(RuntimeError):  # the loop is closed: it is ending already
            loop.call_soon_threadsafe(end, 128 + number)
        late = threading.Timer(PATIENCE, _end_anyhow, (128 + number, keep))
        late.daemon = True
        late.start()

    for number in _SIGNALS:
        with contextlib.suppress(ValueError):  # not the main thread, as in a test
            signal.signal(number, on_signal)
    if hasattr(select, "epoll"):
        with contextlib.suppress(OSError, ValueError, NotImplementedError):
            _watch(loop, sys.stdin.fileno(), end)


def _end_anyhow(code: int, keep: Callable[[], object]) -> None:
    try:
        keep()
    finally:
        os._exit(code)


def _watch(loop: asyncio.AbstractEventLoop, terminal: int, end: Callable[[int], object]) -> None:
    # Asked for nothing, epoll still tells of a hang-up, and it can itself be waited for.
    hang_up = select.epoll()
    hang_up.register(terminal, 0)

    def on_hang_up() -> None:
        loop.remove_reader(hang_up.fileno())
        hang_up.close()
        end(128 + signal.SIGHUP)

    loop.add_reader(hang_up.fileno(), on_hang_up)
