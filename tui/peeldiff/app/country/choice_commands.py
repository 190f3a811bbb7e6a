"""Choosing two inspections in the country: the left side, then the right, then they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.country.force_input import ForceInput
from peeldiff.app.kit.navigation import ComparisonRequested
from peeldiff.dataset.names import Inspection

if TYPE_CHECKING:
    from peeldiff.app.country.screen import CountryScreen
    from peeldiff.app.kit.base_screen import Commands


class ChoiceCommands:
    """The commands that choose."""

    def __init__(self, screen: CountryScreen) -> None:
        """`screen` shows the country."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"choose": self._choose, "last": self._compare_last}

    def _choose(self) -> None:
        """Choose the left side, then the right, then compare; in the change compare this force."""
        shown = self._screen.shown
        if self._screen.source is None or not self._screen.source.entries:
            return
        if shown.kind == "change":
            left, right = (Inspection(shown.force, cycle) for cycle in shown.pair)
            self._compare(left, right)
        elif shown.here == shown.left:
            self._screen.show_message("This is the left side itself: choose another for the right.")
        elif shown.left is not None:
            self._compare(shown.left, shown.here)
        else:
            shown.left = shown.here
            shown.cycle = shown.beside(shown.left)
            self._screen.query_one(ForceInput).value = ""
            self._screen.show_forces()

    def _compare(self, left: Inspection | str, right: Inspection | str) -> None:
        """Compare; whoever comes back chooses anew."""

        def shown() -> None:
            self._screen.shown.left = None
            self._screen.show_forces()
            self._screen.host.remember(force=self._screen.shown.force)

        self._screen.ask(ComparisonRequested(left, right, shown=shown))

    def _compare_last(self) -> None:
        """Open the last comparison again."""
        last = self._screen.host.memory
        if last.left and last.right:
            self._compare(last.left, last.right)
        else:
            self._screen.show_message("There is no last comparison.")
