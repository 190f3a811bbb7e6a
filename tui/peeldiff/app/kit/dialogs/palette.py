"""Every command of a screen, by name, with its key."""

from __future__ import annotations

from peeldiff.app.kit.actions import SCREENS, Action, actions_of
from peeldiff.app.kit.dialogs.finder import Candidate, Candidates, Finder
from peeldiff.app.kit.keys import Keys


def palette(screen: str, keys: Keys) -> Finder[Action]:
    """Return the commands of a screen to choose from."""
    found = [
        Candidate(action.description, action, keys.shown(action), action.id)
        for context in SCREENS[screen]
        for action in actions_of((context,))
        if action.id != "palette"
    ]
    return Finder("Commands", Candidates(found), "Type a few letters")
