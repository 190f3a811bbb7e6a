"""Asks what to search for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app import keys
from peeldiff.app.dialogs.dialog import Dialog


class SearchDialog(Dialog[str]):
    """One line to type in."""

    KEYS = "search"
    BINDINGS: ClassVar = keys.bindings("search")

    def __init__(self, now: str) -> None:
        """`now` is what was searched for last."""
        super().__init__("Search in topics, reasons, findings and notes")
        self._now = now

    def parts(self) -> Iterable[Widget]:
        """Yield the line."""
        typed = Input(self._now)
        typed.cursor_blink = False
        yield typed

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def action_go(self) -> None:
        """Search."""
        self.dismiss(self.query_one(Input).value.strip())

    def on_input_submitted(self) -> None:
        """Search."""
        self.action_go()
