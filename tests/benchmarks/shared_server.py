"""What a session costs a shared server and a slow line, beside a bare Textual app in the same run.

    python tests/benchmarks/shared_server.py [--sessions 20] [--idle 60]

Memory and threads after the first screen, of one session and of many side by side; processor time
and bytes of a session in which nothing is pressed; bytes to the first screen and per cursor key.
Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1]))

from pty_driver import DOWN, UP, Terminal

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList
class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        yield OptionList(*(f"option {number}" for number in range(200)))
        yield Footer()
Bare().run()
"""
PROGRAMS = {
    "bare Textual app": ([sys.executable, "-c", BARE], "option 12"),
    "peeldiff": ([sys.executable, "-m", "peeldiff", *PAIR], "1 of "),
    "peeldiff, all forces": ([sys.executable, "-m", "peeldiff"], "help"),
}
INSIDE = [*([DOWN] * 4), *([UP] * 4)] * 2
SCROLLING = [DOWN] * 24


@dataclass(frozen=True)
class Cost:
    """What one process holds."""

    rss: float
    pss: float
    threads: int


def cost(pid: int) -> Cost:
    """Return resident and proportional memory in MiB, and the threads."""
    status = Path(f"/proc/{pid}/status").read_text()
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()

    def number(name: str, text: str) -> int:
        found = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
        assert found is not None
        return int(found[1])

    return Cost(number("VmRSS", status) / 1024, number("Pss", rollup) / 1024, number("Threads", status))


def processor(pid: int) -> float:
    """Return the processor time used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opened(name: str) -> Terminal:
    """Open a program and wait until its first screen is still."""
    command, shown = PROGRAMS[name]
    terminal = Terminal(command, {"TERM": "xterm-256color", "COLORTERM": ""})
    assert terminal.wait_for(shown), terminal.seen[-500:]
    terminal.quiet()
    return terminal


def pressed(terminal: Terminal, key: str) -> int:
    """Press a key and return how many bytes answer it."""
    terminal.send(key)
    return terminal.quiet(0.12)


def one(name: str, idle: float) -> None:
    """Measure one session and print it."""
    opened(name).cut()
    terminal = opened(name)
    start, held = len(terminal.seen), cost(terminal.process.pid)
    inside, scrolling = ([pressed(terminal, key) for key in keys] for keys in (INSIDE, SCROLLING))
    before, used, began = len(terminal.seen), processor(terminal.process.pid), time.monotonic()
    while time.monotonic() - began < idle:
        terminal.read(1)
    share = (processor(terminal.process.pid) - used) / (time.monotonic() - began)
    told = [f"{name:<22}", f"{held.rss:5.0f} MiB resident", f"{held.pss:5.0f} PSS", f"{held.threads:3} threads"]
    told += [f"{start:7,} B to the first screen", f"{mean(inside):6.0f} B a key inside a page"]
    told += [f"{mean(scrolling[8:]):6.0f} B where it scrolls"]
    told += [f"idle {share:.2%} CPU", f"{len(terminal.seen) - before} B"]
    print(", ".join(told), flush=True)
    terminal.cut()


def many(name: str, count: int) -> None:
    """Measure sessions side by side and print what each holds on average."""
    terminals = [opened(name) for _ in range(count)]
    held = [cost(terminal.process.pid) for terminal in terminals]
    print(
        f"{name:<22}, {count} side by side: {sum(c.pss for c in held) / count:.1f} MiB PSS each, "
        f"{sum(c.rss for c in held) / count:.0f} resident, {sum(c.threads for c in held)} threads in all",
        flush=True,
    )
    for terminal in terminals:
        terminal.cut()


def main() -> None:
    """Measure everything."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--idle", type=float, default=60, help="seconds in which nothing is pressed")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "LC_ALL": "C.UTF-8"}
        for name in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        for name in PROGRAMS:
            one(name, given.idle)
        for name in ("bare Textual app", "peeldiff"):
            many(name, given.sessions)


if __name__ == "__main__":
    main()
