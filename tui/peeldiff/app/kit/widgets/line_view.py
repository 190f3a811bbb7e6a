"""A list of lines with one cursor, drawn line by line from a source that is asked by number.

It never holds more than it shows: a source of fifty thousand lines costs as much as one of fifty.
A source's entries are what the cursor stands on; an entry takes one line or several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from peeldiff.app.kit.lines import Line, cut_line, marked
from peeldiff.app.kit.widgets.changed_cells import changed_cells
from peeldiff.app.kit.widgets.covered import HERE, covered_cells, is_covered
from peeldiff.app.kit.widgets.drawing import Drawing
from peeldiff.app.kit.widgets.line_source import LineSource, Nothing

GUTTER = 1
"""Cells left of a line, for the sign of the cursor."""


class LineView(Drawing, can_focus=True):
    """The list."""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The entry on which the cursor stands; who has to follow it watches it, and so both are drawn at once."""

    @dataclass
    class Chosen(Message):
        """An entry was clicked on which the cursor stood already."""

    @dataclass
    class ColumnChosen(Message):
        """A cell was clicked that is not in the column of the cursor."""

        column: int
        """Its place."""

    def __init__(self, source: LineSource | None = None, *, id: str | None = None) -> None:
        """Show a source."""
        super().__init__(id=id)
        self.source: LineSource = source or Nothing()
        self.needle = ""
        self._first = 0
        self._drawn: dict[int, Strip] = {}
        """What was drawn last, by line of the screen."""
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(256)
        self._laid_out = 0

    def show(self, source: LineSource, cursor: int = 0) -> None:
        """Show another source, or the same one changed, with the cursor on an entry."""
        self.source = source
        self._laid_out = 0
        self._strips.clear()
        self.set_reactive(LineView.cursor, max(0, min(cursor, source.entries - 1)))
        if self.size.width:
            self._lay_out()
        self.refresh()

    def redraw(self, needle: str | None = None) -> None:
        """Draw every line anew, because the look or the search changed."""
        self.needle = self.needle if needle is None else needle
        self._strips.clear()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor by some entries."""
        self.cursor = max(0, min(self.cursor + by, self.source.entries - 1))

    def move_page(self, direction: int) -> None:
        """Move the cursor by about a page of lines, up (-1) or down (1)."""
        lines = self.source.lines_of(self.cursor)
        if not len(lines):
            return
        at, goal = lines.start, lines.start + direction * max(1, self.size.height - 1)
        entry = self.cursor
        while 0 <= entry + direction < self.source.entries and (goal - at) * direction > 0:
            entry += direction
            at = self.source.lines_of(entry).start
        self.cursor = entry

    def move_to(self, entry: int) -> None:
        """Move the cursor to an entry; a negative one counts from the end."""
        last = self.source.entries - 1
        self.cursor = max(0, min(entry if entry >= 0 else last + 1 + entry, last))

    @property
    def hidden(self) -> tuple[int, int]:
        """How many lines there are above and below what is shown."""
        return self._first, max(0, self.source.height - self._first - self.size.height)

    @property
    def room(self) -> int:
        """The width for which a source is laid out."""
        return max(1, self.size.width - GUTTER)

    def on_resize(self) -> None:
        """Lay the source out for the new width."""
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        if self._laid_out != self.size.width:
            self._laid_out = self.size.width
            self._strips.clear()
            self.source.lay_out(self.room)
        self._reveal()

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint what the cursor left and what it covers, and nothing else."""
        if before == after:
            return
        if self.size.width and not self._reveal():
            for entry in (before, after):
                self._repaint_lead(entry)

    def _repaint_lead(self, entry: int) -> None:
        lines = self.source.lines_of(entry)
        for line in range(max(lines.start, self._first), min(lines.stop, self._first + self.size.height)):
            y = line - self._first
            if line == lines.start:
                self.refresh(Region(0, y, GUTTER, 1))
            for start, end in covered_cells(self.source.line(line)):
                self.refresh(Region(GUTTER + start, y, end - start, 1))

    def show_column(self, change: Callable[[], None]) -> None:
        """Let `change` move what the source says is here, and repaint no more than the cursor's entry."""
        self._repaint_lead(self.cursor)
        change()
        self._strips.clear()
        self._repaint_lead(self.cursor)

    def _reveal(self) -> bool:
        """Scroll so that the cursor's entry is seen, with its heading if there is one; tell if it scrolled."""
        lines = self.source.lines_of(self.cursor)
        start, stop = (lines.start, lines.stop) if len(lines) else (0, 0)
        while start and self.source.entry_at(start - 1) is None and stop - start < self.size.height:
            start -= 1
        if self.cursor == self.source.entries - 1:
            stop = min(self.source.height, start + self.size.height)
        first = min(self._first, max(0, self.source.height - self.size.height))
        first = max(first, stop - self.size.height)
        first = max(0, min(first, start))
        return self._show_from(self._hopped(first, range(start, stop)))

    def _hopped(self, first: int, entry: range) -> int:
        """Scroll further than need be: a line at a time would send the whole list for each key."""
        if first == self._first:
            return first
        hop = self.size.height // 3 * (1 if first > self._first else -1)
        least, most = max(0, entry.stop - self.size.height), max(0, self.source.height - self.size.height)
        return max(min(first + hop, entry.start, most), min(least, first))

    def _show_from(self, first: int) -> bool:
        if first == self._first:
            return False
        self._first = first
        self._repaint_changed()
        return True

    def _repaint_changed(self) -> None:
        """Repaint the cells that are other than what was drawn last: much of a list looks alike on its next page."""
        for y in range(self.size.height):
            before = self._drawn.get(y)
            changed = changed_cells(before, self._strip_at(y)) if before else [(0, self.size.width)]
            if changed:  # without regions, everything would be
                self.refresh(*(Region(start, y, end - start, 1) for start, end in changed))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        self._drawn[y] = self._strip_at(y)
        return self._drawn[y]

    def _strip_at(self, y: int) -> Strip:
        line = self._first + y
        if line >= self.source.height:
            return self.strip((), self.size.width)
        entry = self.source.entry_at(line)
        on = entry is not None and entry == self.cursor
        found = self._strips.get((line, on))
        if found is None:
            found = self._strips[line, on] = self._draw(line, entry if on else None)
        return found

    def _draw(self, line: int, cursor: int | None) -> Strip:
        spans = marked(self.source.line(line), self.needle)
        first = cursor is not None and self.source.lines_of(cursor).start == line
        sign = self.marks.cursor if first else " "
        gutter = (sign, "cursor" if first else "text")
        on = cursor is not None
        covered: Line = [
            (text, "cursor" if on and is_covered(text, role) else role.removeprefix(HERE)) for text, role in spans
        ]
        return self.strip([gutter, *cut_line(covered, self.size.width - GUTTER)], self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse clicked; a click on what it covers already chooses that."""
        entry = self.source.entry_at(self._first + event.y)
        if self._first + event.y >= self.source.height or entry is None:
            return
        column = self.source.other_column(event.x - GUTTER)
        if column is not None:
            self.post_message(self.ColumnChosen(column))
        elif entry == self.cursor:
            self.post_message(self.Chosen())
        self.cursor = entry

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines down; the cursor stays on its entry."""
        event.stop()
        self._show_from(max(0, min(self._first + 3, self.source.height - self.size.height)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines up."""
        event.stop()
        self._show_from(max(0, self._first - 3))
