"""What stands on the screen while files are read to be imported."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import BaseScreen, Commands
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.text import inert, plural


class ReadingScreen(BaseScreen[None], inherit_bindings=False):
    """How far the reading is."""

    KEYS = "reading"
    BINDINGS: ClassVar = keys.bindings("reading")

    def __init__(self, count: int) -> None:
        """`count` is how many files there are."""
        super().__init__()
        self._count = count

    def make_commands(self) -> Commands:
        """Return stopping, which leaves as well."""
        return {"stop": lambda: self.app.call_later(self.app.run_action, "app.leave")}

    def compose(self) -> ComposeResult:
        """Draw the lines."""
        title = Bar(id="title")
        title.show([(f" Import of {plural(self._count, 'file')}", "title")], [("peeldiff ", "bar")])
        yield title
        progress = Bar(id="progress", role="text")
        progress.show([(" Reading the dataset", "muted")])
        yield progress
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    def show_progress(self, place: int, name: str) -> None:
        """Say which file is being read."""
        words = inert(name).rpartition("/")[2]
        self.query_one("#progress", Bar).show([(f" Reading {place} of {self._count}: {words}", "muted")])
