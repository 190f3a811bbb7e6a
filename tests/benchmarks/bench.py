"""Everything about speed in one table: `python tests/benchmarks/bench.py [--peers FOLDER] [--also PYTHON …]`.

Prints the rows of the README, in about five minutes: the interface beside a bare Textual app and what else is
installed, commands beside the least that could do the same, two large tables beside DuckDB and others. Times are
medians of runs in turns; ratios count, since machines differ. `--peers` is a folder of commands (vd, tl, harlequin,
posting), `--also` names interpreters that have packages which this one lacks. On a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
sys.path[:0] = [str(HERE), str(HERE / "matching"), str(ROOT / "tests"), str(ROOT / "tui")]

import interface  # noqa: E402  (they lie beside this)
import run  # noqa: E402

from pty_driver import Terminal  # noqa: E402

ARGPARSE, LEAN = "python, argparse imported", "lean script: polars, four tables, one join"
COMMANDS = {
    "peeldiff --help": (ARGPARSE, "≤ 2 ×"),
    "peeldiff --version": (ARGPARSE, "≤ 2 ×"),
    "peeldiff diff, JSON": (LEAN, "≤ 1.15 ×"),
    "peeldiff show, text": ("peeldiff show, JSON", "≤ 1.25 ×"),
    "peeldiff country, text": ("peeldiff country, JSON", "≤ 1.25 ×"),
}
SCREENS = {"comparison": "≤ 1.1, 1.2 ×", "country": "≤ 1.1, 1.3 ×", "force": "≤ 1.1, 1.3 ×"}
SESSIONS = 20
LARGE, SLOW = ("peeldiff", "duckdb", "polars-emit"), ("diffly", "pandas", "datacompy", "csv-diff")
"""What is run at every size, and what only at the smaller one."""
FEW, SMALLER, LARGER = 1_000, 1_000_000, 5_000_000
"""The first are compared so that every module is compiled."""


class Row(NamedTuple):
    """A row of the table."""

    what: str
    measured: str
    against: str = ""
    ratio: str = ""
    target: str = ""


def print_rows(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is known."""
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def screens(home: Path, repeat: int) -> Iterator[Row]:
    """Start every interface in turns, and yield what they took."""
    programs, env = interface.found_programs(), interface.surroundings(home)
    timed = {name: interface.Timed() for name in programs}
    comparison = programs["peeldiff, a comparison"]
    installed, cold = interface.Timed(), interface.Timed()
    interface.start(programs["peeldiff, the country"], env, interface.Timed(), keys=False)  # compiles the modules
    for path in home.glob(".cache"):
        subprocess.run(["rm", "-r", str(path)], check=True)
    interface.start(comparison, env, installed, keys=False)
    for turn in range(repeat + 1):
        for name, command in programs.items():
            interface.start(command, env, timed[name] if turn else interface.Timed(), keys=turn == repeat)
    forget_files(home)
    interface.start(comparison, env, cold, keys=False)
    for name in [name for name, found in timed.items() if not found.content]:
        yield Row(name, "its screen did not stand")
        del timed[name]
    base = timed.pop("bare Textual")
    against = f"bare Textual: {base.first_ms:.0f}, {base.finished_ms:.0f} ms; {base.resident:.0f} MiB"
    for name, found in timed.items():
        target = next((words for screen, words in SCREENS.items() if name.endswith(screen)), "")
        yield _start(name, found, base, against, target)
    yield _start("peeldiff, a comparison, the first start after an installation", installed, base, against)
    yield _start("peeldiff, a comparison, nothing of it in memory", cold, base, against)
    for name, found in timed.items():
        if name.startswith("peeldiff"):
            keys = f"{found.key:,} bytes a cursor key, {found.page:,} a page"
            yield Row(
                name, keys, f"bare Textual: {base.key:,}", f"{found.key / max(1, base.key):.2f} ×", "≤ 450, 4,000"
            )
    yield sessions(comparison, env)


def _start(name: str, found: interface.Timed, base: interface.Timed, against: str, target: str = "") -> Row:
    took = f"{found.first_ms:.0f} ms to the first content, {found.finished_ms:.0f} to the finished screen"
    ratio = f"{found.first_ms / base.first_ms:.2f}, {found.finished_ms / base.finished_ms:.2f} ×"
    return Row(name, f"{took}; {found.resident:.0f} MiB, {found.threads} threads", against, ratio, target)


