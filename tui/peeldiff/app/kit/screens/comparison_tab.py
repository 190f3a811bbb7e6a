"""A screen that can be a tab of a comparison, or stand alone: the timeline, the notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.navigation import NotesRequested, TabRequested
from peeldiff.app.kit.screens.list_screen import ListScreen
from peeldiff.app.kit.tab_line import TABS, tab_line
from peeldiff.app.kit.undo import UndoStack
from peeldiff.app.kit.widgets.bars import Bar

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison


class ComparisonTab(ListScreen):
    """The screen."""

    TAB: ClassVar[str]
    """Its tab."""

    def __init__(self, session: Session, comparison: Comparison | None) -> None:
        """`comparison` is the one that this is a tab of."""
        super().__init__()
        self.session = session
        self.comparison = comparison
        self.undoing = UndoStack()

    def make_commands(self) -> Commands:
        """Return those of a list, and the tabs."""
        tabs = {tab: self._opening(tab) for tab in TABS}
        return {**super().make_commands(), **tabs, "undo": lambda: self.show_message(self.undoing.undo())}

    def _opening(self, tab: str) -> Callable[[], object]:
        return lambda: self.show_tab(tab)

    def show_tab(self, tab: str) -> None:
        """Show another tab of the comparison; without one only the notes can be shown, all of them."""
        if tab == self.TAB:
            self.show_message(f"{'This is' if tab == 'timeline' else 'These are'} the {tab}.")
        elif tab == "notes" and self.comparison is None:
            self.ask(NotesRequested())
        else:
            self.ask(TabRequested(self.comparison, tab))

    @property
    def force_here(self) -> str:
        """The force that is looked at."""
        return self.comparison.left.force if self.comparison else next(iter(self.session.dataset.force_names), "")

    def show_tabs(self) -> None:
        """Write the tabs, where there is a comparison to go back to."""
        bar = self.query_one("#tabs", Bar)
        bar.display = self.comparison is not None
        line, targets = tab_line(self.TAB, self.host.keys)
        bar.show(line, (), targets)

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Go to the tab that was clicked."""
        message.stop()
        what, _, which = message.target.partition(":")
        if what == "tab" and which != self.TAB:
            self.show_tab(which)
