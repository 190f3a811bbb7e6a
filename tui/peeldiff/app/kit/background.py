"""Work off the interface's thread, for whatever lives as long as its outcome matters: a screen, or the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from peeldiff.app.terminal.worker_errors import catching_panics
from peeldiff.errors import PeeldiffError

Answer = TypeVar("Answer")
Result = TypeVar("Result")


@dataclass
class JobDone(Message, bubble=False):
    """Work in the background has ended."""

    outcome: Callable[[], object]
    """Shows what came of it; it knows what the work was about."""


def in_background(
    owner: App[None] | Screen[Answer],
    job: Callable[[], Result],
    then: Callable[[Result], object],
    failed: Callable[[PeeldiffError], object],
    *,
    group: str,
    exclusive: bool,
) -> None:
    """Do a job in a thread, and let its owner call `then` with the result, or `failed`, on its own.

    With `exclusive` a later job of the group takes the place of an earlier one, whose result is
    dropped; so is that of an owner that is gone by then.
    """

    def work() -> None:
        worker = get_current_worker()
        try:
            outcome: Callable[[], object] = partial(then, job())
        except PeeldiffError as error:
            outcome = partial(failed, error)
        if not worker.is_cancelled:
            owner.post_message(JobDone(outcome))

    owner.run_worker(catching_panics(work), thread=True, exclusive=exclusive, group=group)