def forget_files(home: Path) -> None:
    """Let the system forget what it holds in memory of the files of a start, as far as nobody uses them."""
    folders = {Path(entry) for entry in sys.path if entry} | {ROOT / "tui", ROOT / "data", home}
    for path in {path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()}:
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def sessions(command: list[str], env: Mapping[str, str]) -> Row:
    """Hold many sessions at once, and return how much memory each has for itself."""
    terminals = [Terminal(command, env) for _ in range(SESSIONS)]
    for terminal in terminals:
        terminal.wait_for("Requires", 60)
    for terminal in terminals:
        terminal.quiet(0.5)
    shares = [Path(f"/proc/{each.process.pid}/smaps_rollup").read_text("utf-8") for each in terminals]
    each = sum(int(re.findall(r"^Pss:\s+(\d+)", share, re.MULTILINE)[0]) for share in shares) / SESSIONS / 1024
    for terminal in terminals:
        terminal.cut()
    return Row(f"{SESSIONS} sessions at once", f"{each:.0f} MiB each (PSS)", "", "", "≤ 38")


def commands(folder: Path, repeat: int) -> Iterator[Row]:
    """Run commands and what they are set against in turns, and yield what they took."""
    timed = run.in_turns(run.commands_to_start(), folder, repeat)
    for name, (against, target) in COMMANDS.items():
        found, base = timed[name].median, timed[against].median
        yield Row(name, f"{found * 1000:.0f} ms", f"{against}: {base * 1000:.0f} ms", f"{found / base:.2f} ×", target)


def matching() -> Iterator[Row]:
    """Yield how long 500 findings a side take."""
    import measure

    yield Row("500 × 500 findings matched", f"{measure.speed()[500]:.0f} ms", "", "", "≤ 50 ms")


def tables(folder: Path, pythons: Mapping[str, str], repeat: int) -> Iterator[Row]:
    """Compare tables of millions of rows, and yield what each contestant took beside DuckDB."""
    for rows in (FEW, SMALLER, LARGER):
        made = [sys.executable, str(HERE / "tables.py"), str(folder), str(rows)]
        truth = json.loads(subprocess.run(made, capture_output=True, check=True).stdout)
        wanted = (*LARGE, *(SLOW if rows < LARGER else ()))
        for ending in ("csv", "parquet"):
            able = {name: pythons[name] for name in wanted if name in pythons}
            found = run.contest(folder, rows, ending, able, repeat, truth, once_only=SLOW)
            if rows == FEW:
                continue
            base = found.get("duckdb")
            for name, timed in found.items():
                took = f"{timed.median:.2f} s, {timed.cpu_median:.1f} of CPU, {timed.peak:,.0f} MiB{timed.remark}"
                against = f"DuckDB: {base.median:.2f} s, {base.peak:,.0f} MiB" if base else ""
                ratio = f"{timed.median / base.median:.2f} ×" if base else ""
                target = "≤ 1.0 ×" if name == "peeldiff" else ""
                yield Row(f"{rows:,} rows a side, {ending}: {name}", took, against, ratio, target)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--screens", action="store_true", help="only the interface")
    asked.add_argument("--peers", type=Path, help="a folder of commands to set beside the interface")
    asked.add_argument("--also", nargs="*", default=[], metavar="PYTHON", help="more interpreters to look in")
    given = asked.parse_args()
    if given.peers:
        os.environ["PATH"] = f"{given.peers.resolve()}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pythons = run.interpreters(given.also)
        run.versions(pythons)
        print(f"\n{' | '.join(('| what', 'measured', 'against', 'ratio', 'target |'))}\n|---|---|---|--:|---|")
        print_rows(screens(folder / "home", given.repeat))
        if given.screens:
            return
        print_rows(commands(folder, given.repeat + 2))
        print_rows(matching())
        print_rows(tables(folder / "tables", pythons, given.repeat))
        print(f"\nLoad at the end: {', '.join(f'{load:.1f}' for load in os.getloadavg())}.")


if __name__ == "__main__":
    main()
