"""A dialog with a list: its line is chosen by a key or by a click on the line of the cursor."""

from __future__ import annotations

from typing import Generic

from textual.widgets import Input

from peeldiff.app.kit.base_screen import Answer, Commands
from peeldiff.app.kit.dialogs.dialog import Dialog
from peeldiff.app.kit.motions import motions
from peeldiff.app.kit.widgets.line_view import LineView


class ListDialog(Dialog[Answer], Generic[Answer], inherit_bindings=False):
    """The dialog; what is in the list and what choosing does, each one says."""

    @property
    def lines(self) -> LineView:
        """The list."""
        return self.query_one(LineView)

    def make_commands(self) -> Commands:
        """Return closing and moving."""
        return {**super().make_commands(), **motions(self.lines)}

    def choose_row(self) -> None:
        """Choose what the cursor stands on."""
        raise NotImplementedError

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """Choose what was clicked."""
        message.stop()
        self.choose_row()


class FindDialog(ListDialog[Answer], Generic[Answer], inherit_bindings=False):
    """A line to type in above the list; Enter there chooses what the cursor of the list stands on."""

    TALL = True

    @property
    def typed(self) -> Input:
        """The line to type in."""
        return self.query_one(Input)

    def on_mount(self) -> None:
        """Type at once."""
        self.typed.focus()

    def on_input_submitted(self) -> None:
        """Choose what the cursor stands on."""
        self.choose_row()
