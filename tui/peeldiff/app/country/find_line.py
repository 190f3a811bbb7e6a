"""The line in which one types what to find; it is there only while one types, or while it says what was kept."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from peeldiff.app.kit import keys

HINT = "a name or place, a grade, an item, a cycle, withheld, deduced"


class FindLine(Input):
    """A line of text; keys that write nothing and edit nothing stay with the list."""

    BINDINGS: ClassVar = keys.bindings("find-line")

    def __init__(self, *, classes: str = "") -> None:
        """Make a line without a blinking cursor."""
        super().__init__(placeholder=HINT, select_on_focus=False, classes=classes)
        self.cursor_blink = False

    async def action_command(self, command: str) -> None:
        """Do on the screen what a key asks for."""
        await self.screen.run_action(f"command('{command}')")
