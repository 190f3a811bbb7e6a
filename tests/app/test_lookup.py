"""Search, why, definitions, sources, help, commands, themes."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, MakeApp, Opened, settled
from app.hands import press
from app.seeing import row, screen_lines, text
from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.dialogs.help_dialog import key_sections, laid_out, sign_section
from peeldiff.app.kit.dialogs.source_dialog import has_browser
from peeldiff.app.kit.key_names import key_label
from peeldiff.app.kit.lines import width_of
from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.dataset import Dataset


async def test_search_goes_through_the_hits(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("/", *"victims", "enter")
        await pilot.pause()
        assert row(pilot).id == "judgment/topic/victims"
        assert '"victims": ' in text(pilot)
        first = row(pilot).id
        await pilot.press("n")
        assert row(pilot).id != first
        await pilot.press("N")
        assert row(pilot).id == first
        await pilot.press("escape")
        assert "The search is cleared." in text(pilot)


async def test_escape_clears_a_search_and_then_goes_back_to_where_it_began(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await press(pilot, "2", "j", "j", "j")
        began = row(pilot).id
        await press(pilot, "/", *"victims", "enter", "n")
        found = row(pilot).id
        assert found.startswith("judgment/")
        await press(pilot, "escape")
        assert "The search is cleared. Esc goes back to where it began." in text(pilot)
        assert row(pilot).id == found
        await press(pilot, "escape")
        assert row(pilot).id == began
        await press(pilot, "escape")
        assert row(pilot).id == began


async def test_who_moves_on_after_a_search_stays_there(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await press(pilot, "/", *"victims", "enter", "escape", "k")
        here = row(pilot).id
        await press(pilot, "j", "escape", "k", "escape")
        assert row(pilot).id == here
        await press(pilot, "/", *"victims", "enter", "escape", "2", "escape")
        assert row(pilot).id.startswith("finding/")


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


@pytest.mark.parametrize("screen", list(actions.SCREENS))
def test_help_lists_every_key(screen: str) -> None:
    sections = key_sections(screen, keys.Keys({}))
    message = "\n".join(f"{bound} {words}" for _, found in sections for bound, words in found)
    for action in actions.actions_of(actions.SCREENS[screen]):
        assert action.description in message
        assert all(key_label(key) in message for key in action.keys.split())


def test_the_signs_in_force_are_explained(ds: Dataset) -> None:
    plain = dict(sign_section("country", UNICODE, ds.grades)[1])
    assert plain["●"] == "Good"
    assert plain["≠"].startswith("Not comparable")
    ascii_only = sign_section("country", ASCII, ds.grades)[1]
    assert all(sign.isascii() for sign, _ in ascii_only)
    assert ("!=", plain["≠"]) in ascii_only


@pytest.mark.parametrize(("room", "columns"), [(50, 1), (66, 1), (90, 2), (140, 2)])
def test_help_fits_its_columns_and_begins_with_where_one_is(ds: Dataset, room: int, columns: int) -> None:
    sections = [*key_sections("country", keys.Keys({})), sign_section("country", UNICODE, ds.grades)]
    lines = laid_out(sections, room, columns=columns)
    assert lines[0][0][0].startswith("The country")
    assert max(map(width_of, lines)) <= room
    assert any("What the signs say" in text for line in lines for text, _ in line)


async def test_help_scrolls_to_its_end_and_says_that_more_follows(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert "more lines, PgDn" in text(pilot)
        assert "What the signs say" not in text(pilot)
        await pilot.press("end")
        assert "✕               Inadequate" in text(pilot)
        assert "PgDn" not in text(pilot)


@pytest.mark.parametrize("key", ["?", "i", "/", "b", "f", "e"])
async def test_a_dialog_is_a_box_over_the_screen(opened: Opened, key: str) -> None:
    async with opened(*NORTHANTS) as pilot:
        await press(pilot, key)
        box = pilot.app.screen.query_one("#box").region
        lines = screen_lines(pilot)
        assert lines[0].startswith(" Northamptonshire Police")
        assert lines[box.y][box.x : box.right] == f"╭{'─' * (box.width - 2)}╮"
        assert box.x == (80 - box.width) // 2 > 0


async def test_a_wide_window_has_two_columns_of_help(opened: Opened) -> None:
    async with opened(*NORTHANTS, size=(120, 72)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert any("Comparison" in line and line.count("│") for line in text(pilot).splitlines())
        assert "What the signs say" in text(pilot)
        assert "Inadequate" in text(pilot)


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
