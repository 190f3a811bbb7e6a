"""One of some words, chosen with the arrows: `Status  ● open  ○ in progress  ○ done`.

Where they do not fit beside each other, only the chosen one is shown: `Item  ‹ Legitimacy ›  3 of 13`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.widgets.drawing import Drawing

_GAP = 2
"""Cells between two words, and behind the last."""


class ChoiceLine(Drawing, can_focus=True):
    """The line."""

    DEFAULT_CSS = "ChoiceLine { height: 1; }"
    BINDINGS: ClassVar = [
        Binding("left,h,up,k", "step(-1)", "before", show=False),
        Binding("right,l,down,j,space", "step(1)", "after", show=False),
    ]
    LABEL_WIDTH = 9

    @dataclass
    class Changed(Message):
        """Another word was chosen."""

    def __init__(
        self,
        label: str,
        words: Mapping[str, str],
        value: str,
        *,
        label_width: int = LABEL_WIDTH,
        id: str | None = None,
    ) -> None:
        """`words` are what is shown, by value."""
        super().__init__(id=id)
        self._label = f" {label}".ljust(label_width)
        self._words = words
        self.value = value if value in words else next(iter(words))

    def action_step(self, by: int) -> None:
        """Choose the next or previous word."""
        values = list(self._words)
        self.choose(values[(values.index(self.value) + by) % len(values)])

    def choose(self, value: str) -> None:
        """Choose a word."""
        self.value = value
        self.refresh()
        self.post_message(self.Changed())

    def _line(self) -> Line:
        whole = self._whole()
        return whole if width_of(whole) <= self.size.width + _GAP else self._chosen()

    def _chosen(self) -> Line:
        """Return the line with the chosen word alone."""
        role = "cursor" if self.has_focus else "strong"
        place = f"{list(self._words).index(self.value) + 1} of {len(self._words)}"
        chosen = f"{self.marks.before} {self._words[self.value]} {self.marks.after}"
        return [(self._label, "text"), (chosen, role), (f"  {place}", "muted")]

    def _whole(self) -> Line:
        """Return the line with every word."""
        marks = self.marks
        line: Line = [(self._label, "text")]
        for value, words in self._words.items():
            on = value == self.value
            role = ("cursor" if self.has_focus else "strong") if on else "muted"
            line += [(f"{marks.on if on else marks.off} {words}", role), (" " * _GAP, "text")]
        return line

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  (there is one)
        """Draw it."""
        return self.strip(self._line(), self.size.width)

    def on_focus(self) -> None:
        """Show where one is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show where one is."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; the next one where only the chosen one is shown."""
        line = self._line()
        if line != self._whole():
            self.action_step(1)
            return
        for place, value in enumerate(self._words):
            start = width_of(line[: 1 + 2 * place])
            if start <= event.x < start + width_of(line[1 + 2 * place : 2 + 2 * place]):
                self.choose(value)
