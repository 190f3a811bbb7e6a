"""All notes: in order, overdue marked, and back to the row."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from app.conftest import LEICS, NORTHANTS, Opened, settled
from app.seeing import comparison_screen, drawn, row, text
from peeldiff.app.kit.marks import UNICODE
from peeldiff.app.kit.words import pair_words
from peeldiff.app.notes.rows import ORDERS, TO_DECIDE, NoteSource, Shown, is_overdue, unread_words
from peeldiff.app.session import Session
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.notes.listing import Entry
from peeldiff.notes.note import Note, NoteEdit
from peeldiff.settings import Settings

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
    assert [item.about for item in Shown().of(notes)] == ["late", "soon", "never", "done"]
    assert [item.about for item in Shown("owner").of(notes)] == ["never", "late", "soon", "done"]
    assert [item.about for item in Shown("status", unfinished=True).of(notes)] == ["late", "never", "soon"]


def test_what_several_people_wrote_at_once_stands_first_and_can_be_had_alone() -> None:
    two = Note("mine", author="Ann", due="2027-01-01", contested=(Note("theirs", author="Kim"),))
    notes = [entry(text="late", due="2026-10-01"), dataclasses.replace(entry(text="two"), note=two)]
    for order in ORDERS:
        assert [item.about for item in Shown(order).of(notes)] == ["two", "late"]
        assert Shown(order).heading(notes[1], TODAY) == TO_DECIDE
    assert [item.about for item in Shown(contested=True).of(notes)] == ["two"]
    assert "Kim and Ann changed this at the same time" in drawn(NoteSource(notes, Shown(), TODAY, UNICODE), 80)


def test_what_cannot_be_read_is_counted_and_named() -> None:
    lines = unread_words([f"file {number}: broken" for number in range(5)], 5)
    assert lines[0] == "Not read, or not whole: 5 notes files. Their notes are missing here."
    assert (lines[1:4], lines[4]) == (
        [f"file {number}: broken" for number in range(3)],
        "… and 2 more problems: peeldiff notes check names all.",
    )
    assert unread_words([], 0) == []
    assert "file 2: broken" in drawn(NoteSource([], Shown(), TODAY, UNICODE, "", lines), 80)


async def test_a_broken_file_is_named_where_its_notes_are_missing(opened: Opened, in_force: Settings) -> None:
    in_force.notes.mkdir(parents=True)
    (in_force.notes / "a@1--b@2.toml").write_text("no notes", encoding="utf-8")
    async with opened() as pilot:
        await pilot.press("5")
        await settled(pilot)
        assert "0 notes, by due date; 1 file not read" in text(pilot)
        assert "a@1--b@2.toml:1" in text(pilot).replace("\n", "").replace(" ", "")
        assert "No note is written yet" not in text(pilot)


def test_a_findings_note_stands_once_and_in_the_comparison_that_is_open(
    ds: Dataset, in_force: Settings, northants: Comparison
) -> None:
    session = Session(in_force, ds)
    other = compare(ds, NORTHANTS[0], LEICS[1])
    row = next(row for row in northants.finding_rows if row.left and not row.right)
    session.note_desk(northants).save(row.id, NoteEdit(text="older"), "")
    there = next(item for item in other.finding_rows if item.left == row.left)
    desk = session.note_desk(other)
    desk.save(there.id, NoteEdit(text="newer"), desk.read().notes[there.id].updated)
    sides = {(NORTHANTS[0], NORTHANTS[1]), (LEICS[1], NORTHANTS[0])}
    for comparison in (None, northants, other):
        (entry,) = session.every_note(comparison).entries
        assert entry.note.text == "newer"
        assert {tuple(sorted(place)) for place in entry.shows_in} == {tuple(sorted(place)) for place in sides}
        if comparison is not None:
            assert {entry.left, entry.right} == {comparison.left.inspection, comparison.right.inspection}
    desk.save(there.id, NoteEdit(text="", status="open"), desk.read().notes[there.id].updated)
    assert session.every_note().entries == ()


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


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("kent:2017", "kent:2021-22", "Kent 2017 and 2021/22"),
        ("kent:2017", "gwent:2018-19", "Kent 2017 and Gwent 2018/19"),
        ("gone:2017", "gone:1999", "gone 2017 and 1999"),
    ],
)
def test_what_is_compared_is_named_in_words(ds: Dataset, left: str, right: str, words: str) -> None:
    assert pair_words(ds, left, right, "and") == words


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("due", ["2025-11-30", "1990-01-01", "2030-05-06", "some day that is none and long"])
def test_no_cell_of_a_note_touches_the_next(width: int, due: str) -> None:
    noted = entry(text="Ask", status="in-progress", owner="Zoë Ágnes Öberg", due=due)
    source = NoteSource([noted], Shown(), TODAY, UNICODE)
    (line, *_), *_ = (block.lines for block in source.blocks(width) if block.is_entry)
    drawn_text = "".join(text for text, _ in line)
    assert "  in progress" in drawn_text
    assert " Zoë" in drawn_text
