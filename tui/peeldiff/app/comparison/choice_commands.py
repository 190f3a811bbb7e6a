"""Choosing which rows are seen, by their kind or folded; what was chosen before can be had again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit.row_filter import Choice

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands


class ChoiceCommands:
    """The commands that show and hide rows."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` shows the rows."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"filter": self._filter, "fold": self._fold}

    def toggle(self, kind: str) -> None:
        """Show a kind that is hidden, or hide it."""
        self._choose(self._screen.shown.choice.toggled(kind), "the filter by kind")

    def _fold(self) -> None:
        """Fold away what did not change, or unfold it."""
        choice = self._screen.shown.choice
        self._choose(Choice(choice.hidden, not choice.folded), "unfolding" if choice.folded else "folding")
        self._screen.show_message(
            "Unfolded: every row is shown." if choice.folded else "Folded: rows to look at are shown."
        )

    def _filter(self) -> None:
        """Ask which kinds to show."""
        from peeldiff.app.comparison.kind_filter import KindFilter

        screen, shown = self._screen, self._screen.shown
        counts = shown.tab.counts(screen.compared)
        if not counts:
            screen.show_message("There are no kinds to filter by here.")
            return

        def done(hidden: frozenset[str] | None) -> None:
            if hidden is not None and hidden != shown.choice.hidden:
                self._choose(Choice(hidden, shown.choice.folded), "the filter by kind")

        screen.app.push_screen(KindFilter(counts, shown.tab.kind_words(screen.compared), shown.choice.hidden), done)

    def _choose(self, choice: Choice, words: str) -> None:
        """Show other rows of this tab; taken back, the tab is open again with those that were shown before."""
        screen, shown = self._screen, self._screen.shown
        tab, before, row = shown.tab.id, shown.choice, screen.row_id

        def take_back() -> None:
            shown.open_tab(tab, screen.row_id)
            shown.choice = before
            screen.show_rows(row)

        shown.choice = choice
        screen.show_rows()
        screen.undoing.record(words, take_back)
