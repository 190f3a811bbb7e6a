"""Keeps a restricted session in one folder, whichever part of the program opens a file.

Python tells an audit hook of every file, folder, program and connection before it is opened, so one
gate stands before all of them: what is there for a person lies in the folder, the program itself may
be read besides, and nothing else is opened, written or started. What a person may put into the folder
meanwhile, such as a link, is seen to where files are opened (`folders.open_folder`): relative to the
folder, a name at a time, following no link.

What polars opens by a path of its own does not pass here: `--data` is refused by the settings, and a
site's own dataset is the site's word.
"""

# ruff: noqa: PTH100, PTH109, PTH118  (the hook stands before every opening, and takes paths as text)

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

REFUSED = "refused, because this session is restricted to its notes folder"

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ANYBODY_MAY_READ = ("/usr/share", "/usr/lib", "/etc/localtime")
"""Time zones and translations, which Python reads when it needs them."""
_DEVICES = frozenset({"/dev/null", "/dev/tty", "/dev/urandom"})


@dataclass(frozen=True)
class _Bounds:
    """What may be opened, as absolute paths without links."""

    folder: str
    given: str
    """The folder as the settings name it."""
    readable: tuple[str, ...]


_bounds: _Bounds | None = None
_is_watching = False


def confine(folder: Path, readable: Iterable[Path]) -> None:
    """Let nothing be opened from now on but `folder`, and for reading `readable` and the program itself.

    The folder is made where it can be, and the process stands in it, else at the root. There is no way back.
    """
    global _bounds, _is_watching
    here = _here()
    with suppress(OSError):  # what is wrong with it is said when something is read or written there
        folder.mkdir(parents=True, exist_ok=True)
    try:
        os.chdir(folder)
    except OSError:
        os.chdir("/")
    own = [*(Path(entry) for entry in sys.path if entry and entry != here), Path(os.__file__).parent]
    roots = [*own, Path(__file__).parents[1], *readable]
    found = {form for root in roots for form in (os.path.abspath(root), os.path.realpath(root))}
    _bounds = _Bounds(os.path.realpath(folder), os.path.abspath(folder), (*sorted(found), *_ANYBODY_MAY_READ))
    sys.dont_write_bytecode = True
    if not _is_watching:
        _is_watching = True
        sys.addaudithook(_watch)


def is_confined() -> bool:
    """Tell whether this process is kept in a folder."""
    return _bounds is not None


def inside(path: Path) -> list[str] | None:
    """Return the names that lead from the folder to a path in it, as it is written; None for one outside."""
    if _bounds is None:
        return None
    whole = os.path.normpath(os.path.join(_bounds.given, path))
    for root in (_bounds.given, _bounds.folder):
        if whole == root or whole.startswith(f"{root}/"):
            return [name for name in whole[len(root) :].split("/") if name]
    return None


def root() -> str:
    """Return the folder, as it stands without links; nothing where the process is not kept in one."""
    return _bounds.folder if _bounds is not None else ""


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _is_below(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root if root.endswith("/") else f"{root}/") for root in roots)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    """Refuse an event outside the bounds. Raises PermissionError."""
    if _bounds is not None and (check := _CHECKS.get(event)) is not None:
        check(_bounds, args)


def _open(bounds: _Bounds, args: tuple[Any, ...]) -> None:
    path, mode, flags = args
    writes = bool(flags & _WRITING) if isinstance(flags, int) else any(sign in str(mode) for sign in "wax+")
    _look(bounds, path, writes=writes, follows=not (isinstance(flags, int) and flags & os.O_NOFOLLOW))


def _read(bounds: _Bounds, args: tuple[Any, ...]) -> None:
    _look(bounds, "." if args[0] is None else args[0], writes=False, follows=True)


def _write_first(bounds: _Bounds, args: tuple[Any, ...]) -> None:
    _look(bounds, args[0], writes=True, follows=False)


def _write_both(bounds: _Bounds, args: tuple[Any, ...]) -> None:
    for path in args[:2]:
        _look(bounds, path, writes=True, follows=False)


def _write_followed(bounds: _Bounds, args: tuple[Any, ...]) -> None:
    _look(bounds, args[0], writes=True, follows=True)


def _look(bounds: _Bounds, path: str | bytes | os.PathLike[str] | int, *, writes: bool, follows: bool) -> None:
    """Refuse a path outside the bounds. One that is open already, a number, was looked at when it was opened."""
    if isinstance(path, int):
        return
    name = os.fsdecode(path)
    # A name alone is one in a folder that is held open, and was looked at when it was opened.
    name = os.path.join(bounds.folder if "/" not in name else _here(), name)
    if name in _DEVICES or (not writes and _is_below(os.path.normpath(name), bounds.readable)):
        return
    parent, last = os.path.split(name)
    if follows or last in ("", ".", ".."):
        true = os.path.realpath(name)
    else:
        true = os.path.join(os.path.realpath(parent), last)
    if not _is_below(true, (bounds.folder,) if writes else (bounds.folder, *bounds.readable)):
        raise PermissionError(errno.EACCES, REFUSED, name)


def _program(_: _Bounds, args: tuple[Any, ...]) -> NoReturn:
    raise PermissionError(errno.EACCES, "a restricted session starts no other program", str(args[0]))


def _connection(_: _Bounds, __: tuple[Any, ...]) -> NoReturn:
    raise PermissionError(errno.EACCES, "a restricted session connects to nothing")


_CHECKS: dict[str, Callable[[_Bounds, tuple[Any, ...]], None]] = {
    "open": _open,
    **dict.fromkeys(("os.listdir", "os.scandir", "os.chdir"), _read),
    **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir"), _write_first),
    **dict.fromkeys(("os.rename", "os.link"), _write_both),
    **dict.fromkeys(
        ("os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr"), _write_followed
    ),
    "os.symlink": lambda bounds, args: _write_first(bounds, args[1:]),
    **dict.fromkeys(
        ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "webbrowser.open"),
        _program,
    ),
    **dict.fromkeys(
        ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"), _connection
    ),
}
