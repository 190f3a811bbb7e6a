"""Putting other inspections into the places of the sides, and verdicts on two findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from peeldiff.app.comparison.sides import NoOtherInspectionError, Pair, Sides, Which
from peeldiff.app.kit.navigation import ComparisonRequested
from peeldiff.compare.comparison import Comparison, FindingRow

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.dataset.names import Inspection


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
            "same": lambda: self._judge_pair("same"),
            "not-same": lambda: self._judge_pair("different"),
        }

    def _compare(self, pair: Callable[[Sides], Pair]) -> None:
        """Compare other inspections in the places of these."""
        try:
            left, right = pair(Sides(self._screen.session.dataset, self._screen.session.known, self._screen.compared))
        except NoOtherInspectionError as error:
            self._screen.show_message(str(error))
        else:
            self._screen.ask(ComparisonRequested(left, right, in_place=True))

    def _pick(self, which: Which) -> None:
        """Ask for the inspection of a side."""
        from peeldiff.app.comparison.inspection_picker import inspection_picker

        now = Sides(self._screen.session.dataset, {}, self._screen.compared)[which]

        def done(chosen: Inspection | None) -> None:
            if chosen is not None:
                self._compare(lambda sides: sides.replaced(which, chosen))

        self._screen.app.push_screen(inspection_picker(self._screen.session, f"The {which} side", now), done)

    def _judge_pair(self, verdict: str) -> None:
        """Keep what a person says of the two findings of this row, and compare anew."""
        screen, row, comparison = self._screen, self._screen.row, self._screen.compared
        if not isinstance(row, FindingRow) or row.left is None or row.right is None:
            screen.show_message("A verdict is on two findings that stand side by side.")
            return
        pair = (row.left.finding, row.right.finding)

        def show(settled: Comparison) -> None:
            if comparison is screen.compared:
                screen.comparison = settled

        def settle() -> Comparison:
            return screen.session.set_verdict(comparison, *pair, verdict)

        screen.in_background(settle, show, group="verdict", exclusive=False)
