"""Changing what is compared: pick either side, step it through the cycles, swap."""

from __future__ import annotations

import contextlib

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from peeldiff.app.comparison.comparison_view import ComparisonView
from peeldiff.compare.comparison import Comparison, FindingRow, Side
from peeldiff.dataset.names import Inspection
from peeldiff.errors import PeeldiffError


def inspection_of(side: Side) -> Inspection:
    """Return the inspection of a side."""
    return Inspection(side.force, side.cycle)


class SideActions(ComparisonView):
    """The actions on the two sides."""

    class Compared(Message):
        """Another comparison has been made."""

        def __init__(self, comparison: Comparison) -> None:
            """`comparison` is it."""
            super().__init__()
            self.comparison = comparison

    @work(thread=True, exclusive=True, group="compare")
    def compare(self, left: Inspection, right: Inspection) -> None:
        """Compare two inspections, off the screen's thread."""
        worker = get_current_worker()
        try:
            comparison = self.session.compare(left, right)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, str(error), "warning")
        else:
            if not worker.is_cancelled:  # by a later wish, which may be fulfilled already
                self.post_message(self.Compared(comparison))

    def look_again(self) -> None:
        """Compare anew if something else was said of the findings meanwhile."""
        super().look_again()
        self.compare_again(self.shown)

    @work(thread=True, exclusive=True, group="compare")
    def compare_again(self, shown: Comparison) -> None:
        """Compare with the verdicts there are now, off the screen's thread."""
        worker = get_current_worker()
        with contextlib.suppress(PeeldiffError):  # reading the notes says what is wrong with them
            again = self.session.compare(inspection_of(shown.left), inspection_of(shown.right))
            if again.finding_rows != shown.finding_rows and not worker.is_cancelled:
                self.post_message(self.Compared(again))

    def on_side_actions_compared(self, message: Compared) -> None:
        """Show it."""
        self.notes = {}
        self.comparison = message.comparison
        self.read_notes()

    def action_same(self) -> None:
        """Both findings of this row speak of the same."""
        self._say_of_findings("same")

    def action_not_same(self) -> None:
        """They do not."""
        self._say_of_findings("different")

    def _say_of_findings(self, verdict: str) -> None:
        row = self.row
        if not isinstance(row, FindingRow) or row.left is None or row.right is None:
            self.say("A verdict is on two findings that stand side by side.")
            return
        self.settle(self.shown, row.left.finding, row.right.finding, verdict)

    @work(thread=True, exclusive=True, group="compare")
    def settle(self, comparison: Comparison, left: str, right: str, verdict: str) -> None:
        """Keep a verdict and compare anew."""
        try:
            settled = self.session.set_verdict(comparison, left, right, verdict)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, str(error), "warning")
        else:
            self.post_message(self.Compared(settled))

    def action_swap(self) -> None:
        """Swap the two sides."""
        self.compare(inspection_of(self.shown.right), inspection_of(self.shown.left))

    def action_left_earlier(self) -> None:
        """Left side: the previous cycle."""
        self._step_side("left", -1)

    def action_left_later(self) -> None:
        """Left side: the next cycle."""
        self._step_side("left", 1)

    def action_right_earlier(self) -> None:
        """Right side: the previous cycle."""
        self._step_side("right", -1)

    def action_right_later(self) -> None:
        """Right side: the next cycle."""
        self._step_side("right", 1)

    def _step_side(self, which: str, by: int) -> None:
        """Step a side to its force's next cycle that the dataset knows something of, past the other side's."""
        side = self.shown.left if which == "left" else self.shown.right
        other = inspection_of(self.shown.right if which == "left" else self.shown.left)
        ahead = [cycle for cycle in self._cycles_from(side, by) if Inspection(side.force, cycle) != other]
        if not ahead:
            self.say(f"{side.force_name} has no {'later' if by > 0 else 'earlier'} inspection here.")
            return
        self._replace(which, Inspection(side.force, ahead[0]))

    def _cycles_from(self, side: Side, by: int) -> list[str]:
        cycles = list(self.session.dataset.cycles)[::by]
        after = cycles[cycles.index(side.cycle) + 1 :]
        return [cycle for cycle in after if self.session.known.get((side.force, cycle))]

    def _replace(self, which: str, chosen: Inspection) -> None:
        left, right = inspection_of(self.shown.left), inspection_of(self.shown.right)
        if chosen == (right if which == "left" else left):
            self.say("That is the other side already: choose another.")
        else:
            self.compare(*((chosen, right) if which == "left" else (left, chosen)))

    def action_pick_left(self) -> None:
        """Ask for the inspection of the left side."""
        self._pick("left")

    def action_pick_right(self) -> None:
        """Ask for the inspection of the right side."""
        self._pick("right")

    def _pick(self, which: str) -> None:
        from peeldiff.app.comparison.inspection_picker import inspection_picker

        side = self.shown.left if which == "left" else self.shown.right

        def done(chosen: Inspection | None) -> None:
            if chosen is not None:
                self._replace(which, chosen)

        self.app.push_screen(inspection_picker(self.session, f"The {which} side", inspection_of(side)), done)
