"""Gives the focus back when a window that became too small has grown again.

Where there is no room everything is hidden, and what is hidden loses the focus: what is typed after
that would go nowhere, or be taken for keys.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.screen import Screen
from textual.widget import Widget

Answer = TypeVar("Answer")


class FocusKept(Screen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen on which something has the focus whenever there is room."""

    _had_focus: Widget | None = None

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember where one is."""
        self._had_focus = event.widget

    def on_resize(self) -> None:
        """Look once everything is shown or hidden for the new size."""
        self.call_after_refresh(self._give_back)

    def _give_back(self) -> None:
        chain = self.focus_chain
        if self.focused is None and chain:
            # As if the whole program had lost it: then nothing is selected, which the next letter would replace.
            self.set_focus(self._had_focus if self._had_focus in chain else chain[0], from_app_focus=True)
