"""Work in a process of its own: its end is ours, and being killed is one line and exit code 2."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGUN = """
import os, signal, sys
from peeldiff.cli.own_process import carry_on_in_own_process
from peeldiff.errors import PeeldiffError
mine = os.getpid()
try:
    carry_on_in_own_process("homes.csv")
except PeeldiffError as error:
    sys.exit(f"{type(error).__name__}: {error}")
assert os.getppid() == mine
os.write(2, b"words of a library")
"""


@pytest.mark.parametrize(
    ("rest", "code", "out", "err"),
    [
        ("print('done')", 0, "done\n", ""),
        ("print('a change'); sys.exit(1)", 1, "a change\n", ""),
        ("sys.stderr.buffer.write(b'ours'); sys.stderr.flush(); sys.exit(130)", 130, "", "ours"),
        ("os.kill(os.getpid(), signal.SIGKILL)", 1, "", "WorkEndedError: homes.csv: there is not enough memory"),
        ("os.abort()", 1, "", "WorkEndedError: homes.csv: there is not enough memory for this (SIGABRT)"),
        ("os.kill(os.getpid(), signal.SIGBUS)", 1, "", "WorkEndedError: homes.csv: ended by SIGBUS before it"),
        ("os.kill(mine, signal.SIGTERM); signal.pause()", 1, "", "WorkEndedError: homes.csv: ended by SIGTERM"),
    ],
)
def test_how_it_ends(rest: str, code: int, out: str, err: str) -> None:
    done = subprocess.run([sys.executable, "-c", BEGUN + rest], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (code, out)
    assert done.stderr.startswith(err)
    assert len(done.stderr.splitlines()) == bool(err)


def test_it_goes_on_here_where_polars_was_imported() -> None:
    code = BEGUN.replace("mine = os.getpid()", "mine = os.getppid(); sys.modules['polars'] = None") + "print('here')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "here\n", "words of a library")
