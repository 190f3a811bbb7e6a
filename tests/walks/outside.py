"""Tells what a process writes, makes, moves or removes outside of one folder."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_DEVICES = ("/dev/", "/proc/self/")


_HERE = frozenset((None, "", "localhost", "127.0.0.1", "127.0.0.2", "::1"))


def stay_here() -> None:
    """See to it that this process looks up no name of the world: whoever asks for one has no network."""
    looked_up = socket.getaddrinfo

    def look_up(host: Any, *more: Any, **options: Any) -> Any:  # noqa: ANN401  (as it has it)
        if _text(host) not in _HERE:
            raise OSError(f"a test looked up {_text(host)}: no test reaches the world")
        return looked_up(host, *more, **options)

    # No audit hook: each `id()` would ask it, which the interface does all the time.
    socket.getaddrinfo = look_up


def _text(host: Any) -> Any:  # noqa: ANN401  (a host can be bytes)
    return os.fsdecode(host) if isinstance(host, bytes) else host


def watch(home: Path) -> list[str]:
    """Return a list that grows by each file that is touched outside of `home`, from now on."""
    found: list[str] = []
    inside = str(home.resolve()) + os.sep

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        for path in _changed(event, arguments):
            whole = os.path.realpath(path)
            if not (whole + os.sep).startswith(inside) and not whole.startswith(_DEVICES):
                found.append(f"{event} {whole}")

    sys.addaudithook(look)
    return found


def _changed(event: str, arguments: tuple[Any, ...]) -> Iterator[str]:
    """Yield the paths that an event changes; a number is a file that is open already."""
    if event == "open":
        path, _, flags = arguments
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        paths: tuple[Any, ...] = (path,) if writes else ()
    else:
        paths = arguments[:2] if event in _CHANGES else ()
    yield from (os.fsdecode(path) for path in paths if isinstance(path, str | bytes | os.PathLike))
