"""Writes into what is no file and cannot be replaced: a pipe, a terminal, another device."""

from __future__ import annotations

import os
import stat
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


def write_stream(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write into a pipe or device. Raises FileError, also where a file has been put in its place meanwhile."""
    with explaining(path, "not written"):
        opened = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(opened, "wb") as stream:
            if stat.S_ISREG(os.fstat(opened).st_mode):
                raise FileError(f"{inert(str(path))}: not written: somebody has put a file in the place of a pipe")
            stream.writelines([content] if isinstance(content, bytes) else content)
