"""The table of keys: complete, without clashes, and a person's own keys on top of it."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, Opened
from app.seeing import row, screen_lines
from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.key_names import key_label, textual_name
from peeldiff.app.kit.keys_elsewhere import describe_unbound
from peeldiff.errors import SettingsError


def test_no_clash_in_the_defaults() -> None:
    assert keys.chosen({}).own == {}


def test_an_unknown_action_is_named_with_what_is_near() -> None:
    with pytest.raises(SettingsError, match=r"keys\.exprot: no such action \(did you mean export\?\)"):
        keys.chosen({"exprot": "x"})


@pytest.mark.parametrize("key", ["s", "/", "slash"])
def test_two_actions_on_one_key_are_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=f'keys.export: "{key}" is the key of'):
        keys.chosen({"export": key})


def test_two_actions_may_swap_keys() -> None:
    found = keys.chosen({"export": "s", "swap": "w"})
    assert found.shown(actions.BY_ID["export"]) == "s"


async def test_a_persons_own_key_works_and_is_shown(opened: Opened) -> None:
    async with opened(*NORTHANTS, keys={"next-change": "y,right_parenthesis", "left-later": "9"}) as pilot:
        assert screen_lines(pilot)[-1].startswith(" y next")
        await pilot.press("y")
        assert row(pilot).id == "judgment/pillar/efficiency"
        await pilot.press("right_square_bracket")
        assert row(pilot).id == "judgment/pillar/efficiency"


def test_names_of_keys() -> None:
    assert textual_name("[") == "left_square_bracket"
    assert textual_name("ctrl+p") == "ctrl+p"
    assert key_label("ctrl+p") == "^p"


@pytest.mark.parametrize(
    ("screen", "key", "character", "own", "words"),
    [
        ("country", "w", "w", {}, "w works in a comparison: write the notes file"),
        ("comparison", "v", "v", {}, "v works in the country: "),
        ("country", "v", "v", {}, ""),
        ("country", "question_mark", "?", {}, ""),
        ("country", "percent_sign", "%", {}, "% does nothing here; ? lists the keys."),
        ("country", "w", "w", {"export": "9"}, "w does nothing here; ? lists the keys."),
        ("country", "9", "9", {"export": "9"}, "9 works in a comparison: write the notes file"),
    ],
)
def test_a_key_that_does_nothing_says_where_it_works(
    screen: str, key: str, character: str, own: dict[str, str], words: str
) -> None:
    found = describe_unbound(screen, key, character, keys.chosen(own), 78)
    assert found.startswith(words)
    assert bool(found) == bool(words)


@pytest.mark.parametrize("width", [58, 78])
def test_where_a_key_works_is_said_in_whole_words_on_one_line(width: int) -> None:
    chosen = keys.chosen({})
    for screen in ("country", "comparison", "timeline", "notes"):
        for character in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=;,.-%":
            found = describe_unbound(screen, character, character, chosen, width)
            assert len(found) <= width, found
            assert found[-1:] in {".", ""}
