"""What the system refuses becomes one line that names the file and what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files.confinement import REFUSED
from peeldiff.text import inert

_REMEDIES = {
    errno.ENOSPC: "the disk is full: make room and try again",
    errno.EDQUOT: "your disk quota is used up: make room and try again",
    errno.EROFS: "the file system is read-only: choose another folder",
    errno.EACCES: "permission denied: ask for access to it, or choose another folder",
    errno.EPERM: "permission denied: ask for access to it, or choose another folder",
    errno.ELOOP: "is a symbolic link, and those are not followed: name the file itself",
    errno.ENOTDIR: "stands where a folder is needed: choose another folder",
    errno.ENAMETOOLONG: "the name is too long for this file system",
    errno.ENOLCK: "this file system gives no locks: choose a folder on a local disk",
    errno.EBADF: "this file system gives no locks: choose a folder on a local disk",
    errno.EOPNOTSUPP: "this file system gives no locks: choose a folder on a local disk",
    errno.EIO: "the disk reports an error: see to it before you write again",
}


def explain(path: Path, error: OSError, doing: str) -> FileError:
    """Return the error to raise; `doing` is what did not come about, such as `not written`."""
    remedy = None if error.strerror == REFUSED else _REMEDIES.get(error.errno or 0)
    why = remedy or (error.strerror or str(error)).lower()
    return FileError(f"{inert(str(path))}: {doing}: {why}")


@contextmanager
def explaining(path: Path, doing: str | Callable[[], str]) -> Iterator[None]:
    """Turn an OSError inside the block into a FileError about `path`; what did not come about can be asked then."""
    try:
        yield
    except OSError as error:
        raise explain(path, error, doing if isinstance(doing, str) else doing()) from error
    except ValueError as error:  # a name with a zero byte
        raise FileError(f"{inert(str(path))}: {doing if isinstance(doing, str) else doing()}: {error}") from error
