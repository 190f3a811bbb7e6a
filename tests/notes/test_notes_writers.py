"""Many writers at once, and writers that are killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import many_writers

from sweeping import often

PROCESSES, EACH, KILLS = often(2, 4), often(4, 10), often(5, 20)  # tests/benchmarks/notes_writers.py takes more
TWO = 2
"""So many go round several comparisons."""
KENT = ("kent:2014", "kent:2015")


def run(*arguments: str) -> subprocess.Popen[str]:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, many_writers.__file__, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=surroundings, stdout=pipe, stderr=pipe, text=True)


def test_many_processes_write_one_file_and_many(tmp_path: Path) -> None:
    one, many = tmp_path / "one", tmp_path / "many"
    others = [f"{force}:{cycle}" for force in ("essex", "devon-and-cornwall") for cycle in ("2014", "2015")]
    running = [
        run("write", str(folder), f"writer{number}", str(EACH), *named)
        for folder, named in ((one, KENT), (many, (*KENT, *others)))
        for number in range(TWO if folder == many else PROCESSES)
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert errors == ""
    for folder, processes in ((one, PROCESSES), (many, TWO)):
        expected = [f"writer{number} {note}" for number in range(processes) for note in range(EACH)]
        assert Counter(many_writers.texts(folder)) == Counter(expected)
        assert not list(folder.glob(".*.tmp"))


def test_a_writer_killed_at_any_moment_breaks_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    output, errors = run("kill", str(tmp_path), str(KILLS), str(seed), *KENT).communicate(timeout=120)
    assert errors == ""
    result = json.loads(output)
    assert {key: result[key] for key in ("broken", "lost", "shorter", "blocked", "left_over")} == {
        "broken": 0, "lost": 0, "shorter": 0, "blocked": 0, "left_over": 0
    }  # fmt: skip
    assert result["promised"] > 0
