"""Keys pressed before there is a screen to take them: kept, and given to the first one in their order."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

from textual import events, work
from textual.app import App
from textual.message import Message

_LONGEST = 1.0
"""Seconds to wait for what a key does, so that nothing can hold up the keys behind it."""


class EarlyKeys(App[None], inherit_bindings=False):
    """An app that loses no key while it opens."""

    class KeyPassed(Message):
        """Follows a key on its way up; where it arrives, the key has been dealt with."""

        def __init__(self, arrived: asyncio.Event) -> None:
            """`arrived` is set at the end of the way."""
            super().__init__()
            self.arrived = arrived

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (Textual's)
        """Begin by keeping."""
        self._early: deque[events.Key] | None = deque()
        super().__init__(**options)

    def is_urgent(self, key: str) -> bool:
        """Tell whether a key acts at once, whatever is shown."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that nobody can take yet."""
        if self._early is None or not isinstance(event, events.Key) or event.is_forwarded or self.is_urgent(event.key):
            await super().on_event(event)
        else:
            self._early.append(event)

    @work(group="early-keys")
    async def release_keys(self) -> None:
        """Give the screen that is shown now what was pressed before it, each key when the one before is done."""
        while self._early:
            await self._drawn()
            key = self._early.popleft()
            passed = asyncio.Event()
            target = self.focused or self.screen
            await super().on_event(key)
            target.post_message(self.KeyPassed(passed))
            await _soon(passed)
        self._early = None

    async def _drawn(self) -> None:
        """Wait until the screen is drawn and knows where its keys go."""
        drawn = asyncio.Event()
        self.screen.call_after_refresh(drawn.set)
        await _soon(drawn)

    def on_early_keys_key_passed(self, message: KeyPassed) -> None:
        """The key has been dealt with."""
        message.arrived.set()


async def _soon(event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), _LONGEST)
