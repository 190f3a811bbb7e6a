"""Sixteen writers of notes among 600 other files, killed all the time: is every note there, and how long did it take?

    PYTHONPATH=tui python tests/benchmarks/notes_writers.py FOLDER [--seconds 200] [--notes 200] [--kills 500]

Eight writers call `NotesFolder.set_note`, eight (`--commands`) start `peeldiff notes set` for each note; half of the
notes go into one file and half into three others. Each writer has to be told of so many `--notes` that they are
written. Meanwhile writers are killed with SIGKILL at random moments of their work, four in five of them inside a
process that writes one note after the other. A run of some `--seconds` ends with a look at every file and goes on
where it is started again with the same FOLDER, until all counts are reached. Prints the sums; exits 1 where a note
that was acknowledged is not there or a file is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import IO, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "notes"))

import many_writers

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, load
from peeldiff.errors import PeeldiffError
from peeldiff.notes import NoteEdit, NotesFolder

PAIRS = [(f"{force}:2014", f"{force}:2015") for force in ("kent", "essex", "surrey", "sussex")]
WRITERS = 16
SCRIPTS_KILLED = 0.2
"""The share of kills that hit a process which writes one note and has to start for it."""
PAUSE = 4.0
"""Seconds between two notes of a writer that need not start, at most: so it takes as long as the others."""
OTHERS = re.compile(r"changed its note meanwhile")


@dataclass
class Sums:
    """What was seen in all runs so far."""

    acknowledged: list[str] = field(default_factory=list)
    attempts: int = 0
    kills: dict[str, int] = field(default_factory=lambda: {"function": 0, "command": 0})
    inside: int = 0
    """Kills that left a half-written file behind."""
    refused: int = 0
    """Commands that were told of a note changed meanwhile, and tried again."""
    seconds: float = 0.0
    loads: list[float] = field(default_factory=list)
    locks: list[float] = field(default_factory=list)
    functions: list[float] = field(default_factory=list)
    commands: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def write_on(notes: Path, ds: Dataset, compared: list[Comparison], who: str, first: int, words: IO[str]) -> None:
    """Write one note after the other and tell of each when it begins and when it is written."""
    folder, chance = NotesFolder(notes, ds), random.Random()
    held = many_writers.watch_locks()
    for number in count(first):
        time.sleep(chance.uniform(0, PAUSE))
        comparison = compared[0] if chance.random() < 0.5 else chance.choice(compared[1:])
        text = f"<{who} {number}>"
        print(json.dumps({"begun": text}), file=words, flush=True)
        began = time.monotonic()
        error = ""
        try:
            folder.set_note(
                comparison, chance.choice(many_writers.changes(comparison)[::2]), NoteEdit(text=text), author=who
            )
        except PeeldiffError as refused:
            error = str(refused)
        done = {"written": text, "took": time.monotonic() - began, "locks": held[1:], "error": error}
        print(json.dumps(done), file=words, flush=True)
        del held[1:]


class Caller:
    """A writer that need not start for each note: a fork, where everything is loaded."""

    kind = "function"

    def __init__(self, load_: Load, who: str) -> None:
        """Nothing begins before `step`."""
        self.load, self.who, self.child, self.kill_at = load_, who, 0, 0.0
        self.told, self.half = -1, b""

    def step(self, now: float) -> None:
        """Begin, read what was told, or be killed."""
        if not self.child:
            self._fork()
        self._read(now)
        if self.kill_at and now >= self.kill_at:
            self.end()
            self.load.killed(self.kind)

    def _read(self, now: float) -> None:
        """Hear every whole line that is there."""
        while select.select([self.told], [], [], 0)[0]:
            piece = os.read(self.told, 65536)
            if not piece:
                break
            *lines, self.half = (self.half + piece).split(b"\n")
            for line in lines:
                self._hear(json.loads(line), now)

    def _hear(self, line: dict[str, Any], now: float) -> None:
        if "begun" in line:
            self.load.sums.attempts += 1
            self.kill_at = now + self.load.chance.uniform(0, 0.15) if self.load.wants_kill(self.kind) else 0.0
            return
        self.kill_at = 0.0
        if line["error"]:
            self.load.sums.wrong.append(f"{line['written']}: {line['error']}")
            return
        self.load.sums.locks += line["locks"]
        self.load.sums.functions.append(line["took"])
        self.load.acknowledge(self.who, line["written"])

    def _fork(self) -> None:
        reading, writing = os.pipe()
        first = self.load.next_number()
        self.child = os.fork()
        if self.child == 0:
            os.close(reading)
            with os.fdopen(writing, "w", encoding="utf-8") as words:
                write_on(self.load.notes, self.load.ds, self.load.compared, self.who, first, words)
            os._exit(1)
        os.close(writing)
        self.told, self.half = reading, b""

    def end(self) -> None:
        """Kill it; what it told before still counts."""
        if self.child:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            self._read(0.0)
            self.child, self.kill_at = 0, 0.0
            os.close(self.told)


class Commander:
    """A writer that starts a process for each note."""

    kind = "command"

    def __init__(self, load_: Load, who: str) -> None:
        """Nothing begins before `step`."""
        self.load, self.who, self.text, self.began, self.kill_at = load_, who, "", 0.0, 0.0
        self.process: subprocess.Popen[str] | None = None

    def step(self, now: float) -> None:
        """Begin the next note, look how this one went, or be killed."""
        if self.process is None:
            self._start(now)
        elif self.process.poll() is not None:
            self._finish(now)
        elif self.kill_at and now >= self.kill_at:
            self.end()
            self.load.killed(self.kind)

    def _start(self, now: float) -> None:
        chance = self.load.chance
        place = 0 if chance.random() < 0.5 else chance.randrange(1, len(PAIRS))
        change = chance.choice(many_writers.changes(self.load.compared[place])[1::2])
        self.text = f"<{self.who} {self.load.next_number()}>"
        words = (*PAIRS[place], change, "--note", self.text, "--author", "script", "--notes", str(self.load.notes))
        self.load.sums.attempts += 1
        self.began = now
        self.kill_at = now + chance.uniform(0.1, 1.5) if self.load.wants_kill(self.kind) else 0.0
        command = [sys.executable, "-m", "peeldiff", "notes", "set", *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def _finish(self, now: float) -> None:
        assert self.process is not None
        _, errors = self.process.communicate()
        code, self.process = self.process.returncode, None
        if code == 0:
            self.load.sums.commands.append(now - self.began)
            self.load.acknowledge(self.who, self.text)
        elif OTHERS.search(errors):
            self.load.sums.refused += 1
        else:
            self.load.sums.wrong.append(f"{self.text} ended with {code}: {errors.strip()}")

    def end(self) -> None:
        """Kill it."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process, self.kill_at = None, 0.0


