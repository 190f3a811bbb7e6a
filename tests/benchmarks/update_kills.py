"""Kills `peeldiff update` at random moments, and looks at what is left: run by hand, in slices of some minutes.

    python tests/benchmarks/update_kills.py yes 100 SEED [SECONDS]
    python tests/benchmarks/update_kills.py review 100 SEED [SECONDS]

`yes` kills runs that write at once, `review` runs in a terminal of their own, whose review is typed into meanwhile,
each by SIGKILL, SIGTERM, SIGHUP or SIGINT. After every kill the person's dataset has to load, every kept page and
every kept decision to be sound; a run that is let alone in the end has to bring all that was lacking, and no page that
had come may have been sent again. It prints its seed, and what it found.
"""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from update_runs import RUNNER, grades, without

from fetching.inspectorate import pages_of
from fetching.site import Answer, Site, running, send_page
from peeldiff.app.review.kept_decisions import DECIDED
from peeldiff.dataset import Dataset, load
from peeldiff.fetching import PageStore
from pty_driver import Terminal

FORCE = "kent"
SCOPES = (f"{FORCE}:2017", f"{FORCE}:2018-19")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
KEYS = (" ", "j", "Y", "A", "]", "w\r", "j", "k")
GRACE = 15.0
"""Seconds in which a run that was asked to end has to."""


@dataclass
class Tally:
    """What was found."""

    kills: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    runs: int = 0
    sent_twice: int = 0
    came_back: int = 0
    """How often decisions that were kept were there again."""

    def __str__(self) -> str:
        """Return it in a line."""
        return (
            f"{self.kills.total()} kills ({dict(self.kills)}; exit codes {dict(self.codes)}) in {self.runs} journeys: "
            f"nothing lost, nothing broken; {self.sent_twice} pages sent again that were under way; "
            f"decisions came back {self.came_back} times"
        )


@dataclass
class Place:
    """The folders of one journey."""

    root: Path
    at: Path

    @property
    def own(self) -> Path:
        return self.at / "own"

    @property
    def pages(self) -> PageStore:
        return PageStore(self.at / "data" / "peeldiff" / "pages")

    @property
    def env(self) -> Mapping[str, str]:
        home = {"HOME": str(self.at), "XDG_DATA_HOME": str(self.at / "data"), "XDG_STATE_HOME": str(self.at / "state")}
        return {**os.environ, **home, "XDG_CACHE_HOME": str(self.at / "cache"), "TERM": "xterm-256color"}

    def command(self, site: Site, *more: str) -> list[str]:
        made = [sys.executable, str(RUNNER), str(site.port), "update", *SCOPES, "--data", str(self.root)]
        return [*made, "--overlay", str(self.own), *more]

    def decisions(self) -> int:
        """Return how many decisions are kept, of files that have to be sound."""
        files = (self.at / "state").rglob("reviews/*.json")
        return sum(entry["word"] in DECIDED for file in files for entry in json.loads(file.read_bytes()))

    def look(self) -> Dataset:
        """Load the person's dataset, and every page that is kept: whatever is broken is an error."""
        for page in self.pages.pages():
            self.pages.body(page)
        self.decisions()
        for file in self.own.glob("*.csv") if self.own.is_dir() else ():
            assert len({len(row) for row in csv.reader(file.read_text("utf-8").splitlines())}) == 1, "half a row"
        return load(self.root, self.own if self.own.is_dir() else None)


def slow(page: bytes) -> Answer:
    """Answer as a site of the world does, a little later."""

    def answer(handler: object) -> None:
        time.sleep(0.05)
        send_page(handler, page)  # type: ignore[arg-type]

    return answer


def has_begun(words: bytes) -> bool:
    """Tell whether peeldiff had begun: while the runner still imports, Python says where it was interrupted."""
    return b"__main__.main()" in words


def is_pythons_own(code: int, words: bytes) -> bool:
    """Tell whether Python was interrupted while it started, before any line of anybody's: it ends with 1 then."""
    return code == 1 and b"Fatal Python error: init_" in words


