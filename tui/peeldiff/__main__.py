"""Starts peeldiff: the scripted mode, which may hand over to the terminal interface."""

# ruff: noqa: E402  (whoever presses Ctrl+C while the rest is imported wants peeldiff gone, and no traceback)

from __future__ import annotations

import os
import signal

_INTERRUPTED = 130


def _leave(*_: object) -> None:
    os._exit(_INTERRUPTED)


def _interrupt(*_: object) -> None:
    """Let what is at work clean up behind itself; code that swallows it is not asked twice."""
    _interrupts.append(_INTERRUPTED)
    raise KeyboardInterrupt


_interrupts: list[int] = []
_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _heeded:  # not where whoever started it has it ignored
    signal.signal(signal.SIGINT, _leave)

import contextlib
import gc
import sys

from peeldiff.cli import main as run
from peeldiff.cli import streams
from peeldiff.late_methods import make_methods_late

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peeldiff.settings import Settings


class _Interface:
    """The terminal interface, imported only when it is opened."""

    def open(self, settings: Settings, left: str | None, right: str | None, *, fresh: bool) -> int:
        from peeldiff import app

        _leave_interrupts_to_the_loop()  # garbage is collected once the first screen stands
        return app.run(settings, left, right, fresh=fresh)

    def review(
        self, settings: Settings, files: Sequence[str], folder: Path, *, force: str | None, cycle: str | None
    ) -> int:
        from peeldiff import app

        gc.enable()
        _leave_interrupts_to_the_loop()
        return app.review(settings, files, folder, force=force, cycle=cycle)


def _leave_interrupts_to_the_loop() -> None:
    """A loop handles Ctrl+C itself where the handler is Python's own."""
    if _heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave_out_warnings() -> None:
    """Let libraries warn whoever asks for it (`python -W`), and nobody else: their words name their own files."""
    if not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")


def _open_closed_streams() -> None:
    """Put nothing in place of a stream that was closed before the start; without standard output end with 2."""
    lost = sys.stdout is None
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123  (it stays open)
    if lost:
        sys.stderr.write("peeldiff: error: standard output is closed: there is nowhere to write to\n")
        sys.stderr.flush()
        os._exit(2)


def main() -> None:
    """Run and exit.

    A script is over before collecting garbage pays, and taking polars down takes as long as a
    comparison: once everything is written the process ends at once.
    """
    try:
        if _heeded:
            signal.signal(signal.SIGINT, _interrupt)
            sys.unraisablehook = _pass_over_interrupts
        gc.disable()
        _leave_out_warnings()
        _open_closed_streams()
        # Who only asks for help needs no dataclass, which takes long to import.
        if not {"--help", "-h", "--version"}.intersection(sys.argv):
            make_methods_late()
        code = _run()
        if _heeded:
            signal.signal(signal.SIGINT, _leave)
    except KeyboardInterrupt:
        _leave()
    else:
        os._exit(_flushed(_INTERRUPTED if _interrupts else code))


def _pass_over_interrupts(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of Ctrl+C where Python cannot raise it, such as in a callback; `main` remembers it."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)


def _run() -> int:
    try:
        return run(sys.argv[1:], _Interface())
    except SystemExit as leaving:  # argparse has printed what was asked for
        return leaving.code if isinstance(leaving.code, int) else 0


def _flushed(code: int) -> int:
    """Bring to its place what is still held back, and return the exit code: 2 where there is no room for it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # whoever read has read enough
    except OSError as error:
        if code != streams.Exit.TROUBLE:  # else it has been said
            streams.message(f"peeldiff: error: standard output: {(error.strerror or str(error)).lower()}")
        code = streams.Exit.TROUBLE
    with contextlib.suppress(OSError):  # a terminal that is gone takes nothing any more
        sys.stderr.flush()
    return code


if __name__ == "__main__":
    main()
