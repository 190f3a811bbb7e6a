"""Replaces a file as a whole: whoever reads sees the old one or the new one, whatever is killed."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from pathlib import Path

from peeldiff.errors import NotesError
from peeldiff.notes.failures import told_of
from peeldiff.text import inert

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PERMISSIONS = 0o777


def read_whole(path: Path) -> bytes | None:
    """Return the bytes of a file, None where there is none.

    Raises NotesError for what cannot be read, is a symbolic link or no ordinary file.
    """
    with told_of(path, "not read"):
        try:
            opened = os.open(path, _READ)
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            os.close(opened)
            raise NotesError(f"{inert(str(path))}: not read: expected an ordinary file")
        with os.fdopen(opened, "rb") as file:
            return file.read()


def replace_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Put `content` in the place of the file; it is on the disk when this returns.

    Group and mode stay as they were; a new file gets what the folder and the umask give, or
    `mode`. Raises NotesError, with the old file as it was and nothing left behind.
    """
    with told_of(path, "not written, all is as it was"):
        old = _ordinary(path)
        temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
        narrow = mode if mode is not None else 0o666 if old is None else 0o600
        opened = os.open(temporary, _NEW, narrow)
        try:
            with os.fdopen(opened, "wb") as file:
                if old is not None:
                    _keep(opened, old, path)
                file.write(content)
                file.flush()
                os.fsync(opened)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _settle(path.parent)


def sweep(path: Path, *, older_than: float = 0.0) -> None:
    """Remove what killed writers of `path` left behind; the caller sees to it that none is at work.

    `older_than` is in seconds. What cannot be removed stays.
    """
    before = time.time() - older_than
    try:
        left = [
            Path(entry.path)
            for entry in os.scandir(path.parent)
            if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".tmp")
        ]
        for one in left:
            if not older_than or one.lstat().st_mtime < before:
                one.unlink(missing_ok=True)
    except OSError:
        return


def _ordinary(path: Path) -> os.stat_result | None:
    """Return what stands there now; refuses what is no ordinary file."""
    try:
        old = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(old.st_mode):
        raise OSError(errno.ELOOP, "symbolic link")
    if not stat.S_ISREG(old.st_mode):
        raise NotesError(f"{inert(str(path))}: not written: expected an ordinary file")
    return old


def _keep(opened: int, old: os.stat_result, path: Path) -> None:
    """Give the new file the group and mode of the old one (and its owner, where the writer may)."""
    new = os.fstat(opened)
    if os.geteuid() == 0 and new.st_uid != old.st_uid:
        os.fchown(opened, old.st_uid, old.st_gid)
    elif new.st_gid != old.st_gid:
        try:
            os.fchown(opened, -1, old.st_gid)
        except PermissionError as error:
            raise NotesError(
                f"{inert(str(path))}: not written: you are not in its group ({old.st_gid}), "
                "and the others would lose it: ask to be added to the group"
            ) from error
    os.fchmod(opened, stat.S_IMODE(old.st_mode) & _PERMISSIONS)


def _settle(folder: Path) -> None:
    """Bring the folder's entry to the disk too, where the file system can."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise
    finally:
        os.close(opened)
