"""Styles the widgets of a new screen once, which is a third of what opening it costs.

Textual styles each widget as it is put on a screen, all of them when the screen comes to the top, and all
once more when it learns its size, since classes of the screen say what fits there. Here a screen has those
classes before it has widgets, and what has just been styled is not styled again when it comes to the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen

Breakpoints = Sequence[tuple[int, str]]
"""From how many cells on a screen has which class."""


def size_classes(size: Size, across: Breakpoints, down: Breakpoints) -> dict[str, bool]:
    """Return which classes a screen of this size has, and which of them it has not."""
    held = set[str]()
    for cells, breakpoints in ((size.width, across), (size.height, down)):
        held.update(name for _, name in [limit for limit in sorted(breakpoints) if limit[0] <= cells][-1:])
    return {name: name in held for _, name in [*across, *down]}


class SingleStyling:
    """Keeps a screen from being styled again while it is opened."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Watch over a screen that was just made."""
        self._screen = screen
        self._is_new = True
        self._compose = screen.compose
        screen.compose = self._compose_in_size  # type: ignore[method-assign]  # a method of this screen alone

    def _compose_in_size(self) -> ComposeResult:
        """Give the screen the classes of its size, and then its widgets."""
        screen, app = self._screen, self._screen.app
        across, down = screen.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS
        across = app.HORIZONTAL_BREAKPOINTS if across is None else across
        down = app.VERTICAL_BREAKPOINTS if down is None else down
        screen.update_classes(size_classes(app.size, across or (), down or ()), animate=False)
        return self._compose()

    def come(self, event: ScreenResume) -> None:
        """Leave out the styling of a screen that comes to the top for the first time."""
        if self._is_new:
            event.refresh_styles = self._is_new = False
