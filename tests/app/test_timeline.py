"""One force through its cycles."""

from __future__ import annotations

import re
from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, drawn, row, screen_lines, text
from peeldiff.app.kit.marks import ASCII, UNICODE, Marks
from peeldiff.app.timeline.rows import TimelineSource, columns
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.compare.force_history import Timeline, timeline
from peeldiff.dataset import Dataset
from peeldiff.vocabulary.signs import KIND_SIGNS
from peeldiff.vocabulary.terms import INDICATIVE


@pytest.fixture(scope="session")
def found(ds: Dataset) -> Timeline:
    return timeline(ds, "northamptonshire")


def shown(pilot: Pilot[None]) -> TimelineScreen:
    return cast(TimelineScreen, pilot.app.screen)


def test_each_cycle_is_set_beside_the_one_of_its_kind_before(found: Timeline) -> None:
    before = {column.side.cycle: column.before for column in found.columns}
    cycles = [column.side.cycle for column in found.columns]
    assert before["2014"] is None
    assert cycles[before["2021-22"] or 0] == "2018-19"
    assert before["cdi-2020"] is None


def test_only_a_break_in_comparability_is_a_break(found: Timeline) -> None:
    broken = {column.side.cycle for column in found.columns if column.breaks}
    assert broken == {"2021-22", "2023-25"}


def test_pillars_come_first_and_no_arrow_crosses_a_break(found: Timeline) -> None:
    kinds = [item.kind for item in found.rows]
    assert kinds == sorted(kinds, key=["pillar", "topic", "item"].index)
    behind = [column for column in found.columns if column.breaks]
    crossing = [entry.row for column in behind for cell in column.cells.values() for entry in cell]
    assert any(crossing)
    assert not [row for row in crossing if row and row.kind in ("improved", "declined", "unchanged")]


async def test_a_force_alone_opens_its_timeline_and_enter_compares(opened: Opened) -> None:
    async with opened("northants", size=(120, 40)) as pilot:
        assert "Northamptonshire Police   through every cycle" in text(pilot)
        assert "║" in text(pilot)
        assert "≠ 2021/22" in text(pilot)
        await pilot.press("g", "left", "left", "left", "left", "j")
        assert "PEEL 2017 and PEEL 2018/19: comparable" in text(pilot)
        assert "✕ Inadequate" in text(pilot)
        assert "↓ declined" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.cycle == "2018-19"
        assert row(pilot).id == "judgment/pillar/efficiency"


@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("force", ["northamptonshire", "leicestershire", "cleveland"])
@pytest.mark.parametrize("width", [80, 140])
def test_a_sign_of_change_never_touches_a_grade(ds: Dataset, force: str, width: int, marks: Marks) -> None:
    shown = timeline(ds, force)
    across = columns(ds, shown, width, {}, marks)
    lines = drawn(TimelineSource(shown, across, range(len(across)), 0, 18, marks), 20 * width)
    changes = "|".join(
        re.escape(marks.of_change(kind, basis)) for kind in KIND_SIGNS for basis in ("direct", INDICATIVE)
    )
    grades = "|".join(re.escape(marks.of_grade(ds, grade)) for grade in ds.grades)
    labels = "|".join(f"{re.escape(grade.label)}|{re.escape(grade.short)}" for grade in ds.grades.values())
    assert re.search(rf"({grades}) ({labels})", lines)
    assert not re.search(rf"({changes}) ?({grades}) ({labels})", lines)


def test_what_does_not_stand_in_a_report_is_marked(ds: Dataset) -> None:
    shown = timeline(ds, "leicestershire")
    across = columns(ds, shown, 140, {}, UNICODE)
    lines = drawn(TimelineSource(shown, across, range(len(across)), 0, 18, UNICODE), 300)
    assert {"Goodˢ", "Outst.ᵈ"} <= set(lines.replace("Outstandingᵈ", "Outst.ᵈ").split())


async def test_it_is_a_tab_of_the_comparison(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("4")
        await settled(pilot)
        assert "4 Timeline" in screen_lines(pilot)[1]
        await pilot.press("i", "escape", "2")
        await settled(pilot)
        assert comparison_screen(pilot).shown.tab.id == "findings"


async def test_of_two_forces_either_can_be_seen(opened: Opened) -> None:
    async with opened("northants 2017", "leics 2018") as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert shown(pilot).force == "leicestershire"


async def test_a_force_of_which_nothing_is_known(opened: Opened) -> None:
    async with opened("northants") as pilot:
        shown(pilot).show(Timeline("x", "X", (), (), {}))
        await pilot.press("j", "enter", "right")
        assert "This dataset knows no judgment of this force." in text(pilot)
        assert "Northamptonshire" not in text(pilot)
