"""A short list to choose from: a line for each choice, with a hint beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.finder import Candidate
from peeldiff.app.kit.dialogs.list_dialog import ListDialog
from peeldiff.app.kit.widgets.blocks import HintedSource
from peeldiff.app.kit.widgets.line_view import LineView

Value = TypeVar("Value")


class Menu(ListDialog[Value], Generic[Value]):
    """The list; it gives back what was chosen, None for nothing."""

    KEYS = "menu"
    BINDINGS: ClassVar = keys.bindings("menu")

    def __init__(self, title: str, choices: Sequence[Candidate[Value]]) -> None:
        """The cursor stands on the first of the choices."""
        super().__init__(title)
        self._choices = choices

    def make_commands(self) -> Commands:
        """Return moving and choosing."""
        return {**super().make_commands(), "choose-row": self.choose_row}

    def parts(self) -> Iterable[Widget]:
        """Yield the list."""
        listed = LineView(id="choices")
        listed.styles.height = len(self._choices)
        yield listed

    def on_mount(self) -> None:
        """Show them."""
        self.lines.focus()
        self.lines.show(HintedSource([(choice.label, choice.hint) for choice in self._choices], ""))

    def choose_row(self) -> None:
        """Choose what the cursor stands on."""
        self.dismiss(self._choices[self.lines.cursor].value)
