"""A text to read before one says yes: what would be written, or what would be lost."""

from __future__ import annotations

from typing import ClassVar

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.text_dialog import TextDialog


class Question(TextDialog):
    """The text; it gives back True for yes, None for anything else."""

    KEYS = "question"
    BINDINGS: ClassVar = keys.bindings("question")

    def make_commands(self) -> Commands:
        """Return those of a text, and yes."""
        return {**super().make_commands(), "confirm": lambda: self.dismiss(True)}
