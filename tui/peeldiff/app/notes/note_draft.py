"""A note as it is being written: what the editor, the disk and a saved note know of it."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.days import parse_day
from peeldiff.notes.drafts import Draft as Kept
from peeldiff.notes.note import Note, NoteEdit
from peeldiff.text import inert
from peeldiff.vocabulary.words import short_day


@dataclass(frozen=True)
class Draft:
    """A note as it is being written."""

    text: str = ""
    status: str = "open"
    owner: str = ""
    due: str = ""
    seen: str = ""
    """The stamp of the note that was read, "" if there was none."""

    @classmethod
    def of(cls, note: Note | None) -> Draft:
        """Begin with a note as it stands."""
        if note is None:
            return cls()
        text = inert(note.text, lines=True)
        return cls(text, note.status, inert(note.owner or ""), display_day(note.due or ""), note.updated)

    @classmethod
    def put_back(cls, kept: Kept) -> Draft:
        """Go on with what was kept."""
        text = inert(kept.text, lines=True)
        return cls(text, kept.status or "open", inert(kept.owner), display_day(kept.due), kept.seen)

    @property
    def edit(self) -> NoteEdit:
        """What to write; an empty value clears."""
        day = parse_day(self.due)
        return NoteEdit(text=self.text, status=self.status, owner=self.owner, due=day.isoformat() if day else self.due)


def display_day(text: str) -> str:
    """Return a day as people here write it, `30 Nov 2026`; what is no day as it stands."""
    day = parse_day(text)
    return short_day(day.isoformat()) if day else inert(text)
