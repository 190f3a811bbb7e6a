"""A file that somebody filled on purpose costs its size, and not its square: thrice as much is thrice the work."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import any_writers
import pytest

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, load
from peeldiff.errors import FileError
from peeldiff.notes import NoteEdit, NotesFolder, toml_pieces
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.notes_reader import document
from sweeping import sweep

PILLAR = "judgment/pillar/whole"
SIZES = (15, 45, 135)


def entries(head: str, line: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: "".join(f"{head}\n{line(number)}" for number in range(count))


def note(number: int, status: str = "open") -> str:
    updated = f'updated = "2026-01-01T00:00:00.{number:06}Z"'
    return f'text = "t{number}"\nstatus = "{status}"\nauthor = "a"\n{updated}\n'


def verdict(number: int, left: str = "f1", word: str = "same") -> str:
    updated = f'updated = "2026-01-01T00:00:00.{number:06}Z"'
    return f'left = "{left}"\nright = "g1"\nverdict = "{word}"\nauthor = "a{number}"\n{updated}\n'


FILLED: dict[str, Callable[[int], str]] = {
    "keys": entries("", lambda number: f"[x.key{number}]\na = 1\n"),
    "verdicts on one pair": entries("[[verdicts]]", verdict),
    "verdicts": entries("[[verdicts]]", lambda number: verdict(number, f"f{number}")),
    "words that are no verdict": entries("[[verdicts]]", lambda number: verdict(number, word="odd")),
    "a long history of a verdict": lambda count: (
        f"[[verdicts]]\n{verdict(0)}"
        + "".join(f'[[verdicts.history]]\nverdict = "different"\nauthor = "h{number}"\n' for number in range(count))
    ),
    "a note in many places": entries(
        "[[judgments]]", lambda number: f'id = "{PILLAR}"\n[judgments.note]\n{note(number)}'
    ),
    "one retired note in many places": entries(
        "[[retired]]", lambda number: f'id = "gone"\n[retired.note]\n{note(number)}'
    ),
    "retired notes": entries("[[retired]]", lambda number: f'id = "x{number}"\n[retired.note]\n{note(number)}'),
    "retired notes of a finding": entries(
        "[[retired]]", lambda number: f'id = "finding/f{number}"\n[retired.note]\n{note(number)}'
    ),
    "mistyped notes": entries("[[retired]]", lambda number: f'id = "x"\n[retired.note]\n{note(number, "odd")}'),
    "rows without an id": entries("[[judgments]]", lambda number: f"x = {number}\n"),
    "a long history": lambda count: (
        f'[[retired]]\nid = "x"\n[retired.note]\n{note(count)}'
        + "".join(f"[[retired.note.history]]\n{note(number)}" for number in range(count))
    ),
}


def work(function: Callable[[], object]) -> int:
    """Return how many calls, of Python's own too, a function makes."""
    toml_pieces._read.clear()  # what another size has shown is not to be cheap
    toml_pieces._written.clear()
    counter = itertools.count()
    sys.setprofile(lambda _frame, event, _: next(counter) if event in ("call", "c_call") else None)
    try:
        function()
    except FileError:
        pass
    finally:
        sys.setprofile(None)
    return next(counter)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, Comparison]:
    full, _ = any_writers.write_datasets(tmp_path_factory.mktemp("data"))
    ds = load(full)
    return ds, compare(ds, *any_writers.PAIR)


@sweep(4, "what", FILLED)
def test_no_work_grows_as_the_square(what: str, small: tuple[Dataset, Comparison], tmp_path: Path) -> None:
    ds, comparison = small
    path = NotesFolder(tmp_path, ds).export(comparison)
    empty = path.read_text("utf-8")

    def works(count: int) -> list[int]:
        data = (empty + FILLED[what](count)).encode()
        path.write_bytes(data)

        def merge() -> None:
            copy = document(path, data)
            merge_files({}, copy, copy, ds)

        folder = NotesFolder(tmp_path, ds)
        edit = NoteEdit(text="new")
        return [
            work(folder.check),
            work(lambda: folder.read(comparison)),
            work(lambda: folder.verdicts(comparison.left, comparison.right)),  # type: ignore[arg-type]
            work(merge),
            work(lambda: folder.set_note(comparison, PILLAR, edit, author="a")),
        ]

    _, *three = (works(count) for count in (1, *SIZES))  # the first imports what is needed
    for little, more, most in zip(*three, strict=True):  # with the square it would be nine times as much
        assert most - more < 4.5 * (more - little) + 500
