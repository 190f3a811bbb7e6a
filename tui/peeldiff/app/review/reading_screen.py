"""What stands on the screen while files are read to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen

from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review_app import ReviewApp


class ReadingScreen(Screen[None], inherit_bindings=False):
    """How far the reading is."""

    KEYS = "reading"
    BINDINGS: ClassVar = keys.bindings("reading")

    def __init__(self, count: int) -> None:
        """`count` is how many files there are."""
        super().__init__()
        self._count = count

    @property
    def owner(self) -> ReviewApp:
        """The app."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """Draw the lines."""
        title = Bar(id="title")
        title.say([(f" Import of {plural(self._count, 'file')}", "title")], [("peeldiff ", "bar")])
        yield title
        told = Bar(id="progress", role="text")
        told.say([(" Reading the dataset", "muted")])
        yield told
        yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="keys")

    def tell(self, place: int, name: str) -> None:
        """Say which file is being read."""
        words = inert(name).rpartition("/")[2]
        self.query_one("#progress", Bar).say([(f" Reading {place} of {self._count}: {words}", "muted")])

    def action_stop(self) -> None:
        """Stop, and leave."""
        self.owner.action_leave()
