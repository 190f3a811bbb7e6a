"""Lets a screen that was closed do nothing more.

Textual takes a screen off the stack at once, then its widgets one by one, and stops its messages last. What
reaches it in between, such as a size, a key that was typed ahead or what came of its work, would look for widgets that
are gone, or close the screen below.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from textual.events import Unmount
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

Handler = Callable[[Message], Awaitable[Any]]


class OpenWatch:
    """Whether a screen is open; once it is closed only Textual itself answers its messages, but for its end."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Watch over a screen that was just made."""
        self._screen = screen
        self._has_come = False
        if hasattr(screen, "_get_dispatch_methods"):  # a Textual that finds them in another way is left to it
            self._find = screen._get_dispatch_methods
            screen._get_dispatch_methods = self._find_unless_closed  # type: ignore[method-assign]  # of this one screen
        self._call_after_refresh = screen.call_after_refresh
        screen.call_after_refresh = self._call_unless_closed  # type: ignore[method-assign]  # of this one screen
        screen.set_timer = partial(self._call_later, screen.set_timer)  # type: ignore[method-assign]  # of this one screen
        screen.set_interval = partial(self._call_later, screen.set_interval)  # type: ignore[method-assign]  # of this one screen

    def has_come(self) -> None:
        """Note that it lies on the stack: when it no longer does, it is closed."""
        self._has_come = True

    @property
    def is_open(self) -> bool:
        """Whether it lies on the stack, or has still to come there."""
        return not self._has_come or self._screen in self._screen.app.screen_stack

    def unless_closed(self, callback: Callable[..., Any]) -> Callable[..., Any]:
        """Return a callback that does nothing once the screen is closed."""

        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (whatever it takes)
            return callback(*arguments, **options) if self.is_open else None

        return call

    def _call_unless_closed(
        self,
        callback: Callable[..., Any],
        *arguments: Any,  # noqa: ANN401  (whatever it takes)
        **options: Any,  # noqa: ANN401  (whatever it takes)
    ) -> bool:
        return self._call_after_refresh(self.unless_closed(callback), *arguments, **options)

    def _call_later(
        self,
        set_clock: Callable[..., Timer],
        delay: float,
        callback: Callable[..., Any] | None = None,
        **options: Any,  # noqa: ANN401  (whatever it takes)
    ) -> Timer:
        return set_clock(delay, callback and self.unless_closed(callback), **options)

    def _find_unless_closed(self, method_name: str, message: Message) -> Iterable[tuple[type, Handler]]:
        for owner, method in self._find(method_name, message):
            if self.is_open or isinstance(message, Unmount) or owner.__module__.startswith("textual."):
                yield owner, method
