"""One force through every cycle, and what can be done with it."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.timeline.timeline_view import TimelineView
from peeldiff.dataset.names import Inspection


class TimelineScreen(TimelineView):
    """A force through time, and what can be done with it."""

    KEYS = "timeline"
    BINDINGS: ClassVar = keys.bindings("timeline")

    def action_column_left(self) -> None:
        """To the cycle before."""
        self.go_to_column(self.column - 1)

    def action_column_right(self) -> None:
        """To the next cycle."""
        self.go_to_column(self.column + 1)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the row of the cursor compares."""
        message.stop()
        self.action_compare_cell()

    def on_line_view_column_chosen(self, message: LineView.ColumnChosen) -> None:
        """A click on a cell of another cycle goes there."""
        message.stop()
        self.go_to_column(message.column)

    @on(Bar.Pressed, "#columns, #columns-below")
    def heading_pressed(self, message: Bar.Pressed) -> None:
        """A click on the heading of a cycle goes there."""
        message.stop()
        self.go_to_column(int(message.target.partition(":")[2]))

    def action_compare_cell(self) -> None:
        """Compare this cycle with the one before."""
        here = self.here
        if self.found is None or here is None or here.before is None:
            self.say("There is nothing before this inspection to compare it with.")
            return
        cycles = (self.found.columns[here.before].side.cycle, here.side.cycle)
        row = self.row
        self.open_comparison(*(Inspection(self.force, cycle) for cycle in cycles), at=row.id if row else "")

    def action_other_force(self) -> None:
        """Show the other force of the comparison."""
        forces = {self.comparison.left.force, self.comparison.right.force} if self.comparison else set()
        other = next(iter(forces - {self.force}), None)
        if other is None:
            self.say("There is no other force here.")
        else:
            self.force = other
            self.trace(other)

    def action_why(self) -> None:
        """Show why, in full."""
        from peeldiff.app.kit.reasons import reasons
        from peeldiff.app.kit.text_dialog import TextDialog

        compared = self.here.comparison if self.here else None
        if compared is None:
            self.say("There is nothing before this inspection to compare it with.")
        else:
            self.app.push_screen(TextDialog("Why", reasons(compared, self.row, self.owner.marks)))

    def action_definition(self) -> None:
        """Show what the grades and terms of this cell mean."""
        from peeldiff.app.kit.definitions import definitions
        from peeldiff.app.kit.text_dialog import TextDialog

        compared = self.here.comparison if self.here else None
        if compared is None or self.row is None:
            self.say("Definitions are shown where there is a cycle before this one.")
        else:
            said = definitions(self.session.dataset, compared, self.row, self.owner.marks)
            self.app.push_screen(TextDialog("What it means", said))

    def action_source(self) -> None:
        """Open or copy the addresses of this cell's sources."""
        from peeldiff.app.kit.source_dialog import SourceDialog

        entries = self.here.cells.get(self.row_id, ()) if self.here else ()
        found = [(entry.judgment.source, entry.judgment.label) for entry in entries if entry.judgment.source]
        if found:
            self.app.push_screen(SourceDialog(found))
        else:
            self.say("This cell has no source: the dataset knows nothing of it.")

    def action_timeline(self) -> None:
        """It is shown already."""
        self.say("This is the timeline.")
