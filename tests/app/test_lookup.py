"""Search, why, definitions, sources, help, commands, themes."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, MakeApp, Opened, settled
from app.seeing import row, text
from peeldiff.app import keys
from peeldiff.app.dialogs.help import help_lines
from peeldiff.app.dialogs.sources import has_browser


async def test_search_goes_through_the_hits(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("/", *"victims", "enter")
        await pilot.pause()
        assert '"victims": 1 of' in text(pilot)
        first = row(pilot).id
        await pilot.press("n", "N")
        assert row(pilot).id == first
        await pilot.press("escape")
        assert "The search is cleared." in text(pilot)


async def test_why_in_full(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("i")
        assert "Basis  None: no direction may be drawn" in text(pilot)
        await pilot.press("G")
        assert "The inspectorate itself says so." in text(pilot)
        await pilot.press("q")
        assert len(pilot.app.screen_stack) == 2


async def test_definition_of_the_grade(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("d")
        assert "four-tier scale" in text(pilot)
        assert "There are shortcomings in policy" in text(pilot)


async def test_source_is_never_said_to_be_copied_for_certain(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("o", "enter")
        assert "https://www.justiceinspectorates.gov.uk" in text(pilot)
        assert "Not there? Copy it from here." in text(pilot)


def test_a_browser_is_not_looked_for_over_ssh() -> None:
    assert not has_browser({"SSH_CONNECTION": "1", "DISPLAY": ":0"})
    assert not has_browser({})


@pytest.mark.parametrize("screen", list(keys.SCREENS))
def test_help_lists_every_key(screen: str) -> None:
    said = "\n".join("".join(words for words, _ in line) for line in help_lines(screen, keys.Keys({})))
    for action in keys.actions_of(keys.SCREENS[screen]):
        assert action.description in said
        assert all(keys.spoken(key) in said for key in action.keys.split())


async def test_help_and_palette(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("?")
        assert "To the next change" in text(pilot)
        await pilot.press("escape", "ctrl+p", *"swap")
        assert "Swap the two sides" in text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "PEEL 2021/22  ←  PEEL 2017" in text(pilot)


async def test_theme_key_goes_through_the_looks(make_app: MakeApp) -> None:
    app = make_app(*NORTHANTS)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("t")
        assert app.look.theme.name == "light"
        assert "Theme: light" in text(pilot)