class Journeys:
    """Journeys of killed runs until there were kills enough."""

    def __init__(self, site: Site, root: Path, folder: Path, seed: int) -> None:
        """`root` is a dataset that lacks what the site has."""
        self.site, self.root, self.folder = site, root, folder
        self.chance, self.tally = random.Random(seed), Tally()
        self.known = grades(load(), [FORCE])
        """What the site has, all of it."""
        self.least: Mapping[tuple[str, str, str], str] | None = None

    def go(self, kills: int, seconds: float, interactive: bool) -> Tally:
        """Kill so often, or for so long, each journey to its end."""
        until, run = time.monotonic() + seconds, self.reviewed if interactive else self.written
        while self.tally.kills.total() < kills and time.monotonic() < until:
            place = Place(self.root, Path(tempfile.mkdtemp(dir=self.folder)))
            if self.least is None:
                self.written(place, last=True)
                self.least = grades(place.look(), [FORCE])
                continue
            self.site.asked.clear()
            killed = 0
            while run(place, last=killed >= 8 or self.tally.kills.total() >= kills):
                place.look()
                killed += 1
            self.at_the_end(place, killed)
            print(self.tally, file=sys.stderr, flush=True)
        return self.tally

    def at_the_end(self, place: Place, killed: int) -> None:
        found = grades(place.look(), [FORCE])
        wrong = {key: grade for key, grade in found.items() if self.known[key] != grade}
        assert not wrong, wrong
        assert self.least is not None
        assert found.keys() >= self.least.keys(), "a journey that was killed brought fewer rows"
        pages = [address for address in self.site.asked if not address.endswith("robots.txt")]
        again = len(pages) - len(set(pages))
        assert again <= killed, f"{again} pages were asked for again, at most {killed} were under way"
        self.tally.sent_twice += again
        self.tally.runs += 1

    def kill(self, process: subprocess.Popen[bytes]) -> tuple[int, ...]:
        """Kill, and return the exit codes that say so."""
        chosen = self.chance.choice(SIGNALS)
        process.send_signal(chosen)
        self.tally.kills[chosen.name] += 1
        return (-chosen,) if chosen == signal.SIGKILL else (-chosen, 128 + chosen)

    def written(self, place: Place, *, last: bool) -> bool:
        """Make one run that writes at once; tell whether it was killed."""
        process = subprocess.Popen(
            place.command(self.site, "--yes"), env=place.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            _, words = process.communicate(timeout=None if last else self.chance.uniform(0.1, 4.0))
            assert process.returncode == 0, words.decode()
            return False
        except subprocess.TimeoutExpired:
            expected = (*self.kill(process), 0)  # 0: it was over
            _, words = process.communicate(timeout=GRACE)
            assert b"Traceback" not in words or not has_begun(words), words.decode()
            code = process.returncode
            assert code in expected or is_pythons_own(code, words), (code, expected, words)
            self.tally.codes[code] += 1
            return True

    def reviewed(self, place: Place, *, last: bool) -> bool:
        """Make one run with its review, typed into at random; tell whether it was killed."""
        kept = place.decisions()
        terminal = Terminal(place.command(self.site), place.env)
        until = time.monotonic() + (60.0 if last else self.chance.uniform(0.3, 25.0))
        is_open = False
        while time.monotonic() < until and terminal.process.poll() is None:
            terminal.read(0.05)
            if not is_open and b"to write" in terminal.seen:
                is_open = True
                terminal.quiet(0.5)
                until = until if last else time.monotonic() + self.chance.uniform(0.2, 5.0)
                if kept:
                    assert b"Here again" in terminal.seen, "decisions that were kept are gone"
                    self.tally.came_back += 1
            if is_open and last:
                return self.finish(terminal)
            if is_open:
                terminal.send(self.chance.choice(KEYS))
        if terminal.process.poll() is not None:  # nothing was lacking any more
            assert terminal.ended() == 0, terminal.seen[-500:]
            return False
        assert not last, terminal.seen[-500:]
        expected = self.kill(terminal.process)
        code = terminal.ended(GRACE)
        assert code in expected or is_pythons_own(code, terminal.seen), (code, expected, terminal.seen[-2000:])
        assert b"Traceback" not in terminal.seen or not has_begun(terminal.seen), terminal.seen[-2000:]
        self.tally.codes[code] += 1
        return True

    def finish(self, terminal: Terminal) -> bool:
        for keys in ("w", "\r", "q", "\r"):
            terminal.send(keys)
            terminal.quiet(0.7)
            if terminal.process.poll() is not None:
                break
        assert terminal.ended() == 0, terminal.seen[-500:]
        return False


if __name__ == "__main__":
    how, number, given, *rest = sys.argv[1:]
    print(f"seed {given}")
    site = Site()
    with running(site), tempfile.TemporaryDirectory() as folder:
        site.pages |= {address: slow(page) for address, page in pages_of(load(), [FORCE]).items()}
        root = without([FORCE], Path(folder, "dataset"))
        seconds = float(rest[0]) if rest else 200.0
        print(Journeys(site, root, Path(folder), int(given)).go(int(number), seconds, how == "review"))
