"""One force through its cycles."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, row, screen_lines, text
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.compare.force_history import Timeline, timeline
from peeldiff.dataset import Dataset


@pytest.fixture(scope="session")
def found(ds: Dataset) -> Timeline:
    return timeline(ds, "northamptonshire")


def shown(pilot: Pilot[None]) -> TimelineScreen:
    return cast(TimelineScreen, pilot.app.screen)


def test_each_cycle_is_set_beside_the_one_of_its_kind_before(found: Timeline) -> None:
    before = {one.side.cycle: one.before for one in found.columns}
    cycles = [one.side.cycle for one in found.columns]
    assert before["2014"] is None
    assert cycles[before["2021-22"] or 0] == "2018-19"
    assert before["cdi-2020"] is None


def test_only_a_break_in_comparability_is_a_break(found: Timeline) -> None:
    broken = {one.side.cycle for one in found.columns if one.breaks}
    assert broken == {"2021-22", "2023-25"}


def test_pillars_come_first_and_no_arrow_crosses_a_break(found: Timeline) -> None:
    kinds = [one.kind for one in found.rows]
    assert kinds == sorted(kinds, key=["pillar", "topic", "item"].index)
    crossing = [entry.row for one in found.columns if one.breaks for cell in one.cells.values() for entry in cell]
    assert not [row for row in crossing if row and row.kind in ("improved", "declined", "unchanged")]


async def test_a_force_alone_opens_its_timeline_and_enter_compares(opened: Opened) -> None:
    async with opened("northants", size=(120, 40)) as pilot:
        assert "Northamptonshire Police   through every cycle" in text(pilot)
        assert "║" in text(pilot)
        assert "≠ 2021/22" in text(pilot)
        await pilot.press("g", "left", "left", "left", "left", "j")
        assert "PEEL 2017 and PEEL 2018/19: comparable" in text(pilot)
        assert "↓ ✕ Inadequate" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.cycle == "2018-19"
        assert row(pilot).id == "judgment/pillar/efficiency"


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


async def test_a_force_of_which_nothing_is_known(opened: Opened, ds: Dataset) -> None:
    async with opened("northants") as pilot:
        shown(pilot).show(timeline(ds, "nobody") if "nobody" in ds.force_names else Timeline("x", "X", (), (), {}))
        await pilot.press("j", "enter", "right")
        assert "nothing before this inspection" in text(pilot) or "Comparing" in text(pilot)
