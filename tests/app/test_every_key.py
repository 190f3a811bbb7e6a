"""Walks the table of keys: on each screen that lists an action, its keys and the palette do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from app.conftest import NORTHANTS, Opened, settled
from peeldiff.app import keys
from peeldiff.app.dialogs.correction import Correction
from peeldiff.app.dialogs.note_conflict import NoteConflict
from peeldiff.app.dialogs.note_editor import Draft
from peeldiff.app.dialogs.question import Question
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review_session import ReadFile, ReviewSession
from peeldiff.app.rows.correction import Field
from peeldiff.app.rows.file_text import FileText
from peeldiff.app.screens.reading import ReadingScreen
from peeldiff.app.screens.review import ReviewScreen
from peeldiff.app.widgets.line_view import LineView
from peeldiff.importing import Asked, ImportedReport
from peeldiff.notes.model import Note

WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "country": ((), ()),
    "comparison": (NORTHANTS, ()),
    "timeline": (("northants",), ()),
    "notes": (NORTHANTS, ("5",)),
    "text": (NORTHANTS, ("question_mark",)),
    "finder": (NORTHANTS, ("b",)),
    "kinds": (NORTHANTS, ("f",)),
    "sources": (NORTHANTS, ("o",)),
    "search": (NORTHANTS, ("slash",)),
    "form": (NORTHANTS, ("e",)),
    "conflict": (NORTHANTS, ()),
    "review": (NORTHANTS, ()),
    "reading": (NORTHANTS, ()),
    "correction": (NORTHANTS, ()),
    "question": (NORTHANTS, ()),
}
"""How each screen is reached: what is named, and the keys from there."""
TYPED = ("finder", "search", "form", "correction")
"""Where letters are written into a line."""
PUSHED: dict[str, Callable[[Pilot[None]], Screen[Any]]] = {
    "conflict": lambda _: NoteConflict(Draft("mine"), Note("theirs")),
    "review": lambda pilot: review_of(pilot),
    "reading": lambda _: ReadingScreen(2),
    "correction": lambda _: Correction("Correct", [Field("note", "Note", {})], {}, lambda _: {}),
    "question": lambda _: Question("Write this?", [[("One row.", "text")]]),
}
"""The screens that nothing but a person's own deed, or a file, opens."""
OF_THE_LINE = set(Input._merged_bindings.key_to_bindings if Input._merged_bindings else ())
"""The keys by which a line is edited; where one types, they are not for the list."""


def review_of(pilot: Pilot[None]) -> ReviewScreen:
    """Return the review of a report without a row."""
    session = cast(PeeldiffApp, pilot.app).session
    assert session is not None
    reviewed = ReviewSession(session.settings, session.dataset, Path("own"), Asked())
    report = ImportedReport("page", "text", "letter", "kent", "2017", None, "page")
    return ReviewScreen(reviewed, [ReadFile(FileText("page", (("1", "A line.", False),)), report)])


def listed(screen: str) -> list[keys.Action]:
    return keys.actions_of(context for context in keys.SCREENS[screen] if context != "app")


async def arrive(pilot: Pilot[None], screen: str) -> None:
    await pilot.press(*WAYS[screen][1])
    if screen in PUSHED:
        pilot.app.push_screen(PUSHED[screen](pilot))
    await settled(pilot)
    assert getattr(pilot.app.screen, "KEYS", "") == screen
    if screen == "country":
        pilot.app.screen.query_one(LineView).focus()
        await pilot.pause()


def recorded(screen: object, actions: list[keys.Action], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the actions of a screen only say that they were asked for."""
    done: list[str] = []

    def says(name: str) -> Callable[[Any], None]:
        return lambda _: done.append(name)

    for action in actions:
        monkeypatch.setattr(type(screen), f"action_{action.method}", says(action.id))
    return done


def test_every_screen_is_walked() -> None:
    assert set(WAYS) == set(keys.SCREENS) - {"app"}


@pytest.mark.parametrize("screen", list(WAYS))
async def test_each_key_does_its_action(opened: Opened, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(*WAYS[screen][0], size=(120, 40)) as pilot:
        await arrive(pilot, screen)
        actions = listed(screen)
        done = recorded(pilot.app.screen, actions, monkeypatch)
        wanted = []
        for action in actions:
            for key in action.keys.split():
                if screen in TYPED and (len(key) == 1 or key in OF_THE_LINE):
                    continue
                await pilot.press(keys.named(key))
                wanted.append(action.id)
        assert done == wanted


@pytest.mark.parametrize("screen", ["country", "comparison", "timeline", "notes", "review"])
async def test_the_palette_does_each_action(opened: Opened, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(*WAYS[screen][0], size=(120, 40)) as pilot:
        await arrive(pilot, screen)
        here = pilot.app.screen
        actions = [action for action in listed(screen) if action.id != "palette"]
        done = recorded(here, actions, monkeypatch)
        for action in actions:
            here.action_palette()  # type: ignore[attr-defined]
            await pilot.pause()
            pilot.app.screen.query_one(Input).value = action.description
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        assert done == [action.id for action in actions]


async def test_the_keys_that_are_no_letters_work_while_one_types_a_force(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        await pilot.pause()
        actions = listed("country")
        done = recorded(pilot.app.screen, actions, monkeypatch)
        for action in actions:
            key = next((key for key in action.keys.split() if len(key) > 1 or not key.isalpha()), None)
            if key is not None:
                await pilot.press(keys.named(key))
                assert done[-1:] == [action.id]


async def test_leaving_works_from_anywhere(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press("b", "ctrl+q")
        assert pilot.app.return_code == 0
