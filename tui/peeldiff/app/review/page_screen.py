"""A kept page, with the lines marked on which a row rests: the inspectorate's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import BaseScreen, Commands
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.review.file_view import FileView
from peeldiff.app.review.kept_words import KeptWords
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.errors import PeeldiffError


class PageScreen(BaseScreen[None], inherit_bindings=False):
    """The page."""

    KEYS = "page"
    BINDINGS: ClassVar = keys.bindings("page")

    def __init__(self, words: KeptWords) -> None:
        """`words` are the lines of the page, and those to mark."""
        super().__init__()
        self._words = words

    def make_commands(self) -> Commands:
        """Return scrolling and closing."""
        view = self.query_one(FileView)
        return {
            "file-down": lambda: view.scroll_by(1),
            "file-up": lambda: view.scroll_by(-1),
            "close": self.app.pop_screen,
        }

    def compose(self) -> ComposeResult:
        """Draw the page under the end of its address, which says most, and its day."""
        title = Bar(id="title")
        page = "/".join(inert(self._words.text.name).rstrip("/").split("/")[-3:])
        title.show([(f" {page}", "title")], [(f"as it stood on {self._words.day} ", "bar")])
        yield title
        yield FileView(id="file")
        yield Bar(id="message", role="bar")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    def on_mount(self) -> None:
        """Show it, with the marked lines in view."""
        self.query_one(FileView).show(self._words.text, self._words.own)
        if not self._words.own:
            self.show_message("Where the row stands on this page was not found again.", "muted")

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message under the page."""
        self.query_one("#message", Bar).show([(f" {message}", role)])

    def show_error(self, error: PeeldiffError) -> None:
        """Say what went wrong."""
        self.show_message(self.host.settings.describe(error), "warning")
