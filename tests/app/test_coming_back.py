"""Who comes back to a comparison sees what was written meanwhile, by themselves or by somebody else."""

from __future__ import annotations

import pytest
from textual._compositor import LayoutUpdate

from app.conftest import NORTHANTS, Opened, settled
from app.hands import press, still, type_in
from app.seeing import comparison_screen
from peeldiff.app.session import Session
from peeldiff.app.terminal.partial_repaint import ExactCompositor
from peeldiff.compare import Comparison, compare
from peeldiff.compare.rows import FindingRow
from peeldiff.dataset import Dataset
from peeldiff.notes.note import NoteEdit
from peeldiff.settings import Settings

EFFECTIVENESS = "judgment/pillar/effectiveness"
ONE_SCALE = ("northamptonshire:2017", "northamptonshire:2018-19")


async def test_a_note_written_on_a_screen_above(opened: Opened) -> None:
    async with opened(*ONE_SCALE) as pilot:
        await press(pilot, "]")
        await press(pilot, "4", "home", *["left"] * 9, *["right"] * 4)
        while "2018/19" not in pilot.app.screen.here.side.cycle_name:  # type: ignore[attr-defined]
            await press(pilot, "right")
        await press(pilot, "enter", "]", "e")
        await type_in(pilot, "above")
        await press(pilot, "f2")
        assert len(pilot.app.screen_stack) == 4
        written = dict(comparison_screen(pilot).notes)
        assert [note.text for note in written.values()] == ["above"]
        await press(pilot, "q", "q")
        assert len(pilot.app.screen_stack) == 2
        assert dict(comparison_screen(pilot).notes) == written


async def test_a_note_that_somebody_else_wrote(
    opened: Opened, in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    async with opened(*NORTHANTS) as pilot:
        Session(in_force, ds).note_desk(northants).save(EFFECTIVENESS, NoteEdit(text="theirs"), "")
        await press(pilot, "5", "q")
        await still(pilot)
        assert comparison_screen(pilot).notes[EFFECTIVENESS].text == "theirs"


async def test_a_verdict_that_somebody_else_gave(opened: Opened, in_force: Settings, ds: Dataset) -> None:
    found = compare(ds, *NORTHANTS)
    row = next(row for row in found.finding_rows if row.left and row.right)
    async with opened(*NORTHANTS) as pilot:
        assert row.left
        assert row.right
        Session(in_force, ds).set_verdict(found, row.left.finding, row.right.finding, "different")
        await press(pilot, "2", "5", "q")
        await settled(pilot)
        rows = [entry for entry in comparison_screen(pilot).rows if isinstance(entry, FindingRow)]
        assert row.id not in [entry.id for entry in rows if entry.left and entry.right]


@pytest.mark.parametrize(("there", "back"), [("4", "q"), ("?", "escape"), ("5", "q")])
async def test_it_is_painted_once(opened: Opened, monkeypatch: pytest.MonkeyPatch, there: str, back: str) -> None:
    painted: list[str] = []
    paint = ExactCompositor.render_full_update

    def painting(compositor: ExactCompositor, **options: bool) -> LayoutUpdate:
        painted.append("all")
        return paint(compositor, **options)

    async with opened(*NORTHANTS) as pilot:
        await press(pilot, there)
        await settled(pilot)
        monkeypatch.setattr(ExactCompositor, "render_full_update", painting)
        await press(pilot, back)
        await settled(pilot)
        assert painted == ["all"]
