"""Notes on the rows: read, write, settle what two people wrote at once; and the export."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from peeldiff.app.comparison.comparison_drafts import Drafts
from peeldiff.app.comparison.headings import STATUS_EDGE, note_title
from peeldiff.app.kit.details import Row
from peeldiff.app.kit.lines import cut_front
from peeldiff.compare.comparison import Comparison
from peeldiff.errors import PeeldiffError
from peeldiff.notes.note import Note, NoteChangedError

if TYPE_CHECKING:
    from peeldiff.app.notes.editor import Draft
    from peeldiff.notes.drafts import Draft as Kept


class NoteActions(Drafts):
    """The actions on notes."""

    class NotesRead(Message):
        """The notes on a comparison have been read."""

        def __init__(self, comparison: Comparison, notes: Mapping[str, Note], drafts: Mapping[str, Kept]) -> None:
            """`notes` by change id, and `drafts` of notes that were not saved."""
            super().__init__()
            self.comparison = comparison
            self.notes = notes
            self.drafts = drafts

    class NoteSet(Message):
        """A note has been written."""

        def __init__(self, comparison: Comparison, change: str, note: Note) -> None:
            """`note` as it stands now."""
            super().__init__()
            self.comparison = comparison
            self.change = change
            self.note = note

    class NoteContested(Message):
        """Somebody else changed a note meanwhile."""

        def __init__(self, change: str, mine: Draft, theirs: Note) -> None:
            """Both stand side by side until a person chooses."""
            super().__init__()
            self.change = change
            self.mine = mine
            self.theirs = theirs

    class Exported(Message):
        """The notes file has been written."""

        def __init__(self, path: Path) -> None:
            """`path` is where it is."""
            super().__init__()
            self.path = path

    class Told(Message):
        """Something to say in the status line."""

        def __init__(self, words: str, role: str = "strong") -> None:
            """`words` as they are shown."""
            super().__init__()
            self.words = words
            self.role = role

    def on_mount(self) -> None:
        """Read the notes once the rows are there."""
        self.call_after_refresh(self.read_notes)

    def look_again(self) -> None:
        """Read them again: a note may have been written meanwhile."""
        super().look_again()
        self.read_notes()

    @work(thread=True, exclusive=True, group="notes")
    def read_notes(self) -> None:
        """Read the notes on what is shown."""
        comparison = self.shown
        try:
            self.post_message(
                self.NotesRead(comparison, self.session.notes(comparison), self.session.drafts(comparison))
            )
        except PeeldiffError as error:
            self.post_message(self.Told(str(error), "warning"))

    def on_note_actions_notes_read(self, message: NotesRead) -> None:
        """Show which rows have a note."""
        if message.comparison is self.shown and message.notes != self.notes:
            self.notes = message.notes
            self.show_rows()
        if message.comparison is self.shown and message.drafts:
            from peeldiff.app.notes.editor import Draft

            self.offer(self.shown, {change: Draft.put_back(kept) for change, kept in message.drafts.items()})

    def on_note_actions_told(self, message: Told) -> None:
        """Say it."""
        self.say(self.session.settings.redact(message.words), message.role)

    def action_note(self) -> None:
        """Open the note of this row."""
        from peeldiff.app.notes.editor import Draft

        row = self.row
        if row is None:
            return
        if not row.is_change and row.id not in self.notes:
            self.say("A note belongs to a change; nothing changed in this row.")
            return
        before = Draft.of(self.notes.get(row.id))
        self._edit(row, self.drafts.get(self.draft_key(self.shown, row.id)) or before, before)

    def _edit(self, row: Row, draft: Draft, before: Draft) -> None:
        from peeldiff.app.notes.editor import NoteEditor

        comparison = self.shown
        self.hush()

        def done(outcome: tuple[bool, Draft] | None) -> None:
            if outcome is None:
                self._say_kept(self.drop_draft(comparison, row.id), "")
                return
            save, written = outcome
            self.drafts[self.draft_key(comparison, row.id)] = written
            wrong = self.keep_draft(comparison, row.id, written)
            if save:
                self.save_note(comparison, row.id, written)
            else:
                self._say_kept(wrong, "Not saved: the draft is kept.")

        keep = partial(self.keep_draft, comparison, row.id)
        self.app.push_screen(NoteEditor(note_title(row), draft, before, keep), done)

    def _say_kept(self, wrong: str | None, otherwise: str) -> None:
        if wrong or otherwise:
            self.say(wrong or otherwise, "warning" if wrong else "strong")

    @work(thread=True, group="save")
    def save_note(self, comparison: Comparison, change: str, draft: Draft) -> None:
        """Write a note; whatever goes wrong, the draft stays."""
        try:
            note = self.session.set_note(comparison, change, draft.edit, draft.seen)
        except NoteChangedError as error:
            self.post_message(self.NoteContested(change, draft, error.current or Note()))
        except PeeldiffError as error:
            self.post_message(self.Told(str(error), "warning"))
        else:
            self.post_message(self.NoteSet(comparison, change, note))

    def on_note_actions_note_set(self, message: NoteSet) -> None:
        """Show the note."""
        self.drop_draft(message.comparison, message.change)
        self.notes = {**self.notes, message.change: message.note}
        self.show_rows()
        self.say("The note is saved.")

    def on_note_actions_note_contested(self, message: NoteContested) -> None:
        """Show both and let the person choose."""
        from peeldiff.app.notes.conflict import NoteConflict

        def done(settled: Draft | None) -> None:
            if settled is None:
                self.say("Not saved: the draft is kept.")
            else:
                self.save_note(self.shown, message.change, settled)

        self.app.push_screen(NoteConflict(message.mine, message.theirs), done)

    @work(thread=True, exclusive=True, group="export")
    def action_export(self) -> None:
        """Write the notes file."""
        try:
            path: Path = self.session.export(self.shown)
        except PeeldiffError as error:
            self.post_message(self.Told(str(error), "warning"))
        else:
            self.post_message(self.Exported(path))

    def on_note_actions_exported(self, message: Exported) -> None:
        """Say where the file is: the end of its path in the status line, all of it below."""
        where = self.session.settings.redact(str(message.path))
        said = "Written, any editor opens it: "
        self.say(said + cut_front(where, self.size.width - len(said) - STATUS_EDGE))
        self.detail_pane.show(
            [
                [("Written: ", "strong"), (where, "text")],
                [("A text file that any editor opens. Written anew, it keeps every word a person wrote.", "muted")],
            ]
        )
