"""A driver that bears what Textual's does not: a stop that could not be foreseen, and keys that are none.

Textual lays the terminal down when it is asked to stop (SIGTSTP) and takes it up when it goes on
(SIGCONT). By SIGSTOP it laid nothing down, and took it up all the same: two threads then read the
keys, and the terminal was not as before at the end. Stopped while it ended, it took up a terminal that
nobody laid down again. And one byte of another encoding ended the program, as did a key that has a
number beyond all letters, or a window that is no pixel wide. Whatever was sent was read and kept, however much.
"""

from __future__ import annotations

import signal
import threading

from textual.driver import Driver
from textual.events import AppBlur, AppFocus
from textual.message import Message

_FOCUS = (AppFocus, AppBlur)
MOST_WAITING = 2000
"""Keys that may wait to be dealt with; a person who types ahead has a few."""
_LOOK = 0.01
"""Seconds between two looks whether fewer do."""


def _is_of_the_focus(message: Message) -> bool:
    return isinstance(message, _FOCUS)


def steady(driver: type[Driver]) -> type[Driver]:
    """Return a driver like this one that goes on after both."""

    class SteadyDriver(driver):  # type: ignore[valid-type, misc]  # known when it runs
        _must_signal_resume: bool
        exit_event: threading.Event

        def stop_application_mode(self) -> None:
            if self.can_suspend and self._app._exit:  # from here on it is stopped and goes on like any program
                for number in (signal.SIGTSTP, signal.SIGCONT):
                    signal.signal(number, signal.SIG_DFL)
            super().stop_application_mode()

        def _sigcont_application(self, *received: object) -> None:
            if not self._must_signal_resume:
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application(*received)

        def send_message(self, message: Message) -> None:
            """Let of many changes of the focus only the latest count: each has every widget's style looked up anew."""
            if isinstance(message, _FOCUS):
                message.can_replace = _is_of_the_focus  # type: ignore[method-assign]  # of this one message
            while getattr(self._app, "backlog", 0) > MOST_WAITING and not self.exit_event.wait(_LOOK):
                pass  # nothing more is read: what the terminal sends stays with the system, and memory does not grow
            super().send_message(message)

        def run_input_thread(self) -> None:
            while not self.exit_event.is_set():
                try:
                    super().run_input_thread()
                except OSError:
                    raise  # the terminal is gone
                except Exception:  # noqa: S112  (whatever a parser does not bear, such as a key of number 99999999)
                    continue  # what came with it is lost; the next key is read again
                return

    return SteadyDriver
