"""Lets go of what a closed screen has drawn, so that a long sitting holds no more than a short one.

Textual remembers the colours around each widget by the widget's own cache of lines, a thousand of
them: every dialog that was ever open stays in memory, with all that it showed.
"""

from __future__ import annotations

import importlib
from typing import Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen


def release_drawn_styles() -> None:
    """Empty Textual's cache; where a Textual has none that is known here, nothing is let go."""
    try:
        cache = importlib.import_module("textual._styles_cache").StylesCache.get_inner_outer
    except (ImportError, AttributeError):
        return
    cache.cache_clear()


class CacheRelease(App[None], inherit_bindings=False):
    """An app that forgets the screens that are closed."""

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top."""
        release_drawn_styles()
        return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Put another screen in the place of the one on top."""
        release_drawn_styles()
        return super().switch_screen(screen)
