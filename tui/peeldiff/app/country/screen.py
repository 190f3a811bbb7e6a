"""The country: every force in every cycle, one cycle in detail, or the change between two; from here one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from peeldiff.app.country.country_bars import VIEWS
from peeldiff.app.country.country_sides import SideChoice
from peeldiff.app.country.force_input import ForceInput
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.lines import Line
from peeldiff.dataset.names import Inspection

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.cycles import Country


class CountryScreen(SideChoice):
    """The country and what can be done in it."""

    KEYS = "country"
    BINDINGS: ClassVar = keys.bindings("country")

    class CyclesCompared(Message):
        """Every force has been compared between two cycles."""

        def __init__(self, country: Country) -> None:
            """`country` is the comparison."""
            super().__init__()
            self.country = country

    def __init__(self, session: Session, left: Inspection | None = None, force: str | None = None) -> None:
        """`left` is the left side if it was named already; `force` is where the cursor starts otherwise."""
        super().__init__(session, left, force)
        self.pair = self._pair()

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
        """Say which cycles are compared, or ask for the sides."""
        if self.kind != "change":
            return super().question()
        left, right = (self.session.dataset.cycles[one].name for one in self.pair)
        key = self.owner.keys.shown(keys.BY_ID["choose"])
        return [
            (f" {left}  {self.owner.marks.over_time}  {right}   ", "strong"),
            (f"{key} compares this force", "muted"),
        ]

    def on_input_submitted(self) -> None:
        """Choose."""
        self.action_choose()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the force of the cursor chooses."""
        message.stop()
        self.action_choose()

    def on_line_view_column_chosen(self, message: LineView.ColumnChosen) -> None:
        """A click on a cell of another column goes there."""
        message.stop()
        self.go_to_column(message.column)

    @on(Bar.Pressed, "#title")
    def view_pressed(self, message: Bar.Pressed) -> None:
        """Show the country in the way that was clicked."""
        message.stop()
        self.show_kind(message.target.partition(":")[2])

    @on(Bar.Pressed, "#columns, #columns-below")
    def heading_pressed(self, message: Bar.Pressed) -> None:
        """A click on the heading of a column goes there; on that of the cursor's column it sorts."""
        message.stop()
        place = int(message.target.partition(":")[2])
        if place == self.column:
            self.action_sort()
        else:
            self.go_to_column(place)

    def action_choose(self) -> None:
        """Choose the left side, then the right, then compare; in the change compare this force."""
        if self.kind != "change":
            super().action_choose()
        elif self.source is not None and self.source.entries:
            self.compare(*(Inspection(self.force, cycle) for cycle in self.pair))

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
        from peeldiff.app.country.change_view import Change

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
        if self.kind != "change":
            self.cycle = cycles[max(0, min(at + by, len(cycles) - 1))]
            self.show_forces()
            return
        ahead = cycles[at + 1 :] if by > 0 else cycles[:at][::-1]
        there = next((one for one in ahead if one != self.pair[1 - side]), None)
        if there is None:
            self.say(f"There is no {'later' if by > 0 else 'earlier'} cycle for this side.")
        else:
            self.between(*((there, self.pair[1]) if side == 0 else (self.pair[0], there)))

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

    def action_country(self) -> None:
        """It is shown already."""
        self.say("This is the country.")

    def action_timeline(self) -> None:
        """Show this force through time."""
        from peeldiff.app.timeline.screen import TimelineScreen

        self.owner.remember(force=self.force)
        self.go_on(TimelineScreen(self.session, self.force))

    def action_notes(self) -> None:
        """Show every note."""
        from peeldiff.app.notes.screen import NotesScreen

        self.go_on(NotesScreen(self.session))

    def action_back(self) -> None:
        """Out of the typing, out of the left side that was chosen, out of the change, else out of this screen."""
        typed = self.query_one(ForceInput)
        self.workers.cancel_group(self, "country")
        if typed.has_focus and (typed.value or self.left is None):
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
