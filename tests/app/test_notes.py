"""Notes on a row: written, shown, contested; and the export."""

from __future__ import annotations

import tomllib

import pytest

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, text
from peeldiff.app.notes.conflict import ConflictDialog
from peeldiff.app.notes.note_draft import Draft
from peeldiff.app.session import Session
from peeldiff.compare import Comparison
from peeldiff.dataset import Dataset
from peeldiff.notes.note import Note, NoteEdit
from peeldiff.settings import Settings

EFFECTIVENESS = "judgment/pillar/effectiveness"


async def test_a_note_is_written_and_shown(opened: Opened, in_force: Settings) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"Ask why", "tab", "right", "tab", *"Ann", "f2")
        await settled(pilot)
        assert "The note is saved." in text(pilot)
        assert "✎" in text(pilot)
        assert "Note in progress, owner Ann: Ask why (tester" in text(pilot)
        assert comparison_screen(pilot).notes[EFFECTIVENESS].text == "Ask why"
    assert list(in_force.notes.glob("*.toml"))


async def test_a_note_is_taken_back_unless_somebody_changed_it_meanwhile(
    opened: Opened, in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"Ask", "f2")
        await settled(pilot)
        await pilot.press("e", *"!", "f2")
        await settled(pilot)
        note = comparison_screen(pilot).notes[EFFECTIVENESS]
        desk = Session(in_force, ds).note_desk(northants)
        await pilot.press("u")
        await settled(pilot)
        assert "Took back: the note on Effectiveness." in text(pilot)
        note = desk.read().notes[EFFECTIVENESS]
        assert (note.text, [state.text for state in note.history]) == ("Ask", ["Ask", "!Ask"])
        desk.save(EFFECTIVENESS, NoteEdit(text="theirs"), note.updated)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConflictDialog)
        await pilot.press("escape")
        assert "Not taken back" in text(pilot)
        assert desk.read().notes[EFFECTIVENESS].text == "theirs"


DAYS = {"30/11/2026": "2026-11-30", "30 Nov 2026": "2026-11-30", "": "", "soon": "soon"}


@pytest.mark.parametrize("typed", DAYS)
def test_days_are_read_as_people_write_them_and_shown_so(typed: str) -> None:
    draft = Draft(due=typed)
    assert draft.edit.due == DAYS[typed]
    shown = Draft.of(Note(due=draft.edit.due))
    assert (shown.due, shown.edit.due) == ("30 Nov 2026" if "2026" in typed else typed, DAYS[typed])


async def test_a_wrong_day_is_refused_in_place(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", "x", "tab", "tab", "tab", *"soon", "f2")
        assert '"soon" is no day' in text(pilot)


async def test_escape_keeps_a_draft_and_asks_nothing(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"half", "escape")
        assert "the draft is kept" in text(pilot)
        await pilot.press("e")
        assert "half" in text(pilot)
        await pilot.press("escape")
        await pilot.press("j", "e", "escape")
        assert "draft" not in text(pilot)


async def test_who_comes_second_sees_both_texts_and_chooses(
    opened: Opened, in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"mine")
        Session(in_force, ds).note_desk(northants).save(EFFECTIVENESS, NoteEdit(text="theirs"), "")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConflictDialog)
        assert "theirs" in text(pilot)
        assert "mine" in text(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert comparison_screen(pilot).notes[EFFECTIVENESS].text == "theirs\nmine"


async def test_export_writes_a_file_and_says_where(opened: Opened, in_force: Settings) -> None:
    async with opened(*NORTHANTS, size=(200, 30)) as pilot:
        await pilot.press("w", "enter")
        await settled(pilot)
        (path,) = in_force.notes.glob("*.toml")
        assert f"Written: {path}" in text(pilot)
        assert tomllib.loads(path.read_text(encoding="utf-8"))["left"]["cycle"] == "2017"


async def test_a_note_belongs_to_a_change(opened: Opened) -> None:
    async with opened("leicestershire:2017", "leicestershire:2018-19") as pilot:
        await pilot.press("e")
        assert "A note belongs to a change" in text(pilot)


def test_a_draft_of_no_note_is_seen_as_none() -> None:
    assert Draft.of(None).edit == NoteEdit(text="", status="open", owner="", due="")
    assert Draft.of(None).seen == ""
