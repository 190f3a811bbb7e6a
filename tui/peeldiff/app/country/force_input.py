"""The line in which one types to find a force, while every other key stays with the list."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.widgets import Input

_SIGNS = " &.'-"


class ForceInput(Input, inherit_bindings=False):
    """Letters filter; everything else is for the list."""

    BINDINGS: ClassVar = [
        Binding("backspace", "delete_left", "delete", show=False),
        Binding("ctrl+w", "delete_left_word", "delete a word", show=False),
    ]

    def __init__(self, *, digits: bool) -> None:
        """Make a line without a blinking cursor; `digits` tells whether there are any in the names of forces."""
        super().__init__(placeholder="type to find a force", select_on_focus=False, restrict=r"[\w &.'-]*")
        self.cursor_blink = False
        self._digits = digits

    def on_key(self, event: events.Key) -> None:
        """Let what is not for this line go on to the bindings."""
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002  (Textual's)
        """Take letters, and what else stands in names once there is a letter; leave the rest to the bindings."""
        if character is None:
            return False
        further = character in _SIGNS or (character.isdigit() and self._digits)
        return character.isalpha() or (bool(self.value) and further)
