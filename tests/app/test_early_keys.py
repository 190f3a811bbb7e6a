"""Keys pressed while the dataset is read reach the screen that opens, in their order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual.widgets import Input

from app.conftest import NORTHANTS, MakeApp, settled
from app.seeing import comparison_screen, row, text
from peeldiff.app.screens.opening import OpeningScreen
from peeldiff.app.session import Session
from peeldiff.dataset import Dataset


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
        await pilot.press("slash", *"victims of crime")
        gate.set()
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "victims of crime"


async def test_letters_find_a_force_in_the_country(make_app: MakeApp, gate: threading.Event) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*"leics", "enter")
        gate.set()
        await settled(pilot)
        assert "◆ Leicestershire" in text(pilot)


async def test_leaving_does_not_wait(make_app: MakeApp, gate: threading.Event) -> None:
    async with make_app(*NORTHANTS).run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "ctrl+q")
        assert pilot.app.return_code == 0
        assert not gate.is_set()
        gate.set()
