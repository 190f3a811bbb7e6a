"""Opening a force of the country, and marking two inspections of it that are then compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit.navigation import ComparisonRequested, TimelineRequested
from peeldiff.dataset.queries.names import Inspection

if TYPE_CHECKING:
    from peeldiff.app.country.screen import CountryScreen
    from peeldiff.app.kit.base_screen import Commands


class ChoiceCommands:
    """The commands that mark, compare and open."""

    def __init__(self, screen: CountryScreen) -> None:
        """`screen` shows the country."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "choose": self._choose,
            "mark-left": lambda: self._mark("left"),
            "mark-right": lambda: self._mark("right"),
            "timeline": self._open,
            "last": self._compare_last,
        }

    def _mark(self, side: str) -> None:
        """Mark the inspection under the cursor, or take its mark back; nothing is moved or turned round by it."""
        shown = self._screen.shown
        if self._screen.source is None or not self._screen.source.entries:
            return
        if shown.kind == "change":
            self._screen.show_message(
                "In the change both cycles are chosen: Enter compares the force under the cursor."
            )
            return
        here = shown.here
        if getattr(shown.wanted, side) == here:
            self._screen.changes.make(f"that the mark on the {side} side was removed", **{side: None})
        else:
            name = shown.named(here).forms[1]
            self._screen.changes.make(f"{name} as the {side} side", **{side: here})

    def _choose(self) -> None:
        """Compare what is marked; where nothing is, open the force."""
        shown = self._screen.shown
        if self._screen.source is None or not self._screen.source.entries:
            return
        if shown.kind == "change":
            left, right = (Inspection(shown.force, cycle) for cycle in shown.pair)
            self._compare(left, right)
        elif (pair := shown.marked_pair) is None:
            self._open()
        elif pair[0] == pair[1]:
            self._screen.show_message("Both sides are the same inspection: mark another one.")
        else:
            self._compare(*pair)

    def _open(self) -> None:
        """Show this force through time, at the cell of the cursor."""
        screen, shown = self._screen, self._screen.shown
        if screen.source is None or not screen.source.entries:
            return
        screen.host.remember(force=shown.force)
        cycle = "" if shown.kind == "change" else shown.cycle
        screen.ask(TimelineRequested(shown.force, at=shown.timeline_row, cycle=cycle))

    def _compare(self, left: Inspection | str, right: Inspection | str) -> None:
        """Compare; whoever comes back finds everything as it was."""
        screen = self._screen

        def remember() -> None:
            screen.host.remember(force=screen.shown.force)

        screen.ask(ComparisonRequested(left, right, shown=remember))

    def _compare_last(self) -> None:
        """Open the last comparison again."""
        last = self._screen.host.memory
        if last.left and last.right:
            self._compare(last.left, last.right)
        else:
            self._screen.show_message("There is no last comparison.")
