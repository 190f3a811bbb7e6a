"""Writing notes, from any screen that shows a comparison: reading them, the editor, saving, and two who wrote at once.

Whatever comes of it is told with the comparison that it is about, and goes nowhere else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from peeldiff.app.kit.background import in_background
from peeldiff.app.kit.navigation import NoteSaved, NotesRead
from peeldiff.app.kit.rows import Row, row_title
from peeldiff.app.kit.screens.main_screen import MainScreen
from peeldiff.app.notes.note_draft import Draft
from peeldiff.notes.note import Note
from peeldiff.notes.note_desk import NoteConflict, NoteDesk, NoteRefused, SaveOutcome
from peeldiff.text import plural

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.host import Host
    from peeldiff.app.kit.navigation import NoteRequested, NoteRestoreRequested, NotesWanted
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.note_desk import DeskRead

DraftKey = tuple[str, str, str]


@dataclass(frozen=True)
class _Saving:
    """A note on its way to the disk, and who is told."""

    screen: BaseScreen[None]
    desk: NoteDesk
    change: str
    title: str
    before: Note | None
    """What stood there when writing began."""
    is_restored: bool = False
    """Whether it takes back what was written."""

    @property
    def key(self) -> DraftKey:
        """The place of its draft."""
        return _key(self.desk.comparison, self.change)


class NoteWriting:
    """What is written in this sitting."""

    def __init__(self, app: App[None], session: Session) -> None:
        """Begin with no drafts; those on the disk come with the notes."""
        self._app = app
        self._host = cast("Host", app)
        self._session = session
        self.drafts: dict[DraftKey, Draft] = {}
        """What was begun and not saved, by inspections and change."""
        self.saving: dict[DraftKey, str] = {}
        """The titles of the notes that are being saved."""
        self.on_settled: Callable[[bool], object] = lambda is_saved: is_saved
        """Called when a note has been saved, or could not be."""

    def read(self, request: NotesWanted) -> None:
        """Read the notes on a comparison, and the drafts on it that are on the disk."""
        screen, desk = request.asked_by, self._session.note_desk(request.comparison)

        def read() -> DeskRead:
            request.comparison.compare_rest()
            return desk.read()

        def show(read: DeskRead) -> None:
            screen.post_message(NotesRead(read.comparison, read.notes))
            self._offer(screen, read)

        screen.in_background(read, show, group="notes")

    def _offer(self, screen: BaseScreen[None], read: DeskRead) -> None:
        """Take over the drafts found on the disk; say on which rows there are new ones, and what cannot be read."""
        comparison = read.comparison
        found = {_key(comparison, change): Draft.put_back(kept) for change, kept in read.drafts.items()}
        new = {change for *_, change in found.keys() - self.drafts.keys()}
        self.drafts = found | self.drafts
        titles = [row_title(row) for row in (_rows(comparison) if new else ()) if row.id in new]
        if read.problems:
            more = f" (and {plural(len(read.problems) - 1, 'more problem')})" if read.problems[1:] else ""
            screen.call_after_refresh(screen.show_message, f"Notes not read: {read.problems[0]}{more}", "warning")
        elif titles:
            more = f" and on {len(titles) - 1} more" if titles[1:] else ""
            screen.call_after_refresh(screen.show_message, f"Not saved yet: your note on {titles[0]}{more}")

    def edit(self, request: NoteRequested) -> None:
        """Open the note of a row, as it was left if it was begun; what two people wrote at once is decided first."""
        comparison, row, screen = request.comparison, request.row, request.asked_by
        desk = self._session.note_desk(comparison)
        saving = _Saving(screen, desk, row.id, row_title(row), request.note)
        if request.note is not None and request.note.contested:
            self._decide(saving, request.note)
        else:
            self._open_editor(saving)

    def _open_editor(self, saving: _Saving) -> None:
        from peeldiff.app.notes.editor import NoteEditor

        screen, desk, change, key = saving.screen, saving.desk, saving.change, saving.key
        before = Draft.of(saving.before)
        draft = self.drafts.get(key) or before

        def keep(written: Draft) -> str | None:
            """Put a draft on the disk and say why it is not there; off the interface's thread."""
            desk.keep_draft(change, written.edit, written.seen)
            self._session.keep_drafts()
            return self._session.drafts.trouble

        def show_kept(trouble: str | None) -> None:
            screen.show_message(trouble or "Not saved: the draft is kept.", "warning" if trouble else "strong")

        def done(outcome: tuple[bool, Draft] | None) -> None:
            if outcome is None:
                self.drafts.pop(key, None)
                desk.drop_draft(change)
                return
            save, written = outcome
            self.drafts[key] = written
            if save:
                self._save(saving, written)
            else:
                screen.in_background(lambda: keep(written), show_kept, group="draft", exclusive=False)

        self._app.push_screen(NoteEditor(saving.title, draft, before, keep), done)

    def restore(self, request: NoteRestoreRequested) -> None:
        """Write a note as it was before: a new state like any other, unless somebody changed it meanwhile."""
        desk = self._session.note_desk(request.comparison)
        saving = _Saving(request.asked_by, desk, request.change, request.title, None, is_restored=True)
        self._save(saving, dataclasses.replace(Draft.of(request.before), seen=request.seen))

    def _save(self, saving: _Saving, draft: Draft) -> None:
        """Write a note; whatever goes wrong, the draft stays.

        The app waits for it, and not the screen: somebody who leaves that meanwhile is told all the same.
        """
        desk, key = saving.desk, saving.key
        desk.keep_draft(saving.change, draft.edit, draft.seen)
        self.saving[key] = saving.title

        def show(outcome: SaveOutcome) -> None:
            self.saving.pop(key, None)
            if isinstance(outcome, NoteConflict):
                self._settle(saving, outcome, draft)
            elif isinstance(outcome, NoteRefused):
                self._show(saving.screen, outcome.reason, "warning")
            else:
                self._report(saving, draft, outcome.note)
            self.on_settled(not isinstance(outcome, NoteConflict | NoteRefused))

        def write() -> SaveOutcome:
            return desk.save(saving.change, draft.edit, draft.seen)

        in_background(self._app, write, show, self._host.show_error, group="save", exclusive=False)

    def _show(self, screen: BaseScreen[None], message: str, role: str = "strong") -> None:
        """Show a message where a note was asked for, else where the person went from there."""
        (screen if screen.open_watch.is_open else self._host).show_message(message, role)

    def _report(self, saving: _Saving, draft: Draft, note: Note) -> None:
        """Let whoever asked know that a note stands there, and what it was before."""
        if self.drafts.get(saving.key) == draft:
            del self.drafts[saving.key]
        reader = saving.screen if saving.screen.open_watch.is_open else self._main_screen
        reader.post_message(
            NoteSaved(saving.desk.comparison, saving.change, saving.title, note, saving.before, saving.is_restored)
        )

    @property
    def _main_screen(self) -> Screen[Any]:
        """The full screen that is shown, below whatever dialogs."""
        shown = reversed(self._app.screen_stack)
        return next((screen for screen in shown if isinstance(screen, MainScreen)), self._app.screen)

    def _settle(self, saving: _Saving, conflict: NoteConflict, draft: Draft) -> None:
        """Show what both wrote on one change of one comparison, and let the person choose."""
        from peeldiff.app.notes.conflict import ConflictDialog

        def done(settled: Draft | None) -> None:
            if settled is not None:
                self._save(dataclasses.replace(saving, before=conflict.theirs, is_restored=False), settled)
            elif saving.is_restored:
                saving.desk.drop_draft(saving.change)
                self._show(saving.screen, "Not taken back: the note stands as somebody else left it.")
            else:
                self._show(saving.screen, "Not saved: the draft is kept.")

        def open_dialog() -> None:
            self._app.push_screen(ConflictDialog(draft, conflict.theirs or Note()), done)

        shown = self._main_screen
        if isinstance(shown, MainScreen):
            shown.late_opening.open(open_dialog)
        else:
            open_dialog()

    def _decide(self, saving: _Saving, note: Note) -> None:
        """Show what several people wrote on one change in copies of the notes that were merged; keep one, or all."""
        from peeldiff.app.notes.conflict import ContestedDialog

        def done(chosen: Draft | None) -> None:
            if chosen is None:
                self._show(saving.screen, "Not decided: every text stays as it is.")
            else:
                self._save(saving, chosen)

        self._app.push_screen(ContestedDialog(saving.title, note), done)


def _rows(comparison: Comparison) -> Iterator[Row]:
    """Yield every row; findings and figures are compared for it if nobody has looked at them yet."""
    yield from comparison.judgment_rows
    yield from comparison.finding_rows
    yield from comparison.figure_rows


def _key(comparison: Comparison, change: str) -> DraftKey:
    """Return the place of a draft, the same whichever side stands left."""
    first, second = sorted((comparison.left.inspection, comparison.right.inspection))
    return first, second, change
