"""Clones of a repository of notes, for the tests and for a longer run from the command line.

    PYTHONPATH=tui:tests:tests/notes python tests/notes/merging_clones.py MERGES SEED

Six authors edit three clones at random; the clones are merged in random order, from the commit from
which both began, as git does. Prints how many merges were done and what was lost (nothing).
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import any_writers
from unknown_keys import add_key

from peeldiff.compare import compare
from peeldiff.dataset import Dataset, load
from peeldiff.errors import FileError
from peeldiff.notes import NoteEdit, NotesFolder, toml_text
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.notes_reader import document

AUTHORS = ("ana", "ben", "cem", "dot", "eve", "fay")
STATUSES = ("open", "in-progress", "done", "wont-do")
PAIRS = [("f1", "g1"), ("f1", "g2"), ("f2", "g2")]


@dataclass(eq=False)
class Commit:
    """A state of the file, and what it came from."""

    data: bytes
    parents: tuple[Commit, ...] = ()
    number: int = 0
    ancestors: set[Commit] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ancestors = {self}.union(*(parent.ancestors for parent in self.parents))
        self.number = 1 + max((parent.number for parent in self.parents), default=0)


@dataclass
class Lost:
    """What was promised and is not there."""

    texts: int = 0
    verdicts: int = 0
    keys: int = 0
    unequal: int = 0
    merges: int = 0
    contested: int = 0


class Clones:
    """Three clones, and what six authors were promised."""

    def __init__(self, place: Path, ds: Dataset, seed: int) -> None:
        self.chance = random.Random(seed)
        self.ds = ds
        self.comparison = compare(ds, *any_writers.PAIR)
        self.folders = [NotesFolder(place / str(number), ds) for number in range(3)]
        self.file = self.folders[0].export(self.comparison)
        first = Commit(self.file.read_bytes())
        self.heads = [first, first, first]
        self.ids = [
            row.id
            for rows in (self.comparison.judgment_rows, self.comparison.finding_rows, self.comparison.figure_rows)
            for row in rows
            if row.is_change
        ]
        self.texts: set[str] = set()
        self.keys: set[str] = set()
        self.verdicts: set[tuple[str, str]] = set()
        self.lost = Lost()

    def edit(self, clone: int) -> None:
        """Let an author write something into a clone, and commit it."""
        folder, author = self.folders[clone], self.chance.choice(AUTHORS)
        folder.path.mkdir(exist_ok=True)
        path = folder.file(self.comparison)
        path.write_bytes(self.heads[clone].data)
        what = self.chance.random()
        if what < 0.15:
            pair, verdict = self.chance.choice(PAIRS), self.chance.choice(("same", "different"))
            folder.set_verdict(self.comparison, *pair, verdict, author=author)
            self.verdicts.add(pair)
        elif what < 0.3:
            self.keys.add(add_key(path, f"key-{len(self.keys)}", self.chance))
        else:
            text = f"{author} {len(self.texts)}" + " long" * (20 * self.chance.randrange(2))
            edit = NoteEdit(text, self.chance.choice(STATUSES), self.chance.choice((author, "", None)))
            try:
                folder.set_note(self.comparison, self.chance.choice(self.ids), edit, author=author)
                self.texts.add(text)
            except FileError:
                pass  # a verdict has made another row of the change
        self.heads[clone] = Commit(path.read_bytes(), (self.heads[clone],))

    def merge(self, ours: int, theirs: int) -> None:
        """Merge one clone into another."""
        mine, other = self.heads[ours], self.heads[theirs]
        self.lost.merges += 1
        if other in mine.ancestors:
            return
        base = max(mine.ancestors & other.ancestors, key=lambda commit: commit.number)
        merged = self._merged(base, mine, other)
        self.heads[ours] = Commit(merged, (mine, other))

    def _merged(self, base: Commit, mine: Commit, other: Commit) -> bytes:
        before, ours, theirs = (document(self.file, commit.data) for commit in (base, mine, other))
        merged = merge_files(before, ours, theirs, self.ds)
        self.lost.contested += len(merged.contested)
        return toml_text.dump(merged.document)

    def run(self, merges: int) -> Lost:
        """Edit and merge at random; in the end merge all, each clone in an order of its own."""
        for _ in range(merges):
            for _ in range(self.chance.randrange(4)):
                self.edit(self.chance.randrange(3))
            self.merge(*self.chance.sample(range(3), 2))
        heads = list(self.heads)
        ends = []
        for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
            end = heads[order[0]]
            for other in order[1:]:
                base = max(end.ancestors & heads[other].ancestors, key=lambda commit: commit.number)
                end = Commit(self._merged(base, end, heads[other]), (end, heads[other]))
            ends.append(end.data)
        self.lost.unequal = len(set(ends)) - 1
        self._count(ends[0])
        return self.lost

    def _count(self, data: bytes) -> None:
        found = document(self.file, data)  # sound, or it raises
        folder = self.folders[0]
        folder.file(self.comparison).write_bytes(data)
        assert folder.check() == [] or all("both texts are kept" in line for line in folder.check())
        states = {state.text for entry in folder.list() for state in (*entry.note.history, entry.note)}
        self.lost.texts = len(self.texts - states)
        self.lost.verdicts = len(self.verdicts - {(entry["left"], entry["right"]) for entry in found["verdicts"]})
        written = toml_text.dump(found).decode()
        self.lost.keys = sum(f'{key} = "{key}"' not in written for key in self.keys)


def run(merges: int, seed: int) -> Lost:
    """Run three clones in a folder of their own."""
    with tempfile.TemporaryDirectory() as place:
        full, _ = any_writers.write_datasets(Path(place))
        return Clones(Path(place) / "clones", load(full), seed).run(merges)


if __name__ == "__main__":
    print(run(int(sys.argv[1]), int(sys.argv[2])))  # noqa: T201
