"""What the timeline and the notes share: they can be tabs of a comparison, and lead to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message

from peeldiff.app.comparison.headings import tab_line
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.list_screen import ListScreen
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.dataset.names import Inspection


class BesideComparison(ListScreen):
    """A screen that stands beside a comparison, or alone."""

    PLACE: ClassVar[str]
    """Its tab."""

    class Compared(Message):
        """The comparison that was asked for is made."""

        def __init__(self, comparison: Comparison, at: str) -> None:
            """`at` is the row to go to."""
            super().__init__()
            self.comparison = comparison
            self.at = at

    def __init__(self, session: Session, comparison: Comparison | None) -> None:
        """`comparison` is the one that this is a tab of."""
        super().__init__()
        self.session = session
        self.comparison = comparison
        self.message: tuple[str, str] | None = None

    @property
    def force_here(self) -> str:
        """The force that is looked at."""
        return self.comparison.left.force if self.comparison else next(iter(self.session.dataset.force_names), "")

    def show_tabs(self) -> None:
        """Write the tabs, where there is a comparison to go back to."""
        bar = self.query_one("#tabs", Bar)
        bar.display = self.comparison is not None
        line, targets = tab_line(self.PLACE, self.owner.keys)
        bar.say(line, (), targets)

    def show_status(self) -> None:
        """Write the status line."""
        raise NotImplementedError

    def say(self, message: str, role: str = "strong") -> None:
        """Show a message in the status line until the cursor moves."""
        self.message = (message, role)
        self.show_status()

    @work(thread=True, exclusive=True, group="compare")
    def open_comparison(self, left: Inspection, right: Inspection, at: str = "") -> None:
        """Compare two inspections, off the screen's thread, and go to a row of it."""
        try:
            comparison = self.session.compare(left, right)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.redact(str(error)), "warning")
        else:
            self.post_message(self.Compared(comparison, at))

    def on_beside_comparison_compared(self, message: Compared) -> None:
        """Open it."""
        from peeldiff.app.comparison.screen import ComparisonScreen

        self.go_on(ComparisonScreen(self.session, message.comparison, message.at))

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Go to the tab that was clicked."""
        message.stop()
        what, _, which = message.target.partition(":")
        if what == "tab" and which != self.PLACE:
            self._go_to_tab(which)

    def _go_to_tab(self, name: str) -> None:
        """Go back to the comparison, at one of its tabs."""
        from peeldiff.app.comparison.comparison_view import ComparisonView

        below = self.app.screen_stack[-2]
        if self.comparison is None or not isinstance(below, ComparisonView):
            self.say("There is no comparison here to go back to.")
            return
        self.app.pop_screen()
        below.show_tab(name)

    def action_judgments(self) -> None:
        """Show the judgments."""
        self._go_to_tab("judgments")

    def action_findings(self) -> None:
        """Show the findings."""
        self._go_to_tab("findings")

    def action_figures(self) -> None:
        """Show the figures."""
        self._go_to_tab("figures")

    def action_timeline(self) -> None:
        """Show the timeline."""
        self._go_to_tab("timeline")

    def action_notes(self) -> None:
        """Show the notes: of the comparison if there is one, else all."""
        if self.comparison is not None:
            self._go_to_tab("notes")
        else:
            from peeldiff.app.notes.screen import NotesScreen

            self.go_on(NotesScreen(self.session))
