"""The notes on one comparison as an interface needs them: read, drafted, saved, and every answer says of what.

    keeper = DraftKeeper(settings.drafts, settings.author, on_trouble=…)     # one a session
    desk = NoteDesk(comparison, folder, keeper, author=settings.author)      # one a comparison; folder: NotesFolder

    read = desk.read()                    # off the interface's thread: .notes, .drafts, .problems, .comparison
    desk.note(change)                     # from memory: the note as last read or saved
    desk.keep_draft(change, edit, seen)   # returns at once, any thread; keeper.trouble says why one is not on the disk
                                          # and before each save
    match desk.save(change, edit, seen):  # off the interface's thread; seen: the stamp under it
        case NoteSaved(note=note): …
        case NoteConflict(mine=edit, theirs=note):   # both texts; once a person chose, save again:
            desk.save(change, chosen, conflict.current_stamp)
        case NoteRefused(reason=line): …             # the draft stays

Every outcome carries `comparison` and `change`: what is done with it later is done to that one,
whatever is shown by then. A desk outlives its screen, and may be used from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.errors import FileError
from peeldiff.notes.note import Note, NoteChangedError, NoteEdit

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.draft_keeper import DraftKeeper
    from peeldiff.notes.drafts import Draft
    from peeldiff.notes.store import NotesFolder


@dataclass(frozen=True, slots=True)
class DeskRead:
    """What there is on a comparison."""

    comparison: Comparison
    notes: Mapping[str, Note]
    """By the id of their change."""
    drafts: Mapping[str, Draft]
    """What was begun and not saved, by the id of its change."""
    problems: tuple[str, ...]
    """Why notes could not be read, a line each; the screen says how many, and names them."""


@dataclass(frozen=True, slots=True)
class NoteSaved:
    """A note has been written."""

    comparison: Comparison
    change: str
    note: Note
    """As it stands now."""


@dataclass(frozen=True, slots=True)
class NoteConflict:
    """Somebody else changed the note meanwhile; nothing was written, and the draft is kept."""

    comparison: Comparison
    change: str
    mine: NoteEdit
    theirs: Note | None
    """What stands now, None if the note is gone."""

    @property
    def current_stamp(self) -> str:
        """The stamp to save with once the person has seen both."""
        return self.theirs.updated if self.theirs is not None else ""


@dataclass(frozen=True, slots=True)
class NoteRefused:
    """Nothing was written, and the draft is kept."""

    comparison: Comparison
    change: str
    mine: NoteEdit
    reason: str
    """One line."""


SaveOutcome = NoteSaved | NoteConflict | NoteRefused


class NoteDesk:
    """The notes and drafts on one comparison; the module's docstring shows its use."""

    def __init__(self, comparison: Comparison, folder: NotesFolder, keeper: DraftKeeper, *, author: str) -> None:
        """`author` signs what is saved."""
        self.comparison = comparison
        self._folder = folder
        self._keeper = keeper
        self._author = author
        self._name = folder.file(comparison).stem
        self._turn = threading.Lock()
        self._notes: dict[str, Note] = {}
        self._problems: tuple[str, ...] = ()

    @property
    def notes(self) -> Mapping[str, Note]:
        """The notes as they were last read or saved, by the id of their change."""
        with self._turn:
            return dict(self._notes)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why notes could not be read, a line each."""
        with self._turn:
            return self._problems

    def note(self, change: str) -> Note | None:
        """Return the note of a change as it was last read or saved."""
        with self._turn:
            return self._notes.get(change)

    def read(self) -> DeskRead:
        """Read notes and drafts from the disk. Raises nothing: what cannot be read is in `problems`."""
        found = self._folder.look(self.comparison)
        drafts = self._keeper.begun(self._name)
        with self._turn:
            self._notes = dict(found.notes)
            self._problems = found.problems
        return DeskRead(self.comparison, found.notes, drafts, found.problems)

    def keep_draft(self, change: str, edit: NoteEdit, seen: str) -> None:
        """Keep what is being written; `seen` is the stamp of the note under it, "" for none. Returns at once."""
        self._keeper.keep(self._name, change, edit, seen)

    def drop_draft(self, change: str) -> None:
        """Throw away what is being written. Returns at once."""
        self._keeper.drop(self._name, change)

    def save(self, change: str, edit: NoteEdit, seen: str) -> SaveOutcome:
        """Write a note, if what stands there is still the one with the stamp `seen`, "" for none.

        Give the text to `keep_draft` first, on the interface's thread. The draft goes when this very
        text is saved; one written meanwhile stays.
        """
        self._keeper.keep_if_none(self._name, change, edit, seen)
        try:
            note = self._folder.set_note(self.comparison, change, edit, author=self._author, seen=seen)
        except NoteChangedError as error:
            return NoteConflict(self.comparison, change, edit, error.current)
        except FileError as error:
            return NoteRefused(self.comparison, change, edit, str(error))
        with self._turn:
            self._notes[change] = note
        self._keeper.drop(self._name, change, edit)
        return NoteSaved(self.comparison, change, note)
