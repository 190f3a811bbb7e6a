"""Changing what is compared, from the comparison and from the start."""

from __future__ import annotations

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, screen_lines, text


async def test_swap_reads_over_time_all_the_same(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("s")
        await settled(pilot)
        assert "PEEL 2021/22  ←  PEEL 2017" in screen_lines(pilot)[0]


async def test_step_a_side_through_its_cycles(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("{")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.cycle == "2018-19"
        await pilot.press(")")
        await settled(pilot)
        assert comparison_screen(pilot).compared.left.cycle == "2021-22"  # 2018-19 is on the right already
        for _ in range(3):
            await pilot.press("}")
            await settled(pilot)
        assert "has no later inspection here" in text(pilot)


async def test_an_inspection_is_not_compared_with_itself(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        before = comparison_screen(pilot).shown
        await pilot.press("b", *"northants 2017", "enter")
        await settled(pilot)
        assert "That is the other side already" in text(pilot)
        assert comparison_screen(pilot).shown is before


async def test_pick_another_inspection_by_typing_loosely(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("b", *"leics 2018")
        assert "Leicestershire Police, PEEL 2018/19" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        shown = comparison_screen(pilot).compared
        assert shown.right.inspection == "leicestershire:2018-19"
        assert "Northamptonshire PEEL 2017  &  Leicestershire PEEL 2018/19" in text(pilot)


async def test_the_picker_marks_what_nothing_is_known_of(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("a", *"dyfed 2021")
        assert "nothing known" in text(pilot)
        await pilot.press("escape")
        assert comparison_screen(pilot).compared.left.cycle == "2017"


async def test_the_picker_counts_findings_where_nothing_is_judged(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("a", *"core business")
        first = next(line for line in screen_lines(pilot) if "Northamptonshire Police, Core business" in line)
        assert "20 findings" in first
        assert "nothing known" not in first


async def test_the_force_of_the_side_is_found_first(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("b", *"2016", "enter")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.inspection == "northamptonshire:2016"
