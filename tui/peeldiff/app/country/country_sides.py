"""Choosing two inspections in the country: the left side, then the right, then they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from peeldiff.app.country.country_bars import Named, left_question, right_question
from peeldiff.app.country.country_view import ForceList
from peeldiff.app.country.force_input import ForceInput
from peeldiff.app.kit import keys
from peeldiff.app.kit.lines import Line
from peeldiff.dataset.names import Inspection
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison


class SideChoice(ForceList):
    """The forces, and the two sides that are chosen among them."""

    class Compared(Message):
        """The comparison that was asked for is made."""

        def __init__(self, comparison: Comparison) -> None:
            """`comparison` is it."""
            super().__init__()
            self.comparison = comparison

    def __init__(self, session: Session, left: Inspection | None, force: str | None) -> None:
        """`left` is the left side if it was named already; `force` is where the cursor starts otherwise."""
        super().__init__(session, left.force if left else force)
        self.left = left
        if left:
            self.cycle = self._beside(left)

    def _beside(self, left: Inspection) -> str:
        """Return the next cycle in which the force is known, else the one before."""
        cycles = list(self.session.dataset.cycles)
        at = cycles.index(left.cycle)
        others = (*cycles[at + 1 :], *cycles[:at][::-1])
        return next((one for one in others if self.session.known.get((left.force, one))), left.cycle)

    @property
    def here(self) -> Inspection:
        """The inspection under the cursor."""
        return Inspection(self.force, self.cycle)

    def question(self) -> Line:
        """Ask for a left side, then for a right one."""
        shown, width = self.owner.keys.shown, self.size.width
        choose, back = shown(keys.BY_ID["choose"]), shown(keys.BY_ID["back"])
        if self.left is None:
            return left_question(self._named(self.here), choose, width)
        right = None if self.here == self.left else self._named(self.here)
        return right_question(self._named(self.left), right, choose, back, width, self.owner.marks)

    def _named(self, one: Inspection) -> Named:
        ds = self.session.dataset
        known = bool(self.session.known.get((one.force, one.cycle)))
        return Named(ds.force_names.get(one.force, one.force), ds.cycles[one.cycle], known=known)

    def action_choose(self) -> None:
        """Choose the left side, then the right, then compare."""
        if self.source is None or not self.source.entries:
            return
        here = self.here
        if here == self.left:
            self.say("This is the left side itself: choose another for the right.")
        elif self.left is not None:
            self.compare(self.left, here)
        else:
            self._mark(here)

    def _mark(self, here: Inspection) -> None:
        """Take an inspection for the left side, and propose a right one."""
        self.left, self.cycle = here, self._beside(here)
        self.query_one(ForceInput).value = ""
        self.show_forces()

    @work(thread=True, exclusive=True, group="compare")
    def compare(self, left: Inspection, right: Inspection) -> None:
        """Compare, off the screen's thread."""
        try:
            comparison = self.session.compare(left, right)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.redact(str(error)), "warning")
        else:
            self.post_message(self.Compared(comparison))

    def on_side_choice_compared(self, message: Compared) -> None:
        """Open the comparison; whoever comes back chooses anew."""
        from peeldiff.app.comparison.screen import ComparisonScreen

        self.left = None
        self.show_forces()
        self.owner.remember(force=self.force)
        self.go_on(ComparisonScreen(self.session, message.comparison))

    def action_last(self) -> None:
        """Open the last comparison again."""
        last = self.owner.memory
        try:
            self.compare(*self.session.find((last.left, last.right)))
        except PeeldiffError:
            self.say("There is no last comparison.")
