"""How fast peeldiff is beside what else there is: `python tests/benchmarks/run.py [--rows N …] [--also PYTHON …]`.

Prints Markdown tables: starting up, and the whole country at several sizes, from CSV and Parquet. A
contestant is run by the first of the interpreters that has its packages (`--also` names more of
them, since some cannot be installed together) and skipped, with a word, where none has. Each is a
whole process, timed from start to exit, one at a time and in turns; the median counts, and ratios,
since machines differ. Every contestant's counts are checked against the truth of the seeded data.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contestants import CONTESTANTS, GRADES

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
CHANGES = "improved,declined,left-only,right-only"
WORDS = {"right-only": "added", "left-only": "removed", "improved": "changed", "declined": "changed"}
LEAN = """
import polars as pl
names = ("judgments", "findings", "figures", "stated-changes")
tables = [pl.read_csv(f"{folder}/{name}.csv", infer_schema=False) for name in names]
sides = [[one.filter(force="northamptonshire") for one in tables], [one.filter(force="kent") for one in tables]]
left, right = (side[0].filter(cycle="2017") for side in sides)
print(left.join(right, on="item", how="full", coalesce=True).write_json())
"""


@dataclass
class Timed:
    """What some runs of one command took."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """What the runs took of the cores: on a busy machine the steadier figure."""
    peak: float = 0
    """The most memory that one run had resident, in MiB."""
    verdict: str = ""

    @property
    def median(self) -> float:
        """The median of the runs, in seconds."""
        return statistics.median(self.seconds)

    @property
    def cpu_median(self) -> float:
        """The median of what the runs took of the cores, in seconds."""
        return statistics.median(self.cpu)

    @property
    def remark(self) -> str:
        """What went wrong, to be put behind the figures; empty where nothing did."""
        return f", {self.verdict}" if self.verdict else ""


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which compiled modules are kept, as those of an installed package are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPATH": str(ROOT / "tui"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "LC_ALL": "C.UTF-8",
    }


def once(command: list[str], folder: Path, timed: Timed) -> str:
    """Run a command, note its time and memory and return what it printed; "" and a verdict where it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=surroundings(folder))
        _, status, used = os.wait4(process.pid, 0)
        timed.seconds.append(time.perf_counter() - began)
        timed.cpu.append(used.ru_utime + used.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        timed.peak = max(timed.peak, used.ru_maxrss / 1024)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            last = err.read().decode("utf-8", "replace").strip().splitlines()
            timed.verdict = f"failed: {last[-1] if last else process.returncode}"
            return ""
        return out.read().decode("utf-8")


def in_turns(commands: dict[str, list[str]], folder: Path, repeat: int) -> dict[str, Timed]:
    """Run commands one at a time, in turns, after one round that is not counted."""
    timed = {name: Timed() for name in commands}
    for turn in range(repeat + 1):
        for name, command in commands.items():
            once(command, folder, timed[name] if turn else Timed())
    return timed


def commands_to_start() -> dict[str, list[str]]:
    """Return the commands whose start is timed, and what they are set against, by name."""
    python = sys.executable
    peeldiff = [python, "-m", "peeldiff"]
    force, cycles, as_json = ["show", "northamptonshire"], ["country", "2016", "2017"], ["--format", "json"]
    return {
        "python, argparse imported": [python, "-I", "-c", "import argparse"],
        "peeldiff --help": [*peeldiff, "--help"],
        "peeldiff --version": [*peeldiff, "--version"],
        "lean script: polars, four tables, one join": [python, "-c", f"folder = {str(ROOT / 'data')!r}\n{LEAN}"],
        "peeldiff diff, JSON": [*peeldiff, "diff", "northamptonshire:2017", "kent:2017", *as_json],
        "peeldiff show, JSON": [*peeldiff, *force, *as_json],
        "peeldiff show, text": [*peeldiff, *force],
        "peeldiff country, JSON": [*peeldiff, *cycles, *as_json],
        "peeldiff country, text": [*peeldiff, *cycles],
    }


def starting(folder: Path, repeat: int) -> None:
    """Print how long starting and one comparison take."""
    commands = commands_to_start()
    against = dict.fromkeys(commands, "python, argparse imported") | {
        "lean script: polars, four tables, one join": "lean script: polars, four tables, one join",
        "peeldiff diff, JSON": "lean script: polars, four tables, one join",
        **{f"peeldiff {name}": f"peeldiff {name.split(',')[0]}, JSON" for name in ("show, JSON", "show, text")},
        **{f"peeldiff {name}": f"peeldiff {name.split(',')[0]}, JSON" for name in ("country, JSON", "country, text")},
    }
    timed = in_turns(commands, folder, repeat)
    print("\n| start | ms | x | against | peak MiB |\n|---|--:|--:|---|--:|")
    for name, found in timed.items():
        base = against[name]
        figures = f"{found.median * 1000:.0f} | {found.median / timed[base].median:.2f} | {base} | {found.peak:.0f}"
        print(f"| {name} | {found.verdict or figures} |")


def interpreters(also: list[str]) -> dict[str, str]:
    """Return which interpreter runs each contestant, and say which none can run."""
    found: dict[str, str] = {}
    for name, contestant in CONTESTANTS.items():
        wanted = f"import {', '.join(contestant.needs)}"
        for python in (sys.executable, *also):
            if subprocess.run([python, "-c", wanted], capture_output=True, check=False).returncode == 0:
                found[name] = python
                break
        else:
            print(f"- {name} is skipped: {', '.join(contestant.needs)} not installed")
    return found


def versions(pythons: dict[str, str]) -> None:
    """Print the machine, its load and the version of every package."""
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"- {os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}, load {load}")
    code = "import sys, importlib.metadata as m; print(*(f'{p} {m.version(p)}' for p in sys.argv[1:]), sep=', ')"
    for name, python in pythons.items():
        packages = [package.replace("_", "-") for package in CONTESTANTS[name].needs]
        shown = subprocess.run([python, "-c", code, *packages], capture_output=True, text=True, check=False)
        print(f"- {name}: {shown.stdout.strip()}")


