"""A note in progress: kept while one writes, offered again, thrown away only when somebody says so."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, text
from peeldiff.app.notes.editor import NoteEditor
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.session import Session
from peeldiff.compare import Comparison
from peeldiff.dataset import Dataset
from peeldiff.notes import all_drafts
from peeldiff.notes.note import NoteEdit
from peeldiff.settings import Settings

EFFECTIVENESS = "judgment/pillar/effectiveness"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoteEditor, "PAUSE", 0.01)


def kept(in_force: Settings) -> list[str]:
    return [draft.text for draft in all_drafts(in_force.drafts, in_force.author)]


def open_session(pilot: Pilot[None]) -> Session:
    """Return the session of the app."""
    session = cast(PeeldiffApp, pilot.app).session
    assert session is not None
    return session


async def test_what_is_written_is_on_the_disk_after_a_pause(opened: Opened, in_force: Settings) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"half", "tab", "right", "tab", *"Ann")
        await pilot.pause(0.1)
        await settled(pilot)
        (draft,) = all_drafts(in_force.drafts, in_force.author)
        assert (draft.text, draft.status, draft.owner, draft.change) == ("half", "in-progress", "Ann", EFFECTIVENESS)


async def test_the_last_words_are_kept_when_the_program_ends(
    opened: Opened, in_force: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteEditor, "PAUSE", 60)
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", *"last")
        assert kept(in_force) == []
        session = open_session(pilot)
        pilot.app.exit(return_code=129)
    session.end()  # as whoever ran the app does
    assert kept(in_force) == ["last"]


async def test_a_draft_of_another_day_is_offered_and_saved(
    opened: Opened, in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    edit = NoteEdit(text="of yesterday", status="done", owner="Kim", due="")
    begun = Session(in_force, ds)
    begun.note_desk(northants).keep_draft(EFFECTIVENESS, edit, "")
    begun.end()
    async with opened(*NORTHANTS) as pilot:
        assert "Not saved yet: your note on Effectiveness" in text(pilot)
        await pilot.press("e")
        assert "of yesterday" in text(pilot)
        assert "Your draft, not saved yet. F8 throws it away." in text(pilot)
        await pilot.press("f2")
        await settled(pilot)
        note = comparison_screen(pilot).notes[EFFECTIVENESS]
        assert (note.text, note.status, note.owner) == ("of yesterday", "done", "Kim")
    assert kept(in_force) == []


async def test_closing_keeps_it_and_only_its_key_throws_it_away(opened: Opened, in_force: Settings) -> None:
    async with opened(*NORTHANTS) as pilot:
        session = open_session(pilot)
        await pilot.press("e", *"half", "escape")
        session.keep_drafts()
        assert kept(in_force) == ["half"]
        await pilot.press("e", "escape")
        session.keep_drafts()
        assert kept(in_force) == ["half"]
        await pilot.press("e", "f8")
        session.keep_drafts()
        assert kept(in_force) == []
        await pilot.press("e")
        assert "half" not in text(pilot)


async def test_a_draft_over_a_note_that_somebody_changed_meanwhile_is_contested(
    opened: Opened, in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    session = Session(in_force, ds)
    session.note_desk(northants).keep_draft(EFFECTIVENESS, NoteEdit(text="mine"), "")
    session.end()
    Session(in_force, ds).note_desk(northants).save(EFFECTIVENESS, NoteEdit(text="theirs"), "")
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("e", "f2")
        await settled(pilot)
        assert "Somebody else changed this note meanwhile" in text(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert comparison_screen(pilot).notes[EFFECTIVENESS].text == "theirs\nmine"
    assert kept(in_force) == []


async def test_a_draft_that_cannot_be_kept_is_said_while_one_writes(opened: Opened, in_force: Settings) -> None:
    in_force.drafts.parent.mkdir(parents=True)
    in_force.drafts.write_text("in the way", encoding="utf-8")
    async with opened(*NORTHANTS, size=(160, 30)) as pilot:
        await pilot.press("e", *"half")
        await pilot.pause(0.1)
        await settled(pilot)
        assert "The draft is not kept: /" in text(pilot)


async def test_restricted_it_lies_in_the_notes_folder_and_no_path_is_shown(
    opened: Opened, in_force: Settings, tmp_path: Path
) -> None:
    async with opened(*NORTHANTS, size=(160, 30), restricted=True) as pilot:
        await pilot.press("e", *"half", "escape", "w", "enter")
        await settled(pilot)
        assert "Written: northamptonshire@2017--northamptonshire@2021-22.toml" in text(pilot)
        assert str(tmp_path) not in text(pilot)
    (draft,) = (path for path in in_force.notes.rglob("*.draft.toml"))
    assert draft.parent.name.startswith(".drafts-")
    assert not in_force.drafts.exists()
