"""Replaces a file as a whole: whoever reads sees the old one or the new one, whatever is killed."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files.folders import like_folder, open_folder, settle
from peeldiff.files.refusals import explaining
from peeldiff.files.temporary import open_temporary
from peeldiff.text import inert

_PERMISSIONS = 0o777
_NOTES_NAME = re.compile(r".*--.*\.toml", re.IGNORECASE | re.DOTALL)


_NOT_SURE = "written, but not sure to stay"


def is_notes_name(name: str) -> bool:
    """Tell whether a file of this name is notes: `<earlier>--<later>.toml`."""
    return _NOTES_NAME.fullmatch(name) is not None


def replace_whole(
    path: Path, content: bytes | Iterable[bytes], *, mode: int | None = None, is_notes: bool = False
) -> None:
    """Put `content` in the place of the file; it is on the disk when this returns.

    Group and mode stay as they were. A new file gets `mode`, or what the umask gives; notes get
    what their folder has. What has the name of notes is only written as notes, and a file that
    nobody may write is left as it is. Raises FileError, with the old file as it was and nothing
    left behind; where the new one stands there and the disk does not confirm it, the message says so.
    """
    with replacement(path, content, mode=mode, is_notes=is_notes) as put:
        put()


@contextmanager
def replacement(
    path: Path, content: bytes | Iterable[bytes], *, mode: int | None = None, is_notes: bool = False
) -> Iterator[Callable[[], None]]:
    """Write what will take the place of the file, and give what puts it there, which takes no time.

    So a lock is held only to put it there. It is on the disk at the end of the block; where it was
    not put there, nothing of it is left. Rights and errors are those of `replace_whole`.
    """
    if is_notes_name(path.name) and not is_notes:
        raise FileError(f"{inert(str(path))}: not written: files of this name are notes: choose another name")
    is_put = False
    with (
        explaining(path, lambda: _NOT_SURE if is_put else "not written, all is as it was"),
        open_folder(path.parent) as folder,
    ):
        old = _replaceable(folder, path)

        def put() -> None:
            nonlocal is_put
            os.rename(temporary, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            is_put = True

        narrow = 0o600 if old is not None or is_notes else 0o666 if mode is None else mode
        opened, temporary = open_temporary(folder, path.name, narrow)
        try:
            with os.fdopen(opened, "wb") as file:
                if old is not None:
                    _keep_rights(opened, old, path)
                elif is_notes:
                    like_folder(opened, folder)
                file.writelines([content] if isinstance(content, bytes) else content)
                file.flush()
                os.fsync(opened)
                yield put
        finally:
            if not is_put:
                with suppress(FileNotFoundError):
                    os.unlink(temporary, dir_fd=folder)
        if is_put:
            settle(folder)


def _replaceable(folder: int, path: Path) -> os.stat_result | None:
    """Return what stands there now; refuses what is no ordinary file, and what nobody may write."""
    try:
        old = os.stat(path.name or ".", dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(old.st_mode):
        raise OSError(errno.ELOOP, "symbolic link")
    if not stat.S_ISREG(old.st_mode):
        what = "is a folder: name a file" if stat.S_ISDIR(old.st_mode) else "expected an ordinary file"
        raise FileError(f"{inert(str(path))}: not written: {what}")
    if not old.st_mode & 0o222:
        raise FileError(
            f"{inert(str(path))}: not written: nobody may write it (mode {stat.S_IMODE(old.st_mode):o}): "
            "chmod u+w it, or choose another name"
        )
    return old


def _keep_rights(opened: int, old: os.stat_result, path: Path) -> None:
    """Give the new file the group and mode of the old one (and its owner, where the writer may)."""
    new = os.fstat(opened)
    if os.geteuid() == 0 and new.st_uid != old.st_uid:
        os.fchown(opened, old.st_uid, old.st_gid)
    elif new.st_gid != old.st_gid:
        try:
            os.fchown(opened, -1, old.st_gid)
        except PermissionError as error:
            raise FileError(
                f"{inert(str(path))}: not written: you are not in its group ({old.st_gid}), "
                "and the others would lose it: ask to be added to the group"
            ) from error
    os.fchmod(opened, stat.S_IMODE(old.st_mode) & _PERMISSIONS)
