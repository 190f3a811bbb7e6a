"""Ends the program in order when the system says so, or when its terminal is gone without a word."""

from __future__ import annotations

import asyncio
import contextlib
import select
import signal
import sys
from collections.abc import Callable
from functools import partial

_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


def end_in_order(loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Call `end` with the exit code on SIGHUP, SIGTERM and on the terminal's end.

    A terminal that does not control the program sends no SIGHUP when it goes; reading from it
    would go on for ever.
    """
    for number in _SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, partial(end, 128 + number))
    if hasattr(select, "epoll"):
        with contextlib.suppress(OSError, ValueError, NotImplementedError):
            _watch(loop, sys.stdin.fileno(), end)


def _watch(loop: asyncio.AbstractEventLoop, terminal: int, end: Callable[[int], object]) -> None:
    # Asked for nothing, epoll still tells of a hang-up, and it can itself be waited for.
    hang_up = select.epoll()
    hang_up.register(terminal, 0)

    def gone() -> None:
        loop.remove_reader(hang_up.fileno())
        hang_up.close()
        end(128 + signal.SIGHUP)

    loop.add_reader(hang_up.fileno(), gone)
