"""The table of keys: complete, without clashes, and a person's own keys on top of it."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, Opened
from app.seeing import row, screen_lines
from peeldiff.app.comparison.kind_filter import KindFilter
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit import keys
from peeldiff.app.kit.finder import Finder
from peeldiff.app.kit.question import Question
from peeldiff.app.kit.source_dialog import SourceDialog
from peeldiff.app.kit.text_dialog import TextDialog
from peeldiff.app.notes.conflict import NoteConflict
from peeldiff.app.notes.editor import NoteEditor
from peeldiff.app.notes.screen import NotesScreen
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.correction_dialog import Correction
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.search.dialog import SearchDialog
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.errors import SettingsError

WHERE = {
    "app": PeeldiffApp,
    "country": CountryScreen,
    "timeline": TimelineScreen,
    "notes": NotesScreen,
    "comparison": ComparisonScreen,
    "text": TextDialog,
    "finder": Finder,
    "kinds": KindFilter,
    "form": NoteEditor,
    "sources": SourceDialog,
    "search": SearchDialog,
    "conflict": NoteConflict,
    "review": ReviewScreen,
    "reading": ReadingScreen,
    "correction": Correction,
    "question": Question,
}


def test_no_clash_in_the_defaults() -> None:
    assert keys.chosen({}).own == {}


@pytest.mark.parametrize("screen", list(keys.SCREENS))
def test_every_action_has_its_method(screen: str) -> None:
    own = keys.actions_of(context for context in keys.SCREENS[screen] if context != "app" or screen == "app")
    for action in own:
        assert callable(getattr(WHERE[screen], f"action_{action.method}", None)), action.id


def test_an_unknown_action_is_named_with_what_is_near() -> None:
    with pytest.raises(SettingsError, match=r"keys\.exprot: no such action \(did you mean export\?\)"):
        keys.chosen({"exprot": "x"})


@pytest.mark.parametrize("key", ["s", "/", "slash"])
def test_two_actions_on_one_key_are_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=f'keys.export: "{key}" is the key of'):
        keys.chosen({"export": key})


def test_two_actions_may_swap_keys() -> None:
    found = keys.chosen({"export": "s", "swap": "w"})
    assert found.shown(keys.BY_ID["export"]) == "s"


async def test_a_persons_own_key_works_and_is_shown(opened: Opened) -> None:
    async with opened(*NORTHANTS, keys={"next-change": "m,right_parenthesis", "left-later": "9"}) as pilot:
        assert screen_lines(pilot)[-1].startswith(" m next")
        await pilot.press("m")
        assert row(pilot).id == "judgment/pillar/efficiency"
        await pilot.press("right_square_bracket")
        assert row(pilot).id == "judgment/pillar/efficiency"


def test_names_of_keys() -> None:
    assert keys.named("[") == "left_square_bracket"
    assert keys.named("ctrl+p") == "ctrl+p"
    assert keys.spoken("ctrl+p") == "^p"
