"""All notes: in order, overdue marked, and back to the row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.conftest import LEICS, NORTHANTS, Opened, settled
from app.seeing import comparison_screen, row, text
from peeldiff.app.notes.rows import Shown, is_overdue
from peeldiff.notes.listing import Entry
from peeldiff.notes.note import Note

TODAY = dt.date(2026, 11, 22)


def entry(**fields: str) -> Entry:
    return Entry(Path("x.toml"), "a:1", "b:2", "judgment/x", Note(**fields), fields.get("text", ""))  # type: ignore[arg-type]


def test_overdue_is_what_is_open_and_late() -> None:
    assert is_overdue(Note(due="2026-11-21"), TODAY)
    assert not is_overdue(Note(due="2026-11-22"), TODAY)
    assert not is_overdue(Note(due="2026-11-21", status="done"), TODAY)
    assert not is_overdue(Note(due="soon"), TODAY)


def test_orders() -> None:
    notes = [
        entry(text="done", status="done", due="2026-01-01"),
        entry(text="late", due="2026-10-01", owner="Kim"),
        entry(text="never", owner="Ann"),
        entry(text="soon", due="2026-12-01", status="in-progress"),
    ]
    assert [one.about for one in Shown().of(notes)] == ["late", "soon", "never", "done"]
    assert [one.about for one in Shown("owner").of(notes)] == ["never", "late", "soon", "done"]
    assert [one.about for one in Shown("status", unfinished=True).of(notes)] == ["late", "never", "soon"]


@pytest.mark.usefixtures("noted")
async def test_from_the_comparison_to_the_row_of_a_note(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        pilot.app.today = lambda: TODAY  # type: ignore[attr-defined]
        await pilot.press("5")
        await settled(pilot)
        assert "! 1 Oct 2026, 52 days" in text(pilot)
        assert "1 note in other comparisons" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert row(pilot).id == "judgment/topic/prevention"


@pytest.mark.usefixtures("noted")
async def test_from_the_country_to_another_comparison(opened: Opened) -> None:
    async with opened() as pilot:
        pilot.app.today = lambda: TODAY  # type: ignore[attr-defined]
        await pilot.press("5")
        await settled(pilot)
        assert "2 notes, 1 overdue, by due date" in text(pilot)
        assert "[red]fine[/red]" in text(pilot)
        await pilot.press("G", "enter")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.inspection == LEICS[1]
