"""Whether the country of 50,000 bodies keeps up with a key held down, beside a bare Textual table of as many rows.

    python tests/benchmarks/keys_at_size.py [--bodies 50000] [--keys 60] [--rate 30]

Prints a Markdown table: start to the finished screen, the time from a key to the last byte that it
causes and how many bytes those are (inside a page, and a page down or up), and how long after the last of
many keys, sent as fast as a keyboard repeats, the last byte comes. The shipped dataset stands beside,
so that size alone can be seen. Linux only.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from pty_driver import DOWN, Terminal

DATA = Path(__file__).parents[2] / "data"
PAGES = ("\x1b[6~", "\x1b[5~")
"""A page down and one up again."""
TABLE = """
import sys
from textual.app import App
from textual.widgets import DataTable, Footer, Header
class Bare(App):
    def compose(self):
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("force", *(f"cycle {number}" for number in range(6)))
        table.add_rows([f"body {number}", *["good"] * 6] for number in range(int(sys.argv[1])))
        table.focus()
Bare().run()
"""
MAKE = """
import sys
import polars as pl
source, folder, bodies = sys.argv[1], sys.argv[2], int(sys.argv[3])
forces = pl.read_csv(f"{source}/forces.csv", infer_schema=False)
judgments = pl.read_csv(f"{source}/judgments.csv", infer_schema=False)
judgments = judgments.filter(pl.col("level") == "pillar", pl.col("cycle").is_in(["2016", "2017"]))
numbers = pl.DataFrame({"copy": range(-(-bodies // forces.height))})
copies = numbers.join(forces, how="cross").head(bodies)
def named(name, sign):
    return pl.when(pl.col("copy") == 0).then(name).otherwise(pl.format("{}" + sign + "{}", name, "copy"))
copied = copies.with_columns(new=named("force", "-"), name=named("name", " "), aliases=pl.lit(None, pl.String))
copied.select("new", *forces.columns[1:]).rename({"new": "force"}).write_parquet(f"{folder}/forces.parquet")
held = judgments.join(copied.select("force", "new"), on="force").with_columns(force="new").select(judgments.columns)
held.write_parquet(f"{folder}/judgments.parquet")
print(f"{copied.height:,} bodies, {held.height:,} judgments")
"""


def dataset(folder: Path, bodies: int) -> str:
    """Write a dataset of so many bodies, the shipped forces and their pillars of two cycles over and over."""
    folder.mkdir()
    for name in ("dataset.toml", "topics.toml"):
        shutil.copy(DATA / name, folder)
    shutil.copytree(DATA / "cycles", folder / "cycles")
    made = [sys.executable, "-c", MAKE, str(DATA), str(folder), str(bodies)]
    return subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()


def answer(terminal: Terminal, keys: str, *, still: float = 0.6) -> tuple[float, int]:
    """Send keys; return the seconds to the last byte that they cause, and how many bytes come."""
    before, sent = len(terminal.seen), time.monotonic()
    terminal.send(keys)
    while terminal.read(still):
        pass
    return max(0, terminal.last - sent), len(terminal.seen) - before


def held(terminal: Terminal, keys: int, rate: float) -> float:
    """Send a key as a keyboard repeats it; return the seconds from the last one to the last byte."""
    for turn in range(keys):
        due = time.monotonic() + 1 / rate
        terminal.send(DOWN)
        while (left := due - time.monotonic()) > 0 and turn + 1 < keys:
            terminal.read(left)
    return answer(terminal, "")[0]


def measured(name: str, command: list[str], shown: str, keys: int, rate: float) -> str:
    """Return the line of the table for one program."""
    terminal = Terminal(command, {"TERM": "xterm-256color", "COLORTERM": ""})
    assert terminal.wait_for(shown, 120), terminal.seen[-500:]
    terminal.quiet()
    started = terminal.last - terminal.started
    inside = [answer(terminal, DOWN) for _ in range(8)]
    pages = [answer(terminal, key) for key in PAGES * 4]
    late = held(terminal, keys, rate)
    terminal.cut()
    figures = [f"{started:.2f}", f"{median(sample[0] for sample in inside) * 1000:.0f}"]
    figures += [f"{max(sample[0] for sample in inside) * 1000:.0f}", f"{median(sample[1] for sample in inside):.0f}"]
    figures += [f"{median(page[0] for page in pages) * 1000:.0f}", f"{median(page[1] for page in pages):.0f}"]
    return f"| {name} | {' | '.join(figures)} | {late * 1000:.0f} |"


def main() -> None:
    """Measure everything and print it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--bodies", type=int, default=50_000)
    asked.add_argument("--keys", type=int, default=60, help="how many keys are sent while one is held down")
    asked.add_argument("--rate", type=float, default=30, help="how many a second")
    given = asked.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("textual", "polars"))
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"Python {platform.python_version()}, {packages}, {os.cpu_count()} cores, load {load}", flush=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "LC_ALL": "C.UTF-8"}
        for name in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        print(dataset(Path(home, "big"), given.bodies))
        country = [sys.executable, "-m", "peeldiff", "--fresh"]
        programs = {
            "peeldiff, 43 forces": (country, "forces"),
            f"peeldiff, {given.bodies:,} bodies": ([*country, "--data", str(Path(home, "big"))], "forces"),
            "bare table, 43 rows": ([sys.executable, "-c", TABLE, "43"], "body 9"),
            f"bare table, {given.bodies:,} rows": ([sys.executable, "-c", TABLE, str(given.bodies)], "body 9"),
        }
        head = ["", "start s", "key ms", "slowest", "B", "page ms", "B", f"ms behind after {given.keys} keys"]
        print(f"\n| {' | '.join(head)} |\n|---{'|--:' * (len(head) - 1)}|", flush=True)
        for name, (command, shown) in programs.items():
            print(measured(name, command, shown, given.keys, given.rate), flush=True)


if __name__ == "__main__":
    main()
