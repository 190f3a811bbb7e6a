"""What a session costs a shared server and a slow line, beside a bare Textual app in the same run.

    python tests/benchmarks/shared_server.py [--sessions 20] [--idle 60] [--also PYTHON …]

Prints a Markdown table: time until the content stands on the screen (the median of several starts),
bytes until the screen is still and per cursor key, memory and threads after the first screen, and
processor time and bytes of a session in which nothing is pressed; then the same memory of many
sessions side by side. `--also` names interpreters in whose environments other terminal programs are
looked for; each shows a small table, log or list of its own kind. Everything is 80 by 24 with 256
colours. Times of different machines or days say nothing: compare within one run. Linux only: it
reads /proc.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parents[1]))

from measured import BARE, memory_of

from pty_driver import DOWN, UP, Terminal

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
JUDGMENTS = Path(__file__).parents[2] / "data" / "judgments.csv"
STARTS = 7
VERSION = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
INSIDE = [*([DOWN] * 4), *([UP] * 4)] * 2
SCROLLING = [DOWN] * 24
HOME, TAB = "\x1b[H", "\t"


@dataclass(frozen=True)
class Program:
    """A program, the text by which its content is known, and the keys that bring the cursor there."""

    name: str
    command: tuple[str, ...]
    shown: str
    before: str = ""


def ours() -> Iterator[Program]:
    """Yield the bare app and peeldiff, in this environment."""
    yield Program(f"bare Textual app {version(sys.executable, 'textual')}", (sys.executable, "-c", BARE), "option 12")
    named = f"peeldiff {version(sys.executable, 'peeldiff')}"
    yield Program(named, (sys.executable, "-m", "peeldiff", *PAIR), "1 of ")
    yield Program(f"{named}, all forces", (sys.executable, "-m", "peeldiff"), "help")


def peers(pythons: Iterable[str], home: Path) -> Iterator[Program]:
    """Yield what is installed beside the interpreters: a table, a log, an editor of queries, one of requests."""
    requests = home / "requests"
    requests.mkdir()
    for number in range(60):
        text = f"name: request {number:02}\nmethod: GET\nurl: http://127.0.0.1/\n"
        (requests / f"request-{number:02}.posting.yaml").write_text(text)
    known = (
        ("visidata", "vd", (str(JUDGMENTS),), "avon-and-somerset", ""),
        ("toolong", "tl", (str(JUDGMENTS),), "wiltshire", HOME),
        ("harlequin", "harlequin", ("--locale", "C"), "Connected", ""),
        ("posting", "posting", ("--collection", str(requests)), "request 05", TAB * 2),
    )
    for python in pythons:
        for package, program, arguments, shown, before in known:
            found = Path(python).parent / program
            if found.exists():
                yield Program(f"{package} {version(python, package)}", (str(found), *arguments), shown, before)


def version(python: str, package: str) -> str:
    """Return the version of a package that an interpreter has."""
    return subprocess.run([python, "-c", VERSION, package], capture_output=True, text=True, check=True).stdout.strip()


def processor(pid: int) -> float:
    """Return the processor time used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opened(program: Program) -> tuple[Terminal, float]:
    """Open a program; return it with its first screen still, and the seconds until its content stood there."""
    terminal = Terminal(program.command, {"TERM": "xterm-256color", "COLORTERM": ""})
    shown = terminal.wait_for(program.shown)
    took = time.monotonic() - terminal.started
    if not shown:
        terminal.cut()
        raise SystemExit(f"{program.name} does not show {program.shown!r}: {terminal.seen[-500:]!r}")
    terminal.quiet()
    return terminal, took


def pressed(terminal: Terminal, key: str) -> int:
    """Press a key and return how many bytes answer it."""
    terminal.send(key)
    return terminal.quiet(0.12, longest=2)


def one(program: Program, idle: float) -> list[str]:
    """Measure one session and return its cells."""
    took = []
    for _ in range(STARTS):
        terminal, seconds = opened(program)
        took.append(seconds)
        terminal.cut()
    terminal, _ = opened(program)
    pid = terminal.process.pid
    start, held = len(terminal.seen), memory_of(pid)
    if program.before:
        pressed(terminal, program.before)
        terminal.quiet(1)
    inside, scrolling = ([pressed(terminal, key) for key in keys] for keys in (INSIDE, SCROLLING))
    before, used, began = len(terminal.seen), processor(pid), time.monotonic()
    while time.monotonic() - began < idle:
        terminal.read(1)
    share = (processor(pid) - used) / (time.monotonic() - began)
    sent = (len(terminal.seen) - before) / idle
    terminal.cut()
    return [
        *(f"{1000 * median(took):.0f}", f"{start:,}", f"{mean(inside):,.0f}", f"{mean(scrolling[8:]):,.0f}"),
        *(f"{held.resident:.0f}", f"{held.proportional:.0f}", f"{held.threads}", f"{share:.2%}", f"{sent:.0f}"),
    ]


def many(program: Program, count: int) -> list[str]:
    """Measure sessions side by side and return what each holds on average."""
    terminals = [opened(program)[0] for _ in range(count)]
    held = [memory_of(terminal.process.pid) for terminal in terminals]
    for terminal in terminals:
        terminal.cut()
    return [f"{sum(c.proportional for c in held) / count:.1f}", f"{sum(c.resident for c in held) / count:.0f}"]


def row(*cells: str) -> None:
    """Print a row of a table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure everything."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--idle", type=float, default=60, help="seconds in which nothing is pressed")
    asked.add_argument("--also", nargs="*", default=[], metavar="PYTHON", help="other environments to look in")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "LC_ALL": "C.UTF-8"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        mine, others = list(ours()), list(peers(given.also, Path(home)))
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        times, bytes_, memory = ("content, ms",), ("B to start", "B a key", "B a scroll"), ("MiB", "PSS", "threads")
        row("program", *times, *bytes_, *memory, "idle CPU", "idle B/s")
        row("---", *["---:"] * 9)
        for program in (*mine, *others):
            row(program.name, *one(program, given.idle))
        print()
        row(f"{given.sessions} sessions side by side", "MiB PSS each", "MiB each")
        row("---", "---:", "---:")
        for program in (mine[0], mine[1], *others):
            row(program.name, *many(program, given.sessions))
        print(f"\nload at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
