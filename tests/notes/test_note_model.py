"""A note: its fields, its edits, its time stamps."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.errors import FileError
from peeldiff.notes.note import Note, NoteChangedError, NoteEdit, edited, merge_notes, stamp
from peeldiff.notes.note_merging import merge_copies
from peeldiff.notes.note_table import note_of, table_of

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_an_edit_keeps_the_state_before_it() -> None:
    first = edited(None, NoteEdit(text="one", owner="Ann"), author="me", now=NOON)
    second = edited(first, NoteEdit(text="two", status="done"), author="you", now=NOON)
    assert (second.text, second.status, second.owner, second.author) == ("two", "done", "Ann", "you")
    assert second.history == (first,)
    assert first.status == "open"
    assert first.updated == "2026-11-22T12:00:00.000000Z"
    assert second.updated == "2026-11-22T12:00:00.000001Z"


def test_an_empty_value_clears() -> None:
    note = edited(None, NoteEdit(text="x", status="done", owner="Ann", due="2026-12-01"), author="me", now=NOON)
    bare = edited(note, NoteEdit(text="", status="", owner="", due=""), author="me", now=NOON)
    assert (bare.text, bare.status, bare.owner, bare.due) == ("", "open", None, None)


def test_an_edit_that_changes_nothing_adds_no_state() -> None:
    note = edited(None, NoteEdit(text="x"), author="me", now=NOON)
    assert edited(note, NoteEdit(text="x", status="open"), author="you") is note


def test_a_clock_that_goes_back_gives_later_stamps_all_the_same() -> None:
    note = edited(None, NoteEdit(text="x"), author="me", now=NOON)
    after = edited(note, NoteEdit(text="y"), author="me", now=NOON - dt.timedelta(days=900))
    assert after.updated > note.updated
    assert stamp(NOON, after="soon") == "2026-11-22T12:00:00.000000Z"
    assert stamp(NOON, after="9999-12-31T23:59:59.999999Z") == "2026-11-22T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (NoteEdit(status="Done"), 'status "Done": expected open, in-progress, done or wont-do (did you mean done'),
        (NoteEdit(due="2026-02-30"), 'due "2026-02-30": expected a day of the calendar'),
        (NoteEdit(due="20261130"), "due"),
        (NoteEdit(due="2026-W01-1"), "due"),
        (NoteEdit(due="tomorrow\x1b[2J"), 'due "tomorrow␛[2J"'),
        (NoteEdit(), "nothing to note"),
    ],
)
def test_what_cannot_be_is_refused(edit: NoteEdit, message: str) -> None:
    with pytest.raises(FileError) as caught:
        edited(None, edit, author="me")
    assert message in str(caught.value)


def test_names_are_made_inert_and_the_text_is_kept() -> None:
    note = edited(None, NoteEdit(text="a\x1b[31m\u202eb\udcff", owner="An\x1bn"), author="m\u202ee\n")
    assert note.text == "a\x1b[31m\u202eb\N{REPLACEMENT CHARACTER}"
    assert note.owner == "An␛n"
    assert note.author == "m\N{REPLACEMENT CHARACTER}e"


def test_several_notes_on_one_thing_become_the_newest_and_lose_no_state() -> None:
    base = edited(None, NoteEdit(text="base"), author="me", now=NOON)
    here = edited(base, NoteEdit(text="here"), author="me", now=NOON + dt.timedelta(1))
    there = edited(base, NoteEdit(text="there"), author="you", now=NOON + dt.timedelta(2))
    one = merge_notes([here, there])
    assert one is not None
    assert [state.text for state in (*one.history, one)] == ["base", "here", "there"]
    assert merge_notes([]) is None


@pytest.mark.parametrize("end", ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59+00:01", "2099-01-01"])
def test_who_writes_over_a_stamp_of_the_future_stands(end: str) -> None:
    """A clock that was wrong, or a hand: it must not hide for ever what is written over it."""
    before = Note(text="before", author="me", updated=end)
    after = edited(before, NoteEdit(text="after"), author="you")
    for order in itertools.permutations((before, after)):
        merged = merge_notes(order)
        assert merged is not None
        assert [state.text for state in (*merged.history, merged)] == ["before", "after"]
    last = edited(after, NoteEdit(text="last"), author="you")
    assert (found := merge_notes([before, last, after])) is not None
    assert found.text == "last"


def test_a_table_written_by_hand_is_a_note() -> None:
    written = {"text": "x", "due": dt.date(2026, 12, 1), "updated": NOON, "colour": "red"}
    note = note_of(written)
    assert (note.due, note.updated, note.status) == ("2026-12-01", "2026-11-22T12:00:00.000000Z", "open")
    assert table_of(note, written)["colour"] == "red"


@given(st.builds(Note, text=st.text(), author=st.text(), updated=st.text(), owner=st.none() | st.text(min_size=1)))
def test_a_note_comes_back_from_its_table(note: Note) -> None:
    assert note_of(table_of(note)) == note


def test_several_tables_on_one_change_keep_the_keys_of_all() -> None:
    first = {"text": "a", "updated": "1", "mine": 1, "history": [{"text": "z", "colour": "red"}]}
    second = {"text": "b", "updated": "2", "yours": 2, "history": [{"text": "y", "updated": "0", "shape": "round"}]}
    for tables in ([first, second], [second, first]):
        one = merge_copies(tables)
        assert (one["text"], one["mine"], one["yours"]) == ("b", 1, 2)
        history = [(state["text"], state.get("colour"), state.get("shape")) for state in one["history"]]
        assert history == [("z", "red", None), ("y", None, "round"), ("a", None, None)]
    assert merge_copies([first, first]) == first


def test_who_changed_a_note_meanwhile_is_told() -> None:
    words = str(NoteChangedError("figure/x", Note(author="Ann", updated="now")))
    assert words == "figure/x: Ann changed its note meanwhile: read it again; what stands now has the stamp now"
    words = str(NoteChangedError("figure/x", Note()))
    rest = "read it again; what stands now has the stamp of none"
    assert words == f"figure/x: somebody changed its note meanwhile: {rest}"
