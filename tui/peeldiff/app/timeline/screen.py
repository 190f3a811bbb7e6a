"""One force through every cycle: topics down, cycles across."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from peeldiff.app.kit import keys, legend
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.found import Found, cell_of
from peeldiff.app.kit.screens.comparison_tab import ComparisonTab
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.columns import Column, headings, targets, visible_columns
from peeldiff.app.kit.widgets.detail_pane import MARGIN
from peeldiff.app.kit.widgets.line_view import GUTTER, LineView
from peeldiff.app.timeline import rows, timeline_detail
from peeldiff.app.timeline.cell_commands import CellCommands

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.force_history import Timeline, TimelineColumn
    from peeldiff.compare.rows import JudgmentRow

NAMES, WIDE_NAMES, WIDE = 18, 34, 140
"""Cells of a topic, and from which width on it has more."""

NOTHING_ON_IT = "This dataset knows nothing of this force on that topic."


class TimelineScreen(ComparisonTab):
    """A force through time."""

    KEYS = "timeline"
    TAB = "timeline"
    BINDINGS: ClassVar = keys.bindings("timeline")
    BARS = ("tabs", "columns", "columns-below")

    def __init__(
        self,
        session: Session,
        force: str,
        comparison: Comparison | None = None,
        timeline: Timeline | None = None,
        at: str = "",
        cycle: str = "",
    ) -> None:
        """`comparison` is the one that this is a tab of; `timeline` spares the comparing.

        `at` is the row to go to, `cycle` the column.
        """
        super().__init__(session, comparison)
        self.force = force
        self.found = timeline
        self._at, self._cycle = at, cycle
        self.column = -1
        self._first = 0
        self._columns: list[Column] = []

    def make_commands(self) -> Commands:
        """Return what can be done with a timeline."""
        return {
            **super().make_commands(),
            "column-left": lambda: self.go_to_column(self.column - 1),
            "column-right": lambda: self.go_to_column(self.column + 1),
            **CellCommands(self).commands,
        }

    @property
    def force_here(self) -> str:
        """The force that is shown."""
        return self.force

    @property
    def source(self) -> rows.TimelineSource | None:
        """What the list shows."""
        found = self.lines.source
        return found if isinstance(found, rows.TimelineSource) else None

    @property
    def here(self) -> TimelineColumn | None:
        """The inspection under the cursor."""
        return self.found.columns[self.column] if self.found and self.found.columns else None

    def on_mount(self) -> None:
        """Compare the cycles, unless they are."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_top()
        if self.found is not None:
            self.show(self.found)
        else:
            self.trace(self.force)

    def trace(self, force: str) -> None:
        """Compare the cycles of a force."""
        self.in_background(lambda: self.session.timeline(force), self.show, group="timeline")

    def show(self, found: Timeline) -> None:
        """Show a force, the cursor on its last cycle."""
        self.found, self.force = found, found.force
        peel = [place for place, compared in enumerate(found.columns) if compared.before is not None]
        self.column = peel[-1] if peel else len(found.columns) - 1
        cycles = [compared.side.cycle for compared in found.columns]
        self.column = cycles.index(self._cycle) if self._cycle in cycles else self.column
        self.show_top()
        self.show_rows()
        wanted, self._at, self._cycle = self._at, "", ""
        if not self.go_to_cell(wanted):
            self.lines.move_to(self._first_known())
            if wanted:
                self.show_message(NOTHING_ON_IT)

    def _first_known(self) -> int:
        """Return the first row that has a grade in the last cycle."""
        if self.found is None or self.here is None:
            return 0
        cells = self.here.cells
        known = [any(cell.judgment.grade for cell in cells.get(row.id, ())) for row in self.found.rows]
        return known.index(True) if True in known else 0

    def on_resize(self) -> None:
        """Fit the columns anew."""
        self.show_top()
        self.show_rows()

    def show_top(self) -> None:
        """Write whose timeline it is, and the tabs."""
        name = self.session.dataset.force_names.get(self.force, self.force)
        self.query_one("#title", Bar).show([(f" {name}   through every cycle", "title")], [("peeldiff ", "bar")])
        self.show_tabs()

    def show_rows(self) -> None:
        """Draw everything."""
        if self.found is None or not self.size.width:
            return
        marks, names = self.host.marks, WIDE_NAMES if self.size.width >= WIDE else NAMES
        room = self.size.width - GUTTER - names
        self._columns = rows.columns(self.session.dataset, self.found, room - 1, self.session.findings_known, marks)
        shown = visible_columns([column.width for column in self._columns], room - 1, self.column, self._first)
        self._first = shown.start
        at = self.lines.cursor
        self.lines.show(rows.TimelineSource(self.found, self._columns, shown, self.column, names, marks), at)
        self.show_here()

    def show_here(self) -> None:
        """Write the headings, the status line and the cell in words."""
        source, marks = self.source, self.host.marks
        if source is None or self.found is None:
            return
        width = GUTTER + (WIDE_NAMES if self.size.width >= WIDE else NAMES)
        words, room = ("earlier", "later"), self.size.width
        above, below = headings(
            self._columns, source.visible, self.column, (" topic", ""), width, marks, room=room, hidden=words
        )
        clicked = targets(self._columns, source.visible, width)
        self.query_one("#columns", Bar).show(above, (), clicked)
        self.query_one("#columns-below", Bar).show(below, (), clicked)
        bases = {
            entry.judgment.source_basis
            for place in source.visible
            for entries in self.found.columns[place].cells.values()
            for entry in entries
        }
        self.status.show_facts(
            self._pair_words(), legend=lambda room: legend.of_signs(legend.source_signs(marks, bases), room)
        )
        detail = timeline_detail.describe_cell(self.found, self.column, self.row_id, room - 2 * MARGIN, marks)
        self.detail_pane.show(detail)

    @property
    def row_id(self) -> str:
        """The row under the cursor."""
        known = self.found.rows if self.found else ()
        return known[self.lines.cursor].id if self.lines.cursor < len(known) else ""

    @property
    def row(self) -> JudgmentRow | None:
        """The row of a comparison that the cell under the cursor stands for."""
        entries = self.here.cells.get(self.row_id, ()) if self.here else ()
        return next((entry.row for entry in entries if entry.row), None)

    def _pair_words(self) -> str:
        here = self.here
        if here is None or self.found is None:
            return "Comparing each cycle with the one before"
        if here.before is None or here.comparison is None:
            return f"{here.side.cycle_name}: nothing before it to compare with"
        level = here.comparison.comparability.level
        words = {"none": "cannot be compared", "direct": "comparable", "indicative": "indicative only"}[level]
        return f"{self.found.columns[here.before].side.cycle_name} and {here.side.cycle_name}: {words}"

    def follow(self) -> None:
        """Follow the cursor to another topic."""
        self.status.clear_message()
        self.show_here()

    def go_to_cell(self, row: str, cycle: str | None = None) -> bool:
        """Put the cursor on a row, and on a cycle if one is named; tell whether there is such a row."""
        places = [row.id for row in self.found.rows] if self.found else []
        if self.found is None or row not in places:
            return False
        cycles = [compared.side.cycle for compared in self.found.columns]
        self.lines.move_to(places.index(row))
        if cycle in cycles:
            self.go_to_column(cycles.index(cycle))
        return True

    def show_found(self, found: Found) -> bool:
        """Stay here for a topic that this force has, and for one that it lacks; anything else stands elsewhere."""
        if self.go_to_cell(*cell_of(self.session.dataset, found)):
            return True
        if found.topic:
            self.show_message(NOTHING_ON_IT)
        return bool(found.topic)

    def go_to_column(self, place: int) -> None:
        """Put the cursor on another cycle, and scroll sideways if need be."""
        source = self.source
        if source is None or self.found is None:
            return
        self.status.clear_message()
        self.column = max(0, min(place, len(self.found.columns) - 1))
        if self.column not in source.visible:
            self.show_rows()
            return

        def change() -> None:
            source.at = self.column

        self.lines.show_column(change)
        self.show_here()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the row of the cursor compares."""
        message.stop()
        self.commands["compare-cell"]()

    def on_line_view_column_chosen(self, message: LineView.ColumnChosen) -> None:
        """A click on a cell of another cycle goes there."""
        message.stop()
        self.go_to_column(message.column)

    @on(Bar.Pressed, "#columns, #columns-below")
    def heading_pressed(self, message: Bar.Pressed) -> None:
        """A click on the heading of a cycle goes there."""
        message.stop()
        self.go_to_column(int(message.target.partition(":")[2]))
