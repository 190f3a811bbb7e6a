"""Makes of a panic an error like any other: of polars, while something is computed off the screen's thread.

A panic is no `Exception`, and Textual leaves work that ended by one as if it went on: whoever waits
for what comes of it waits for ever.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from textual.dom import DOMNode
from textual.worker import Worker

Made = TypeVar("Made")


class PanicsTold(DOMNode):
    """What does work whose panics end the program in order."""

    def run_worker(self, work: Any, *arguments: Any, **more: Any) -> Worker[Any]:  # noqa: ANN401  (as Textual has it)
        """Do it as Textual does."""
        return super().run_worker(_told(work) if more.get("thread") else work, *arguments, **more)


def _told(work: Callable[[], Made]) -> Callable[[], Made]:
    @functools.wraps(work)
    def panics_told() -> Made:
        try:
            return work()
        except Exception:
            raise
        except BaseException as panic:
            raise RuntimeError(str(panic)) from panic

    return panics_told
