"""Where a key works that does nothing on a screen: nobody presses it and is left without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from peeldiff.app.kit.actions import BY_ID, SCREENS, Action, actions_of
from peeldiff.app.kit.key_names import key_label, textual_name
from peeldiff.app.kit.keys import Keys

_PLACES: Mapping[str, str] = {
    "comparison": "in a comparison",
    "country": "in the country",
    "timeline": "in the timeline of a force",
    "notes": "in the list of notes",
}
"""The screens that a person can go to, those with the most keys first."""


def describe_unbound(screen: str, key: str, character: str, keys: Keys, width: int) -> str:
    """Return where a key works, or that it does nothing; empty where it works on this screen.

    `key` is its name in Textual, `character` what it types, `width` the room that there is: of several ways to say what
    it does there the longest that fits is taken.
    """
    if _action(screen, key, keys) or _action("app", key, keys):
        return ""
    for place, words in _PLACES.items():
        action = _action(place, key, keys)
        if action is not None:
            lines = list(_lines(f"{key_label(character, words=keys.ascii)} works {words}: ", action))
            return next((line for line in lines if len(line) <= width), lines[-1])
    return f"{character} does nothing here; {keys.shown(BY_ID['help'])} lists the keys."


def _lines(begin: str, action: Action) -> Iterator[str]:
    """Walk over what is said of an action: the whole sentence, its first clause, the word of the footer."""
    whole = f"{action.description[:1].lower()}{action.description[1:]}"
    yield from (f"{begin}{words}." for words in (whole, re.split("[,;:]", whole)[0], action.label))


def _action(screen: str, key: str, keys: Keys) -> Action | None:
    """Return what a key does on a screen; None where it does nothing."""
    bound = actions_of(SCREENS[screen])
    return next((action for action in bound if key in map(textual_name, keys.of(action))), None)
