"""Choosing the left side and the right one in the country."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import Opened, settled
from app.seeing import comparison_screen, screen_lines, text
from peeldiff.app.country.country_bars import Named, left_question, right_question
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit.lines import width_of
from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.dataset import Dataset


def country(pilot: Pilot[None]) -> CountryScreen:
    return cast(CountryScreen, pilot.app.screen)


def asked(left: Named, right: Named | None, room: int) -> str:
    return "".join(text for text, _ in right_question(left, right, "⏎", "Esc", room, UNICODE))


@pytest.mark.parametrize("room", [60, 80, 120, 200])
def test_how_to_take_the_left_side_back_is_always_said(ds: Dataset, room: int) -> None:
    names = ["Greater Manchester Police", "Devon & Cornwall Police", "Kent Police"]
    for left in names:
        for right in names:
            for cycle in ds.cycles.values():
                ours, theirs = Named(left, ds.cycles["2021-22"]), Named(right, cycle, known=False)
                line = asked(ours, theirs, room)
                assert "Esc takes it back" in line
                assert "21/22" in line
                assert theirs.brief in line or cycle.name in line
                assert width_of(right_question(ours, theirs, "Enter", "Esc", room, ASCII)) <= room


def test_at_80_columns_one_force_is_named_once(ds: Dataset) -> None:
    left, right = (Named("Northamptonshire Police", ds.cycles[one]) for one in ("2018-19", "2021-22"))
    assert asked(left, right, 80) == " ◆ Northamptonshire 2018/19  2 Right: 2021/22  ⏎ compares  Esc takes it back"
    assert "another one than this  Esc takes it back" in asked(left, None, 80)


@pytest.mark.parametrize("room", [60, 80, 120])
def test_what_changes_from_force_to_force_stands_last(ds: Dataset, room: int) -> None:
    def asked_left(force: str) -> str:
        return "".join(text for text, _ in left_question(Named(force, ds.cycles["2021-22"]), "⏎", room))

    one, other = asked_left("Kent Police"), asked_left("Northamptonshire Police")
    assert one.partition("Kent")[0] == other.partition("Northamptonshire")[0]
    assert max(len(one), len(other)) <= room


async def test_escape_takes_the_left_side_back_also_while_one_types(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press(*"northants", "left", "left", "enter")
        assert country(pilot).shown.left is not None
        assert "Esc takes it back" in text(pilot)
        await pilot.press("escape")
        assert country(pilot).shown.left is None
        assert "Left side: " in text(pilot)


async def test_the_left_side_itself_is_not_compared(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("escape", "left", "left", "enter", "left")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "This is the left side itself" in text(pilot)
        assert isinstance(pilot.app.screen, CountryScreen)


@pytest.mark.parametrize(("key", "arrow"), [("", "→"), ("left left", "←")])
async def test_the_right_side_may_be_later_or_earlier(opened: Opened, key: str, arrow: str) -> None:
    async with opened() as pilot:
        await pilot.press("escape", "left", "left", "enter", *key.split(), "enter")
        await settled(pilot)
        assert arrow in screen_lines(pilot)[0]
        assert comparison_screen(pilot).compared.left.cycle == "2018-19"


async def test_the_two_cycles_of_a_change_never_become_one(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("escape", "left", "left", "V")
        await settled(pilot)
        for key in ("right_parenthesis", "left_curly_bracket", "right_parenthesis"):
            await pilot.press(key)
            await settled(pilot)
            left, right = country(pilot).shown.pair
            assert left != right
