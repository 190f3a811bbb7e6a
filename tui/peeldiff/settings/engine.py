"""What polars needs before it is imported: sane variables, and a machine that lets it start.

Polars panics, hangs or aborts where its variables or the limits of the shell do not suit it, and says so
in a way that nobody can read; so both are looked at first.
"""

from __future__ import annotations

import functools
import os
import resource
import threading

from peeldiff.errors import SettingsError
from peeldiff.text import quoted

_THREADS = "POLARS_MAX_THREADS"
_KEPT = (_THREADS, "POLARS_TEMP_DIR")
_MOST_THREADS = 256
_FEWEST_FILES = 32
_LEAST_MEMORY = 1_500_000_000
"""Bytes of address space, most of them never used: less, and the allocator aborts without a word to Python."""


_SMALL = "narenas:1,background_thread:false,dirty_decay_ms:0,muzzy_decay_ms:0"
"""How the allocator of polars keeps little for itself, by its own variable; it is read when polars is imported."""


def keep_small() -> None:
    """Let polars give back at once what it does not need: a session holds on for hours and computes little."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", _SMALL)


_AMPLE_MEMORY = 8_000_000_000
"""Bytes of address space above which a cap on it does not press: threads and arenas reserve far more than they use."""


def is_pressed() -> bool:
    """Tell whether `ulimit -v` leaves so little that polars should run on one thread and reserve little."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    return allowed != resource.RLIM_INFINITY and allowed < _AMPLE_MEMORY


def ready(threads: int) -> None:
    """Let polars be imported, with `threads` threads unless the environment says how many.

    Polars reads its variables at its import only; those by which its makers try things out are taken
    away, so that the same input gives the same bytes. Raises SettingsError for a number of threads
    that is none, and for limits under which polars cannot start.
    """
    for name in [name for name in os.environ if name.startswith("POLARS_") and name not in _KEPT]:
        del os.environ[name]
    given = os.environ.setdefault(_THREADS, str(threads))
    if not (given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= _MOST_THREADS):
        raise SettingsError(f"{_THREADS}: {quoted(given)}: expected a number of threads from 1 to {_MOST_THREADS}")
    _check(resource.RLIMIT_NOFILE, _FEWEST_FILES, "ulimit -n", "open files")
    _check(resource.RLIMIT_AS, _LEAST_MEMORY, "ulimit -v", "bytes of memory")
    _check_threads(8 + 4 * int(given))


@functools.cache
def _check_threads(needed: int) -> None:
    """Start and end as many threads as polars and its allocator will start; once they were had, they are not asked."""
    done, started = threading.Event(), list[threading.Thread]()
    try:
        for _ in range(needed):
            thread = threading.Thread(target=done.wait)
            thread.start()
            started.append(thread)
    except RuntimeError as error:
        message = f"no more than {len(started)} threads can be started: peeldiff needs {needed}, raise ulimit -u"
        raise SettingsError(message) from error
    finally:
        done.set()
        for thread in started:
            thread.join()


def _check(limit: int, needed: int, command: str, what: str) -> None:
    allowed, _ = resource.getrlimit(limit)
    if allowed != resource.RLIM_INFINITY and allowed < needed:
        raise SettingsError(f"{command} allows {allowed} {what}: peeldiff needs {needed}, raise the limit")
