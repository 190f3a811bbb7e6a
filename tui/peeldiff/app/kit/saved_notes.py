"""What a screen does once a note is written: it says so, and keeps how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit import actions
from peeldiff.app.kit.navigation import NoteRestoreRequested
from peeldiff.app.kit.undo import describe_undone

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.navigation import NoteSaved
    from peeldiff.app.kit.undo import UndoStack


def report_saved(screen: BaseScreen[None], undoing: UndoStack, saved: NoteSaved) -> None:
    """Say on a screen that a note is saved, or taken back; `undoing` keeps how to take it back."""
    words = f"the note on {saved.title}"
    if saved.is_restored:
        screen.show_message(describe_undone(words))
        return
    if saved.before is None or saved.before.state != saved.note.state:
        restored = NoteRestoreRequested(saved.comparison, saved.change, saved.title, saved.before, saved.note.updated)
        undoing.record(words, lambda: screen.ask(restored), waits=True)
    screen.show_message(f"The note is saved. {screen.host.keys.shown(actions.BY_ID['undo'])} takes it back.")
