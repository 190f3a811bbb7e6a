"""One writer at a time: a lock file beside the file that is written, held with flock.

The system lets go of the lock when its holder ends, however it ends. The file itself stays:
to remove it could put two writers on two different files of one name.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peeldiff.errors import FileError, LockHeldError
from peeldiff.files.folders import like_folder, open_folder
from peeldiff.files.refusals import explaining
from peeldiff.files.temporary import hold, is_still_there, open_temporary
from peeldiff.text import inert

WAIT = 30.0
"""Seconds until a writer gives up."""

_POLL = 0.004
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
_NEVER = bool
"""Waiting to the end: called without anything, it says False."""
_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def lock_file(path: Path) -> Path:
    """Return where the lock of a file lies."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(path: Path, wait: float = WAIT, gives_up: Callable[[], bool] = _NEVER) -> Iterator[None]:
    """Hold the lock of the file `path`.

    Raises LockHeldError when others held it for all of `wait` seconds, or until `gives_up`, and
    FileError where it cannot be made.
    """
    with hold_lock(lock_file(path), path, wait, gives_up):
        yield


@contextmanager
def hold_lock(lock: Path, path: Path, wait: float = WAIT, gives_up: Callable[[], bool] = _NEVER) -> Iterator[None]:
    """Hold the lock file `lock` while `path`, a file or a folder, is written. Raises FileError as `locked` does."""
    with explaining(lock, "no lock, nothing was written"), open_folder(lock.parent) as folder:
        held = _acquire(folder, lock, path, time.monotonic() + wait, gives_up)
    try:
        yield
    finally:
        with suppress(OSError):  # nothing is written to it, and what it kept others from is done
            os.close(held)
        # The one that lets go lets the others in first, or a busy writer would starve them.
        time.sleep(_POLL * 1.5)


def _acquire(folder: int, lock: Path, path: Path, until: float, gives_up: Callable[[], bool]) -> int:
    while True:
        opened = _open(folder, lock, path)
        try:
            if hold(opened) and is_still_there(folder, opened, lock.name):
                return opened
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)
        if time.monotonic() < until:
            time.sleep(_POLL)
        if time.monotonic() >= until or gives_up():  # who gave up while it slept takes nothing any more
            raise LockHeldError(
                f"{inert(str(path))}: somebody else is writing it and has not finished: nothing was "
                f"written; try again, and see who holds {inert(lock.name)} if it goes on"
            )


def _open(folder: int, lock: Path, path: Path) -> int:
    """Open the lock file, made with the rights of the folder where there is none."""
    try:
        return _open_existing(folder, lock)
    except FileNotFoundError:
        pass
    with suppress(FileExistsError, FileNotFoundError):  # another was first, and may have swept what lay here
        _make(folder, lock.name, path.name)
    return _open_existing(folder, lock)


def _make(folder: int, name: str, beside: str) -> None:
    """Make the lock file; whoever may write to the folder can open it from the moment that it has its name.

    Raises FileExistsError where there is one.
    """
    opened, temporary = open_temporary(folder, beside, 0o600)
    try:
        like_folder(opened, folder)
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        only = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600, dir_fd=folder)
        try:
            like_folder(only, folder)
        finally:
            os.close(only)
    finally:
        os.close(opened)
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)


def _open_existing(folder: int, lock: Path) -> int:
    try:
        opened = os.open(lock.name, os.O_RDWR | _FLAGS, dir_fd=folder)
    except PermissionError:
        opened = os.open(lock.name, os.O_RDONLY | _FLAGS, dir_fd=folder)  # enough for flock on a local file system
    found = os.fstat(opened)
    if not stat.S_ISREG(found.st_mode):
        os.close(opened)
        raise FileError(f"{inert(str(lock))}: expected a lock file, not this: move it away")
    if found.st_uid == os.geteuid() and found.st_size == 0:
        like_folder(opened, folder)  # one that was made otherwise would keep the others out for ever
    return opened
