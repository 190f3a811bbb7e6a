"""Three clones of a real repository of notes, for the tests and for a longer run from the command line.

    PYTHONPATH=tui:tests:tests/notes python tests/notes/git_clones.py OPERATIONS [SEED] [SECONDS]

The merge driver is set up with the lines of docs/teams.md. Six authors edit at random, and the clones are merged,
rebased, cherry-picked from and stashed in random order; where git stops, somebody chooses a text.
After each operation every file is read. In the end each clone merges the two others, each in an order of its own.
Prints the seed, how many operations of each kind there were, and what was lost (nothing).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unknown_keys import add_key

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, load
from peeldiff.notes import NoteEdit, NotesFolder, toml_text
from peeldiff.notes.notes_reader import document

DOCS = Path(__file__).parents[2] / "docs" / "teams.md"
PAIRS = (("leicestershire:2017", "leicestershire:2018-19"), ("northamptonshire:2017", "leicestershire:2018-19"))
AUTHORS = ("ana", "ben", "cem", "dot", "eve", "fay")
STATUSES = ("open", "in-progress", "done", "wont-do")
OPERATIONS = {"merge": 30, "rebase": 20, "cherry-pick": 25, "stash": 25}
"""How often each is drawn."""


class Git:
    """A clone, in which notes are written."""

    def __init__(self, path: Path, ds: Dataset) -> None:
        """The clone is there, or is made by the first commands."""
        self.path, self.notes = path, NotesFolder(path, ds)
        who = {f"GIT_{role}_{what}": "kim@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true"}
        self.surroundings = {**os.environ, **who, **own, "POLARS_MAX_THREADS": "1"}

    def run(self, *words: str, codes: tuple[int, ...] = (0,)) -> str:
        """Run git and return all that it prints."""
        done = subprocess.run(
            ["git", *words], cwd=self.path, env=self.surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode in codes, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def set_up(self) -> None:
        """Enter the driver as the page says."""
        (line,) = (line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("git config merge."))
        command = line.partition('"')[2].rstrip('"').replace("peeldiff", f"{sys.executable} -m peeldiff", 1)
        self.run("config", "merge.peeldiff.driver", command)

    def is_stopped(self) -> bool:
        """Tell whether a file is in conflict."""
        return bool(self.run("diff", "--name-only", "--diff-filter=U"))


def blocks() -> tuple[str, str]:
    """Return what the page says of .gitattributes and .gitignore."""
    text = DOCS.read_text("utf-8")
    found = [part.partition("```")[0].lstrip("\n") for part in text.split("```\n")]
    (attributes,) = (part for part in found if part.startswith("*--*.toml"))
    (ignored,) = (part for part in found if part.startswith(".*.lock"))
    return attributes, ignored


@dataclass
class Seen:
    """What was done, and what should not have been."""

    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class GitClones:
    """Three clones, and what six authors were promised."""

    def __init__(self, place: Path, ds: Dataset, seed: int, files: int = len(PAIRS)) -> None:
        """Make the first clone and two of it, each with notes in some `files`."""
        self.chance, self.ds, self.seen = random.Random(seed), ds, Seen()
        self.compared = [compare(ds, *pair) for pair in PAIRS[:files]]
        first = Git(place / "0", ds)
        first.path.mkdir(parents=True)
        first.run("init", "-q", "-b", "main")
        attributes, ignored = blocks()
        (first.path / ".gitattributes").write_text(attributes, "utf-8")
        (first.path / ".gitignore").write_text(ignored, "utf-8")
        self.files = [first.notes.export(comparison).name for comparison in self.compared]
        first.run("add", "-A")
        first.run("commit", "-qm", "begun")
        self.clones = [first]
        for number in (1, 2):
            first.run("clone", "-q", ".", str(place / str(number)))
            self.clones.append(Git(place / str(number), ds))
        for clone in self.clones:
            clone.set_up()
        self.ids = [changes(comparison) for comparison in self.compared]
        self.texts: set[str] = set()
        self.keys: set[str] = set()
        self.verdicts: set[frozenset[str]] = set()

    def run(self, operations: int, seconds: float = 1e9) -> Seen:
        """Edit and bring together at random, then bring all together."""
        until = time.monotonic() + seconds
        kinds, weights = list(OPERATIONS), list(OPERATIONS.values())
        while sum(self.seen.done[kind] for kind in kinds) < operations and time.monotonic() < until:
            for _ in range(self.chance.randrange(4)):
                clone = self.chance.choice(self.clones)
                self._edit(clone)
                self._commit(clone)
            clone, other = self.chance.sample(self.clones, 2)
            kind = self.chance.choices(kinds, weights)[0]
            {"merge": self._merge, "rebase": self._rebase, "stash": self._stash}.get(kind, self._pick)(
                clone, other, kind
            )
            self._look(clone, kind)
        self._bring_together()
        return self.seen

    def _edit(self, clone: Git) -> None:
        """Let an author write something."""
        place, author = self.chance.randrange(len(self.compared)), self.chance.choice(AUTHORS)
        comparison, what = self.compared[place], self.chance.random()
        if what < 0.15:
            sides = [[f.finding for f in side] for side in findings(comparison)]
            pair = (self.chance.choice(sides[0]), self.chance.choice(sides[1]))
            clone.notes.set_verdict(comparison, *pair, self.chance.choice(("same", "different")), author=author)
            self.verdicts.add(frozenset(pair))
        elif what < 0.3:
            self.keys.add(add_key(clone.notes.file(comparison), f"key-{len(self.keys)}", self.chance))
        else:
            text = f"{author} {len(self.texts)}." + " long" * self.chance.choice((0, 40))
            edit = NoteEdit(text, self.chance.choice(STATUSES), self.chance.choice((author, "", None)))
            clone.notes.set_note(comparison, self.chance.choice(self.ids[place]), edit, author=author)
            self.texts.add(text)

    def _commit(self, clone: Git) -> None:
        clone.run("add", "-A")
        clone.run("commit", "-qm", "edited", codes=(0, 1))  # 1: the verdict was said before
        self.seen.done["commits"] += 1

    def _merge(self, clone: Git, other: Git, kind: str) -> None:
        clone.run("fetch", "-q", str(other.path), "main")
        output = clone.run("merge", "--no-edit", "FETCH_HEAD", codes=(0, 1))
        self._settle(clone, kind, output)

    def _rebase(self, clone: Git, other: Git, kind: str) -> None:
        """Rebase what nobody has merged: git leaves merges out, and with them what was written in them."""
        clone.run("fetch", "-q", str(other.path), "main")
        if clone.run("rev-list", "--merges", "FETCH_HEAD..HEAD"):
            return self._merge(clone, other, "merge")
        return self._settle(clone, kind, clone.run("rebase", "FETCH_HEAD", codes=(0, 1)))

    def _pick(self, clone: Git, other: Git, kind: str) -> None:
        """Take over a commit of another clone."""
        clone.run("fetch", "-q", str(other.path), "main")
        commits = clone.run("rev-list", "--no-merges", "HEAD..FETCH_HEAD").split()
        if commits:
            self._settle(clone, kind, clone.run(kind, self.chance.choice(commits), codes=(0, 1)))

    def _stash(self, clone: Git, other: Git, kind: str) -> None:
        """Put away what is not committed, merge, and take it out again."""
        self._edit(clone)
        if not clone.run("status", "--porcelain"):
            return
        clone.run("stash")
        self._merge(clone, other, "merge")
        clone.run("stash", "pop", codes=(0, 1))
        self.seen.done[kind] += 1
        if clone.is_stopped():
            self.seen.done["stops"] += 1
            self._choose(clone)
            clone.run("add", "-A")
            clone.run("stash", "drop")
        self._commit(clone)

    def _settle(self, clone: Git, kind: str, text: str) -> None:
        """Go on where git stopped, until it is through."""
        self.seen.done[kind] += 1
        while clone.is_stopped():
            self.seen.done["stops"] += 1
            self._choose(clone)
            clone.run("add", "-A")
            if kind == "merge":
                clone.run("commit", "--no-edit", "-q")
            else:
                text = clone.run(kind, "--continue", codes=(0, 1))
        if f"git {kind} --skip" in text and "Successfully" not in text:  # nothing new is in it
            clone.run(kind, "--skip")

    def _choose(self, clone: Git) -> None:
        """Look at what is in conflict, and write a text of one's own on each note that nobody has decided."""
        self._look(clone, "stop")
        for comparison in self.compared:
            for change, note in clone.notes.read(comparison).items():
                if note.contested:
                    author = self.chance.choice(AUTHORS)
                    text = f"{author} chose {len(self.texts)}."
                    clone.notes.set_note(comparison, change, NoteEdit(text), author=author)
                    self.texts.add(text)

    def _look(self, clone: Git, after: str) -> None:
        """Read every file."""
        for name in self.files:
            data = (clone.path / name).read_bytes()
            try:
                document(clone.path / name, data, Path(name).stem)
            except ValueError as error:
                self.seen.wrong.append(f"after {after}: {error}")
            if b"<<<<<<<" in data:
                self.seen.wrong.append(f"after {after}: git's marks in {name}")
        if after != "stop" and (left := clone.run("status", "--porcelain")):
            self.seen.wrong.append(f"after {after}, not committed: {left}")

    def _bring_together(self) -> None:
        """Let each clone merge the two others as they are now, in an order of its own."""
        heads = [clone.run("rev-parse", "HEAD").strip() for clone in self.clones]
        ends = []
        for place, clone in enumerate(self.clones):
            for other in ((place + 2) % 3, (place + 1) % 3) if place else (1, 2):
                clone.run("fetch", "-q", str(self.clones[other].path), heads[other])
                clone.run("merge", "--no-edit", heads[other], codes=(0, 1))
                self._look(clone, "stop")
                clone.run("add", "-A")
                clone.run("commit", "--no-edit", "-qm", "together", codes=(0, 1))
            ends.append([(clone.path / name).read_bytes() for name in self.files])
        if any(end != ends[0] for end in ends):
            self.seen.wrong.append("the clones differ")
        for clone in self.clones:
            self._count(clone)

    def _count(self, clone: Git) -> None:
        """Look for all that was promised."""
        states = {state.text for entry in clone.notes.list() for state in (*entry.note.history, entry.note)}
        self.seen.wrong += [f"lost: {text}" for text in self.texts - states]
        documents = [document(clone.path / name, (clone.path / name).read_bytes()) for name in self.files]
        verdicts = {
            frozenset((entry["left"], entry["right"])) for found in documents for entry in found.get("verdicts", ())
        }
        self.seen.wrong += [f"lost verdict: {sorted(pair)}" for pair in self.verdicts - verdicts]
        written = "".join(toml_text.dump(found).decode() for found in documents)
        self.seen.wrong += [f"lost: {key}" for key in self.keys if f'{key} = "{key}"' not in written]


def changes(comparison: Comparison) -> list[str]:
    """Return the ids of the changes that no verdict can make others of."""
    return [row.id for rows in (comparison.judgment_rows, comparison.figure_rows) for row in rows if row.is_change]


def findings(comparison: Comparison) -> tuple[list[Any], list[Any]]:
    """Return the findings of the left and of the right that may be paired: shortfalls."""
    rows = comparison.finding_rows
    left = [row.left for row in rows if row.left is not None and not row.left.positive]
    return left, [row.right for row in rows if row.right is not None and not row.right.positive]


def run(operations: int, seed: int, seconds: float = 1e9) -> Seen:
    """Run three clones in a folder of their own."""
    with tempfile.TemporaryDirectory() as place:
        return GitClones(Path(place), load(), seed).run(operations, seconds)


if __name__ == "__main__":
    drawn = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"seed {drawn}", flush=True)  # noqa: T201
    found = run(int(sys.argv[1]), drawn, float(sys.argv[3]) if len(sys.argv) > 3 else 1e9)
    print(dict(found.done), len(found.wrong), "wrong", *found.wrong[:20], sep="\n")  # noqa: T201
    sys.exit(bool(found.wrong))
