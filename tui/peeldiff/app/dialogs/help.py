"""The keys of where one is, made from the table of keys."""

from __future__ import annotations

from peeldiff.app.dialogs.text_dialog import TextDialog
from peeldiff.app.keys import CONTEXTS, SCREENS, Keys, actions_of, spoken
from peeldiff.app.lines import Line, fit

KEYS_WIDTH = 16
SIGNS = {
    "": (
        "↑ ↓ = better, worse, the same; ⇧ ⇩ only indicatively; ≠ not comparable; ↷ carried over;",
        "− + only on the left, on the right; · no grade; ? not in this dataset; ✎ has a note.",
    ),
    "review": (
        "+ is written; ? waits for you; ! something else stands; = stands already; − dropped;",
        "✎ corrected; · could not be placed, or its cycle is not known yet.",
    ),
}
"""What the signs say, by screen; under "" everywhere else."""


def help_dialog(screen: str, keys: Keys) -> TextDialog:
    """Return the help of a screen."""
    return TextDialog("Keys", help_lines(screen, keys))


def help_lines(screen: str, keys: Keys) -> list[Line]:
    """Return every action of a screen under the heading of its context, with all its keys."""
    lines: list[Line] = []
    for context in SCREENS[screen]:
        if context != "app":
            lines.append([(CONTEXTS[context], "heading")])
        for action in actions_of((context,)):
            bound = " ".join(spoken(key, words=keys.ascii) for key in keys.of(action))
            lines.append([(fit(bound, KEYS_WIDTH), "key"), (action.description, "text")])
        if context not in ("everywhere", "app"):
            lines.append([])
    lines += [[], [("Signs", "heading")], *([(said, "text")] for said in SIGNS.get(screen, SIGNS[""]))]
    lines.append([("Every key can be changed under [keys] in your config.toml: peeldiff config says where.", "muted")])
    return lines
