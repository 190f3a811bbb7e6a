"""From every screen there is a way to the country: back to the one that lies below, else to a new one."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened
from app.hands import press
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.navigator import DEEPEST


def country(pilot: Pilot[None]) -> CountryScreen:
    assert isinstance(pilot.app.screen, CountryScreen)
    return pilot.app.screen


@pytest.mark.parametrize(
    ("names", "way"), [(NORTHANTS, ""), (NORTHANTS, "4"), (NORTHANTS, "5"), (("northamptonshire",), "")]
)
async def test_it_opens_over_what_the_command_line_named_and_leads_back(
    opened: Opened, names: tuple[str, ...], way: str
) -> None:
    async with opened(*names) as pilot:
        await press(pilot, *way)
        here = pilot.app.screen
        await press(pilot, "0")
        assert country(pilot).shown.force == "northamptonshire"
        await press(pilot, "escape")
        assert pilot.app.screen is here


async def test_from_deep_down_it_is_the_one_where_one_began(opened: Opened) -> None:
    async with opened() as pilot:
        first = country(pilot)
        await press(pilot, "left", "a", "left", "enter", "4", "enter", "5")
        assert len(pilot.app.screen_stack) == 6
        await press(pilot, "0")
        assert pilot.app.screen is first
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, "enter")
        assert len(pilot.app.screen_stack) == 3


async def test_it_is_never_there_twice(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        for _ in range(DEEPEST):
            await press(pilot, "0", "enter")
        assert sum(isinstance(screen, CountryScreen) for screen in pilot.app.screen_stack) == 1
        assert len(pilot.app.screen_stack) == 4
