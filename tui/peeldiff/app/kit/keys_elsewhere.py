"""Where a key works that does nothing on a screen: nobody presses it and is left without a word."""

from __future__ import annotations

from collections.abc import Mapping

from peeldiff.app.kit.actions import BY_ID, SCREENS, actions_of
from peeldiff.app.kit.key_names import key_label, textual_name
from peeldiff.app.kit.keys import Keys

_PLACES: Mapping[str, str] = {
    "comparison": "in a comparison",
    "country": "in the country",
    "timeline": "in the timeline of a force",
    "notes": "in the list of notes",
}
"""The screens that a person can go to, those with the most keys first."""


def describe_unbound(screen: str, key: str, character: str, keys: Keys) -> str:
    """Return where a key works, or that it does nothing; empty where it works on this screen.

    `key` is its name in Textual, `character` what it types.
    """
    if _action(screen, key, keys) or _action("app", key, keys):
        return ""
    for place, words in _PLACES.items():
        description = _action(place, key, keys)
        if description:
            return (
                f"{key_label(character, words=keys.ascii)} works {words}: {description[:1].lower()}{description[1:]}."
            )
    return f"{character} does nothing here; {keys.shown(BY_ID['help'])} lists the keys."


def _action(screen: str, key: str, keys: Keys) -> str:
    """Return what a key does on a screen; empty where it does nothing."""
    bound = actions_of(SCREENS[screen])
    return next((action.description for action in bound if key in map(textual_name, keys.of(action))), "")
