"""The line under a list: facts that always stand there, a message until the cursor moves, and a legend."""

from __future__ import annotations

from collections.abc import Callable

from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.widgets.bars import Bar

MESSAGE_EDGE = 3
"""Cells around a message that has the line for itself."""


def _no_legend(_room: int) -> Line:
    return []


class StatusBar(Bar):
    """The line, drawn over a rule."""

    def __init__(self, *, id: str | None = None) -> None:
        """Nothing stands in it yet."""
        super().__init__(id=id, role="rule")
        self._facts = ""
        self._rule: str | None = None
        self._legend: Callable[[int], Line] = _no_legend
        self._facts_role = "muted"
        self.message: tuple[str, str] | None = None
        """The words and their role."""

    def show_facts(
        self, facts: str, *, role: str = "muted", rule: str | None = None, legend: Callable[[int], Line] = _no_legend
    ) -> None:
        """Show facts; `rule` is what the line is drawn over, `legend` stands where there is no message."""
        self._facts, self._facts_role, self._rule, self._legend = facts, role, rule, legend
        self._draw()

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message; where both have no room it stands alone."""
        self.message = (message, role)
        self._draw()

    def clear_message(self) -> None:
        """Show no message any more."""
        if self.message is not None:
            self.message = None
            self._draw()

    def on_resize(self) -> None:
        """Fit everything to the width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or self.screen.size.width
        rule = self._rule if self._rule is not None else self.marks.level * width
        line = self._words(width)
        self.show([*line, (rule[width_of(line) :], "rule")])

    def _words(self, width: int) -> Line:
        level: Line = [(self.marks.level, "rule")]
        line: Line = [*level, (f" {self._facts} ", self._facts_role)] if self._facts else []
        if self.message is None:
            legend = self._legend(width - width_of(line) - 1)
            return [*line, (" ", "text"), *legend, (" ", "text")] if legend else line
        words, role = self.message
        both: Line = [*line, (f"{self.marks.upright} {words} ", role)]
        return both if width_of(both) <= width else [*level, (f" {words} ", role)]
