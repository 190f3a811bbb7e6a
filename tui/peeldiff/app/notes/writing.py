"""Writing notes, from any screen that shows a comparison: reading them, the editor, saving, and two who wrote at once.

Whatever comes of it is told with the comparison that it is about, and goes nowhere else.
"""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from peeldiff.app.kit.navigation import NoteSaved, NotesRead
from peeldiff.app.kit.rows import Row, row_title
from peeldiff.app.notes.editor import Draft, NoteEditor
from peeldiff.errors import PeeldiffError
from peeldiff.notes.note import Note, NoteChangedError

if TYPE_CHECKING:
    from textual.app import App

    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.navigation import NoteRequested, NotesWanted
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.drafts import Draft as Kept

DraftKey = tuple[str, str, str]


class NoteWriting:
    """What is written in this sitting."""

    def __init__(self, app: App[None], session: Session) -> None:
        """Begin with no drafts; those on the disk come with the notes."""
        self._app = app
        self._session = session
        self.drafts: dict[DraftKey, Draft] = {}
        """What was begun and not saved, by inspections and change."""
        self._one_at_a_time = Lock()

    def read(self, request: NotesWanted) -> None:
        """Read the notes on a comparison, and the drafts on it that are on the disk."""
        comparison, screen = request.comparison, request.asked_by

        def show(found: tuple[dict[str, Note], dict[str, Kept]]) -> None:
            notes, drafts = found
            screen.post_message(NotesRead(comparison, notes))
            self._offer(screen, comparison, drafts)

        screen.in_background(
            lambda: (self._session.notes(comparison), self._session.drafts(comparison)), show, group="notes"
        )

    def _offer(self, screen: BaseScreen[None], comparison: Comparison, drafts: dict[str, Kept]) -> None:
        """Take over the drafts found on the disk, and say on which rows there are new ones."""
        found = {_key(comparison, change): Draft.put_back(kept) for change, kept in drafts.items()}
        new = {change for *_, change in found.keys() - self.drafts.keys()}
        self.drafts = found | self.drafts
        rows: list[Row] = [*comparison.judgment_rows, *comparison.finding_rows, *comparison.figure_rows]
        titles = [row_title(row) for row in rows if row.id in new]
        if titles:
            more = f" and on {len(titles) - 1} more" if titles[1:] else ""
            screen.call_after_refresh(screen.show_message, f"Not saved yet: your note on {titles[0]}{more}")

    def edit(self, request: NoteRequested) -> None:
        """Open the note of a row, as it was left if it was begun."""
        comparison, row, screen = request.comparison, request.row, request.asked_by
        before = Draft.of(request.note)
        draft = self.drafts.get(_key(comparison, row.id)) or before

        def done(outcome: tuple[bool, Draft] | None) -> None:
            if outcome is None:
                self._drop(screen, comparison, row.id)
                return
            save, written = outcome
            self.drafts[_key(comparison, row.id)] = written
            if save:
                self._save(screen, comparison, row.id, written)
            else:
                self._keep(screen, comparison, row.id, written)

        keep = partial(self._write_draft, comparison, row.id)
        self._app.push_screen(NoteEditor(row_title(row), draft, before, keep), done)

    def _save(self, screen: BaseScreen[None], comparison: Comparison, change: str, draft: Draft) -> None:
        """Write a note; whatever goes wrong, the draft stays."""
        session = self._session

        def save() -> Note:
            self._write_draft(comparison, change, draft)
            note = session.set_note(comparison, change, draft.edit, draft.seen)
            with self._one_at_a_time:
                session.drop_draft(comparison, change)
            return note

        def saved(note: Note) -> None:
            if self.drafts.get(_key(comparison, change)) == draft:
                del self.drafts[_key(comparison, change)]
            screen.post_message(NoteSaved(comparison, change, note))
            screen.call_later(screen.show_message, "The note is saved.")

        def failed(error: PeeldiffError) -> None:
            if isinstance(error, NoteChangedError):
                self._settle(screen, comparison, change, draft, error.current or Note())
            else:
                screen.show_error(error)

        screen.in_background(save, saved, group="save", exclusive=False, failed=failed)

    def _settle(
        self, screen: BaseScreen[None], comparison: Comparison, change: str, draft: Draft, theirs: Note
    ) -> None:
        """Show what both wrote on a change of `comparison`, and let the person choose."""
        from peeldiff.app.notes.conflict import NoteConflict

        def done(settled: Draft | None) -> None:
            if settled is None:
                screen.show_message("Not saved: the draft is kept.")
            else:
                self._save(screen, comparison, change, settled)

        self._app.push_screen(NoteConflict(draft, theirs), done)

    def _keep(self, screen: BaseScreen[None], comparison: Comparison, change: str, draft: Draft) -> None:
        def kept(wrong: str | None) -> None:
            screen.show_message(wrong or "Not saved: the draft is kept.", "warning" if wrong else "strong")

        screen.in_background(lambda: self._write_draft(comparison, change, draft), kept, group="draft", exclusive=False)

    def _drop(self, screen: BaseScreen[None], comparison: Comparison, change: str) -> None:
        self.drafts.pop(_key(comparison, change), None)

        def drop() -> None:
            with self._one_at_a_time:
                self._session.drop_draft(comparison, change)

        screen.in_background(drop, lambda _: None, group="draft", exclusive=False)

    def _write_draft(self, comparison: Comparison, change: str, draft: Draft) -> str | None:
        """Write a draft to the disk; return why it could not be, if it could not. Can be called from any thread."""
        try:
            with self._one_at_a_time:
                self._session.keep_draft(comparison, change, draft.edit, draft.seen)
        except PeeldiffError as error:
            return self._session.settings.redact(str(error))
        return None


def _key(comparison: Comparison, change: str) -> DraftKey:
    """Return the place of a draft, the same whichever side stands left."""
    first, second = sorted((comparison.left.inspection, comparison.right.inspection))
    return first, second, change
