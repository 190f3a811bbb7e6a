"""Searching in what the tab shows: topics, reasons, findings and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.rows.choosing import hits, step
from peeldiff.app.rows.search_results import row_of_topic
from peeldiff.app.screens.comparison_view import ComparisonView

if TYPE_CHECKING:
    from peeldiff.app.rows.search_results import Found


class SearchActions(ComparisonView):
    """The actions of a search."""

    @property
    def force_here(self) -> str:
        """The force of the left side."""
        return self.shown.left.force

    def action_search(self) -> None:
        """Search everything, this comparison first."""
        from peeldiff.app.dialogs.search import SearchDialog

        def done(found: Found | None) -> None:
            if found is None:
                return
            row = found.row or row_of_topic(self.shown, found.topic)
            if row:
                self.needle = found.needle
                self.go_to_row(row)
                self.search(found.needle)
            elif found.needle:
                self.go_to(found)
            else:
                self.search("")

        self.app.push_screen(SearchDialog(self.session, self.needle, self.shown, self.notes, self.tab.id), done)

    def search(self, needle: str) -> None:
        """Search, and go to the first hit from the cursor on."""
        self.needle = needle
        self.lines.redraw(needle)
        found = hits(self.rows, needle, self.notes)
        if not found:
            self.show_detail()
            self.say(f'Nothing has "{needle}" in it.' if needle else "The search is cleared.")
            return
        at = self.lines.cursor
        self._go(found, at if at in found else step(found, at, 1))

    def action_next_hit(self) -> None:
        """To the next hit."""
        self._step_hit(1)

    def action_previous_hit(self) -> None:
        """To the previous hit."""
        self._step_hit(-1)

    def _step_hit(self, by: int) -> None:
        if not self.needle:
            self.say("There is no search yet.")
            return
        found = hits(self.rows, self.needle, self.notes)
        self._go(found, step(found, self.lines.cursor, by), by)

    def _go(self, found: list[int], place: int | None, by: int = 1) -> None:
        """Go to a hit; past the last one comes the first again."""
        if not found:
            self.say(f'Nothing has "{self.needle}" in it.')
            return
        place = place if place is not None else found[0 if by > 0 else -1]
        self.lines.move_to(place)
        self.show_detail()
        many = "hit" if len(found) == 1 else "hits"
        self.say(f'"{self.needle}": {found.index(place) + 1} of {len(found)} {many}')

    def action_back(self) -> None:
        """Clear the search if there is one, make the detail small again, else go back."""
        if self.needle:
            self.search("")
        elif self.has_class("-detail"):
            self.action_detail()
        else:
            super().action_back()
