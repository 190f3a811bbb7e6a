"""The detail pane says how much of it is not seen, and which key shows it."""

from __future__ import annotations

import re

from app.conftest import NORTHANTS, Opened
from app.seeing import comparison_screen, screen_lines


async def test_the_lower_right_says_how_many_lines_follow_and_the_upper_right_how_many_went(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        pane = comparison_screen(pilot).detail_pane
        hidden = pane.below
        assert hidden > 1
        assert screen_lines(pilot)[-2].endswith(f"▾ {hidden} more lines, J")
        assert "▴" not in screen_lines(pilot)[-4]
        await pilot.press("J")
        assert screen_lines(pilot)[-4].endswith("▴ 1 more line, K")
        assert screen_lines(pilot)[-2].endswith(f"▾ {hidden - 1} more line{'s' * (hidden > 2)}, J")
        for _ in range(hidden):
            await pilot.press("J")
        assert "more" not in screen_lines(pilot)[-2]
        assert screen_lines(pilot)[-4].endswith(f"▴ {hidden} more lines, K")


async def test_no_sign_where_everything_fits(opened: Opened) -> None:
    async with opened(*NORTHANTS, size=(120, 60)) as pilot:
        pane = comparison_screen(pilot).detail_pane
        assert not pane.below
        assert not any(re.search(r"more lines?, [JK]$", line) for line in screen_lines(pilot))


async def test_in_ascii_and_with_a_persons_own_key(opened: Opened) -> None:
    async with opened(*NORTHANTS, marks="ascii", keys={"detail-down": "f5"}) as pilot:
        assert re.search(r"\\/ \d+ more lines, F5$", screen_lines(pilot)[-2])
        await pilot.press("f5")
        assert screen_lines(pilot)[-4].endswith("/\\ 1 more line, K")


async def test_in_the_country_it_is_the_same_key(opened: Opened) -> None:
    async with opened() as pilot:
        words = next(line for line in screen_lines(pilot) if "more line" in line)
        assert words.endswith("J")
        before = screen_lines(pilot)
        await pilot.press("shift+down")
        assert any("K" in line for line in screen_lines(pilot))
        await pilot.press("shift+up")
        assert screen_lines(pilot) == before
