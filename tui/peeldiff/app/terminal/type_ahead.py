"""Keys pressed before there is something to take them: kept, and given in their order to what they were meant for.

That is while the dataset is read, and behind a key that opens a screen. A slow line brings several
keys at once; Textual would give them all to the screen that the first of them is about to cover.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from textual import events, work
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

_LONGEST = 1.0
"""Seconds to wait for what a key does, so that nothing can hold up the keys behind it."""
_LOOK = 0.01
"""Seconds between two looks whether what was to take a key is still there."""


class TypeAhead(App[None], inherit_bindings=False):
    """An app that loses no key."""

    @dataclass
    class KeyPassed(Message):
        """Follows a key on its way up, twice: behind what the key does, and behind what that asks of the app."""

        arrived: asyncio.Event
        """Set at the end of the way."""
        again: bool = True

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (Textual's)
        """Begin by keeping."""
        self._early: deque[events.Key | events.Paste] = deque()
        self._open = False
        self._passed: asyncio.Event | None = None
        self._target: Widget | Screen[Any] | None = None
        self._typed_on: Screen[Any] | None = None
        super().__init__(**options)

    @property
    def backlog(self) -> int:
        """How many keys, and other messages of the terminal, wait to be dealt with."""
        return len(self._early) + self._message_queue.qsize()

    def is_urgent(self, key: str) -> bool:
        """Tell whether a key acts at once, whatever is shown."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that nobody can take yet, and what is typed behind one that is not dealt with."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self._acts_at_once(event):
            await super().on_event(event)
        elif self._open and not self._early and not self._is_under_way and self.screen is self._typed_on:
            await self._give(event)
        else:
            self._early.append(event)
            if self._open and len(self._early) == 1:
                self.release_keys()

    def _acts_at_once(self, event: events.Key | events.Paste) -> bool:
        return isinstance(event, events.Key) and self.is_urgent(event.key)

    @work(group="type-ahead")
    async def release_keys(self) -> None:
        """Give what was typed to the screen that is shown, each key when the one before is done."""
        self._open = True
        while self._early:
            await self._until_handled()
            if self.screen is not self._typed_on:
                await self._drawn()
                self._typed_on = self.screen
            await self._give(self._early[0])
            self._early.popleft()  # only now, so that nothing overtakes it

    async def _give(self, event: events.Key | events.Paste) -> None:
        self._passed, self._target = asyncio.Event(), self.focused or self.screen
        await super().on_event(event)
        self._target.post_message(self.KeyPassed(self._passed))

    @property
    def _is_under_way(self) -> bool:
        """Whether a key has been given to something that is there and has not dealt with it."""
        passed, target = self._passed, self._target
        return passed is not None and not passed.is_set() and target is not None and target.is_running

    async def _until_handled(self) -> None:
        for _ in range(int(_LONGEST / _LOOK)):
            if self._passed is None or not self._is_under_way:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._passed.wait(), _LOOK)

    async def _drawn(self) -> None:
        """Wait until the screen is drawn and knows where its keys go."""
        drawn = asyncio.Event()
        self.screen.call_after_refresh(drawn.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), _LONGEST)

    def on_type_ahead_key_passed(self, message: KeyPassed) -> None:
        """Send it once more from the screen: what a key asks of the app comes from there, and is done before it."""
        if message.again:
            self.screen.post_message(self.KeyPassed(message.arrived, again=False))
        else:
            message.arrived.set()
