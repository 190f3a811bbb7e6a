"""Putting other inspections into the places of the sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from peeldiff.app.comparison.sides import NoOtherInspectionError, Pair, Sides, Which
from peeldiff.app.kit.navigation import ComparisonRequested
from peeldiff.app.kit.undo import describe_undone

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.dataset.queries.names import Inspection

WORDS = "the change of sides"
"""How it is called when it is taken back."""


class SideCommands:
    """The commands on the two sides."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` shows the comparison."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "swap": lambda: self._compare(lambda sides: sides.swapped),
            "left-earlier": lambda: self._compare(lambda sides: sides.stepped("left", -1)),
            "left-later": lambda: self._compare(lambda sides: sides.stepped("left", 1)),
            "right-earlier": lambda: self._compare(lambda sides: sides.stepped("right", -1)),
            "right-later": lambda: self._compare(lambda sides: sides.stepped("right", 1)),
            "pick-left": lambda: self._pick("left"),
            "pick-right": lambda: self._pick("right"),
        }

    def _compare(self, pair: Callable[[Sides], Pair]) -> None:
        """Compare other inspections in the places of these."""
        screen = self._screen
        sides = Sides(screen.session.dataset, screen.session.known, screen.compared)
        before, row = sides.pair, screen.row_id
        try:
            left, right = pair(sides)
        except NoOtherInspectionError as error:
            screen.show_message(str(error))
            return

        def take_back() -> None:
            screen.ask(ComparisonRequested(*before, in_place=True, shown=shown_again))

        def shown_again() -> None:
            screen.go_to_row(row)
            screen.show_message(describe_undone(WORDS))

        def shown() -> None:
            screen.undoing.record(WORDS, take_back, waits=True)

        screen.ask(ComparisonRequested(left, right, in_place=True, shown=shown))

    def _pick(self, which: Which) -> None:
        """Ask for the inspection of a side."""
        from peeldiff.app.comparison.inspection_picker import inspection_picker

        now = Sides(self._screen.session.dataset, {}, self._screen.compared)[which]

        def done(chosen: Inspection | None) -> None:
            if chosen is not None:
                self._compare(lambda sides: sides.replaced(which, chosen))

        self._screen.app.push_screen(inspection_picker(self._screen.session, f"The {which} side", now), done)
