"""Starts peeldiff: the scripted mode, which may hand over to the terminal interface."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING

from peeldiff.cli import main as run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peeldiff.settings import Settings


class _Interface:
    """The terminal interface, imported only when it is opened."""

    def open(self, settings: Settings, left: str | None, right: str | None, *, fresh: bool) -> int:
        from peeldiff import app

        gc.enable()
        return app.run(settings, left, right, fresh=fresh)

    def review(
        self, settings: Settings, files: Sequence[str], folder: Path, *, force: str | None, cycle: str | None
    ) -> int:
        from peeldiff import app

        gc.enable()
        return app.review(settings, files, folder, force=force, cycle=cycle)


def _open_closed_streams() -> None:
    """Put nothing in place of a stream that was closed before the start; without standard output end with 2."""
    lost = sys.stdout is None
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    if lost:
        sys.stderr.write("peeldiff: error: standard output is closed: there is nowhere to write to\n")
        sys.stderr.flush()
        os._exit(2)


def main() -> None:
    """Run and exit.

    A script is over before collecting garbage pays, and taking polars down takes as long as a
    comparison: once everything is written the process ends at once.
    """
    gc.disable()
    _open_closed_streams()
    code = run(sys.argv[1:], _Interface())
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # a terminal that is gone takes nothing any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
