"""Keys pressed before there is something to take them reach what they were meant for, in their order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widgets import Input

from app.conftest import NORTHANTS, MakeApp, Opened, settled
from app.hands import still
from app.seeing import comparison_screen, row, text
from peeldiff.app.kit.dialogs.help_dialog import HelpDialog
from peeldiff.app.opening_screen import OpeningScreen
from peeldiff.app.session import Session
from peeldiff.dataset import Dataset


async def at_once(pilot: Pilot[None], data: str) -> None:
    """Send what a terminal would send in one piece, without waiting between the keys."""
    driver = pilot.app._driver
    assert isinstance(driver, HeadlessDriver)
    parser = XTermParser()
    for event in [*parser.feed(data), *parser.feed("")]:
        driver.process_message(event)
    await still(pilot)


@pytest.fixture
def gate(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The dataset is read only once this is set."""
    opened = threading.Event()

    def wait(settings: object) -> Session:
        opened.wait(30)
        return Session(settings, ds)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "open", wait)
    yield opened
    opened.set()


async def test_they_are_replayed_in_order(make_app: MakeApp, gate: threading.Event) -> None:
    async with make_app(*NORTHANTS).run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j", "right_square_bracket", "k")
        assert isinstance(pilot.app.screen, OpeningScreen)
        gate.set()
        await settled(pilot)
        assert row(pilot).id == comparison_screen(pilot).rows[2].id


async def test_words_typed_for_a_dialog_that_an_early_key_opens_arrive_in_it(
    make_app: MakeApp, gate: threading.Event
) -> None:
    async with make_app(*NORTHANTS).run_test(size=(80, 24)) as pilot:
        await pilot.press("/", *"victims of crime")
        gate.set()
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "victims of crime"


async def test_letters_find_a_force_in_the_country(make_app: MakeApp, gate: threading.Event) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("/", *"leics", "enter")
        gate.set()
        await settled(pilot)
        assert "Leicestershire Police   through every cycle" in text(pilot)


async def test_leaving_does_not_wait(make_app: MakeApp, gate: threading.Event) -> None:
    async with make_app(*NORTHANTS).run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "ctrl+q")
        assert pilot.app.return_code == 0
        assert not gate.is_set()
        gate.set()


@pytest.mark.parametrize("paste", [False, True], ids=["typed", "pasted"])
async def test_words_that_come_at_once_with_the_key_of_a_dialog_arrive_in_it(opened: Opened, *, paste: bool) -> None:
    async with opened(*NORTHANTS) as pilot:
        words = "\x1b[200~victims of crime\x1b[201~" if paste else "victims of crime"
        await at_once(pilot, f"/{words}")
        assert pilot.app.screen.query_one(Input).value == "victims of crime"


async def test_keys_behind_one_that_closes_a_dialog_reach_the_screen_below(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        screen = comparison_screen(pilot)
        for keys in ("?\x1b[Bqjj", "/victims\x1b[Bqj", "jjj"):
            await at_once(pilot, keys)
            if keys.startswith("/"):
                await at_once(pilot, "\x1b")
        assert row(pilot).id == screen.rows[5].id


async def test_whole_ways_may_be_typed_ahead(opened: Opened) -> None:
    async with opened() as pilot:
        await at_once(pilot, "/northamp\r")
        await at_once(pilot, "?")
        assert isinstance(pilot.app.screen, HelpDialog)
