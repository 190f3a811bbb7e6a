"""What a person changed in the country: what is found, how it is sorted, what is marked. Each can be taken back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from peeldiff.app.kit.undo import UndoStack

if TYPE_CHECKING:
    from peeldiff.app.country.screen import CountryScreen
    from peeldiff.app.country.shown_forces import Wanted


class Changes:
    """The one way in which a screen of the country is changed."""

    def __init__(self, screen: CountryScreen) -> None:
        """`screen` shows the country."""
        self._screen = screen
        self._stack = UndoStack()

    def make(self, words: str, **changed: object) -> None:
        """Change some of what is wanted; `words` say what it was, as they stand behind "Took back"."""
        shown = self._screen.shown
        self._record(words, shown.wanted)
        shown.ask(**changed)
        self._screen.show_forces()

    def record_filter(self, before: str, after: str) -> None:
        """Keep how to take back what was typed."""
        wanted = self._screen.shown.wanted
        words = f'the filter "{after}"' if after else f'that the filter "{before}" was cleared'
        self._record(words, dataclasses.replace(wanted, text=before))

    def _record(self, words: str, before: Wanted) -> None:
        def take_back() -> None:
            self._screen.shown.wanted = before
            self._screen.show_forces()

        self._stack.record(words, take_back)

    def undo(self) -> None:
        """Take the last change back, and say what it was."""
        self._screen.show_message(self._stack.undo())
