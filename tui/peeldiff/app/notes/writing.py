"""Writing notes, from any screen that shows a comparison: reading them, the editor, saving, and two who wrote at once.

Whatever comes of it is told with the comparison that it is about, and goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit.navigation import NoteSaved, NotesRead
from peeldiff.app.kit.rows import Row, row_title
from peeldiff.app.notes.editor import Draft, NoteEditor
from peeldiff.notes.note import Note
from peeldiff.notes.note_desk import NoteConflict, NoteRefused
from peeldiff.text import plural

if TYPE_CHECKING:
    from textual.app import App

    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.navigation import NoteRequested, NotesWanted
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.note_desk import DeskRead, NoteDesk, SaveOutcome

DraftKey = tuple[str, str, str]


class NoteWriting:
    """What is written in this sitting."""

    def __init__(self, app: App[None], session: Session) -> None:
        """Begin with no drafts; those on the disk come with the notes."""
        self._app = app
        self._session = session
        self.drafts: dict[DraftKey, Draft] = {}
        """What was begun and not saved, by inspections and change."""

    def read(self, request: NotesWanted) -> None:
        """Read the notes on a comparison, and the drafts on it that are on the disk."""
        screen = request.asked_by

        def show(read: DeskRead) -> None:
            screen.post_message(NotesRead(read.comparison, read.notes))
            self._offer(screen, read)

        screen.in_background(self._session.note_desk(request.comparison).read, show, group="notes")

    def _offer(self, screen: BaseScreen[None], read: DeskRead) -> None:
        """Take over the drafts found on the disk; say on which rows there are new ones, and what cannot be read."""
        comparison = read.comparison
        found = {_key(comparison, change): Draft.put_back(kept) for change, kept in read.drafts.items()}
        new = {change for *_, change in found.keys() - self.drafts.keys()}
        self.drafts = found | self.drafts
        rows: list[Row] = [*comparison.judgment_rows, *comparison.finding_rows, *comparison.figure_rows]
        titles = [row_title(row) for row in rows if row.id in new]
        if read.problems:
            more = f" (and {plural(len(read.problems) - 1, 'more problem')})" if read.problems[1:] else ""
            screen.call_after_refresh(screen.show_message, f"Notes not read: {read.problems[0]}{more}", "warning")
        elif titles:
            more = f" and on {len(titles) - 1} more" if titles[1:] else ""
            screen.call_after_refresh(screen.show_message, f"Not saved yet: your note on {titles[0]}{more}")

    def edit(self, request: NoteRequested) -> None:
        """Open the note of a row, as it was left if it was begun."""
        comparison, row, screen = request.comparison, request.row, request.asked_by
        desk, key = self._session.note_desk(comparison), _key(comparison, row.id)
        before = Draft.of(request.note)
        draft = self.drafts.get(key) or before

        def keep(written: Draft) -> str | None:
            """Put a draft on the disk and say why it is not there; off the interface's thread."""
            desk.keep_draft(row.id, written.edit, written.seen)
            self._session.keep_drafts()
            return self._session.drafts.trouble

        def show_kept(trouble: str | None) -> None:
            screen.show_message(trouble or "Not saved: the draft is kept.", "warning" if trouble else "strong")

        def done(outcome: tuple[bool, Draft] | None) -> None:
            if outcome is None:
                self.drafts.pop(key, None)
                desk.drop_draft(row.id)
                return
            save, written = outcome
            self.drafts[key] = written
            if save:
                desk.keep_draft(row.id, written.edit, written.seen)
                self._save(screen, desk, row.id, written)
            else:
                screen.in_background(lambda: keep(written), show_kept, group="draft", exclusive=False)

        self._app.push_screen(NoteEditor(row_title(row), draft, before, keep), done)

    def _save(self, screen: BaseScreen[None], desk: NoteDesk, change: str, draft: Draft) -> None:
        """Write a note; whatever goes wrong, the draft stays."""

        def show(outcome: SaveOutcome) -> None:
            if isinstance(outcome, NoteConflict):
                self._settle(screen, desk, outcome, draft)
            elif isinstance(outcome, NoteRefused):
                screen.show_message(outcome.reason, "warning")
            else:
                key = _key(outcome.comparison, change)
                if self.drafts.get(key) == draft:
                    del self.drafts[key]
                screen.post_message(NoteSaved(outcome.comparison, change, outcome.note))
                screen.call_later(screen.show_message, "The note is saved.")

        screen.in_background(lambda: desk.save(change, draft.edit, draft.seen), show, group="save", exclusive=False)

    def _settle(self, screen: BaseScreen[None], desk: NoteDesk, conflict: NoteConflict, draft: Draft) -> None:
        """Show what both wrote on one change of one comparison, and let the person choose."""
        from peeldiff.app.notes.conflict import ConflictDialog

        def done(settled: Draft | None) -> None:
            if settled is None:
                screen.show_message("Not saved: the draft is kept.")
            else:
                desk.keep_draft(conflict.change, settled.edit, settled.seen)
                self._save(screen, desk, conflict.change, settled)

        self._app.push_screen(ConflictDialog(draft, conflict.theirs or Note()), done)


def _key(comparison: Comparison, change: str) -> DraftKey:
    """Return the place of a draft, the same whichever side stands left."""
    first, second = sorted((comparison.left.inspection, comparison.right.inspection))
    return first, second, change
