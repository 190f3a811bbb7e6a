"""What reaches a screen that was closed: a key typed ahead, a size, what came of its work. It does nothing more.

Textual closes a screen while messages to it are still on their way; here they come when its widgets are gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen

from app.conftest import NORTHANTS, Opened
from app.hands import feed, press, sent, still, type_in
from app.seeing import text
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.kit.background import JobDone
from peeldiff.app.kit.base_screen import BaseScreen
from peeldiff.app.kit.navigation import (
    ComparisonRequested,
    CountryRequested,
    NavigationRequested,
    NoteSaved,
    NotesRead,
    NotesRequested,
    SearchRequested,
    TabRequested,
    TimelineRequested,
)
from peeldiff.app.notes.screen import NotesScreen
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.compare.comparison import Comparison
from peeldiff.dataset import Dataset
from peeldiff.files import locked
from peeldiff.notes.note import Note, NoteEdit
from peeldiff.notes.store import NotesFolder
from peeldiff.settings import Settings
from sweeping import sweep

NAME = "northamptonshire@2017--northamptonshire@2021-22.toml"
EFFECTIVENESS = "judgment/pillar/effectiveness"
SCREENS = {"timeline": "4", "notes": "5", "country": "0", "help": "?", "why": "i", "search": "/", "editor": "e"}
"""Which key opens a screen over the comparison."""


def size(_: BaseScreen[Any], __: Comparison) -> Message:
    return events.Resize(Size(90, 30), Size(90, 30))


def outcome(screen: BaseScreen[Any], _: Comparison) -> Message:
    return JobDone(lambda: screen.query_one("#message"))


def answer(_: BaseScreen[Any], comparison: Comparison) -> Message:
    return NotesRead(comparison, {})


def saved(_: BaseScreen[Any], comparison: Comparison) -> Message:
    return NoteSaved(comparison, EFFECTIVENESS, "Effectiveness", Note(text="mine"))


def callback(screen: BaseScreen[Any], _: Comparison) -> Message:
    messages: list[Message] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "post_message", messages.append)
        screen.call_after_refresh(screen.query_one, "#message")
    return messages[0]


MESSAGES: list[Callable[[BaseScreen[Any], Comparison], Message]] = [size, outcome, answer, saved, callback]


@sweep(3, "screen", SCREENS)
async def test_a_closed_screen_does_nothing_more(opened: Opened, screen: str) -> None:
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        below = app.screen
        assert isinstance(below, ComparisonScreen)
        await press(pilot, SCREENS[screen])
        closed = cast("BaseScreen[Any]", app.screen)
        assert closed is not below
        commands = list(closed.commands)
        late = [make(closed, below.compared) for make in MESSAGES]
        await app.pop_screen()
        assert not closed.open_watch.is_open
        for message in late:
            await closed._dispatch_message(message)
        for command in commands:
            closed.action_command(command)
        await still(pilot)
        assert app.screen is below
        assert (app.failure, app._exit) == (None, False)


def _requests(comparison: Comparison) -> list[NavigationRequested]:
    pair = (comparison.left.inspection, comparison.right.inspection)
    return [
        TabRequested(comparison, "judgments"),
        TabRequested(None, "figures"),
        TimelineRequested("kent"),
        NotesRequested(comparison),
        CountryRequested("kent"),
        SearchRequested("kent"),
        ComparisonRequested(*pair),
        ComparisonRequested(*pair, in_place=True),
    ]


@pytest.mark.parametrize("covered", [False, True])
async def test_who_was_closed_or_covered_is_not_led_elsewhere(opened: Opened, *, covered: bool) -> None:
    """Such as by 1 pressed twice where the first leads back: the second found no comparison to go back to."""
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        comparison = cast(ComparisonScreen, app.screen).compared
        await press(pilot, "5")
        notes = app.screen
        assert isinstance(notes, NotesScreen)
        await press(pilot, "?" if covered else "1")
        here, depth = app.screen, len(app.screen_stack)
        for request in _requests(comparison):
            request.asked_by = notes
            app.post_message(request)
            await still(pilot)
            assert (app.screen, len(app.screen_stack), app.failure) == (here, depth, None), request


async def test_one_key_too_many_of_each_kind(opened: Opened) -> None:
    """The same request twice before the first is done, as where a slow machine is typed ahead of."""
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        below = app.screen
        await press(pilot, "5")
        notes = cast(NotesScreen, app.screen)
        for _ in range(3):
            notes.show_tab("findings")
        await still(pilot)
        assert (app.screen, app.failure) == (below, None)
        await press(pilot, "5", "q")
        assert (app.screen, app.failure) == (below, None)


@pytest.mark.parametrize("theirs", [False, True], ids=["saved", "both wrote"])
async def test_a_save_outlives_the_screen_that_asked(
    opened: Opened, tmp_path: Path, in_force: Settings, ds: Dataset, northants: Comparison, *, theirs: bool
) -> None:
    """The list of notes is left while its note waits for a lock: one sees all the same what came of it."""
    folder = NotesFolder(in_force.notes, ds)
    folder.set_note(northants, EFFECTIVENESS, NoteEdit(text="first"), author="me")
    async with opened(*NORTHANTS, size=(140, 30)) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        await press(pilot, "5", "e")
        await type_in(pilot, "mine ")
        with ExitStack() as others:
            others.enter_context(locked(in_force.notes / NAME))
            await feed(pilot, sent("f2"), briefly=True)
            await feed(pilot, "q", briefly=True)
            assert isinstance(app.screen, ComparisonScreen)
            if theirs:
                elsewhere = NotesFolder(tmp_path / "elsewhere", ds)
                elsewhere.set_note(northants, EFFECTIVENESS, NoteEdit(text="theirs"), author="Lee")
                (in_force.notes / NAME).write_bytes((tmp_path / "elsewhere" / NAME).read_bytes())
        for _ in range(1000):
            if app.note_writing is None or not app.note_writing.saving:
                break
            await asyncio.sleep(0.01)
        await still(pilot)
        assert app.note_writing is not None
        assert not app.note_writing.saving
        shown = text(pilot)
        assert ("Somebody else changed this note meanwhile" if theirs else "The note is saved.") in shown
        assert theirs or "mine first" in app.screen.notes[EFFECTIVENESS].text


def test_every_screen_of_ours_is_watched() -> None:
    def classes(of: type) -> set[type]:
        return {of}.union(*map(classes, of.__subclasses__()))

    ours = {kind for kind in classes(Screen) if kind.__module__.startswith("peeldiff.")}
    assert {kind.__name__ for kind in ours if not issubclass(kind, BaseScreen)} == {"OpeningScreen"}
