"""What lies under an open session goes, comes back, changes or breaks: the session bears it, or says so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, open_anew, settled
from app.hands import press
from app.seeing import text, unbroken
from peeldiff import shipped
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.session import Session
from peeldiff.settings import Settings
from running import peeldiff

EFFECTIVENESS = "judgment/pillar/effectiveness"
NAME = "northamptonshire@2017--northamptonshire@2021-22.toml"
WIDE = (300, 24)


async def write(pilot: Pilot[None], words: str) -> str:
    """Write a note on Effectiveness, and return what is shown then."""
    await press(pilot, "e")
    assert "Note on Effectiveness" in text(pilot)
    await press(pilot, *words, "ctrl+t")
    await settled(pilot)
    return unbroken(text(pilot).splitlines())


async def leave(pilot: Pilot[None]) -> None:
    """Leave with the key that closes at once, and end the sitting as whoever ran the app does."""
    app = cast(PeeldiffApp, pilot.app)
    await press(pilot, "ctrl+q")
    assert app._exit
    assert app.return_code == 0
    assert app.session is not None
    app.session.end()


async def test_the_notes_folder_goes_and_comes_back(opened: Opened, in_force: Settings) -> None:
    notes = in_force.notes
    async with opened(*NORTHANTS, size=WIDE) as pilot:
        assert "The note is saved." in await write(pilot, "before")
        shutil.rmtree(notes)
        notes.write_text("in the way", encoding="utf-8")
        assert "cannot be made, nothing was written: file exists" in await write(pilot, "meanwhile ")
        await leave(pilot)
    notes.unlink()
    async with opened(*NORTHANTS, size=WIDE) as pilot:
        await press(pilot, "e")
        await settled(pilot)
        assert "Your draft, not saved yet." in text(pilot)
        assert "meanwhile" in text(pilot)
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert "Somebody else changed this note meanwhile" in text(pilot)  # what it was written over is gone
        await press(pilot, "m")
        await settled(pilot)
        assert "The note is saved." in text(pilot)
        assert "meanwhile" in (notes / NAME).read_text("utf-8")
        await leave(pilot)


async def test_the_dataset_and_the_working_folder_go(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All was read at the start; what needs a file afterwards does without or says so."""
    monkeypatch.setattr(Session, "open", open_anew)
    shutil.copytree(shipped.data(), tmp_path / "data")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    async with opened(*NORTHANTS, data=tmp_path / "data") as pilot:
        session = cast(PeeldiffApp, pilot.app).session
        assert session is not None
        assert session.dataset.root == tmp_path / "data"
        shutil.rmtree(tmp_path / "data")
        (tmp_path / "work").rmdir()
        for keys in ("jj", "]", "2", "3", "4", "5", "1", "s", ")"):
            await press(pilot, *keys)
            await settled(pilot)
        await press(pilot, "w", "enter")
        await settled(pilot)
        assert "Written: " in text(pilot)
        await press(pilot, "p")
        await settled(pilot)
        assert "the working folder is gone: start peeldiff in another one" in text(pilot)
        await press(pilot, "/", *"demand")
        await settled(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        await leave(pilot)


async def test_notes_that_change_and_break_under_an_open_session(opened: Opened, in_force: Settings) -> None:
    async with opened(*NORTHANTS) as pilot:
        theirs = ("--note", "theirs", "--author", "Lee", "--notes", str(in_force.notes))
        assert peeldiff("notes", "set", *NORTHANTS, EFFECTIVENESS, *theirs).code == 0
        assert "Somebody else changed this note meanwhile" in await write(pilot, "mine")
        await press(pilot, "b")
        await settled(pilot)
        assert "The note is saved." in text(pilot)
        path = in_force.notes / NAME
        assert "theirs\nmine" in path.read_text("utf-8").replace("\r", "")
        whole = path.read_bytes()
        half = whole[: whole.index(b' = "', len(whole) // 2) + 4]  # within a text: cut between lines it is TOML still
        for broken in (b"", b"\x00" * 100, half, os.urandom(500)):
            path.write_bytes(broken)
            for keys in (("5",), ("1",), ("j", "e"), (*"more", "ctrl+t"), ("escape",), ("k",)):
                await press(pilot, *keys)
                await settled(pilot)
            assert path.read_bytes() == broken
        path.write_bytes(whole)
        await leave(pilot)


@pytest.mark.system
async def test_a_full_disk_under_an_open_note(opened: Opened, small_disk: Path) -> None:
    folder = small_disk / "notes"
    async with opened(*NORTHANTS, size=WIDE, notes=folder) as pilot:
        assert "The note is saved." in await write(pilot, "kept")
        (small_disk / "ballast").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
        assert "the disk is full" in await write(pilot, "more ")
        (small_disk / "ballast").unlink()
        await press(pilot, "e", "ctrl+t")
        await settled(pilot)
        assert "The note is saved." in text(pilot)
        assert "more" in (folder / NAME).read_text("utf-8")
        await leave(pilot)
