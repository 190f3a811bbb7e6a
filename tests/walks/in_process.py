"""A walk inside the process: after each step everything that has to hold is looked at."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from textual.pilot import Pilot

from app.hands import feed, resize, still
from app.reviewing import request
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review_app import ReviewApp
from peeldiff.settings import Settings
from walks.invariants import Invariants
from walks.steps import OPENINGS, REVIEW, Step, walk

MakeApp = Callable[..., PeeldiffApp]


class LostError(AssertionError):
    """Something did not hold; the message has what is needed to see it again."""

    def __init__(self, seed: int, opening: tuple[str, ...], size: tuple[int, int], steps: list[Step], why: str) -> None:
        words = f"{why}\nseed {seed}, opened {opening} at {size}, after these {len(steps)} steps:\n{steps!r}"
        super().__init__(words)


async def go(pilot: Pilot[None], step: Step) -> None:
    """Take a step."""
    if isinstance(step, tuple):
        await resize(pilot, *step)
    else:
        await feed(pilot, step)


async def wander(make_app: MakeApp, seed: int, count: int, size: tuple[int, int] = (80, 24)) -> Counter[str]:
    """Take so many steps, opening the app again whenever it was left; return how many were on which screen."""
    dice = random.Random(seed)
    ahead = itertools.islice(walk(seed, size), count)
    first = next(ahead, None)
    seen: Counter[str] = Counter()
    while first is not None:
        steps = itertools.chain([first], ahead)
        opening = dice.choice(OPENINGS)
        app = _review(make_app().settings) if opening == REVIEW else make_app(*opening)
        size = await _sitting(app, opening, seed, size, steps, seen)
        first = next(ahead, None)
    return seen


def _review(settings: Settings) -> ReviewApp:
    return ReviewApp(settings, request(Path.cwd(), *REVIEW[1:-1]))


async def _sitting(
    app: PeeldiffApp,
    opening: tuple[str, ...],
    seed: int,
    size: tuple[int, int],
    steps: Iterator[Step],
    seen: Counter[str],
) -> tuple[int, int]:
    """Walk until the app is left, and return the size that the window then has."""
    began, taken = size, []
    holds = Invariants(app)
    async with app.run_test(size=size) as pilot:
        await still(pilot)
        while isinstance(app.screen, ReadingScreen) and not app._exit:
            await pilot.pause(0.02)
        for step in steps:
            taken.append(step)
            seen[getattr(app.screen, "KEYS", "opening")] += 1
            size = step if isinstance(step, tuple) else size
            try:
                await go(pilot, step)
                broken = holds.broken()
            except Exception as error:
                raise LostError(seed, opening, began, taken, f"an exception: {error!r}") from error
            if broken:
                raise LostError(seed, opening, began, taken, "; ".join(broken)) from app._exception
            if app._exit:
                break
    return size
