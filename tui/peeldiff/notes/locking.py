"""One writer at a time: a lock file beside the notes, held with flock.

The system lets go of the lock when its holder ends, however it ends. The file itself stays:
to remove it could put two writers on two different files of one name.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peeldiff.errors import NotesError
from peeldiff.notes.failures import told_of
from peeldiff.text import inert

WAIT = 30.0
"""Seconds until a writer gives up."""

_POLL = 0.004
_BUSY = (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN)
_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def lock_file(path: Path) -> Path:
    """Return where the lock of a notes file lies."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of the notes file `path`.

    Raises NotesError when others held it for all of `wait` seconds, or where it cannot be made.
    """
    lock = lock_file(path)
    with told_of(lock, "no lock, nothing was written"):
        held = _acquire(lock, path, time.monotonic() + wait)
    try:
        yield
    finally:
        os.close(held)
        # The one that lets go lets the others in first, or a busy writer would starve them.
        time.sleep(_POLL * 1.5)


def _acquire(lock: Path, path: Path, until: float) -> int:
    while True:
        opened = _open(lock, path)
        try:
            if _take(opened) and _still_there(opened, lock):
                return opened
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)
        if time.monotonic() >= until:
            raise NotesError(
                f"{inert(str(path))}: somebody else is writing it and has not finished: nothing was "
                f"written; try again, and see who holds {inert(lock.name)} if it goes on"
            )
        time.sleep(_POLL)


def _take(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def _still_there(opened: int, lock: Path) -> bool:
    """Tell whether the file that is locked is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(opened), lock.lstat())
    except FileNotFoundError:
        return False


def _open(lock: Path, path: Path) -> int:
    """Open the lock file, made with the rights of the notes file where there is one."""
    try:
        return _existing(lock)
    except FileNotFoundError:
        pass
    try:
        opened = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666)
    except FileExistsError:
        return _existing(lock)
    try:
        _like(opened, path)
    except BaseException:
        os.close(opened)
        raise
    return opened


def _existing(lock: Path) -> int:
    try:
        opened = os.open(lock, os.O_RDWR | _FLAGS)
    except PermissionError:
        opened = os.open(lock, os.O_RDONLY | _FLAGS)  # enough for flock on a local file system
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise NotesError(f"{inert(str(lock))}: expected a lock file, not this: move it away")
    return opened


def _like(opened: int, path: Path) -> None:
    """Whoever may write the notes may lock them, whatever the umask of the first to come."""
    try:
        old = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(old.st_mode):
        try:
            if os.fstat(opened).st_gid != old.st_gid:
                os.fchown(opened, -1, old.st_gid)
            os.fchmod(opened, stat.S_IMODE(old.st_mode) & 0o666)
        except PermissionError:
            return
