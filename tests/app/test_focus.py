"""What is typed goes where it went before, after a window was too small for a while."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, Opened
from app.hands import press, resize, type_in
from app.seeing import text


@pytest.mark.parametrize("size", [(1, 1), (59, 24), (80, 14)])
async def test_a_note_goes_on_in_the_field_in_which_one_was(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(*NORTHANTS) as pilot:
        await press(pilot, "e", "tab", "tab")
        await type_in(pilot, "An")
        await resize(pilot, *size)
        await resize(pilot, 80, 24)
        await type_in(pilot, "na")
        assert "Owner    Anna" in text(pilot)


async def test_a_list_that_was_opened_in_a_window_too_small_takes_letters_later(opened: Opened) -> None:
    async with opened(*NORTHANTS, size=(40, 10)) as pilot:
        await press(pilot, "b")
        await resize(pilot, 80, 24)
        await type_in(pilot, "leics 2018")
        assert "▸ Leicestershire Police, PEEL 2018/19" in text(pilot)


async def test_the_line_to_find_in_is_still_typed_in_after_it_was_too_small(opened: Opened) -> None:
    async with opened() as pilot:
        await press(pilot, "/")
        await resize(pilot, 80, 10)
        assert "needs 60 columns" in text(pilot)
        await resize(pilot, 80, 24)
        await type_in(pilot, "surrey")
        assert "▸ Surrey" in text(pilot)
        assert "1 of 43 forces" in text(pilot)
