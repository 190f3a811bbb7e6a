"""The terminal interface: screens and keys over the same comparison that the scripted mode prints."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from peeldiff.settings import engine

if TYPE_CHECKING:
    from peeldiff.settings import Settings

__all__ = ["run"]


def run(settings: Settings, left: str | None = None, right: str | None = None, *, fresh: bool = False) -> int:
    """Open the interface and return its exit code.

    Without `left` it opens the country; with a force its timeline; with one inspection the country
    with that side chosen; with two their comparison. With `fresh` nothing of the last time comes
    back. Raises UsageError without a terminal, whatever PeeldiffError loading the dataset or
    resolving the names raises, and what went wrong inside, once the terminal is as it was.
    """
    _need_a_terminal()
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # One pair is soon compared, and a session leaves the other cores of a shared machine alone.
    engine.ready(threads=1)
    from peeldiff.app import memory
    from peeldiff.app.peeldiff_app import PeeldiffApp

    kept = None if settings.restricted else memory.file()
    last = None if fresh or kept is None else memory.recall(kept)
    names = [name for name in (left, right) if name is not None]
    app = PeeldiffApp(settings, names, memory=last, remember_in=kept)
    app.run(mouse=settings.mouse)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _need_a_terminal() -> None:
    """Refuse to draw where nobody can see or press anything."""
    from peeldiff.errors import UsageError

    streams = (sys.stdin, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise UsageError("this is not a terminal: peeldiff diff LEFT RIGHT prints a comparison")
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError(
            f'TERM is "{os.environ.get("TERM", "")}", which cannot show the interface: '
            "peeldiff diff LEFT RIGHT prints a comparison"
        )
