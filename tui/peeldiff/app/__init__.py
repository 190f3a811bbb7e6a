"""The terminal interface: screens and keys over the same comparison that the scripted mode prints."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from peeldiff.settings import engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peeldiff.app.peeldiff_app import PeeldiffApp
    from peeldiff.settings import Settings

__all__ = ["review", "run"]


def run(settings: Settings, left: str | None = None, right: str | None = None, *, fresh: bool = False) -> int:
    """Open the interface and return its exit code.

    Without `left` it opens the country; with a force its timeline; with one inspection the country
    with that side chosen; with two their comparison. With `fresh` nothing of the last time comes
    back. Raises UsageError without a terminal, whatever PeeldiffError loading the dataset or
    resolving the names raises, and what went wrong inside, once the terminal is as it was.
    """
    _get_ready("peeldiff diff LEFT RIGHT prints a comparison")
    from peeldiff.app import memory
    from peeldiff.app.peeldiff_app import PeeldiffApp

    kept = None if settings.restricted else memory.file()
    last = None if fresh or kept is None else memory.recall(kept, settings.data)
    names = [name for name in (left, right) if name is not None]
    return _done(PeeldiffApp(settings, names, memory=last, remember_in=kept))


def review(
    settings: Settings, files: Sequence[str], folder: Path, *, force: str | None = None, cycle: str | None = None
) -> int:
    """Open the review of files to import into the dataset in `folder`, and return the exit code.

    `force` and `cycle` are what was said of the files, loosely. Raises UsageError without a terminal,
    ReportError in the end where a file could not be read, and what loading and finding raise.
    """
    _get_ready("add --yes to write without looking")
    from peeldiff.app import memory
    from peeldiff.app.review.review_session import Request
    from peeldiff.app.review_app import ReviewApp
    from peeldiff.errors import ReportError

    kept = memory.file()
    request = Request(files, folder, force, cycle)
    app = ReviewApp(settings, request, memory=memory.recall(kept, settings.data), remember_in=kept)
    code = _done(app)
    if app.failures and code in (0, 2):
        raise ReportError(*app.failures)
    return code


_INTERRUPTED = 130
"""The exit code of an app that was left by nobody: it was interrupted before it could hear that itself."""


def _done(app: PeeldiffApp) -> int:
    """Run an app to its end, and return the exit code. Raises what it could not do."""
    try:
        app.run(mouse=app.settings.mouse)
    finally:
        if app.session is not None:
            app.session.end()
    if app.failure is not None:
        raise app.failure
    return _INTERRUPTED if app.return_code is None else app.return_code


def _get_ready(instead: str) -> None:
    """Refuse to draw where nobody can see or press anything, saying what to do instead; set what is read at import."""
    from peeldiff.errors import UsageError

    streams = (sys.stdin, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise UsageError(f"this is not a terminal: {instead}")
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError(f'TERM is "{os.environ.get("TERM", "")}", which cannot show the interface: {instead}')
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # One pair is soon compared, and a session leaves the other cores of a shared machine alone.
    engine.ready(threads=1)
    engine.keep_small()
