"""Many people on one server for a long time, some of them killed: is every note there at the end?

    python tests/benchmarks/soak.py [--minutes 30] [--sessions 20] [--writers 3] [--seed N]

Interface sessions in terminals of their own press random keys (move, tabs, sides, search, notes) while
scripts write notes with `peeldiff notes set`, all in one folder. Every few seconds a session or a
script is killed, told to end, or loses its terminal, and another takes its place; some sessions are
left alone, and their memory is sampled each minute. What has to hold is counted as a violation where
it does not: a note is there, as text or history, once a script ended with 0 or a screen said "saved";
every file is one; nothing left lying keeps a writer waiting; nobody ends unasked or shows a
traceback; memory does not grow. Prints the seed and Markdown tables; exits 1 on a violation. Linux
only: it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "notes")]

import many_writers  # noqa: E402  (found by the line above)
from measured import memory_of  # noqa: E402

from peeldiff.compare import compare  # noqa: E402
from peeldiff.dataset import load  # noqa: E402
from peeldiff.notes import NoteEdit, NotesFolder  # noqa: E402
from pty_driver import DOWN, SAVE, UP, Terminal  # noqa: E402

PAIRS = (
    ("northamptonshire:2017", "northamptonshire:2021-22"),
    ("northamptonshire:2017", "leicestershire:2018-19"),
    ("leicestershire:2017", "leicestershire:2018-19"),
    ("kent:2016", "kent:2017"),
    ("essex:2014", "essex:2015"),
)
ESCAPE = "\x1b"
MOVES = (DOWN, UP, "j", "k", "]", "[", "g", "G", "\x04", "\x15", "\r", "u", "s", "(", ")", "{", "}", "n", "N", "i", "d")
VIEWS = ("1", "2", "3", "4", "5", "?" + ESCAPE, "f" + ESCAPE, "t", "w")
WORDS = ("demand", "victims", "scrutiny", "finance", "zzz")
ENDINGS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
OPENED, SAVED = "Note on ", "The note is saved."
OTHERS = re.compile(r"changed its note meanwhile: .* the stamp (\S+)")
"""What a script is told of a note that it has not seen."""
PAUSE = 0.7
"""Seconds between two gestures of one session, at most; people are slower."""
GROWTH = 1.15
"""How much more the sessions that are left alone may hold in the last third than in the one before it."""


@dataclass
class Record:
    """What happened, and what should not have."""

    counts: Counter[str] = field(default_factory=Counter)
    promised: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    memory: list[list[float]] = field(default_factory=list)
    """In MiB PSS, a list a minute, of the sessions that are left alone."""

    def wrong(self, what: str) -> None:
        """Note a violation, at once on the screen too."""
        self.violations.append(what)
        print(f"VIOLATION: {what}", flush=True)


class Session:
    """A person before a terminal."""

    def __init__(self, name: str, chance: random.Random, record: Record, notes: Path, *, alone: bool) -> None:
        """One that is left `alone` is never ended."""
        self.name, self.chance, self.record, self.alone = name, chance, record, alone
        pair = chance.choice(PAIRS) if alone or chance.random() < 0.8 else ()
        options = ("--author", name, "--notes", str(notes))
        self.terminal = Terminal([sys.executable, "-m", "peeldiff", *options, *pair])
        self.next = time.monotonic() + chance.uniform(2, 4)
        self.text, self.number, self.waits_for, self.waits_until = "", 0, "", 0.0

    def read(self) -> None:
        """Take what is there to read, and go on with a note where that was waited for."""
        if self.terminal.read(0) and b"Traceback" in self.terminal.seen:
            self.record.wrong(f"{self.name} shows a traceback: {self.terminal.seen[-400:]!r}")
        if not self.waits_for:
            self.terminal.seen = self.terminal.seen[-200:]
        elif self.waits_for.encode() in self.terminal.seen:
            self._go_on()

    def act(self, now: float) -> None:
        """Press something, if it is time."""
        if now < self.next or (self.waits_for and now < self.waits_until):
            return
        if self.waits_for:  # the row can have no note, or another has changed its note
            self.record.counts["notes not saved on a screen"] += self.waits_for == SAVED
            self.waits_for = ""
            self.terminal.send(ESCAPE)
        self.next = now + self.chance.uniform(0, 2 * PAUSE)
        self.record.counts["gestures"] += 1
        self._gesture(now)

    def _gesture(self, now: float) -> None:
        kind = self.chance.random()
        if kind < 0.70:
            self.terminal.send(self.chance.choice(MOVES))
        elif kind < 0.85:
            self.terminal.send(self.chance.choice(VIEWS))
        elif kind < 0.90:
            self.terminal.send(f"/{self.chance.choice(WORDS)}\r")
        elif kind < 0.97:
            # Down and up first: a message stands until the cursor moves, and an old "saved" is no answer.
            self._wait("jke", OPENED, now + 5)
        else:
            self.terminal.send(ESCAPE if self.alone or kind < 0.99 else ESCAPE + "q")

    def _wait(self, keys: str, answer: str, until: float) -> None:
        """Press keys and press no others before the answer."""
        self.waits_for, self.waits_until, self.terminal.seen = answer, until, b""
        self.terminal.send(keys)

    def _go_on(self) -> None:
        if self.waits_for == SAVED:
            self.record.promised.add(self.text)
            self.record.counts["notes saved on a screen"] += 1
            self.waits_for = ""
            return
        self.number += 1
        self.text, self.waits_for = f"<{self.name} {self.number}>", ""
        if self.chance.random() < 0.3:
            self.terminal.send(self.text + ESCAPE)
        else:
            self._wait(self.text + SAVE, SAVED, time.monotonic() + 10)

    def end(self, how: signal.Signals | None) -> None:
        """End it by a signal, or by taking its terminal away where there is none."""
        if how is None:
            self.terminal.close()
        else:
            self.terminal.process.send_signal(how)
        expected = {None: 129, signal.SIGKILL: -9}.get(how, 128 + (how or 0))
        self.record.counts[f"sessions ended by {how.name if how else 'taking the terminal away'}"] += 1
        try:
            code = self.terminal.process.wait(1) if how is None else self.terminal.ended(30)
        except subprocess.TimeoutExpired:
            try:
                code = self.terminal.process.wait(29)
            except subprocess.TimeoutExpired:
                self.record.wrong(f"{self.name} lives on after {how}, and is here: {self._where()}")
                return self.terminal.cut()
        # One that was told to end before its signals were taken care of dies of the signal itself.
        if code not in (expected, -(how or signal.SIGHUP)):
            self.record.wrong(f"{self.name} ended with {code} after {how}")
        return None

    def _where(self) -> str:
        """Return where it hangs, as Python tells when it is aborted."""
        self.terminal.seen = b""
        if self.terminal.fd >= 0:
            self.terminal.process.send_signal(signal.SIGABRT)
            self.terminal.quiet(1)
        return self.terminal.seen.decode("utf-8", "replace")[-6000:]


class Writer:
    """A script that writes one note after another, each a process."""

    def __init__(self, name: str, chance: random.Random, record: Record, notes: Path, changes: Changes) -> None:
        """`changes` are the ids that notes can belong to, by pair."""
        self.name, self.chance, self.record, self.notes, self.changes = name, chance, record, notes, changes
        self.process: subprocess.Popen[str] | None = None
        self.command: list[str] = []
        self.number, self.next, self.text, self.killed = 0, 0.0, "", False

    def step(self, now: float) -> None:
        """Begin the next note, or look how this one went."""
        if self.process is None:
            if now >= self.next:
                self._begin()
        elif self.process.poll() is not None:
            self._finish(now)

    def _begin(self) -> None:
        pair = self.chance.choice(PAIRS)
        self.number += 1
        self.text, self.killed = f"<{self.name} {self.number}>", False
        named = (*pair, self.chance.choice(self.changes[pair]), "--note", self.text, "--author", self.name)
        self._start([sys.executable, "-m", "peeldiff", "notes", "set", *named, "--notes", str(self.notes)])

    def _start(self, command: list[str]) -> None:
        self.command = command
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def _finish(self, now: float) -> None:
        assert self.process is not None
        _, words = self.process.communicate()
        code, self.process, self.next = self.process.returncode, None, now + self.chance.uniform(0, 1)
        if code == 0:
            self.record.promised.add(self.text)
            self.record.counts["notes written by scripts"] += 1
        elif self.killed:
            return
        elif code == 2 and (others := OTHERS.search(words)):
            self.record.counts["scripts told of another's note, and tried again"] += 1
            self._start([*self.command, "--if-updated", others[1]])
        else:
            self.record.wrong(f"{self.name} ended with {code}: {words.strip()}")

    def kill(self) -> None:
        """End the process that writes."""
        if self.process is not None and self.process.poll() is None:
            self.killed = True
            how = self.chance.choice(ENDINGS)
            self.process.send_signal(how)
            self.record.counts[f"scripts ended by {how.name}"] += 1


Changes = dict[tuple[str, str], list[str]]


class Soak:
    """The crowd."""

    def __init__(self, notes: Path, chance: random.Random, sessions: int, writers: int) -> None:
        """Start everybody."""
        self.notes, self.chance, self.record, self.started = notes, chance, Record(), 0
        self.ds = load()
        changes = {pair: many_writers.changes(compare(self.ds, *pair)) for pair in PAIRS}
        names = [f"writer{number}" for number in range(writers)]
        self.writers = [Writer(name, chance, self.record, notes, changes) for name in names]
        self.sessions = [self._session(alone=number < sessions // 4) for number in range(sessions)]

    def _session(self, *, alone: bool) -> Session:
        self.started += 1
        return Session(f"person{self.started}", self.chance, self.record, self.notes, alone=alone)

    def run(self, minutes: float) -> None:
        """Let them work."""
        began = time.monotonic()
        next_end, next_sample = began + 15, began + 60
        while (now := time.monotonic()) < began + 60 * minutes:
            select.select([entry.terminal.fd for entry in self.sessions], [], [], 0.02)
            for place, session in enumerate(self.sessions):
                session.read()
                if (code := session.terminal.process.poll()) is None:
                    session.act(now)
                else:
                    self._left(place, code)
            for writer in self.writers:
                writer.step(now)
            if now >= next_end:
                self._end_somebody()
                next_end = now + self.chance.uniform(1, 4)
            if now >= next_sample:
                self._sample()
                next_sample += 60

    def _left(self, place: int, code: int) -> None:
        """A session ended by itself: with `q` it may."""
        session = self.sessions[place]
        if code != 0 or session.alone:
            self.record.wrong(f"{session.name} ended unasked with {code}: {session.terminal.seen[-300:]!r}")
        self.record.counts["sessions left with q"] += 1
        session.terminal.close()
        self.sessions[place] = self._session(alone=session.alone)

    def _end_somebody(self) -> None:
        if self.chance.random() < 0.5:
            self.chance.choice(self.writers).kill()
            return
        place = self.chance.choice([place for place, one in enumerate(self.sessions) if not one.alone])
        self.sessions[place].end(self.chance.choice((*ENDINGS, None)))
        self.sessions[place] = self._session(alone=False)

    def _sample(self) -> None:
        held = [memory_of(session.terminal.process.pid).proportional for session in self.sessions if session.alone]
        self.record.memory.append(held)
        counts = self.record.counts
        print(f"minute {len(self.record.memory)}: {median(held):.1f} MiB PSS, {dict(counts)}", flush=True)

    def finish(self) -> None:
        """End everybody in order and look at what is left."""
        for session in self.sessions:
            session.end(signal.SIGTERM)
        for writer in self.writers:
            while writer.process is not None:
                writer.step(time.monotonic())
                time.sleep(0.05)
        self._look_at_notes()
        early, late = (self._median(third) for third in (1, 2))
        if late > GROWTH * early:
            self.record.wrong(f"memory grew from {early:.1f} to {late:.1f} MiB")
        for crash in Path(os.environ["XDG_STATE_HOME"]).rglob("crash.txt"):
            self.record.wrong(f"somebody crashed: {crash.read_text()}")

    def _median(self, third: int) -> float:
        samples = self.record.memory
        part = samples[len(samples) * third // 3 : max(len(samples) * (third + 1) // 3, 1)] or samples[-1:]
        return median(entry for held in part for entry in held) if part else 0.0

    def _look_at_notes(self) -> None:
        for path in self.notes.glob("*.toml"):
            try:
                tomllib.loads(path.read_text("utf-8"))
            except ValueError as error:
                self.record.wrong(f"{path.name}: {error}")
        command = [sys.executable, "-m", "peeldiff", "notes", "check", "--notes", str(self.notes)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            self.record.wrong(f"notes check: {done.stderr.strip()}")
        folder, began = NotesFolder(self.notes, self.ds, wait=1), time.monotonic()
        for pair in PAIRS:
            comparison = compare(self.ds, *pair)
            folder.set_note(comparison, many_writers.changes(comparison)[0], NoteEdit(text="last"), author="last")
        print(f"the last note on each comparison: {time.monotonic() - began:.1f} s in all", flush=True)
        there = "\n".join(many_writers.texts(self.notes))
        drafts = "".join(path.read_text("utf-8") for path in Path(os.environ["HOME"]).rglob("*.draft.toml"))
        for text in sorted(text for text in self.record.promised if text not in there):
            self.record.wrong(f"lost: {text}{', but kept as a draft' if text in drafts else ''}")
        left = [path.name for path in self.notes.glob(".*.tmp")]
        if left:
            self.record.wrong(f"left lying: {left}")
        self.record.counts["notes promised"] = len(self.record.promised)
        self.record.counts["notes found"] = sum(text in there for text in self.record.promised)
        self.record.counts["bytes of the largest file"] = max(p.stat().st_size for p in self.notes.glob("*.toml"))


def main() -> int:
    """Run it and print what was seen."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--writers", type=int, default=3)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = asked.parse_args()
    print(
        f"seed {given.seed}, {given.sessions} sessions, {given.writers} scripts, {given.minutes:g} minutes", flush=True
    )
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PYTHONFAULTHANDLER": "1"}
        os.chdir(home)  # a random key may take a picture of the screen, which lands where one stands
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        soak = Soak(Path(home) / "notes", random.Random(given.seed), given.sessions, given.writers)
        soak.run(given.minutes)
        soak.finish()
    print("\n| | |\n| --- | ---: |")
    for what, count in sorted(soak.record.counts.items()):
        print(f"| {what} | {count:,} |")
    print(f"| violations | {len(soak.record.violations)} |")
    print("\n| minute | MiB PSS of the sessions left alone |\n| ---: | --- |")
    for minute, held in enumerate(soak.record.memory, 1):
        print(f"| {minute} | {', '.join(f'{entry:.1f}' for entry in held)} |")
    return bool(soak.record.violations)


if __name__ == "__main__":
    sys.exit(main())
