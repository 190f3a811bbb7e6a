"""Does what may need more memory than there is in a process of its own, so that somebody is left to say so.

Where memory runs out the system kills a process without a word, or the allocator of polars aborts it
in its own words. The process that was started waits, and turns either into one line and exit code 2.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from types import FrameType

from peeldiff.errors import PeeldiffError

_OUT_OF_MEMORY = (signal.SIGKILL, signal.SIGABRT)
_PR_SET_PDEATHSIG = 1


class WorkEndedError(PeeldiffError):
    """Work that was ended from outside, as where memory ran out."""


def carry_on_in_own_process(what: str) -> None:
    """Return in a child of this process; this process waits for it, and ends as it ends.

    `what` names the work in the error. Has to be called before polars is imported, which bears no
    fork; where it is too late, the work goes on in this process. Raises WorkEndedError here, and
    SystemExit with the child's code.
    """
    if "polars" in sys.modules or threading.active_count() > 1:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _keep_words_of_libraries_back()
        _end_with_parent()
        return
    raise SystemExit(_outcome(what, _wait(child)))


def _outcome(what: str, status: int) -> int:
    """Return the exit code of a child. Raises WorkEndedError where it was killed."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    with contextlib.suppress(ValueError):
        killer = signal.Signals(-code)
        if killer in _OUT_OF_MEMORY:
            raise WorkEndedError(
                f"{what}: there is not enough memory for this ({killer.name}): compare fewer rows at a time (--item,"
                " or a table for each part), free memory, or raise the limit (ulimit -v)"
            )
        raise WorkEndedError(f"{what}: ended by {killer.name} before it was done")
    return 2


def _wait(child: int) -> int:
    """Wait for a child; what ends this process is handed on to it."""

    def hand_on(number: int, _: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, number)

    # Ctrl-C reaches both by itself: the child alone answers it.
    before = {number: signal.signal(number, hand_on) for number in (signal.SIGTERM, signal.SIGHUP)}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return os.waitpid(child, 0)[1]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep_words_of_libraries_back() -> None:
    """Let what polars writes about its own end go nowhere, while our messages still reach standard error."""
    old = sys.stderr
    mine = os.dup(2)
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(mine, "w")),
        encoding=old.encoding,
        errors=old.errors,
        line_buffering=True,
    )
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _end_with_parent() -> None:
    """Have the system kill this process when the one that waits for it is killed, where the system can."""
    with contextlib.suppress(ImportError, OSError, TypeError, AttributeError):  # a system without one of the two
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
