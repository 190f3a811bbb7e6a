"""Hands on the app: what is typed, pasted, clicked or resized reaches it as from a terminal, and is waited for.

Pilot's own waiting looks at the processor, 90 ms a key; here the queues and the workers are looked at.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from typing import Any, cast
from weakref import WeakSet

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker

from peeldiff.app.kit import actions
from peeldiff.app.kit.base_screen import BaseScreen
from peeldiff.app.opening_screen import OpeningScreen
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review.update_screen import UpdateScreen

ESCAPE = "\x1b"
_SEQUENCES = {
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "escape": ESCAPE,
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+tab": "\x1b[Z",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f5": "\x1b[15~",
    "f8": "\x1b[19~",
    "f12": "\x1b[24~",
}


def sent(key: str) -> str:
    """Return what a terminal sends for a key, as the settings write it."""
    if key.startswith("ctrl+"):
        return chr(ord(key[5:].upper()) - 64)
    return key if len(key) == 1 else _SEQUENCES.get(key) or key_to_character(key) or _unknown(key)


def _unknown(key: str) -> str:
    raise LookupError(f"what does a terminal send for {key}? Write it into _SEQUENCES")


def every_key() -> list[str]:
    """Return every key of the table."""
    return sorted({key for action in actions.ACTIONS for key in action.keys.split()})


def mouse(button: int, x: int, y: int) -> str:
    """Return what a terminal sends when a button (64 and 65: the wheel) is pressed, and let go, on a cell."""
    pressed = f"\x1b[<{button};{x + 1};{y + 1}M"
    return pressed if button >= 32 else f"{pressed}\x1b[<{button};{x + 1};{y + 1}m"


async def feed(pilot: Pilot[None], data: str, *, briefly: bool = False, draws: bool = True) -> None:
    """Send what a terminal would send; at the end the time is over in which more of a sequence could come."""
    driver = pilot.app._driver
    assert isinstance(driver, HeadlessDriver)
    parser = XTermParser()
    parsed = [*parser.feed(data), *parser.feed("")]
    for event in parsed:
        if pilot.app._exit:
            return
        driver.process_message(event)
        await still(pilot, briefly=briefly, draws=draws and event is parsed[-1])


async def press(pilot: Pilot[None], *names: str, briefly: bool = False) -> None:
    """Press keys, named as the settings do, and draw what came of the last one.

    Letters that are typed into a text arrive together, as a paste does: each alone would be searched for.
    """
    keys = list(names)
    while keys:
        run = list(takewhile(lambda name: len(name) == 1, keys))
        if len(run) > 1 and isinstance(pilot.app.focused, Input | TextArea):
            data, keys = f"\x1b[200~{''.join(run)}\x1b[201~", keys[len(run) :]
        else:
            data, keys = sent(keys[0]), keys[1:]
        await feed(pilot, data, briefly=briefly, draws=not keys)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type a text."""
    await press(pilot, *text)


async def click(pilot: Pilot[None], x: int, y: int) -> None:
    """Click on a cell of the window."""
    await feed(pilot, mouse(0, x, y))


async def wheel(pilot: Pilot[None], x: int, y: int, *, down: bool = True) -> None:
    """Turn the wheel over a cell of the window."""
    await feed(pilot, mouse(65 if down else 64, x, y))


async def resize(pilot: Pilot[None], width: int, height: int) -> None:
    """Give the window another size."""
    driver = pilot.app._driver
    assert isinstance(driver, HeadlessDriver)
    size = Size(width, height)
    driver._size = (width, height)
    pilot.app.post_message(events.Resize(size, size))
    await still(pilot)


def _is_awaited(worker: Worker[Any], *, briefly: bool) -> bool:
    if briefly and isinstance(worker.node.app.screen, OpeningScreen):
        return False
    reads = worker.group in ("open", "fetch") and isinstance(worker.node.app.screen, ReadingScreen | UpdateScreen)
    return not worker.is_finished and not reads


async def still(pilot: Pilot[None], *, briefly: bool = False, draws: bool = True) -> None:
    """Wait until every message is handled, no worker is at work, and what they said is drawn.

    The reading of files and the fetching of pages are not waited for: they have screens of their own, with keys that
    stop them. Nor are, if `briefly`, the opening and a worker that takes longer than about a second.
    """
    app, loop, quiet = pilot.app, cast(Any, asyncio.get_running_loop()), 0
    end, patience = time.monotonic() + 120, 700 if briefly else 50_000
    while quiet < 2 and not app._exit and app._exception is None:
        await asyncio.sleep(0)
        if loop._ready and time.monotonic() < end:
            quiet = 0
        elif patience and (app._resize_event is not None or _anybody_works(app, briefly=briefly)):
            quiet, patience = 0, patience - 1  # turns and not seconds: on a busy machine both take longer
            await asyncio.sleep(0.001)
        else:
            app.screen._on_timer_update()
            if draws:
                draw_now(app.screen)
            quiet += 1


def _anybody_works(app: App[Any], *, briefly: bool) -> bool:
    return any(_is_awaited(worker, briefly=briefly) for worker in app.workers)


_draw = Screen._compositor_refresh
_TO_DRAW: WeakSet[Screen[Any]] = WeakSet()


def draw_later(screen: Screen[Any]) -> None:
    """Draw a screen when all is still, once, instead of after each message; put in the place of Textual's own."""
    if screen is not screen.app.screen:
        _draw(screen)
    else:
        screen._dirty_widgets.clear()
        _TO_DRAW.add(screen)


def draw_now(screen: Screen[Any]) -> None:
    """Draw what waited to be drawn."""
    if screen in _TO_DRAW:
        _TO_DRAW.clear()
        _draw(screen)


@contextmanager
def asked_for() -> Iterator[list[str]]:
    """Yield the actions that clicks and the palette ask for, while none of them is done."""
    asked: list[str] = []

    async def ask(node: Widget, action: str) -> None:
        """Write it down, if there is such an action where it would be looked for."""
        command = re.fullmatch(r"command\('(.+)'\)", action)
        if command:
            assert command[1] in cast(BaseScreen[None], node).commands, action
        else:
            assert hasattr(node.app, f"action_{action.removeprefix('app.')}"), action
        asked.append(action)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Widget, "run_action", ask)
        yield asked


class QuickPilot(Pilot[None]):
    """What stands in the place of Pilot's own press and pause, so that a key costs what it costs the app."""

    async def press(self, *names: str) -> None:
        """Press keys; wait as long for workers as Pilot would, but no longer than they take."""
        await press(self, *names, briefly=True)

    async def pause(self, delay: float | None = None) -> None:
        """Wait until the app is still, or for some seconds."""
        if delay is not None:
            await asyncio.sleep(delay)
        await still(self, briefly=True)

    async def wait_for_scheduled_animations(self) -> None:
        """Wait until the app is still: nothing of ours is animated."""
        await still(self, briefly=True)
