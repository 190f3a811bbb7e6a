"""Runs peeldiff as a process, as a script would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def peeldiff(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, given: bytes = b""
) -> Result:
    """Run it with pipes for all three streams; the surroundings are the test's own."""
    command = [sys.executable, "-m", "peeldiff", *arguments]
    done = subprocess.run(command, cwd=cwd, env=env, input=given, capture_output=True, timeout=120, check=False)
    return Result(done.returncode, done.stdout, done.stderr.decode("utf-8"))
