"""A folder held open: what is in it is named from there, so nobody can put another in its place meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOLDER = os.O_DIRECTORY | os.O_CLOEXEC
_NAME_ONLY = getattr(os, "O_PATH", os.O_RDONLY)


@contextmanager
def open_folder(path: Path) -> Iterator[int]:
    """Hold a folder open and give its descriptor, for `dir_fd`. Every file that is read or written passes here.

    Raises OSError.
    """
    try:
        folder = os.open(path, os.O_RDONLY | _FOLDER)
    except PermissionError:
        folder = os.open(path, _NAME_ONLY | _FOLDER)  # one may go through it and not list it
    try:
        yield folder
    finally:
        os.close(folder)


def like_folder(opened: int, folder: int) -> None:
    """Give a new file the group of its folder, and the mode that lets the same people read and write it.

    Where everybody may put files and none may take away another's, only the owner and group may write.
    """
    wanted = os.fstat(folder)
    mode = stat.S_IMODE(wanted.st_mode) & 0o666 | 0o600
    if wanted.st_mode & stat.S_ISVTX:
        mode &= ~0o002
    now = os.fstat(opened)
    if now.st_gid != wanted.st_gid:
        with suppress(PermissionError):  # who is not in the group of the folder can give it the mode alone
            os.fchown(opened, -1, wanted.st_gid)
    if stat.S_IMODE(now.st_mode) != mode:
        with suppress(PermissionError):
            os.fchmod(opened, mode)


def settle(folder: int) -> None:
    """Bring the entries of a folder to the disk, where the file system can."""
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF):
            raise
