"""What can be done with a cell of the timeline: compare it, look it up; and turning to the other force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peeldiff.app.kit.judgment_detail import addresses_of, describe_no_source
from peeldiff.app.kit.navigation import ComparisonRequested, KeptPageRequested, Position, UpdateRequested
from peeldiff.dataset.queries.names import Inspection

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.app.timeline.screen import TimelineScreen


class CellCommands:
    """The commands."""

    def __init__(self, screen: TimelineScreen) -> None:
        """`screen` shows the timeline."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "compare-cell": self._compare_cell,
            "other-force": self._show_other_force,
            "why": self._why,
            "definition": self._definition,
            "source": self._source,
            "update": self._update,
        }

    def _compare_cell(self) -> None:
        """Compare this cycle with the one before."""
        here = self._screen.here
        if self._screen.found is None or here is None or here.before is None:
            self._screen.show_message("There is nothing before this inspection to compare it with.")
            return
        cycles = (self._screen.found.columns[here.before].side.cycle, here.side.cycle)
        left, right = (Inspection(self._screen.force, cycle) for cycle in cycles)
        self._screen.ask(ComparisonRequested(left, right, at=self._screen.row.id if self._screen.row else ""))

    def _show_other_force(self) -> None:
        """Show the other force of the comparison."""
        forces = (
            {self._screen.comparison.left.force, self._screen.comparison.right.force}
            if self._screen.comparison
            else set()
        )
        other = next(iter(forces - {self._screen.force}), None)
        if other is None:
            self._screen.show_message("There is no other force here.")
        else:
            before = self._screen.force
            self._screen.undoing.record("the turn to the other force", lambda: self._turn_to(before))
            self._turn_to(other)

    def _turn_to(self, force: str) -> None:
        self._screen.force = force
        self._screen.trace(force)

    def _why(self) -> None:
        """Show why, in full."""
        from peeldiff.app.kit.dialogs.text_dialog import TextDialog
        from peeldiff.app.kit.reasons import reasons

        compared = self._screen.here.comparison if self._screen.here else None
        if compared is None:
            self._screen.show_message("There is nothing before this inspection to compare it with.")
        else:
            self._screen.app.push_screen(
                TextDialog("Why", reasons(compared, self._screen.row, self._screen.host.marks))
            )

    def _definition(self) -> None:
        """Show what the grades and terms of this cell mean."""
        from peeldiff.app.kit.definitions import definitions
        from peeldiff.app.kit.dialogs.text_dialog import TextDialog

        compared = self._screen.here.comparison if self._screen.here else None
        if compared is None or self._screen.row is None:
            self._screen.show_message("Definitions are shown where there is a cycle before this one.")
        else:
            text = definitions(self._screen.session.dataset, compared, self._screen.row, self._screen.host.marks)
            self._screen.app.push_screen(TextDialog("What it means", text))

    def _source(self) -> None:
        """Open or copy the addresses of this cell's sources."""
        from peeldiff.app.kit.dialogs.source_dialog import SourceDialog

        here = self._screen.here
        entries = here.cells.get(self._screen.row_id, ()) if here else ()
        found = [pair for entry in entries if here for pair in addresses_of(here.side, entry.judgment)]
        if found:
            by_source = {entry.judgment.source: entry.judgment.item for entry in entries}
            dialog = SourceDialog(found, has_gap=any(entry.judgment.status == "absent" for entry in entries))
            self._screen.app.push_screen(dialog, lambda wish: self._follow_source(wish, by_source))
        else:
            self._screen.show_message(describe_no_source("cell", (entry.judgment for entry in entries)))

    def _update(self) -> None:
        """Ask for the pages that fill what the inspection of this column lacks."""
        here = self._screen.here
        if here is None:
            self._screen.show_message("There is no inspection here.")
        else:
            inspection = Inspection(self._screen.force, here.side.cycle)
            self._screen.ask(UpdateRequested([inspection], Position(self._screen.row_id, here.side.cycle)))

    def _follow_source(self, wish: str | None, by_source: Mapping[str | None, str]) -> None:
        """Fetch what the cell lacks, or show the kept page of an address, as was wished among the sources."""
        from peeldiff.app.kit.dialogs.source_dialog import FETCH

        if wish == FETCH:
            self._update()
        elif wish:
            self._screen.ask(KeptPageRequested(wish, by_source.get(wish, "")))