class Load:
    """The crowd, and what it was promised."""

    def __init__(self, place: Path, notes: int, kills: int, commands: int, chance: random.Random) -> None:
        """Go on with what was seen in `place` before; so many of the writers are `commands`."""
        self._count = {"function": WRITERS - commands, "command": commands}
        self.place, self.notes, self.each, self.kills, self.chance = place, place / "notes", notes, kills, chance
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.ds = load_compiled(place / "cache")
        self.compared = [compare(self.ds, *pair) for pair in PAIRS]
        self._state = place / "sums.json"
        if not self._state.exists():
            self.notes.mkdir()
            others(self.notes, self.ds)
            self._state.write_text(json.dumps(asdict(Sums())), "utf-8")
        self.sums = Sums(**json.loads(self._state.read_text("utf-8")))
        self.done = Counter(text.split()[0] for text in self.sums.acknowledged)
        self._number = int(time.time() * 1000)

    def next_number(self) -> int:
        """Return a number that no note has had; one who writes many gets room for them."""
        self._number += 100_000
        return self._number

    def wants_kill(self, kind: str) -> bool:
        """Draw whether a note that is about to be written is not to come to its end."""
        left = self._most(kind) - self.sums.kills[kind]
        notes_left = self._count[kind] * self.each - sum(self.done[f"<{who}"] for who in self.names(kind))
        return left > 0 and self.chance.random() < left / (left + max(notes_left, 0))

    def _most(self, kind: str) -> int:
        scripts = int(self.kills * SCRIPTS_KILLED)
        return scripts if kind == "command" else self.kills - scripts

    def names(self, kind: str) -> list[str]:
        """Return the writers of a kind."""
        return [f"{kind}{number}" for number in range(self._count[kind])]

    def killed(self, kind: str) -> None:
        """Count a kill, and whether it left something behind."""
        self.sums.kills[kind] += 1
        self.sums.inside += any(not path.name.endswith(".queue.tmp") for path in self.notes.glob(".*.tmp"))

    def acknowledge(self, who: str, text: str) -> None:
        """Keep what was promised."""
        self.sums.acknowledged.append(text)
        self.done[f"<{who}"] += 1

    def run(self, seconds: float) -> bool:
        """Let them work, at most so long; tell whether all is done."""
        writers: list[Caller | Commander] = [
            *(Caller(self, who) for who in self.names("function")),
            *(Commander(self, who) for who in self.names("command")),
        ]
        began = time.monotonic()
        while time.monotonic() < began + seconds and not self._is_done():
            for writer in writers:
                if self.done[f"<{writer.who}"] < self.each or self._kills_left(writer.kind):
                    writer.step(time.monotonic())
                else:
                    writer.end()
            time.sleep(0.005)
        for writer in writers:
            writer.end()
        self.sums.seconds += time.monotonic() - began
        self.sums.loads.append(os.getloadavg()[0])
        return self._is_done()

    def _kills_left(self, kind: str) -> bool:
        return self.sums.kills[kind] < self._most(kind)

    def _is_done(self) -> bool:
        kinds = ("function", "command")
        each = all(self.done[f"<{who}"] >= self.each for kind in kinds for who in self.names(kind))
        return each and not any(map(self._kills_left, kinds))

    def look(self) -> None:
        """Look at every file, and whether what was promised is there."""
        folder = NotesFolder(self.notes, self.ds, wait=5)
        for comparison in self.compared:
            folder.set_note(comparison, many_writers.changes(comparison)[0], NoteEdit(text="last"), author="last")
        self.sums.wrong += [f"left lying: {path.name}" for path in self.notes.glob(".*.tmp")]
        self.sums.wrong += folder.check()
        there = Counter(state.text for entry in folder.list() for state in (*entry.note.history, entry.note))
        self.sums.wrong += [f"lost: {text}" for text in self.sums.acknowledged if not there[text]]
        self.sums.wrong += [f"twice: {text}" for text in self.sums.acknowledged if there[text] > 1]
        self._state.write_text(json.dumps(asdict(self.sums)), "utf-8")

    def describe(self) -> str:
        """Return the sums as a table."""
        sums = self.sums
        sizes = [self.notes.joinpath(NotesFolder(self.notes, self.ds).file(c)).stat().st_size for c in self.compared]
        rows = {
            "notes acknowledged": f"{len(sums.acknowledged):,} of {sums.attempts:,} begun",
            "kills": f"{sum(sums.kills.values())} ({sums.kills['function']} in a function, {sums.kills['command']} of a"
            f" command); {sums.inside} left a half-written file",
            "other files": str(len(list(self.notes.glob("*.toml"))) - len(PAIRS)),
            "largest file": f"{max(sizes) // 1024} KiB",
            "seconds": f"{sums.seconds:.0f}, load {min(sums.loads):.1f} to {max(sums.loads):.1f}",
            "lock held": describe_times(sums.locks),
            "set_note": describe_times(sums.functions),
            "peeldiff notes set": describe_times(sums.commands),
            "told of a note changed meanwhile": str(sums.refused),
            "lost, broken, left lying": str(len(sums.wrong)),
        }
        return "\n".join(f"| {name} | {value} |" for name, value in rows.items())


