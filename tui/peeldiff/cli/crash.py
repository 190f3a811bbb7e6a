"""What nobody foresaw: one line for the person, the traceback in a file of the person's own.

A session that may write nothing but notes keeps no file, nor does one that ends before its settings are known.
"""

from __future__ import annotations

import sys

from peeldiff import __version__
from peeldiff.text import inert

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAME = "crash.txt"
_kept_in: list[Callable[[], Path]] = []


def keep_in(*folder: Callable[[], Path]) -> None:
    """Say in which folder the latest traceback is kept from now on, made if it is needed; in none without one."""
    _kept_in[:] = folder


def describe(error: BaseException) -> str:
    """Return the line that says what went wrong and what to do, with the traceback put where it may be."""
    what = f"something went wrong inside peeldiff ({type(error).__name__}{_where(error)})"
    kept = [path for folder in _kept_in if (path := _keep(folder, error)) is not None]
    return f"{what}: send {kept[0]} to its maintainers" if kept else f"{what}: tell its maintainers"


def install_error_line(message: Callable[[str], None]) -> None:
    """Let whatever goes wrong beside the way in, which Python tells with the paths of its files, be a line.

    That is an error in another thread or in a destructor, a warning, and what a library logs.
    """
    import logging
    import threading
    import warnings

    def report(error: BaseException | None) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
            message(f"peeldiff: error: {describe(error)}")

    threading.excepthook = lambda caught: report(caught.exc_value)
    sys.unraisablehook = lambda caught: report(caught.exc_value)
    logging.lastResort = logging.NullHandler()
    warnings.simplefilter("ignore")


def _where(error: BaseException) -> str:
    """Return the place in this package, by the name of the module, which is the same on every machine."""
    import traceback

    ours = [
        (frame.f_globals["__name__"], line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").startswith("peeldiff.")
    ]
    return f" in {ours[-1][0]}, line {ours[-1][1]}" if ours else ""


def _keep(folder: Callable[[], Path], error: BaseException) -> Path | None:
    """Write the traceback, for its owner alone; return None where it cannot be written."""
    import platform
    import traceback

    from peeldiff.files import replace_whole

    head = f"peeldiff {__version__}, Python {platform.python_version()}, {platform.system()}\n\n"
    text = head + inert("".join(traceback.format_exception(error)), lines=True)
    try:
        path = folder() / _NAME
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_whole(path, text.encode("utf-8", "replace"), mode=0o600)
    except Exception:
        return None  # whatever hinders it, the line still comes
    return path
