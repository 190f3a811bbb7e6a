"""Takes the terminal up again after a stop that could not be foreseen.

Textual lays the terminal down when it is asked to stop (SIGTSTP) and takes it up when it goes on
(SIGCONT). By SIGSTOP it laid nothing down, and took it up all the same: two threads then read the
keys, and the terminal was not as before at the end.
"""

from __future__ import annotations

from textual.driver import Driver


def going_on(driver: type[Driver]) -> type[Driver]:
    """Return a driver like this one that lays down what it holds before it takes it up again."""

    class GoingOnDriver(driver):  # type: ignore[valid-type, misc]
        _must_signal_resume: bool

        def _sigcont_application(self, *told: object) -> None:
            if not self._must_signal_resume:
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application(*told)

    return GoingOnDriver
