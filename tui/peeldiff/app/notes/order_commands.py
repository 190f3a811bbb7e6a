"""What keys do in the list of notes about which are shown, and in which order; each can be taken back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from peeldiff.app.notes.rows import ORDERS, Shown

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.app.notes.screen import NotesScreen


class OrderCommands:
    """The commands that order notes, show them and hide them."""

    def __init__(self, screen: NotesScreen) -> None:
        """`screen` shows the notes."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "order": self._order,
            "unfinished": self._show_unfinished,
            "contested": self._show_contested,
            "everywhere": self._show_everywhere,
        }

    def _order(self) -> None:
        """Order by something else."""
        orders, shown = list(ORDERS), self._screen.shown
        following = orders[(orders.index(shown.order) + 1) % len(orders)]
        self._show(dataclasses.replace(shown, order=following), "the order")

    def _show_unfinished(self) -> None:
        """Leave out what is done, or show it again."""
        shown = self._screen.shown
        self._show(dataclasses.replace(shown, unfinished=not shown.unfinished), "the filter by what is done")

    def _show_contested(self) -> None:
        """Leave only what has to be decided, or show every note again."""
        shown = self._screen.shown
        self._show(dataclasses.replace(shown, contested=not shown.contested), "the filter by what is decided")

    def _show_everywhere(self) -> None:
        """The notes of this comparison, or of every one."""
        screen = self._screen
        if screen.comparison is None:
            screen.show_message("These are the notes of every comparison.")
            return
        self._show(screen.shown, "whose notes are shown", here_only=not screen.here_only)

    def _show(self, shown: Shown, words: str, *, here_only: bool | None = None) -> None:
        """Show other notes, or in another order; `words` say what is taken back."""
        screen = self._screen
        before = screen.shown, screen.here_only

        def take_back() -> None:
            screen.shown, screen.here_only = before
            screen.show_notes()

        screen.shown = shown
        screen.here_only = screen.here_only if here_only is None else here_only
        screen.show_notes()
        screen.undoing.record(words, take_back)
