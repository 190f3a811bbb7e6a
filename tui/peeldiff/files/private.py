"""A file that only its owner can have written: what is kept to be believed later without a second look.

A folder that somebody else owns, or that others may write, gives nothing and gets nothing.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files.held import HeldFile
from peeldiff.files.replacing import replace_whole
from peeldiff.files.temporary import sweep

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def open_private(path: Path) -> HeldFile | None:
    """Hold a file open that its owner alone can have written, None where there is none."""
    with suppress(OSError):
        folder = os.open(path.parent, _FOLDER)
        try:
            if not _is_private(os.fstat(folder)):
                return None
            opened = os.open(path.name, _FILE, dir_fd=folder)
        finally:
            os.close(folder)
        file, found = HeldFile(opened), os.fstat(opened)
        return file if stat.S_ISREG(found.st_mode) and _is_private(found) else None
    return None


def keep_private(path: Path, content: bytes, *, most: int) -> None:
    """Keep a file where it can be believed later, and of the others beside it the newest, `most` in all.

    Where that cannot be done, nothing is kept and nothing is said: it was only to be quick.
    """
    with suppress(OSError, FileError):
        folder = path.parent
        if not _is_private(next(above for above in (folder, *folder.parents) if above.exists()).lstat()):
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_private(folder.lstat()):
            return
        replace_whole(path, content, mode=0o600)
        sweep(path)
        with os.scandir(folder) as entries:
            kept = sorted((-entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in entries)
        for _, name in kept[most:]:
            os.unlink(name)  # noqa: PTH108  (a path as scandir gives it)


def _is_private(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE
