"""Ends the app on an error that nobody foresaw, without a word: whoever ran it says in one line what went wrong.

Textual prints code and values, which a person cannot use and a restricted session must not see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from rich.console import RenderableType
from textual.app import App
from textual.worker import WorkerFailed


class CrashEnding(App[None], inherit_bindings=False):
    """An app that keeps the error it ended by."""

    failure: BaseException | None = None
    """Why it ended, if not by a person's wish."""

    def watch_lost_errors(self, loop: asyncio.AbstractEventLoop) -> None:
        """End likewise for an error of the loop that nobody waited for."""
        loop.set_exception_handler(self._on_lost_error)

    def _handle_exception(self, error: BaseException) -> None:
        if self._exit:  # a screen that was being opened meanwhile may miss its parts: nothing went wrong
            self._close_messages_no_wait()
            return
        if self.failure is None:
            self.failure = error.error if isinstance(error, WorkerFailed) else error
            self._exception = error if isinstance(error, Exception) else RuntimeError(str(error))
            self._exception_event.set()
        self._return_code = 2
        self._close_messages_no_wait()

    def _on_lost_error(self, _loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        if "exception" in context and not self._exit:
            self._handle_exception(context["exception"])

    def panic(self, *renderables: RenderableType) -> None:
        """End likewise where Textual has no error to give, only a picture of one: when keys cannot be read."""
        lines = (segment.text for renderable in renderables for segment in self.console.render(renderable))
        self._handle_exception(RuntimeError("".join(lines)))
