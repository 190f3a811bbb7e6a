"""Files that will take the place of others. Whoever writes one holds it: one that nobody holds is left over."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import time
from contextlib import suppress
from pathlib import Path

from peeldiff.files.folders import open_folder

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_BUSY = (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN)
_OWN_ENDING = re.compile(r"\d+-[0-9a-f]+\.tmp", re.ASCII)
_AN_HOUR = 3600.0
"""So old, in seconds, is what counts as left over where nobody can tell whether it is held."""

_LONGEST_PREFIX = 180
"""Bytes of a file's name that stand in the name of the one that will replace it."""


def open_temporary(
    folder: int, name: str, mode: int, *, number: int | None = None, ending: str = ".tmp"
) -> tuple[int, str]:
    """Make a file beside the file `name` of a folder; return it open and held, and what it is called.

    A `number`, by default that of the process, stands in what it is called.
    """
    number = os.getpid() if number is None else number
    while True:
        temporary = f"{temporary_prefix(name)}{number}-{os.urandom(4).hex()}{ending}"
        opened = os.open(temporary, _NEW, mode, dir_fd=folder)
        try:
            # Whoever swept between the two calls may hold it, or have removed it.
            if hold(opened) and is_still_there(folder, opened, temporary):
                return opened, temporary
        except OSError:  # a file system without locks, where a file is left over when it is old
            return opened, temporary
        os.close(opened)


def hold(opened: int, *, shared: bool = False) -> bool:
    """Hold an open file until it is closed, however that comes about; tell whether nobody else does. Raises OSError."""
    try:
        fcntl.flock(opened, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def is_still_there(folder: int, opened: int, name: str) -> bool:
    """Tell whether the open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(opened), os.stat(name, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return False


def sweep(path: Path) -> None:
    """Remove what killed writers of `path` left behind; what others are writing stays, and what cannot be removed."""
    with suppress(OSError), open_folder(path.parent) as folder:
        with os.scandir(folder) as entries:
            found = [entry.name for entry in entries if _is_temporary(entry.name, path.name)]
        for name in found:
            with suppress(OSError):
                _remove_left_over(folder, name)


def _remove_left_over(folder: int, name: str) -> None:
    try:
        opened = os.open(name, _LOOK, dir_fd=folder)
    except PermissionError:
        if os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime < time.time() - _AN_HOUR:
            os.unlink(name, dir_fd=folder)
        return
    try:
        try:
            is_left_over = hold(opened)
        except OSError:
            is_left_over = os.fstat(opened).st_mtime < time.time() - _AN_HOUR
        if is_left_over:
            os.unlink(name, dir_fd=folder)
    finally:
        os.close(opened)


def _is_temporary(name: str, of: str) -> bool:
    prefix = temporary_prefix(of)
    return name.startswith(prefix) and _OWN_ENDING.fullmatch(name, len(prefix)) is not None


def temporary_prefix(name: str) -> str:
    """Return what every file beside the file `name` that is to replace it, or to wait for it, begins with."""
    return f".{os.fsdecode(os.fsencode(name)[:_LONGEST_PREFIX])}."
