"""Lets go of what a closed screen has drawn, so that a long sitting holds no more than a short one.

Textual remembers the colours around each widget by the widget's own cache of lines, a thousand of
them: every dialog that was ever open stays in memory, with all that it showed.
"""

from __future__ import annotations

from typing import Any

from textual._styles_cache import StylesCache
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen


class CacheRelease(App[None], inherit_bindings=False):
    """An app that forgets the screens that are closed."""

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top."""
        StylesCache.get_inner_outer.cache_clear()
        return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Put another screen in the place of the one on top."""
        StylesCache.get_inner_outer.cache_clear()
        return super().switch_screen(screen)
