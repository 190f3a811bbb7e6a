"""How many writers one folder of notes bears, and what a kill does to it. Prints counts and times.

    PYTHONPATH=tui python tests/benchmarks/notes_writers.py [PROCESSES] [NOTES] [KILLS]

Sixteen processes write 200 notes each into one file, then each into files of four comparisons;
then a writer is killed with SIGKILL at 500 random moments. The file system is that of TMPDIR.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

NOTES_TESTS = Path(__file__).parents[1] / "notes"
sys.path.insert(0, str(NOTES_TESTS))

import many_writers  # noqa: E402  (found by the line above)

ONE = ("kent:2014", "kent:2015")
MANY = [f"{force}:{cycle}" for force in ("kent", "essex", "surrey", "sussex") for cycle in ("2014", "2015")]


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start a process of many_writers."""
    surroundings = {**os.environ, "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, many_writers.__file__, *arguments]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)


def writers(folder: Path, processes: int, each: int, pairs: tuple[str, ...]) -> None:
    """Run writers and print whether every note is there, once."""
    began = time.monotonic()
    running = [start("write", str(folder), f"writer{one}", str(each), *pairs) for one in range(processes)]
    failed = sum(process.wait() != 0 for process in running)
    took = time.monotonic() - began
    there = Counter(many_writers.texts(folder))
    expected = {f"writer{one} {note}" for one in range(processes) for note in range(each)}
    files = [path.stat().st_size for path in folder.glob("*.toml")]
    print(
        f"{processes} processes x {each} notes into {len(files)} file(s): {len(expected & set(there))} of "
        f"{len(expected)} there, {sum(there.values()) - len(expected)} too many, {failed} writers failed, "
        f"{took:.1f} s, {len(expected) / took:.0f} notes/s, largest file {max(files) // 1024} KiB"
    )


def main() -> None:
    """Run all three."""
    processes, each, kills = [int(word) for word in sys.argv[1:]] or (16, 200, 500)
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("one", "many", "killed")]
        for folder in folders:
            folder.mkdir()
        writers(folders[0], processes, each, ONE)
        writers(folders[1], processes, each, tuple(MANY))
        seed = random.SystemRandom().randrange(10**6)
        began = time.monotonic()
        output, _ = start("kill", str(folders[2]), str(kills), str(seed), *ONE).communicate()
        print(json.dumps(json.loads(output)), f"{time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
