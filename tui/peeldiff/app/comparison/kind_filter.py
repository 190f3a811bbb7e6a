"""Which kinds of row to show: each with its sign and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.comparison.judgment_lines import KIND_ROLES
from peeldiff.app.kit import keys
from peeldiff.app.kit.blocks import ListSource
from peeldiff.app.kit.dialog import Dialog
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.motions import Motions


class KindFilter(Motions, Dialog[frozenset[str]]):
    """The list of kinds."""

    KEYS = "kinds"
    BINDINGS: ClassVar = keys.bindings("kinds")

    def __init__(self, counts: Mapping[str, int], words: Mapping[str, str], hidden: frozenset[str]) -> None:
        """`hidden` are the kinds not shown now."""
        super().__init__("Show which kinds")
        self._counts = counts
        self._words = words
        self._kinds = list(counts)
        self._hidden = hidden

    @property
    def lines(self) -> LineView:
        """The kinds."""
        return self.query_one(LineView)

    def parts(self) -> Iterable[Widget]:
        """Yield the list."""
        found = LineView(id="kinds")
        found.styles.height = len(self._kinds)
        yield found

    def on_mount(self) -> None:
        """Show them."""
        self.lines.focus()
        self._show(0)

    def _show(self, at: int) -> None:
        marks = self.owner.marks
        lines: list[Line] = []
        for kind in self._kinds:
            box = f"[{marks.off if kind in self._hidden else marks.on}]"
            lines.append(
                [
                    (f" {box} ", "lead"),
                    (fit(marks.of_kind(kind), 3), KIND_ROLES.get(kind, "muted")),
                    (f"{self._counts[kind]:>4}  {self._words[kind]}", "text"),
                ]
            )
        self.lines.show(ListSource(lines), at)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the kind of the cursor."""
        message.stop()
        self.action_show_or_hide()

    def action_show_or_hide(self) -> None:
        """Show or hide this kind."""
        self._hidden ^= {self._kinds[self.lines.cursor]}
        self._show(self.lines.cursor)

    def action_show_all(self) -> None:
        """Show every kind."""
        self._hidden = frozenset()
        self._show(self.lines.cursor)

    def action_close(self) -> None:
        """Close, and show what is chosen."""
        self.dismiss(self._hidden)
