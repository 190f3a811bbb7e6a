"""A list that finds as you type: loosely, every word anywhere, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.list_dialog import FindDialog
from peeldiff.app.kit.widgets.blocks import HintedSource
from peeldiff.app.kit.widgets.line_source import LineSource
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.kit.widgets.text_field import TextField

Value = TypeVar("Value")
Found = TypeVar("Found", covariant=True)


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
    for place, candidate in enumerate(candidates):
        have = f"{candidate.label} {candidate.also}".casefold()
        if all(word in have for word in words):
            parts = have.replace("-", " ").split()
            loose = sum(not any(part.startswith(word) for part in parts) for word in words)
            ranked.append((" ".join(words) not in have, loose, place))
    return [candidates[place] for *_, place in sorted(ranked)]


class Results(LineSource, Protocol[Found]):
    """Lines of what was found."""

    def value(self, entry: int) -> Found:
        """Return what a line stands for."""


class Choices(Protocol[Found]):
    """Things that can be found."""

    def matching(self, text: str) -> Results[Found]:
        """Return what has every word of `text`; everything for no word."""


class Listed(HintedSource, Generic[Value]):
    """Candidates that were found, as lines."""

    def __init__(self, found: Sequence[Candidate[Value]]) -> None:
        """`found` in their order."""
        super().__init__([(candidate.label, candidate.hint) for candidate in found], "Nothing has all of these words.")
        self._found = found

    def value(self, entry: int) -> Value:
        """Return what a line stands for."""
        return self._found[entry].value


@dataclass(frozen=True)
class Candidates(Generic[Value]):
    """A few candidates that are there already."""

    every: Sequence[Candidate[Value]]

    def matching(self, text: str) -> Listed[Value]:
        """Return those that have every word of `text`."""
        return Listed(matching(self.every, text))


class Finder(FindDialog[Value], Generic[Value]):
    """The dialog."""

    KEYS = "finder"
    BINDINGS: ClassVar = keys.bindings("finder")

    def __init__(
        self,
        title: str,
        choices: Choices[Value],
        placeholder: str,
        *,
        at: int = 0,
    ) -> None:
        """The cursor stands on the entry `at` until something is typed."""
        super().__init__(title)
        self._choices = choices
        self._results = choices.matching("")
        self._placeholder = placeholder
        self._at = at

    def make_commands(self) -> Commands:
        """Return moving and choosing."""
        return {**super().make_commands(), "choose-row": self.choose_row}

    def parts(self) -> Iterable[Widget]:
        """Yield the line to type in and the list."""
        yield TextField(placeholder=self._placeholder)
        yield LineView(id="found")

    def on_mount(self) -> None:
        """Show every candidate."""
        self._show(self._at)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self._results = self._choices.matching(event.value)
        self._show(self._at if not event.value else 0)

    def _show(self, at: int) -> None:
        self.lines.show(self._results, at)

    def choose_row(self) -> None:
        """Choose what the cursor stands on."""
        if self._results.entries:
            self.dismiss(self._results.value(self.lines.cursor))
