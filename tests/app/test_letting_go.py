"""A long sitting holds no more than a short one."""

from __future__ import annotations

from textual._styles_cache import StylesCache

from app.conftest import NORTHANTS, Opened, settled
from app.hands import press
from peeldiff.app.kit.dialogs.text_dialog import TextDialog
from peeldiff.app.navigator import DEEPEST
from peeldiff.app.timeline.screen import TimelineScreen


async def test_what_closed_dialogs_drew_is_forgotten(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        for _ in range(6):
            await press(pilot, "i")
            assert isinstance(pilot.app.screen, TextDialog)
            await press(pilot, "escape")
        held = StylesCache.get_inner_outer.cache_info().currsize  # one for each widget drawn, and its background
        widgets = sum(len(screen.query("*")) + 1 for screen in pilot.app.screen_stack)
        assert held <= widgets


async def test_screens_do_not_pile_up_and_the_way_back_ends_where_one_began(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        for _ in range(DEEPEST // 2 + 2):
            pilot.app.screen.commands["timeline"]()  # type: ignore[attr-defined]
            await settled(pilot)
            assert isinstance(pilot.app.screen, TimelineScreen)
            await press(pilot, "enter")
            await settled(pilot)
            assert len(pilot.app.screen_stack) <= DEEPEST
        for _ in range(DEEPEST):
            await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 2
