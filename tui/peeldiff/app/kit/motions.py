"""The moving keys, the same on every screen that has a list."""

from __future__ import annotations

from peeldiff.app.kit.line_view import LineView


class Motions:
    """Actions that move the cursor of a screen's list."""

    @property
    def lines(self) -> LineView:
        """The list that the moving keys move in."""
        raise NotImplementedError

    def action_up(self) -> None:
        """One entry up."""
        self.lines.move(-1)

    def action_down(self) -> None:
        """One entry down."""
        self.lines.move(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.lines.move_page(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.lines.move_page(1)

    def action_top(self) -> None:
        """To the first entry."""
        self.lines.move_to(0)

    def action_bottom(self) -> None:
        """To the last entry."""
        self.lines.move_to(-1)
