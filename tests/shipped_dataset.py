"""The shipped dataset, read once for all tests of a process: nobody changes it."""

from __future__ import annotations

import functools

from peeldiff.dataset import Dataset, load


@functools.cache
def shipped() -> Dataset:
    """Read it from its sources."""
    return load()
