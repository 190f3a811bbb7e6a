"""A folder held open: what is in it is named from there, so nobody can put another in its place meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peeldiff.files import confinement

_FOLDER = os.O_DIRECTORY | os.O_CLOEXEC
_NAME_ONLY = getattr(os, "O_PATH", os.O_RDONLY)


@contextmanager
def open_folder(path: Path) -> Iterator[int]:
    """Hold a folder open and give its descriptor, for `dir_fd`. Every file that is read or written passes here.

    A confined session goes there from its own folder, a name at a time, following no link. Raises OSError.
    """
    names = confinement.inside(path)
    folder = _opened(path) if names is None else _opened(confinement.root())
    try:
        for name in names or ():
            outer, folder = folder, _opened(name, os.O_NOFOLLOW, dir_fd=folder)
            os.close(outer)
        yield folder
    finally:
        os.close(folder)


def _opened(path: Path | str, flags: int = 0, dir_fd: int | None = None) -> int:
    try:
        return os.open(path, os.O_RDONLY | _FOLDER | flags, dir_fd=dir_fd)
    except PermissionError as error:
        if error.strerror == confinement.REFUSED:
            raise
        return os.open(path, _NAME_ONLY | _FOLDER | flags, dir_fd=dir_fd)  # one may go through it and not list it


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
