"""How files are named, what is told of a document that is wrong, and the words of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from peeldiff.dataset.queries.names import Inspection
from peeldiff.errors import FileError
from peeldiff.notes.listing import _inspection
from peeldiff.notes.naming import mentions, pair_name
from peeldiff.notes.note import Note, NoteEdit, OddValueError, edited, stamp
from peeldiff.notes.note_table import note_of
from peeldiff.notes.notes_files import NotesFiles, fresh
from peeldiff.notes.notes_reader import document

HEAD = '[notes]\nformat = 1\ncomparison = "a@one--a@two"\n'

PARTS = {
    "kent": "kent",
    "2021-22": "2021-22",
    "A.b_c+D-9": "A.b_c+D-9",
    "x": "x",
    "Ash House": "Ash%20House",
    "a--b": "a%2D%2Db",
    "-a": "%2Da",
    "a-": "a%2D",
    "a.": "a%2E",
    "~a": "%7Ea",
    "a/b": "a%2Fb",
    "a@b": "a%40b",
    "é": "%C3%A9",
    "a\n": "a%0A",
    "": "",
}


@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_any_name_is_part_of_a_files_name(part: str) -> None:
    known = PARTS[part]
    first, second = Inspection(part, "one"), Inspection("b", part)
    name = pair_name(first, second)
    assert name == f"{known}@one--b@{known}"
    assert mentions(f"{name}.toml", (first, Inspection("x", "y")))  # type: ignore[arg-type]
    assert mentions(name, (Inspection("x", "y"), second))  # type: ignore[arg-type]
    assert not mentions(name, (Inspection(part, "two"), Inspection("b", "one")))  # type: ignore[arg-type]


FIGURE = f'{HEAD}[[figures]]\nid = "f/x"\n[figures.note]\n'
WRONG = {
    "x = 1": "{path}: not a notes file: it has no [notes] with format and comparison",
    "notes = 1": "{path}: not a notes file: it has no [notes] with format and comparison",
    "[notes]\nformat = 1": "{path}: not a notes file: it has no [notes] with format and comparison",
    '[notes]\ncomparison = "x"': "{path}: not a notes file: it has no [notes] with format and comparison",
    '[notes]\ncomparison = "x"\nformat = "1"': '{path}: format "1": expected 1',
    '[notes]\ncomparison = "x"\nformat = 0': '{path}: format "0": expected 1',
    '[notes]\ncomparison = "x"\nformat = 2': (
        "{path}: written by a newer peeldiff (format 2; this one knows 1): update peeldiff; the file was left as it is"
    ),
    '[notes]\ncomparison = "x"\nformat = 1': (
        '{path}: these are the notes of "x", not of a@one--a@two: write to another file; this one was left as it is'
    ),
    f"judgments = 1\n{HEAD}": "{path}: judgments: expected tables, as [[judgments]]",
    f"retired = [1]\n{HEAD}": "{path}: retired: expected tables, as [[retired]]",
    f'{HEAD}[[judgments]]\nid = "ok"\n[[judgments]]\nid = 7': (
        '{path}:7: judgments 7: id "7": expected the id of a change, in quotes'
    ),
    f"{HEAD}[[figures]]\nnote = 7": '{path}:5: figures 1: note "7": expected a table',
    f"{FIGURE}history = 7": '{path}:7: figures f/x: history "7": expected tables',
    f"{FIGURE}text = 7": '{path}:7: figures f/x: text "7": expected text in quotes',
    f"{HEAD}[[figures]]\n[figures.note]\ndue = 7": ('{path}:6: figures 1: due "7": expected a day, such as 2026-11-30'),
    f"{HEAD}[[verdicts]]\nleft = 7": '{path}:5: verdicts 1: left "7": expected the id of a finding',
    f'{HEAD}[[verdicts]]\nleft = "f"\nright = "g"\nverdict = "same"\nupdated = 7': (
        '{path}:8: verdicts 1: updated "7": expected text in quotes'
    ),
    f'{HEAD}[[verdicts]]\nleft = "f"\nright = "g"\nverdict = "maybe"': (
        '{path}:7: verdicts 1: verdict "maybe": expected same, different or unsaid'
    ),
    f'{HEAD}[[verdicts]]\nleft = "f"\nright = "g"\nverdict = "same"\nauthor = 7': (
        '{path}:8: verdicts 1: author "7": expected text in quotes'
    ),
    f'{HEAD}[[verdicts]]\nleft = "f"\nright = "g"\nverdict = "same"\nhistory = [7]': (
        '{path}:8: verdicts 1: history "[7]": expected tables'
    ),
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a@one--a@two.toml"
    with pytest.raises(FileError) as caught:
        document(path, text.encode(), path.stem)
    assert str(caught.value) == WRONG[text].format(path=path)


def test_what_is_no_note_is_told_by_its_key() -> None:
    for table, key, words in (
        ("text", "note", 'note "text": expected a table'),
        ({"history": "text"}, "history", 'history "text": expected tables'),
        ({"history": [7]}, "history", 'history "[7]": expected tables'),
        ({"updated": 7}, "updated", 'updated "7": expected a time in quotes'),
        ({"history": [{"owner": 7}]}, "owner", 'owner "7": expected text in quotes'),
    ):
        with pytest.raises(OddValueError) as caught:
            note_of(table)
        assert (caught.value.key, str(caught.value)) == (key, words)


def test_a_folder_is_made_with_its_parents_or_told(tmp_path: Path) -> None:
    files = NotesFiles(tmp_path / "a" / "b")
    assert files.paths() == []
    files.make_folder()
    files.make_folder()
    for name in ("b.toml", "a.toml", ".c.toml", "d.txt", "e.toml.tmp"):
        (files.folder / name).touch()
    assert [path.name for path in files.paths()] == ["a.toml", "b.toml"]
    assert fresh(files.folder / "none.toml") == (None, b"")
    (tmp_path / "file").touch()
    inside = NotesFiles(tmp_path / "file" / "b")
    with pytest.raises(FileError) as caught:
        inside.make_folder()
    assert str(caught.value).startswith(f"{inside.folder}: cannot be made, nothing was written: stands where a folder")
    with pytest.raises(FileError) as caught:
        inside.paths()
    assert str(caught.value).startswith(f"{inside.folder}: not read: stands where a folder is needed")
    files.close()
    with pytest.raises(FileError) as caught:
        files.look(files.folder / "a.toml")
    assert str(caught.value) == f"{files.folder / 'a.toml'}: not read: peeldiff is about to end"


def test_sides_that_are_not_named_are_said_to_be_so() -> None:
    assert [_inspection(side) for side in ({"force": "a"}, {"cycle": "one"}, {}, 7)] == ["a:?", "?:one", "?:?", "?"]


def test_stamps_are_of_one_clock_wherever_it_stands() -> None:
    noon = dt.datetime(2026, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    assert stamp(noon) == "2026-05-01T07:00:00.000000Z"
    assert stamp(noon, after="2026-05-01T07:00:00.000000Z") == "2026-05-01T07:00:00.000001Z"
    assert stamp(noon, after="2026-05-01T09:00:00.000000+02:00") == "2026-05-01T07:00:00.000001Z"
    assert stamp(noon, after="words") == "2026-05-01T07:00:00.000000Z"
    assert abs(dt.datetime.fromisoformat(stamp()) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=10)


def test_an_edit_of_one_thing_leaves_the_others() -> None:
    whole = Note(text="one", status="done", owner="Kim", due="2026-05-31", author="me", updated="2026-01-01T00:00:00Z")
    for edit, changed in (
        (NoteEdit(text="two"), {"text": "two"}),
        (NoteEdit(status="open"), {"status": "open"}),
        (NoteEdit(owner="Jo"), {"owner": "Jo"}),
        (NoteEdit(due="2026-06-01"), {"due": "2026-06-01"}),
        (NoteEdit(due=""), {"due": None}),
        (NoteEdit(owner=""), {"owner": None}),
    ):
        after = edited(whole, edit, author="you")
        same = {name: getattr(whole, name) for name in ("text", "status", "owner", "due")} | changed
        assert {name: getattr(after, name) for name in same} == same
        assert after.author == "you"
    with pytest.raises(FileError) as caught:
        edited(whole, NoteEdit(), author="you")
    assert str(caught.value) == "nothing to note: give a text, a status, an owner or a due day"
