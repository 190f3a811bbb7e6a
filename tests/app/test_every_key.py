"""Presses every key of every action on every screen that lists it, and looks at what came of it."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from app.arriving import arrive, go, opened_for
from app.conftest import NORTHANTS, MakeApp, Opened
from app.effects import ANYWHERE, EFFECTS, IN_LIST, LEAVING, exit_code, listed
from app.hands import press, still
from app.reviewing import review_screen
from peeldiff.app.kit import actions
from peeldiff.app.kit.base_screen import BaseScreen
from peeldiff.app.kit.key_names import textual_name
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.session import Session
from peeldiff.dataset import Dataset
from peeldiff.settings import Settings
from sweeping import draw, sweep

SCREENS = [screen for screen in actions.SCREENS if screen != "app"]
TYPING = ("finder", "search")
"""Where one types while the other keys are the list's."""
DIFFERENT = {screen for screen in SCREENS if screen not in ("timeline", "notes", "review")}
"""The screens that share the least; the others move in a list as the comparison does."""
FEW = 6
"""How many actions of a screen are tried at least, where half of them are drawn."""
OF_THE_LINE = set(Input._merged_bindings.key_to_bindings if Input._merged_bindings else ()) - {"enter"}
"""The keys by which a line is edited."""


@pytest.fixture(autouse=True)
def _at_a_terminal_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures go to a folder of the test's own, and there is no browser."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("screen", list(actions.SCREENS))
def test_each_action_has_its_row(screen: str) -> None:
    assert set(EFFECTS[screen]) == {action.id for action in listed(screen)}


def bound(pilot: Pilot[None], key: str) -> str:
    """Return the action that a key asks for where one is."""
    return pilot.app.screen.active_bindings[textual_name(key)].binding.action


def pressed(screen: str) -> Collection[actions.Action]:
    """Return the actions that this run tries here: what is the same object on every large screen is tried on two."""
    tried = [action for action in listed(screen) if (screen, action.id) not in LEAVING]
    if screen not in DIFFERENT:
        tried = [action for action in tried if action.id not in {*IN_LIST, *ANYWHERE}]
    return draw(max(FEW, len(tried) // 2), screen, tried)


async def look_at(pilot: Pilot[None], screen: str, action: actions.Action, key: str) -> None:
    """Press a key, and compare what came of it with the table."""
    effect = EFFECTS[screen][action.id]
    await go(pilot, effect.way)
    before = effect.sees(cast(PeeldiffApp, pilot.app))
    assert effect.begins(before), (screen, action.id, key, before)
    await press(pilot, key)
    after = effect.sees(cast(PeeldiffApp, pilot.app))
    assert effect.happened(before, after), (screen, action.id, key, before, after)


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen != "reading"])  # its keys all leave
async def test_each_key_does_what_the_table_says(in_force: Settings, tmp_path: Path, screen: str) -> None:
    async with opened_for(screen, in_force, tmp_path, (100, 24)) as pilot:
        await arrive(pilot, screen)
        commands = cast(BaseScreen[None], pilot.app.screen).commands
        assert set(commands) >= {action.id for action in listed(screen) if action.context != "app"}
        is_there, moving = True, False
        for action in listed(screen):
            for key in action.keys.split() if action.context != "app" else ():
                assert bound(pilot, key) == action.call
        for action in pressed(screen):
            if not is_there and not (moving and action.context == "lines"):  # who only moved is still there
                await arrive(pilot, screen)
            is_there, moving = False, action.context == "lines"
            await look_at(pilot, screen, action, action.keys.split()[0])
            await go(pilot, EFFECTS[screen][action.id].back)


async def test_the_review_has_rows_of_every_sort(in_force: Settings, tmp_path: Path) -> None:
    async with opened_for("review", in_force, tmp_path, (100, 24)) as pilot:
        await arrive(pilot, "review")
        found = {state.word for state in review_screen(pilot).desk.states}
        assert found == {"written", "waiting", "conflict", "known", "unplaced"}


@pytest.mark.parametrize("screen", TYPING)
async def test_while_one_types_letters_are_written(opened: Opened, screen: str) -> None:
    async with opened(size=(100, 24)) as pilot:
        await arrive(pilot, screen, typing=True)
        line = pilot.app.screen.query_one(Input)
        for key in sorted({key for action in listed(screen) for key in action.keys.split() if key.isalpha()}):
            if len(key) == 1:
                line.value = ""
                await press(pilot, key)
                assert line.value == key


@pytest.mark.parametrize("screen", TYPING)
async def test_while_one_types_the_other_keys_do_what_the_table_says(opened: Opened, screen: str) -> None:
    async with opened(size=(100, 24)) as pilot:
        for action in listed(screen):
            way = EFFECTS[screen][action.id].way.split()
            for key in action.keys.split():
                written = any(entry.isalpha() and len(entry) == 1 for entry in (key, *way))
                if written or {action.id, key, *way} & OF_THE_LINE or (screen, action.id) in LEAVING:
                    continue
                await arrive(pilot, screen, typing=True)
                await look_at(pilot, screen, action, key)
                break  # its other keys are bound to the same


@sweep(4, ("screen", "action"), sorted(LEAVING - {("app", "leave")}))
async def test_leaving_ends_the_program(in_force: Settings, tmp_path: Path, screen: str, action: str) -> None:
    for key in actions.BY_ID[action].keys.split():
        async with opened_for(screen, in_force, tmp_path, (100, 24)) as pilot:
            await arrive(pilot, screen)
            effect = EFFECTS[screen][action]
            app = cast(PeeldiffApp, pilot.app)
            assert effect.begins(effect.sees(app))
            await press(pilot, key)
            assert effect.happened(None, effect.sees(app))


@pytest.mark.parametrize("names", [(), NORTHANTS, ("northants",)])
async def test_q_leaves_from_whatever_was_opened_first(opened: Opened, names: tuple[str, ...]) -> None:
    async with opened(*names) as pilot:
        await press(pilot, "escape", "q")
        assert exit_code(cast(PeeldiffApp, pilot.app)) == 0


@pytest.mark.parametrize("key", actions.BY_ID["leave"].keys.split())
async def test_one_can_leave_while_the_dataset_is_read(
    make_app: MakeApp, ds: Dataset, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    read = threading.Event()

    def slowly(settings: Settings) -> Session:
        read.wait(30)
        return Session(settings, ds)

    monkeypatch.setattr(Session, "open", slowly)
    app = make_app()
    async with app.run_test() as pilot:
        await pilot._wait_for_screen()
        assert EFFECTS["app"]["leave"].begins(exit_code(app))
        read_soon = threading.Timer(0.2, read.set)
        read_soon.start()
        await press(pilot, key)
        await still(pilot)
        assert EFFECTS["app"]["leave"].happened(None, exit_code(app))
