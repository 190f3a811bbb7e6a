"""Which kinds of row to show: each with its sign and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.blocks import ListSource
from peeldiff.app.kit.dialog import Dialog
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.motions import motions
from peeldiff.app.kit.words import KIND_ROLES


class KindFilter(Dialog[frozenset[str]]):
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

    def make_commands(self) -> Commands:
        """Return moving, showing and hiding; closing shows what is chosen."""
        return {
            **super().make_commands(),
            **motions(self.lines),
            "show-or-hide": self.show_or_hide,
            "show-all": self.show_all,
            "close": lambda: self.dismiss(self._hidden),
        }

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
        marks = self.host.marks
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
        self.show_or_hide()

    def show_or_hide(self) -> None:
        """Show or hide this kind."""
        self._hidden ^= {self._kinds[self.lines.cursor]}
        self._show(self.lines.cursor)

    def show_all(self) -> None:
        """Show every kind."""
        self._hidden = frozenset()
        self._show(self.lines.cursor)
