"""A screen that was long in coming opens where it was asked for, never over what a person does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, settled
from app.hands import press, still
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.kit.background import JobDone
from peeldiff.app.kit.navigation import ComparisonRequested
from peeldiff.app.notes.editor import NoteEditor

LEICS = ("leicestershire:2017", "leicestershire:2018-19")


async def begin_slowly(pilot: Pilot[None], below: ComparisonScreen) -> Callable[[], object]:
    """Ask for a comparison, and return what lets it be done."""
    held = list[Callable[[], object]]()

    def hold(job: Callable[[], Any], then: Callable[[Any], object], **_: object) -> None:
        held.append(lambda: below.post_message(JobDone(lambda: then(job()))))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(below, "in_background", hold)
        below.ask(ComparisonRequested(*LEICS))
        await still(pilot)
    (finish,) = held
    return finish


@pytest.mark.parametrize("dialog", ["e", "?", "f"])
async def test_it_waits_for_the_dialogs_that_opened_meanwhile(opened: Opened, dialog: str) -> None:
    async with opened(*NORTHANTS) as pilot:
        below = pilot.app.screen
        assert isinstance(below, ComparisonScreen)
        finish = await begin_slowly(pilot, below)
        await press(pilot, dialog)
        over = pilot.app.screen
        assert over.is_modal
        finish()
        await settled(pilot)
        assert pilot.app.screen is over
        await press(pilot, "escape")
        await settled(pilot)
        top = pilot.app.screen
        assert isinstance(top, ComparisonScreen)
        assert (top is not below, top.compared.left.force) == (True, "leicestershire")
        await press(pilot, "q")
        await settled(pilot)
        assert pilot.app.screen is below


async def test_it_does_not_open_where_one_has_gone_on(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        below = pilot.app.screen
        assert isinstance(below, ComparisonScreen)
        finish = await begin_slowly(pilot, below)
        await press(pilot, "5")
        finish()
        await settled(pilot)
        assert type(pilot.app.screen).__name__ == "NotesScreen"
        await press(pilot, "q")
        await settled(pilot)
        assert pilot.app.screen is below


async def test_the_latest_that_waits_is_opened(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        done = list[str]()
        below = pilot.app.screen
        assert isinstance(below, ComparisonScreen)
        below.late_opening.open(lambda: done.append("at once"))
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, NoteEditor)
        for name in ("first", "latest"):
            below.late_opening.open(lambda name=name: done.append(name))  # type: ignore[misc]
        assert done == ["at once"]
        await press(pilot, "escape")
        await settled(pilot)
        assert done == ["at once", "latest"]
