"""Gives the focus back when a window that became too small has grown again.

Where there is no room everything is hidden, and what is hidden loses the focus: what is typed after
that would go nowhere, or be taken for keys.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget


class FocusReturn:
    """Where the focus was on a screen."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Nothing had it yet."""
        self._screen = screen
        self._had_focus: Widget | None = None

    def remember(self, widget: Widget) -> None:
        """Remember what has the focus."""
        self._had_focus = widget

    def restore(self) -> None:
        """Give the focus back if nothing has it."""
        screen, chain = self._screen, self._screen.focus_chain
        if screen.focused is None and chain:
            # As if the whole program had lost it: then nothing is selected, which the next letter would replace.
            screen.set_focus(self._had_focus if self._had_focus in chain else chain[0], from_app_focus=True)
