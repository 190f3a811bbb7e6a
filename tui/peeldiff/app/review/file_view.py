"""The lines of a file, wrapped as they come into view; those that a row rests on are marked."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip

from peeldiff.app.kit.lines import Line, wrap
from peeldiff.app.kit.widgets.bars import difference
from peeldiff.app.kit.widgets.drawing import ScrolledDrawing
from peeldiff.app.review.file_text import FileText

_MARGIN = 4
"""Cells for the sign and the gaps beside a number."""

_BELOW = 2
"""So many lines below those that are marked are kept in view: a page can go on to say something else."""


class FileView(ScrolledDrawing):
    """The view; a file of any length costs what is seen of it."""

    def __init__(self, *, id: str | None = None) -> None:
        """Show nothing yet."""
        super().__init__(id=id)
        self._text = FileText("", ())
        self._own = range(0)
        self._first = (0, 0)
        """The line of the file at the top, and which of the lines it is wrapped into."""
        self._wrapped: LRUCache[tuple[int, int], list[str]] = LRUCache(512)
        self._drawn: list[Line] = []

    def show(self, text: FileText, own: range) -> None:
        """Show a file with the lines `own` marked, scrolled only if they are not in view."""
        is_new_text = text is not self._text
        if is_new_text:
            self._wrapped.clear()
            self._first = (0, 0)
        self._text, self._own = text, own
        if self.size.width:
            self._reveal(is_new=is_new_text)
            self._redraw()

    def scroll_by(self, lines: int) -> None:
        """Scroll some lines down, or up if negative."""
        self._first = self._moved(self._first, lines)
        self._redraw()

    def _reveal(self, *, is_new: bool = False) -> None:
        """Bring the marked lines into view, a third from the top."""
        if self._own and (is_new or not self._is_in_view()):
            self._first = self._moved((self._own.start, 0), -(self.size.height // 3))

    def _moved(self, place: tuple[int, int], by: int) -> tuple[int, int]:
        """Return the place some lines below another, or above it if negative."""
        at, part = place
        while by < 0 and (at, part) > (0, 0):
            at, part = (at, part - 1) if part else (at - 1, len(self._of(at - 1)) - 1)
            by += 1
        while by > 0 and (at + 1 < len(self._text.lines) or part + 1 < len(self._of(at))):
            at, part = (at, part + 1) if part + 1 < len(self._of(at)) else (at + 1, 0)
            by -= 1
        return at, part

    def _of(self, at: int) -> list[str]:
        """Return a line of the file, wrapped."""
        width = max(2, self.size.width - self._text.number_width - _MARGIN)
        found = self._wrapped.get((at, width))
        if found is None:
            found = ["".join(text for text, _ in line) for line in wrap([(self._text.lines[at][1], "text")], width)]
            self._wrapped[at, width] = found
        return found

    def _is_in_view(self) -> bool:
        shown, last = self._shown(), self._own.stop - 1
        end = (last, len(self._of(last)) - 1)
        return (self._own.start, 0) in shown and self._moved(end, _BELOW) in shown

    def _shown(self) -> list[tuple[int, int]]:
        """Return which line, and which part of it, stands in each row of the screen."""
        at, part = self._first
        found: list[tuple[int, int]] = []
        while at < len(self._text.lines) and len(found) < self.size.height:
            found += [(at, line) for line in range(part, len(self._of(at)))]
            at, part = at + 1, 0
        return found[: self.size.height]

    def _line(self, at: int, part: int) -> Line:
        number, _, heading = self._text.lines[at]
        own = at in self._own
        role = "strong" if heading or own else "text" if not self._own else "muted"
        return [
            (self.marks.cursor if (at, part) == (self._own.start, 0) and own else " ", "key"),
            ((number if not part else "").rjust(self._text.number_width), "rule"),
            (f" {self.marks.upright if own else ' '} ", "key"),
            (self._of(at)[part], role),
        ]

    def _lines(self) -> list[Line]:
        return [self._line(at, part) for at, part in self._shown()]

    def _redraw(self) -> None:
        """Repaint the cells that became different."""
        before, self._drawn = self._drawn, self._lines() if self.size.width else []
        for y in range(self.size.height):
            old = before[y] if y < len(before) else []
            new = self._drawn[y] if y < len(self._drawn) else []
            changed = difference(old, new)
            if changed:
                self.refresh(Region(changed[0], y, changed[1] - changed[0], 1))

    def on_resize(self) -> None:
        """Wrap for the new width, with the marked lines in view."""
        self._first = (self._first[0], 0)
        self._reveal()
        self._drawn = self._lines()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return self.strip(self._drawn[y] if y < len(self._drawn) else (), self.size.width)
