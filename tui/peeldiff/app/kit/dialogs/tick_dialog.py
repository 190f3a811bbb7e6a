"""A list of lines to tick; closing it gives what is ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Generic

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Answer, Commands
from peeldiff.app.kit.dialogs.list_dialog import ListDialog
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.widgets.blocks import ListSource
from peeldiff.app.kit.widgets.line_view import LineView


class TickDialog(ListDialog[Answer], Generic[Answer], inherit_bindings=False):
    """The list; which lines there are and what a tick means, a view says."""

    KEYS = "kinds"
    BINDINGS: ClassVar = keys.bindings("kinds")

    def tick_lines(self) -> list[Line]:
        """Return every line with its box, as it stands now."""
        raise NotImplementedError

    def tick(self) -> None:
        """Tick the line of the cursor, or take the tick away."""
        raise NotImplementedError

    def tick_none(self) -> None:
        """Go back to where nothing was chosen."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return what is ticked."""
        raise NotImplementedError

    def make_commands(self) -> Commands:
        """Return moving, ticking and closing."""
        return {
            **super().make_commands(),
            "show-or-hide": self.choose_row,
            "show-all": lambda: self._change(self.tick_none),
            "close": lambda: self.dismiss(self.answer()),
        }

    def parts(self) -> Iterable[Widget]:
        """Yield the list."""
        found = LineView(id="kinds")
        found.styles.height = len(self.tick_lines())
        yield found

    def on_mount(self) -> None:
        """Show it."""
        self.lines.focus()
        self.lines.show(ListSource(self.tick_lines()), 0)

    def choose_row(self) -> None:
        """Tick the line of the cursor, or take the tick away, and show it."""
        self._change(self.tick)

    def _change(self, change: Callable[[], None]) -> None:
        change()
        self.lines.show(ListSource(self.tick_lines()), self.lines.cursor)
