"""A finding's note stands once in a list of notes, with every comparison in which it shows."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from peeldiff.notes.listing import Entry, once_for_each_finding
from peeldiff.notes.note import Note


def entry(file: str, change: str, text: str, day: int, *findings: str, retired: bool = False) -> Entry:
    left, _, right = file.partition("--")
    note = Note(text, updated=f"2026-01-{day:02}T00:00:00.000000Z")
    return Entry(Path(file), left, right, change, note, text, retired, frozenset(findings))


def test_the_newest_stands_with_the_others_in_its_history_and_every_comparison() -> None:
    old = entry("a--b", "finding/f2", "old", 1, "f1", "f2")
    new = entry("b--c", "finding/f3", "new", 2, "f2", "f3")
    other = entry("b--c", "judgment/x", "other", 3)
    (merged, alone) = once_for_each_finding([old, new, other])
    assert alone == other
    assert (merged.change, merged.note.text, [state.text for state in merged.note.history]) == (
        "finding/f3",
        "new",
        ["old"],
    )
    assert merged.shows_in == (("b", "c"), ("a", "b"))


def test_what_was_written_over_a_stamp_of_the_future_stands() -> None:
    old = entry("a--b", "finding/f2", "old", 1, "f2")
    old = dataclasses.replace(old, note=dataclasses.replace(old.note, updated="9999-12-31T23:59:59.999999Z"))
    new = dataclasses.replace(entry("b--c", "finding/f2", "new", 2, "f2"), note=Note("new", history=(old.note,)))
    for order in ([old, new], [new, old]):
        (merged,) = once_for_each_finding(order)
        assert (merged.note.text, merged.path.name) == ("new", "b--c")


def test_two_rows_of_one_file_are_two_notes() -> None:
    rows = [entry("a--b", "finding/f2", "one", 1, "f1", "f2"), entry("a--b", "finding/f2/f0", "two", 2, "f0", "f2")]
    assert once_for_each_finding(rows) == rows


def test_a_row_that_is_there_comes_before_a_retired_one() -> None:
    gone = entry("a--b", "finding/f2", "newer", 2, "f2", retired=True)
    (merged,) = once_for_each_finding([entry("b--c", "finding/f2", "older", 1, "f2"), gone])
    assert (merged.path.name, merged.is_retired, merged.note.text) == ("b--c", False, "newer")