def command(name: str, python: str, files: tuple[str, str, str]) -> list[str]:
    """Return what runs a contestant on two files."""
    if not name.startswith("peeldiff"):
        return [python, str(HERE / "contestants.py"), name, *files]
    asked = ["--summary", "--format", "json"] if name.endswith("counts") else ["--only", CHANGES, "-o", files[2]]
    sides = ["--data", files[0], "--data", files[1]]
    return [python, "-m", "peeldiff", "country", *sides, "--scale", ",".join(GRADES), *asked]


def counts(name: str, printed: str, listed: str) -> dict[str, int]:
    """Return what a contestant found: what it printed, or the list that peeldiff wrote."""
    if not name.startswith("peeldiff"):
        return dict(json.loads(printed))
    if name.endswith("counts"):
        summary = json.loads(printed)["summary"]
        return {word: summary[word] for word in ("added", "removed", "changed")}
    with Path(listed).open(encoding="utf-8", newline="") as stream:
        return Counter(WORDS[row["kind"]] for row in csv.DictReader(stream))


def contest(
    folder: Path,
    rows: int,
    ending: str,
    pythons: Mapping[str, str],
    repeat: int,
    truth: dict[str, int],
    once_only: Collection[str] = (),
) -> dict[str, Timed]:
    """Let each contestant compare the whole country at one size, and return what they took, the quickest first."""
    files = (str(folder / f"left.{ending}"), str(folder / f"right.{ending}"), str(folder / "changes.csv"))
    able = {
        name: Timed()
        for name, one in CONTESTANTS.items()
        if name in pythons and ending in one.formats and rows <= one.most
    }
    for turn in range(repeat):
        for name, timed in able.items():
            if turn and (name in once_only or timed.verdict.startswith("failed") or timed.median > 10):
                continue
            printed = once(command(name, pythons[name], files), folder, timed)
            if not timed.verdict and printed + files[2]:
                right = counts(name, printed, files[2]) == truth
                timed.verdict = "" if right else "other counts"
    return dict(sorted(able.items(), key=lambda pair: pair[1].median))


def country(folder: Path, rows: int, ending: str, pythons: dict[str, str], repeat: int, truth: dict[str, int]) -> None:
    """Print how long each contestant takes for the whole country at one size."""
    able = contest(folder, rows, ending, pythons, repeat, truth)
    against = "duckdb" if "duckdb" in able else "polars-emit"
    base = able[against].median
    print(
        f"\n| {rows:,} rows a side, {ending} | s | x {against} | CPU s | peak MiB | counts |\n|---|--:|--:|--:|--:|---|"
    )
    for name, one in able.items():
        took = f"{one.median:.2f} | {one.median / base:.2f} | {one.cpu_median:.2f} | {one.peak:.0f}"
        print(f"| {name} | {took} | {one.verdict or 'right'} |")
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"\nLoad {load}.", flush=True)


def main() -> None:
    """Run everything."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 5_000_000])
    asked.add_argument("--repeat", type=int, default=5)
    asked.add_argument("--also", nargs="*", default=[], metavar="PYTHON", help="more interpreters to look in")
    asked.add_argument("--folder", type=Path, help="where the data goes; a temporary folder without it")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        pythons = interpreters(given.also)
        versions(pythons)
        starting(folder, max(given.repeat, 7))
        for rows in given.rows:
            # In a process of its own: what this one has held would count as the memory of those it starts.
            made = [sys.executable, str(HERE / "tables.py"), str(folder / str(rows)), str(rows)]
            truth = json.loads(subprocess.run(made, capture_output=True, check=True).stdout)
            for ending in ("csv", "parquet"):
                country(folder / str(rows), rows, ending, pythons, given.repeat, truth)


if __name__ == "__main__":
    main()