def load_compiled(cache: Path) -> Dataset:
    """Load the dataset without polars, whose threads no fork has."""
    program = "import sys; from pathlib import Path; from peeldiff.dataset import load; load(cache=Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", program, str(cache)], check=True)
    ds = load(cache=cache)
    assert "polars" not in sys.modules
    return ds


def describe_times(times: list[float]) -> str:
    """Return the middle, the ninety-ninth of a hundred and the longest, in milliseconds."""
    if len(times) < 2:
        return "-"
    parts = quantiles(times, n=100)
    return f"median {parts[49] * 1000:.1f} ms, 99 % {parts[98] * 1000:.1f} ms, longest {max(times) * 1000:.1f} ms"


def others(folder: Path, ds: Dataset, files: int = 600) -> None:
    """Fill a folder with notes of other comparisons on the same inspections, each a whole file with a note."""
    comparison = compare(ds, *PAIRS[0])
    notes = NotesFolder(folder, ds)
    notes.set_note(comparison, many_writers.changes(comparison)[0], NoteEdit(text="of another"), author="other")
    path = notes.file(comparison)
    content = path.read_text("utf-8")
    for number in range(files):
        name = f"kent@2014--x{number}@2015"
        (folder / f"{name}.toml").write_text(content.replace(path.stem, name), "utf-8")
    path.unlink()


def main() -> int:
    """Run for a while and print what was seen so far."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--seconds", type=float, default=200)
    asked.add_argument("--notes", type=int, default=200)
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--commands", type=int, default=WRITERS // 2, help="how many of the writers start a process")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = asked.parse_args()
    os.environ["POLARS_MAX_THREADS"] = "1"
    print(f"seed {given.seed}", flush=True)
    crowd = Load(given.folder, given.notes, given.kills, given.commands, random.Random(given.seed))
    is_done = crowd.run(given.seconds)
    crowd.look()
    print(crowd.describe())
    print("\n".join(crowd.sums.wrong[:20]))
    print("done" if is_done else "not done: start it again with this folder")
    return bool(crowd.sums.wrong)


if __name__ == "__main__":
    sys.exit(main())
