"""The mouse reaches everything: footers, tabs, counts, lists, the wheel, and each action through the palette."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from app.arriving import FROM_REVIEW, arrive, go, opened_for
from app.conftest import NORTHANTS, Opened
from app.effects import cursor, listed, row_decided, top
from app.hands import asked_for, click, still, wheel
from app.seeing import comparison_screen, row, screen_lines
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.settings import Settings
from sweeping import draw

SCREENS = [screen for screen in actions.SCREENS if screen != "app"]
ALONE = [screen for screen in SCREENS if screen not in (*FROM_REVIEW, "reading")]
"""The screens of a comparison, in one app."""


@pytest.fixture(autouse=True)
def _at_a_terminal_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


async def click_on(pilot: Pilot[None], widget: Widget, x: int, y: int = 0) -> None:
    await click(pilot, widget.region.x + x, widget.region.y + y)


async def click_target(pilot: Pilot[None], bar: Bar, target: str) -> None:
    """Click in the middle of what a bar calls by a name."""
    start, end = next((start, end) for start, end, name in bar._targets if name == target)
    await click_on(pilot, bar, (start + end) // 2)


FOOTERS = [draw(len(ALONE) // 2, "alone", ALONE), [*FROM_REVIEW], ["reading"]]
"""The footers of a run's screens, by the app in which they are opened."""


@pytest.mark.parametrize("screens", FOOTERS, ids=",".join)
async def test_each_word_of_the_footer_does_what_its_key_does(
    in_force: Settings, tmp_path: Path, screens: list[str]
) -> None:
    async with opened_for(screens[0], in_force, tmp_path, (220, 24)) as pilot:
        for screen in screens:
            await arrive(pilot, screen)
            bar = pilot.app.screen.query_one(KeyBar)
            every = [action.call for action in keys.footer(screen)]
            with asked_for() as asked:
                for name in every:
                    await click_target(pilot, bar, name)
            assert (screen, asked) == (screen, every)


async def test_each_action_is_reached_by_title_wheel_and_click(in_force: Settings, tmp_path: Path) -> None:
    """What is chosen there is done, whatever it is: that is the palette's, and tested there."""

    async def open_commands() -> LineView:
        await click_on(pilot, app.screen.query_one("#title", Bar), app.size.width - 2)
        assert top(app) == "Finder Commands"
        return app.screen.query_one(LineView)

    def line_with(action: actions.Action) -> int | None:
        return next((at for at, line in enumerate(screen_lines(pilot)) if f" {action.description} " in line), None)

    async with opened_for("comparison", in_force, tmp_path, (100, 24)) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        await arrive(pilot, "comparison")
        actions = [action for action in listed("comparison") if action.id != "palette"]
        found, missing = await open_commands(), actions
        for _ in range(found.source.entries):
            missing = [action for action in missing if line_with(action) is None]
            if not missing:
                break
            await wheel(pilot, found.region.x + 5, found.region.y + 2)
        assert missing == []
        clicked = next(action for action in reversed(actions) if line_with(action) is not None)
        y = line_with(clicked)
        assert y is not None
        with asked_for() as asked:
            await click(pilot, found.region.x + 5, y)
            assert (top(app), asked) == ("Finder Commands", [])  # it only put the cursor there
            await click(pilot, found.region.x + 5, y)
        assert asked == [clicked.call]
        found = await open_commands()
        at_the_cursor = next(action for action in actions if line_with(action) == found.region.y)
        with asked_for() as asked:
            await click(pilot, found.region.x + 5, found.region.y)
        assert asked == [at_the_cursor.call]


