"""Runs peeldiff as a script would see it: in this process, which costs a tenth, or in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from peeldiff.cli import main, streams
from peeldiff.files import confinement


@dataclass(frozen=True)
class Result:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def process(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, given: bytes = b""
) -> Result:
    """Run it with pipes for all three streams; `env` is all that it finds, or else the test's own surroundings."""
    command = [sys.executable, "-m", "peeldiff", *arguments]
    # Not what the C library has: readline, which pytest loads, puts COLUMNS of its own there.
    surrounding = dict(os.environ) if env is None else env
    done = subprocess.run(command, cwd=cwd, env=surrounding, input=given, capture_output=True, timeout=120, check=False)
    return Result(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def peeldiff(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, given: bytes = b""
) -> Result:
    """Run the scripted mode inside this process; in one of its own where surroundings are given."""
    if env is not None:
        return process(*arguments, cwd=cwd, env=env, given=given)
    with contextlib.chdir(cwd) if cwd else contextlib.nullcontext():
        return inside(*arguments, given=given)


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


def _bytes(stream: io.TextIOWrapper) -> bytes:
    return cast(io.BytesIO, stream.buffer).getvalue()
