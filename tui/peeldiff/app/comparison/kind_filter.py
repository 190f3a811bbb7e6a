"""Which kinds of row to show: each with its sign and how many there are."""

from __future__ import annotations

from collections.abc import Mapping

from peeldiff.app.kit.dialogs.tick_dialog import TickDialog
from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.words import KIND_ROLES


class KindFilter(TickDialog[frozenset[str]]):
    """The list of kinds; closing it gives those that are hidden."""

    def __init__(self, counts: Mapping[str, int], words: Mapping[str, str], hidden: frozenset[str]) -> None:
        """`hidden` are the kinds not shown now."""
        super().__init__("Show which kinds")
        self._counts = counts
        self._words = words
        self._kinds = list(counts)
        self._hidden = hidden

    def tick_lines(self) -> list[Line]:
        """Return each kind with its sign and how many there are."""
        marks = self.host.marks
        return [
            [
                (f" [{marks.off if kind in self._hidden else marks.on}] ", "lead"),
                (fit(marks.of_kind(kind), 3), KIND_ROLES.get(kind, "muted")),
                (f"{self._counts[kind]:>4}  {self._words[kind]}", "text"),
            ]
            for kind in self._kinds
        ]

    def tick(self) -> None:
        """Show or hide this kind."""
        self._hidden ^= {self._kinds[self.lines.cursor]}

    def tick_none(self) -> None:
        """Show every kind."""
        self._hidden = frozenset()

    def answer(self) -> frozenset[str]:
        """Return the kinds that are hidden."""
        return self._hidden
