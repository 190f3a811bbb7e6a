"""What a terminal says that no terminal should: answers that no parser bears, windows that nobody has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from app.conftest import NORTHANTS, Opened
from app.hands import still
from app.seeing import text
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.terminal import steady_driver
from peeldiff.app.terminal.steady_driver import MOST_WAITING, steady
from peeldiff.app.terminal.window_size import LARGEST, bounded

ODD = (
    "\x1b[1114112u",
    "\x1b[99999999999u",
    "\x1b[97;;99999999u",
    f"\x1b[{'9' * 5000}u",
    f"\x1b[<{'9' * 5000};1;1M",
    f"\x1b[48;{'9' * 5000};1;1;1t",
    "\x1b[?2048;1$y\x1b[48;24;80;0;0t\x1b[<0;10;10M",
)


class Parsing:
    """As much of a driver as reads keys: each reading gets the next of what is sent, and it ends with the last."""

    _app: object = None

    def __init__(self, sent: Iterator[str]) -> None:
        self.exit_event = threading.Event()
        self.sent = sent
        self.seen: list[Message] = []

    def run_input_thread(self) -> None:
        parser = XTermParser()
        for keys in self.sent:
            self.seen.extend(parser.feed(keys))
            self.seen.extend(parser.tick())


def test_what_no_parser_bears_is_lost_and_the_next_key_is_read() -> None:
    driver = cast(Any, steady(cast("type[Driver]", Parsing)))(iter([*ODD, "j"]))
    driver.run_input_thread()
    assert [event.key for event in driver.seen if isinstance(event, events.Key)][-1] == "j"


@pytest.mark.parametrize("error", [ZeroDivisionError, OverflowError, ValueError, UnicodeError, KeyError])
def test_whatever_reading_keys_ends_by_it_goes_on(error: type[Exception]) -> None:
    times: list[int] = []

    class Upset(Parsing):
        def run_input_thread(self) -> None:
            times.append(1)
            if len(times) < 3:
                raise error

    cast(Any, steady(cast("type[Driver]", Upset)))(iter(())).run_input_thread()
    assert len(times) == 3


def test_a_terminal_that_is_gone_is_not_read_for_ever() -> None:
    class Gone(Parsing):
        def run_input_thread(self) -> None:
            raise OSError(5, "gone")

    with pytest.raises(OSError, match="gone"):
        cast(Any, steady(cast("type[Driver]", Gone)))(iter(())).run_input_thread()


def test_of_many_changes_of_the_focus_the_latest_counts() -> None:
    """A terminal that says forty thousand of them kept the program busy, and its keys waiting, for minutes."""
    sent: list[Message] = []

    class Sending(Parsing):
        def send_message(self, message: Message) -> None:
            sent.append(message)

    driver = cast(Any, steady(cast("type[Driver]", Sending)))(iter(()))
    for message in (events.AppFocus(), events.AppBlur(), events.Key("j", "j")):
        driver.send_message(message)
    focus, blur, key = sent
    assert focus.can_replace(blur)
    assert blur.can_replace(focus)
    assert not focus.can_replace(key)
    assert not key.can_replace(focus)


class Busy:
    """An app that deals with a key whenever it is asked how many wait."""

    def __init__(self) -> None:
        self.most, self.waiting = 0, 0

    @property
    def backlog(self) -> int:
        self.most = max(self.most, self.waiting)
        self.waiting -= 1
        return self.waiting + 1


def test_no_more_is_read_than_can_be_dealt_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that sends megabytes filled the memory, a key after the other."""
    monkeypatch.setattr(steady_driver, "_LOOK", 0.0)
    sent: list[Message] = []

    class Flooding(Parsing):
        _app = app = Busy()

        def send_message(self, message: Message) -> None:
            sent.append(message)
            self.app.waiting += 3

    driver = cast(Any, steady(cast("type[Driver]", Flooding)))(iter(()))
    keys = [events.Key("a", "a") for _ in range(2 * MOST_WAITING)]
    for key in keys:
        driver.send_message(key)
    assert sent == keys
    assert MOST_WAITING <= Flooding.app.most <= MOST_WAITING + 3
    Flooding.app.waiting = 10**9
    driver.exit_event.set()
    driver.send_message(keys[0])  # who ends waits for nothing


async def test_the_app_says_how_many_keys_wait(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        assert app.backlog == 0
        app._early.extend([events.Key("j", "j")] * 5)
        assert app.backlog == 5
        app._early.clear()


@pytest.mark.parametrize("size", [(65535, 65535), (2**32, 1), (80, 10**9), (0, 0), (-5, 24)])
def test_a_window_that_nobody_has_is_bounded(size: tuple[int, int]) -> None:
    event = bounded(events.Resize(Size(*size), Size(*size)))
    assert isinstance(event, events.Resize)
    assert all(1 <= given <= most for given, most in zip(event.size, LARGEST, strict=True))
    assert event.size == event.virtual_size


@pytest.mark.parametrize("event", [events.Resize(Size(80, 24), Size(80, 24)), events.Idle()])
def test_every_other_event_is_as_it_is(event: events.Event) -> None:
    assert bounded(event) is event


async def test_the_app_takes_no_size_beyond_that(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        app = cast(PeeldiffApp, pilot.app)
        await app.on_event(events.Resize(Size(0, -3), Size(0, -3)))
        await still(pilot)
        assert app.size == Size(1, 1)
        await app.on_event(events.Resize(Size(80, 24), Size(80, 24)))
        await still(pilot)
        assert "PEEL 2017" in text(pilot)
