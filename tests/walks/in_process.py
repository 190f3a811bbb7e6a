"""A walk inside the process: after each step everything that has to hold is looked at."""

from __future__ import annotations

import itertools
import random
import tomllib
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from app.hands import feed, resize, still
from peeldiff.app.peeldiff_app import PeeldiffApp
from walks.invariants import Invariants
from walks.steps import OPENINGS, Step, walk

MakeApp = Callable[..., PeeldiffApp]


class Lost(AssertionError):
    """Something did not hold; the message has what is needed to see it again."""

    def __init__(self, seed: int, opening: tuple[str, ...], size: tuple[int, int], steps: list[Step], why: str) -> None:
        said = f"{why}\nseed {seed}, opened {opening} at {size}, after these {len(steps)} steps:\n{steps!r}"
        super().__init__(said)


async def go(pilot: Pilot[None], step: Step) -> None:
    """Take a step."""
    if isinstance(step, tuple):
        await resize(pilot, *step)
    else:
        await feed(pilot, step)


async def wander(make_app: MakeApp, seed: int, count: int, size: tuple[int, int] = (80, 24)) -> int:
    """Take so many steps, opening the app again whenever it was left; return how often it was opened."""
    dice = random.Random(seed)
    ahead = itertools.islice(walk(seed, size), count)
    first = next(ahead, None)
    sittings = 0
    while first is not None:
        sittings += 1
        steps = itertools.chain([first], ahead)
        size = await _sitting(make_app(*dice.choice(OPENINGS)), seed, size, steps)
        first = next(ahead, None)
    return sittings


async def _sitting(app: PeeldiffApp, seed: int, size: tuple[int, int], steps: itertools.chain[Step]) -> tuple[int, int]:
    """Walk until the app is left, and return the size that the window then has."""
    began, taken = size, []
    holds = Invariants(app)
    async with app.run_test(size=size) as pilot:
        await still(pilot)
        for step in steps:
            taken.append(step)
            size = step if isinstance(step, tuple) else size
            try:
                await go(pilot, step)
                broken = holds.broken()
            except Exception as error:
                raise Lost(seed, tuple(app.names), began, taken, f"an exception: {error!r}") from error
            if broken:
                raise Lost(seed, tuple(app.names), began, taken, "; ".join(broken)) from app._exception
            if app._exit:
                break
    return size


def unreadable(folder: Path) -> list[str]:
    """Return what is wrong with the TOML files of a folder."""
    wrong = []
    for path in folder.rglob("*.toml"):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            wrong.append(f"{path}: {error}")
    return wrong
