"""A pane of wrapped paragraphs that can be scrolled, and that repaints only what became different."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from peeldiff.app.kit.lines import Line, Span, cut_at_word, cut_line, marked, padded, wrap
from peeldiff.app.kit.widgets.changed_cells import changed_cells
from peeldiff.app.kit.widgets.drawing import ScrolledDrawing
from peeldiff.text import plural

MARGIN = 1
"""Blank cells on either side."""


class DetailPane(ScrolledDrawing):
    """The pane."""

    def __init__(
        self,
        paragraphs: Sequence[Sequence[Span]] = (),
        *,
        needle: str = "",
        keys: tuple[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        """`needle` is what a search looks for; `keys` scroll down and up, and are named where not all is seen."""
        super().__init__(id=id)
        self._keys = keys
        self._paragraphs = paragraphs
        self._needle = needle
        self._lines: list[Line] = []
        self._first = 0

    def show(self, paragraphs: Sequence[Sequence[Span]], needle: str = "") -> None:
        """Show other paragraphs, from their beginning."""
        self._paragraphs, self._needle = paragraphs, needle
        if self.size.width:
            self._replace(self._wrapped(), 0)

    def scroll_by(self, lines: int) -> None:
        """Scroll some lines down, or up if negative."""
        last = max(0, len(self._lines) - self.size.height)
        self._replace(self._lines, max(0, min(self._first + lines, last)))

    @property
    def height(self) -> int:
        """How many lines the paragraphs take."""
        return len(self._lines)

    @property
    def below(self) -> int:
        """How many lines are hidden below."""
        return max(0, len(self._lines) - self._first - self.size.height)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lines = self._wrapped()
        self._first = max(0, min(self._first, len(self._lines) - self.size.height))
        self.refresh()

    def _wrapped(self) -> list[Line]:
        width = max(1, self.size.width - 2 * MARGIN)
        return [marked(line, self._needle) for paragraph in self._paragraphs for line in wrap(paragraph, width)]

    def _replace(self, lines: list[Line], first: int) -> None:
        before = [self.render_line(y) for y in range(self.size.height)]
        self._lines, self._first = lines, first
        for y, old in enumerate(before):
            for start, end in changed_cells(old, self.render_line(y)):
                self.refresh(Region(start, y, end - start, 1))

    def _line(self, y: int) -> Line:
        """The line as it is drawn, without the blanks at its end."""
        at = self._first + y
        line: Line = []
        if at < len(self._lines) and self._lines[at]:
            (text, role), *rest = self._lines[at]
            line = [(" " * MARGIN + text, role), *rest]
        more = self._more(y)
        if not more:
            return line
        room = max(0, self.size.width - len(more) - MARGIN)
        return [*padded(cut_line(line, room, cut_at_word), room), (more, "muted")]

    def _more(self, y: int) -> str:
        """Return how many lines are hidden beyond this one, with the key that shows them; empty for none."""
        if self._keys is None:
            return ""
        down, up = self._keys
        if y == self.size.height - 1 and self.below:
            return f" {self.marks.more} {plural(self.below, 'more line')}, {down}"
        if y == 0 and self._first:
            return f" {self.marks.less} {plural(self._first, 'more line')}, {up}"
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return self.strip(self._line(y), self.size.width)
