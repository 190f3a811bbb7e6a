"""Which rows of a comparison are shown: its tab, what is filtered or folded away on it, and where the cursor was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.app.comparison.tabs import TABS, Tab, tab_of
from peeldiff.app.kit.row_filter import Choice, is_news
from peeldiff.app.kit.rows import Row
from peeldiff.compare.rows import FindingRow

if TYPE_CHECKING:
    from peeldiff.app.memory import Memory
    from peeldiff.compare.comparison import Comparison


class ShownRows:
    """The rows of the tab that is open."""

    def __init__(self, comparison: Comparison, tab: Tab) -> None:
        """Everything is shown."""
        self.comparison = comparison
        self.tab = tab
        self.choices: dict[str, Choice] = {}
        """What is chosen to be seen, by tab."""
        self._left_at: dict[str, str] = {}
        """The row on which the cursor stood when a tab was left, by tab."""

    @property
    def choice(self) -> Choice:
        """What is chosen to be seen on this tab."""
        return self.choices.get(self.tab.id) or self._first_choice()

    @choice.setter
    def choice(self, choice: Choice) -> None:
        self.choices[self.tab.id] = choice

    def _first_choice(self) -> Choice:
        """Show everything, but of figures what both sides have, where there is any."""
        figures = self.tab.id == "figures" and any(map(is_news, self.every))
        return Choice(folded=figures)

    @property
    def every(self) -> Sequence[Row]:
        """The rows of the tab, hidden ones too."""
        return self.tab.rows(self.comparison)

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown."""
        choice = self.choice
        return [row for row in self.every if choice.shows(row)]

    def open_tab(self, name: str, left: str) -> str:
        """Open a tab; the cursor leaves the row `left`. Return the row on which it stood there before."""
        self._turn_to(next(tab for tab in TABS if tab.id == name), left)
        return self._left_at.get(name, "")

    def open_at(self, row: str, left: str) -> None:
        """Open the tab of a row; nothing that is hidden stays hidden for it."""
        self._turn_to(tab_of(row), left)
        if not any(shown.id == row for shown in self.rows):
            self.choices.pop(self.tab.id, None)

    def _turn_to(self, tab: Tab, left: str) -> None:
        self._left_at[self.tab.id] = left
        self.tab = tab

    def recall(self, memory: Memory) -> None:
        """Show what is remembered, as it was shown."""
        self.tab = next((tab for tab in TABS if tab.id == memory.tab), self.tab)
        for tab in TABS:
            self.choices[tab.id] = Choice(frozenset(memory.hidden.get(tab.id, ())), tab.id in memory.folded)

    def remembered(self) -> dict[str, object]:
        """Return what to remember of it."""
        return {
            "left": self.comparison.left.inspection,
            "right": self.comparison.right.inspection,
            "tab": self.tab.id,
            "hidden": {tab: sorted(choice.hidden) for tab, choice in self.choices.items() if choice.hidden},
            "folded": sorted(tab for tab, choice in self.choices.items() if choice.folded),
            "force": self.comparison.left.force,
        }


def place_to_stay(rows: Sequence[Row], keep: str, before: Row | None, at: int) -> int:
    """Return the place of the row `keep`; without one, where a cursor stays that was at the place `at`, on `before`.

    On that row, or on the same two findings, which are another row once something was said of them; else at
    its place, where the next row stands now; on another tab at the top.
    """
    if keep:
        return next((place for place, row in enumerate(rows) if row.id == keep), 0)
    if before is None or not rows or tab_of(before.id) is not tab_of(rows[0].id):
        return 0
    if isinstance(before, FindingRow) and before.left and before.right:
        both = _findings(before)
        return next((place for place, row in enumerate(rows) if _findings(row) == both), min(at, len(rows) - 1))
    return next((place for place, row in enumerate(rows) if row.id == before.id), min(at, len(rows) - 1))


def _findings(row: Row) -> frozenset[str]:
    sides = (row.left, row.right) if isinstance(row, FindingRow) else ()
    return frozenset(side.finding for side in sides if side)
