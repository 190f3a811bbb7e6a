"""The comparison: what stands on it, moving, changes, tabs, filter and fold."""

from __future__ import annotations

import pytest

from app.conftest import LEICS, NORTHANTS, Opened, settled
from app.hands import press, resize
from app.seeing import comparison_screen, row, screen_lines, text
from peeldiff.app.kit.dialogs.help_dialog import HelpDialog
from peeldiff.app.kit.row_filter import changes


async def test_it_shows_both_sides_and_why_they_cannot_be_compared(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        lines = screen_lines(pilot)
        assert "Northamptonshire Police   PEEL 2017  →  PEEL 2021/22" in lines[0]
        assert lines[1].startswith(" ≠ Scale changed from four to five tiers")
        assert "2017 (four-tier)" in lines[3]
        assert "2021/22 (five-tier)" in lines[3]
        assert "▸Effectiveness" in text(pilot)
        assert "▽ Requires improvement" in text(pilot)
        assert "1 of 15 to look at, 3 changes" in text(pilot)
        assert "? help" in lines[-1]


@pytest.mark.parametrize("keys", [("down", "down", "up", "end", "home"), ("j", "j", "k", "G", "g")])
async def test_arrows_and_vi_keys_move_alike(opened: Opened, keys: tuple[str, ...]) -> None:
    async with opened(*NORTHANTS) as pilot:
        view = comparison_screen(pilot)
        stops = []
        for key in keys:
            await pilot.press(key)
            stops.append(view.lines.cursor)
        last = len(view.rows) - 1
        assert stops == [1, 2, 1, last, 0]


@pytest.mark.parametrize(("down", "up"), [("pagedown", "pageup"), ("ctrl+d", "ctrl+u")])
async def test_pages(opened: Opened, down: str, up: str) -> None:
    async with opened(*NORTHANTS) as pilot:
        view = comparison_screen(pilot)
        await pilot.press(down)
        assert view.lines.cursor > 3
        await pilot.press(up, up)
        assert view.lines.cursor == 0


@pytest.mark.parametrize("tab", ["1", "2", "3"])
async def test_the_cursor_leaves_nothing_behind(opened: Opened, tab: str) -> None:
    async with opened(*NORTHANTS, size=(120, 40)) as pilot:
        await pilot.press(tab, "j", "j", "j", "j", "k")
        seen = pilot.app.export_screenshot()
        comparison_screen(pilot).lines.redraw()
        await pilot.pause()
        assert pilot.app.export_screenshot() == seen


async def test_change_keys_stop_at_changes_only_and_say_which(opened: Opened) -> None:
    async with opened(*LEICS) as pilot:
        view = comparison_screen(pilot)
        stops = changes(view.rows)
        assert row(pilot).id == "judgment/pillar/effectiveness"
        assert not row(pilot).is_change
        await pilot.press("right_square_bracket")
        assert row(pilot).id == "judgment/pillar/efficiency"
        assert f"1 of {len(stops)} to look at, 2 changes" in text(pilot)
        await pilot.press("right_square_bracket")
        assert view.lines.cursor == stops[1]
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert "This is the first change." in text(pilot)


async def test_fold_leaves_only_changes_and_says_how_many_are_away(opened: Opened) -> None:
    async with opened(*LEICS) as pilot:
        view = comparison_screen(pilot)
        before = len(view.rows)
        await pilot.press("z", "end")
        assert all(row.is_change for row in view.rows)
        away = before - len(view.rows)
        assert f"{away - 1} unchanged or without grades and 1 gap of the dataset folded away (z unfolds)" in text(pilot)
        await pilot.press("z")
        assert len(view.rows) == before


async def test_filter_hides_a_kind_and_the_counts_stay(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("f")
        assert "3  unknown" in text(pilot)
        await pilot.press("end", "space", "escape")
        view = comparison_screen(pilot)
        assert {row.kind for row in view.rows if hasattr(row, "kind")} == {
            "left-only",
            "not-comparable",
            "not-graded",
        }
        assert "(? 3)" in screen_lines(pilot)[2]
        await pilot.press("f", "0", "escape")
        assert len(view.rows) == 19


async def test_tabs(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("2")
        assert "observation" in text(pilot)
        await pilot.press("3")
        assert comparison_screen(pilot).shown.tab.id == "figures"
        await pilot.press("1")
        assert "Effectiveness" in text(pilot)


async def test_detail_becomes_taller_and_scrolls(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("]", "]", "]")
        assert "Source:" not in text(pilot)
        await pilot.press("enter", "J", "J", "J", "J")
        assert "Source: https://" in text(pilot)
        await pilot.press("escape")
        assert "Source:" not in text(pilot)


async def test_an_unknown_inspection_is_shown_with_a_warning(opened: Opened) -> None:
    async with opened("leicestershire:2017", "leicestershire:2025-27", size=(120, 40)) as pilot:
        await settled(pilot)
        assert "This dataset knows no judgment of Leicestershire Police PEEL 2025-27." in text(pilot)


async def test_mouse_chooses_row_tab_and_key(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.click("#rows", offset=(5, 3))
        assert row(pilot).id == "judgment/pillar/legitimacy"
        await pilot.click("#tabs", offset=(17, 0))
        assert comparison_screen(pilot).shown.tab.id == "findings"
        await pilot.click("#keys", offset=(screen_lines(pilot)[-1].index("? help"), 0))
        assert isinstance(pilot.app.screen, HelpDialog)


async def test_a_terminal_too_small_is_told_politely(opened: Opened) -> None:
    async with opened(*NORTHANTS, size=(50, 12)) as pilot:
        assert text(pilot).strip() == "peeldiff needs 60 columns and 15 lines."
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Effectiveness" in text(pilot)


async def test_who_comes_back_to_a_tab_is_on_the_row_where_they_were(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        at = {}
        for tab, downs in {"1": 4, "2": 7, "3": 2}.items():
            await pilot.press(tab, *["j"] * downs)
            at[tab] = row(pilot).id
        assert len(set(at.values())) == 3
        for tab in "1231322":
            await pilot.press(tab)
            assert row(pilot).id == at[tab]
        await pilot.press("1", "5", "3")
        assert row(pilot).id == at["3"]
        await pilot.press("/", *"victims", "enter", "3")
        assert row(pilot).id == at["3"]


async def test_the_filter_tells_indicative_rows_apart_as_the_header_does(opened: Opened) -> None:
    async with opened("avon 2017", "avon 2018", size=(120, 40)) as pilot:
        assert {"↑", "⇧"} <= set(screen_lines(pilot)[2])
        await pilot.press("f")
        assert "2  improved, 1 of them indicative" in text(pilot)
        assert "1  declined, indicative" in text(pilot)
        assert "4  unchanged " in text(pilot)


async def test_a_strange_size_is_borne(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        for size in ((1, 1), (500, 200), (2, 300)):
            await resize(pilot, *size)
            await press(pilot, *"jk]2351?")
            assert isinstance(pilot.app.screen, HelpDialog), size
            await press(pilot, "q")
        await resize(pilot, 80, 24)
        assert "PEEL 2017" in text(pilot)
