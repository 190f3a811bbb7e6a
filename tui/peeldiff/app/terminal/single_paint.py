"""Paints a screen that comes to the top once, when everything on it knows its size.

Textual lays such a screen out and paints it, lets its widgets know their sizes, paints what they draw
then, and in the end everything once more: a screen is drawn three times and sent twice. Where one goes
back to it, the app is asked to paint it again (`PeeldiffApp.refresh`) when the screen above is removed, once
or twice. A Textual that keeps account of this in another way is left to it.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

NEEDED = ("_layout_required", "_repaint_required", "_dirty_widgets", "_compositor_refresh", "_on_timer_update")
"""What a screen keeps of what it has to draw, and by what it does so."""


class SinglePaint:
    """Holds back what would be painted several times."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Watch over the painting of a screen that was just made."""
        self._screen = screen
        self._is_arriving = False
        self._is_able = all(hasattr(screen, name) for name in NEEDED)
        if self._is_able:
            self._paint, self._draw = screen._compositor_refresh, screen._on_timer_update
            screen._compositor_refresh = self._paint_unless_arriving  # type: ignore[method-assign]  # of this one screen
            screen._on_timer_update = self._draw_at_once  # type: ignore[method-assign]  # of this one screen

    def wait(self) -> None:
        """Wait until the widgets are laid out: the screen comes to the top, and Textual will draw all of it soon."""
        self._is_arriving = self._is_able

    def _paint_unless_arriving(self) -> None:
        if not self._is_arriving:
            self._paint()

    def _draw_at_once(self) -> None:
        """Draw what is due; what has to be repainted is counted to what a layout changes, so as not to follow it."""
        self._is_arriving = False
        if self._screen._layout_required and self._screen._repaint_required:
            self._screen._repaint_required = False
            self._screen._dirty_widgets.add(self._screen)
        self._draw()
