"""How the program is left: a note that is being saved is waited for, and what is being written is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit import actions

if TYPE_CHECKING:
    from peeldiff.app.peeldiff_app import PeeldiffApp


class Leaving:
    """Whether somebody wants to leave, and what that waits for."""

    def __init__(self, app: PeeldiffApp) -> None:
        """`app` is what is left."""
        self._app = app
        self._is_waiting = False
        """Whether it was asked to leave while a note was being saved."""

    def leave(self) -> None:
        """Leave; a note that is being saved is waited for, but only once: asked again, it stays a draft."""
        app = self._app
        titles = list(app.note_writing.saving.values()) if app.note_writing is not None else []
        if not titles or self._is_waiting:
            app.exit(return_code=0)
            return
        self._is_waiting = True
        leave = app.keys.shown(actions.BY_ID["leave"])
        app.show_message(
            f"Waiting to save your note on {titles[0]}: somebody else is writing. {leave} leaves; it stays a draft.",
            "warning",
        )

    def note_settled(self, is_saved: bool) -> None:
        """Leave, if that was asked for, once nothing waits; stay where somebody has to decide."""
        app = self._app
        if self._is_waiting and app.note_writing is not None:
            self._is_waiting = is_saved
            if is_saved and not app.note_writing.saving:
                app.exit(return_code=0)

    def keep_last_words(self) -> None:
        """Put notes and decisions that are being written on the disk: the terminal is going away."""
        from peeldiff.app.notes.editor import NoteEditor
        from peeldiff.app.review.screen import ReviewScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, NoteEditor | ReviewScreen):
                screen.keep_last_words()
        if self._app.session is not None:
            self._app.session.keep_drafts()
