"""A list that finds as you type: loosely, every word anywhere, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app import keys
from peeldiff.app.dialogs.dialog import Dialog
from peeldiff.app.motions import Motions
from peeldiff.app.rows.blocks import HintedSource
from peeldiff.app.widgets.line_view import LineView

Value = TypeVar("Value")


@dataclass(frozen=True)
class Candidate(Generic[Value]):
    """One thing that can be found."""

    label: str
    value: Value
    hint: str = ""
    """Stands right of the label."""
    also: str = ""
    """More words by which it is found."""


def matching(candidates: Sequence[Candidate[Value]], text: str) -> list[Candidate[Value]]:
    """Return the candidates that have every word of `text`; those with the words as they are first, then beginnings."""
    words = text.casefold().split()
    if not words:
        return list(candidates)
    ranked: list[tuple[bool, int, int]] = []
    for place, one in enumerate(candidates):
        have = f"{one.label} {one.also}".casefold()
        if all(word in have for word in words):
            parts = have.replace("-", " ").split()
            loose = sum(not any(part.startswith(word) for part in parts) for word in words)
            ranked.append((" ".join(words) not in have, loose, place))
    return [candidates[place] for *_, place in sorted(ranked)]


class Finder(Motions, Dialog[Value], Generic[Value]):
    """The dialog."""

    KEYS = "finder"
    TALL = True
    BINDINGS: ClassVar = keys.bindings("finder")

    def __init__(
        self,
        title: str,
        candidates: Sequence[Candidate[Value]],
        placeholder: str,
        *,
        at: int = 0,
    ) -> None:
        """The cursor stands on candidate `at` until something is typed."""
        super().__init__(title)
        self._candidates = candidates
        self._found = list(candidates)
        self._placeholder = placeholder
        self._at = at

    @property
    def lines(self) -> LineView:
        """The candidates that were found."""
        return self.query_one(LineView)

    def parts(self) -> Iterable[Widget]:
        """Yield the line to type in and the list."""
        typed = Input(placeholder=self._placeholder, select_on_focus=False)
        typed.cursor_blink = False
        yield typed
        yield LineView(id="found")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self._show(self._at)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self._found = matching(self._candidates, event.value)
        self._show(self._at if not event.value else 0)

    def _show(self, at: int) -> None:
        entries = [(one.label, one.hint) for one in self._found]
        self.lines.show(HintedSource(entries, "Nothing has all of these words."), at)

    def on_input_submitted(self) -> None:
        """Choose what the cursor stands on."""
        self.action_choose_row()

    def on_line_view_chosen(self) -> None:
        """Choose what was clicked."""
        self.action_choose_row()

    def action_choose_row(self) -> None:
        """Choose what the cursor stands on."""
        if self._found:
            self.dismiss(self._found[self.lines.cursor].value)
