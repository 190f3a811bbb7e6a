"""How soon a terminal program stands on the screen and what it holds: `python tests/benchmarks/interface.py`.

Prints a Markdown table: peeldiff at its comparison, the country and a force, beside a bare Textual app and
whichever of the peers are installed. Each is started in a terminal of 80 by 24 and timed from outside, in turns;
the median counts, and ratios, since machines differ. The first start, which finds nothing compiled, has a row.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from measured import BARE, memory_of  # noqa: E402  (it lies beside this)

from pty_driver import DOWN, Terminal  # noqa: E402  (it lies beside the tests)

PAGE_DOWN = "\x1b[6~"
KEYS = 7
"""So often a cursor key is pressed; the median counts."""
REST = 0.7
"""Seconds after an end: what a large program takes to be gone must not count for the next."""

PEERS = {
    "visidata": ["vd", str(ROOT / "data" / "judgments.csv")],
    "toolong": ["tl", str(ROOT / "data" / "judgments.csv")],
    "harlequin": ["harlequin"],
    "posting": ["posting"],
}
PAIR = ["northamptonshire:2017", "northamptonshire:2021-22"]
FINISHED = {PAIR[1]: "Requires", "northamptonshire": "Effectiveness", "peeldiff": "Avon"}
"""What a finished screen has, by a word of the command, the first that fits; other programs fall quiet."""
_ESCAPE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x20\x7f]", re.DOTALL
)


@dataclass
class Timed:
    """What some starts of one program took."""

    content: list[float] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)
    resident: float = 0
    proportional: float = 0
    threads: int = 0
    painted: int = 0
    key: int = 0
    page: int = 0

    @property
    def first_ms(self) -> float:
        """The median start to the first content, in milliseconds."""
        return statistics.median(self.content) * 1000

    @property
    def finished_ms(self) -> float:
        """The median start to the finished screen, in milliseconds."""
        return statistics.median(self.finished) * 1000

    def row(self, name: str, base: Timed) -> str:
        """Return it as a row of the table, against a base."""
        content, finished = statistics.median(self.content), statistics.median(self.finished)
        against = (content / statistics.median(base.content), finished / statistics.median(base.finished))
        memory = f"{self.resident:.0f} | {self.proportional:.0f} | {self.threads}"
        times = f"{content * 1000:.0f} | {against[0]:.2f} | {finished * 1000:.0f} | {against[1]:.2f}"
        return f"| {name} | {times} | {memory} | {self.painted:,} | {self.key:,} |"


def start(command: Sequence[str], env: Mapping[str, str], timed: Timed, *, keys: bool = True) -> bool:
    """Start a program, wait until its screen stands, press keys if asked to, and end it; tell whether it stood."""
    terminal = Terminal(command, env)
    content = 0.0
    awaited = next((text.encode() for name, text in FINISHED.items() if name in command), b"")
    while terminal.read(10.0 if awaited not in terminal.seen or not content else 0.2):
        if not content and _ESCAPE.sub(b"", terminal.seen):
            content = terminal.last
    if not content or terminal.process.poll() is not None:
        terminal.cut()
        return False
    timed.content.append(content - terminal.started)
    timed.finished.append(terminal.last - terminal.started)
    timed.painted = len(terminal.seen)
    held = memory_of(terminal.process.pid)
    timed.resident, timed.proportional, timed.threads = held.resident, held.proportional, held.threads
    if keys:
        timed.key = int(statistics.median(_answer(terminal, DOWN) for _ in range(KEYS)))
        timed.page = _answer(terminal, PAGE_DOWN)
    terminal.cut()
    time.sleep(REST)
    return True


def _answer(terminal: Terminal, key: str) -> int:
    """Press a key and return how many bytes come back."""
    terminal.send(key)
    return terminal.quiet(0.2)


def found_programs() -> dict[str, list[str]]:
    """Return the commands of peeldiff, of the bare app, and of those peers that are installed, by name."""
    python, peeldiff = sys.executable, [sys.executable, "-m", "peeldiff"]
    return {
        "bare Textual": [python, "-c", BARE],
        "peeldiff, a comparison": [*peeldiff, *PAIR],
        "peeldiff, the country": peeldiff,
        "peeldiff, a force": [*peeldiff, "northamptonshire"],
        **{name: command for name, command in PEERS.items() if shutil.which(command[0])},
    }


def surroundings(home: Path) -> dict[str, str]:
    """Return variables of a terminal of 256 colours, with a home and compiled modules of its own."""
    for name in ("PYTHONDONTWRITEBYTECODE", "COLORTERM"):
        os.environ.pop(name, None)
    return {
        "HOME": str(home),
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT / "tui"),
        "PYTHONPYCACHEPREFIX": str(home / "pyc"),
    }


def main() -> None:
    """Run everything."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--repeat", type=int, default=7)
    asked.add_argument("--only", default="", help="only programs whose name has this expression, beside the bare app")
    given = asked.parse_args()
    repeat, only = given.repeat, given.only
    programs = found_programs()
    timed = {name: Timed() for name in programs if name == "bare Textual" or re.search(only, name)}
    with tempfile.TemporaryDirectory() as home:
        env = surroundings(Path(home))
        first = Timed()
        start(programs["peeldiff, the country"], env, Timed())  # compiles the modules
        shutil.rmtree(f"{home}/.cache", ignore_errors=True)
        start(programs["peeldiff, a comparison"], env, first)
        for turn in range(repeat + 1):
            for name in timed:
                start(programs[name], env, timed[name] if turn else Timed())
    timed = {name: found for name, found in timed.items() if found.content}
    base = timed["bare Textual"]
    print("| start, 80x24 | first content, ms | x | finished, ms | x | MiB | PSS | threads | bytes | bytes a key |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, found in {**timed, "peeldiff, a comparison, nothing compiled": first}.items():
        print(found.row(name, base))


if __name__ == "__main__":
    main()
