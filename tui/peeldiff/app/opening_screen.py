"""What stands on the screen while the dataset is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.screen import Screen

from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.terminal.single_styling import SingleStyling
from peeldiff.text import inert


class OpeningScreen(Screen[None], inherit_bindings=False):
    """One line that says what is being opened."""

    BINDINGS: ClassVar = []

    def __init__(self, names: Sequence[str]) -> None:
        """`names` as they were given."""
        super().__init__()
        self._names = names
        self._single_styling = SingleStyling(self)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Be styled once."""
        self._single_styling.come(event)

    def compose(self) -> ComposeResult:
        """Draw the line."""
        bar = Bar(id="title")
        what = "  →  ".join(inert(name) for name in self._names)
        bar.show([(f" {what or 'Forces and inspections'}", "title")], [("peeldiff ", "bar")])
        yield bar
        below = Bar(role="text")
        below.show([(" Reading the dataset", "muted")])
        yield below
