"""Writes into what is no file and cannot be replaced: a pipe, a terminal, another device."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files.refusals import explaining
from peeldiff.text import inert


def is_stream(path: Path) -> bool:
    """Tell whether a pipe or a device has this name, be it through links such as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


PATIENCE = 30.0
"""Seconds that a pipe may take to get its reader, as long as a lock may take to become free."""
_STEP = 0.05


def write_stream(path: Path, content: bytes | Iterable[bytes], *, patience: float = PATIENCE) -> None:
    """Write into a pipe or device.

    Raises FileError, also where a file has been put in its place meanwhile, and where nobody reads a pipe.
    """
    with explaining(path, "not written"):
        opened = _open(path, time.monotonic() + patience)
        with os.fdopen(opened, "wb") as stream:
            if stat.S_ISREG(os.fstat(opened).st_mode):
                raise FileError(f"{inert(str(path))}: not written: somebody has put a file in the place of a pipe")
            stream.writelines([content] if isinstance(content, bytes) else content)


def _open(path: Path, until: float) -> int:
    """Open a pipe or device for writing; to open a pipe without a reader would wait for ever and say nothing."""
    while True:
        try:
            opened = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() >= until:
                message = f"{inert(str(path))}: not written: nobody reads this pipe: start its reader first"
                raise FileError(message) from error
            time.sleep(_STEP)
        else:
            os.set_blocking(opened, True)
            return opened
