"""Every action of a screen is found in the palette by its name, stands there with its key, and is done when chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from app.arriving import arrive, opened_for
from app.conftest import Opened
from app.effects import listed, new_on
from app.hands import asked_for, press, still, wheel
from app.seeing import screen_lines
from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.dialogs.palette import palette
from peeldiff.app.kit.key_names import key_label
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.settings import Settings
from sweeping import sweep

WITH_PALETTE = [screen for screen in actions.SCREENS if any(action.id == "palette" for action in listed(screen))]
ONE_BY_ONE = ("comparison", "country", "timeline", "notes", "review")
"""The palette is the same everywhere: what one screen has shown, the next need not show again."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_full_screen_has_it() -> None:
    assert WITH_PALETTE == ["country", "comparison", "timeline", "notes", "review"]


def lines_of(pilot: Pilot[None]) -> list[str]:
    """Return what is shown of the open palette; what it covers has cursors too."""
    box = pilot.app.screen.query_one("#box").region
    return [line[box.x : box.right].rstrip(" │╯") for line in screen_lines(pilot)]


async def every_line(pilot: Pilot[None]) -> set[str]:
    """Return every line of the open palette, as the wheel brings them."""
    region, found, shown = pilot.app.screen.query_one(LineView).region, set[str](), list[str]()
    while shown != (shown := lines_of(pilot)):
        found.update(shown)
        await wheel(pilot, region.x + 5, region.y + 2)
    return found


async def line_of(pilot: Pilot[None], action: actions.Action) -> str:
    """Look for an action by its name in the open palette, and return the line under the cursor."""
    pilot.app.screen.query_one(Input).value = action.description  # as if typed, which takes long
    await still(pilot)
    (line,) = (line for line in lines_of(pilot) if "▸" in line and action.description in line)
    return line


@sweep(3, "screen", WITH_PALETTE)
async def test_each_action_is_found_and_done_as_its_key_does_it(
    in_force: Settings, tmp_path: Path, screen: str
) -> None:
    async with opened_for(screen, in_force, tmp_path, (100, 24)) as pilot:
        await arrive(pilot, screen)
        actions = [action for action in new_on(screen, ONE_BY_ONE) if action.id != "palette"]
        await press(pilot, "ctrl+p")
        lines = await every_line(pilot)
        for action in actions:
            key = key_label(action.keys.split()[0])
            assert any(f"{action.description} " in line and line.endswith(f" {key}") for line in lines), action
        await press(pilot, "escape")
        for action in (actions[0], actions[len(actions) // 2], actions[-1]):  # what is found is tested below
            await press(pilot, "ctrl+p")
            assert (await line_of(pilot, action)).endswith(key_label(action.keys.split()[0])), action
            with asked_for() as asked:
                await press(pilot, "enter")
            assert asked == [action.call]


async def test_a_persons_own_key_stands_there(opened: Opened) -> None:
    async with opened("northants 2017", "northants 2018", keys={"swap": "ctrl+y"}) as pilot:
        await press(pilot, "ctrl+p", *"swap")
        assert any("Swap the two sides" in line and "^y" in line for line in screen_lines(pilot))


@pytest.mark.parametrize("screen", WITH_PALETTE)
def test_the_name_of_an_action_finds_it_first(screen: str) -> None:
    choices = palette(screen, keys.Keys({}))._choices
    for action in listed(screen):
        if action.id != "palette":
            assert choices.matching(action.description).value(0) == action
