"""The line in which one types what to find; it is there only while one types, or while it says what was kept."""

from __future__ import annotations

from typing import ClassVar

from peeldiff.app.kit import keys
from peeldiff.app.kit.widgets.text_field import TextField

HINT = "a name or place, a grade, an item, a cycle, withheld, deduced"


class FindLine(TextField):
    """A line of text; keys that write nothing and edit nothing stay with the list."""

    BINDINGS: ClassVar = keys.bindings("find-line")

    def __init__(self, *, classes: str = "") -> None:
        """Ask for what can be found."""
        super().__init__(placeholder=HINT, classes=classes)

    async def action_command(self, command: str) -> None:
        """Do on the screen what a key asks for."""
        await self.screen.run_action(f"command('{command}')")
