"""The scripted mode in this process, as the tests of this folder call it."""

from __future__ import annotations

from running import inside, surroundings

__all__ = ["inside", "surroundings"]
