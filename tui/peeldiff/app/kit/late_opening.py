"""Opens what took time to prepare, where the screen that asked for it is still what a person looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


class LateOpening:
    """What one screen opens late: never over a dialog, which is waited for, and not where the person has gone on."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Tell it of each time that `screen` comes to the top."""
        self.screen = screen
        self._waiting: Callable[[], object] | None = None

    def open(self, open_screen: Callable[[], object]) -> None:
        """Open a screen now, or once the dialogs over this one are closed; the latest takes the place of one before."""
        stack = self.screen.app.screen_stack
        over = stack[stack.index(self.screen) + 1 :] if self.screen in stack else stack
        if not over:
            open_screen()
        elif all(screen.is_modal for screen in over):
            self._waiting = open_screen

    def has_come(self) -> None:
        """Open what waited, unless the dialog that was closed opens something itself."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.screen.call_later(self.open, waiting)
