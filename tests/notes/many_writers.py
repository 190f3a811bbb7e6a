"""Processes that write notes, for the tests and for the benchmark: writers, and victims of a kill.

    python many_writers.py write FOLDER WHO COUNT LEFT RIGHT [LEFT RIGHT …]
    python many_writers.py kill FOLDER KILLS SEED LEFT RIGHT

The first writes COUNT notes, one comparison after the other and one change after the other, and
prints, as JSON, the longest time in seconds that it held a lock and that a note took. The
second kills a writer KILLS times and prints, as JSON, what was lost and how long it took.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peeldiff.files
import peeldiff.notes.rewriting
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, load
from peeldiff.errors import PeeldiffError
from peeldiff.notes import NoteEdit, NotesFolder
from peeldiff.notes.facts import all_rows
from peeldiff.settings.paths import dataset_cache


def shipped() -> Dataset:
    """Return the shipped dataset as commands find it: compiled, where the folder for that has it."""
    return load(cache=dataset_cache(restricted=False))


def changes(comparison: Comparison) -> list[str]:
    """Return the ids that a note can belong to."""
    return [row.id for row in all_rows(comparison) if row.is_change]


def write(folder: Path, who: str, count: int, pairs: list[str]) -> None:
    """Write `count` notes by `who`, going round the comparisons and their changes."""
    ds = shipped()
    notes = NotesFolder(folder, ds, wait=300)
    compared = [compare(ds, *pair) for pair in zip(pairs[::2], pairs[1::2], strict=True)]
    held = watch_locks()
    slowest = 0.0
    for number in range(count):
        comparison = compared[number % len(compared)]
        ids = changes(comparison)
        change = ids[(number // len(compared)) % len(ids)]
        began = time.monotonic()
        notes.set_note(comparison, change, NoteEdit(text=f"{who} {number}"), author=who)
        slowest = max(slowest, time.monotonic() - began)
    print(json.dumps({"longest_lock": max(held), "slowest_set": slowest}))  # noqa: T201


def watch_locks() -> list[float]:
    """Note down from now on for how many seconds each lock of notes is held."""
    held = [0.0]
    locked = peeldiff.files.locked

    @contextmanager
    def watched(path: Path, wait: float, gives_up: Callable[[], bool]) -> Iterator[None]:
        with locked(path, wait, gives_up):
            began = time.monotonic()
            yield
            held.append(time.monotonic() - began)

    vars(peeldiff.notes.rewriting)["locked"] = watched
    return held


def texts(folder: Path) -> list[str]:
    """Return the text of every state of every note in a folder."""
    entries = NotesFolder(folder, shipped()).list()
    return [state.text for entry in entries for state in (*entry.note.history, entry.note)]


def kill(folder: Path, kills: int, seed: int, left: str, right: str) -> dict[str, Any]:
    """Kill a writer at random moments and look at the file after each."""
    chance = random.Random(seed)
    ds = shipped()
    comparison = compare(ds, left, right)
    notes = NotesFolder(folder, ds, wait=5)
    path = notes.export(comparison)  # the facts are compared before any fork: a child only writes
    result = {"kills": kills, "seed": seed, "broken": 0, "lost": 0, "shorter": 0, "blocked": 0, "inside": 0}
    promised, longest_wait, length = 0, 0.0, 0
    for number in range(kills):
        promises = list(_victim(notes, comparison, number, chance.uniform(0.0, 0.1)))
        result["inside"] += any(item.name.endswith(".tmp") for item in folder.iterdir())
        result["broken"] += bool(notes.check())
        result["shorter"] += path.stat().st_size < length
        began = time.monotonic()
        try:
            notes.set_note(comparison, changes(comparison)[0], NoteEdit(text=f"after {number}"), author="next")
        except PeeldiffError:
            result["blocked"] += 1
        longest_wait = max(longest_wait, time.monotonic() - began)
        length = path.stat().st_size
        there = {state.text for entry in notes.list() for state in (*entry.note.history, entry.note)}
        result["lost"] += len({*promises, f"after {number}"} - there)
        promised += len(promises)
    left_over = sum(item.name.endswith(".tmp") for item in folder.iterdir())
    return result | {"promised": promised, "longest_wait": round(longest_wait, 3), "left_over": left_over}


def _victim(notes: NotesFolder, comparison: Comparison, number: int, after: float) -> Iterator[str]:
    """Fork a writer, kill it `after` seconds and return the notes that it was told are written."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # what else this process has does not matter to a child that is killed
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        ids = changes(comparison)
        for place in range(10_000):
            text = f"victim {number} {place}"
            notes.set_note(comparison, ids[place % len(ids)], NoteEdit(text=text), author="victim")
            os.write(writing, f"{text}\n".encode())
        os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as words:
        yield from words.read().splitlines()


if __name__ == "__main__":
    job, place, *rest = sys.argv[1:]
    if job == "write":
        write(Path(place), rest[0], int(rest[1]), rest[2:])
    else:
        print(json.dumps(kill(Path(place), int(rest[0]), int(rest[1]), *rest[2:4])))  # noqa: T201
