"""Searching in what the tab shows: topics, reasons, findings and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.comparison.comparison_view import ComparisonView
from peeldiff.app.comparison.tabs import tab_of
from peeldiff.app.kit import keys
from peeldiff.app.kit.row_filter import hits, step
from peeldiff.app.search.results import row_of_topic

if TYPE_CHECKING:
    from peeldiff.app.search.results import Found


class SearchActions(ComparisonView):
    """The actions of a search."""

    _began = ""
    """The row from which the last search led away; empty where there is no way back to it."""
    _ended = ""
    """The row on which it was cleared."""

    @property
    def force_here(self) -> str:
        """The force of the left side."""
        return self.shown.left.force

    def action_search(self) -> None:
        """Search everything, this comparison first."""
        from peeldiff.app.search.dialog import SearchDialog

        def done(found: Found | None) -> None:
            if found is None:
                return
            row = found.row or row_of_topic(self.shown, found.topic)
            if row:
                began = self.row_id
                self.needle = found.needle
                self.go_to_row(row)
                self.search(found.needle)
                self._began = began if self.row_id != began else ""
            elif found.needle:
                self.go_to(found)
            else:
                self.search("")

        self.app.push_screen(SearchDialog(self.session, self.needle, self.shown, self.notes, self.tab.id), done)

    def search(self, needle: str) -> None:
        """Search, and go to the first hit from the cursor on."""
        self.needle = needle
        self.lines.redraw(needle)
        if not needle:
            self._clear()
            return
        found = hits(self.rows, needle, self.notes)
        if not found:
            self.show_detail()
            self.say(f'Nothing has "{needle}" in it.')
            return
        at = self.lines.cursor
        self._go(found, at if at in found else step(found, at, 1))

    def _clear(self) -> None:
        """Mark no hit any more; the cursor stays, for who found what was sought."""
        self._ended = self.row_id
        self.show_detail()
        back = self.owner.keys.shown(keys.BY_ID["back"])
        more = f" {back} goes back to where it began." if self._leads_back else ""
        self.say(f"The search is cleared.{more}")

    @property
    def _leads_back(self) -> bool:
        """Whether one stands where a search was cleared, and it began elsewhere in what is compared."""
        began = self._began
        there = began and any(one.id == began for one in tab_of(began).rows(self.shown))
        return bool(there) and self._ended == self.row_id != began

    def follow(self) -> None:
        """Follow the cursor; who moves on after a search does not go back to where it began."""
        super().follow()
        if not self.needle:
            self._began = ""

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
        """Clear the search, go back to where it began, make the detail small again, else leave; whatever is first."""
        if self.needle:
            self.search("")
        elif self._leads_back:
            began, self._began = self._began, ""
            self.go_to_row(began)
        elif self.has_class("-detail"):
            self.action_detail()
        else:
            super().action_back()
