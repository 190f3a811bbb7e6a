"""The notes on one comparison, read, drafted and saved; every answer says which comparison it was about."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from notes_fixtures import FORCES, LEICS

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.files import locked
from peeldiff.notes import DraftKeeper, NoteConflict, NoteDesk, NoteEdit, NoteRefused, NoteSaved, NotesFolder


@pytest.fixture
def folder(tmp_path: Path, ds: Dataset) -> NotesFolder:
    return NotesFolder(tmp_path / "notes", ds, wait=0.2)


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[DraftKeeper]:
    made = DraftKeeper(tmp_path / "drafts", "me", retry=0.01)
    yield made
    made.close()


@pytest.fixture(scope="module")
def leics(ds: Dataset) -> Comparison:
    return compare(ds, *LEICS)


@pytest.fixture
def desk(leics: Comparison, folder: NotesFolder, keeper: DraftKeeper) -> NoteDesk:
    return NoteDesk(leics, folder, keeper, author="me")


def change_of(comparison: Comparison) -> str:
    return next(row.id for row in comparison.judgment_rows if row.is_change)


def test_a_note_is_saved_and_its_draft_goes(desk: NoteDesk, leics: Comparison, keeper: DraftKeeper) -> None:
    change = change_of(leics)
    desk.keep_draft(change, NoteEdit(text="one"), "")
    keeper.flush()
    assert desk.read().drafts[change].text == "one"
    saved = desk.save(change, NoteEdit(text="one"), "")
    assert isinstance(saved, NoteSaved)
    assert (saved.comparison, saved.change, saved.note.text) == (leics, change, "one")
    assert desk.note(change) == saved.note
    keeper.flush()
    read = desk.read()
    assert (read.comparison, read.notes, read.drafts, read.problems) == (leics, {change: saved.note}, {}, ())


def test_two_people_and_one_note(desk: NoteDesk, leics: Comparison, folder: NotesFolder, keeper: DraftKeeper) -> None:
    change = change_of(leics)
    theirs = folder.set_note(leics, change, NoteEdit(text="theirs"), author="you")
    conflict = desk.save(change, NoteEdit(text="mine"), "")
    assert isinstance(conflict, NoteConflict)
    assert (conflict.comparison, conflict.change, conflict.mine.text) == (leics, change, "mine")
    assert conflict.theirs == theirs
    keeper.flush()
    assert desk.read().drafts[change].text == "mine"
    settled = desk.save(change, NoteEdit(text="both"), conflict.current_stamp)
    assert isinstance(settled, NoteSaved)
    assert [state.text for state in settled.note.history] == ["theirs"]


def test_a_save_that_waits_while_another_comparison_is_shown(
    desk: NoteDesk, leics: Comparison, folder: NotesFolder, keeper: DraftKeeper, ds: Dataset
) -> None:
    """Whatever is opened meanwhile, the words of a comparison land in its own file, or are said to be its."""
    other = compare(ds, *FORCES)
    beside = NoteDesk(other, folder, keeper, author="me")
    outcomes: list[object] = []
    folder.path.mkdir()
    with locked(folder.file(leics)):
        waiting = threading.Thread(target=lambda: outcomes.append(desk.save(change_of(leics), NoteEdit(text="a"), "")))
        waiting.start()
        assert isinstance(beside.save(change_of(other), NoteEdit(text="b"), ""), NoteSaved)
        waiting.join(60)
    (refused,) = outcomes
    assert isinstance(refused, NoteRefused)
    assert (refused.comparison, refused.change, refused.mine.text) == (leics, change_of(leics), "a")
    assert "somebody else is writing it" in refused.reason
    keeper.flush()
    assert {draft.text for draft in desk.read().drafts.values()} == {"a"}
    assert beside.read().drafts == {}
    assert {note.text for note in beside.read().notes.values()} == {"b"}


def test_a_draft_written_while_a_save_waits_stays(desk: NoteDesk, leics: Comparison, keeper: DraftKeeper) -> None:
    change = change_of(leics)
    desk.keep_draft(change, NoteEdit(text="first"), "")
    desk.keep_draft(change, NoteEdit(text="second"), "")
    saved = desk.save(change, NoteEdit(text="first"), "")
    assert isinstance(saved, NoteSaved)
    keeper.flush()
    assert desk.read().drafts[change].text == "second"


def test_what_cannot_be_read_is_named_and_hides_nothing(desk: NoteDesk, leics: Comparison, folder: NotesFolder) -> None:
    first, second, *_ = [row.id for row in leics.judgment_rows if row.is_change]
    for change in (first, second):
        folder.set_note(leics, change, NoteEdit(text=change), author="me")
    path = folder.file(leics)
    content = path.read_text(encoding="utf-8").replace('status = "open"', 'status = "opne"', 1)
    path.write_text(content, encoding="utf-8")
    read = desk.read()
    assert len(read.notes) == 1
    (problem,) = read.problems
    line = content.splitlines().index('status = "opne"') + 1
    assert problem.startswith(f"{path}:{line}: judgments ")
    path.write_bytes(b"[")
    assert desk.read().notes == {}
    assert len(desk.problems) == 1


def test_many_threads_save_at_one_desk(tmp_path: Path, ds: Dataset, leics: Comparison, keeper: DraftKeeper) -> None:
    folder = NotesFolder(tmp_path / "notes", ds, wait=60)
    desk = NoteDesk(leics, folder, keeper, author="me")
    ids = [row.id for row in leics.judgment_rows if row.is_change][:4]
    threads = [threading.Thread(target=desk.save, args=(change, NoteEdit(text=change), "")) for change in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {note.text for note in folder.read(leics).values()} == set(desk.notes) == set(ids)
