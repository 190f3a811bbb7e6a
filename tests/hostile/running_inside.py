"""Runs peeldiff in this process: as a script would see it, a hundred times faster."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from peeldiff.cli import main, streams
from peeldiff.files import confinement
from running import Result


@contextmanager
def surroundings(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables for a while; whatever else changes in them meanwhile is taken back too."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


class _NoInterface:
    """Stands where the terminal interface would open."""

    def open(self, *_: object, **__: object) -> int:
        return 0

    def review(self, *_: object, **__: object) -> int:
        return 0


def inside(*arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """Run the scripted mode with these arguments; what argparse prints and exits for counts as it does outside."""
    here = Path.cwd()
    streams_before = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(given), "utf-8"), out, err
    try:
        with surroundings(env or {}):
            code = main(cast(Sequence[str], arguments), _NoInterface())
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams_before
        streams.redact_with(lambda line, _: line)
        confinement._bounds, sys.dont_write_bytecode = None, False
        os.chdir(here)
        out.flush()
        err.flush()
    return Result(code, _bytes(out), _bytes(err).decode("utf-8"))


def _bytes(stream: io.TextIOWrapper) -> bytes:
    return cast(io.BytesIO, stream.buffer).getvalue()
