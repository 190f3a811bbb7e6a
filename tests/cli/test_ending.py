"""How a script ends where it is interrupted or its streams take nothing: the right exit code, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from sweeping import sweep

FULL = Path("/dev/full")
AT_IMPORT = """
import os, signal, sys
wanted = sys.argv.pop(1)
class Presses:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Presses())
from peeldiff import __main__ as started
at_end = started._flushed
def presses(code):
    if wanted == "the end":
        os.kill(os.getpid(), signal.SIGINT)
    return at_end(code)
started._flushed = presses
started.main()
"""


@sweep(3, "when", ["argparse", "peeldiff.cli.entry", "peeldiff.settings.layers", "polars", "the end"])
def test_ctrl_c_at_any_time_is_130_without_a_traceback(when: str) -> None:
    asked = ["check"] if when == "polars" else ["list", "topics"]  # what is compiled is listed without polars
    command = [sys.executable, "-c", AT_IMPORT, when, *asked]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_ctrl_c_that_is_ignored_by_whoever_started_it_stays_so() -> None:
    def ignore() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    command = [sys.executable, "-c", AT_IMPORT, "peeldiff.settings.layers", "list", "topics", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=ignore)
    assert (done.returncode, done.stdout[:6]) == (0, b"topic,")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, which Linux has")
@sweep(
    4,
    ("arguments", "unbuffered"),
    list(product([("--version",), ("--help",), ("notes", "list", "--help"), ("list", "topics")], ["", "1"])),
)
def test_a_full_standard_output_is_trouble(arguments: tuple[str, ...], unbuffered: str) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "peeldiff", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"no space left on device" in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, which Linux has")
@sweep(1, "place", ["2>/dev/full", "2>&-", ">/dev/full 2>/dev/full"])
def test_trouble_is_2_where_nobody_can_be_told(place: str) -> None:
    """1 would mean a change."""
    command = f"{sys.executable} -m peeldiff diff a b --exit-code {place}"
    assert subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False).returncode == 2


def test_a_reader_that_has_read_enough_is_no_trouble() -> None:
    command = f"{sys.executable} -m peeldiff --version | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
