"""Makes of a panic an error like any other: of polars, while something is computed off the screen's thread.

A panic is no `Exception`, and Textual leaves work that ended by one as if it went on: whoever waits
for what comes of it waits for ever.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def catching_panics(work: Callable[[], Result]) -> Callable[[], Result]:
    """Return work for a thread that ends by an error where it would end by a panic."""

    @functools.wraps(work)
    def caught() -> Result:
        try:
            return work()
        except Exception:
            raise
        except BaseException as panic:
            raise RuntimeError(str(panic)) from panic

    return caught