async def test_tabs_and_counts(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        screen = comparison_screen(pilot)
        bar = screen.query_one("#tabs", Bar)
        for tab in ("findings", "figures", "judgments"):
            await click_target(pilot, bar, f"tab:{tab}")
            assert screen.shown.tab.id == tab
        await click_target(pilot, bar, "kind:unknown")
        assert "unknown" in screen.shown.choice.hidden
        assert len(screen.rows) == 16
        await click_target(pilot, bar, "kind:unknown")
        assert len(screen.rows) == 19
        await click_target(pilot, bar, "tab:timeline")
        assert top(cast(PeeldiffApp, pilot.app)) == "TimelineScreen"
        await click_target(pilot, pilot.app.screen.query_one("#tabs", Bar), "tab:findings")
        assert screen.shown.tab.id == "findings"
        await click_target(pilot, bar, "tab:notes")
        assert top(cast(PeeldiffApp, pilot.app)) == "NotesScreen"


async def test_a_row_is_clicked_and_clicked_again(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        rows = comparison_screen(pilot).lines
        await click_on(pilot, rows, 5, 3)
        assert row(pilot).id == "judgment/pillar/legitimacy"
        assert not pilot.app.screen.has_class("-detail")
        await click_on(pilot, rows, 5, 3)
        assert pilot.app.screen.has_class("-detail")


async def test_the_wheel_scrolls_lists_and_texts_and_moves_no_cursor(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        rows = comparison_screen(pilot).lines
        await wheel(pilot, 5, rows.region.y + 1)
        assert (rows._first, rows.cursor) == (3, 0)
        await wheel(pilot, 5, rows.region.y + 1, down=False)
        assert rows._first == 0
        await go(pilot, "j j j")
        detail = pilot.app.screen.query_one("#detail", DetailPane)
        await wheel(pilot, 5, detail.region.y)
        assert detail._first == 2


async def test_the_country_by_mouse_alone(opened: Opened) -> None:
    async with opened(size=(120, 40)) as pilot:
        screen = cast(CountryScreen, pilot.app.screen)
        await click_target(pilot, screen.query_one("#title", Bar), "view:cycle")
        assert screen.shown.kind == "cycle"
        await click_target(pilot, screen.query_one("#title", Bar), "view:overview")
        forces = screen.query_one(LineView)
        await click_on(pilot, forces, 3, 4)
        assert cursor(cast(PeeldiffApp, pilot.app)) == 4
        await click_on(pilot, forces, 3, 4)
        await still(pilot)
        assert top(cast(PeeldiffApp, pilot.app)) == "TimelineScreen"


async def test_a_click_on_a_cell_or_a_heading_of_the_country_goes_to_its_column(opened: Opened) -> None:
    async with opened(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CountryScreen)
        heading = screen.query_one("#columns", Bar)
        await click_target(pilot, heading, "column:2")
        assert (screen.shown.column, screen.lines.cursor, screen.shown.query.sort) == (2, 0, "")
        x = next(start for start, _, name in heading._targets if name == "column:4")
        await click_on(pilot, screen.lines, x, 5)
        assert (screen.shown.column, screen.lines.cursor, screen.app.screen) == (4, 5, screen)
        await click_target(pilot, screen.query_one("#columns-below", Bar), f"column:{screen.shown.column}")
        assert screen.shown.query.sort == screen.shown.view.columns[screen.shown.column].id


async def test_a_click_on_a_cell_or_a_heading_of_the_timeline_goes_to_its_cycle(opened: Opened) -> None:
    async with opened("northamptonshire", size=(160, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, TimelineScreen)
        heading = screen.query_one("#columns", Bar)
        await click_target(pilot, heading, "column:1")
        assert screen.column == 1
        x = next(start for start, _, name in heading._targets if name == "column:3")
        line = screen.lines.source.lines_of(2).start
        await click_on(pilot, screen.lines, x + 2, line)
        assert (screen.column, screen.lines.cursor) == (3, 2)
        await click_on(pilot, screen.lines, x + 2, line)
        assert top(cast(PeeldiffApp, pilot.app)) == "ComparisonScreen"


async def test_a_row_of_the_review_is_clicked_and_clicked_again(in_force: Settings, tmp_path: Path) -> None:
    async with opened_for("review", in_force, tmp_path, (100, 24)) as pilot:
        await arrive(pilot, "review")
        app = cast(PeeldiffApp, pilot.app)
        rows = app.screen.query_one(LineView)
        y = rows.source.lines_of(1).start - rows._first
        await click_on(pilot, rows, 5, y)
        assert row_decided(app) == ("ReviewScreen", "conflict")
        await click_on(pilot, rows, 5, y)
        assert row_decided(app) == ("Correction", "conflict")


async def test_the_fields_of_a_note(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await go(pilot, "e x")
        form = pilot.app.screen
        status = form.query_one("#note-status")
        await click_on(pilot, status, status.region.width // 3)
        await click_on(pilot, form.query_one("#note-owner"), 3)
        assert pilot.app.focused is form.query_one("#note-owner")
        await click_on(pilot, form.query_one("#note-save"), 3)
        assert [note.text for note in comparison_screen(pilot).notes.values()] == ["x"]


async def test_what_clicks_nothing_does_nothing(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        for name in ("#basis", "#columns", "#rule", "#status", "#detail"):
            await click_on(pilot, app.screen.query_one(name), 1)
            assert top(app) == "ComparisonScreen"
            assert cursor(app) == 0
