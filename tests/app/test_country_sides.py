"""Marking the left side and the right one in the country."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import Opened, settled
from app.seeing import comparison_screen, screen_lines, text
from peeldiff.app.country.country_bars import Named, nothing_marked, sides
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit.lines import width_of
from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.dataset import Dataset


def country(pilot: Pilot[None]) -> CountryScreen:
    return cast(CountryScreen, pilot.app.screen)


@pytest.mark.parametrize("room", [60, 80, 120, 200])
def test_both_sides_and_the_way_back_are_always_said(ds: Dataset, room: int) -> None:
    names = ["Greater Manchester Police", "Devon & Cornwall Police", "Kent Police"]
    for left in names:
        for right in names:
            for cycle in ds.cycles.values():
                pair = Named(left, ds.cycles["2021-22"]), Named(right, cycle, known=False)
                line = "".join(text for text, _ in sides(pair, (True, False), "⏎", "u", room, UNICODE))
                assert line.endswith("⏎ compares  u takes back")
                assert "21/22" in line
                assert pair[1].brief in line or cycle.name in line
                assert width_of(sides(pair, (True, True), "Enter", "u", room, ASCII)) <= room


@pytest.mark.parametrize("room", [60, 80, 120])
def test_from_force_to_force_nothing_changes_in_what_is_asked(ds: Dataset, room: int) -> None:
    def asked(force: str) -> str:
        line = nothing_marked(Named(force, ds.cycles["2021-22"]), ("⏎", "a", "b"), room)
        return "".join(text for text, _ in line)

    assert asked("Kent Police") == asked("Northamptonshire Police")
    assert asked("Kent Police").endswith("right side: PEEL 2021/22")
    assert len(asked("Kent Police")) <= room


async def test_marks_move_nothing_and_are_taken_back_one_by_one(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("left", "a")
        assert country(pilot).shown.cycle == "2021-22"
        assert "◆ Left Avon and Somerset 2021/22  Right 21/22" in text(pilot).replace("PEEL ", "") or "◆ Left" in text(
            pilot
        )
        await pilot.press("left", "b", "escape")
        assert country(pilot).shown.marked_pair is None
        await pilot.press("u")
        assert [str(entry) for entry in country(pilot).shown.marked_pair or ()] == [
            "avon-and-somerset:2021-22",
            "avon-and-somerset:2018-19",
        ]
        await pilot.press("u")
        assert "Took back: Avon and Somerset PEEL 2018/19 as the right side." in text(pilot)
        await pilot.press("a")
        assert country(pilot).shown.wanted.left is not None
        await pilot.press("l", "a")
        assert str(country(pilot).shown.wanted.left) == "avon-and-somerset:2021-22"
        await pilot.press("a")
        assert country(pilot).shown.wanted.left is None


async def test_one_inspection_is_not_compared_with_itself(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("a", "enter")
        await settled(pilot)
        assert "Both sides are the same inspection" in text(pilot)
        assert isinstance(pilot.app.screen, CountryScreen)


@pytest.mark.parametrize(("keys", "arrow"), [("a l", "→"), ("b l", "←"), ("a h", "←"), ("a h b", "←")])
async def test_sides_stand_as_they_were_marked(opened: Opened, keys: str, arrow: str) -> None:
    async with opened() as pilot:
        await pilot.press("h", "h", *keys.split(), "enter")
        await settled(pilot)
        assert arrow in screen_lines(pilot)[0]
        side = (
            comparison_screen(pilot).compared.right if keys.startswith("b") else comparison_screen(pilot).compared.left
        )
        assert side.cycle == "2018-19"
        await pilot.press("escape")
        assert country(pilot).shown.marked_pair is not None


async def test_after_the_last_cycle_the_one_before_is_under_the_cursor(opened: Opened) -> None:
    async with opened("northants 2023") as pilot:
        assert "◆ Left Northamptonshire PEEL 2023-25  Right 2021/22" in text(pilot)
        assert country(pilot).shown.cycle == "2021-22"


async def test_the_two_cycles_of_a_change_never_become_one(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("left", "left", "V")
        await settled(pilot)
        for key in ("right_parenthesis", "left_curly_bracket", "right_parenthesis"):
            await pilot.press(key)
            await settled(pilot)
            left, right = country(pilot).shown.pair
            assert left != right
