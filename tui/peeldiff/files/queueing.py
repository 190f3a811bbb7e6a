"""Those who wait to write a file, first come, first served: each holds a ticket beside it, and who ends lets it go."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peeldiff.files.folders import like_folder, open_folder
from peeldiff.files.refusals import explaining
from peeldiff.files.temporary import hold, open_temporary, temporary_prefix

_POLL = 0.004
_ENDING = ".queue.tmp"
_TICKET = re.compile(r"\d+-[0-9a-f]+\.queue\.tmp", re.ASCII)
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextmanager
def queued(path: Path, patience: float, gives_up: Callable[[], bool] = bool) -> Iterator[None]:
    """Wait until all who came before have written the file `path`, or have ended; who comes later waits behind.

    It is a courtesy: a first one that stands still for `patience` seconds is waited for no longer, and nobody
    is once it `gives_up`. Raises FileError where no ticket can be made.
    """
    with open_folder(path.parent) as folder:
        with explaining(path, "not written, all is as it was"):
            opened, ticket = open_temporary(folder, path.name, 0o600, number=time.time_ns(), ending=_ENDING)
            like_folder(opened, folder)
        try:
            while (first := _first(folder, path.name, ticket)) is not None:
                if not _ends(first, time.monotonic() + patience, gives_up):
                    break
            yield
        finally:
            with suppress(FileNotFoundError):
                os.unlink(ticket, dir_fd=folder)
            os.close(opened)


def has_queue(path: Path) -> bool:
    """Tell whether somebody waits to write the file `path`, or is about to, having waited."""
    with suppress(OSError), open_folder(path.parent) as folder:
        first = _first(folder, path.name)
        if first is not None:
            os.close(first)
            return True
    return False


def _first(folder: int, name: str, before: str | None = None) -> int | None:
    """Return the ticket of who came first, open, of those before one's own; what the killed left is taken away."""
    prefix = temporary_prefix(name)
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if entry.name.startswith(prefix)]
    for ticket in sorted(found):
        if ticket == before:
            return None
        if not _TICKET.fullmatch(ticket, len(prefix)):
            continue
        with suppress(OSError):  # gone, or of somebody whom one cannot wait for
            opened = os.open(ticket, _LOOK, dir_fd=folder)
            if not _is_free(opened):
                return opened
            os.close(opened)
            os.unlink(ticket, dir_fd=folder)
    return None


def _is_free(opened: int) -> bool:
    try:
        return hold(opened, shared=True)
    except OSError:  # no locks here, and so no queue
        return True


def _ends(ticket: int, until: float, gives_up: Callable[[], bool]) -> bool:
    """Wait for who holds a ticket, and close it; tell whether it was let go in time."""
    try:
        while not _is_free(ticket):
            if time.monotonic() >= until or gives_up():
                return False
            time.sleep(_POLL)
        return True
    finally:
        os.close(ticket)
