"""The country: every force in every cycle, one cycle in detail, or the change between two; from here one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from peeldiff.app import keys
from peeldiff.app.lines import Line
from peeldiff.app.rows.country_bars import VIEWS
from peeldiff.app.rows.words import short_force
from peeldiff.app.screens.country_view import ForceList
from peeldiff.app.widgets.bars import Bar
from peeldiff.app.widgets.force_input import ForceInput
from peeldiff.app.widgets.line_view import LineView
from peeldiff.dataset.names import Inspection
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.cycles import Country
    from peeldiff.compare.model import Comparison


class CountryScreen(ForceList):
    """The country and what can be done in it."""

    KEYS = "country"
    BINDINGS: ClassVar = keys.bindings("country")

    class Compared(Message):
        """The comparison that was asked for is made."""

        def __init__(self, comparison: Comparison) -> None:
            """`comparison` is it."""
            super().__init__()
            self.comparison = comparison

    class CyclesCompared(Message):
        """Every force has been compared between two cycles."""

        def __init__(self, country: Country) -> None:
            """`country` is the comparison."""
            super().__init__()
            self.country = country

    def __init__(self, session: Session, left: Inspection | None = None, force: str | None = None) -> None:
        """`left` is the left side if it was named already; `force` is where the cursor starts otherwise."""
        super().__init__(session, left.force if left else force)
        self.left = left
        if left:
            self.cycle = self._beside(left)
        self.pair = self._pair()

    def _beside(self, left: Inspection) -> str:
        """Return the next cycle in which the force is known, else the one before."""
        cycles = list(self.session.dataset.cycles)
        at = cycles.index(left.cycle)
        others = (*cycles[at + 1 :], *cycles[:at][::-1])
        return next((one for one in others if self.session.known.get((left.force, one))), left.cycle)

    def _pair(self) -> tuple[str, str]:
        """Return two cycles between which to look for change: the one of the cursor, and that before it."""
        graded = self.graded_cycles
        if self.cycle not in graded or len(graded) < 2:
            return (graded[-2], graded[-1]) if len(graded) > 1 else (self.cycle, self.cycle)
        at = max(1, graded.index(self.cycle))
        return graded[at - 1], graded[at]

    @property
    def graded_cycles(self) -> list[str]:
        """The cycles in which anything is graded."""
        known = {cycle for _, cycle in self.session.known}
        return [one for one in self.session.dataset.cycles if one in known]

    def question(self) -> Line:
        """Ask for a left side, then for a right one."""
        key = self.owner.keys.shown(keys.BY_ID["choose"])
        if self.kind == "change":
            left, right = (self.session.dataset.cycles[one].name for one in self.pair)
            arrow = self.owner.marks.over_time
            return [(f" {left}  {arrow}  {right}   ", "strong"), (f"{key} compares this force", "muted")]
        here = self._words(Inspection(self.force, self.cycle))
        if self.left is None:
            return [(" 1 ", "key"), ("Left side: ", "strong"), (f"{here}  ", "text"), (f"{key} chooses it", "muted")]
        return [
            (f" {self.owner.marks.chosen} {self._words(self.left)}  ", "better"),
            ("2 ", "key"),
            ("Right side: ", "strong"),
            (f"{here}  ", "text"),
            (f"{key} compares", "muted"),
        ]

    def _words(self, one: Inspection) -> str:
        ds = self.session.dataset
        none = "" if self.session.known.get((one.force, one.cycle)) else " (nothing known)"
        name = ds.force_names.get(one.force, one.force)
        return f"{name if self.size.width >= 110 else short_force(name)} {ds.cycles[one.cycle].name}{none}"

    def on_input_submitted(self) -> None:
        """Choose."""
        self.action_choose()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the force of the cursor chooses."""
        message.stop()
        self.action_choose()

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Show the country in the way that was clicked."""
        message.stop()
        self.show_kind(message.target.partition(":")[2])

    def action_choose(self) -> None:
        """Choose the left side, then the right, then compare; in the change compare this force."""
        if self.source is None or not self.source.entries:
            return
        if self.kind == "change":
            self.compare(*(Inspection(self.force, cycle) for cycle in self.pair))
            return
        here = Inspection(self.force, self.cycle)
        if self.left is not None:
            self.compare(self.left, here)
            return
        self.left, self.cycle = here, self._beside(here)
        self.query_one(ForceInput).value = ""
        self.show_forces()

    @work(thread=True, exclusive=True, group="compare")
    def compare(self, left: Inspection, right: Inspection) -> None:
        """Compare, off the screen's thread."""
        try:
            comparison = self.session.compare(left, right)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.told(str(error)), "warning")
        else:
            self.post_message(self.Compared(comparison))

    def on_country_screen_compared(self, message: Compared) -> None:
        """Open the comparison; whoever comes back chooses anew."""
        from peeldiff.app.screens.comparison import ComparisonScreen

        self.left = None
        self.show_forces()
        self.owner.remember(force=self.force)
        self.app.push_screen(ComparisonScreen(self.session, message.comparison))

    def action_last(self) -> None:
        """Open the last comparison again."""
        last = self.owner.memory
        try:
            self.compare(*self.session.find((last.left, last.right)))
        except PeeldiffError:
            self.say("There is no last comparison.")

    def action_next_view(self) -> None:
        """Show the country in the next way."""
        self._turn(1)

    def action_previous_view(self) -> None:
        """Show the country in the way before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        kinds = list(VIEWS)
        self.show_kind(kinds[(kinds.index(self.kind) + by) % len(kinds)])

    def show_kind(self, kind: str) -> None:
        """Show the country in another way."""
        if kind == "change":
            self.pair = self._pair() if self.kind != "change" else self.pair
            self.between(*self.pair)
            return
        self.kind, self._first = kind, 0
        self.show_forces()

    def between(self, left: str, right: str) -> None:
        """Show what changed between two cycles, as soon as it is compared."""
        self.pair = (left, right)
        self.say("Comparing every force; Escape stops.")
        self.compare_cycles(left, right)

    @work(thread=True, exclusive=True, group="country")
    def compare_cycles(self, left: str, right: str) -> None:
        """Compare every force, off the screen's thread."""
        worker = get_current_worker()
        country = self.session.country(left, right)
        if not worker.is_cancelled:
            self.post_message(self.CyclesCompared(country))

    def on_country_screen_cycles_compared(self, message: CyclesCompared) -> None:
        """Show it."""
        from peeldiff.app.rows.country_change import Change

        self.change = Change(self.session.dataset, message.country, self.owner.marks)
        self.kind, self._first = "change", 0
        self.show_forces()

    def action_column_left(self) -> None:
        """To the column left of this."""
        self.go_to_column(self.column - 1)

    def action_column_right(self) -> None:
        """To the column right of this."""
        self.go_to_column(self.column + 1)

    def action_left_earlier(self) -> None:
        """The cycle that is shown, or the left one of two: the one before."""
        self._step(0, -1)

    def action_left_later(self) -> None:
        """The cycle that is shown, or the left one of two: the next one."""
        self._step(0, 1)

    def action_right_earlier(self) -> None:
        """The right one of two cycles: the one before."""
        self._step(1, -1)

    def action_right_later(self) -> None:
        """The right one of two cycles: the next one."""
        self._step(1, 1)

    def _step(self, side: int, by: int) -> None:
        cycles = self.graded_cycles
        now = self.pair[side] if self.kind == "change" else self.cycle
        at = cycles.index(now) if now in cycles else len(cycles) - 1
        there = cycles[max(0, min(at + by, len(cycles) - 1))]
        if self.kind == "change":
            self.between(*((there, self.pair[1]) if side == 0 else (self.pair[0], there)))
        else:
            self.cycle = there
            self.show_forces()

    def action_sort(self) -> None:
        """Sort by this column: the best first, the worst first, then by name again."""
        columns = self.view.columns
        if not columns:
            return
        here = columns[self.column].id
        if self.wish.sort != here:
            self.ask(sort=here, worst_first=False)
        elif not self.wish.worst_first:
            self.ask(worst_first=True)
        else:
            self.ask(sort="", worst_first=False)
        self.lines.move_to(0)

    def action_regions(self) -> None:
        """Put the forces of a region together, or not."""
        self.ask(by_region=not self.wish.by_region)

    def action_find(self) -> None:
        """Type letters to filter the forces."""
        self.query_one(ForceInput).focus()

    def action_timeline(self) -> None:
        """Show this force through time."""
        from peeldiff.app.screens.timeline import TimelineScreen

        self.owner.remember(force=self.force)
        self.app.push_screen(TimelineScreen(self.session, self.force))

    def action_notes(self) -> None:
        """Show every note."""
        from peeldiff.app.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.session))

    def action_back(self) -> None:
        """Out of the typing, out of the left side that was chosen, out of the change, else out of this screen."""
        typed = self.query_one(ForceInput)
        self.workers.cancel_group(self, "country")
        if typed.has_focus:
            typed.value = ""
            self.lines.focus()
            self.show_forces()
        elif self.left is not None:
            self.left = None
            self.show_forces()
        elif self.kind != "overview":
            self.show_kind("overview")
        else:
            super().action_back()
