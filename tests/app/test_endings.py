"""A session whose terminal is gone ends, whether or not anybody tells it."""

from __future__ import annotations

import signal
import sys

import pytest

from pty_driver import Terminal


@pytest.mark.parametrize("controls", [True, False], ids=["told by SIGHUP", "told by nobody"])
def test_it_ends_with_its_terminal(controls: bool) -> None:
    """As under nohup, SIGHUP is ignored; a terminal that does not control the program sends none."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        terminal = Terminal(
            [sys.executable, "-m", "peeldiff", "northamptonshire:2017", "northamptonshire:2021-22"], controls=controls
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    assert terminal.wait_for("help")
    terminal.quiet()
    terminal.close()
    try:
        assert terminal.process.wait(10) == 128 + signal.SIGHUP
    finally:
        terminal.cut()
