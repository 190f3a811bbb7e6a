"""Long sweeps of which a run draws a part: another each run, by a seed that it prints; all with --system."""

from __future__ import annotations

import os
import random
from collections.abc import Collection, Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

Part = TypeVar("Part")

SEED = "TESTS_SEED"
"""Says which parts are drawn: from the first process of a run to its workers, or given to repeat one."""


def sweep(drawn: int, names: str | Sequence[str], parts: Collection[object]) -> pytest.MarkDecorator:
    """Parametrize a test with as many of these parts as are drawn; the others are not even collected."""
    return pytest.mark.parametrize(names, draw(drawn, names, parts))


def draw(drawn: int, names: str | Sequence[str], parts: Collection[Part]) -> Collection[Part]:
    """Return these parts in their order: all, unless a seed stands in the environment."""
    if SEED not in os.environ or drawn >= len(parts):
        return parts
    chance = random.Random(f"{os.environ[SEED]} {names} {len(parts)}")
    places = set(chance.sample(range(len(parts)), drawn))
    return [part for place, part in enumerate(parts) if place in places]


def examples(drawn: int) -> settings:
    """Try a dear property with no more examples than this; as often as others where the whole of the sweeps is run."""
    return settings(max_examples=often(min(drawn, settings().max_examples), settings().max_examples))


def often(drawn: int, whole: int) -> int:
    """Return how often something is tried at random: `whole` times where the whole of the sweeps is run."""
    return drawn if SEED in os.environ else whole
