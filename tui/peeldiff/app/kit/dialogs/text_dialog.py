"""A text to read: why in full, definitions, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.dialog import Dialog
from peeldiff.app.kit.lines import Line, wrap
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.detail_pane import MARGIN, DetailPane
from peeldiff.text import plural


class TextDialog(Dialog[bool]):
    """Paragraphs, scrolled with the moving keys."""

    KEYS = "text"
    BINDINGS: ClassVar = keys.bindings("text")
    COPIED = "Sent to the terminal's clipboard. Not there? Copy it from here."

    def __init__(self, title: str, paragraphs: Sequence[Line]) -> None:
        """`paragraphs` are wrapped to the width there is."""
        super().__init__(title)
        self._paragraphs = paragraphs

    def parts(self) -> Iterable[Widget]:
        """Yield the text and a line for what is said of copying."""
        yield DetailPane(self._paragraphs, id="text")
        yield Bar(id="message", role="bar")

    @property
    def _text(self) -> DetailPane:
        return self.query_one("#text", DetailPane)

    def on_resize(self) -> None:
        """Take the height that the text needs, and no more than there is."""
        box = self.query_one("#box").size.width or min(100, self.size.width * 9 // 10)
        width = max(1, box - 2 * MARGIN)
        need = sum(len(wrap(paragraph, width)) for paragraph in self._paragraphs)
        room = max(3, self.size.height * 9 // 10 - 5)
        self._text.styles.height = min(need, room)
        self.call_after_refresh(self._show_more)

    def _show_more(self) -> None:
        below = self._text.below
        key = self.host.keys.shown(actions.BY_ID["page-down"])
        more = f"{self.host.marks.more} {plural(below, 'more line')}, {key}" if below else ""
        self.query_one("#message", Bar).show([(more, "muted")])

    def _scroll(self, by: int) -> None:
        self._text.scroll_by(by)
        self._show_more()

    def make_commands(self) -> Commands:
        """Return the moving keys, which scroll, and copying."""
        return {
            **super().make_commands(),
            "up": lambda: self._scroll(-1),
            "down": lambda: self._scroll(1),
            "page-up": lambda: self._scroll(1 - self._text.size.height),
            "page-down": lambda: self._scroll(self._text.size.height - 1),
            "top": lambda: self._scroll(-self._text.height),
            "bottom": lambda: self._scroll(self._text.height),
            "copy": self.copy,
        }

    def copy(self) -> None:
        """Send the text to the terminal's clipboard."""
        text = "\n".join("".join(span for span, _ in paragraph) for paragraph in self._paragraphs)
        self.app.copy_to_clipboard(text)
        self.query_one("#message", Bar).show([(self.COPIED, "strong")])
