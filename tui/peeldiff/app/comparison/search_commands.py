"""Going to what a search finds in a comparison, from hit to hit, and back to where it began."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.app.comparison.row_search import RowSearch, rows_with
from peeldiff.app.kit import actions
from peeldiff.app.kit.found import Found, row_of_topic

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands


class SearchCommands:
    """The commands of a search."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` shows the rows."""
        self._screen = screen
        self.sought = RowSearch()

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"next-hit": lambda: self._step_hit(1), "previous-hit": lambda: self._step_hit(-1)}

    def has_topic(self, topic: str) -> bool:
        """Tell whether a topic is a row here."""
        return bool(row_of_topic(self._screen.compared, topic))

    def find(self, needle: str, topics: Sequence[Found]) -> list[Found]:
        """Return the rows that have the needle in them, those of this tab first."""
        return rows_with(
            needle, topics, comparison=self._screen.compared, notes=self._screen.notes, first=self._screen.shown.tab.id
        )

    def show_found(self, found: Found) -> bool:
        """Go to what was found if it is a row of this comparison."""
        row = found.row or row_of_topic(self._screen.compared, found.topic)
        if not row:
            if not found.needle:
                self._clear_search()
            return not found.needle
        left = self._screen.row_id
        self.sought.needle = found.needle
        self._screen.go_to_row(row)
        self._screen.lines.redraw(found.needle)
        self._show_hit(first=True)
        self.sought.begin(found.needle, left, self._screen.row_id)
        return True

    def _clear_search(self) -> None:
        """Mark no hit any more."""
        self.sought.clear(self._screen.row_id)
        self._screen.lines.redraw("")
        self._screen.show_row()
        back = self._screen.host.keys.shown(actions.BY_ID["back"])
        leads = bool(self.sought.way_back(self._screen.row_id, self._screen.compared))
        self._screen.show_message(f"The search is cleared.{f' {back} goes back to where it began.' if leads else ''}")

    def _step_hit(self, by: int) -> None:
        if self.sought.needle:
            self._show_hit(by)
        else:
            self._screen.show_message("There is no search yet.")

    def _show_hit(self, by: int = 1, *, first: bool = False) -> None:
        """Go to the next hit, or stay where the cursor is if that is the `first`."""
        needle, found = self.sought.needle, self.sought.hits(self._screen.rows, self._screen.notes)
        if not found:
            self._screen.show_row()
            self._screen.show_message(f'Nothing has "{needle}" in it.')
            return
        at = self._screen.lines.cursor
        place = at if first and at in found else self.sought.following(found, at, by)
        self._screen.lines.move_to(place)
        self._screen.show_row()
        many = "hit" if len(found) == 1 else "hits"
        self._screen.show_message(f'"{needle}": {found.index(place) + 1} of {len(found)} {many}')

    def back(self) -> bool:
        """Clear the search, or go back to where it began; tell whether there was anything to do."""
        if self.sought.needle:
            self._clear_search()
            return True
        began = self.sought.way_back(self._screen.row_id, self._screen.compared)
        if began:
            self.sought.begin("", "", "")
            self._screen.go_to_row(began)
        return bool(began)
