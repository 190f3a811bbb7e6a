"""What programs in a terminal are measured against, and what a process holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        yield OptionList(*(f"option {number}" for number in range(200)))
        yield Footer()
Bare().run()
"""
"""A Textual app that has next to nothing of its own."""


@dataclass(frozen=True)
class Memory:
    """What one process holds."""

    resident: float
    """MiB."""
    proportional: float
    """MiB, where what several processes share counts in part."""
    threads: int


def memory_of(pid: int) -> Memory:
    """Return what a process holds now. Linux only."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")

    def number(name: str, text: str) -> int:
        found = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
        assert found is not None
        return int(found[1])

    return Memory(number("VmRSS", status) / 1024, number("Pss", rollup) / 1024, number("Threads", status))
