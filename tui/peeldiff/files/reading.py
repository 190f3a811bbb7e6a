"""Reads a file whole, and nothing that only has the name of one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files.folders import open_folder
from peeldiff.files.refusals import explaining
from peeldiff.text import inert

Signature = tuple[int, int, int, int]
"""Inode, times of content and of entry in nanoseconds, and size: another one means another content."""

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_READ_THROUGH_LINKS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_MEBIBYTE = 1024 * 1024


def is_missing(path: Path) -> bool:
    """Tell whether nothing is at a path, without a look into it; where that cannot be told, reading says why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


def read_whole(path: Path, *, limit: int | None = None) -> bytes | None:
    """Return the bytes of a file, None where there is none.

    Raises FileError for what cannot be read, is a symbolic link, no ordinary file, or longer than
    `limit` bytes (so that one with a hole in it does not cost its size in memory).
    """
    with explaining(path, "not read"):
        try:
            with open_folder(path.parent) as folder:
                opened = os.open(path.name or ".", _READ, dir_fd=folder)
        except FileNotFoundError:
            return None
        with os.fdopen(_ordinary(opened, path), "rb") as file:
            data = file.read() if limit is None else file.read(limit + 1)
    if limit is not None and len(data) > limit:
        raise FileError(
            f"{inert(str(path))}: not read: longer than {limit // _MEBIBYTE} MiB, the most that is read: "
            "move it away, or take out what does not belong in it"
        )
    return data


def read_ordinary(path: Path, *, limit: int | None = None) -> bytes:
    """Return the bytes of a file that its owner may have put elsewhere: a symbolic link to it is followed.

    Raises OSError for what cannot be read, for a pipe or a device, which might never end, and for more than `limit`
    bytes.
    """
    opened = os.open(path, _READ_THROUGH_LINKS)
    mode = os.fstat(opened).st_mode
    if not stat.S_ISREG(mode):
        os.close(opened)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    with os.fdopen(opened, "rb") as file:
        data = file.read() if limit is None else file.read(limit + 1)
    if limit is not None and len(data) > limit:
        raise OSError(errno.EFBIG, f"longer than {limit} bytes", str(path))
    return data


def _ordinary(opened: int, path: Path) -> int:
    """Return what was opened if it is a file; close it and refuse it otherwise."""
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise FileError(f"{inert(str(path))}: not read: expected an ordinary file")
    return opened


def signature_of(path: Path) -> Signature | None:
    """Return by what a change of the file is seen without reading it, None where there is none."""
    try:
        now = path.lstat()
    except OSError:
        return None
    return now.st_ino, now.st_mtime_ns, now.st_ctime_ns, now.st_size
